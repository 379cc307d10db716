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
    // Phones and programs put marks of direction round what is copied from them; nobody has written them.
    let text: String = text.chars().filter(|c| !is_embedding(*c)).collect();
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Ok(None);
    }
    if text.chars().count() > max {
        return Err(FieldError::new(field, "too_long", format!("Use at most {max} characters.")));
    }
    if text.chars().any(char::is_control) {
        return Err(FieldError::new(field, "invalid", "Remove line breaks and control characters."));
    }
    Ok(Some(text.to_owned()))
}

/// What can be seen of a text that has nothing invisible by nature, like a number or an address.
pub fn without_invisible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Begins or ends a stretch of another direction, or turns letters round.
fn is_embedding(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Of no width, and of no use at the ends of a text. The selectors behind an emoji are not among them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Shows nothing by itself: Unicode's ignorable characters, and the letters that stand for an empty place.
fn is_invisible(c: char) -> bool {
    is_embedding(c)
        || is_mark(c)
        || matches!(
            c,
            '\u{34F}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{206A}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
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

    #[test]
    fn what_nobody_sees_is_nothing() {
        for nothing in [
            "\u{200b}",
            " \u{2060}\u{feff} ",
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{202a}\u{202c}",
            "\u{200d}\u{fe0f}",
            "\u{ad}",
        ] {
            assert_eq!(line("d", nothing, 10), Ok(None), "{}", nothing.escape_unicode());
        }
    }

    #[test]
    fn marks_round_a_text_go_and_those_that_make_one_stay() {
        assert_eq!(
            line("d", "\u{2068}Erika\u{2069} \u{202a}Muster\u{202c}\u{200e}", 20),
            Ok(Some("Erika Muster".into()))
        );
        for kept in ["می\u{200c}خواهم", "❤\u{fe0f}", "👩\u{200d}🔧 Nord"] {
            assert_eq!(line("d", kept, 20), Ok(Some(kept.into())));
        }
        assert_eq!(without_invisible("\u{202a}+49\u{2060}151\u{202c}"), "+49151");
    }
}
