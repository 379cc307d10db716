//! The GSM 7-bit default alphabet (3GPP TS 23.038), one septet per byte, and UCS-2: what gateways are handed.

/// By code; the escape itself (0x1B) stands for nothing.
const DEFAULT: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Behind an escape.
const EXTENDED: &[(char, u8)] = &[
    ('\u{c}', 0x0a),
    ('^', 0x14),
    ('{', 0x28),
    ('}', 0x29),
    ('\\', 0x2f),
    ('[', 0x3c),
    ('~', 0x3d),
    (']', 0x3e),
    ('|', 0x40),
    ('€', 0x65),
];
const ESCAPE: u8 = 0x1b;

/// The septets of a text; `None` where a character is not in the alphabet.
pub fn gsm7(text: &str) -> Option<Vec<u8>> {
    let mut septets = Vec::with_capacity(text.len());
    for c in text.chars() {
        septets.extend(gsm7_char(c)?);
    }
    Some(septets)
}

/// One or two septets.
pub fn gsm7_char(c: char) -> Option<Vec<u8>> {
    if let Some((_, code)) = EXTENDED.iter().find(|(known, _)| *known == c) {
        return Some(vec![ESCAPE, *code]);
    }
    let code = DEFAULT.chars().position(|known| known == c && known != '\u{1b}')?;
    u8::try_from(code).ok().map(|code| vec![code])
}

/// How many septets a character takes: one, two behind an escape, none where the alphabet lacks it.
pub fn septets(c: char) -> Option<usize> {
    if EXTENDED.iter().any(|(known, _)| *known == c) {
        Some(2)
    } else {
        (c != '\u{1b}' && DEFAULT.contains(c)).then_some(1)
    }
}

/// The text of septets. What stands for nothing becomes a space, as phones show it.
pub fn from_gsm7(septets: &[u8]) -> String {
    let mut text = String::with_capacity(septets.len());
    let mut escaped = false;
    for septet in septets {
        let extended = EXTENDED.iter().find(|(_, code)| code == septet).map(|(c, _)| *c).filter(|_| escaped);
        let plain = DEFAULT.chars().nth(usize::from(septet & 0x7f)).unwrap_or(' ');
        if !escaped && *septet == ESCAPE {
            escaped = true;
            continue;
        }
        text.push(extended.unwrap_or(plain));
        escaped = false;
    }
    text.replace('\u{1b}', " ")
}

/// UTF-16, high byte first; carriers call it UCS-2 and let surrogates pass.
pub fn ucs2(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// The text of UCS-2 bytes; a half character at the end is dropped.
pub fn from_ucs2(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_its_codes() {
        assert_eq!((DEFAULT.chars().count(), EXTENDED.len()), (128, 10));
        for (c, code) in [
            ('@', 0),
            ('Δ', 0x10),
            ('_', 0x11),
            (' ', 0x20),
            ('¤', 0x24),
            ('A', 0x41),
            ('Ä', 0x5b),
            ('§', 0x5f),
            ('¿', 0x60),
            ('à', 0x7f),
        ] {
            assert_eq!(gsm7_char(c), Some(vec![code]), "{c}");
        }
        assert_eq!(gsm7("€[x]"), Some(vec![0x1b, 0x65, 0x1b, 0x3c, 0x78, 0x1b, 0x3e]));
        for foreign in ["ç", "“", "\u{1b}", "😀", "`"] {
            assert_eq!(gsm7(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn texts_come_back() {
        let text = "Größe: 119,00 € {~^} @£$\nÄÖÜ à";
        assert_eq!(from_gsm7(&gsm7(text).unwrap()), text);
        assert_eq!(from_ucs2(&ucs2("“ç” 😀")), "“ç” 😀");
        assert_eq!(from_ucs2(&[0, 0x41, 0]), "A");
        assert_eq!(from_gsm7(&[0x1b, 0x1b, 0x41, 0xff]), " Aà");
    }
}
