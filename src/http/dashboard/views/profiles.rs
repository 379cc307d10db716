//! Profiles: how the merchant's pages look and how payers reach it; and the links by which other pages choose one.

use super::form::{Choice, Field, error_text};
use super::frame::Frame;
use crate::domain::field::FieldError;
use crate::domain::ids::ProfileId;
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::money::Currency;
use crate::operations::manage_profiles::ProfileDraft;
use askama::Template;
use serde::Deserialize;

/// The page of all profiles.
#[derive(Template)]
#[template(path = "dashboard/profiles.html")]
pub struct ProfilesPage {
    frame: Frame,
    may_edit: bool,
    scope: String,
    cards: Vec<Card>,
}

struct Card {
    id: String,
    label: String,
    accent: String,
    is_default: bool,
    shown: String,
    reached: Vec<String>,
    language: &'static str,
}

impl ProfilesPage {
    /// Those in use.
    pub fn new(frame: Frame, profiles: &[Profile]) -> Self {
        Self {
            may_edit: frame.role.may_set_up(),
            scope: frame.scope_word(),
            cards: profiles.iter().map(Card::of).collect(),
            frame,
        }
    }
}

impl Card {
    fn of(profile: &Profile) -> Self {
        let support = &profile.support;
        let phone = support.phone.as_deref().map(crate::domain::phone::spaced);
        Self {
            id: profile.id.to_string(),
            label: profile.label().to_owned(),
            accent: profile.accent.clone(),
            is_default: profile.is_default,
            shown: [Some(&profile.display_name), profile.town.as_ref()]
                .into_iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>()
                .join(" · "),
            reached: [phone, support.email.clone(), support.hours.clone()].into_iter().flatten().collect(),
            language: profile.language.own_name(),
        }
    }
}

/// What the form sends; names are those of the API, so that faults find their field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// Merchant and mode that the form was opened in.
    pub scope: String,
    /// The version that was changed.
    pub version: Option<i64>,
    /// The merchant's own word for it.
    pub name: String,
    /// As pages and messages show it.
    pub display_name: String,
    /// The full name of the payee.
    pub legal_name: String,
    /// Town beneath the name.
    pub town: String,
    /// "#1d5fa8".
    pub accent: String,
    /// Language of pages and messages when nothing else decides.
    pub language: String,
    /// How payers reach the merchant.
    #[serde(rename = "support.phone")]
    pub support_phone: String,
    /// The same by mail.
    #[serde(rename = "support.email")]
    pub support_email: String,
    /// When somebody is there.
    #[serde(rename = "support.hours")]
    pub support_hours: String,
    /// Legal notice.
    pub imprint_url: String,
    /// Privacy notice.
    pub privacy_url: String,
    /// "on": requests get it that name none.
    pub default: String,
}

impl ProfileForm {
    /// A form that nobody has touched: in the colour and the language of the default profile.
    pub fn fresh(default: &Profile) -> Self {
        Self { accent: default.accent.clone(), language: default.language.tag().to_owned(), ..Self::default() }
    }

    /// A profile as it stands.
    pub fn showing(profile: &Profile) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            scope: String::new(),
            version: Some(profile.version),
            name: profile.label().to_owned(),
            display_name: profile.display_name.clone(),
            legal_name: text(&profile.legal_name),
            town: text(&profile.town),
            accent: profile.accent.clone(),
            language: profile.language.tag().to_owned(),
            support_phone: text(&profile.support.phone),
            support_email: text(&profile.support.email),
            support_hours: text(&profile.support.hours),
            imprint_url: text(&profile.imprint_url),
            privacy_url: text(&profile.privacy_url),
            default: if profile.is_default { "on".to_owned() } else { String::new() },
        }
    }

    /// What it asks for.
    pub fn draft(&self) -> ProfileDraft {
        let some = |text: &str| Some(text.to_owned());
        ProfileDraft {
            name: some(&self.name),
            display_name: some(&self.display_name),
            legal_name: some(&self.legal_name),
            town: some(&self.town),
            accent: some(&self.accent),
            language: some(&self.language),
            support: Some(Support {
                phone: some(&self.support_phone),
                email: some(&self.support_email),
                hours: some(&self.support_hours),
            }),
            imprint_url: some(&self.imprint_url),
            privacy_url: some(&self.privacy_url),
            // A default one stays it until another one becomes it: its box is not shown.
            is_default: (self.default == "on").then_some(true),
            instead_of: self.version,
        }
    }
}

/// The page of one profile, or of a new one.
#[derive(Template)]
#[template(path = "dashboard/profile.html")]
pub struct ProfilePage {
    frame: Frame,
    id: Option<String>,
    title: String,
    action: String,
    scope: String,
    version: Option<i64>,
    names: Vec<Field>,
    accent: Field,
    languages: Vec<Choice>,
    support: Vec<Field>,
    legal: Vec<Field>,
    is_default: bool,
    ticked: bool,
    faults: Vec<(String, String)>,
}

/// What is known of the profile that a form is about.
#[derive(Clone, Copy)]
pub struct ProfileAt {
    /// Its id.
    pub id: ProfileId,
    /// Whether requests get it that name none.
    pub is_default: bool,
}

