//! Numbers as networks write them.

use crate::domain::phone::{Numbering, from_network};

/// A number of E.164 where it is one beyond doubt: networks often leave the plus out, write two zeros, or a link. What only the merchant's
/// country can complete, and short codes and names, stay as they are.
pub fn e164(given: &str, numbering: Numbering) -> String {
    from_network(given, numbering, &[]).unwrap_or_else(|| given.trim().to_owned())
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
            ("tel:+4915112345678", "+4915112345678"),
            ("%2B4915112345678", "+4915112345678"),
            (" 14155550100 ", "+14155550100"),
            ("32665", "32665"),
            ("Nord", "Nord"),
            ("015112345678", "015112345678"),
            ("15112345678", "15112345678"),
            ("1234567890123456", "1234567890123456"),
        ] {
            assert_eq!(e164(given, Numbering::Unknown), number, "{given}");
        }
    }
}
