//! Who is asked to pay. Personal data: kept in a table of its own, out of logs, events and jobs.

use super::channel::Channel;
use super::field::FieldError;
use super::language::Language;
use super::text::{any_line, line};
use std::fmt;

/// Who is asked to pay; every part may be absent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Payer {
    /// As it should be addressed, at most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number of E.164: "+4915112345678".
    pub phone: Option<String>,
    /// Language of page and messages.
    pub language: Option<Language>,
    /// One line, at most 200 characters.
    pub address: Option<String>,
}

impl fmt::Debug for Payer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Payer(…)")
    }
}

impl Payer {
    /// Where a message on that channel goes.
    pub fn reached_by(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Sms => self.phone.as_deref(),
            Channel::Email => self.email.as_deref(),
        }
    }

    /// The name as the payment page shows it: "E. Mustermann". The link is a bearer secret, so not the whole name.
    pub fn masked_name(&self) -> Option<String> {
        let words: Vec<&str> = self.name.as_deref()?.split_whitespace().collect();
        let (last, firsts) = words.split_last()?;
        let initials = firsts.iter().filter_map(|word| word.chars().next()).map(|initial| format!("{initial}. "));
        let masked_last = if firsts.is_empty() {
            last.chars().next().map(|initial| format!("{initial}.")).unwrap_or_default()
        } else {
            (*last).to_owned()
        };
        Some(initials.collect::<String>() + &masked_last)
    }
}

/// An e-mail address in the form that mail servers accept: one @, a domain with a dot, no spaces, at most 254 octets.
pub fn email(field: &str, text: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = line(field, text, 254)? else { return Ok(None) };
    let fits = text.rsplit_once('@').is_some_and(|(local, domain)| {
        let labels_fit = domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        let dots_fit = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        let characters_fit = local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
        !local.is_empty() && local.len() <= 64 && dots_fit && characters_fit && domain.contains('.') && labels_fit
    });
    if fits && text.len() <= 254 {
        Ok(Some(text))
    } else {
        Err(FieldError::new(field, "invalid", "Write an e-mail address like name@example.org."))
    }
}

/// A phone number with its country code, brought into the form of E.164.
pub fn phone(field: &str, text: &str) -> Result<Option<String>, FieldError> {
    let invalid =
        || FieldError::new(field, "invalid", "Write the number with its country code, like +49 151 12345678.");
    let Some(text) = any_line(field, text, 40)? else { return Ok(None) };
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '/' | '(' | ')' | '.' | '\u{a0}')).collect();
    let international = plain.strip_prefix("00").map(|rest| format!("+{rest}")).unwrap_or(plain);
    let digits = international.strip_prefix('+').ok_or_else(invalid)?;
    let fits =
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if fits { Ok(Some(international)) } else { Err(invalid()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked() {
        let masked = |name: &str| Payer { name: Some(name.into()), ..Payer::default() }.masked_name();
        assert_eq!(masked("Erika Mustermann").as_deref(), Some("E. Mustermann"));
        assert_eq!(masked("Hans Peter Muster").as_deref(), Some("H. P. Muster"));
        assert_eq!(masked("Cher").as_deref(), Some("C."));
        assert_eq!(masked(" "), None);
    }

    #[test]
    fn addresses_and_numbers_are_checked() {
        assert!(email("e", "erika@example.org").unwrap().is_some());
        assert!(email("e", "jörg@müller.de").unwrap().is_some());
        for bad in ["erika", "a@b", "a b@example.org", "a@-x.org", "@example.org", "a@@example.org", "a..b@example.org"]
        {
            assert!(email("e", bad).is_err(), "{bad}");
        }
        assert_eq!(phone("p", "+49 (151) 1234-5678").unwrap().as_deref(), Some("+4915112345678"));
        assert_eq!(phone("p", "0049 461 1234567").unwrap().as_deref(), Some("+494611234567"));
        assert!(phone("p", "+49 151 12345678").unwrap().is_some());
        for bad in ["0151 12345678", "+0 12345678", "+49", "+49abc"] {
            assert!(phone("p", bad).is_err(), "{bad}");
        }
    }
}
