//! Phone numbers: kept in the form of E.164, completed by the country in which they were written, shown alike everywhere.

use super::field::FieldError;
use super::text::any_line;

/// Countries of Europe: ISO 3166-1 alpha-2, calling code, and what stands before a national number within the country (ITU-T E.164,
/// national numbering plans). Elsewhere the country code has to be written.
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "376", ""),
    ("AL", "355", "0"),
    ("AT", "43", "0"),
    ("BA", "387", "0"),
    ("BE", "32", "0"),
    ("BG", "359", "0"),
    ("CH", "41", "0"),
    ("CY", "357", ""),
    ("CZ", "420", ""),
    ("DE", "49", "0"),
    ("DK", "45", ""),
    ("EE", "372", ""),
    ("ES", "34", ""),
    ("FI", "358", "0"),
    ("FR", "33", "0"),
    ("GB", "44", "0"),
    ("GR", "30", ""),
    ("HR", "385", "0"),
    ("HU", "36", "06"),
    ("IE", "353", "0"),
    ("IS", "354", ""),
    ("IT", "39", ""),
    ("LI", "423", ""),
    ("LT", "370", "0"),
    ("LU", "352", ""),
    ("LV", "371", ""),
    ("MC", "377", ""),
    ("MD", "373", "0"),
    ("ME", "382", "0"),
    ("MK", "389", "0"),
    ("MT", "356", ""),
    ("NL", "31", "0"),
    ("NO", "47", ""),
    ("PL", "48", ""),
    ("PT", "351", ""),
    ("RO", "40", "0"),
    ("RS", "381", "0"),
    ("SE", "46", "0"),
    ("SI", "386", "0"),
    ("SK", "421", "0"),
    ("SM", "378", ""),
    ("UA", "380", "0"),
    ("XK", "383", "0"),
];

/// Checks a phone number and brings it into the form of E.164. Without "+" or "00" it is one of that country.
pub fn read(field: &str, text: &str, country: &str) -> Result<Option<String>, FieldError> {
    let invalid =
        || FieldError::new(field, "invalid", "Write the number with its country code, like +49 151 12345678.");
    let Some(text) = any_line(field, text, 40)? else { return Ok(None) };
    // "+49 (0) 151 …": the zero in brackets is for those who dial within the country.
    let text = if text.starts_with('+') || text.starts_with("00") { text.replace("(0)", "") } else { text };
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '/' | '(' | ')' | '.' | '\u{2010}'..='\u{2015}'))
        .collect();
    let international = match (plain.strip_prefix('+'), plain.strip_prefix("00")) {
        (Some(digits), _) | (None, Some(digits)) => Some(digits.to_owned()),
        (None, None) => complete(&plain, country),
    };
    let digits = international.ok_or_else(invalid)?;
    let fits =
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if fits { Ok(Some(format!("+{digits}"))) } else { Err(invalid()) }
}

/// A national number with its country's calling code.
fn complete(plain: &str, country: &str) -> Option<String> {
    let (_, code, trunk) = COUNTRIES.iter().find(|(known, _, _)| *known == country)?;
    let national = plain.strip_prefix(trunk)?;
    // Italian numbers are dialled with their zero from abroad, too.
    let keeps_zero = matches!(country, "IT" | "SM");
    // Longer, it may have lost its plus.
    let fits = (5..=11).contains(&national.len()) && (keeps_zero || !national.starts_with('0'));
    fits.then(|| format!("{code}{national}"))
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
mod tests {
    use super::*;

    #[test]
    fn numbers_are_brought_into_the_form_of_e_164() {
        for (written, country, kept) in [
            ("+49 (151) 1234-5678", "DE", "+4915112345678"),
            ("+49 (0) 151 12345678", "DE", "+4915112345678"),
            ("0049 461 1234567", "FR", "+494611234567"),
            ("+49 151 12345678", "US", "+4915112345678"),
            ("0151 12345678", "DE", "+4915112345678"),
            ("(0461) 12 34 567", "DE", "+494611234567"),
            ("0461/1234567", "DE", "+494611234567"),
            ("0664 1234567", "AT", "+436641234567"),
            ("079 123 45 67", "CH", "+41791234567"),
            ("06 12 34 56 78", "FR", "+33612345678"),
            ("07700 900123", "GB", "+447700900123"),
            ("06 30 123 4567", "HU", "+36301234567"),
            ("612 345 678", "ES", "+34612345678"),
            ("20 12 34 56", "DK", "+4520123456"),
            ("06 6982 1234", "IT", "+390669821234"),
            ("333 123 4567", "IT", "+393331234567"),
        ] {
            assert_eq!(read("p", written, country).unwrap().as_deref(), Some(kept), "{written} in {country}");
        }
        assert_eq!(read("p", "  ", "DE"), Ok(None));
    }

    #[test]
    fn what_cannot_be_completed_is_refused() {
        for (written, country) in [
            ("0151 12345678", "US"),
            ("0151 12345678", ""),
            ("151 12345678", "DE"),
            ("4915112345678", "DE"),
            ("4915112345678", "ES"),
            ("0612 345 678", "ES"),
            ("0151", "DE"),
            ("+0 12345678", "DE"),
            ("+49", "DE"),
            ("+49abc", "DE"),
            ("0151 KLEMPNER", "DE"),
            ("+49 151 12345678 12345", "DE"),
        ] {
            assert!(read("p", written, country).is_err(), "{written} in {country}");
        }
    }

    #[test]
    fn numbers_are_grouped_behind_their_country_code() {
        for (number, shown) in [
            ("+4915112345678", "+49 151 12345678"),
            ("+494611234567", "+49 461 1234567"),
            ("+12125550123", "+1 212 5550123"),
            ("+353861234567", "+353 861 234567"),
            ("+49", "+49"),
            ("0461 123", "0461 123"),
            ("<b>", "<b>"),
        ] {
            assert_eq!(spaced(number), shown);
        }
    }

    #[test]
    fn lists_hide_the_middle() {
        assert_eq!(masked("+4915112345678"), "+49 151 •••• 678");
        assert_eq!(masked("+4946112"), "+49 ••••");
    }

    #[test]
    fn every_country_has_a_code_of_its_own() {
        for (at, (country, code, _)) in COUNTRIES.iter().enumerate() {
            assert!(COUNTRIES[at + 1..].iter().all(|(other, same, _)| other > country && same != code), "{country}");
        }
    }
}
