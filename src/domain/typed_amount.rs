//! Amounts as people type them, read by the rules of their language: "1.234" is 1234 in German and 1.234 in English, so what could be
//! meant either way is refused rather than guessed.

use super::language::Language;
use super::money::{Currency, MAX_MINOR, Money, MoneyError};

/// What stands before the decimals.
fn decimal_mark(language: Language) -> char {
    match language {
        Language::En => '.',
        Language::De | Language::Fr | Language::Nl | Language::It | Language::Es | Language::Pl => ',',
    }
}

/// What groups thousands, besides blanks and apostrophes, which nobody mistakes for anything else. Point or comma, whichever is not before
/// the decimals: also where CLDR writes blanks, people write points.
fn group_mark(language: Language) -> char {
    match decimal_mark(language) {
        ',' => '.',
        _ => ',',
    }
}

/// Where blanks are the rule, "1.234" may as well be meant in the manner of calculators.
fn groups_by_blanks(language: Language) -> bool {
    match language {
        Language::Fr | Language::Pl => true,
        Language::De | Language::En | Language::Nl | Language::It | Language::Es => false,
    }
}

fn is_group_mark(c: char, language: Language) -> bool {
    c == group_mark(language) || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// What people write for a currency, beside its code and its sign. Signs that several have fit each of them.
const SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("fr", &["CHF"]),
    ("fr.", &["CHF"]),
    ("sfr", &["CHF"]),
    ("sfr.", &["CHF"]),
    ("franken", &["CHF"]),
    ("£", &["GBP"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN"]),
    ("us$", &["USD"]),
    ("ca$", &["CAD"]),
    ("c$", &["CAD"]),
    ("a$", &["AUD"]),
    ("nz$", &["NZD"]),
    ("kr", &["DKK", "SEK", "NOK", "ISK"]),
    ("kr.", &["DKK", "SEK", "NOK", "ISK"]),
    ("zł", &["PLN"]),
    ("zl", &["PLN"]),
    ("kč", &["CZK"]),
    ("kc", &["CZK"]),
    ("ft", &["HUF"]),
    ("lei", &["RON"]),
    ("₺", &["TRY"]),
    ("tl", &["TRY"]),
    ("¥", &["JPY", "CNY"]),
    ("₣", &["CHF"]),
    ("₴", &["UAH"]),
    ("₹", &["INR"]),
    ("₪", &["ILS"]),
    ("kwd", &["KWD"]),
];

/// Whether a word before or behind the figures names that currency; `None`: it names none.
fn names(word: &str, currency: Currency) -> Option<bool> {
    let word = word.to_lowercase();
    if word == currency.code().to_lowercase() || word == currency.symbol().to_lowercase() {
        return Some(true);
    }
    if let Some((_, codes)) = SIGNS.iter().find(|(sign, _)| *sign == word) {
        return Some(codes.contains(&currency.code()));
    }
    word.to_uppercase().parse::<Currency>().is_ok().then_some(false)
}

/// The figures without the currency that stands before or behind them, which must be the one that was chosen.
fn without_currency(text: &str, currency: Currency) -> Result<&str, MoneyError> {
    let text = text.trim();
    let digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(digit), text.rfind(digit)) else { return Err(MoneyError::NotANumber) };
    // A mark beside the figures is theirs: ",5" and "119,–".
    let start = text[..first].trim_end_matches([',', '.']).len();
    let start = if start < first && text[..start].ends_with(char::is_alphabetic) { first } else { start };
    let behind = &text[last + 1..];
    let end = last + 1 + behind.len() - behind.trim_start_matches([',', '.', '-', '\u{2013}', '\u{2014}']).len();
    let (before, behind) = (text[..start].trim(), text[end..].trim());
    match (before, behind) {
        ("", "") => Ok(&text[start..end]),
        (word, "") | ("", word) => match names(word, currency) {
            Some(true) => Ok(&text[start..end]),
            Some(false) => Err(MoneyError::OtherCurrency),
            None => Err(MoneyError::NotANumber),
        },
        (_, _) => Err(MoneyError::NotANumber),
    }
}

/// "119,–" and "119,--" are 119: a line instead of cents.
fn without_line(text: &str) -> &str {
    let figures = text.trim_end_matches(['-', '\u{2013}', '\u{2014}']);
    let lined = figures.len() < text.len();
    match figures.strip_suffix([',', '.']) {
        Some(figures) if lined => figures,
        Some(_) | None => text,
    }
}

/// Reads what a person types: "119", "119,00", "1.234,50", "1 234,50" in German, "1,234.50" in English; also with the currency before or
/// behind it, as it stands on an invoice. Groups have three digits. The other language's decimal mark is taken where nothing else can be
/// meant: "119.00" in German.
pub fn parse_amount(text: &str, currency: Currency, language: Language) -> Result<Money, MoneyError> {
    let text = without_line(without_currency(text, currency)?);
    if text.is_empty()
        || !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',' || is_group_mark(c, language))
    {
        return Err(MoneyError::NotANumber);
    }
    let (whole, decimals) = match foreign_decimals(text, currency, language)? {
        Some(parts) => parts,
        None => text.split_once(decimal_mark(language)).unwrap_or((text, "")),
    };
    let has_mark = whole.len() < text.len();
    if decimals.contains(|c: char| !c.is_ascii_digit()) || (has_mark && decimals.is_empty()) {
        return Err(MoneyError::NotANumber);
    }
    let exponent = usize::try_from(currency.exponent()).unwrap_or(0);
    if decimals.len() > exponent {
        return Err(MoneyError::TooManyDecimals);
    }
    let whole = if whole.is_empty() { "0".to_owned() } else { ungrouped(whole, language)? };
    let minor: i64 = format!("{whole}{decimals:0<exponent$}").parse().map_err(|_| MoneyError::TooLarge)?;
    if minor > MAX_MINOR { Err(MoneyError::TooLarge) } else { Ok(Money::new(minor, currency)) }
}

