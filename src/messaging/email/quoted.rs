//! What somebody wrote, parted from what their mail program puts beneath it: what it quotes of ours, and signatures.

use super::signature::begins_signature;

/// The words above the quotation and the signature, and these where there are any. In doubt everything is kept together: words that are
/// shown twice do no harm, words that are hidden do.
pub fn part_quoted(text: &str) -> (String, Option<String>) {
    let whole = text.trim();
    let own = own_words(text);
    if own.is_empty() || own == whole {
        return (whole.to_owned(), None);
    }
    let rest = whole.strip_prefix(own.as_str()).map_or(whole, str::trim);
    (own, Some(rest.to_owned()).filter(|rest| !rest.is_empty()))
}

/// What the person wrote, and nothing where they only quote.
pub fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut own: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let has_begun = own.iter().any(|line| !line.trim().is_empty());
        // Who answers below the quotation has written nothing yet; what stands there line by line is passed over.
        let quoted = match begins_quotation(rest) {
            Some(_) if has_begun => break,
            Some(Quotation::Below) => break,
            Some(Quotation::Lines(count)) => count,
            None if begins_signature(rest[0]) && (has_begun || rest[0].trim().starts_with('-')) => break,
            None => 0,
        };
        if quoted == 0 {
            own.push(rest[0]);
        }
        at += quoted.max(1);
    }
    own.join("\n").trim().to_owned()
}

/// What a mail program begins to quote with.
#[derive(Clone, Copy)]
enum Quotation {
    /// So many lines are quoted, or speak of what is: the next may be the person's own.
    Lines(usize),
    /// All that follows.
    Below,
}

/// Lines that mail programs write above what they quote: "Am 21.11.2026 um 13:02 schrieb …:", also broken in two or three.
fn begins_quotation(rest: &[&str]) -> Option<Quotation> {
    let first = plain(rest.first()?);
    if first.starts_with('>') {
        return Some(Quotation::Lines(1));
    }
    let ruled = ["--", "__", "==", "**", "──"].iter().any(|rule| first.starts_with(rule));
    let bare = first.trim_matches(['-', '_', '=', '*', '─', ' ']);
    if (ruled || bare.ends_with(':')) && RULED.iter().any(|known| bare.starts_with(known)) {
        return Some(Quotation::Below);
    }
    if is_head(rest) || (ruled && bare.is_empty() && is_head(skip_blank(&rest[1..]))) {
        return Some(Quotation::Below);
    }
    // Below a sentence about it what is quoted has its marks, or all of it is quoted.
    let count = attribution(rest)?;
    let marked =
        rest.iter().skip(count).filter(|line| !line.trim().is_empty()).take(2).any(|line| line.trim().starts_with('>'));
    Some(if marked { Quotation::Lines(count) } else { Quotation::Below })
}

fn skip_blank<'a, 'b>(rest: &'a [&'b str]) -> &'a [&'b str] {
    let blank = rest.iter().take_while(|line| line.trim().is_empty()).count();
    &rest[blank..]
}

/// Small letters, one kind of blank.
fn plain(line: &str) -> String {
    line.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").trim().to_lowercase()
}

/// Outlook and GMX write the head of the mail instead of a sentence: two of its lines within four, a sender or a date among them.
fn is_head(rest: &[&str]) -> bool {
    let kinds = |line: &&str| {
        let line = plain(line);
        let bare = line.trim_start_matches(['*', '|', '>', ' ']).replace('*', "");
        let bare = bare.replace(" :", ":");
        HEAD.iter().position(|labels| labels.iter().any(|label| bare.starts_with(label)))
    };
    let Some(first) = rest.first().and_then(kinds) else { return false };
    let next: Vec<usize> =
        rest.iter().skip(1).filter(|line| !line.trim().is_empty()).take(3).filter_map(kinds).collect();
    let others = next.iter().filter(|kind| **kind != first).count();
    // A subject or recipients alone may be somebody's own list.
    others > 0 && (first <= 1 || next.iter().any(|kind| *kind <= 1))
}

/// "On Saturday … wrote:" with how many lines it takes.
fn attribution(rest: &[&str]) -> Option<usize> {
    let first = plain(rest.first()?);
    let first = first.trim_matches(['-', '_', '*', ' ']);
    let opens = OPENINGS.iter().any(|known| first.starts_with(known));
    (1..=rest.len().min(4)).find(|count| {
        let said: Vec<String> = rest.iter().take(*count).map(|line| plain(line)).collect();
        let said = said.join(" ");
        let speaks = VERBS.iter().any(|verb| said.contains(verb));
        let names = said.contains('@') || said.contains('<');
        let dated = said.bytes().any(|byte| byte.is_ascii_digit());
        // "Nord <r@nord.example> schrieb am …:" begins with a name.
        // Its lines follow each other; what ends before it is the person's own.
        let is_one = said_in_one(&rest[..*count]);
        said.ends_with(':') && speaks && is_one && (names || dated) && (opens || (*count == 1 && names && dated))
    })
}

fn said_in_one(lines: &[&str]) -> bool {
    let goes_on = |line: &&str| !line.trim().is_empty() && !line.trim().ends_with(['.', '!', '?']);
    let (last, before) = lines.split_last().map_or((&"", [].as_slice()), |(last, before)| (last, before));
    before.iter().all(goes_on) && !last.trim().is_empty()
}

const RULED: &[&str] = &[
    "original message",
    "forwarded message",
    "begin forwarded message",
    "reply message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "original nachricht",
    "ursprüngliche mail",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten",
    "message d'origine",
    "message d’origine",
    "message original",
    "message transféré",
    "mail original",
    "oorspronkelijk bericht",
    "origineel bericht",
    "doorgestuurd bericht",
    "messaggio originale",
    "messaggio inoltrato",
    "mensaje original",
    "mensaje reenviado",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "wiadomość przekazana",
    "treść oryginalnej wiadomości",
];
/// The lines of a head: who, when, to whom, about what.
const HEAD: [&[&str]; 4] = [
    &["von:", "from:", "de:", "expéditeur:", "van:", "da:", "od:", "remitente:", "mittente:", "nadawca:"],
    &[
        "gesendet:",
        "sent:",
        "envoyé:",
        "envoyé le:",
        "verzonden:",
        "inviato:",
        "enviado:",
        "enviado el:",
        "wysłano:",
        "wysłane:",
        "date:",
        "datum:",
        "data:",
        "fecha:",
    ],
    &["an:", "to:", "à:", "a:", "aan:", "para:", "do:", "cc:", "kopie:"],
    &["betreff:", "subject:", "objet:", "onderwerp:", "oggetto:", "asunto:", "temat:"],
];
const OPENINGS: &[&str] = &[
    "am ", "on ", "le ", "op ", "il ", "el ", "w dniu ", "dnia ", "in data ", "em ", "so ", "so.", "so,", "mo ", "mo.",
    "mo,", "di ", "di.", "di,", "mi ", "mi.", "mi,", "do ", "do.", "do,", "fr ", "fr.", "fr,", "sa ", "sa.", "sa,",
    "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.", "niedz ", "sob ", "pt ", "czw ", "wt ", "pon ", "śr ",
];
const VERBS: &[&str] = &[
    " schrieb",
    " geschrieben",
    " wrote",
    " a écrit",
    " a ecrit",
    " schreef",
    " geschreven",
    " ha scritto",
    " escribió",
    " napisał",
    " pisze",
    " escreveu",
    " hat am ",
];

#[cfg(test)]
mod tests;
