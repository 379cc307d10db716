//! A merchant's account at a carrier of messages, as the carriers see it.

use crate::domain::ids::MessageAccountId;
use crate::domain::scope::Scope;
use serde_json::Value;
use std::fmt;

/// A merchant's account at a carrier: a mail server, an SMS gateway.
#[derive(Clone)]
pub struct MessageAccount {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: MessageAccountId,
    /// "smtp", "twilio", "http", "smpp".
    pub carrier: String,
    /// The merchant's word for it.
    pub name: String,
    /// What the carrier gave: an object whose shape the carrier's module knows.
    pub credentials: Value,
    /// Ours, random: proves callbacks of carriers that do not sign, and return addresses of mails.
    pub callback_secret: String,
}

impl fmt::Debug for MessageAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageAccount({} {})", self.carrier, self.id)
    }
}

/// An account for tests beside the code.
#[cfg(test)]
pub(crate) fn sample(carrier: &str, credentials: Value) -> MessageAccount {
    use crate::domain::ids::MerchantId;
    use uuid::Uuid;
    MessageAccount {
        scope: Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false },
        id: MessageAccountId(Uuid::from_u128(2)),
        carrier: carrier.to_owned(),
        name: "Test".to_owned(),
        credentials,
        callback_secret: "callback-secret-of-tests".to_owned(),
    }
}
