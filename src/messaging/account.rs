//! A merchant's account at a carrier of messages, as the carriers see it.

pub use crate::domain::message_account::{MessageAccount, MessageSender};

/// An account for tests beside the code.
#[cfg(test)]
pub(crate) fn sample(carrier: &str, credentials: serde_json::Value) -> MessageAccount {
    use crate::domain::channel::Channel;
    use crate::domain::ids::{MerchantId, MessageAccountId};
    use crate::domain::scope::Scope;
    use crate::domain::time::Timestamp;
    use uuid::Uuid;
    let channel = if carrier == "smtp" { Channel::Email } else { Channel::Sms };
    MessageAccount {
        scope: Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false },
        id: MessageAccountId(Uuid::from_u128(2)),
        profile: None,
        channel,
        carrier: carrier.to_owned(),
        name: "Test".to_owned(),
        credentials,
        callback_secret: "callback-secret-of-tests".to_owned(),
        by_operator: true,
        sender: MessageSender { address: "+4915100000000".to_owned(), name: None, reply_to: None, can_reply: true },
        created_at: Timestamp::from_millis(0),
        disabled_at: None,
    }
}
