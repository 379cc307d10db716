//! Text from outside: trimmed, bounded, without control characters, without card numbers.

use super::card_number::contains_card_number;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_bounded() {
        assert_eq!(line("d", "  Rohr  ", 10), Ok(Some("Rohr".into())));
        assert_eq!(line("d", "   ", 10), Ok(None));
        assert_eq!(line("d", "ä".repeat(11).as_str(), 10).unwrap_err().code, "too_long");
        assert_eq!(line("d", "a\nb", 10).unwrap_err().code, "invalid");
        assert_eq!(line("d", "4242 4242 4242 4242 12/27", 140).unwrap_err().code, "card_number");
    }
}
