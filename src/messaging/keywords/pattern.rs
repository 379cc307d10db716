//! Phrases: `|` parts alternatives, `*` stands for any letters at the end or the beginning of a word, and `..` for up to four other words.

/// How many words may stand where a phrase has `..`.
const GAP: usize = 4;

/// Whether a phrase stands anywhere among the words.
pub(super) fn says(words: &[&str], phrase: &str) -> bool {
    let tokens: Vec<&str> = phrase.split(' ').collect();
    (0..words.len()).any(|start| taken_by(&words[start..], &tokens, false).is_some())
}

/// Whether the words are that phrase, from the first to the last.
pub(super) fn is_phrase(words: &[&str], phrase: &str) -> bool {
    let tokens: Vec<&str> = phrase.split(' ').collect();
    taken_by(words, &tokens, true).is_some()
}

/// How many words at the beginning are that phrase.
pub(super) fn begins_with(words: &[&str], phrase: &str) -> Option<usize> {
    let tokens: Vec<&str> = phrase.split(' ').collect();
    taken_by(words, &tokens, false)
}

fn taken_by(words: &[&str], tokens: &[&str], to_the_end: bool) -> Option<usize> {
    match tokens.split_first() {
        None => (!to_the_end || words.is_empty()).then_some(0),
        Some((&"..", rest)) => (0..=words.len().min(GAP))
            .find_map(|gap| taken_by(&words[gap..], rest, to_the_end).map(|count| count + gap)),
        Some((token, rest)) => {
            let (word, others) = words.split_first()?;
            if !token.split('|').any(|form| is_form(word, form)) {
                return None;
            }
            taken_by(others, rest, to_the_end).map(|count| count + 1)
        }
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
