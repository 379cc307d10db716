//! What callers send of profiles.

use super::body::Fields;
use super::problem::Problem;
use crate::domain::merchant::Support;
use crate::operations::manage_profiles::ProfileDraft;
use utoipa::ToSchema;

/// A new profile. Texts are trimmed; blank and absent mean the same.
#[derive(ToSchema)]
#[schema(example = json!({ "name": "Notdienst", "display_name": "Klempnerei Nord Notdienst", "accent": "#a81d1d",
    "support": { "phone": "+49 461 7654321" } }))]
pub struct NewProfile {
    /// Your own word for it; no two have the same.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// As pages and messages show it; the name when absent.
    #[schema(max_length = 120, nullable = false)]
    pub display_name: Option<String>,
    /// The full name of the payee.
    #[schema(max_length = 120)]
    pub legal_name: Option<String>,
    /// Beneath the name.
    #[schema(max_length = 60)]
    pub town: Option<String>,
    /// The colour of its pages. What stands on it is made readable.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$", example = "#1d5fa8", nullable = false)]
    pub accent: Option<String>,
    /// Language of pages and messages when nothing else decides: de, en, fr, nl, it, es or pl; that of the default profile when absent.
    #[schema(example = "de", nullable = false)]
    pub language: Option<String>,
    /// How payers reach you.
    pub support: Option<NewSupport>,
    /// Legal notice; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub imprint_url: Option<String>,
    /// Privacy notice; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub privacy_url: Option<String>,
    /// From now on requests get it that name none, and profiles without wordings of their own say what it says.
    #[schema(nullable = false)]
    pub default: Option<bool>,
}

/// How payers reach the merchant.
#[derive(ToSchema)]
pub struct NewSupport {
    /// With the country code, or as it is dialled in your country; kept in the form of E.164.
    #[schema(max_length = 40, example = "+49 461 7654321")]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// When somebody is there.
    #[schema(max_length = 120, example = "Mo–Fr 8–16 Uhr")]
    pub hours: Option<String>,
}

/// What to change; absent fields stay, `null` takes away.
#[derive(ToSchema)]
#[schema(example = json!({ "accent": "#a81d1d" }))]
pub struct ProfileChange {
    /// Your own word for it; no two have the same.
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    pub name: Option<String>,
    /// As pages and messages show it.
    #[schema(min_length = 1, max_length = 120, nullable = false)]
    pub display_name: Option<String>,
    /// The full name of the payee.
    #[schema(max_length = 120)]
    pub legal_name: Option<String>,
    /// Beneath the name.
    #[schema(max_length = 60)]
    pub town: Option<String>,
    /// The colour of its pages. What stands on it is made readable.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$", example = "#1d5fa8", nullable = false)]
    pub accent: Option<String>,
    /// Language of pages and messages when nothing else decides: de, en, fr, nl, it, es or pl.
    #[schema(example = "de", nullable = false)]
    pub language: Option<String>,
    /// Replaces all of how payers reach you.
    pub support: Option<NewSupport>,
    /// Legal notice; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub imprint_url: Option<String>,
    /// Privacy notice; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub privacy_url: Option<String>,
    /// `true`: from now on requests get it that name none, and profiles without wordings of their own say what it says.
    #[schema(nullable = false)]
    pub default: Option<bool>,
    /// The version that you have changed: if there is a newer one by now, nothing is saved.
    #[schema(minimum = 1, nullable = false)]
    pub version: Option<i64>,
}

impl NewProfile {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<ProfileDraft, Problem> {
        fields.require("name");
        let draft = read(&mut fields);
        fields.finish().map(|()| draft)
    }
}

impl ProfileChange {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<ProfileDraft, Problem> {
        fields.refuse_null("name");
        fields.refuse_null("version");
        let draft = ProfileDraft { instead_of: fields.integer("version"), ..read(&mut fields) };
        fields.finish().map(|()| draft)
    }
}

fn read(fields: &mut Fields) -> ProfileDraft {
    for name in ["display_name", "accent", "language", "default"] {
        fields.refuse_null(name);
    }
    let name = fields.text("name");
    let display_name = fields.text("display_name");
    let (accent, language) = (fields.text("accent"), fields.text("language"));
    let mut change = |name: &'static str| {
        let taken_away = fields.is_null(name);
        let text = fields.text(name);
        if taken_away { Some(String::new()) } else { text }
    };
    let (legal_name, town) = (change("legal_name"), change("town"));
    let (imprint_url, privacy_url) = (change("imprint_url"), change("privacy_url"));
    let no_support = fields.is_null("support").then(Support::default);
    let support = fields.object("support", |support| Support {
        phone: support.text("phone"),
        email: support.text("email"),
        hours: support.text("hours"),
    });
    ProfileDraft {
        name,
        display_name,
        legal_name,
        town,
        accent,
        language,
        support: support.or(no_support),
        imprint_url,
        privacy_url,
        is_default: fields.word("default", "Send true or false."),
        instead_of: None,
    }
}
