//! Card numbers (PAN) in texts. PCI DSS wants none of them in our reach, however they are written; what only looks a little like one
//! (IBANs, phone numbers, references, timestamps) must get through.

/// So many characters may stand between two groups of digits: "4242 - 4242".
const WIDEST_GAP: usize = 3;
const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// E.164 allows no more digits.
const LONGEST_PHONE: usize = 15;

/// Whether a text holds what looks like a card number: 13 to 19 digits that begin where a group of digits begins and end where one ends,
/// with a brand's first digits and a right check digit (ISO/IEC 7812-1). What stands before or behind (a count, a month, a check code)
/// hides nothing.
pub fn contains_card_number(text: &str) -> bool {
    let mut characters: Vec<char> = text.chars().filter(|c| !is_invisible(*c)).collect();
    hide_references(&mut characters);
    chains(&characters).iter().any(Chain::holds_card_number)
}

/// Groups of digits with nothing but separators between them.
#[derive(Default)]
struct Chain {
    after_plus: bool,
    groups: Vec<String>,
}

impl Chain {
    fn holds_card_number(&self) -> bool {
        // One in ten German phone numbers would pass for an old Visa number.
        let length: usize = self.groups.iter().map(String::len).sum();
        if self.after_plus && length <= LONGEST_PHONE {
            return false;
        }
        (0..self.groups.len()).any(|start| self.begins_card_number(start))
    }

    fn begins_card_number(&self, start: usize) -> bool {
        let mut digits = String::new();
        for (end, group) in self.groups.iter().enumerate().skip(start) {
            digits.push_str(group);
            if digits.len() > LONGEST {
                return false;
            }
            let phone = self.after_plus && start == 0 && digits.len() <= LONGEST_PHONE;
            if digits.len() >= SHORTEST
                && !phone
                && is_grouping(&self.groups[start..=end])
                && is_card_number(&digits)
                && !is_article_number(&digits)
            {
                return true;
            }
        }
        false
    }
}

/// Whether cards are grouped like that: 4-4-4-4, 4-6-5, all in one; or every group as long as the others. Days, times and amounts in a
/// row are not.
fn is_grouping(groups: &[String]) -> bool {
    let Some((first, others)) = groups.split_first() else { return false };
    let inner = others.split_last().map_or(others, |(_, inner)| inner);
    let even = others.iter().all(|group| group.len() == first.len());
    even || (first.len() >= 4 && inner.iter().all(|group| group.len() >= 3))
}

fn chains(characters: &[char]) -> Vec<Chain> {
    let mut chains = Vec::new();
    let mut chain = Chain::default();
    let mut group = String::new();
    let mut gap = 0;
    let mut before = None;
    for &c in characters {
        if let Some(digit) = digit(c) {
            if group.is_empty() && chain.groups.is_empty() {
                chain.after_plus = matches!(before, Some('+' | '\u{ff0b}'));
            }
            group.push(digit);
            gap = 0;
        } else {
            if !group.is_empty() {
                chain.groups.push(std::mem::take(&mut group));
            }
            gap += 1;
            if !is_separator(c) || gap > WIDEST_GAP {
                chains.push(std::mem::take(&mut chain));
            }
        }
        before = Some(c);
    }
    if !group.is_empty() {
        chain.groups.push(group);
    }
    chains.push(chain);
    chains
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '/' | '_' | '·' | '•' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
        )
}

/// Takes no room between two digits.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The zeros of the decimal digits of Unicode (general category Nd); nine more follow each.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0,
    0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60,
    0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];

/// A digit of any script as one of ours.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    char::from_digit(code - zero, 10)
}

/// Overwrites IBANs (ISO 13616) and creditor references (ISO 11649): their own check digits tell what they are.
fn hide_references(characters: &mut [char]) {
    let mut at = 0;
    while at < characters.len() {
        let begins = at == 0 || !characters[at - 1].is_alphanumeric();
        match reference_end(&characters[at..]).filter(|_| begins) {
            Some(length) => {
                characters[at..at + length].fill('*');
                at += length;
            }
            None => at += 1,
        }
    }
}

