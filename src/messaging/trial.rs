//! Where a message that was sent to try an account out came to an end.

use super::channel::{Reason, SendError};

/// A step on the way of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The settings cannot be used at all.
    Settings,
    /// Being allowed to go there at all.
    Closed,
    /// Finding the carrier and being answered.
    Reach,
    /// Agreeing on encryption.
    Encrypt,
    /// Being let in.
    LogIn,
    /// Being allowed to send under this name, number or address.
    Sender,
    /// Being allowed to send to that recipient.
    Recipient,
    /// Handing the text over.
    Text,
    /// Hearing whether it was taken.
    Answer,
}

impl Step {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Closed => "closed",
            Self::Reach => "reach",
            Self::Encrypt => "encrypt",
            Self::LogIn => "log-in",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Text => "text",
            Self::Answer => "answer",
        }
    }

    /// Whether the other side has said a word by then, or only this program knows what went wrong.
    pub const fn was_answered(self) -> bool {
        match self {
            Self::Settings | Self::Closed | Self::Reach | Self::Encrypt => false,
            Self::LogIn | Self::Sender | Self::Recipient | Self::Text | Self::Answer => true,
        }
    }

    /// As far as an answer tells it, where a carrier knows no steps.
    pub fn of(error: &SendError) -> Self {
        match error {
            SendError::Refused { reason, .. } => match reason {
                Reason::Credentials => Self::LogIn,
                Reason::Blocked => Self::Sender,
                Reason::BadAddress | Reason::OptedOut => Self::Recipient,
                Reason::TooLong | Reason::Other => Self::Text,
            },
            SendError::NotNow { .. } => Self::Reach,
            SendError::Unknown { .. } => Self::Answer,
        }
    }

    /// That this step failed.
    pub fn failed(self, error: SendError) -> Failure {
        Failure { step: self, error }
    }
}

/// Why a trial failed, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// Which step.
    pub step: Step,
    /// What the carrier said.
    pub error: SendError,
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        Self { step: Step::of(&error), error }
    }
}