/// The two sides of the other language's decimal mark: the only mark of the text, with two digits behind it or as many as the currency
/// has. Three digits may also be a group of thousands; then nobody can tell.
fn foreign_decimals(text: &str, currency: Currency, language: Language) -> Result<Option<(&str, &str)>, MoneyError> {
    let Some((whole, decimals)) = text.split_once(group_mark(language)) else { return Ok(None) };
    let only = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    // Groups of blanks or apostrophes leave no doubt about the mark behind them: "1'234.50".
    let grouped =
        whole.chars().all(|c| c.is_ascii_digit() || (is_group_mark(c, language) && c != group_mark(language)));
    if whole.is_empty() || !grouped || !only(decimals) {
        return Ok(None);
    }
    match decimals.len() {
        _ if !only(whole) && decimals.len() != 2 => Ok(None),
        3 if whole.len() <= 3 && (currency.exponent() == 3 || groups_by_blanks(language)) => Err(MoneyError::Ambiguous),
        3 => Ok(None),
        2 => Ok(Some((whole, decimals))),
        _ => Ok(None),
    }
}

/// The digits of a whole number; its groups have three digits each and one kind of mark between them.
fn ungrouped(whole: &str, language: Language) -> Result<String, MoneyError> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Ok(whole.to_owned()) };
    let groups: Vec<&str> = whole.split(mark).collect();
    let fits = |(at, group): (usize, &&str)| {
        let length = if at == 0 { (1..=3).contains(&group.len()) && !group.starts_with('0') } else { group.len() == 3 };
        length && group.bytes().all(|digit| digit.is_ascii_digit())
    };
    if is_group_mark(mark, language) && groups.iter().enumerate().all(fits) {
        Ok(groups.concat())
    } else {
        Err(MoneyError::NotANumber)
    }
}

