//! A merchant's own wording of messages: saved in versions, of which the latest counts.

use super::channel::Channel;
use super::ids::{ProfileId, UserId};
use super::language::Language;
use super::purpose::Purpose;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Which message, how it travels, in which language; outside "request.sms.de".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TemplateKey {
    /// What it is for.
    pub purpose: Purpose,
    /// How it travels.
    pub channel: Channel,
    /// In which language.
    pub language: Language,
}

impl TemplateKey {
    /// Every one, purpose by purpose, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        let channels = |purpose: Purpose| Channel::ALL.iter().map(move |channel| (purpose, *channel));
        Purpose::templated().flat_map(channels).flat_map(|(purpose, channel)| {
            Language::ALL.into_iter().map(move |language| Self { purpose, channel, language })
        })
    }
}

impl fmt::Display for TemplateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.purpose.word(), self.channel.word(), self.language.tag())
    }
}

impl FromStr for TemplateKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('.').collect();
        let [purpose, channel, language] = parts.as_slice() else { return Err(()) };
        let key = Self { purpose: purpose.parse()?, channel: channel.parse()?, language: language.parse()? };
        // "de-AT" is German, but no key.
        if key.language.tag() == *language && key.purpose.has_template() { Ok(key) } else { Err(()) }
    }
}

impl Serialize for TemplateKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The source of a message: text with placeholders.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    /// Of an e-mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
}

/// One saved version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateVersion {
    /// Merchant and mode.
    pub scope: Scope,
    /// Whose pages and messages it belongs to.
    pub profile: ProfileId,
    /// Which message.
    pub key: TemplateKey,
    /// From 1, without gaps.
    pub number: i64,
    /// None: from here on the built-in wording counts again.
    pub wording: Option<Wording>,
    /// Who saved it, where it was a person.
    pub saved_by: Option<UserId>,
    /// When.
    pub saved_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_as_they_are_written() {
        assert_eq!(TemplateKey::all().count(), 12 * 2 * 7);
        for key in TemplateKey::all() {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "request.sms", "request.sms.de-AT", "request.fax.de", "request.sms.de.x", "Request.sms.de"] {
            assert_eq!(wrong.parse::<TemplateKey>(), Err(()), "{wrong}");
        }
    }
}