/// How long the IBAN or creditor reference is that the text begins with, if it does.
fn reference_end(characters: &[char]) -> Option<usize> {
    let mut plain = String::new();
    let mut found = None;
    for (at, c) in characters.iter().enumerate() {
        let blank = matches!(c, ' ' | '\u{a0}' | '\u{202f}') && characters.get(at + 1).is_none_or(|c| *c != ' ');
        let fits = match plain.len() {
            0 | 1 => c.is_ascii_alphabetic(),
            2 | 3 => c.is_ascii_digit(),
            4..=33 => c.is_ascii_alphanumeric(),
            _ => false,
        };
        if fits {
            plain.push(c.to_ascii_uppercase());
        } else if !blank || plain.len() < 4 {
            break;
        }
        let ends = characters.get(at + 1).is_none_or(|next| !next.is_alphanumeric());
        let shortest = if plain.starts_with("RF") { 5 } else { SHORTEST + 2 };
        if fits && ends && plain.len() >= shortest && mod_97(&plain) == 1 {
            found = Some(at + 1);
        }
    }
    found
}

/// ISO 7064 MOD 97-10 over the text with its first four characters behind the rest.
fn mod_97(plain: &str) -> u32 {
    let (head, rest) = plain.split_at(4.min(plain.len()));
    rest.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
        let shifted = if value < 10 { sum * 10 } else { sum * 100 };
        (shifted + value) % 97
    })
}

