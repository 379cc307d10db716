//! What an inbound message means: a word that carriers and payers know, a sentence that sounds like a withdrawal, or plain talk.
//!
//! What acts by itself is a word that stands alone: the whole message but for politeness, its first line, or its first sentence. A sentence
//! is for a person, who sees it with a suggestion: "please don't text me again" is a withdrawal by law in many places, but "don't text me,
//! call me" is not.

mod answers;
mod courtesy;
mod pattern;
mod phrases;
mod spelling;
#[cfg(test)]
mod tests;
mod vocabulary;
mod wrong_number;

use crate::domain::inbound_message::InboundMeaning as Meaning;
use courtesy::{closing_within, is_closing, is_greeting, without_greeting, without_politeness};
use pattern::says;
pub(super) use spelling::fold;
use spelling::{is_slip, joined_letters, without_repeats};

/// So much is looked at: nobody withdraws in the second half of a long letter without a hint in the first.
const WORDS_READ: usize = 120;
const CHARACTERS_READ: usize = 2_000;
/// A hand, a stop sign: what is said without a word.
const SIGNS: [char; 5] = ['🛑', '⛔', '🚫', '✋', '🚷'];
/// What is said in so few words is said by its strongest.
const FEW_WORDS: usize = 4;

/// What a message means, in any of the languages at once: a German payer may well answer UNSUBSCRIBE.
pub fn meaning(text: &str) -> Meaning {
    let text = text.char_indices().nth(CHARACTERS_READ).map_or(text, |(end, _)| &text[..end]);
    let whole = fold(text);
    let words = words_of(&whole);
    // "S T O P", "Sto p"
    if is_stop(&whole)
        || is_stop(&joined_letters(&words).join(" "))
        || ["stop", "stopp"].contains(&words.concat().as_str())
    {
        return Meaning::Stop;
    }
    let said = sentences(text);
    let words: Vec<Vec<&str>> = said.iter().map(|one| words_in(&one.words)).collect();
    // A question is none of these words: "Stop? Why?"
    let asks = said.first().is_some_and(|one| one.is_question) && said.len() > 1;
    let polite = said.iter().any(|one| one.words.len() < one.all.len());
    if let Some(meaning) = by_words(&words, asks, polite) {
        return meaning;
    }
    if says_wrong_number(text) {
        return Meaning::WrongNumber;
    }
    if words.is_empty() && text.chars().any(|c| SIGNS.contains(&c)) || sounds_like_stop(&whole, &said) {
        return Meaning::MaybeStop;
    }
    Meaning::Reply
}

/// What a mail means: its subject is read like a first line, but for that of our own mail that it answers. `text`: without what it quotes.
pub fn meaning_of_mail(subject: Option<&str>, text: &str) -> Meaning {
    let by_text = meaning(text);
    let Some(subject) = subject.filter(|subject| !subject.trim().is_empty()) else { return by_text };
    if sentences(text).is_empty() && by_text == Meaning::Reply {
        return meaning(subject);
    }
    let is_answer = subject.split_once(':').is_some_and(|(mark, _)| ANSWERS.contains(&fold(mark).as_str()));
    match by_text {
        Meaning::Stop | Meaning::WrongNumber | Meaning::Start => by_text,
        Meaning::Help | Meaning::MaybeStop | Meaning::Reply if is_answer => by_text,
        Meaning::Help | Meaning::MaybeStop | Meaning::Reply => match meaning(subject) {
            Meaning::Stop if is_strong(&fold(subject)) => Meaning::Stop,
            Meaning::Stop | Meaning::WrongNumber | Meaning::MaybeStop => Meaning::MaybeStop,
            Meaning::Start | Meaning::Help | Meaning::Reply => by_text,
        },
    }
}

/// What stands before the subject of an answer.
const ANSWERS: &[&str] =
    &["re", "aw", "antw", "antwort", "sv", "odp", "rif", "ref", "r", "rv", "fw", "fwd", "wg", "tr", "doorst"];

/// Whether a message is that word and nothing else, however it is written.
pub fn is_word(text: &str, word: &str) -> bool {
    let word = fold(word);
    !word.is_empty() && fold(text) == word
}

/// Whether a message is a plain yes, in any of the languages: the answer to a question of ours.
pub fn is_yes(text: &str) -> bool {
    let folded = fold(text);
    let words = words_of(&folded);
    let is_known = |words: &[&str]| answers::YES.contains(&words.join(" ").as_str());
    // "OK" is politeness too: "ok danke".
    let first =
        words.split_first().is_some_and(|(first, rest)| is_known(&[*first]) && without_politeness(rest).is_empty());
    is_known(&words) || first || is_known(without_politeness(without_greeting(&words)))
}

/// A sentence or a line.
struct Sentence {
    /// Without politeness.
    words: Vec<String>,
    /// With it.
    all: Vec<String>,
    is_question: bool,
}

fn words_of(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_READ).collect()
}

/// What is said: sentence by sentence, without greeting, politeness and the end of the letter.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut said: Vec<Sentence> = Vec::new();
    let mut read = 0;
    for (one, is_question) in parted(text) {
        // "Hallo Herr Nord, STOP"
        let greets = |(before, _): &(&str, &str)| said.is_empty() && is_greeting(&words_of(&fold(before)));
        let one = one.split_once(',').filter(greets).map_or(one, |(_, after)| after);
        let folded = fold(one);
        let joined = joined_letters(&words_of(&folded));
        let line: Vec<&str> = joined.iter().map(String::as_str).collect();
        let words = if said.is_empty() { without_greeting(&line) } else { &line };
        let only_greets = said.is_empty() && is_greeting(&line) && !is_known(&words.join(" "));
        if words.is_empty() || only_greets {
            continue;
        }
        if is_closing(words) {
            break;
        }
        let end = closing_within(words);
        let all = &words[..end.unwrap_or(words.len())];
        let kept = without_politeness(all);
        read += words.len();
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        if !kept.is_empty() {
            said.push(Sentence { words: owned(kept), all: owned(all), is_question });
        }
        if end.is_some() || read >= WORDS_READ {
            break;
        }
    }
    said
}

