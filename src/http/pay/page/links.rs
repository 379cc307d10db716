//! Links that merchants may set: only to where a browser should go from here.

use crate::domain::phone;
use std::fmt::Write;

/// An address on the web, or nothing: `javascript:` and its kin never become a link.
pub fn web(address: Option<&str>) -> Option<String> {
    let url = url::Url::parse(address?).ok()?;
    (matches!(url.scheme(), "https" | "http") && url.has_host()).then(|| url.to_string())
}

/// `mailto:` with an optional subject.
pub fn mail(address: &str, subject: Option<&str>) -> String {
    let mut link = format!("mailto:{}", percent(address, "@.+-_"));
    if let Some(subject) = subject {
        link += "?subject=";
        link += &percent(subject, ".-_");
    }
    link
}

/// `tel:` with digits and a leading plus only.
pub fn call(phone: &str) -> String {
    format!("tel:{}", phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
}

/// A number for the eye, as everywhere; it does not break across lines.
pub fn readable(number: &str) -> String {
    phone::spaced(number).replace(' ', "\u{a0}")
}

/// Percent-encodes everything but letters, digits and what is kept.
fn percent(text: &str, kept: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || kept.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(web(Some("https://example.org/a?b=c")).as_deref(), Some("https://example.org/a?b=c"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "/relative", "https:", "", "ftp://example.org"] {
            assert_eq!(web(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn mails_and_calls_carry_no_more_than_they_say() {
        assert_eq!(mail("a?bcc=b@example.org", None), "mailto:a%3Fbcc%3Db@example.org");
        assert_eq!(mail("a@example.org", Some("Ä & b")), "mailto:a@example.org?subject=%C3%84%20%26%20b");
        assert_eq!(call("+49 461;x"), "tel:+49461");
        assert_eq!(readable("+494611234567"), "+49\u{a0}461\u{a0}1234567");
        assert_eq!(readable("0461"), "0461");
    }
}
