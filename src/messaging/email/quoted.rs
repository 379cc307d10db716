//! What somebody wrote, parted from what their mail program quotes of ours beneath it.

/// The words above the quotation, and the quotation where there is one. In doubt everything is kept together: words that are shown twice
/// do no harm, words that are hidden do.
pub fn part_quoted(text: &str) -> (String, Option<String>) {
    let lines: Vec<&str> = text.lines().collect();
    let Some(cut) = (0..lines.len()).find(|at| begins_quotation(&lines[*at..])) else {
        return (text.trim().to_owned(), None);
    };
    let (fresh, quoted) = (lines[..cut].join("\n"), lines[cut..].join("\n"));
    if fresh.trim().is_empty() {
        // An answer below or within the quotation.
        let own: Vec<&str> = lines.iter().copied().filter(|line| !line.trim_start().starts_with('>')).collect();
        let own = own.join("\n");
        return match own.trim() {
            "" => (text.trim().to_owned(), None),
            own => (own.to_owned(), Some(text.trim().to_owned())),
        };
    }
    (fresh.trim().to_owned(), Some(quoted.trim().to_owned()))
}

/// Lines that mail programs write above what they quote: "Am 21.11.2026 um 13:02 schrieb …:", also broken in two or three.
fn begins_quotation(rest: &[&str]) -> bool {
    let Some(first) = rest.first().map(|line| line.trim()) else { return false };
    let bare = first.trim_matches(['-', '_', '*', ' ']).to_lowercase();
    let ruled = first.starts_with("---") || first.starts_with("___");
    if ruled && RULED.iter().any(|known| bare.starts_with(known)) {
        return true;
    }
    // Outlook writes the head of the mail instead of a sentence.
    if ["von:", "from:", "de :", "de:", "van:", "da:", "od:"].iter().any(|known| bare.starts_with(known)) {
        let next = rest.iter().skip(1).take(3).map(|line| line.trim().trim_matches('*').to_lowercase());
        return next.into_iter().any(|line| {
            ["gesendet:", "sent:", "envoyé", "verzonden:", "inviato:", "enviado", "wysłano:", "date:", "datum:"]
                .iter()
                .any(|known| line.starts_with(known))
        });
    }
    if first.starts_with('>') {
        return true;
    }
    let opens = OPENINGS.iter().any(|known| bare.starts_with(known));
    opens
        && (1..=3).any(|count| {
            let said = rest.iter().take(count).map(|line| line.trim()).collect::<Vec<_>>().join(" ").to_lowercase();
            said.ends_with(':') && VERBS.iter().any(|verb| said.contains(verb))
        })
}

const RULED: &[&str] = &[
    "original message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "oorspronkelijk bericht",
    "messaggio originale",
    "mensaje original",
    "wiadomość oryginalna",
];
const OPENINGS: &[&str] =
    &["am ", "on ", "le ", "op ", "il ", "el ", "w dniu ", "dnia ", "so ", "mo ", "di ", "mi ", "do ", "fr ", "sa "];
const VERBS: &[&str] = &[" schrieb", " wrote", " a écrit", " schreef", " ha scritto", " escribió", " napisał"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_parted_from_what_is_said() {
        for (mail, said) in [
            ("Schon bezahlt.", "Schon bezahlt."),
            ("STOP\n\nAm 21.11.2026 um 13:02 schrieb Klempnerei Nord <r@nord.example>:\n> Guten Tag", "STOP"),
            ("Thanks!\n\nOn Sat, 21 Nov 2026 at 13:02, Klempnerei Nord\n<r@nord.example> wrote:\n\n> Hello", "Thanks!"),
            ("Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Nord\nHallo", "Ja."),
            ("Ja.\n\nVon: Nord <r@nord.example>\nGesendet: Samstag\nAn: Erika", "Ja."),
            ("Merci\n\nLe sam. 21 nov. 2026 à 13:02, Nord <r@n.example> a écrit :\n> Bonjour", "Merci"),
            ("> Guten Tag\n> 119 €\nIst überwiesen.", "Ist überwiesen."),
            ("Am Montag zahle ich:\nversprochen", "Am Montag zahle ich:\nversprochen"),
            ("Von: mir\nist nichts zu erwarten", "Von: mir\nist nichts zu erwarten"),
        ] {
            assert_eq!(part_quoted(mail).0, said, "{mail}");
        }
        assert_eq!(part_quoted("> nur Zitat").0, "> nur Zitat", "nothing is lost");
        assert!(part_quoted("STOP\n> a").1.is_some_and(|quoted| quoted == "> a"));
    }
}
