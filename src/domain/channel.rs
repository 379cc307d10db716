//! How a message travels.

use super::payment::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// How a message travels.
    #[derive(PartialOrd, Ord)]
    Channel {
        /// A text on a phone.
        Sms = "sms",
        /// A mail.
        Email = "email",
    }
}

impl Channel {
    /// The channel with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// The one that a message falls back to.
    pub fn other(self) -> Self {
        match self {
            Self::Sms => Self::Email,
            Self::Email => Self::Sms,
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
