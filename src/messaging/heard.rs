//! What is learned of messages after they were handed over, and what is written to us.

use super::channel::Reason;
use super::email::recipient::Recipients;
use crate::domain::ids::MessageId;
use crate::domain::phone::Numbering;
use crate::domain::time::Timestamp;
use std::fmt;

/// How far a message has come, in the carrier's own words where they exist.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Delivery {
    /// The carrier has it and waits.
    Queued,
    /// It is on its way; a mail server took it.
    Sent,
    /// A mail server tries on.
    Delayed,
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
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Delayed => "delayed",
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
            Self::Delayed,
            Self::Failed,
            Self::Bounced { hard: false },
            Self::Bounced { hard: true },
            Self::Delivered,
        ];
        all.into_iter().find(|delivery| delivery.word() == word)
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
        /// What that means to us, where it is known.
        reason: Option<Reason>,
        /// In plain words.
        detail: Option<String>,
        /// When it happened, where told without doubt.
        at: Option<Timestamp>,
    },
    /// Somebody writes to us.
    Inbound {
        /// A number in E.164 where it is one beyond doubt, else as the network wrote it; or a mail address.
        from: String,
        /// What the network says of that number.
        numbering: Numbering,
        /// The number or address written to.
        to: String,
        /// What they write.
        text: String,
        /// Of a mail.
        subject: Option<String>,
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
    /// A mail server reports on a mail of ours.
    MailReport {
        /// Ours, by its return address.
        message: Option<MessageId>,
        /// Whom it is about; with another address than ours the mail was forwarded.
        recipients: Recipients,
        /// What became of it there.
        delivery: Delivery,
        /// "5.1.1".
        code: Option<String>,
        /// The server's words.
        detail: Option<String>,
        /// When the server wrote it, by its own clock.
        at: Option<Timestamp>,
    },
    /// Somebody told their mail service that our mail was unwanted (RFC 5965).
    Complaint {
        /// Ours, as far as the report proves it.
        message: Option<MessageId>,
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
            Self::MailReport { message, delivery, code, .. } => {
                write!(f, "MailReport({message:?} {delivery:?} {code:?})")
            }
            Self::Complaint { message } => write!(f, "Complaint({message:?})"),
            Self::AutoReply { message, .. } => write!(f, "AutoReply({message:?})"),
        }
    }
}
