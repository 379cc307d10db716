//! How people write: accents, full-width letters, invisible marks, letters held down, slips of the finger.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small letters without accents, words parted by single blanks, apostrophes dropped ("don't" is "dont"), the rest gone.
pub(in crate::messaging) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ı' => folded.push('i'),
            '\'' | '’' | '‘' | '´' | '`' | 'ʼ' | '′' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.trim().to_owned()
}

/// What is seen as nothing: accents, joiners, marks of direction, variants of pictures, soft hyphens.
fn is_mark(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e01ef}')
}

/// "STOOOP": letters that were held down.
pub(super) fn without_repeats(word: &str) -> String {
    let mut shorter = String::with_capacity(word.len());
    for c in word.chars() {
        if !shorter.ends_with(c) {
            shorter.push(c);
        }
    }
    shorter
}

/// "S T O P", also among other words: single letters in a row are one word.
pub(super) fn joined_letters(words: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut spelt = String::new();
    for word in words {
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            spelt.push_str(word);
            continue;
        }
        take_spelt(&mut joined, &mut spelt);
        joined.push((*word).to_owned());
    }
    take_spelt(&mut joined, &mut spelt);
    joined
}

/// Of fewer than three letters it is no spelling: "a", "e o".
fn take_spelt(joined: &mut Vec<String>, spelt: &mut String) {
    if spelt.chars().count() >= 3 {
        joined.push(std::mem::take(spelt));
    } else {
        joined.extend(spelt.drain(..).map(String::from));
    }
}

/// One slip away from it: a letter too many, too few, another, or two changed about.
pub(super) fn is_slip(word: &str, meant: &str) -> bool {
    word != meant && strsim::damerau_levenshtein(word, meant) == 1
}
