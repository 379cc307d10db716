//! Templates: a merchant's wording, checked when it is saved and filled in when a message is written.
//!
//! The language is the part of Jinja that inserts and chooses: `{{ amount }}`, `{% if description %} … {% endif %}`, comparisons and a
//! few filters. There are no loops and no arithmetic, so that a template cannot grow; fuel and length are limited all the same.
//! Text is all that comes out: HTML is made from it later, and escapes it.

mod context;
mod engine;
mod layout;
mod scan;
mod syntax;
#[cfg(test)]
mod tests;

use super::facts::{Facts, offered};
use super::purpose::{Purpose, Slot};
use super::segments::{Encoding, Segments, measure, normalise};
use crate::domain::card_number::contains_card_number;
use std::collections::BTreeSet;
use syntax::Syntax;

pub use syntax::FILTERS;

/// What is wrong with a template, and where.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct TemplateError {
    /// From 1.
    pub line: usize,
    /// From 1, in characters, where it is known.
    pub column: Option<usize>,
    /// A stable word: `empty`, `too_long`, `syntax`, `not_offered`, `unknown_variable`, `unknown_filter`, `unknown_test`, `card_number`,
    /// `no_link`, `missing`, `failed`.
    pub code: &'static str,
    /// A sentence that says what is wrong.
    pub detail: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl TemplateError {
    fn of_whole(code: &'static str, detail: impl Into<String>) -> Self {
        Self { line: 1, column: None, code, detail: detail.into(), suggestion: None }
    }

    /// At a byte of the source.
    fn at(source: &str, at: usize, code: &'static str, detail: impl Into<String>) -> Self {
        let before = source.get(..at).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: Some(before[line_start..].chars().count() + 1),
            ..Self::of_whole(code, detail)
        }
    }

    fn suggest(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

/// A template that can be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// The variables that it names, in the order of the alphabet.
    pub uses: Vec<String>,
    /// How it looks with [`Facts::sample`].
    pub preview: String,
    /// What that costs as an SMS.
    pub segments: Option<Segments>,
}

impl Slot {
    /// Characters that a template may have.
    pub fn longest_source(self) -> usize {
        match self {
            Self::Sms => 2_000,
            Self::EmailSubject => 500,
            Self::EmailText => 10_000,
        }
    }

    /// Characters that may come out of it. Carriers take no SMS longer than 1600.
    pub fn longest_output(self) -> usize {
        match self {
            Self::Sms => 1_600,
            Self::EmailSubject => 250,
            Self::EmailText => 20_000,
        }
    }
}

/// Whether a template can be saved for a purpose: read, tried with full and with sparse facts, and looked through for what must and
/// must not stand in it. Tells all its faults at once.
pub fn check(source: &str, slot: Slot, purpose: Purpose) -> Result<Checked, Vec<TemplateError>> {
    if source.trim().is_empty() {
        return Err(vec![TemplateError::of_whole("empty", "Write a text.")]);
    }
    if source.chars().count() > slot.longest_source() {
        let detail = format!("Use at most {} characters.", slot.longest_source());
        return Err(vec![TemplateError::of_whole("too_long", detail)]);
    }
    let syntax = Syntax::of(source);
    let mut errors = syntax.errors;
    errors.extend(syntax.uses.iter().filter_map(|(name, at)| unknown(source, name, *at, purpose)));
    errors.extend(card_numbers(source));
    if let Err(error) = engine::compile(source)
        && !errors.iter().any(|known| known.line == error.line)
    {
        errors.push(error);
    }
    if !errors.is_empty() {
        errors.sort_by_key(|error| (error.line, error.column));
        return Err(errors);
    }
    let uses: BTreeSet<String> = syntax.uses.into_iter().map(|(name, _)| name).collect();
    let preview = try_out(source, slot, purpose, &uses)?;
    let segments = matches!(slot, Slot::Sms).then(|| measure(&preview));
    Ok(Checked { uses: uses.into_iter().collect(), preview, segments })
}

/// The text of a message. A variable that must be known and is not makes it fail: a message with a hole is worse than none.
pub fn render(source: &str, slot: Slot, facts: &Facts) -> Result<String, TemplateError> {
    if let Some(error) = Syntax::of(source).errors.into_iter().next() {
        return Err(error);
    }
    // Where the wording itself keeps to plain letters, one name with a mark would halve what an SMS holds.
    if slot == Slot::Sms
        && Encoding::of(&normalise(source)) == Encoding::Gsm7
        && let Some(plain) = facts.in_plain_letters()
        && let Ok(text) = fill_in(source, slot, &plain)
        && Encoding::of(&text) == Encoding::Gsm7
    {
        return Ok(text);
    }
    fill_in(source, slot, facts)
}

fn fill_in(source: &str, slot: Slot, facts: &Facts) -> Result<String, TemplateError> {
    let marked = engine::render(source, slot.longest_output(), context::of(facts))?;
    let text = layout::lay_out(slot, &marked);
    if text.chars().count() > slot.longest_output() {
        return Err(engine::too_long(slot.longest_output()));
    }
    Ok(text)
}

/// Renders with facts of several kinds, and looks whether the link comes through in all of them.
fn try_out(source: &str, slot: Slot, purpose: Purpose, uses: &BTreeSet<String>) -> Result<String, Vec<TemplateError>> {
    let keys = uses.iter().filter_map(|name| name.strip_prefix("metadata."));
    let metadata = keys.map(|key| (key.to_owned(), "…".to_owned())).collect();
    let sample = Facts { metadata, ..Facts::sample() };
    let one_way = Facts { can_reply: false, ..sample.clone() };
    let sparse = Facts { metadata: sample.metadata.clone(), ..Facts::sparse_sample() };
    let needs_link = purpose.asks_for_money() && !matches!(slot, Slot::EmailSubject);
    let mut previews = Vec::new();
    for facts in [&sample, &one_way, &sparse] {
        let text = render(source, slot, facts).map_err(|error| vec![error])?;
        if needs_link && !facts.link.as_deref().is_some_and(|link| text.contains(link)) {
            let detail =
                "Who is asked for money needs the link, whatever else is known: name it outside of conditions.";
            let error = TemplateError::of_whole("no_link", detail);
            return Err(vec![error.suggest(Some("{{ link }}".to_owned()))]);
        }
        previews.push(text);
    }
    Ok(previews.swap_remove(0))
}

fn unknown(source: &str, name: &str, at: usize, purpose: Purpose) -> Option<TemplateError> {
    let metadata = name.strip_prefix("metadata.").is_some_and(|key| !key.contains('.'));
    if offered(purpose).any(|known| if known == "metadata" { metadata } else { known == name }) {
        return None;
    }
    let detail = if name == "metadata" {
        "Name a key of the metadata.".to_owned()
    } else if Purpose::ALL.iter().any(|other| offered(*other).any(|known| known == name)) {
        format!("There is no \"{name}\" in messages of this purpose.")
    } else {
        format!("There is no \"{name}\".")
    };
    let nearest = if name == "metadata" {
        Some("metadata.<key>".to_owned())
    } else {
        syntax::nearest(name, offered(purpose).filter(|known| *known != "metadata"))
    };
    Some(TemplateError::at(source, at, "unknown_variable", detail).suggest(nearest))
}

fn card_numbers(source: &str) -> Option<TemplateError> {
    let found = |line: &str| contains_card_number(line);
    let number = source.lines().position(found)?;
    let detail = "This looks like a card number. Card numbers must never stand in a message.";
    Some(TemplateError { line: number + 1, ..TemplateError::of_whole("card_number", detail) })
}
