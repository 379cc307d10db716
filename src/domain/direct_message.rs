//! A message that belongs to no payment request: a wish to be confirmed, a sign-up acknowledged.

use super::channel::Channel;
use super::ids::{MessageAccountId, MessageId};
use super::message::{Letter, MessageState};
use super::payment::words;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Why it goes out.
    DirectPurpose {
        /// Is it you who wants to be written to?
        ConfirmOptIn = "confirm_opt_in",
        /// You will be written to.
        OptInConfirmed = "opt_in_confirmed",
    }
}

/// One of them, worded when it is made: its link is known at that moment only.
#[derive(Clone, PartialEq)]
pub struct DirectMessage {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id, of the kind of all messages, so that carriers need not tell them apart.
    pub id: MessageId,
    /// What it is for.
    pub purpose: DirectPurpose,
    /// How it travels.
    pub channel: Channel,
    /// How far it is.
    pub state: MessageState,
    /// Why it was not sent, or what the carrier says, as a word.
    pub reason: Option<String>,
    /// The same in plain words.
    pub detail: Option<String>,
    /// Recipient and text, until the person is erased.
    pub letter: Option<Letter>,
    /// Hash of the recipient's address.
    pub address_hash: Vec<u8>,
    /// The account that it goes through; none for the outbox.
    pub account: Option<MessageAccountId>,
    /// The carrier's id of it.
    pub reference: Option<String>,
    /// How often a carrier was asked.
    pub tries: i64,
    /// Until then somebody is sending it.
    pub lease_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the carrier took it.
    pub sent_at: Option<Timestamp>,
}

impl fmt::Debug for DirectMessage {
    /// Without recipient and text: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DirectMessage({} {} {} {})", self.id, self.purpose.word(), self.channel, self.state.word())
    }
}
