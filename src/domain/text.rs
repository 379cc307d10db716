//! Text from outside: trimmed, bounded, without control characters, without card numbers.

use super::field::FieldError;

/// Checks a line of text: at most `max` characters, no control characters, no card number. Trims it; blank counts as absent.
pub fn line(field: &str, text: &str, max: usize) -> Result<Option<String>, FieldError> {
    let line = any_line(field, text, max)?;
    if line.as_deref().is_some_and(contains_card_number) {
        return Err(FieldError::new(
            field,
            "card_number",
            "This looks like a card number. Card numbers must never be sent here.",
        ));
    }
    Ok(line)
}

/// The same for what is all digits by nature, like phone numbers: one in ten of them has the check digit of a card.
pub fn any_line(field: &str, text: &str, max: usize) -> Result<Option<String>, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > max {
        return Err(FieldError::new(field, "too_long", format!("Use at most {max} characters.")));
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
        return Err(FieldError::new(field, "invalid", "Remove line breaks and control characters."));
    }
    Ok(Some(text.to_owned()))
}

/// Whether a text holds what looks like a card number (PAN): 13 to 19 digits, perhaps grouped by single spaces or hyphens, with a
/// brand's first digits and a right check digit (ISO/IEC 7812-1). PCI DSS wants none of them in our reach. What follows a plus sign
/// and has at most 15 digits is a phone number (E.164): one in ten German ones would pass for an old Visa number.
pub fn contains_card_number(text: &str) -> bool {
    let mut run = String::new();
    let mut gap = false;
    let mut after_plus = false;
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_digit() {
            run.push(c);
            gap = false;
        } else if matches!(c, ' ' | '-' | '\u{a0}') && !run.is_empty() && !gap {
            gap = true;
        } else {
            if is_card_number(&run) && !(after_plus && run.len() <= 15) {
                return true;
            }
            run.clear();
            gap = false;
            after_plus = c == '+';
        }
    }
    false
}

fn is_card_number(digits: &str) -> bool {
    let first = |n: usize| digits.get(..n).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    let brand = match digits.len() {
        16 | 19 if digits.starts_with('4') => true,
        15 => matches!(first(2), 34 | 37),
        14 => matches!(first(3), 300..=305) || matches!(first(2), 36 | 38 | 39),
        16..=19 => {
            matches!(first(2), 51..=55 | 62 | 65)
                || matches!(first(4), 2221..=2720 | 3528..=3589 | 6011)
                || matches!(first(3), 644..=649)
        }
        _ => false,
    };
    brand && luhn(digits)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0') << (at % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_seen_however_they_are_grouped() {
        for text in ["4242424242424242", "Karte 4242 4242 4242 4242 bitte", "x378282246310005y", "5555-5555-5555-4444"]
        {
            assert!(contains_card_number(text), "{text}");
        }
    }

    #[test]
    fn references_and_phones_are_no_card_numbers() {
        for text in [
            "LI-748925",
            "+49 461 1234567",
            // Its digits alone have a brand and a right check digit.
            "+49 151 12345678",
            "Tel. +4915112345678",
            "4242424242424243",
            "RF18 5390 0754 7034",
            "1234567812345670",
        ] {
            assert!(!contains_card_number(text), "{text}");
        }
        assert!(contains_card_number("+4242 4242 4242 4242"), "longer than any phone number");
    }

    #[test]
    fn lines_are_trimmed_and_bounded() {
        assert_eq!(line("d", "  Rohr  ", 10), Ok(Some("Rohr".into())));
        assert_eq!(line("d", "   ", 10), Ok(None));
        assert_eq!(line("d", "ä".repeat(11).as_str(), 10).unwrap_err().code, "too_long");
        assert_eq!(line("d", "a\nb", 10).unwrap_err().code, "invalid");
    }
}
