//! The business, and how its pages look.

use super::ids::{MerchantId, ProfileId};
use super::language::Language;
use super::policy::Policy;
use super::scope::Scope;
use super::time::{Timestamp, Zone};

/// A business that asks for money.
#[derive(Clone, Debug, PartialEq)]
pub struct Merchant {
    /// Its id.
    pub id: MerchantId,
    /// As payers know it.
    pub name: String,
    /// IANA time zone in which its days begin and end.
    pub zone: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// What to do with late money and surplus.
    pub policy: Policy,
    /// When it was set up.
    pub created_at: Timestamp,
}

/// Where a merchant is: when its days end, and what its local phone numbers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its days begin and end there.
    pub zone: Zone,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// Look, texts and languages of a merchant's pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ProfileId,
    /// Raised with every change.
    pub version: i64,
    /// The profile that a request gets when it names none.
    pub is_default: bool,
    /// The merchant's own word for it.
    pub name: String,
    /// As the page shows it.
    pub display_name: String,
    /// The full name of the payee: "Klempnerei Nord GmbH".
    pub legal_name: Option<String>,
    /// Town beneath the name.
    pub town: Option<String>,
    /// The merchant's colour as #rrggbb; checked for contrast when the page is made.
    pub accent: String,
    /// Language of the page when nothing else decides.
    pub language: Language,
    /// How a payer reaches the merchant.
    pub support: Support,
    /// Legal notice.
    pub imprint_url: Option<String>,
    /// Privacy notice.
    pub privacy_url: Option<String>,
    /// When it was put away: no new request is made with it.
    pub archived_at: Option<Timestamp>,
}

/// What the profile is called that a merchant begins with.
pub const FIRST_PROFILE: &str = "default";

impl Profile {
    /// What it is called where people choose between profiles.
    pub fn label(&self) -> &str {
        if self.name == FIRST_PROFILE { &self.display_name } else { &self.name }
    }
}

/// How a payer reaches the merchant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Support {
    /// E.164.
    pub phone: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// "Mo–Fr 8–16 Uhr".
    pub hours: Option<String>,
}
