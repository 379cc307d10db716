//! What every message says: purposes and channels in one language, own or built in.

use super::frame::Frame;
use super::profiles::{ProfileChoice, ProfileLink};
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::purpose::Purpose;
use crate::operations::manage_templates::Template as Wording;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "dashboard/templates.html")]
pub struct TemplatesPage {
    frame: Frame,
    profiles: Vec<ProfileLink>,
    languages: Vec<LanguageLink>,
    rows: Vec<Row>,
}

/// Another language of the same page.
pub(super) struct LanguageLink {
    pub(super) tag: &'static str,
    pub(super) name: &'static str,
    pub(super) href: String,
    pub(super) here: bool,
}

struct Row {
    what: String,
    when: String,
    cells: Vec<Cell>,
}

struct Cell {
    href: String,
    channel: &'static str,
    label: String,
    own: bool,
    inherited: bool,
}

/// The purpose in words.
pub(super) fn purpose_name(frame: &Frame, purpose: Purpose) -> String {
    frame.t(&format!("dash-purpose-{}", purpose.word().replace('_', "-")))
}

/// The channel in words.
pub(super) fn channel_name(frame: &Frame, channel: Channel) -> String {
    frame.t(&format!("dash-channel-{channel}"))
}

/// Every language, with the page that speaks of it.
pub(super) fn language_links(here: Language, href: impl Fn(Language) -> String) -> Vec<LanguageLink> {
    let link = |language: Language| LanguageLink {
        tag: language.tag(),
        name: language.own_name(),
        href: href(language),
        here: language == here,
    };
    Language::ALL.into_iter().map(link).collect()
}

impl TemplatesPage {
    /// The wordings of a profile in one language.
    pub fn new(frame: Frame, language: Language, choice: &ProfileChoice, templates: &[Wording]) -> Self {
        let address = |language: Language| format!("/dashboard/templates?language={}", language.tag());
        let row = |purpose: Purpose| Row {
            what: purpose_name(&frame, purpose),
            when: frame.t(&format!("dash-template-when-{}", purpose.word().replace('_', "-"))),
            cells: templates
                .iter()
                .filter(|template| template.key.purpose == purpose && template.key.language == language)
                .map(|template| Cell {
                    href: choice.keep(&format!("/dashboard/templates/{}", template.key)),
                    channel: template.key.channel.word(),
                    label: channel_name(&frame, template.key.channel),
                    own: template.own,
                    inherited: template.inherited,
                })
                .collect(),
        };
        Self {
            profiles: choice.links(&address(language)),
            languages: language_links(language, |language| choice.keep(&address(language))),
            rows: Purpose::templated().map(row).collect(),
            frame,
        }
    }
}
