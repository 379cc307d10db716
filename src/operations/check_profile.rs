//! What stands in a profile: checked alike wherever it is typed.

use super::check_draft::check_url;
use crate::domain::field::{Faults, FieldError};
use crate::domain::language::Language;
use crate::domain::mail_address;
use crate::domain::merchant::{Profile, Support};
use crate::domain::phone;
use crate::domain::text::line;

/// The colour of a merchant's first profile.
pub(super) const FIRST_ACCENT: &str = "#1d5fa8";

/// A profile about to be made, or what to change of one; absent parts stay, blank ones are taken away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProfileDraft {
    /// The merchant's own word for it, at most 60 characters.
    pub name: Option<String>,
    /// As pages and messages show it, at most 120 characters.
    pub display_name: Option<String>,
    /// The full name of the payee, at most 120 characters.
    pub legal_name: Option<String>,
    /// Town beneath the name, at most 60 characters.
    pub town: Option<String>,
    /// "#rrggbb"; whether it can be read is seen to when the page is made.
    pub accent: Option<String>,
    /// Language of pages and messages when nothing else decides.
    pub language: Option<String>,
    /// All of how payers reach the merchant.
    pub support: Option<Support>,
    /// Legal notice.
    pub imprint_url: Option<String>,
    /// Privacy notice.
    pub privacy_url: Option<String>,
    /// Whether requests get it that name none.
    pub is_default: Option<bool>,
    /// The version that was changed: if there is a newer one by now, nothing is done.
    pub instead_of: Option<i64>,
}

impl ProfileDraft {
    /// Writes it into a profile, or says all that is wrong with it. Phone numbers without a country code are of that country.
    pub(super) fn apply(&self, profile: &mut Profile, country: &str) -> Result<(), Vec<FieldError>> {
        let mut faults = Faults::new();
        let mut needed = |field: &str, text: &Option<String>, max: usize, kept: &mut String, detail: &str| {
            let Some(text) = text else { return };
            match faults.take(line(field, text, max)) {
                Some(Some(text)) => *kept = text,
                Some(None) => faults.add(field, "required", detail),
                None => {}
            }
        };
        needed("name", &self.name, 60, &mut profile.name, "Give the profile a name.");
        let detail = "Say what payers read as the name.";
        needed("display_name", &self.display_name, 120, &mut profile.display_name, detail);
        let mut optional = |text: &Option<String>, kept: &mut Option<String>, read: Reading<'_>| {
            if let Some(text) = text {
                *kept = faults.take(read(text)).flatten();
            }
        };
        optional(&self.legal_name, &mut profile.legal_name, &|text| line("legal_name", text, 120));
        optional(&self.town, &mut profile.town, &|text| line("town", text, 60));
        optional(&self.imprint_url, &mut profile.imprint_url, &|text| check_url("imprint_url", Some(text)));
        optional(&self.privacy_url, &mut profile.privacy_url, &|text| check_url("privacy_url", Some(text)));
        if let Some(accent) = &self.accent {
            profile.accent = faults.take(check_accent(accent)).unwrap_or_default();
        }
        if let Some(tag) = &self.language {
            let unknown = || FieldError::new("language", "unknown", Language::ADVICE);
            profile.language = faults.take(tag.parse().map_err(|()| unknown())).unwrap_or(profile.language);
        }
        if let Some(support) = &self.support {
            profile.support = check_support(support, country, "support.", &mut faults);
        }
        if self.is_default == Some(false) && profile.is_default {
            faults.add("default", "invalid", "Make another profile the default one instead.");
        }
        profile.is_default |= self.is_default == Some(true);
        faults.check()
    }
}

type Reading<'r> = &'r dyn Fn(&str) -> Result<Option<String>, FieldError>;

/// "#1D5FA8" as "#1d5fa8".
fn check_accent(text: &str) -> Result<String, FieldError> {
    let accent = text.trim().to_ascii_lowercase();
    let digits = accent.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(accent);
    }
    Err(FieldError::new("accent", "invalid", "Write a colour like #1d5fa8."))
}

/// Payers will dial and write to what stands here.
pub(super) fn check_support(support: &Support, country: &str, prefix: &str, faults: &mut Faults) -> Support {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let field = |name: &str| format!("{prefix}{name}");
    Support {
        phone: faults.take(phone::read(&field("phone"), &text(&support.phone), country)).flatten(),
        email: faults.take(mail_address::read(&field("email"), &text(&support.email))).flatten(),
        hours: faults.take(line(&field("hours"), &text(&support.hours), 120)).flatten(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(check_accent(" #1D5fA8 "), Ok("#1d5fa8".to_owned()));
        for wrong in ["", "1d5fa8", "#1d5fa", "#1d5fag", "red", "#äöü"] {
            assert_eq!(check_accent(wrong).unwrap_err().code, "invalid", "{wrong}");
        }
    }
}
