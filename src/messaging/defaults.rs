//! Wordings that a merchant begins with: every purpose in every language, as an SMS and as an e-mail.
//!
//! `defaults/<language>.txt` holds them: `== purpose / slot` and its text, `== name` and a piece that stands wherever `@name` is
//! written. An SMS stays in the alphabet of GSM, so that it fits one part: what a language cannot write there is worded around.

use super::purpose::{Purpose, Slot};
use super::tongue::Tongue;
use std::collections::HashMap;
use std::sync::LazyLock;

type Key = (Tongue, Purpose, Slot);

static TEMPLATES: LazyLock<HashMap<Key, String>> =
    LazyLock::new(|| Tongue::ALL.into_iter().flat_map(|tongue| read(tongue, source(tongue))).collect());

/// The template that a merchant has who wrote none.
pub fn template(tongue: Tongue, purpose: Purpose, slot: Slot) -> &'static str {
    TEMPLATES.get(&(tongue, purpose, slot)).map_or("", String::as_str)
}

fn source(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::De => include_str!("defaults/de.txt"),
        Tongue::En => include_str!("defaults/en.txt"),
        Tongue::Fr => include_str!("defaults/fr.txt"),
        Tongue::Nl => include_str!("defaults/nl.txt"),
        Tongue::It => include_str!("defaults/it.txt"),
        Tongue::Es => include_str!("defaults/es.txt"),
        Tongue::Pl => include_str!("defaults/pl.txt"),
    }
}

fn read(tongue: Tongue, source: &str) -> Vec<(Key, String)> {
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
            let key = (tongue, purpose.trim().parse().ok()?, slot.trim().parse().ok()?);
            Some((key, whole(text)))
        })
        .collect()
}

#[cfg(test)]
mod tests;
