//! What somebody types into a search box: words, amounts, beginnings of phone numbers.

use super::language::Language;
use super::money::{Currency, Money};
use super::typed_amount::parse_amount;

/// More words would only cost time.
const MOST_WORDS: usize = 6;
/// Fewer figures are in every number.
const FEWEST_FIGURES: usize = 4;

/// What is looked for. A request is found by all its words together, or by the whole as an amount or a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Each of them has to be found, or fit as an amount.
    pub words: Vec<Word>,
    /// The whole as an amount: "1 234,50 €".
    pub amounts: Vec<Money>,
    /// The whole as a part of a phone number, without what stands before a national number: "15112345".
    pub figures: Option<String>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub text: String,
    /// What it is as an amount.
    pub amounts: Vec<Money>,
}

impl Search {
    /// Reads what was typed.
    pub fn of(typed: &str) -> Self {
        let word = |text: &str| Word { text: text.to_owned(), amounts: amounts(text) };
        Self {
            words: typed.split_whitespace().take(MOST_WORDS).map(word).collect(),
            amounts: amounts(typed),
            figures: figures(typed),
        }
    }
}

/// The currencies whose smallest units are as many as those of others: what is typed may be in any of them.
const KINDS: [&str; 3] = ["EUR", "JPY", "KWD"];

/// What a text is as an amount of euros, or of currencies with none or three decimals; written in either manner of the dashboard's
/// languages, with or without a currency.
fn amounts(text: &str) -> Vec<Money> {
    let named: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() == 3).collect();
    let named = named.iter().filter_map(|word| word.to_uppercase().parse().ok());
    let kinds = KINDS.iter().filter_map(|code| code.parse().ok());
    let signs = ["CHF", "GBP", "USD", "PLN", "DKK"].iter().filter_map(|code| code.parse().ok());
    let mut found: Vec<Money> = Vec::new();
    for currency in named.chain(kinds).chain(signs).collect::<Vec<Currency>>() {
        for language in Language::OF_DASHBOARD {
            let Ok(money) = parse_amount(text, currency, language) else { continue };
            let alike =
                |other: &Money| other.minor == money.minor && other.currency.exponent() == money.currency.exponent();
            if !found.iter().any(alike) {
                found.push(money);
            }
        }
    }
    found
}

/// The figures of a phone number or of its beginning, national or international.
fn figures(text: &str) -> Option<String> {
    let text = text.trim().replace("(0)", "");
    let dialled = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '/' | '(' | ')' | '.');
    if !text.chars().all(dialled) {
        return None;
    }
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    let figures = figures.trim_start_matches('0');
    (figures.len() >= FEWEST_FIGURES).then(|| figures.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_found_as_people_write_them() {
        let minors = |text: &str| -> Vec<(i64, u32)> {
            Search::of(text).amounts.iter().map(|money| (money.minor, money.currency.exponent())).collect()
        };
        assert_eq!(minors("119"), [(11_900, 2), (119, 0), (119_000, 3)]);
        assert_eq!(minors("89,90")[0], (8_990, 2));
        assert_eq!(minors("1.234,50 €"), [(123_450, 2)]);
        assert_eq!(minors("1,234.50"), [(123_450, 2), (1_234_500, 3)]);
        assert_eq!(minors("12 CHF"), [(1_200, 2)]);
        assert!(minors("Rohr").is_empty() && minors("LI-119").is_empty());
        assert_eq!(Search::of("Müller 119").words[1].amounts.len(), 3);
    }

    #[test]
    fn beginnings_of_numbers_are_found_in_either_spelling() {
        for typed in ["0151 12345", "+49151 12345", "0049 (0)151 12345", "0151/12345", "15112345"] {
            let figures = Search::of(typed).figures.expect("figures");
            assert!("+4915112345678".contains(&figures), "{typed}: {figures}");
        }
        for typed in ["151", "LI-748925", "Rohr 0151", "", "000"] {
            assert_eq!(Search::of(typed).figures, None, "{typed}");
        }
    }
}
