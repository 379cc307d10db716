//! Who is asked to pay. Personal data: kept in a table of its own, out of logs, events and jobs.

use super::channel::Channel;
use super::language::Language;
use std::fmt;

/// Who is asked to pay; every part may be absent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Payer {
    /// As it should be addressed, at most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number of E.164: "+4915112345678".
    pub phone: Option<String>,
    /// Language of page and messages.
    pub language: Option<Language>,
    /// One line, at most 200 characters.
    pub address: Option<String>,
}

impl fmt::Debug for Payer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Payer(…)")
    }
}

impl Payer {
    /// Where a message on that channel goes.
    pub fn reached_by(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Sms => self.phone.as_deref(),
            Channel::Email => self.email.as_deref(),
        }
    }

    /// Whether a message could reach them at all.
    pub fn is_reachable(&self) -> bool {
        Channel::ALL.iter().any(|channel| self.reached_by(*channel).is_some())
    }

    /// "Erika", of "Dr. Erika Mustermann" and of "Mustermann, Erika"; none of a business, and none where it would be a guess.
    pub fn first_name(&self) -> Option<&str> {
        let is_several = |name: &str| name.split_whitespace().any(|word| matches!(word, "&" | "+" | "und" | "and"));
        let name = self.name.as_deref().filter(|name| !is_business(name) && !is_several(name))?;
        let (firsts, is_turned) = name.split_once(',').map_or((name, false), |(_, firsts)| (firsts, true));
        let mut words = firsts.split_whitespace().skip_while(|word| TITLES.contains(&bare(word).as_str()));
        let first = words.next()?;
        let has_more = is_turned || words.next().is_some();
        (has_more && first.chars().count() > 1 && !first.ends_with('.')).then_some(first)
    }

    /// The name as the payment page shows it: "E. Mustermann". The link is a bearer secret, so not the whole name; what a business is
    /// called is no secret.
    pub fn masked_name(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        if is_business(name) {
            return Some(name.to_owned());
        }
        let turned = name.split_once(',').map(|(last, firsts)| format!("{firsts} {last}"));
        let words: Vec<&str> = turned.as_deref().unwrap_or(name).split_whitespace().collect();
        let titles = words.iter().take_while(|word| TITLES.contains(&bare(word).as_str())).count();
        let (last, firsts) = words.get(titles..).filter(|rest| !rest.is_empty()).unwrap_or(&words).split_last()?;
        if firsts.is_empty() {
            return last.chars().next().map(|initial| format!("{initial}."));
        }
        let firsts = firsts.iter().map(|word| short(word) + " ");
        Some(firsts.collect::<String>() + last)
    }
}

/// Before names, in lower case without dots.
const TITLES: &[&str] = &[
    "dr",
    "drs",
    "prof",
    "professor",
    "pd",
    "mag",
    "dipl-ing",
    "ing",
    "med",
    "jur",
    "phil",
    "rer",
    "nat",
    "hc",
    "herr",
    "herrn",
    "frau",
    "mr",
    "mrs",
    "ms",
    "mx",
    "sir",
    "dame",
];

/// Words of which one makes it a business, in lower case without dots.
const BUSINESSES: &[&str] = &[
    "gmbh",
    "ggmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "gbr",
    "partg",
    "partgmbb",
    "eg",
    "ev",
    "ek",
    "ekfm",
    "kdör",
    "se",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "inc",
    "corp",
    "co",
    "sarl",
    "sàrl",
    "srl",
    "spa",
    "bv",
    "nv",
    "aps",
    "oy",
    "söhne",
    "sohn",
    "sons",
    "partner",
    "partners",
    "gebr",
    "stiftung",
    "verein",
    "verwaltung",
    "hausverwaltung",
    "kanzlei",
    "praxis",
];

/// A word in lower case without its dots and commas: "e.V." is "ev".
fn bare(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '.' | ',')).flat_map(char::to_lowercase).collect()
}

/// Whether a legal form or such stands in it, or two single words are joined: "Muster & Beispiel". "Anna & Otto Muster" are people.
fn is_business(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let joined = matches!(words.as_slice(), [_, "&" | "+", _]);
    // "e. V." and "e. K." are often written in two.
    let pair = |two: &[&str]| BUSINESSES.contains(&bare(&two.concat()).as_str());
    let one = |word: &&str| BUSINESSES.contains(&bare(word).as_str());
    joined
        || words.iter().skip(1).any(one)
        || words.first().is_some_and(|first| words.len() > 1 && one(first))
        || words.windows(2).any(pair)
}

/// An initial; small words (von, de, und) and signs are kept.
fn short(word: &str) -> String {
    match word.chars().next() {
        Some(initial) if initial.is_uppercase() || !initial.is_alphabetic() && initial.is_alphanumeric() => {
            format!("{initial}.")
        }
        Some(_) | None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_are_told_where_they_are_no_guess() {
        let first = |name: &str| Payer { name: Some(name.into()), ..Payer::default() }.first_name().map(str::to_owned);
        for (name, told) in [
            ("Erika Mustermann", Some("Erika")),
            ("Dr. Erika Mustermann", Some("Erika")),
            ("Mustermann, Erika", Some("Erika")),
            ("Mustermann", None),
            ("Frau Mustermann", None),
            ("E. Mustermann", None),
            ("Anna & Otto Muster", None),
            ("Klempnerei Nord GmbH", None),
        ] {
            assert_eq!(first(name).as_deref(), told, "{name}");
        }
    }

    #[test]
    fn names_are_masked() {
        let masked = |name: &str| Payer { name: Some(name.into()), ..Payer::default() }.masked_name();
        for (name, shown) in [
            ("Erika Mustermann", "E. Mustermann"),
            ("Hans Peter Muster", "H. P. Muster"),
            ("Dr. Anna Maria Schmidt", "A. M. Schmidt"),
            ("Prof. Dr. med. Anna Schmidt", "A. Schmidt"),
            ("Frau Dr. Schmidt", "S."),
            ("Dr.", "D."),
            ("Schmidt, Dr. Anna", "A. Schmidt"),
            ("Alexandra von und zu Muster", "A. von und zu Muster"),
            ("Anna & Otto Muster", "A. & O. Muster"),
            ("Cher", "C."),
            ("Élodie Müller", "É. Müller"),
            ("Muster & Beispiel", "Muster & Beispiel"),
            ("Klempnerei Nord GmbH", "Klempnerei Nord GmbH"),
            ("Muster GmbH & Co. KG", "Muster GmbH & Co. KG"),
            ("Turnverein Nord e.V.", "Turnverein Nord e.V."),
            ("Turnverein Nord e. V.", "Turnverein Nord e. V."),
            ("Beispiel AG", "Beispiel AG"),
            ("Example Trading Ltd.", "Example Trading Ltd."),
            ("Example, Inc.", "Example, Inc."),
            ("Hausverwaltung Muster", "Hausverwaltung Muster"),
        ] {
            assert_eq!(masked(name).as_deref(), Some(shown));
        }
        assert_eq!(masked(" "), None);
    }
}
