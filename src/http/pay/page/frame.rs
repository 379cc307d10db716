//! What every payment page has around its own content.

use super::PageInput;
use super::accent::Accent;
use super::files::FileLink;
use super::links;
use super::style::Style;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::i18n::{Arg, text, text_with};

/// Head, merchant, support, legal links and languages.
pub struct Frame {
    /// Of every text.
    pub language: Language,
    /// Of the window.
    pub title: String,
    /// Of the window, inside the page.
    pub icon: String,
    /// Who asks; absent where the link leads nowhere.
    pub merchant: Option<Merchant>,
    /// Whether a strip says that the money is pretended.
    pub test_mode: bool,
    /// Where the page looks for news of itself.
    pub refresh: Option<Refresh>,
    /// The same page in every language.
    pub languages: Vec<LanguageLink>,
    /// Legal notice.
    pub imprint: Option<String>,
    /// Privacy notice.
    pub privacy: Option<String>,
    /// How to reach the merchant.
    pub support: Option<SupportBlock>,
    /// What can be read beside the page, where it shows the details.
    pub files: Vec<FileLink>,
    /// The style block.
    pub style: Style,
}

/// Who asks.
pub struct Merchant {
    /// As payers know it.
    pub name: String,
    /// Town beneath.
    pub town: Option<String>,
    /// For the mark: "KN".
    pub initials: String,
}

/// How to reach the merchant: words and links.
pub struct SupportBlock {
    /// "Fragen an Klempnerei Nord".
    pub title: String,
    /// Link and number.
    pub phone: Option<(String, String)>,
    /// Link and address.
    pub email: Option<(String, String)>,
    /// When somebody answers.
    pub hours: Option<String>,
}

/// A page that changes by itself.
pub struct Refresh {
    /// Asked again and again; when the answer says something else, it takes the page's place.
    pub url: String,
}

/// The same page in another language.
pub struct LanguageLink {
    /// Where.
    pub href: String,
    /// Which.
    pub language: Language,
    /// Whether it is this one.
    pub current: bool,
}

impl Frame {
    /// Around a request's page.
    pub fn of(input: &PageInput<'_>, title: String) -> Self {
        let page = (input.language, input.pay_path);
        Self { files: input.files(), ..Self::around(input.profile, page, input.live, title, Style::of) }
    }

    /// Around a page of a merchant's: its language and where it is, in that style.
    pub fn around(
        profile: &Profile,
        (language, path): (Language, &str),
        live: bool,
        title: String,
        style: fn(Accent) -> Style,
    ) -> Self {
        let name = profile.display_name.clone();
        let initials = initials(&name);
        let accent = Accent::of(&profile.accent);
        Self {
            language,
            title,
            icon: accent.icon(&initials),
            merchant: Some(Merchant { initials, town: profile.town.clone(), name }),
            test_mode: !live,
            refresh: None,
            languages: languages(language, path),
            imprint: links::web(profile.imprint_url.as_deref()),
            privacy: links::web(profile.privacy_url.as_deref()),
            support: support(profile, language),
            files: Vec::new(),
            style: style(accent),
        }
    }

    /// Around a state: its headline names the window.
    pub fn titled(input: &PageInput<'_>, headline: &str) -> Self {
        // Where a headline may break says nothing to a window.
        let headline = headline.replace('\u{ad}', "");
        let args = [("headline", headline.into()), ("merchant", input.profile.display_name.as_str().into())];
        Self::of(input, text_with(input.language, "pay-title", &args))
    }

    /// Around a page without a merchant. Language links only where the page answers a GET.
    pub fn bare(language: Language, title: String, with_languages: bool) -> Self {
        let accent = Accent::of("");
        Self {
            language,
            title,
            icon: accent.icon(""),
            merchant: None,
            test_mode: false,
            refresh: None,
            languages: if with_languages { languages(language, "") } else { Vec::new() },
            imprint: None,
            privacy: None,
            support: None,
            files: Vec::new(),
            style: Style::of(accent),
        }
    }

    /// In another language the payer is still there, not on the payment page.
    pub fn stays_at(&mut self, path: &str) {
        self.languages = languages(self.language, path);
    }

    /// In another language the same is asked.
    pub fn asks_with(&mut self, query: &str) {
        for link in &mut self.languages {
            link.href = format!("{}&{query}", link.href);
        }
    }

    /// The same page, looking for news of itself at `path`.
    pub fn refreshing(mut self, path: &str) -> Self {
        self.refresh = Some(Refresh { url: format!("{path}?lang={}", self.language.tag()) });
        self
    }

    /// A text in the page's language.
    pub fn t(&self, key: &str) -> String {
        text(self.language, key)
    }

    /// A text that holds one value.
    pub fn with(&self, key: &str, name: &str, value: &str) -> String {
        text_with(self.language, key, &[(name, Arg::from(value))])
    }
}

fn languages(current: Language, path: &str) -> Vec<LanguageLink> {
    let link = |language: Language| LanguageLink {
        href: format!("{path}?lang={}", language.tag()),
        language,
        current: language == current,
    };
    Language::ALL.into_iter().map(link).collect()
}

fn support(profile: &Profile, language: Language) -> Option<SupportBlock> {
    let given = &profile.support;
    let merchant = Arg::from(profile.display_name.as_str());
    (given.phone.is_some() || given.email.is_some() || given.hours.is_some()).then(|| SupportBlock {
        title: text_with(language, "pay-support", &[("merchant", merchant)]),
        phone: given.phone.as_deref().map(|phone| (links::call(phone), links::readable(phone))),
        email: given.email.as_deref().map(|email| (links::mail(email, None), email.to_owned())),
        hours: given.hours.clone(),
    })
}

/// The first letters of the first two words: "KN" for Klempnerei Nord.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    letters.take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_hold_initials() {
        assert_eq!(initials("Klempnerei Nord GmbH"), "KN");
        assert_eq!(initials("ärzte am Markt"), "ÄA");
        assert_eq!(initials("„Zum Anker“"), "ZA");
        assert_eq!(initials("Stadtwerke"), "S");
        assert_eq!(initials("— "), "");
    }
}
