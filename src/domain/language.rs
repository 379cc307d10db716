//! The languages that pages and messages speak.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A language with a complete set of texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
}

impl Language {
    /// All of them, in the order in which pages offer them.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::De => "Deutsch",
            Self::En => "English",
        }
    }

    /// The best language for an `Accept-Language` header: highest weight first, then order.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(20) {
            let mut parts = range.split(';');
            let Ok(language) = parts.next().unwrap_or("").trim().parse::<Self>() else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=").map(thousandths)).unwrap_or(1000);
            if weight > 0 && best.is_none_or(|(top, _)| weight > top) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// "0.8" as 800: weights have at most three decimals (RFC 9110, 12.4.2).
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u16>().unwrap_or(0).min(1) * 1000 + digits.parse::<u16>().unwrap_or(0)
}

impl FromStr for Language {
    type Err = ();

    /// Takes the primary subtag: "de-AT" is German.
    fn from_str(tag: &str) -> Result<Self, ()> {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary)).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_wins() {
        assert_eq!(Language::accepted("fr, en;q=0.7, de-AT;q=0.9"), Some(Language::De));
        assert_eq!(Language::accepted("en-GB,de"), Some(Language::En));
        assert_eq!(Language::accepted("de;q=0, fr"), None);
        assert_eq!(Language::accepted(""), None);
    }
}
