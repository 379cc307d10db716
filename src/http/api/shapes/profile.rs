//! Profiles as the API shows them.

use crate::domain::ids::ProfileId;
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// How a merchant's pages look, and whom its messages come from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Profile)]
pub struct ProfileObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^pro_[0-9a-f]{32}$", example = "pro_019aa59d040070008000000000000007")]
    pub id: ProfileId,
    /// Whether it is for real money.
    pub live: bool,
    /// Your own word for it.
    #[schema(example = "Notdienst")]
    pub name: String,
    /// Whether requests get it that name none.
    pub default: bool,
    /// As pages and messages show it.
    #[schema(example = "Klempnerei Nord Notdienst")]
    pub display_name: String,
    /// The full name of the payee.
    #[schema(example = "Klempnerei Nord GmbH")]
    pub legal_name: Option<String>,
    /// Beneath the name.
    #[schema(example = "Flensburg")]
    pub town: Option<String>,
    /// The colour of its pages.
    #[schema(pattern = "^#[0-9a-f]{6}$", example = "#1d5fa8")]
    pub accent: String,
    /// Language of pages and messages when nothing else decides.
    #[schema(value_type = String, example = "de")]
    pub language: Language,
    /// How payers reach you.
    pub support: SupportObject,
    /// Legal notice.
    #[schema(format = "uri")]
    pub imprint_url: Option<String>,
    /// Privacy notice.
    #[schema(format = "uri")]
    pub privacy_url: Option<String>,
    /// Raised with every change.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When it was put away: no new request is made with it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub archived_at: Option<Timestamp>,
}

/// How payers reach the merchant.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Support)]
pub struct SupportObject {
    /// E.164.
    #[schema(example = "+494611234567")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(example = "hilfe@example.org")]
    pub email: Option<String>,
    /// When somebody is there.
    #[schema(example = "Mo–Fr 8–16 Uhr")]
    pub hours: Option<String>,
}

impl ProfileObject {
    /// A profile as it stands.
    pub fn of(profile: &Profile) -> Self {
        Self {
            id: profile.id,
            live: profile.scope.live,
            name: profile.name.clone(),
            default: profile.is_default,
            display_name: profile.display_name.clone(),
            legal_name: profile.legal_name.clone(),
            town: profile.town.clone(),
            accent: profile.accent.clone(),
            language: profile.language,
            support: SupportObject::of(&profile.support),
            imprint_url: profile.imprint_url.clone(),
            privacy_url: profile.privacy_url.clone(),
            version: profile.version,
            archived_at: profile.archived_at,
        }
    }
}

impl SupportObject {
    fn of(support: &Support) -> Self {
        Self { phone: support.phone.clone(), email: support.email.clone(), hours: support.hours.clone() }
    }
}
