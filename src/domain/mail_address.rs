//! Mail addresses: one form for each, from wherever it comes, and the form in which mail servers take it.

use super::field::FieldError;
use super::text::{line, without_invisible};
use unicode_normalization::UnicodeNormalization;

/// Checks a mail address: one @, a domain with a dot, no spaces, at most 254 octets. The domain comes out in small letters as people read
/// it, also where it was written as DNS has it ("xn--…").
pub fn read(field: &str, text: &str) -> Result<Option<String>, FieldError> {
    let text = without_invisible(text);
    let text = text.trim();
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        Some(_) | None => text,
    };
    let Some(text) = line(field, text, 254)? else { return Ok(None) };
    match readable(&text).filter(|text| fits(text)) {
        Some(address) => Ok(Some(address)),
        None => Err(FieldError::new(field, "invalid", "Write an e-mail address like name@example.org.")),
    }
}

/// The form in which addresses are compared: small letters, the domain as people read it. What is no address stays as it is.
pub fn key(address: &str) -> String {
    let address = address.trim();
    readable(address).unwrap_or_else(|| address.to_owned()).to_lowercase()
}

/// The address as any mail server takes it: its domain as DNS has it. What stands before the @ stays, and may need a server that knows
/// more than plain letters (RFC 6531).
pub fn for_servers(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@').filter(|(_, domain)| !domain.is_ascii()) else {
        return address.to_owned();
    };
    match idna::domain_to_ascii(domain) {
        Ok(ascii) => format!("{local}@{ascii}"),
        Err(_) => address.to_owned(),
    }
}

/// Letters of an address count alike in whatever way they are put together, and outside of plain letters no server tells large from small.
fn readable(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let local: String = local.nfc().collect();
    let local = if local.is_ascii() { local } else { local.to_lowercase() };
    let (domain, known) = idna::domain_to_unicode(domain);
    known.ok().map(|()| format!("{local}@{domain}"))
}

fn fits(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let labels_fit = |domain: &str| {
        domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-' || is_joining(c))
        })
    };
    let dots_fit = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let characters_fit =
        local.chars().all(|c| c.is_alphanumeric() || is_joining(c) || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let sent = for_servers(address);
    let sent_domain = sent.rsplit_once('@').map(|(_, domain)| domain);
    !local.is_empty()
        && local.len() <= 64
        && dots_fit
        && characters_fit
        && domain.contains('.')
        && labels_fit(domain)
        && sent_domain.is_some_and(|domain| domain.is_ascii() && labels_fit(domain))
        && sent.len() <= 254
        && address.len() <= 254
}

/// Marks on letters, of scripts that write with them.
fn is_joining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_mailbox_is_one_key_however_its_domain_is_written() {
        let right = "erika@müller.example";
        for way in [
            "erika@müller.example",
            "Erika@MÜLLER.example",
            "erika@xn--mller-kva.example",
            "ERIKA@XN--MLLER-KVA.EXAMPLE",
            "erika@mu\u{308}ller.example",
            "mailto:erika@müller.example",
            "\u{202a}erika@müller.example\u{202c}",
            "erika@müller。example",
            " erika@ｍüller.example ",
        ] {
            let kept = read("e", way).unwrap().unwrap();
            assert_eq!(key(&kept), right, "{way}");
            assert_eq!(key(way.trim_start_matches("mailto:").trim_matches(['\u{202a}', '\u{202c}'])), right, "{way}");
            assert_eq!(for_servers(&kept.to_lowercase()), "erika@xn--mller-kva.example");
        }
        for (one, other) in [
            ("info@straße.example", "info@xn--strae-oqa.example"),
            ("info@пример.example", "info@xn--e1afmkfd.example"),
            ("jürgen@example.org", "JÜRGEN@example.org"),
            ("ju\u{308}rgen@example.org", "jürgen@example.org"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_ne!(key("info@strasse.example"), key("info@straße.example"), "two domains");
        assert_eq!(key(" Nobody "), "nobody");
    }

    #[test]
    fn addresses_are_kept_as_they_are_written_but_for_their_domain() {
        for (written, kept) in [
            ("Erika.Muster+x@Example.ORG", "Erika.Muster+x@example.org"),
            ("o'neil@example.org", "o'neil@example.org"),
            ("a@sub.xn--mller-kva.example", "a@sub.müller.example"),
        ] {
            assert_eq!(read("e", written), Ok(Some(kept.to_owned())), "{written}");
        }
        assert_eq!(read("e", " \u{200b} "), Ok(None));
        for wrong in [
            "erika",
            "a@b",
            "a@@example.org",
            "erika@",
            "@example.org",
            "a b@example.org",
            "a@example",
            "a@-x.example",
            "a@xn--a.example",
            "a..b@example.org",
            "a@ex ample.org",
            "a@b@example.org",
        ] {
            assert_eq!(read("e", wrong).unwrap_err().code, "invalid", "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_key_has_itself_as_key(text in "[a-zA-ZäöüßÄ0-9.+@-]{1,12}@[a-zA-ZäöüßÄ0-9.-]{1,12}\\.[a-z]{2,4}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once.clone());
            if let Ok(Some(kept)) = read("e", &text) {
                prop_assert_eq!(key(&kept), once);
                prop_assert_eq!(key(&for_servers(&kept)), key(&kept));
            }
        }
    }
}
