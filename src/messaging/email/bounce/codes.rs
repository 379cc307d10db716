//! Status codes within a text: enhanced ones (RFC 3463: "5.1.1") and basic ones (RFC 5321: "550"), told apart from versions, dates,
//! addresses of the network, sizes and ports.

/// Nobody needs more of them.
const MOST: usize = 20;

/// The codes of a text, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Codes {
    pub enhanced: Vec<String>,
    pub basic: Vec<String>,
}

impl Codes {
    pub(super) fn within(text: &str) -> Self {
        let starts = |start: usize| {
            let bytes = text.as_bytes();
            let before = start.checked_sub(1).map(|at| bytes[at]);
            matches!(bytes[start], b'2' | b'4' | b'5')
                && !before.is_some_and(|byte| is_inner(byte) || b"/_+%=@".contains(&byte))
        };
        let places: Vec<usize> = (0..text.len()).filter(|start| starts(*start)).collect();
        Self {
            enhanced: places.iter().filter_map(|at| enhanced_at(text, *at)).take(MOST).map(str::to_owned).collect(),
            basic: places.iter().filter_map(|at| basic_at(text, *at)).take(MOST).map(str::to_owned).collect(),
        }
    }

    /// The one that says most.
    pub(super) fn first(&self) -> Option<&str> {
        self.enhanced.first().or(self.basic.first()).map(String::as_str)
    }
}

fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

/// "5.1.1"; also that of "550-5.1.1", "(#5.1.1)".
fn enhanced_at(text: &str, start: usize) -> Option<&str> {
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let code = rest[..end].trim_end_matches('.');
    let parts: Vec<u16> =
        code.split('.').map(|part| part.parse().ok().filter(|_| part.len() <= 3)).collect::<Option<_>>()?;
    let &[_, subject, detail] = &parts[..] else { return None };
    // Such as exist: "5.1.26" is a day, "4.96.1" a version.
    let exists =
        code.as_bytes().get(1) == Some(&b'.') && subject <= 7 && (subject == 7 || detail <= 20 || detail >= 90);
    let mut after = rest[code.len()..].bytes();
    let goes_on = match after.next() {
        Some(b'-') => after.next().is_some_and(|byte| byte.is_ascii_digit()),
        Some(byte) => byte.is_ascii_alphanumeric() || b"/_".contains(&byte),
        None => false,
    };
    (exists && !goes_on && !is_version(text, start)).then_some(code)
}

