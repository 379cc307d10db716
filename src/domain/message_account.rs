//! A merchant's account at a carrier of messages, and who the messages come from.

use super::channel::Channel;
use super::ids::{MessageAccountId, ProfileId};
use super::scope::Scope;
use super::time::Timestamp;
use serde_json::Value;
use std::fmt;

/// A merchant's account at a carrier: a mail server, an SMS gateway. The identity never changes, the keys rotate; disabled, never deleted.
#[derive(Clone)]
pub struct MessageAccount {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: MessageAccountId,
    /// Whose messages go through it; none: those of every profile that has none of its own.
    pub profile: Option<ProfileId>,
    /// What it carries.
    pub channel: Channel,
    /// "smtp", "twilio", "http", "smpp".
    pub carrier: String,
    /// The merchant's word for it.
    pub name: String,
    /// What the carrier gave: an object whose shape the carrier's module knows.
    pub credentials: Value,
    /// Ours, random: proves callbacks of carriers that do not sign, and return addresses of mails.
    pub callback_secret: String,
    /// Whether whoever operates the program said where it leads: then it may lead anywhere.
    pub by_operator: bool,
    /// Whom messages come from.
    pub sender: MessageSender,
    /// When it was added.
    pub created_at: Timestamp,
    /// Since when it is not used.
    pub disabled_at: Option<Timestamp>,
}

/// Whom messages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageSender {
    /// A number in E.164, a short code, a name of up to eleven characters, or a mail address.
    pub address: String,
    /// Beside a mail address.
    pub name: Option<String>,
    /// Where answers to a mail go.
    pub reply_to: Option<String>,
    /// Whether answers arrive: only then messages promise it.
    pub can_reply: bool,
}

impl fmt::Debug for MessageAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageAccount({} {})", self.carrier, self.id)
    }
}