impl ProfilePage {
    /// A form, with what is wrong with it.
    pub fn new(frame: Frame, at: Option<ProfileAt>, form: &ProfileForm, errors: &[FieldError]) -> Self {
        let field = |name: &'static str, value: &str, kind: &'static str, most: u32| {
            let found = errors.iter().find(|error| error.field == name).map(|error| told(&frame, error));
            let field = Field::of(&frame, name, value, &[], Currency::EUR).kind(kind, "").at_most(most);
            Field { error: found, ..field }
        };
        let hinted = |field: Field, hint: &str| field.hint(frame.t(hint));
        let title = if at.is_some() { "dash-profile-edit" } else { "dash-profile-new" };
        Self {
            names: vec![
                hinted(field("name", &form.name, "text", 60).required(), "dash-profile-name-hint"),
                hinted(field("display_name", &form.display_name, "text", 120).required(), "dash-profile-display-hint"),
                field("legal_name", &form.legal_name, "text", 120),
                field("town", &form.town, "text", 60),
            ],
            accent: hinted(field("accent", &form.accent, "color", 0), "dash-profile-accent-hint"),
            languages: languages(&form.language),
            support: vec![
                field("support.phone", &form.support_phone, "tel", 40),
                field("support.email", &form.support_email, "email", 254),
                field("support.hours", &form.support_hours, "text", 120).example(frame.t("dash-profile-hours-example")),
            ],
            legal: vec![
                field("imprint_url", &form.imprint_url, "url", 1000).example("https://".to_owned()),
                field("privacy_url", &form.privacy_url, "url", 1000).example("https://".to_owned()),
            ],
            title: frame.t(title),
            action: at.map_or_else(|| "/dashboard/profiles".to_owned(), |at| format!("/dashboard/profiles/{}", at.id)),
            id: at.map(|at| at.id.to_string()),
            is_default: at.is_some_and(|at| at.is_default),
            ticked: form.default == "on",
            version: form.version,
            scope: frame.scope_word(),
            faults: errors.iter().map(|error| line(&frame, error)).collect(),
            frame,
        }
    }
}

fn languages(chosen: &str) -> Vec<Choice> {
    let choice = |language: Language| Choice {
        value: language.tag().to_owned(),
        label: language.own_name().to_owned(),
        lang: language.tag(),
        chosen: language.tag() == chosen,
    };
    Language::ALL.into_iter().map(choice).collect()
}

/// A line of the summary above the form: where, and what.
fn line(frame: &Frame, error: &FieldError) -> (String, String) {
    let href = match error.field.as_str() {
        "scope" | "version" | "default" => String::new(),
        field => format!("#{}", field.replace(['.', '_'], "-")),
    };
    (href, told(frame, error))
}

fn told(frame: &Frame, error: &FieldError) -> String {
    let key = match (error.code, error.field.as_str()) {
        ("changed", "scope") => "dash-profile-elsewhere",
        ("changed", _) => "dash-profile-overtaken",
        ("taken", _) => "dash-profile-taken",
        ("too_many", _) => "dash-profile-too-many",
        ("invalid", "accent") => "dash-profile-accent-wrong",
        ("invalid", "support.email") => "dash-error-email",
        ("invalid", "imprint_url" | "privacy_url") => "dash-error-url",
        ("invalid", _) => "dash-error-line",
        _ => return error_text(frame, error, Currency::EUR),
    };
    frame.t(key)
}

/// Which profile a page is about, and which others there are.
#[derive(Clone, Default)]
pub struct ProfileChoice {
    /// Those in use, the default one first; then those put away whose senders still send.
    pub all: Vec<Profile>,
    /// The one that was asked for; none where none was.
    pub here: Option<ProfileId>,
}

impl ProfileChoice {
    /// An address that stays with what was asked for.
    pub(super) fn keep(&self, address: &str) -> String {
        Self::at(address, self.here)
    }

    fn at(address: &str, profile: Option<ProfileId>) -> String {
        let Some(id) = profile else { return address.to_owned() };
        let (before, place) = address.split_once('#').map_or((address, String::new()), |(a, b)| (a, format!("#{b}")));
        let joint = if before.contains('?') { '&' } else { '?' };
        format!("{before}{joint}profile={id}{place}")
    }

    /// The same page for each of them; nothing where there is nothing to choose. The default one is meant where none is asked for.
    pub(super) fn links(&self, address: &str) -> Vec<ProfileLink> {
        if self.all.len() < 2 && self.here.is_none() {
            return Vec::new();
        }
        let default = self.all.iter().find(|profile| profile.is_default).map(|profile| profile.id);
        let here = self.here.or(default);
        let link = |profile: &Profile| {
            let asked = Some(profile.id).filter(|_| !profile.is_default);
            ProfileLink {
                label: profile.label().to_owned(),
                href: Self::at(address, asked),
                here: here == Some(profile.id),
            }
        };
        self.all.iter().map(link).collect()
    }

    /// The same where none asked for means all profiles.
    pub(super) fn links_with_all(&self, frame: &Frame, address: &str) -> Vec<ProfileLink> {
        if self.all.len() < 2 && self.here.is_none() {
            return Vec::new();
        }
        let all =
            ProfileLink { label: frame.t("dash-profile-all"), href: address.to_owned(), here: self.here.is_none() };
        let label = |profile: &Profile| match profile.archived_at {
            Some(_) => frame.with("dash-profile-put-away", &[("name", profile.label().into())]),
            None => profile.label().to_owned(),
        };
        let link = |profile: &Profile| ProfileLink {
            label: label(profile),
            href: Self::at(address, Some(profile.id)),
            here: self.here == Some(profile.id),
        };
        std::iter::once(all).chain(self.all.iter().map(link)).collect()
    }
}

/// A link by which a page chooses a profile.
pub(super) struct ProfileLink {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) here: bool,
}
