//! What a payer has said about being written to: a ledger that is only ever added to.

use super::channel::Channel;
use super::ids::{ConsentId, UserId};
use super::language::Language;
use super::mail_address;
use super::payment::words;
use super::phone;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Where a consent or its withdrawal comes from.
    ConsentSource {
        /// The form for it, or its QR code.
        Form = "form",
        /// A word sent by SMS.
        Keyword = "keyword",
        /// A list with evidence.
        Import = "import",
        /// Said to a person of the merchant's, who noted it.
        Agent = "agent",
        /// Said on the phone.
        Phone = "phone",
        /// Written in a letter or a mail.
        Letter = "letter",
        /// The person was erased: nothing is sent there again.
        Erasure = "erasure",
        /// The payment page.
        PaymentPage = "payment_page",
        /// The one-click button of a mail program (RFC 8058).
        MailButton = "mail_button",
        /// The carrier says so.
        Carrier = "carrier",
        /// The merchant's own program.
        Api = "api",
    }
}

/// One entry of the ledger.
#[derive(Clone, PartialEq)]
pub struct Consent {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ConsentId,
    /// For this channel.
    pub channel: Channel,
    /// The key of a number or mail address; forgotten when the person is erased.
    pub address: Option<String>,
    /// SHA-256 over merchant, channel and address: it outlives the person's data.
    pub address_hash: Vec<u8>,
    /// Given, or withdrawn.
    pub given: bool,
    /// Where it comes from.
    pub source: ConsentSource,
    /// Which wording was agreed to.
    pub wording: Option<String>,
    /// What proves it: words of a reply, the name of a file.
    pub evidence: Option<String>,
    /// Address of the browser with its last part zeroed.
    pub ip: Option<String>,
    /// What the browser called itself.
    pub user_agent: Option<String>,
    /// Who noted it, where it was a person of the merchant.
    pub recorded_by: Option<UserId>,
    /// When the payer said so; when it was written down, where nobody knows.
    pub happened_at: Timestamp,
    /// Nobody knows when it was said: as a yes it outweighs no withdrawal, whichever was written down first.
    pub undated: bool,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Consent({} {} given: {})", self.id, self.channel, self.given)
    }
}

/// Where somebody can be written to, in the one form in which it is compared: the key that consents, withdrawals, caps, conversations and
/// bounces hang on. A key has itself as key.
pub fn same_address(channel: Channel, address: &str) -> String {
    match channel {
        Channel::Sms => phone::key(address),
        Channel::Email => mail_address::key(address),
    }
}

/// All forms in which an address may stand where it is kept as it was written, in small letters; its key first.
pub fn forms_of_address(channel: Channel, address: &str) -> [String; 2] {
    match channel {
        Channel::Sms => phone::forms(address),
        Channel::Email => [mail_address::key(address), mail_address::for_servers(&mail_address::key(address))],
    }
}

/// A text that people agree to. It is never changed: another text is another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Merchant and mode.
    pub scope: Scope,
    /// About this channel.
    pub channel: Channel,
    /// In this language.
    pub language: Language,
    /// Counts up per channel and language, from 1.
    pub version: i64,
    /// The text, whole.
    pub text: String,
    /// Whether it stood or stands on pages; others came with what was agreed to elsewhere.
    pub offered: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Who wrote it, where it was a person.
    pub created_by: Option<UserId>,
}

impl Wording {
    /// As the ledger names it: "sms/de/3".
    pub fn reference(&self) -> String {
        format!("{}/{}/{}", self.channel, self.language.tag(), self.version)
    }
}

/// Channel, language and version of a reference; nothing for anything else.
pub fn read_wording(reference: &str) -> Option<(Channel, Language, i64)> {
    let mut parts = reference.split('/');
    let channel = Channel::from_word(parts.next()?)?;
    let tag = parts.next()?;
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag)?;
    let version = parts.next().filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    parts.next().is_none().then_some((channel, language, version))
}

impl ConsentSource {
    /// Whether a program or a person of the merchant's may say that it comes from there: the other sources speak for themselves.
    pub fn may_be_noted(self) -> bool {
        match self {
            Self::Form | Self::Keyword | Self::Import | Self::Agent | Self::Phone | Self::Letter | Self::Api => true,
            Self::Erasure | Self::PaymentPage | Self::MailButton | Self::Carrier => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_named_by_channel_language_and_version() {
        assert_eq!(read_wording("sms/de/3"), Some((Channel::Sms, Language::De, 3)));
        for bad in ["", "sms", "sms/de", "sms/de/x", "sms/de-AT/1", "fax/de/1", "sms/de/1/2", "sms/de/-1"] {
            assert_eq!(read_wording(bad), None, "{bad}");
        }
    }
}
