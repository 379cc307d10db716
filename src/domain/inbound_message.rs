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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundLetter {
    /// Number or address.
    pub from: String,
    /// The number or address written to.
    pub to: String,
    /// What they write.
    pub text: String,
}

impl fmt::Debug for InboundLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InboundLetter(…)")
    }
}
