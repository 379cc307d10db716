//! Ways to pay, in words of our own that stay the same whatever a provider calls them.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// A way to pay. `Any` leaves the choice to the provider's page.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Method {
            $($(#[$doc])* $name,)*
        }

        impl Method {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

methods! {
    /// The payer chooses at the provider.
    Any = "any",
    /// Card, also through Apple Pay and Google Pay.
    Card = "card",
    /// iDEAL.
    Ideal = "ideal",
    /// Bancontact.
    Bancontact = "bancontact",
    /// SEPA direct debit.
    SepaDebit = "sepa_debit",
    /// PayPal.
    Paypal = "paypal",
    /// Bank transfer.
    Transfer = "transfer",
    /// TWINT.
    Twint = "twint",
    /// EPS.
    Eps = "eps",
    /// BLIK.
    Blik = "blik",
    /// Przelewy24.
    P24 = "p24",
    /// Klarna.
    Klarna = "klarna",
    /// Something a provider offers that has no word here yet.
    Other = "other",
}

/// Not one of our words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a payment method")]
pub struct UnknownMethod;

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(word: &str) -> Result<Self, UnknownMethod> {
        Self::ALL.iter().copied().find(|method| method.word() == word).ok_or(UnknownMethod)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_and_read_alike() {
        for method in Method::ALL {
            assert_eq!(serde_json::to_value(method).unwrap(), method.word());
            assert_eq!(method.word().parse(), Ok(*method));
        }
    }
}
