//! What a merchant wants done with money that came too late or beyond what was asked.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// One of three wishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wish {
    /// Keep it (late money pays the request, surplus stays visible).
    Accept,
    /// Send it back.
    Refund,
    /// Let a person decide.
    Ask,
}

impl Wish {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refund => "refund",
            Self::Ask => "ask",
        }
    }
}

impl FromStr for Wish {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Accept, Self::Refund, Self::Ask].into_iter().find(|wish| wish.word() == word).ok_or(())
    }
}

/// A merchant's wishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// For money that the payer sent after expiry or cancellation.
    pub late: Wish,
    /// For money beyond what was asked.
    pub surplus: Wish,
}

impl Default for Policy {
    fn default() -> Self {
        Self { late: Wish::Accept, surplus: Wish::Refund }
    }
}
