//! Numbers as networks write them.

/// An international number with its plus sign, where it is one: networks often leave the sign out or write two zeros. Short codes and
/// names stay as they are.
pub fn e164(given: &str) -> String {
    let given = given.trim();
    let digits = given.strip_prefix('+').or_else(|| given.strip_prefix("00")).unwrap_or(given);
    let is_number = (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if is_number { format!("+{digits}") } else { given.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_get_their_plus_sign_and_names_do_not() {
        for (given, number) in [
            ("4915112345678", "+4915112345678"),
            ("+4915112345678", "+4915112345678"),
            ("004915112345678", "+4915112345678"),
            (" 14155550100 ", "+14155550100"),
            ("32665", "32665"),
            ("Nord", "Nord"),
            ("015112345678", "015112345678"),
            ("1234567890123456", "1234567890123456"),
        ] {
            assert_eq!(e164(given), number, "{given}");
        }
    }
}
