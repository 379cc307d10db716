//! Whom a report is about, in the many ways in which mail servers write an address.

use crate::domain::channel::Channel;
use crate::domain::consent::same_address;
use std::fmt;

/// Nobody needs more of them: a mail of ours has one recipient.
const MOST: usize = 20;

/// Whom a report names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Who did not get the mail.
    failed: Vec<String>,
    /// Whom the other server's words name.
    told: Vec<String>,
}

impl Recipients {
    /// Of a delivery report: the final recipient is who failed. The original one is whom the mail was written to: with another final
    /// one the mail was forwarded. `words` are those of the server that refused it.
    pub(super) fn of_report(original: Option<&str>, last: Option<&str>, words: &str) -> Self {
        let address = |field: Option<&str>| field.map(plain).filter(|address| is_address(address));
        let failed = address(last).or_else(|| address(original));
        // Of the words only what stands in brackets: they also say whom to ask.
        let in_brackets = words.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(address, _)| address);
        let told = in_brackets.map(plain).filter(|address| is_address(address) && !is_to_ask(address));
        Self { failed: failed.into_iter().collect(), told: told.take(MOST).collect() }
    }

    /// Of a report in words alone.
    pub(super) fn of_words(failed: Option<&str>, words: &str) -> Self {
        let named = failed.map(addresses_in).filter(|named| !named.is_empty());
        Self { failed: named.unwrap_or_else(|| addresses_in(words)), told: Vec::new() }
    }

    /// The first of them.
    pub fn first(&self) -> Option<&str> {
        self.failed.first().map(String::as_str)
    }

    /// Whether it is about that address, and not about one that its mails are forwarded to.
    pub fn include(&self, address: &str) -> bool {
        let is_named = |named: &[String]| named.iter().any(|named| is_same(named, address));
        is_named(&self.failed) && (self.told.is_empty() || is_named(&self.told))
    }
}

impl fmt::Debug for Recipients {
    /// Without addresses: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipients({} failed, {} told)", self.failed.len(), self.told.len())
    }
}

/// All addresses within a text.
fn addresses_in(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "<>()[],;:\"'".contains(c));
    words.map(plain).filter(|word| is_address(word)).take(MOST).collect()
}

/// Without the type in front ("rfc822;"), brackets, quotes and a route ("@relay.example:erika@example.com").
fn plain(address: &str) -> String {
    let address = address.split_once(';').map_or(address, |(_, address)| address);
    let address = address.trim_matches(|c: char| c.is_whitespace() || "<>\"'.,".contains(c));
    let routed = if address.starts_with('@') { address.rsplit(':').next() } else { None };
    routed.unwrap_or(address).trim_start_matches("mailto:").to_owned()
}

fn is_address(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.contains(char::is_whitespace)
}

fn is_to_ask(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_lowercase();
    ["postmaster", "abuse", "support", "helpdesk", "admin", "hostmaster"].contains(&local.as_str())
}

/// Whether two spellings are one mailbox: upper and lower case, encoded characters, and the name of the host that keeps it.
fn is_same(named: &str, address: &str) -> bool {
    let address = same_address(Channel::Email, address);
    [named.to_owned(), decoded(named)].iter().map(|named| same_address(Channel::Email, named)).any(|named| {
        named == address
            || named.rsplit_once('@').zip(address.rsplit_once('@')).is_some_and(|((left, host), (right, domain))| {
                let is_within =
                    |host: &str, domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
                left == right && (is_within(host, domain) || is_within(domain, host))
            })
    })
}

/// "+2B" of RFC 3461 and "\x{FC}" of RFC 6533.
fn decoded(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(c) = rest.chars().next() {
        let braced = rest.strip_prefix("\\x{").and_then(|code| code.split_once('}'));
        let (code, after) = match (braced, rest.strip_prefix('+')) {
            (Some((code, after)), _) => (Some(code), after),
            (None, Some(after)) => after.split_at_checked(2).map_or((None, ""), |(code, after)| (Some(code), after)),
            (None, None) => (None, ""),
        };
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(meant) => {
                plain.push(meant);
                rest = after;
            }
            None => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_known_in_every_spelling_of_a_report() {
        for (original, last, words) in [
            (None, Some("rfc822; erika@example.com"), ""),
            (Some("rfc822;Erika@Example.COM"), None, ""),
            (Some("rfc822;erika+40example.com"), Some("rfc822;<erika@example.com>"), "550 <erika@example.com> unknown"),
            (None, Some("RFC822;@relay.example:erika@example.com"), "550 ask <postmaster@example.com>"),
            (Some("rfc822;erika@example.com"), Some("X-LOCAL;erika"), ""),
            (None, Some("rfc822;erika@mx1.example.com"), "550 <erika@example.com>... User unknown"),
            (None, Some("utf-8; \\x{65}rika@example.com"), ""),
        ] {
            let named = Recipients::of_report(original, last, words);
            assert!(named.include("erika@example.com") && named.include("ERIKA@example.com"), "{named:?}");
        }
        let umlaut = Recipients::of_report(None, Some("rfc822;erika@xn--mller-kva.example"), "");
        assert!(umlaut.include("erika@müller.example") && !umlaut.include("erika@muller.example"));
        assert!(
            Recipients::of_report(None, Some("rfc822;erika+2Bnord@example.com"), "").include("erika+nord@example.com")
        );
        assert!(Recipients::of_report(None, Some("rfc822;erika+ab@example.com"), "").include("erika+ab@example.com"));
        assert!(Recipients::of_report(None, Some("utf-8;m\\x{FC}ller@example.com"), "").include("müller@example.com"));
    }

    #[test]
    fn a_report_about_somebody_else_is_not_about_the_address() {
        for (original, last, words) in [
            (Some("rfc822;erika@example.com"), Some("rfc822;erika@dead.example"), "550 user unknown"),
            (None, Some("rfc822;erika@example.com"), "550 <erika@dead.example> user unknown"),
            (None, Some("rfc822;erika@other-example.com"), ""),
            (None, None, "550 user unknown"),
            (None, Some("rfc822;"), ""),
        ] {
            let named = Recipients::of_report(original, last, words);
            assert!(!named.include("erika@example.com"), "{named:?}");
        }
    }

    #[test]
    fn words_name_their_recipients_anywhere() {
        let told = "Your message to <Erika@Example.com> (mailto:erika@example.com) could not be delivered.";
        assert!(Recipients::of_words(None, told).include("erika@example.com"));
        assert!(!Recipients::of_words(Some("dead@box.example"), told).include("erika@example.com"));
        assert!(Recipients::of_words(Some("a@b.example, erika@example.com"), "").include("erika@example.com"));
        assert_eq!(Recipients::of_words(None, "nobody @ all").first(), None);
    }
}
