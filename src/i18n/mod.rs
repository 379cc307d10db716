//! Texts in every language, and how numbers, amounts and dates are written there.
//!
//! Texts live in `<language>/<face>.ftl` (Fluent); they are built into the program. A key that does not exist is a mistake of ours: it
//! panics in tests and debug builds; in a release the page shows the key and the log tells. Every language has all that payers see; the
//! dashboard speaks some only.

pub mod formats;
#[cfg(test)]
pub mod typography;

use crate::domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentMessage, FluentResource, FluentValue};
use std::sync::OnceLock;

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
    let found = find(language, key);
    let Some((bundle, pattern)) = found.as_ref().and_then(|(bundle, message)| Some((bundle, message.value()?))) else {
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

/// The text of that key. In a language that the dashboard does not speak its texts are the English ones.
fn find(language: Language, key: &str) -> Option<(&'static Bundle, FluentMessage<'static>)> {
    let of = |language| {
        let bundle = bundle(language);
        bundle.get_message(key).map(|message| (bundle, message))
    };
    of(language).or_else(|| if language.is_of_dashboard() { None } else { of(Language::En) })
}

/// What the texts of one language are read from, by face.
macro_rules! files {
    ($language:literal: $($face:literal),+) => {
        &[$(($face, include_str!(concat!($language, "/", $face, ".ftl")))),+]
    };
}

/// What payers see: their pages, the built-in provider's, and what every face uses. Every language has it.
macro_rules! of_payers {
    ($language:literal) => {
        files!($language: "common", "pay", "sandbox")
    };
}

/// The dashboard and its larger parts.
macro_rules! of_dashboard {
    ($language:literal) => {
        files!($language: "dashboard", "faults", "inbox", "people", "wording", "plans", "profiles")
    };
}

type Files = &'static [(&'static str, &'static str)];

/// The names and texts of the files of one language: payers' faces, and the dashboard's where it has them.
const fn sources(language: Language) -> (Files, Files) {
    match language {
        Language::De => (of_payers!("de"), of_dashboard!("de")),
        Language::En => (of_payers!("en"), of_dashboard!("en")),
        Language::Fr => (of_payers!("fr"), &[]),
        Language::Nl => (of_payers!("nl"), &[]),
        Language::It => (of_payers!("it"), &[]),
        Language::Es => (of_payers!("es"), &[]),
        Language::Pl => (of_payers!("pl"), &[]),
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
    BUNDLES[language as usize].get_or_init(|| build(language))
}

/// The files are part of the program, so that a fault in them is a fault of the build: the tests below read every one.
fn build(language: Language) -> Bundle {
    let locale = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    let (of_payers, of_dashboard) = sources(language);
    for (_, source) in of_payers.iter().chain(of_dashboard) {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, errors)| {
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
        let (of_payers, of_dashboard) = sources(Language::De);
        for language in Language::ALL {
            let (payers, dashboard) = sources(language);
            let wanted = of_payers.iter().chain(if language.is_of_dashboard() { of_dashboard } else { &[] });
            let there: Vec<_> = payers.iter().chain(dashboard).collect();
            assert_eq!(there.len(), wanted.clone().count(), "files in {}", language.tag());
            for ((face, german), (_, ours)) in wanted.zip(there) {
                assert_eq!(keys(ours), keys(german), "{face} in {}", language.tag());
            }
        }
    }

    /// Every key and its variables that there are, whoever has them.
    fn all_keys() -> BTreeMap<String, BTreeSet<String>> {
        let (of_payers, of_dashboard) = sources(Language::De);
        of_payers.iter().chain(of_dashboard).flat_map(|(_, source)| keys(source)).collect()
    }

    #[test]
    fn every_text_can_be_written_in_every_language_and_number() {
        for language in Language::ALL {
            for (key, variables) in all_keys() {
                // One, few and many are different words in Polish.
                for number in [1, 2, 5, 22] {
                    let args: Vec<(&str, Arg)> =
                        variables.iter().map(|name| (name.as_str(), Arg::Number(number))).collect();
                    let written = text_with(language, &key, &args);
                    assert!(!written.is_empty() && !written.contains(['{', '}', '!']), "{key}: {written}");
                }
            }
        }
    }

    #[test]
    fn what_payers_read_is_set_as_their_language_sets_it() {
        let mut faults = Vec::new();
        for language in Language::ALL {
            for (key, variables) in sources(language).0.iter().flat_map(|(_, source)| keys(source)) {
                let args: Vec<(&str, Arg)> = variables.iter().map(|name| (name.as_str(), Arg::Number(2))).collect();
                faults.extend(typography::faults(
                    language,
                    typography::Set::Printed,
                    &text_with(language, &key, &args),
                ));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn the_dashboard_falls_back_to_english_and_payers_pages_do_not() {
        for language in Language::ALL.into_iter().filter(|language| !language.is_of_dashboard()) {
            assert_eq!(text(language, "dash-login-title"), text(Language::En, "dash-login-title"));
            assert_ne!(text(language, "pay-money-none"), text(Language::En, "pay-money-none"));
            let (of_payers, _) = sources(language);
            for key in of_payers.iter().flat_map(|(_, source)| keys(source).into_keys()) {
                assert!(bundle(language).has_message(&key), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn nothing_is_left_in_another_language() {
        // Names, and what is called the same there.
        const SAME: &[&str] = &["method-", "pay-title", "pay-test-mode", "pay-attachment-kind", "sandbox-no-money"];
        for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
            let english = sources(Language::En).0.iter().map(|(_, source)| entries(source));
            let ours = sources(language).0.iter().map(|(_, source)| entries(source));
            for (english, ours) in english.zip(ours) {
                for (key, text) in ours.iter().filter(|(key, _)| !SAME.iter().any(|same| key.starts_with(same))) {
                    let copied = text.split(' ').count() > 1 && english.get(key) == Some(text);
                    assert!(!copied, "{key} in {} is English", language.tag());
                }
            }
        }
    }

    /// Key → text of its first line.
    fn entries(source: &'static str) -> BTreeMap<&'static str, &'static str> {
        source.lines().filter_map(|line| line.split_once(" = ")).collect()
    }

    #[test]
    #[should_panic(expected = "no such text")]
    fn an_unknown_key_panics_in_tests() {
        text(Language::De, "there-is-no-such-text");
    }
}
