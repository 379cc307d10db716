//! What an inbound message means: a word that carriers and payers know, a sentence that sounds like a withdrawal, or plain talk.
//!
//! Only a whole message that is such a word acts by itself. A sentence is for a person, who sees it with a suggestion: "please don't
//! text me again" is a withdrawal by law in many places, but "don't text me, call me" is not.

mod phrases;
#[cfg(test)]
mod tests;
mod vocabulary;

use crate::domain::inbound_message::InboundMeaning as Meaning;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// So much is looked at: nobody withdraws in the second half of a long letter without a hint in the first.
const WORDS_READ: usize = 120;
const CHARACTERS_READ: usize = 2_000;

/// What a message means, in any of the languages at once: a German payer may well answer UNSUBSCRIBE.
pub fn meaning(text: &str) -> Meaning {
    let folded = fold(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_READ).collect();
    // "S T O P"
    let spelt = words.concat();
    if words.len() > 1 && words.iter().all(|word| word.len() == 1) {
        words = vec![&spelt];
    }
    let whole = words.join(" ");
    let is_stop = |said: &str| vocabulary::STOP.iter().any(|words| words.contains(&said));
    // People repeat themselves: "STOP STOP".
    if is_stop(&whole) || (!words.is_empty() && words.iter().all(|word| is_stop(word))) {
        Meaning::Stop
    } else if vocabulary::START.contains(&whole.as_str()) {
        Meaning::Start
    } else if vocabulary::HELP.contains(&whole.as_str()) {
        Meaning::Help
    } else if sounds_like_stop(&words) {
        Meaning::MaybeStop
    } else {
        Meaning::Reply
    }
}

/// Whether a message is that word and nothing else, however it is written.
pub fn is_word(text: &str, word: &str) -> bool {
    let word = fold(word);
    !word.is_empty() && fold(text) == word
}

/// Whether a message is a plain yes, in any of the languages: the answer to a question of ours.
pub fn is_yes(text: &str) -> bool {
    YES.contains(&fold(text).as_str())
}

const YES: &[&str] = &[
    "ja",
    "j",
    "jo",
    "jawohl",
    "ja bitte",
    "ja gerne",
    "ok",
    "okay",
    "yes",
    "y",
    "yes please",
    "yep",
    "oui",
    "si",
    "sim",
    "tak",
    "ja graag",
];

fn sounds_like_stop(words: &[&str]) -> bool {
    let hint = words.len() == 1 && vocabulary::HINTS.contains(&words[0]);
    let short = words.len() <= 4 && words.iter().any(|word| vocabulary::STRONG.contains(word));
    hint || short || phrases::WITHDRAWALS.iter().any(|language| language.iter().any(|phrase| says(words, phrase)))
}

/// Whether a phrase stands anywhere in a text. In a phrase `|` parts alternatives, `*` stands for any letters at the end or the
/// beginning of a word, and `..` for up to four other words.
fn says(words: &[&str], phrase: &str) -> bool {
    let tokens: Vec<&str> = phrase.split(' ').collect();
    (0..words.len()).any(|start| begins(&words[start..], &tokens))
}

fn begins(words: &[&str], tokens: &[&str]) -> bool {
    match tokens.split_first() {
        None => true,
        Some((&"..", rest)) => (0..=words.len().min(4)).any(|gap| begins(&words[gap..], rest)),
        Some((token, rest)) => words
            .split_first()
            .is_some_and(|(word, others)| token.split('|').any(|form| is_form(word, form)) && begins(others, rest)),
    }
}

fn is_form(word: &str, form: &str) -> bool {
    match (form.strip_prefix('*'), form.strip_suffix('*')) {
        (Some(_), Some(_)) => word.contains(form.trim_matches('*')),
        (Some(ending), None) => word.ends_with(ending),
        (None, Some(beginning)) => word.starts_with(beginning),
        (None, None) => word == form,
    }
}

fn fold(text: &str) -> String {
    folded(text.chars().take(CHARACTERS_READ))
}

/// Small letters without accents, words parted by single blanks, apostrophes dropped ("don't" is "dont"), the rest gone.
pub(super) fn folded(text: impl Iterator<Item = char>) -> String {
    let mut folded = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => folded.push('l'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            '\'' | '’' | '‘' | '´' | '`' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.trim().to_owned()
}
