//! Carriers of messages behind one interface: what goes out, what they say at once, what they tell later.

use super::account::MessageAccount;
use super::callback::{BadSignature, Callback, CallbackAnswer};
use crate::domain::field::FieldError;
use crate::domain::ids::MessageId;
use crate::domain::time::Timestamp;
use async_trait::async_trait;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use crate::domain::channel::Channel;

/// Whom a message comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// A number in E.164, a short code, a name of up to eleven characters, or a mail address.
    pub address: String,
    /// Beside a mail address.
    pub name: Option<String>,
    /// Where answers to a mail go.
    pub reply_to: Option<String>,
}

/// A file that goes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// As the payer sees it.
    pub name: String,
    /// "application/pdf".
    pub content_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

/// A message, worded and ready.
#[derive(Clone)]
pub struct Outgoing {
    /// Ours.
    pub id: MessageId,
    /// A number in E.164, or a mail address.
    pub to: String,
    /// Whom it comes from.
    pub from: Sender,
    /// Of a mail.
    pub subject: Option<String>,
    /// The text; of a mail the plain one.
    pub text: String,
    /// The same as a page, for mails.
    pub html: Option<String>,
    /// Files, for mails.
    pub attachments: Vec<Attachment>,
    /// Where receipts of the account go, see `receipt_url`.
    pub status_url: Option<String>,
    /// Ends messages by one POST (RFC 8058), for mails.
    pub unsubscribe_url: Option<String>,
    /// Where bounces go: an address of this message alone, see `email::verp`.
    pub return_path: Option<String>,
    /// How long it is worth delivering.
    pub valid_for: Duration,
    /// When it is sent, by the caller's clock; the date of a mail.
    pub at: Timestamp,
}

impl Outgoing {
    /// Where receipts of this message go: the address with the message's id in its query. So a receipt finds its message even when the
    /// answer to sending was lost.
    pub fn receipt_url(&self) -> Option<String> {
        let url = self.status_url.as_deref()?;
        let joint = if url.contains('?') { '&' } else { '?' };
        Some(format!("{url}{joint}message={}", self.id))
    }
}

impl fmt::Debug for Outgoing {
    /// Without recipient and text: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outgoing({})", self.id)
    }
}

/// How far a message has come, in the carrier's own words where they exist.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Delivery {
    /// The carrier has it and waits.
    Queued,
    /// It is on its way; a mail server took it.
    Sent,
    /// It will not arrive.
    Failed,
    /// It came back.
    Bounced {
        /// For good (the address is wrong), or this time only (the mailbox is full).
        hard: bool,
    },
    /// It is there.
    Delivered,
}

impl Delivery {
    /// A message only climbs, so that receipts may come in any order and any number of times. `Delivered` stands highest, like money that
    /// came: gateways that gave up sometimes hear better later, never the other way round.
    const fn rank(self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::Sent => 1,
            Self::Failed => 2,
            Self::Bounced { hard: false } => 3,
            Self::Bounced { hard: true } => 4,
            Self::Delivered => 5,
        }
    }

    /// What is so after this was heard too.
    #[must_use]
    pub fn and(self, heard: Self) -> Self {
        if heard.rank() > self.rank() { heard } else { self }
    }

    /// Whether nothing better is waited for.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Sent)
    }

    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Bounced { hard: false } => "bounced_soft",
            Self::Bounced { hard: true } => "bounced",
            Self::Delivered => "delivered",
        }
    }

    /// The state with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::Queued,
            Self::Sent,
            Self::Failed,
            Self::Bounced { hard: false },
            Self::Bounced { hard: true },
            Self::Delivered,
        ];
        all.into_iter().find(|delivery| delivery.word() == word)
    }
}

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

/// A piece of an inbound message that came in several; they are put together where they are kept, since each is acknowledged for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// Equal for the pieces of one message of one sender.
    pub of: u16,
    /// From one.
    pub number: u8,
    /// How many there are.
    pub count: u8,
}

