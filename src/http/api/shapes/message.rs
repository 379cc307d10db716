//! Messages as the API shows them.

use crate::domain::channel::Channel;
use crate::domain::ids::{MessageId, PaymentRequestId};
use crate::domain::message::{Letter, Message, MessageState};
use crate::domain::purpose::Purpose;
use crate::domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// One SMS or e-mail.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^msg_[0-9a-f]{32}$", example = "msg_019aa59d040070008000000000000003")]
    pub id: MessageId,
    /// The request that it is about.
    #[schema(value_type = String, pattern = "^pr_[0-9a-f]{32}$", example = "pr_019aa59d040070008000000000000000")]
    pub payment_request: PaymentRequestId,
    /// What it is for.
    pub purpose: Purpose,
    /// How it travels.
    pub channel: Channel,
    /// How far it is.
    pub status: MessageState,
    /// Why it was not sent, or what the carrier says, as a word.
    pub reason: Option<String>,
    /// The same in plain words.
    pub detail: Option<String>,
    /// When it goes out, or should have.
    #[schema(value_type = String, format = DateTime)]
    pub send_at: Timestamp,
    /// Number or address, once it is written.
    pub to: Option<String>,
    /// Of an e-mail, once it is written.
    pub subject: Option<String>,
    /// The text, once it is written.
    pub text: Option<String>,
    /// Parts that the carrier charges for.
    pub parts: Option<i64>,
    /// What allowed it.
    #[schema(example = "contract")]
    pub ground: Option<String>,
    /// When it was planned.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When the carrier took it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent_at: Option<Timestamp>,
    /// When it arrived, or was known not to.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Timestamp>,
}

impl MessageObject {
    /// A message as it stands.
    pub fn of(message: &Message) -> Self {
        let letter = message.letter.as_ref();
        Self {
            id: message.id,
            payment_request: message.payment_request,
            purpose: message.purpose,
            channel: message.channel,
            status: message.state,
            reason: message.reason.clone(),
            detail: message.detail.clone().or_else(|| letter.and_then(Letter::wording_fault).map(fell_back)),
            send_at: message.due_at,
            to: letter.map(|letter| letter.to.clone()),
            subject: letter.and_then(|letter| letter.subject.clone()),
            text: letter.map(|letter| letter.text.clone()),
            parts: message.parts,
            ground: message.ground.clone(),
            created_at: message.created_at,
            sent_at: message.sent_at,
            finished_at: message.finished_at,
        }
    }
}

fn fell_back(fault: &str) -> String {
    format!("Your own template could not be filled in, so the built-in one was taken: {fault}")
}
