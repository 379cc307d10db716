//! Carriers that take, refuse, hang, and tell later or never; they write down every call.

use crate::model::dice::Dice;
use async_trait::async_trait;
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::ids::MessageId;
use paylink::domain::message_account::MessageAccount;
use paylink::domain::time::Timestamp;
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Delivery, Heard, Outgoing, Reason, SendError, Taken};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// One call of ours.
#[derive(Clone, Debug)]
pub struct Call {
    pub message: MessageId,
    pub channel: Channel,
    pub to: String,
    /// When it was decided. A worker that dies may hand it over a moment later, when the model's clock has moved on by hours.
    pub at: Timestamp,
    /// It may have arrived.
    pub may_have_arrived: bool,
    /// It was certainly taken.
    pub taken: bool,
}

/// What both carriers share.
pub struct Post {
    pub calls: Vec<Call>,
    /// Receipts that will come, with the account's channel.
    pub receipts: Vec<(Channel, Heard)>,
    pub dice: Dice,
    /// Everything is taken and delivered.
    pub calm: bool,
}

pub struct Model {
    pub channel: Channel,
    pub post: Arc<Mutex<Post>>,
}

enum Fate {
    Taken,
    TakenUnanswered,
    Lost,
    Hangs,
    NotNow,
    Refused(Reason),
}

#[async_trait]
impl Carrier for Model {
    fn word(&self) -> &'static str {
        match self.channel {
            Channel::Sms => "model_sms",
            Channel::Email => "model_mail",
        }
    }

    fn channel(&self) -> Channel {
        self.channel
    }

    fn check_credentials(&self, _: &Value, _: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test(&self, _: &MessageAccount) -> Result<String, SendError> {
        Ok(String::new())
    }

    async fn send(&self, _: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        let fate = self.note(message);
        // Whoever calls waits: here a worker can die.
        tokio::task::yield_now().await;
        match fate {
            Fate::Taken => Ok(Taken {
                reference: Some(format!("ref-{}", message.id)),
                status: Delivery::Sent,
                parts: Some(1),
                answer: Vec::new(),
            }),
            Fate::TakenUnanswered | Fate::Lost => Err(SendError::unknown("no answer")),
            Fate::Hangs => std::future::pending().await,
            Fate::NotNow => Err(SendError::not_now("busy")),
            Fate::Refused(reason) => Err(SendError::refused(reason, 500, "refused")),
        }
    }

    fn read_callback(&self, _: &MessageAccount, _: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _: &MessageAccount, _: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer::empty()
    }
}

impl Model {
    fn note(&self, message: &Outgoing) -> Fate {
        let mut post = self.post.lock().unwrap();
        let fate = match (post.calm, post.dice.below(100)) {
            (true, _) | (false, 0..70) => Fate::Taken,
            (false, 70..76) => Fate::TakenUnanswered,
            (false, 76..79) => Fate::Lost,
            (false, 79..83) => Fate::Hangs,
            (false, 83..94) => Fate::NotNow,
            (false, 94..97) => Fate::Refused(Reason::Other),
            (false, 97..98) => Fate::Refused(Reason::BadAddress),
            (false, 98..99) => Fate::Refused(Reason::OptedOut),
            (false, _) => Fate::Refused(Reason::Credentials),
        };
        let taken = matches!(fate, Fate::Taken | Fate::TakenUnanswered);
        post.calls.push(Call {
            message: message.id,
            channel: self.channel,
            to: message.to.clone(),
            at: message.at,
            may_have_arrived: taken || matches!(fate, Fate::Lost | Fate::Hangs),
            taken,
        });
        if taken && post.dice.percent(85) {
            let delivered = post.calm || post.dice.percent(88);
            let delivery = if delivered { Delivery::Delivered } else { Delivery::Failed };
            let heard = Heard::Receipt {
                reason: None,
                reference: Some(format!("ref-{}", message.id)),
                message: Some(message.id),
                delivery,
                code: None,
                detail: None,
                at: None,
            };
            let repeats = 1 + usize::from(post.dice.percent(20));
            for _ in 0..repeats {
                post.receipts.push((self.channel, heard.clone()));
            }
        }
        fate
    }
}
