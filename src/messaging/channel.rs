//! Carriers of messages behind one interface: what goes out, what they say at once, what they tell later.

use super::account::MessageAccount;
use super::callback::{BadSignature, Callback, CallbackAnswer};
pub use super::heard::{Delivery, Heard, Part};
pub use super::outgoing::{Attachment, Outgoing, Sender};
use super::trial::Failure;
use crate::domain::field::FieldError;
use crate::guard::Place;
use async_trait::async_trait;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

pub use crate::domain::channel::Channel;

/// The carrier has the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The carrier's id; receipts may name it.
    pub reference: Option<String>,
    /// How far it is.
    pub status: Delivery,
    /// Parts that are charged for.
    pub parts: Option<u32>,
    /// The raw answer.
    pub answer: Vec<u8>,
}

/// Why a carrier wants nothing of a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// The recipient told the carrier to stop.
    OptedOut,
    /// There is nobody there.
    BadAddress,
    /// A filter, a policy, a missing permission.
    Blocked,
    /// Our log-in, or an account without money.
    Credentials,
    /// More than the carrier takes.
    TooLong,
    /// Something else, see the detail.
    Other,
}

impl Reason {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OptedOut => "opted_out",
            Self::BadAddress => "bad_address",
            Self::Blocked => "blocked",
            Self::Credentials => "credentials",
            Self::TooLong => "too_long",
            Self::Other => "other",
        }
    }

    /// The reason with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::OptedOut, Self::BadAddress, Self::Blocked, Self::Credentials, Self::TooLong, Self::Other]
            .into_iter()
            .find(|reason| reason.word() == word)
    }
}

/// Why a message was not taken. A message is never sent twice, so the kinds differ in what is known. Details are the carrier's words and
/// may name the recipient: they are for the merchant, not for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// A definite no: it was not sent, and sending it again would end the same.
    #[error("refused ({code}): {detail}")]
    Refused {
        /// The carrier's code.
        code: String,
        /// In plain words, for the merchant.
        detail: String,
        /// What kind of no.
        reason: Reason,
    },
    /// Definitely not sent, but later it may work.
    #[error("not now: {detail}")]
    NotNow {
        /// What was seen.
        detail: String,
        /// How long the carrier asks us to wait.
        retry_after: Option<Duration>,
    },
    /// It may have been sent: never repeat blindly.
    #[error("unknown: {detail}")]
    Unknown {
        /// What was seen instead of an answer.
        detail: String,
    },
}

impl SendError {
    /// A definite no.
    pub fn refused(reason: Reason, code: impl ToString, detail: impl Into<String>) -> Self {
        Self::Refused { code: code.to_string(), detail: detail.into(), reason }
    }

    /// Definitely not sent.
    pub fn not_now(detail: impl ToString) -> Self {
        Self::NotNow { detail: detail.to_string(), retry_after: None }
    }

    /// May have been sent.
    pub fn unknown(detail: impl ToString) -> Self {
        Self::Unknown { detail: detail.to_string() }
    }
}

/// A carrier of messages.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// The stable word: "twilio".
    fn word(&self) -> &'static str;

    /// What it carries.
    fn channel(&self) -> Channel;

    /// Whether credentials have the right shape and are for that mode.
    fn check_credentials(&self, credentials: &Value, live: bool) -> Result<(), FieldError>;

    /// Where credentials lead, as far as whoever wrote them can say it; what the carrier's own address is stands in no credentials.
    fn places(&self, _credentials: &Value) -> Vec<Place> {
        Vec::new()
    }

    /// A real call that sends nothing; tells what it found, in one sentence.
    async fn test(&self, account: &MessageAccount) -> Result<String, SendError>;

    /// Hands a message over, once.
    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError>;

    /// Hands a message over to try the account out; says at which step it failed.
    async fn try_out(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, Failure> {
        self.test(account).await?;
        Ok(self.send(account, message).await?)
    }

    /// Verifies and reads a call of the carrier. Empty: authentic, but nothing that matters here.
    fn read_callback(&self, account: &MessageAccount, call: &Callback<'_>) -> Result<Vec<Heard>, BadSignature>;

    /// What the carrier hears once what was read is stored.
    fn callback_answer(&self, account: &MessageAccount, call: &Callback<'_>) -> CallbackAnswer;
}

/// All carriers of this program.
#[derive(Clone)]
pub struct Carriers(Vec<Arc<dyn Carrier>>);

impl Carriers {
    /// From a list; tests bring their own.
    pub fn new(carriers: Vec<Arc<dyn Carrier>>) -> Self {
        Self(carriers)
    }

    /// The carrier with that word.
    pub fn get(&self, word: &str) -> Option<&Arc<dyn Carrier>> {
        self.0.iter().find(|carrier| carrier.word() == word)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Carrier>> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back() {
        for delivery in ["queued", "sent", "delayed", "failed", "bounced_soft", "bounced", "delivered"] {
            assert_eq!(Delivery::from_word(delivery).unwrap().word(), delivery);
        }
        assert_eq!(Channel::from_word("sms"), Some(Channel::Sms));
        assert_eq!(Channel::from_word("fax"), None);
        assert_eq!(Reason::from_word("too_long"), Some(Reason::TooLong));
    }
}
