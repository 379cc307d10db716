//! Phone numbers for the eye. The link to dial them keeps the form of E.164.

/// "+49 151 12345678": country code, three digits, the rest.
pub(super) fn spaced(number: &str) -> String {
    let (code, rest) = split(number);
    match rest.get(..3) {
        Some(head) if rest.len() > 3 => format!("{code} {head} {}", &rest[3..]),
        Some(_) | None => format!("{code} {rest}").trim_end().to_owned(),
    }
}

/// "+49 151 •••• 678", for lists that others may look at.
pub(super) fn masked(number: &str) -> String {
    let (code, rest) = split(number);
    match (rest.get(..3), rest.get(rest.len().saturating_sub(3)..)) {
        (Some(head), Some(tail)) if rest.len() >= 8 => format!("{code} {head} •••• {tail}"),
        _ => format!("{code} ••••"),
    }
}

/// Country code with its plus, and the rest. Codes have one digit for 1 and 7, two in these ranges, else three (ITU-T E.164).
fn split(number: &str) -> (&str, &str) {
    let digits = number.strip_prefix('+').unwrap_or(number);
    let two = digits.get(..2).and_then(|code| code.parse::<u32>().ok()).unwrap_or(0);
    let length = match two {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => 2,
        _ => 3,
    };
    let at = (number.len() - digits.len() + length).min(number.len());
    if number.is_ascii() { number.split_at(at) } else { (number, "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_behind_their_country_code() {
        assert_eq!(spaced("+4915112345678"), "+49 151 12345678");
        assert_eq!(spaced("+12125550123"), "+1 212 5550123");
        assert_eq!(spaced("+35312345678"), "+353 123 45678");
        assert_eq!(spaced("+49"), "+49");
    }

    #[test]
    fn lists_hide_the_middle() {
        assert_eq!(masked("+4915112345678"), "+49 151 •••• 678");
        assert_eq!(masked("+4946112"), "+49 ••••");
    }
}
