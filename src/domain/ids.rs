//! Identifiers: UUID version 7 inside, with a prefix that names their kind outside.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The text is not an identifier of the kind that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id that begins with \"{0}_\"")]
pub struct NotAnId(pub &'static str);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let hex = text.strip_prefix(concat!($prefix, "_")).filter(|hex| hex.len() == 32).ok_or(NotAnId($prefix))?;
                Uuid::try_parse(hex).map(Self).map_err(|_| NotAnId($prefix))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A merchant.
    MerchantId = "mer";
    /// A person who logs in.
    UserId = "usr";
    /// A profile: look, texts and languages of a merchant's pages.
    ProfileId = "pro";
    /// A payment request.
    PaymentRequestId = "pr";
    /// A payment: money in, or a try at it.
    PaymentId = "pay";
    /// A file that goes with a payment request.
    AttachmentId = "att";
    /// Money back.
    RefundId = "re";
    /// A contested payment.
    DisputeId = "dis";
    /// Something that happened.
    EventId = "evt";
    /// A merchant's account at a payment service provider.
    ProviderAccountId = "pa";
    /// An API key (its name, not the secret).
    ApiKeyId = "key";
    /// A raw fact as a provider told it.
    FactId = "fact";
    /// A job of the background workers.
    JobId = "job";
    /// One SMS or e-mail.
    MessageId = "msg";
    /// A merchant's plan of messages.
    MessagePlanId = "mpl";
    /// A merchant's account at a carrier of messages.
    MessageAccountId = "ma";
    /// What a payer wrote to us.
    InboundMessageId = "inb";
    /// All that one address wrote to us.
    ConversationId = "cnv";
    /// An entry of the consent ledger.
    ConsentId = "cns";
    /// Somebody in the address book.
    ContactId = "con";
    /// A page on which people sign up for messages.
    OptInPageId = "oip";
    /// A wish to be written to that awaits its confirmation.
    OptInId = "opt";
    /// A checkout at the built-in sandbox provider.
    SandboxCheckoutId = "sbx";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_carry_their_kind() {
        let id = PaymentRequestId(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "pr_00000000000000000000000000000007");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!(id.to_string().parse::<PaymentId>().is_err());
        assert!("pr_0000-0000".parse::<PaymentRequestId>().is_err());
    }
}
