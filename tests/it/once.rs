//! No message twice, whatever a carrier answers and in whatever order it tells.

use crate::support::{Asked, Merchant, TestApp, days, seconds};
use async_trait::async_trait;
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::ids::UserId;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::purpose::Purpose;
use paylink::jobs::worker::run_due_jobs;
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Outgoing, Reason, SendError, Taken};
use paylink::operations::Context;
use paylink::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use paylink::operations::hear_carrier::hear;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account, save_message_settings};
use paylink::operations::plan_messages::{MessageWishes, SendWish, send_about};
use paylink::operations::read_messages::read_messages_of;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

pub const PHONE: &str = "+4915112345678";
pub const MAIL: &str = "erika@example.org";

/// A gateway that answers as it is told, and remembers what it got.
#[derive(Default)]
pub struct Gateway {
    answers: Mutex<VecDeque<Option<Result<Taken, SendError>>>>,
    pub got: Mutex<Vec<String>>,
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
    Heard::Receipt { reference, message: None, delivery, code: None, detail: None, at: None }
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
        let new =
            NewMessageAccount { carrier: "gateway".to_owned(), name: String::new(), credentials: json!({}), sender };
        let account = add_message_account(&context, merchant.scope, new).await.expect("an account");
        Self { context, gateway, account, merchant }
    }

    pub async fn asks(&self, channels: &[Channel]) -> Asked {
        let wishes = MessageWishes { channels: channels.to_vec(), reminders: false };
        self.merchant
            .requests_with(|draft| {
                draft.payer.phone = Some(PHONE.to_owned());
                draft.payer.email = Some(MAIL.to_owned());
                draft.messages = wishes;
            })
            .await
    }

    pub async fn sends(&self) {
        while run_due_jobs(&self.context, "message").await.expect("jobs") > 0 {}
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

#[tokio::test(flavor = "multi_thread")]
async fn receipts_count_in_any_order_also_before_the_answer() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.hears(receipt("ahead", Delivery::Delivered)).await;
    world.gateway.will([Some(Ok(taken("ahead")))]);
    world.sends().await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered);
    world.hears(receipt("ahead", Delivery::Sent)).await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered, "a message only climbs");
    // An old reference that is given out again says nothing of a new message.
    app.passes(seconds(700));
    let another = world.asks(&[Channel::Sms]).await;
    world.gateway.will([Some(Ok(taken("ahead")))]);
    world.sends().await;
    assert_eq!(world.state(&another).await, MessageState::Sent);
    world.hears(receipt("ahead", Delivery::Delivered)).await;
    assert_eq!(world.state(&another).await, MessageState::Delivered);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_message_is_never_sent_again_and_a_receipt_resolves_it() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.gateway.will([Some(Err(SendError::unknown("the connection broke")))]);
    world.sends().await;
    assert_eq!(world.state(&asked).await, MessageState::Unconfirmed);
    app.passes(days(2));
    world.sends().await;
    assert_eq!(world.gateway.got(), 1);
    let id = world.messages(&asked).await[0].id;
    let delivered = Heard::Receipt {
        reference: None,
        message: Some(id),
        delivery: Delivery::Delivered,
        code: None,
        detail: None,
        at: None,
    };
    world.hears(delivered).await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_while_sending_leaves_no_second_message() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.gateway.will([None]);
    let context = world.context.clone();
    let dying = tokio::spawn(async move { run_due_jobs(&context, "message").await });
    while world.gateway.got() == 0 {
        tokio::task::yield_now().await;
    }
    dying.abort();
    assert_eq!(world.state(&asked).await, MessageState::Sending);
    for _ in 0..4 {
        app.passes(seconds(61));
        world.sends().await;
    }
    assert_eq!((world.state(&asked).await, world.gateway.got()), (MessageState::Unconfirmed, 1));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_taken_is_tried_again_until_it_is() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    let keys = SendError::refused(Reason::Credentials, 401, "The password is wrong.");
    world.gateway.will([Some(Err(SendError::not_now("busy"))), Some(Err(keys))]);
    world.sends().await;
    let waiting = world.messages(&asked).await.remove(0);
    assert_eq!((waiting.state, waiting.detail.as_deref()), (MessageState::Scheduled, Some("busy")));
    for _ in 0..3 {
        app.passes(seconds(60));
        world.sends().await;
    }
    let sent = world.messages(&asked).await.remove(0);
    assert_eq!((sent.state, sent.tries, sent.detail), (MessageState::Sent, 3, None), "nothing is wrong any more");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_channel_steps_in_unless_it_says_the_same_anyway() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let lost = || Some(Err(SendError::refused(Reason::BadAddress, 30003, "There is nobody.")));
    for (channels, expected) in [(&[Channel::Sms][..], 2), (&[Channel::Sms, Channel::Email], 2)] {
        let asked = world.asks(channels).await;
        world.gateway.will([lost()]);
        world.sends().await;
        let messages = world.messages(&asked).await;
        assert_eq!(messages.len(), expected, "{messages:?}");
        assert_eq!(messages.iter().filter(|message| message.channel == Channel::Email).count(), 1, "{messages:?}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_the_cap_but_by_a_persons_own_hand() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[]).await;
    let presses = async |user: Option<UserId>| {
        app.passes(seconds(60));
        let (channel, purpose) = (Channel::Sms, Purpose::Reminder1);
        let wish = SendWish { payment_request: asked.id, channel, purpose, user };
        send_about(&world.context, world.merchant.scope, wish, None).await.expect("a message");
        world.sends().await;
        world.messages(&asked).await.pop().expect("a message")
    };
    for _ in 0..4 {
        assert_eq!(presses(None).await.state, MessageState::Sent);
    }
    let fifth = presses(None).await;
    assert_eq!((fifth.state, fifth.reason.as_deref()), (MessageState::Skipped, Some("cap")));
    assert_eq!(
        presses(Some(UserId(Uuid::from_u128(5)))).await.state,
        MessageState::Sent,
        "who presses the button knows why"
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_of_a_persons_request_go_by_the_plan() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let person = UserId(Uuid::from_u128(5));
    let draft = Draft {
        amount: Some(11_900),
        currency: Some("EUR".to_owned()),
        due_date: Some("2026-12-20".to_owned()),
        payer: DraftPayer { phone: Some(PHONE.to_owned()), ..DraftPayer::default() },
        messages: MessageWishes { channels: vec![Channel::Sms], reminders: true },
        ..Draft::default()
    };
    let made = create_payment_request(&world.context, world.merchant.scope, &draft, Some(person), None).await;
    let messages = read_messages_of(&world.context, world.merchant.scope, made.expect("a request")).await;
    let wanted_by: Vec<_> = messages.expect("messages").iter().map(|message| message.requested_by).collect();
    assert_eq!(wanted_by, [Some(person), None, None, None]);
    app.ends().await;
}
