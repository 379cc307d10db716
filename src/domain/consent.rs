//! What a payer has said about being written to: a ledger that is only ever added to.

use super::channel::Channel;
use super::ids::{ConsentId, UserId};
use super::payment::words;
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
        /// Noted by a person of the merchant: said by phone, written in a letter.
        Person = "person",
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
    /// A number in E.164, or a mail address in lower case; forgotten when the person is erased.
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
    /// When the payer said so.
    pub happened_at: Timestamp,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Consent({} {} given: {})", self.id, self.channel, self.given)
    }
}

/// Where somebody can be written to, in the one form in which it is compared: mail addresses in lower case.
pub fn same_address(channel: Channel, address: &str) -> String {
    match channel {
        Channel::Sms => address.trim().to_owned(),
        Channel::Email => address.trim().to_lowercase(),
    }
}