/// Whether a program's name or "version" stands in front.
fn is_version(text: &str, start: usize) -> bool {
    let word = word_before(text, start);
    is_one_of(PROGRAMS, word.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

const PROGRAMS: &str = "version versions v ver release exim postfix sendmail qmail exchange zimbra courier dovecot openssl linux \
    kernel debian ubuntu amavis amavisd-new spamassassin clamav james domino mdaemon hmailserver opensmtpd \
    powermta groupwise php python java to from firmware build";

/// "550": where a server's answer begins, or where the words around say that it is one.
fn basic_at(text: &str, start: usize) -> Option<&str> {
    let rest = &text[start..];
    let code = rest.get(..3).filter(|code| is_one_of(BASIC, code))?;
    let after = &rest[3..];
    let mut following = after.chars();
    let goes_on = match following.next() {
        Some('.' | ',' | ':') => following.next().is_some_and(|c| c.is_ascii_digit()),
        Some('-') => false,
        Some(c) => c.is_alphanumeric() || "/%_@".contains(c),
        None => false,
    };
    let before = text[..start].trim_end_matches([' ', '\t']);
    // "smtp; 550", "said: 550", "(550", "<< 550"; not "10.0.0.1:550", "re-550".
    let opens = match before.chars().next_back() {
        None | Some('\n' | '\r' | ';' | '<' | '>' | '(' | '[' | '"' | '\'' | '#' | '|') => true,
        Some(':') => before.len() < start || !before.trim_end_matches(':').ends_with(|c: char| c.is_ascii_digit()),
        Some(_) => is_one_of(ANNOUNCING, word_before(text, start).trim_end_matches([':', ',', '='])),
    };
    let next = after.trim_start_matches([' ', '-', '\t']);
    let explained =
        next.starts_with("4.") || next.starts_with("5.") || next.starts_with("#5.") || next.starts_with("#4.");
    let is_joined = before.len() == start && before.ends_with('-');
    (!goes_on && !is_joined && !is_measured(next) && (opens || explained)).then_some(code)
}

fn is_measured(next: &str) -> bool {
    let word = next.split(|c: char| !c.is_alphanumeric() && c != '€').next().unwrap_or_default().to_lowercase();
    is_one_of(MEASURES, &word)
}

const MEASURES: &str = "bytes byte kb mb kib mib eur € euro days hours minutes seconds tage stunden messages mails";

fn is_one_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// The word in front, in small letters, with what is attached to it.
fn word_before(text: &str, start: usize) -> String {
    let before = text[..start].trim_end_matches(|c: char| c.is_whitespace() || "(#[".contains(c));
    let from = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    before[from..].chars().take(40).collect::<String>().to_lowercase()
}

const BASIC: &str = "421 422 431 432 441 442 446 447 449 450 451 452 454 455 471 500 501 502 503 504 505 510 511 512 513 515 517 \
    521 522 523 530 533 534 535 541 542 544 550 551 552 553 554 555 556 557 570 571 572 573";
const ANNOUNCING: &str = "said reply replied error code status smtp esmtp response responded returned answered server with diagnostic \
    fehler fehlercode fehlermeldung antwort antwortete erreur reponse réponse errore risposta fout foutcode \
    antwoord respuesta codigo código błąd blad kod odpowiedź -> => - –";

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, String) {
        let codes = Codes::within(text);
        (codes.enhanced.join(" "), codes.basic.join(" "))
    }

    #[test]
    fn codes_are_found_wherever_servers_write_them() {
        for (text, enhanced, basic) in [
            ("Sorry, no mailbox here by that name. (#5.1.1)", "5.1.1", ""),
            ("from [5.1.1.7] said: 550-5.2.2 over quota", "5.2.2", "550"),
            ("550 #5.1.0 Address rejected", "5.1.0", "550"),
            ("smtp; 550-5.1.1 The account\n550 5.1.1 is gone", "5.1.1 5.1.1", "550 550"),
            ("The response was: 550 5.7.606 Access denied", "5.7.606", "550"),
            ("SMTP error from remote mail server after RCPT TO:<a@b.c>: 552 disk full", "", "552"),
            ("<< 421 try later", "", "421"),
            ("Remote host said: 450 busy", "", "450"),
            ("Error 554: no", "", "554"),
            ("Fehlercode 550", "", "550"),
            ("(expanded) #<x.example #5.1.1 smtp; 550 unknown>", "5.1.1", "550"),
            ("Status: 4.4.7 (delivery time expired)", "4.4.7", ""),
        ] {
            assert_eq!(of(text), (enhanced.to_owned(), basic.to_owned()), "{text}");
        }
    }

    #[test]
    fn versions_dates_addresses_sizes_and_ports_are_no_codes() {
        for text in [
            "version 5.15.0000",
            "we upgraded to Exim 4.96.1",
            "Exim 4.4.1",
            "(Exim 4.5.1)",
            "Postfix version 5.1.1",
            "Linux 5.4.0-182-generic",
            "Linux 5.4.0",
            "PowerMTA(TM) v4.5.14",
            "am 5.1.26 um 4.5.26",
            "am 5.1.2026",
            "10.5.1.1",
            "5.1.1.7",
            "192.168.4.5.1.1",
            "127.0.0.1:550",
            "127.0.0.1/550",
            "size 550 bytes",
            "bounces-5.1.1-2",
            "Rechnung RE-550",
            "zahlen Sie 550 EUR bis 5.1.",
            "552 messages",
            "um 4.50 Uhr",
            "5.1.1rc2",
            "2550",
            "5501",
        ] {
            assert_eq!(Codes::within(text).first(), None, "{text}");
        }
    }
}
