//! Phone numbers: one form for each, from wherever it comes. Kept in E.164, completed by the country in which they were written, judged by
//! the numbering plans of the world, shown alike everywhere.

mod network;
mod plan;
mod twins;
mod typed;
mod written;

pub use network::{Numbering, from_network};

use super::field::FieldError;
use super::text::any_line;
use plan::Line;
use typed::Wrong;
use written::Written;

/// Checks a phone number and brings it into the form of E.164. Without "+" or "00" it is one of that country.
pub fn read(field: &str, text: &str, country: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = any_line(field, text, 60)? else { return Ok(None) };
    let read = Written::read(&text).ok_or(Wrong::NoNumber).and_then(|written| typed::read(&written, country));
    read.map(Some).map_err(|wrong| fault(field, wrong))
}

fn fault(field: &str, wrong: Wrong) -> FieldError {
    let (code, detail) = match wrong {
        Wrong::NoNumber | Wrong::NoCountry => {
            ("invalid", "Write the number with its country code, like +49 151 12345678.")
        }
        Wrong::UnknownCountry => {
            ("unknown_country", "No country has this code. Write the number like +49 151 12345678.")
        }
        Wrong::TooShort => ("too_short", "The number is too short: digits are missing."),
        Wrong::TooLong => ("too_long", "The number is too long: it has more digits than numbers there have."),
        Wrong::TrunkZero => {
            ("trunk_zero", "Leave out the zero behind the country code: it is not dialled from abroad.")
        }
        Wrong::Unclear => (
            "ambiguous",
            "The number can be read in two ways. Write it with a plus and its country code, like +49 151 12345678.",
        ),
    };
    FieldError::new(field, code, detail)
}

/// A number of E.164 in the one form in which phones are compared: two ways to write one phone are one. What is none stays as it is.
pub fn key(number: &str) -> String {
    let number = number.trim();
    let Some(seen) = seen(number) else { return number.to_owned() };
    match twins::forms(seen.code, &seen.national) {
        Some([counts, _]) => format!("+{}{counts}", seen.code),
        None => seen.e164(),
    }
}

/// All forms in which a phone's number may stand somewhere; the one that counts first.
pub fn forms(number: &str) -> [String; 2] {
    let key = key(number);
    let other = seen(&key)
        .and_then(|seen| Some(format!("+{}{}", seen.code, twins::forms(seen.code, &seen.national)?[1])))
        .unwrap_or_else(|| key.clone());
    [key, other]
}

/// A number of E.164 that can be one, as it is kept. What is written otherwise is for [`read`].
pub fn plain(number: &str) -> Option<String> {
    seen(number).filter(|seen| seen.is_valid() || !seen.national.starts_with('0')).map(|seen| seen.e164())
}

/// The country that a number of E.164 is of (ISO 3166-1 alpha-2).
pub fn country(number: &str) -> Option<String> {
    seen(number).and_then(|seen| plan::country(&seen))
}

/// Whether a number is of a fixed line for certain: an SMS to it is lost.
pub fn is_fixed_line(number: &str) -> bool {
    seen(number).is_some_and(|seen| seen.line == Line::Fixed && !twins::hides_its_kind(seen.code))
}

/// A number that was kept before it was judged as today: the same phone's number as it would be kept now, where there is no doubt.
pub fn mended(number: &str) -> Option<String> {
    let written = Written::read(number).filter(|written| written.international)?;
    if let Ok(right) = typed::read(&written, "") {
        return Some(right);
    }
    // A country code before a country code: the number had lost its plus.
    let seen = plan::international(&written.digits).ok()?;
    let again = plan::international(&seen.national).ok().filter(|again| again.code == seen.code && again.is_valid())?;
    Some(again.e164())
}

fn seen(number: &str) -> Option<plan::Seen> {
    let digits = number.strip_prefix('+').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    plan::international(digits).ok().filter(plan::Seen::is_possible)
}

/// "+49 151 12345678": country code, three digits, the rest. More would be guessing.
pub fn spaced(number: &str) -> String {
    let (code, rest) = split(number);
    match rest.get(..3) {
        Some(head) if rest.len() > 3 => format!("{code} {head} {}", &rest[3..]),
        Some(_) | None => format!("{code} {rest}").trim_end().to_owned(),
    }
}

/// "+49 151 •••• 678", for lists that others may look at.
pub fn masked(number: &str) -> String {
    let (code, rest) = split(number);
    match (rest.get(..3), rest.get(rest.len().saturating_sub(3)..)) {
        (Some(head), Some(tail)) if rest.len() >= 8 => format!("{code} {head} •••• {tail}"),
        _ => format!("{code} ••••"),
    }
}

/// Country code with its plus, and the rest. Codes have one digit for 1 and 7, two in these ranges, else three (ITU-T E.164). What is not
/// of E.164 stays in one.
fn split(number: &str) -> (&str, &str) {
    let Some(digits) = number.strip_prefix('+').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())) else {
        return (number, "");
    };
    let two = digits.get(..2).and_then(|code| code.parse::<u32>().ok()).unwrap_or(0);
    let length = match two {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => 2,
        _ => 3,
    };
    number.split_at((1 + length).min(number.len()))
}

#[cfg(test)]
mod tests;
