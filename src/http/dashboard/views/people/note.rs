//! What was said by phone, in a letter or face to face, noted by a person: a consent or its withdrawal.

use super::list::name_of;
use super::{Fault, faults, field, remedy, source};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentSource, Wording};
use crate::domain::contact::Contact;
use crate::domain::field::FieldError;
use crate::domain::phone;
use crate::domain::time::date_text;
use crate::http::dashboard::views::form::{Choice, Field};
use crate::http::dashboard::views::frame::Frame;
use askama::Template;
use serde::Deserialize;

/// What the form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// The word of a channel.
    pub channel: String,
    /// "given" or "withdrawn".
    pub action: String,
    /// The word of a source.
    pub source: String,
    /// "2026-12-19"; today when empty.
    pub happened_on: String,
    /// Which text was agreed to; empty for none of ours.
    pub wording: String,
    /// What proves it.
    pub evidence: String,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/note.html")]
pub struct NotePage {
    frame: Frame,
    id: String,
    name: String,
    channels: Vec<Choice>,
    actions: Vec<Choice>,
    sources: Vec<Choice>,
    wordings: Vec<Choice>,
    day: Field,
    evidence: String,
    evidence_error: Option<String>,
    faults: Vec<Fault>,
}

/// Sources that a person may name.
pub const SOURCES: [ConsentSource; 3] = [ConsentSource::Phone, ConsentSource::Letter, ConsentSource::Agent];
const FIELDS: [&str; 3] = ["channel", "happened_on", "evidence"];

impl NotePage {
    /// A fresh form, or one that comes back with what is wrong.
    pub fn new(
        frame: Frame,
        contact: &Contact,
        wordings: &[Wording],
        values: &NoteForm,
        errors: &[FieldError],
    ) -> Self {
        let reached = |channel: &&Channel| contact.person.reached_by(**channel).is_some();
        let first = Channel::ALL.iter().find(reached).map_or("", |channel| channel.word());
        let chosen = if values.channel.is_empty() { first } else { values.channel.as_str() };
        let choice = |value: &str, label: String, chosen: bool| Choice {
            value: value.to_owned(),
            label,
            lang: frame.language.tag(),
            chosen,
        };
        let channels = Channel::ALL.iter().filter(reached).map(|channel| {
            let address = contact.person.reached_by(*channel).unwrap_or_default();
            let address = if *channel == Channel::Sms { phone::spaced(address) } else { address.to_owned() };
            let label = format!("{} · {address}", frame.t(&format!("people-channel-{channel}")));
            choice(channel.word(), label, channel.word() == chosen)
        });
        let actions = ["withdrawn", "given"].map(|word| {
            let chosen = if values.action.is_empty() { word == "withdrawn" } else { values.action == word };
            choice(word, frame.t(&format!("people-note-{word}")), chosen)
        });
        let sources = SOURCES.map(|known| {
            let chosen = if values.source.is_empty() { known == SOURCES[0] } else { values.source == known.word() };
            choice(known.word(), source(&frame, known), chosen)
        });
        let none = choice("", frame.t("people-note-no-wording"), values.wording.is_empty());
        let known = wordings.iter().map(|wording| {
            let reference = wording.reference();
            let start: String = wording.text.chars().take(60).collect();
            let label = format!("{} {} – {start}…", wording.channel.word().to_uppercase(), wording.version);
            let chosen = values.wording == reference;
            Choice { lang: wording.language.tag(), ..choice(&reference, label, chosen) }
        });
        let today = date_text(frame.today());
        let day = if values.happened_on.is_empty() { today.as_str() } else { values.happened_on.as_str() };
        let day = field(&frame, "happened_on", day, errors).kind("date", "").between(String::new(), today.clone());
        Self {
            id: contact.id.to_string(),
            name: name_of(&frame, contact),
            channels: channels.collect(),
            actions: actions.into(),
            sources: sources.into(),
            wordings: std::iter::once(none).chain(known).collect(),
            day,
            evidence: values.evidence.clone(),
            evidence_error: errors.iter().find(|error| error.field == "evidence").map(|e| remedy(&frame, e)),
            faults: faults(&frame, &FIELDS, errors),
            frame,
        }
    }
}