fn is_card_number(digits: &str) -> bool {
    let first = |n: usize| digits.get(..n).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    // Maestro and girocard are as long as their banks like.
    let debit = matches!(first(4), 5018 | 5020 | 5038 | 5893 | 6304 | 6390) || first(2) == 67;
    let brand = debit
        || match digits.len() {
            13 => first(1) == 4,
            14 => matches!(first(3), 300..=305) || matches!(first(2), 36 | 38 | 39),
            15 => matches!(first(2), 34 | 37),
            16 | 19 if first(1) == 4 => true,
            16..=19 => {
                matches!(first(2), 51..=55 | 62 | 65)
                    || matches!(first(4), 2200..=2204 | 2221..=2720 | 3528..=3589 | 6011)
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

/// A German article number (EAN-13, 400 to 440): Visa cards of 13 digits are long gone, and these are on every invoice.
fn is_article_number(digits: &str) -> bool {
    let sum: u32 = digits.bytes().enumerate().map(|(at, digit)| u32::from(digit - b'0') * [1, 3][at % 2]).sum();
    let german = digits.get(..3).is_some_and(|country| ("400"..="440").contains(&country));
    digits.len() == 13 && german && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_seen_however_they_are_written() {
        for text in [
            "4242424242424242",
            "Karte 4242 4242 4242 4242 bitte",
            "x378282246310005y",
            "5555-5555-5555-4444",
            "4242 4242 4242 4242 12/27",
            "4242 4242 4242 4242 12/27 123",
            "Karte 4242 4242 4242 4242 123",
            "4242424242424242 1227",
            "378282246310005 1234",
            "3782 822463 10005",
            "1 4242 4242 4242 4242",
            "2x 4242 4242 4242 4242",
            "4242  4242  4242  4242",
            "4242\t4242\t4242\t4242",
            "4242 - 4242 - 4242 - 4242",
            "4242.4242.4242.4242",
            "4242/4242/4242/4242",
            "4242–4242–4242–4242",
            "4242\u{a0}4242\u{a0}4242\u{a0}4242",
            "4242\u{202f}4242\u{2009}4242\u{a0}4242",
            "42\u{200b}42 4242 4242 42\u{ad}42",
            "42 42 42 42 42 42 42 42",
            "4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2",
            "４２４２４２４２４２４２４２４２",
            "٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢",
            "𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐",
            "6759649826438453",
            "4222222222222",
            "6304 9000 1774 0292 441",
            "4242424242424242428",
            "30569309025904",
            "2223 0031 2200 3222",
            "+1 4242 4242 4242 4242",
            "+4242 4242 4242 4242",
            "Tel. +49 151 12345678 / 4242 4242 4242 4242",
            "IBAN DE89 3704 0044 0532 0130 00, Karte 4242 4242 4242 4242",
            "DE89 4242 4242 4242 4242",
        ] {
            assert!(contains_card_number(text), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_passes() {
        for text in [
            "LI-748925",
            "RE-2026-0815",
            "2026-0815-4711-0001",
            "20261121-0001-000042",
            "Rechnung 4711 vom 21.11.2026",
            "Rechnungen 4711, 4712, 4713, 4714",
            "Leistung 30.10.2026 - 30.11.2026",
            "5.11.2026 - 6.11.2026",
            "6.11.2026–6.12.2026",
            "1.234.567,89",
            "2026-11-21T12:00:00.250Z",
            "2026-11-21 12:00:00.250",
            "1795262400000",
            "1795262400000000",
            "20261121120000",
            "550e8400-e29b-41d4-a716-446655440000",
            "+49 461 1234567",
            // Its digits alone have a brand and a right check digit.
            "+49 151 12345678",
            "Tel. +4915112345678",
            "0049 151 12345678",
            "0151 12345678 / 0461 1234567",
            "+49 151 12345678 / +49 461 1234567",
            "+49 151 12345678 / 0461 1234567",
            "4242424242424243",
            "1234567812345670",
            "RF18 5390 0754 7034",
            "RF18539007547034",
            "RF46 4242 4242 4242 4242",
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "iban de89 3704 0044 0532 0130 00 bic cobadeff370",
            "AT61 1904 3002 3457 3201",
            "CH93 0076 2011 6238 5295 7",
            "NL91 ABNA 0417 1643 00",
            "GB29 NWBK 6016 1331 9268 19",
            "FR14 2004 1010 0505 0001 3M02 606",
            // A Swiss QR reference, a parcel, an article.
            "21 00000 00003 13947 14300 09017",
            "00340434161094042557",
            "4006381333931",
            "Steuernummer 13/181/508155, USt-IdNr. DE136695976",
            "DE98ZZZ09999999999",
        ] {
            assert!(!contains_card_number(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_iban_is_taken_for_a_card(bank in 10_000_000_u64..100_000_000, account in 0_u64..10_000_000_000) {
            let own = format!("{bank:08}{account:010}");
            let check = 98 - mod_97(&format!("DE00{own}"));
            let iban = format!("DE{check:02}{own}");
            let parts: Vec<&str> = (0..iban.len()).step_by(4).map(|at| &iban[at..iban.len().min(at + 4)]).collect();
            proptest::prop_assert!(!contains_card_number(&iban));
            let grouped = format!("IBAN: {}", parts.join(" "));
            proptest::prop_assert!(!contains_card_number(&grouped), "{}", grouped);
        }

        #[test]
        fn no_phone_number_is_taken_for_a_card(number in "\\+[1-9][0-9]{1,2} [0-9]{3,4}[ /-]?[0-9]{4,8}") {
            proptest::prop_assert!(!contains_card_number(&number));
        }

        #[test]
        fn every_card_is_seen_wherever_it_stands(head in "424242[0-9]{9}", before in "[0-9]{0,3}", behind in "[0-9]{0,6}") {
            let digits = ('0'..='9').map(|check| format!("{head}{check}")).find(|digits| luhn(digits)).unwrap();
            let text = format!("{before} {digits} {behind}");
            proptest::prop_assert!(contains_card_number(&text), "{}", text);
            let spread = format!("{before} {} {} {} {} {behind}", &digits[..4], &digits[4..8], &digits[8..12], &digits[12..]);
            proptest::prop_assert!(contains_card_number(&spread), "{}", spread);
        }
    }
}
