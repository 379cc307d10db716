//! One wording: its texts, what may stand in them, and how it would look.

use super::frame::Frame;
use super::profiles::{ProfileChoice, ProfileLink};
use super::template_preview::PreviewView;
use super::templates::{LanguageLink, channel_name, language_links, purpose_name};
use crate::domain::channel::Channel;
use crate::domain::template::{TemplateKey, Wording};
use crate::i18n::formats;
use crate::operations::manage_templates::Template as Stored;
use crate::operations::preview_template::Preview;
use askama::Template;

/// What the editor shows.
pub struct EditorData {
    /// Whose wording it is.
    pub choice: ProfileChoice,
    /// What is in force.
    pub stored: Stored,
    /// What was typed, where it was not saved.
    pub typed: Option<Wording>,
    /// The version that what was typed began from.
    pub typed_from: Option<i64>,
    /// How it looks.
    pub preview: Preview,
    /// Somebody else has saved meanwhile.
    pub overtaken: bool,
    /// Merchant or mode were changed in another tab.
    pub elsewhere: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/template.html")]
pub struct TemplatePage {
    frame: Frame,
    id: String,
    language: &'static str,
    title: String,
    asks: String,
    profiles: Vec<ProfileLink>,
    languages: Vec<LanguageLink>,
    channels: Vec<(String, String, bool)>,
    back: String,
    own: bool,
    inherited: bool,
    in_default: bool,
    saved: Option<String>,
    version: i64,
    scope: String,
    subject: Option<String>,
    text: String,
    rows: usize,
    longest: usize,
    may_edit: bool,
    alarm: Option<String>,
    placeholders: Vec<Placeholder>,
    p: PreviewView,
}

struct Placeholder {
    insert: String,
    means: String,
    value: String,
}

impl TemplatePage {
    /// A wording as it is in force, or as it was typed.
    pub fn new(frame: Frame, data: &EditorData) -> Self {
        let stored = &data.stored;
        let key = stored.key;
        let wording = data.typed.as_ref().unwrap_or(&stored.wording);
        let choice = &data.choice;
        let here = |key: TemplateKey| choice.keep(&address(key));
        let alarm = match (data.elsewhere, data.overtaken) {
            (true, _) => Some("dash-template-elsewhere"),
            (false, true) => Some("dash-template-overtaken"),
            (false, false) => None,
        };
        Self {
            p: PreviewView::of(&frame, key, wording, &data.preview),
            id: key.to_string(),
            language: key.language.tag(),
            title: purpose_name(&frame, key.purpose),
            languages: language_links(key.language, |language| here(TemplateKey { language, ..key })),
            channels: Channel::ALL
                .iter()
                .map(|channel| {
                    let other = TemplateKey { channel: *channel, ..key };
                    (here(other), channel_name(&frame, *channel), *channel == key.channel)
                })
                .collect(),
            back: choice.keep(&format!("/dashboard/templates?language={}", key.language.tag())),
            asks: choice.keep(""),
            profiles: choice.links(&address(key)),
            own: stored.own,
            inherited: stored.inherited,
            in_default: choice.all.iter().all(|profile| profile.is_default || profile.id != stored.profile),
            saved: stored.saved_at.filter(|_| stored.own).map(|at| {
                let when = formats::date_time(frame.language, at, &frame.zone);
                frame.with("dash-template-saved", &[("when", when.into())])
            }),
            // After somebody else has saved, saving again is meant to replace that.
            version: if data.overtaken { stored.version } else { data.typed_from.unwrap_or(stored.version) },
            scope: frame.scope_word(),
            subject: (key.channel == Channel::Email).then(|| wording.subject.clone().unwrap_or_default()),
            text: wording.text.clone(),
            rows: if key.channel == Channel::Sms { 7 } else { 20 },
            longest: if key.channel == Channel::Sms { 2_000 } else { 10_000 },
            may_edit: frame.role.may_set_up(),
            alarm: alarm.map(|key| frame.t(key)),
            placeholders: data.preview.placeholders.iter().map(|one| Placeholder::of(&frame, one)).collect(),
            frame,
        }
    }
}

fn address(key: TemplateKey) -> String {
    format!("/dashboard/templates/{key}")
}

impl Placeholder {
    fn of(frame: &Frame, (name, value): &(String, String)) -> Self {
        let means = match name.strip_prefix("metadata.") {
            Some(note) => frame.with("dash-placeholder-metadata", &[("name", note.into())]),
            None => frame.t(&format!("dash-placeholder-{}", name.replace(['.', '_'], "-"))),
        };
        let value = match value.as_str() {
            "True" | "true" => frame.t("dash-yes"),
            "False" | "false" => frame.t("dash-no"),
            other => other.to_owned(),
        };
        Self { insert: format!("{{{{ {name} }}}}"), means, value }
    }
}