/// What a carrier tells by itself.
#[derive(Clone, PartialEq, Eq)]
pub enum Heard {
    /// How a message of ours goes on.
    Receipt {
        /// The carrier's id.
        reference: Option<String>,
        /// Our id, where the carrier sends it back.
        message: Option<MessageId>,
        /// How far it is.
        delivery: Delivery,
        /// The carrier's code.
        code: Option<String>,
        /// In plain words.
        detail: Option<String>,
        /// When it happened, where told without doubt.
        at: Option<Timestamp>,
    },
    /// Somebody writes to us.
    Inbound {
        /// A number in E.164 where it is one, or a mail address.
        from: String,
        /// The number or address written to.
        to: String,
        /// What they write.
        text: String,
        /// The carrier's id of it; a repeat has the same.
        reference: Option<String>,
        /// Ours that is answered, where it can be told.
        message: Option<MessageId>,
        /// The carrier has noted an opt-out (or opt-in, or request for help) and answered it: do not answer twice.
        opt_out_handled_by_carrier: bool,
        /// Set when this is a piece of a longer one.
        part: Option<Part>,
        /// When it was written, where told without doubt.
        at: Option<Timestamp>,
    },
    /// A mail came back.
    Bounce {
        /// Ours, by its return address.
        message: Option<MessageId>,
        /// The address that failed, as the reporting server writes it.
        recipient: Option<String>,
        /// For good, or this time only.
        hard: bool,
        /// "5.1.1".
        code: Option<String>,
        /// The server's words.
        detail: Option<String>,
        /// When the server wrote it, by its own clock.
        at: Option<Timestamp>,
    },
    /// A machine answered a mail ("out of office"): nobody has to read it.
    AutoReply {
        /// Whose mailbox.
        from: String,
        /// Ours that is answered, where it can be told.
        message: Option<MessageId>,
    },
}

impl fmt::Debug for Heard {
    /// Without numbers, addresses and texts: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Receipt { reference, message, delivery, code, .. } => {
                write!(f, "Receipt({message:?} {reference:?} {delivery:?} {code:?})")
            }
            Self::Inbound { reference, message, part, .. } => write!(f, "Inbound({message:?} {reference:?} {part:?})"),
            Self::Bounce { message, hard, code, .. } => write!(f, "Bounce({message:?} hard: {hard} {code:?})"),
            Self::AutoReply { message, .. } => write!(f, "AutoReply({message:?})"),
        }
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

    /// A real call that sends nothing; tells what it found, in one sentence.
    async fn test(&self, account: &MessageAccount) -> Result<String, SendError>;

    /// Hands a message over, once.
    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError>;

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
    fn the_order_of_receipts_does_not_matter() {
        use Delivery::{Bounced, Delivered, Failed, Queued, Sent};
        for (heard, left) in [
            // Kannel: delivered before accepted by the SMSC.
            (vec![Queued, Delivered, Sent], Delivered),
            (vec![Sent, Queued], Sent),
            (vec![Failed, Delivered], Delivered),
            (vec![Sent, Bounced { hard: true }, Bounced { hard: false }], Bounced { hard: true }),
        ] {
            let climbed = heard.iter().fold(Queued, |so_far, next| so_far.and(*next));
            let backwards = heard.iter().rev().fold(Queued, |so_far, next| so_far.and(*next));
            assert_eq!((climbed, backwards), (left, left), "{heard:?}");
        }
    }

    #[test]
    fn words_lead_back() {
        for delivery in ["queued", "sent", "failed", "bounced_soft", "bounced", "delivered"] {
            assert_eq!(Delivery::from_word(delivery).unwrap().word(), delivery);
        }
        assert_eq!(Channel::from_word("sms"), Some(Channel::Sms));
        assert_eq!(Channel::from_word("fax"), None);
        assert_eq!(Reason::from_word("too_long"), Some(Reason::TooLong));
    }
}
