//! A carrier of SMS that answers as it is told, and the program with it.

use super::{Asked, Merchant, TestApp};
use async_trait::async_trait;
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_setting::MessageSettings;
use paylink::jobs::worker::{FAIR_LANES, run_due_jobs};
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Outgoing, SendError, Taken};
use paylink::operations::Context;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::hear_carrier::hear;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account, save_message_settings};
use paylink::operations::read_messages::read_messages_of;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

pub const PHONE: &str = "+4915112345678";
pub const MAIL: &str = "erika@example.org";

/// A gateway that answers as it is told, and remembers what it got.
#[derive(Default)]
pub struct Gateway {
    answers: Mutex<VecDeque<Option<Result<Taken, SendError>>>>,
    pub got: Mutex<Vec<String>>,
    /// To whom, in the same order.
    pub to: Mutex<Vec<String>>,
}

impl Gateway {
    /// `None` is no answer at all, ever.
    pub fn will(&self, answers: impl IntoIterator<Item = Option<Result<Taken, SendError>>>) {
        self.answers.lock().unwrap().extend(answers);
    }

    pub fn got(&self) -> usize {
        self.got.lock().unwrap().len()
    }
}

#[async_trait]
impl Carrier for Gateway {
    fn word(&self) -> &'static str {
        "gateway"
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn check_credentials(&self, _: &Value, _: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test(&self, _: &MessageAccount) -> Result<String, SendError> {
        Ok("It answers.".to_owned())
    }

    async fn send(&self, _: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        self.got.lock().unwrap().push(message.text.clone());
        self.to.lock().unwrap().push(message.to.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        match answer.unwrap_or_else(|| Some(Ok(taken("usual")))) {
            Some(answer) => answer,
            None => std::future::pending().await,
        }
    }

    fn read_callback(&self, _: &MessageAccount, _: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _: &MessageAccount, _: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer::empty()
    }
}

pub fn taken(reference: &str) -> Taken {
    Taken { reference: Some(reference.to_owned()), status: Delivery::Sent, parts: Some(1), answer: Vec::new() }
}

pub fn receipt(reference: &str, delivery: Delivery) -> Heard {
    let reference = Some(reference.to_owned());
    Heard::Receipt { reason: None, reference, message: None, delivery, code: None, detail: None, at: None }
}

/// The program with that gateway as its carrier of SMS.
pub struct World<'a> {
    pub context: Context,
    pub gateway: Arc<Gateway>,
    pub account: MessageAccount,
    pub merchant: Merchant<'a>,
}

impl<'a> World<'a> {
    pub async fn of(app: &'a TestApp) -> Self {
        let merchant = app.merchant().await;
        let gateway = Arc::new(Gateway::default());
        let mut context = app.context().clone();
        context.carriers = Carriers::new(vec![Arc::clone(&gateway) as Arc<dyn Carrier>]);
        let recipients = vec![PHONE.to_owned(), MAIL.to_owned()];
        let settings = MessageSettings { test_recipients: recipients, ..MessageSettings::default() };
        save_message_settings(&context, merchant.scope, settings).await.expect("settings");
        let sender = MessageSender { address: "+4917600000".to_owned(), name: None, reply_to: None, can_reply: true };
        let new = NewMessageAccount {
            profile: None,
            carrier: "gateway".to_owned(),
            name: String::new(),
            credentials: json!({}),
            sender,
        };
        let account = add_message_account(&context, merchant.scope, new).await.expect("an account");
        Self { context, gateway, account, merchant }
    }

    pub async fn asks(&self, channels: &[Channel]) -> Asked {
        let wishes = MessageWishes { channels: channels.to_vec(), ..MessageWishes::default() };
        self.merchant
            .requests_with(|draft| {
                draft.payer.phone = Some(PHONE.to_owned());
                draft.payer.email = Some(MAIL.to_owned());
                draft.messages = wishes;
            })
            .await
    }

    pub async fn sends(&self) {
        for lane in FAIR_LANES {
            while run_due_jobs(&self.context, lane).await.expect("jobs") > 0 {}
        }
    }

    pub async fn hears(&self, heard: Heard) {
        hear(&self.context, &self.account, heard, b"").await.expect("it is stored");
    }

    pub async fn messages(&self, asked: &Asked) -> Vec<Message> {
        read_messages_of(&self.context, self.merchant.scope, asked.id).await.expect("messages")
    }

    pub async fn state(&self, asked: &Asked) -> MessageState {
        self.messages(asked).await[0].state
    }
}
