//! The languages that pages and messages speak.

use serde::{Deserialize, Serialize};
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A language with a complete set of texts for payers: their pages, and what is written to them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// Italian.
    It,
    /// Spanish.
    Es,
    /// Polish.
    Pl,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::De, Self::En, Self::Fr, Self::Nl, Self::It, Self::Es, Self::Pl];

    /// Those that the dashboard speaks.
    pub const OF_DASHBOARD: [Self; 2] = [Self::De, Self::En];

    /// What somebody is told who named another.
    pub const ADVICE: &str = "Use de, en, fr, nl, it, es or pl.";

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::It => "it",
            Self::Es => "es",
            Self::Pl => "pl",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::De => "Deutsch",
            Self::En => "English",
            Self::Fr => "Français",
            Self::Nl => "Nederlands",
            Self::It => "Italiano",
            Self::Es => "Español",
            Self::Pl => "Polski",
        }
    }

    /// Whether the dashboard speaks it.
    pub fn is_of_dashboard(self) -> bool {
        Self::OF_DASHBOARD.contains(&self)
    }

    /// As people of the language write it in an SMS. Poles leave the marks of their letters away there, since one of them costs half of
    /// an SMS; nobody else's letters are touched.
    pub fn in_plain_letters(self, text: &str) -> String {
        match self {
            Self::Pl => text.nfc().map(without_mark).collect(),
            Self::De | Self::En | Self::Fr | Self::Nl | Self::It | Self::Es => text.to_owned(),
        }
    }

    /// The best language for an `Accept-Language` header.
    pub fn accepted(header: &str) -> Option<Self> {
        Self::accepted_among(header, &Self::ALL)
    }

    /// The best of some languages for an `Accept-Language` header: highest weight first, then order.
    pub fn accepted_among(header: &str, offered: &[Self]) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for range in header.split(',').take(20) {
            let mut parts = range.split(';');
            let Ok(language) = parts.next().unwrap_or("").trim().parse::<Self>() else { continue };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=").map(thousandths)).unwrap_or(1000);
            if offered.contains(&language) && weight > 0 && best.is_none_or(|(top, _)| weight > top) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

/// The nine letters that the Polish alphabet has beyond the Latin one.
fn without_mark(letter: char) -> char {
    const PAIRS: [(char, char); 18] = [
        ('ą', 'a'),
        ('ć', 'c'),
        ('ę', 'e'),
        ('ł', 'l'),
        ('ń', 'n'),
        ('ó', 'o'),
        ('ś', 's'),
        ('ź', 'z'),
        ('ż', 'z'),
        ('Ą', 'A'),
        ('Ć', 'C'),
        ('Ę', 'E'),
        ('Ł', 'L'),
        ('Ń', 'N'),
        ('Ó', 'O'),
        ('Ś', 'S'),
        ('Ź', 'Z'),
        ('Ż', 'Z'),
    ];
    PAIRS.iter().find(|(marked, _)| *marked == letter).map_or(letter, |(_, plain)| *plain)
}

/// "0.8" as 800: weights have at most three decimals (RFC 9110, 12.4.2).
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u16>().unwrap_or(0).min(1) * 1000 + digits.parse::<u16>().unwrap_or(0)
}

impl FromStr for Language {
    type Err = ();

    /// Takes the primary subtag: "de-AT" is German.
    fn from_str(tag: &str) -> Result<Self, ()> {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary)).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_wins() {
        assert_eq!(Language::accepted("pt, en;q=0.7, de-AT;q=0.9"), Some(Language::De));
        assert_eq!(Language::accepted("en-GB,de"), Some(Language::En));
        assert_eq!(Language::accepted("nl-BE,nl;q=0.9,fr;q=0.8,en;q=0.7"), Some(Language::Nl));
        assert_eq!(Language::accepted("de;q=0, pt"), None);
        assert_eq!(Language::accepted(""), None);
    }

    #[test]
    fn the_dashboard_takes_what_it_speaks() {
        let accepted = |header| Language::accepted_among(header, &Language::OF_DASHBOARD);
        assert_eq!((accepted("fr-FR,fr;q=0.9,de;q=0.3"), accepted("fr, nl")), (Some(Language::De), None));
    }

    #[test]
    fn languages_are_read_by_their_primary_subtag() {
        assert_eq!(
            ("fr-CH".parse(), "PL".parse(), "pt".parse()),
            (Ok(Language::Fr), Ok(Language::Pl), Err::<Language, _>(()))
        );
    }

    #[test]
    fn poles_leave_the_marks_of_their_letters_away_in_an_sms_and_nobody_else_does() {
        let pangram = "Pchnąć w tę łódź jeża lub ośm skrzyń fig. ŻÓŁĆ";
        assert_eq!(Language::Pl.in_plain_letters(pangram), "Pchnac w te lodz jeza lub osm skrzyn fig. ZOLC");
        assert_eq!(Language::Pl.in_plain_letters("Zo\u{301}łw, Müller, François, 5 €"), "Zolw, Müller, François, 5 €");
        assert_eq!(Language::De.in_plain_letters("Łukasz Wójcik"), "Łukasz Wójcik");
    }

    #[test]
    fn the_advice_names_all() {
        let named: Vec<&str> = Language::ADVICE.split([' ', ',', '.']).filter(|word| word.len() == 2).collect();
        assert!(Language::ALL.map(Language::tag).iter().all(|tag| named.contains(tag)), "{named:?}");
    }
}
