//! Parts of an SMS: how many a text needs, and why.
//!
//! A text of the GSM 7-bit alphabet (3GPP TS 23.038) has 160 septets, or 153 a part when it is divided; one other character makes
//! the whole text UCS-2: 70 code units, or 67 a part. Neither an escaped character nor a surrogate pair is divided.

use super::sms::alphabet::septets;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// How a text travels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// The default alphabet of GSM.
    Gsm7,
    /// Sixteen bits a unit.
    Ucs2,
}

/// What a text costs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Segments {
    /// How it travels.
    pub encoding: Encoding,
    /// Messages that are sent and paid for; none for an empty text.
    pub parts: usize,
    /// Septets or 16-bit units of the whole text.
    pub units: usize,
    /// Units that still fit before another part begins.
    pub left_in_last_part: usize,
    /// The characters that make it UCS-2, with their places counted in characters from 0.
    pub dearer: Vec<(char, usize)>,
}

impl Encoding {
    /// Of the cheapest kind that can carry the text.
    pub fn of(text: &str) -> Self {
        if text.chars().all(|c| septets(c).is_some()) { Self::Gsm7 } else { Self::Ucs2 }
    }

    /// What one message carries: alone, and as a part of several.
    fn sizes(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    /// What a character takes.
    fn units(self, c: char) -> usize {
        match self {
            Self::Gsm7 => septets(c).unwrap_or(1),
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// What a text costs as it stands; [`normalise`] first to save what can be saved.
pub fn measure(text: &str) -> Segments {
    let encoding = Encoding::of(text);
    let weigh = |text: &str| text.chars().map(|c| encoding.units(c)).sum::<usize>();
    let pieces = split(text);
    let (single, several) = encoding.sizes();
    let size = if pieces.len() > 1 { several } else { single };
    Segments {
        encoding,
        parts: pieces.len(),
        units: weigh(text),
        left_in_last_part: size - pieces.last().map_or(0, |piece| weigh(piece)),
        dearer: text.chars().enumerate().filter(|(_, c)| septets(*c).is_none()).map(|(at, c)| (c, at)).collect(),
    }
}

/// The characters that count for two, each once: those of the alphabet's extension.
pub fn extended(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars().filter(|c| septets(*c) == Some(2)) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// The text as it is divided for sending.
pub fn split(text: &str) -> Vec<&str> {
    let encoding = Encoding::of(text);
    let (single, several) = encoding.sizes();
    if text.is_empty() {
        return Vec::new();
    }
    if text.chars().map(|c| encoding.units(c)).sum::<usize>() <= single {
        return vec![text];
    }
    let (mut pieces, mut start, mut filled) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        let units = encoding.units(c);
        if filled + units > several {
            pieces.push(&text[start..at]);
            (start, filled) = (at, 0);
        }
        filled += units;
    }
    pieces.push(&text[start..]);
    pieces
}

/// Typographic signs become their plain kin, so that a quotation mark does not double the price. Letters stay what they are: a name
/// is never rewritten silently. Letters and accents that came apart are put together (NFC), as a keyboard would have typed them.
pub fn normalise(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // Invisible: where a word may break, or that it may not.
    let visible = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'));
    let mut characters = visible.nfc().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | '`' => plain.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => plain.push('"'),
            '\u{2010}'..='\u{2015}' | '−' | '⁃' | '•' | '‣' => plain.push('-'),
            '…' => plain.push_str("..."),
            '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                plain.push(' ')
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_alphabet_is_that_of_the_standard() {
        for c in "àèéìòùäöüßñÄÖÜÑÉÇÆøåΩ@£$¥§¤".chars() {
            assert_eq!(septets(c), Some(1), "{c}");
        }
        for c in "çêëïôûœáíóúÁÍÓÚąćęłńśźż°×`’–\t".chars() {
            assert_eq!(septets(c), None, "{c}");
        }
    }

    #[test]
    fn lengths_are_counted_as_carriers_count() {
        for (text, encoding, parts, units, left) in [
            (String::new(), Encoding::Gsm7, 0, 0, 160),
            ("a".repeat(160), Encoding::Gsm7, 1, 160, 0),
            ("a".repeat(161), Encoding::Gsm7, 2, 161, 145),
            ("a".repeat(306), Encoding::Gsm7, 2, 306, 0),
            ("a".repeat(307), Encoding::Gsm7, 3, 307, 152),
            ("€".repeat(80), Encoding::Gsm7, 1, 160, 0),
            // 153 is odd: the seventy-seventh euro begins the second part, and one septet stays empty.
            ("€".repeat(81), Encoding::Gsm7, 2, 162, 143),
            ("ł".repeat(70), Encoding::Ucs2, 1, 70, 0),
            ("ł".repeat(71), Encoding::Ucs2, 2, 71, 63),
            ("🙂".repeat(35), Encoding::Ucs2, 1, 70, 0),
            ("🙂".repeat(36), Encoding::Ucs2, 2, 72, 61),
        ] {
            let segments = measure(&text);
            assert_eq!(
                (segments.encoding, segments.parts, segments.units, segments.left_in_last_part),
                (encoding, parts, units, left),
                "{text}"
            );
        }
    }

    #[test]
    fn what_makes_it_dearer_is_named_with_its_place() {
        assert_eq!(measure("Zahlen Sie bitte für François – danke").dearer, [('ç', 25), ('–', 30)]);
        assert_eq!(measure("Grüße aus Köln, 119,00 € [bald]").dearer, []);
    }

    #[test]
    fn typographic_signs_become_plain_ones() {
        for (written, plain) in [
            ("„Rohr“ – 119,00\u{a0}€…", "\"Rohr\" - 119,00 €..."),
            ("l’été «là»", "l'été \"là\""),
            ("1\u{202f}234,56 €\r\nDanke", "1 234,56 €\nDanke"),
            ("Donau\u{ad}dampf\u{200b}schiff", "Donaudampfschiff"),
            ("Mu\u{308}ller", "Müller"),
            ("Łódź, François, Œuvre, 5 m², 20 °C, 🙂", "Łódź, François, Œuvre, 5 m², 20 °C, 🙂"),
        ] {
            assert_eq!(normalise(written), plain);
        }
    }

    /// Signs of every kind that matters here, so that chance meets the edges.
    fn any_text() -> impl Strategy<Value = String> {
        let signs = prop_oneof![
            4 => "[a-zA-Z0-9 .,:]{1,30}",
            2 => "[€{}\\[\\]~|^\\\\]{1,20}",
            1 => "[äöüßàéÇçêłą„“’…–\u{a0}\u{202f}]{1,10}",
            1 => "[🙂🎉👍]{1,10}",
            1 => "\\PC{0,10}",
        ];
        prop::collection::vec(signs, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn parts_are_the_text_and_each_fits(text in any_text()) {
            let (segments, pieces) = (measure(&text), split(&text));
            let (single, several) = segments.encoding.sizes();
            let size = if pieces.len() > 1 { several } else { single };
            prop_assert_eq!(&pieces.concat(), &text);
            prop_assert_eq!(segments.parts, pieces.len());
            let weights: Vec<usize> =
                pieces.iter().map(|piece| piece.chars().map(|c| segments.encoding.units(c)).sum()).collect();
            prop_assert_eq!(weights.iter().sum::<usize>(), segments.units);
            for (at, weight) in weights.iter().enumerate() {
                // A part that is not the last wastes at most the one unit that a divided character would have needed.
                prop_assert!(*weight <= size && *weight > 0);
                prop_assert!(at + 1 == weights.len() || *weight + 1 >= size);
            }
            prop_assert_eq!(segments.left_in_last_part, size - weights.last().copied().unwrap_or(0));
        }

        #[test]
        fn a_text_is_ucs2_for_a_reason_only(text in any_text()) {
            let segments = measure(&text);
            prop_assert_eq!(segments.encoding == Encoding::Ucs2, !segments.dearer.is_empty());
            for (c, at) in segments.dearer {
                prop_assert_eq!(text.chars().nth(at), Some(c));
            }
        }

        #[test]
        fn normalising_loses_no_letter_and_leaves_cheap_texts_alone(text in any_text()) {
            let plain = normalise(&text);
            let letters = |text: &str| text.nfc().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&plain), letters(&text));
            prop_assert_eq!(normalise(&plain), plain.clone());
            if Encoding::of(&text) == Encoding::Gsm7 {
                prop_assert_eq!(plain.replace('\n', ""), text.replace(['\r', '\n'], ""));
            }
        }
    }
}
