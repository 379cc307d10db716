//! What somebody or something wrote for a number, without its clothes: digits, and whether they begin with a country code.

use crate::domain::text::without_invisible;
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

/// Digits as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Behind the plus, or all.
    pub digits: String,
    /// They begin with a country code, by a plus or "00".
    pub international: bool,
    /// The same without a zero that stood in brackets: "+49 (0) 151 …".
    pub without_bracketed_zero: Option<String>,
}

/// What comes before a number in links and address books.
const SCHEMES: [&str; 6] = ["tel:", "callto:", "sms:", "smsto:", "phone:", "//"];
/// The zeros of scripts whose digits phones write.
const ZEROS: [char; 4] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}'];

impl Written {
    /// Nothing for what has other characters than numbers have.
    pub fn read(text: &str) -> Option<Self> {
        let text = bare(text);
        let plain: String = text.chars().filter(|c| !is_separator(*c)).collect();
        let (digits, international) = split(&plain)?;
        let without_bracketed_zero = text
            .contains("(0)")
            .then(|| text.replacen("(0)", "", 1).chars().filter(|c| !is_separator(*c)).collect::<String>())
            .and_then(|plain| Some(split(&plain)?.0));
        Some(Self { digits, international, without_bracketed_zero })
    }
}

/// In plain characters, without a scheme, encoding, parameters, blanks and what cannot be seen.
fn bare(text: &str) -> String {
    let mut text = text.to_owned();
    // Programs encode what was encoded.
    for _ in 0..2 {
        text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    let text: String = without_invisible(&text).nfkc().filter(|c| !c.is_whitespace()).map(ascii_digit).collect();
    let mut text = text.trim_start_matches('\'');
    for scheme in SCHEMES {
        if text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            text = &text[scheme.len()..];
        }
    }
    let text = text.replace('[', "(").replace(']', ")");
    match text.split_once(';') {
        // RFC 3966: the context stands for what the number lacks.
        Some((number, parameters)) => {
            let context = parameters.split(';').find_map(|one| one.strip_prefix("phone-context="));
            let context = context.filter(|context| context.starts_with('+') && !number.starts_with('+'));
            format!("{}{number}", context.unwrap_or_default())
        }
        None => text,
    }
}

fn ascii_digit(c: char) -> char {
    let of = |zero: char| u32::from(c).checked_sub(u32::from(zero)).and_then(|value| char::from_digit(value, 10));
    ZEROS.into_iter().find_map(of).unwrap_or(c)
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '/' | '(' | ')' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' | '•')
}

fn split(plain: &str) -> Option<(String, bool)> {
    let (digits, international) = match (plain.strip_prefix('+'), plain.strip_prefix("00")) {
        (Some(digits), _) => (digits.strip_prefix("00").unwrap_or(digits), true),
        (None, Some(digits)) => (digits, true),
        (None, None) => (plain, false),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (digits.to_owned(), international))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_number_is_taken_off() {
        for (text, digits, international) in [
            ("\u{202a}+49 151 12345678\u{202c}", "4915112345678", true),
            ("\u{2068}+49\u{a0}151\u{2011}12345678\u{2069}", "4915112345678", true),
            ("+49\u{200b}151\u{feff}12345678", "4915112345678", true),
            ("＋４９　１５１　１２３４５６７８", "4915112345678", true),
            ("tel:+49-151-12345678", "4915112345678", true),
            ("TEL:+4915112345678;ext=7", "4915112345678", true),
            ("tel://015112345678", "015112345678", false),
            ("tel:15112345678;phone-context=+49", "4915112345678", true),
            ("sms:+4915112345678", "4915112345678", true),
            ("%2B4915112345678", "4915112345678", true),
            ("%252B49%20151%2012345678", "4915112345678", true),
            ("tel:%2B4915112345678", "4915112345678", true),
            ("0049 151 12345678", "4915112345678", true),
            ("+0049 151 12345678", "4915112345678", true),
            ("(0049) 151.12345678", "4915112345678", true),
            ("'0151/12345678", "015112345678", false),
            ("٠١٥١١٢٣٤٥٦٧٨", "015112345678", false),
        ] {
            let read = Written::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.digits.as_str(), read.international), (digits, international), "{text}");
        }
        for nothing in ["", "+", "00", "0151 KLEMPNER", "+49abc", "++49 151", "49+151", "Nord", "0151#"] {
            assert_eq!(Written::read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_zero_in_brackets_is_told() {
        let without = |text: &str| Written::read(text).unwrap().without_bracketed_zero;
        assert_eq!(without("+49 (0) 151 123").as_deref(), Some("49151123"));
        assert_eq!(without("0049[0]151 123").as_deref(), Some("49151123"));
        assert_eq!(without("+44 (07700) 900123"), None);
    }
}
