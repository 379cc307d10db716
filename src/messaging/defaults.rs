//! Wordings that a merchant begins with: every purpose in every language, as an SMS and as an e-mail.
//!
//! `defaults/<language>.txt` holds them: `== purpose / slot` and its text, `== name` and a piece that stands wherever `@name` is
//! written. An SMS stays in the alphabet of GSM, so that it fits one part: what a language cannot write there is worded around.

use super::purpose::{Purpose, Slot};
use crate::domain::language::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

type Key = (Language, Purpose, Slot);

static TEMPLATES: LazyLock<HashMap<Key, String>> =
    LazyLock::new(|| Language::ALL.into_iter().flat_map(|language| read(language, source(language))).collect());

/// The template that a merchant has who wrote none.
pub fn template(language: Language, purpose: Purpose, slot: Slot) -> &'static str {
    TEMPLATES.get(&(language, purpose, slot)).map_or("", String::as_str)
}

fn source(language: Language) -> &'static str {
    match language {
        Language::De => include_str!("defaults/de.txt"),
        Language::En => include_str!("defaults/en.txt"),
        Language::Fr => include_str!("defaults/fr.txt"),
        Language::Nl => include_str!("defaults/nl.txt"),
        Language::It => include_str!("defaults/it.txt"),
        Language::Es => include_str!("defaults/es.txt"),
        Language::Pl => include_str!("defaults/pl.txt"),
    }
}

fn read(language: Language, source: &str) -> Vec<(Key, String)> {
    let sections = source.split("\n== ").skip(1).filter_map(|section| section.split_once('\n'));
    let (templates, pieces): (Vec<_>, Vec<_>) = sections.partition(|(title, _)| title.contains('/'));
    let whole = |text: &str| {
        pieces
            .iter()
            .fold(text.trim().to_owned(), |text, (name, piece)| text.replace(&format!("@{name}"), piece.trim()))
    };
    templates
        .into_iter()
        .filter_map(|(title, text)| {
            let (purpose, slot) = title.split_once('/')?;
            let key = (language, purpose.trim().parse().ok()?, slot.trim().parse().ok()?);
            Some((key, whole(text)))
        })
        .collect()
}

#[cfg(test)]
mod tests;
