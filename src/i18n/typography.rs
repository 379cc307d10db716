//! How a text of a language must not be set. For tests: pages, mails and SMS are read by the same rules.

use crate::domain::language::Language;

/// Holds words together that belong together.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// What kind of text it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Set {
    /// On a page or in a mail, with the signs of print.
    Printed,
    /// In an SMS: plain blanks and plain signs.
    Plain,
}

/// Words that one language has and no other of ours. Whoever finds one in a text of another has found a text that was not translated.
fn own_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::De => &["nicht", "Sie", "Ihre", "Ihnen", "wird", "haben", "oder", "bitte"],
        Language::En => &["the", "your", "you", "please", "Please", "this", "This", "will", "payment"],
        Language::Fr => &["vous", "Vous", "votre", "Votre", "paiement", "cette", "avec", "n’a"],
        Language::Nl => &["niet", "het", "uw", "Uw", "wordt", "betaling", "een"],
        Language::It => &["della", "questo", "questa", "Suo", "pagamento", "può"],
        Language::Es => &["este", "Este", "pago", "enlace", "usted", "puede", "el"],
        Language::Pl => &["nie", "Nie", "jest", "prosimy", "Prosimy", "zapłacić", "płatności"],
    }
}

/// Everything that is wrong with a text, in words.
pub fn faults(language: Language, set: Set, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut wrong = |what: &str| found.push(format!("{} {what}: {line:?}", language.tag()));
        if line.contains(['{', '}', '$', '@']) && !line.contains("example") {
            wrong("a gap that was not filled");
        }
        if line.contains(['!', '¡']) {
            wrong("an exclamation mark");
        }
        if has_loose_blank(line) {
            wrong("a blank too many");
        }
        if set == Set::Printed && has_typewriter_signs(line) {
            wrong("a quotation mark or an apostrophe of a typewriter");
        }
        if set == Set::Plain && line.contains(NO_BREAK) {
            wrong("a special blank");
        }
        if let Some(sign) = ill_spaced_sign(language, set, line) {
            wrong(&format!("the blank before {sign:?}"));
        }
        if language == Language::Es && line.contains('?') != line.contains('¿') && !line.contains("://") {
            wrong("a question with one mark");
        }
        for other in Language::ALL.into_iter().filter(|other| *other != language) {
            let foreign = |word: &str| own_words(other).contains(&word) && !own_words(language).contains(&word);
            if let Some(word) =
                line.split([' ', NO_BREAK[0], NO_BREAK[1], ',', '.', ':', '?']).find(|word| foreign(word))
            {
                wrong(&format!("{word:?} is {}", other.own_name()));
            }
        }
    }
    found
}

/// Two in a row, one before a comma or a full stop, one inside a bracket, one at an end.
fn has_loose_blank(line: &str) -> bool {
    let plain = line.replace(NO_BREAK, " ");
    plain != plain.trim() || ["  ", " ,", " .", "( ", " )", "()"].iter().any(|loose| plain.contains(loose))
}

fn has_typewriter_signs(line: &str) -> bool {
    let letters: Vec<char> = line.chars().collect();
    line.contains('"') || letters.windows(3).any(|near| near[1] == '\'' && near[0].is_alphabetic())
}

/// French sets a narrow blank before ; ? and a whole one before a colon, neither of which breaks; all others set none.
fn ill_spaced_sign(language: Language, set: Set, line: &str) -> Option<char> {
    let letters: Vec<char> = line.chars().collect();
    for (at, sign) in letters.iter().enumerate().filter(|(_, c)| matches!(c, ':' | ';' | '?')) {
        let (before, after) = (at.checked_sub(1).map(|at| letters[at]), letters.get(at + 1));
        // A clock, an address, a value within it.
        if after.is_some_and(|c| !c.is_whitespace()) || before.is_none() {
            continue;
        }
        let wanted = match (language, set, sign) {
            (Language::Fr, Set::Plain, _) => Some(' '),
            (Language::Fr, Set::Printed, ':') => Some(NO_BREAK[0]),
            (Language::Fr, Set::Printed, _) => Some(NO_BREAK[1]),
            _ => None,
        };
        let is_blank = before.is_some_and(char::is_whitespace);
        if wanted.map_or(is_blank, |wanted| before != Some(wanted)) {
            return Some(*sign);
        }
    }
    None
}

#[test]
fn what_is_set_wrongly_is_found() {
    use Language::{De, En, Es, Fr, Nl, Pl};
    use Set::{Plain, Printed};
    for (language, set, text) in [
        (De, Printed, "Betrag  offen"),
        (De, Printed, "Fällig am :"),
        (De, Printed, "Link { $date }"),
        (De, Printed, "Jetzt zahlen!"),
        (De, Printed, "Das ist \"gut\"."),
        (De, Printed, "Open the link."),
        (En, Printed, "Don't pay twice"),
        (En, Printed, "Payment ,"),
        (Fr, Printed, "Objet : Entretien"),
        (Fr, Printed, "Objet: Entretien"),
        (Fr, Printed, "Plus rien\u{a0}?"),
        (Fr, Plain, "Payer\u{a0}: ici"),
        (Nl, Printed, "Betaald ( )"),
        (Es, Printed, "Quiere pagar?"),
        (Pl, Printed, "Prosimy zapłacić the rest"),
    ] {
        assert!(!faults(language, set, text).is_empty(), "{text}");
    }
    for (language, set, text) in [
        (De, Printed, "Fällig am: 19.12.2026, bis 14:32 Uhr (Fragen? https://pay.example/p/x?lang=de)"),
        (Fr, Printed, "Des questions\u{202f}? Objet\u{a0}: l’entretien"),
        (Fr, Plain, "Bonjour, payer ici : https://pay.example/p/x Pour cesser : STOP"),
        (Es, Printed, "¿Quiere pagar? 119,00 €"),
        (Nl, Plain, "geen sms'jes meer"),
    ] {
        assert_eq!(faults(language, set, text), Vec::<String>::new());
    }
}
