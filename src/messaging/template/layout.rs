//! Makes a message fit: what may give way does so, least important first, until no part of an SMS is wasted.
//!
//! A template says what may give way by filters: `description|fit` is shortened or left out, `" STOP ends this."|spare` is whole or
//! not there, `payer.name|shorten` is shortened at most. They only mark their text; here, where the whole message is known, it is
//! decided. `before` and `after` stand around a text that is there, and go with it.

use crate::messaging::purpose::Slot;
use crate::messaging::segments::{measure, normalise};

/// How a text gives way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Give {
    /// Shortened, never left out; the last to give way.
    Shorten,
    /// Whole or not there.
    Spare,
    /// Shortened first of all; left out when what is spare is gone already.
    Fit,
}

// Noncharacters of Unicode, for use inside a program only: no text from outside keeps them.
const BEGIN: [(char, Give); 3] = [('\u{fdd0}', Give::Shorten), ('\u{fdd1}', Give::Spare), ('\u{fdd2}', Give::Fit)];
const NEXT: char = '\u{fdd3}';
const END: char = '\u{fdd4}';

/// A shortened text keeps at least so many characters, its dots among them.
const SHORTEST: usize = 10;
/// Nothing that is cut keeps more: two parts of an SMS. Together with [`MANY`] it bounds the work on a template of ill will.
const LONGEST: usize = 306;
/// So many texts of a template give way, the rest stays whole.
const MANY: usize = 8;
/// Mail programs show about as much of a subject (RFC 5322, 2.1.1, wants lines of at most 78).
const SUBJECT: usize = 78;

/// Marks a text as one that may give way.
pub fn mark(give: Give, before: &str, text: &str, after: &str) -> String {
    let begin = BEGIN.iter().find(|(_, kind)| *kind == give).map_or(NEXT, |(begin, _)| *begin);
    let (before, text, after) = (unmarked(before), unmarked(text), unmarked(after));
    format!("{begin}{before}{NEXT}{text}{NEXT}{after}{END}")
}

/// A text without marks.
pub fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{fdd0}'..='\u{fdef}')).collect()
}

/// A piece of a message: what it can be, from its fullest form to its least.
struct Piece {
    give: Option<Give>,
    forms: Vec<String>,
}

/// The finished text: as many parts as it needs at its shortest, and within those as much as they hold.
pub fn lay_out(slot: Slot, marked: &str) -> String {
    let pieces = pieces(slot, marked);
    let mut chosen: Vec<usize> = vec![0; pieces.len()];
    let full = written(slot, &pieces, &chosen);
    for (choice, piece) in chosen.iter_mut().zip(&pieces) {
        *choice = piece.forms.len() - 1;
    }
    let fewest = parts(slot, &written(slot, &pieces, &chosen));
    if parts(slot, &full) <= fewest {
        return full;
    }
    // What matters most comes back first. A shortened description is worth more than what is spare, its whole length is not.
    for (give, briefly) in [(Give::Shorten, false), (Give::Fit, true), (Give::Spare, false), (Give::Fit, false)] {
        for at in (0..pieces.len()).filter(|at| pieces[*at].give == Some(give)) {
            let least = chosen[at];
            let first = if briefly { least.saturating_sub(1) } else { 0 };
            for form in first..=least {
                chosen[at] = form;
                if parts(slot, &written(slot, &pieces, &chosen)) <= fewest {
                    break;
                }
            }
        }
    }
    written(slot, &pieces, &chosen)
}

fn pieces(slot: Slot, marked: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = marked;
    let begins = |c: char| BEGIN.iter().any(|(begin, _)| *begin == c);
    while let Some((at, begin)) = rest.char_indices().find(|(_, c)| begins(*c)) {
        pieces.push(Piece { give: None, forms: vec![unmarked(&rest[..at])] });
        let inner = &rest[at + begin.len_utf8()..];
        let (inside, after) = inner.split_once(END).unwrap_or((inner, ""));
        let give = BEGIN.iter().find(|(known, _)| *known == begin).map_or(Give::Spare, |(_, give)| *give);
        let mut forms = forms(slot, give, inside);
        // Fixed texts and such that may give way take turns.
        if pieces.len() > 2 * MANY {
            forms.truncate(1);
        }
        pieces.push(Piece { give: Some(give), forms });
        rest = after;
    }
    pieces.push(Piece { give: None, forms: vec![unmarked(rest)] });
    pieces
}

fn forms(slot: Slot, give: Give, inside: &str) -> Vec<String> {
    let mut fields = inside.splitn(3, NEXT);
    let mut field = || fields.next().unwrap_or_default();
    let (before, text, after) = (field(), field(), field());
    let core = text.trim();
    if core.is_empty() {
        return vec![String::new()];
    }
    // Blanks around it belong to what is around it; within, only what will be sent is counted.
    let start = text.len() - text.trim_start().len();
    let (before, after) = (format!("{before}{}", &text[..start]), format!("{}{after}", &text[start + core.len()..]));
    let text = match (give, slot) {
        (Give::Spare, _) => core.to_owned(),
        (_, Slot::Sms) => in_one_line(&normalise(core)),
        (_, Slot::EmailSubject | Slot::EmailText) => in_one_line(core),
    };
    let mut forms = vec![format!("{before}{text}{after}")];
    if give != Give::Spare {
        let lengths = (SHORTEST..text.chars().count().min(LONGEST + 1)).rev();
        forms.extend(lengths.map(|length| format!("{before}{}{after}", cut(&text, length))));
        forms.dedup();
    }
    if give != Give::Shorten {
        forms.push(String::new());
    }
    forms
}

/// At most so many characters with three dots at their end, at the end of a word where one is near.
fn cut(text: &str, length: usize) -> String {
    let kept: String = text.chars().take(length.saturating_sub(3)).collect();
    let at_word = match kept.rfind(' ') {
        Some(space) if kept[space..].chars().count() <= kept.chars().count() / 3 => &kept[..space],
        _ => &kept,
    };
    format!("{}...", at_word.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

fn written(slot: Slot, pieces: &[Piece], chosen: &[usize]) -> String {
    let mut text = String::new();
    let mut was_cut = false;
    for (piece, form) in pieces.iter().zip(chosen) {
        let next = piece.forms[*form].as_str();
        // A sentence that ends with a text that was cut has dots enough.
        text.push_str(if was_cut { next.strip_prefix('.').unwrap_or(next) } else { next });
        was_cut = (was_cut && next.is_empty()) || (*form > 0 && next.ends_with("..."));
    }
    match slot {
        Slot::Sms => tidy(&normalise(&text)),
        Slot::EmailSubject => in_one_line(&text),
        Slot::EmailText => tidy(&text.replace("\r\n", "\n")),
    }
}

/// Blanks that hold together what stands beside them stay: French has one before a colon.
fn in_one_line(text: &str) -> String {
    let parts = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    text.split(parts).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn parts(slot: Slot, text: &str) -> usize {
    match slot {
        Slot::Sms => measure(text).parts,
        Slot::EmailSubject => text.chars().count().div_ceil(SUBJECT),
        Slot::EmailText => 1,
    }
}

/// Without double blanks, blanks at the ends of lines and more than one empty line together.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        if !(words.is_empty() && (tidy.is_empty() || tidy.ends_with("\n\n"))) {
            tidy.push_str(&words.join(" "));
            tidy.push('\n');
        }
    }
    tidy.trim_end().to_owned()
}