fn words_in(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// Lines, and sentences within them; with whether they ask.
fn parted(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let mut start = 0;
        let mut marks = line.char_indices().peekable();
        while let Some((at, c)) = marks.next() {
            let ends = matches!(c, '.' | '!' | '?' | '…' | ';' | '。' | '！' | '？' | '．');
            // A dot within a word ends it only before a capital: "Stop.Ich habe bezahlt", but "z.B.".
            let next = marks.peek().map(|(_, next)| *next);
            let long = || line[start..at].trim().chars().nth(2).is_some();
            if ends && next.is_none_or(|next| next.is_whitespace() || (next.is_uppercase() && long())) {
                let end = at + c.len_utf8();
                parts.push((&line[start..end], matches!(c, '?' | '？')));
                start = end;
            }
        }
        parts.push((&line[start..], false));
    }
    parts
}

/// A word that acts, standing alone.
fn by_words(said: &[Vec<&str>], asks: bool, polite: bool) -> Option<Meaning> {
    let (first, others) = said.split_first()?;
    let whole = first.join(" ");
    let all_stop = said.iter().all(|one| is_stop(&one.join(" ")));
    if all_stop && !asks {
        // "Please cancel" may mean the order, and "please no more texts" is a sentence.
        let short = |one: &Vec<&str>| one.len() == 1 || vocabulary::STOP[0].contains(&one.join(" ").as_str());
        let strong = said.iter().any(|one| short(one) && is_strong(&one.join(" ")));
        return Some(if strong || !polite { Meaning::Stop } else { Meaning::MaybeStop });
    }
    if others.is_empty() {
        if answers::START.contains(&whole.as_str()) {
            return Some(Meaning::Start);
        }
        if answers::HELP.contains(&whole.as_str()) {
            return Some(Meaning::Help);
        }
    }
    (is_strong(&whole) && !asks).then_some(Meaning::Stop)
}

/// A sentence, or what stands between commas in one that speaks of no other number.
fn says_wrong_number(text: &str) -> bool {
    let is_said = |part: &str| wrong_number::is_said(&words_of(&fold(part)));
    let mut sentences = parted(text).into_iter().filter(|(one, _)| !one.trim().is_empty()).take(6);
    sentences.any(|(one, _)| {
        let mut clauses = one.split([',', '–', '—', '(', ')', '/']);
        is_said(one) || (clauses.any(is_said) && !wrong_number::speaks_of_others(&words_of(&fold(one))))
    })
}

/// A word of withdrawal, also said twice ("STOP STOP") or held down ("STOOOP").
fn is_stop(said: &str) -> bool {
    is_one_stop(said) || (!said.is_empty() && said.split(' ').all(is_one_stop))
}

fn is_one_stop(said: &str) -> bool {
    let known = |said: &str| vocabulary::STOP.iter().any(|words| words.contains(&said));
    known(said) || (!said.contains(' ') && known(&without_repeats(said)))
}

/// One that means nothing else, also before other sentences.
fn is_strong(said: &str) -> bool {
    let plain = without_repeats(said);
    let ambiguous = [said, plain.as_str()].iter().any(|said| vocabulary::AMBIGUOUS.contains(said));
    is_stop(said) && !ambiguous && (is_one_stop(said) || said.split(' ').all(is_strong))
}

/// A word that acts in a message of its own.
fn is_known(said: &str) -> bool {
    is_stop(said) || answers::START.contains(&said) || answers::HELP.contains(&said)
}

fn sounds_like_stop(whole: &str, said: &[Sentence]) -> bool {
    let all = words_of(whole);
    let tries = phrases::TRIES.iter().any(|phrase| says(&all, phrase));
    if tries || wrong_number::is_near(&all) {
        return true;
    }
    // "Please do not stop": whoever says so wants the contrary.
    let is_meant = |one: &&Sentence| !phrases::NOT_MEANT.iter().any(|phrase| says(&words_in(&one.all), phrase));
    let meant: Vec<&Sentence> = said.iter().filter(is_meant).collect();
    let few = said.iter().map(|one| one.words.len()).sum::<usize>() <= FEW_WORDS;
    let near = |one: &&Sentence| {
        let one = words_in(&one.words);
        let strong = |word: Option<&&str>| word.is_some_and(|word| is_strong(word));
        let within = few && one.iter().any(|word| vocabulary::STRONG.contains(word));
        within || strong(one.first()) || strong(one.last()) || slips(&one)
    };
    let alone = |one: &Sentence| {
        let alone = one.words.join(" ");
        is_stop(&alone) || vocabulary::HINTS.contains(&alone.as_str())
    };
    if said.first().is_some_and(alone) || meant.iter().any(near) {
        return true;
    }
    let meant: Vec<&str> = meant.into_iter().flat_map(|one| words_in(&one.all)).collect();
    phrases::WITHDRAWALS.iter().any(|language| language.iter().any(|phrase| says(&meant, phrase)))
}

/// "Stpo", "abmeldn": a word alone, one slip away from a known one.
fn slips(one: &[&str]) -> bool {
    let [word] = one else { return false };
    let plain = without_repeats(word);
    word.len() > 3
        && !vocabulary::OTHER_WORDS.contains(word)
        && vocabulary::OFTEN_MISTYPED.iter().any(|meant| is_slip(word, meant) || is_slip(&plain, meant))
}
