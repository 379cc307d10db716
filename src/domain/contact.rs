//! A payer in the merchant's address book. Personal data: kept sealed, never logged.

use super::channel::Channel;
use super::ids::ContactId;
use super::language::Language;
use super::payer::Payer;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Somebody whom a merchant asks again and again.
#[derive(Clone, PartialEq)]
pub struct Contact {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ContactId,
    /// The merchant's own key, unique per merchant and mode.
    pub external_id: Option<String>,
    /// Who it is.
    pub person: Person,
    /// Language of page and messages.
    pub language: Option<Language>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// What is personal of a contact: sealed as a whole.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// As it should be addressed, at most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number of E.164.
    pub phone: Option<String>,
    /// One line, at most 200 characters.
    pub address: Option<String>,
    /// For the merchant's people only, at most 1,000 characters.
    pub notes: Option<String>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({})", self.id)
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(…)")
    }
}

impl Person {
    /// Where a message on that channel goes.
    pub fn reached_by(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Sms => self.phone.as_deref(),
            Channel::Email => self.email.as_deref(),
        }
    }
}

impl Contact {
    /// The contact as somebody who is asked to pay.
    pub fn payer(&self) -> Payer {
        let person = self.person.clone();
        Payer {
            name: person.name,
            email: person.email,
            phone: person.phone,
            language: self.language,
            address: person.address,
        }
    }

    /// What it is found by: the beginnings of the words of name, e-mail address and the merchant's key, and the last digits of the
    /// number. Notes are no place to look people up.
    pub fn search_words(&self) -> BTreeSet<String> {
        let person = &self.person;
        let texts = [&person.name, &person.email, &self.external_id];
        let mut found = BTreeSet::new();
        for word in texts.into_iter().flatten().flat_map(|text| words(text).into_iter().chain(joined(text))) {
            let letters: Vec<char> = word.chars().collect();
            for end in SHORTEST..=letters.len().min(LONGEST) {
                found.insert(letters.iter().take(end).collect());
            }
        }
        let digits = person.phone.as_deref().unwrap_or("").trim_start_matches('+');
        found.extend(LAST_DIGITS.filter_map(|count| digits.get(digits.len().checked_sub(count)?..).map(str::to_owned)));
        found
    }
}

/// Beginnings of one letter would tell nearly nothing and find nearly everybody.
const SHORTEST: usize = 2;
/// Longer words are known by so many letters.
const LONGEST: usize = 12;
/// What people remember of a number.
const LAST_DIGITS: std::ops::RangeInclusive<usize> = 3..=7;
/// So many words of a search have to be found; the list of requests looks for as many.
const MOST_WORDS: usize = 6;

/// The words of a search, in the form in which contacts are found by them. A word that is too short to be found is left out.
pub fn searched_words(text: &str) -> Vec<String> {
    let is_long = |word: &String| word.chars().count() >= SHORTEST;
    let each = text.split_whitespace().flat_map(|token| {
        let parts = words(token);
        // "K-1" is nothing in parts.
        if parts.iter().all(is_long) { parts } else { joined(token) }
    });
    each.filter(is_long).map(|word| word.chars().take(LONGEST).collect()).take(MOST_WORDS).collect()
}

/// What is written without a blank, as one word: "K-1047" is "k1047".
fn joined(text: &str) -> Vec<String> {
    text.split_whitespace().map(|token| words(token).concat()).collect()
}

/// Small letters without accents; everything that is neither letter nor digit parts them.
fn words(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            '\'' | '’' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MerchantId;
    use uuid::Uuid;

    fn contact(person: Person) -> Contact {
        Contact {
            scope: Scope { merchant: MerchantId(Uuid::nil()), live: false },
            id: ContactId(Uuid::nil()),
            external_id: Some("K-1047".into()),
            person,
            language: None,
            created_at: Timestamp::from_millis(0),
            updated_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn a_contact_is_found_by_beginnings_of_words_and_ends_of_numbers() {
        let erika = contact(Person {
            name: Some("Érika Groß-Müller".into()),
            email: Some("erika@example.org".into()),
            phone: Some("+4915112345678".into()),
            notes: Some("geheim".into()),
            address: None,
        });
        let known = erika.search_words();
        let finds = |q: &str| {
            let words = searched_words(q);
            !words.is_empty() && words.iter().all(|word| known.contains(word))
        };
        for q in [
            "erika",
            "Müller",
            "mul",
            "gross",
            "ERIKA MÜL",
            "example",
            "K-1047",
            "K-1",
            "k1047",
            "5678",
            "345678",
            "e erika",
        ] {
            assert!(finds(q), "{q}");
        }
        for q in ["rika", "erika meier", "geheim", "x", "", "1234"] {
            assert!(!finds(q), "{q}");
        }
    }

    #[test]
    fn long_words_are_known_by_their_beginning() {
        let long = contact(Person { name: Some("Donaudampfschifffahrtsgesellschaft".into()), ..Person::default() });
        let known = long.search_words();
        assert!(searched_words("donaudampfschifffahrtsges").iter().all(|word| known.contains(word)));
        assert!(known.len() < 30);
    }
}
