//! What a payer writes to the merchant.

use super::channel::Channel;
use super::ids::{InboundMessageId, MessageAccountId, PaymentRequestId};
use super::payment::words;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What an inbound message means.
    InboundMeaning {
        /// No more messages.
        Stop = "stop",
        /// Somebody else has this number: no more messages, and the merchant has to know.
        WrongNumber = "wrong_number",
        /// Messages again.
        Start = "start",
        /// Who are you?
        Help = "help",
        /// It sounds as if no more messages were wanted: a person decides.
        MaybeStop = "maybe_stop",
        /// For a person to read.
        Reply = "reply",
    }
}

/// A message from a payer.
#[derive(Clone, PartialEq)]
pub struct InboundMessage {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: InboundMessageId,
    /// The account that it came through.
    pub account: MessageAccountId,
    /// How it came.
    pub channel: Channel,
    /// Who wrote what.
    pub letter: InboundLetter,
    /// What it means.
    pub meaning: InboundMeaning,
    /// The request that the sender was written to about last.
    pub payment_request: Option<PaymentRequestId>,
    /// When it came.
    pub received_at: Timestamp,
    /// When somebody of the merchant read it.
    pub read_at: Option<Timestamp>,
}

impl fmt::Debug for InboundMessage {
    /// Without sender and text: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InboundMessage({} {})", self.id, self.meaning.word())
    }
}

/// Who wrote what. Personal: kept sealed, never logged.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundLetter {
    /// Number or address.
    pub from: String,
    /// The number or address written to.
    pub to: String,
    /// What they write.
    pub text: String,
    /// Of a mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What a mail quotes of ours beneath it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<String>,
    /// Parts of a long text that never came.
    #[serde(default, skip_serializing_if = "is_none_missing")]
    pub missing: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over like that")]
fn is_none_missing(missing: &u8) -> bool {
    *missing == 0
}

impl InboundMeaning {
    /// Whether somebody has to read it; what is answered by itself has been dealt with.
    pub fn is_for_a_person(self) -> bool {
        match self {
            Self::MaybeStop | Self::Reply | Self::WrongNumber => true,
            Self::Stop | Self::Start | Self::Help => false,
        }
    }
}

impl fmt::Debug for InboundLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InboundLetter(…)")
    }
}
