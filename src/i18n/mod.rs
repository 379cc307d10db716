//! Texts in every language, and how numbers, amounts and dates are written there.
//!
//! Texts live in `<language>/<face>.ftl` (Fluent); they are built into the program. A key that does not exist is a mistake of ours: it
//! panics in tests and debug builds; in a release the page shows the key and the log tells.

pub mod formats;

use crate::domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

/// What a text's variable is filled with. Numbers choose plural forms; write large ones with [`formats::integer`] first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A text without variables.
pub fn text(language: Language, key: &str) -> String {
    text_with(language, key, &[])
}

/// A text with its variables filled in. The result is plain text: templates escape it.
pub fn text_with(language: Language, key: &str, args: &[(&str, Arg)]) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return mistake(language, key, "no such text");
    };
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Text(text) => (*name, FluentValue::from(text.as_str())),
            Arg::Number(number) => (*name, FluentValue::from(*number)),
        })
        .collect();
    let mut errors = Vec::new();
    let filled = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    match errors.first() {
        None => filled,
        Some(error) => mistake(language, key, &error.to_string()),
    }
}

fn mistake(language: Language, key: &str, what: &str) -> String {
    if cfg!(debug_assertions) {
        panic!("text {key:?} in {}: {what}", language.tag());
    }
    tracing::error!(language = language.tag(), key, what, "a text cannot be written");
    key.to_owned()
}

/// What the texts are parted into: payers' pages, the built-in provider's, the dashboard and its larger parts.
const FACES: [&str; 9] = ["common", "pay", "sandbox", "dashboard", "inbox", "people", "wording", "plans", "profiles"];

/// The texts of one language, by face.
const fn sources(language: Language) -> [&'static str; FACES.len()] {
    match language {
        Language::De => [
            include_str!("de/common.ftl"),
            include_str!("de/pay.ftl"),
            include_str!("de/sandbox.ftl"),
            include_str!("de/dashboard.ftl"),
            include_str!("de/inbox.ftl"),
            include_str!("de/people.ftl"),
            include_str!("de/wording.ftl"),
            include_str!("de/plans.ftl"),
            include_str!("de/profiles.ftl"),
        ],
        Language::En => [
            include_str!("en/common.ftl"),
            include_str!("en/pay.ftl"),
            include_str!("en/sandbox.ftl"),
            include_str!("en/dashboard.ftl"),
            include_str!("en/inbox.ftl"),
            include_str!("en/people.ftl"),
            include_str!("en/wording.ftl"),
            include_str!("en/plans.ftl"),
            include_str!("en/profiles.ftl"),
        ],
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> &'static Bundle {
    static DE: LazyLock<Bundle> = LazyLock::new(|| build(Language::De));
    static EN: LazyLock<Bundle> = LazyLock::new(|| build(Language::En));
    match language {
        Language::De => &DE,
        Language::En => &EN,
    }
}

/// The files are part of the program, so that a fault in them is a fault of the build: the tests below read every one.
fn build(language: Language) -> Bundle {
    let locale = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    for source in sources(language) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, errors)| {
            debug_assert!(errors.is_empty(), "{} texts: {errors:?}", language.tag());
            readable
        });
        if let Err(errors) = bundle.add_resource(resource) {
            debug_assert!(errors.is_empty(), "{} texts: {errors:?}", language.tag());
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Key → variables, read from the files as they are written: `key = … { $name } …`.
    fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = None;
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                assert!(found.insert(key.to_owned(), BTreeSet::new()).is_none(), "{key} is there twice");
                current = Some(key.to_owned());
            }
            let names = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect::<String>()
            });
            if let Some(variables) = current.as_ref().and_then(|key| found.get_mut(key)) {
                variables.extend(names);
            }
        }
        found
    }

    #[test]
    fn every_language_holds_the_same_texts_with_the_same_variables() {
        for (face, name) in FACES.into_iter().enumerate() {
            let german = keys(sources(Language::De)[face]);
            for language in Language::ALL {
                assert_eq!(keys(sources(language)[face]), german, "{name} in {}", language.tag());
            }
        }
    }

    #[test]
    fn every_text_can_be_written() {
        for language in Language::ALL {
            for (key, variables) in sources(language).into_iter().flat_map(keys) {
                for number in [1, 2] {
                    let args: Vec<(&str, Arg)> =
                        variables.iter().map(|name| (name.as_str(), Arg::Number(number))).collect();
                    let written = text_with(language, &key, &args);
                    assert!(!written.is_empty() && !written.contains(['{', '}', '!']), "{key}: {written}");
                }
            }
        }
    }

    #[test]
    #[should_panic(expected = "no such text")]
    fn an_unknown_key_panics_in_tests() {
        text(Language::De, "there-is-no-such-text");
    }
}