/// How somebody should type an amount of that currency: "119,00", "119", "119.000".
pub fn example_amount(currency: Currency, language: Language) -> String {
    match usize::try_from(currency.exponent()).unwrap_or(0) {
        0 => "119".to_owned(),
        decimals => format!("119{}{}", decimal_mark(language), "0".repeat(decimals)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Es, Fr, It, Nl, Pl};

    fn read(text: &str, code: &str, language: Language) -> Result<i64, MoneyError> {
        parse_amount(text, code.parse().unwrap(), language).map(|money| money.minor)
    }

    #[test]
    fn typed_amounts_are_read_as_people_mean_them() {
        for (typed, code, language, minor) in [
            ("119", "EUR", De, 11_900),
            (" 119,00 ", "EUR", De, 11_900),
            ("119,5", "EUR", De, 11_950),
            (",5", "EUR", De, 50),
            ("0,05", "EUR", De, 5),
            ("1.234", "EUR", De, 123_400),
            ("1.234,50", "EUR", De, 123_450),
            ("1.234.567", "EUR", De, 123_456_700),
            ("1 234,50", "EUR", De, 123_450),
            ("1\u{a0}234,50", "EUR", De, 123_450),
            ("1\u{202f}234\u{202f}567,50", "EUR", De, 123_456_750),
            ("1'234,50", "CHF", De, 123_450),
            ("1234,50", "EUR", De, 123_450),
            ("119.00", "EUR", De, 11_900),
            ("1234.50", "EUR", De, 123_450),
            ("119,00 €", "EUR", De, 11_900),
            ("119,00\u{a0}€", "EUR", De, 11_900),
            ("€ 12", "EUR", De, 1_200),
            ("€12", "EUR", En, 1_200),
            ("EUR 12,50", "EUR", De, 1_250),
            ("12,50 eur", "EUR", De, 1_250),
            ("12 Euro", "EUR", De, 1_200),
            ("1.234,50€", "EUR", De, 123_450),
            ("119,-", "EUR", De, 11_900),
            ("119,– €", "EUR", De, 11_900),
            ("Fr. 119.--", "CHF", De, 11_900),
            ("CHF 1'234.50", "CHF", De, 123_450),
            ("1’234.50 CHF", "CHF", De, 123_450),
            ("1 234.50", "EUR", De, 123_450),
            ("Fr. 12.50", "CHF", De, 1_250),
            ("$1,234.50", "USD", En, 123_450),
            ("US$ 5", "USD", De, 500),
            ("£9.99", "GBP", En, 999),
            ("100 kr.", "DKK", De, 10_000),
            ("100 kr", "SEK", De, 10_000),
            ("1 234,50 zł", "PLN", Pl, 123_450),
            ("¥1,190", "JPY", En, 1190),
            ("KWD 119,005", "KWD", De, 119_005),
            ("€ ,5", "EUR", De, 50),
            ("119", "EUR", En, 11_900),
            ("119.00", "EUR", En, 11_900),
            ("119.5", "EUR", En, 11_950),
            ("1,234", "EUR", En, 123_400),
            ("1,234.50", "EUR", En, 123_450),
            ("1 234.50", "EUR", En, 123_450),
            ("1’234.50", "CHF", En, 123_450),
            ("119,00", "EUR", En, 11_900),
            ("119", "JPY", De, 119),
            ("1.190", "JPY", De, 1190),
            ("1,190", "JPY", En, 1190),
            ("119", "KWD", De, 119_000),
            ("119,005", "KWD", De, 119_005),
            ("119.005", "KWD", En, 119_005),
            ("119.00", "KWD", De, 119_000),
            ("1.234,500", "KWD", De, 1_234_500),
            ("1.234.567", "KWD", De, 1_234_567_000),
            ("9999999999,99", "EUR", De, MAX_MINOR),
            ("1\u{202f}234,50", "EUR", Fr, 123_450),
            ("1 234 567", "EUR", Fr, 123_456_700),
            ("1.234,50", "EUR", Fr, 123_450),
            ("119.50", "EUR", Fr, 11_950),
            ("1.234,50", "EUR", Nl, 123_450),
            ("1234", "EUR", Nl, 123_400),
            ("1.234", "EUR", It, 123_400),
            ("12.345,6", "EUR", Es, 1_234_560),
            ("1234,56", "EUR", Es, 123_456),
            ("12\u{a0}345,60", "PLN", Pl, 1_234_560),
            ("1234,56", "PLN", Pl, 123_456),
            ("1.234.567", "PLN", Pl, 123_456_700),
        ] {
            assert_eq!(read(typed, code, language), Ok(minor), "{typed} {code} {language:?}");
        }
    }

    #[test]
    fn what_could_be_meant_otherwise_is_refused() {
        use MoneyError::{Ambiguous, NotANumber, OtherCurrency, TooLarge, TooManyDecimals};
        for (typed, code, language, error) in [
            ("119,005", "EUR", De, TooManyDecimals),
            ("119,000", "EUR", De, TooManyDecimals),
            ("1,234", "EUR", De, TooManyDecimals),
            ("1.234", "EUR", En, TooManyDecimals),
            ("12.34.56", "EUR", De, NotANumber),
            ("12.345.6", "EUR", De, NotANumber),
            ("1234.567", "EUR", De, NotANumber),
            ("0.119", "EUR", De, NotANumber),
            ("119.5", "EUR", De, NotANumber),
            ("1,234.50", "EUR", De, NotANumber),
            ("1.234,50", "EUR", En, NotANumber),
            ("1,23", "JPY", De, TooManyDecimals),
            ("119.00", "JPY", De, TooManyDecimals),
            ("119,00", "JPY", De, TooManyDecimals),
            ("1.234", "KWD", De, Ambiguous),
            ("1,234", "KWD", En, Ambiguous),
            ("1.234", "EUR", Fr, Ambiguous),
            ("1.234", "PLN", Pl, Ambiguous),
            ("1,234.50", "EUR", It, NotANumber),
            ("1.234 567", "EUR", De, NotANumber),
            ("12 34", "EUR", De, NotANumber),
            ("1  234", "EUR", De, NotANumber),
            ("119,", "EUR", De, NotANumber),
            ("1,2,3", "EUR", De, NotANumber),
            (",", "EUR", De, NotANumber),
            (".50", "EUR", De, NotANumber),
            ("", "EUR", De, NotANumber),
            ("-5", "EUR", De, NotANumber),
            ("+5", "EUR", De, NotANumber),
            ("€ 5", "USD", De, OtherCurrency),
            ("5 CHF", "EUR", De, OtherCurrency),
            ("$5", "EUR", En, OtherCurrency),
            ("kr 5", "EUR", De, OtherCurrency),
            ("€5€", "EUR", De, NotANumber),
            ("etwa 5", "EUR", De, NotANumber),
            ("5 Stück", "EUR", De, NotANumber),
            ("€", "EUR", De, NotANumber),
            ("5-", "EUR", De, NotANumber),
            ("€ -5", "EUR", De, NotANumber),
            ("1'234.5", "CHF", De, NotANumber),
            ("1e3", "EUR", De, NotANumber),
            ("１１９", "EUR", De, NotANumber),
            ("10000000000", "EUR", De, TooLarge),
            ("99999999999999999999999999", "EUR", De, TooLarge),
        ] {
            assert_eq!(read(typed, code, language), Err(error), "{typed} {code} {language:?}");
        }
    }

    #[test]
    fn examples_fit_the_currency_and_are_read_as_119() {
        for (code, language, example, minor) in [
            ("EUR", De, "119,00", 11_900),
            ("EUR", En, "119.00", 11_900),
            ("EUR", Fr, "119,00", 11_900),
            ("PLN", Pl, "119,00", 11_900),
            ("JPY", De, "119", 119),
            ("KWD", De, "119,000", 119_000),
            ("KWD", En, "119.000", 119_000),
        ] {
            assert_eq!(example_amount(code.parse().unwrap(), language), example);
            assert_eq!(read(example, code, language), Ok(minor), "{example} {code}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_panics(typed in "[0-9., '\u{a0}€–kr-]{0,30}") {
            for language in Language::ALL {
                let _ = read(&typed, "EUR", language);
            }
        }
    }
}
