//! The languages in which messages are written: more than the pages speak so far.

use super::language::Language;
use std::str::FromStr;

/// A language with default wordings for every purpose.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Tongue {
    /// German.
    De,
    /// English.
    En,
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// Italian.
    It,
    /// Spanish.
    Es,
    /// Polish.
    Pl,
}

impl Tongue {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [Self::De, Self::En, Self::Fr, Self::Nl, Self::It, Self::Es, Self::Pl];

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::It => "it",
            Self::Es => "es",
            Self::Pl => "pl",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::De => "Deutsch",
            Self::En => "English",
            Self::Fr => "Français",
            Self::Nl => "Nederlands",
            Self::It => "Italiano",
            Self::Es => "Español",
            Self::Pl => "Polski",
        }
    }
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        match language {
            Language::De => Self::De,
            Language::En => Self::En,
        }
    }
}

impl FromStr for Tongue {
    type Err = ();

    /// Takes the primary subtag: "fr-CH" is French.
    fn from_str(tag: &str) -> Result<Self, ()> {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        Self::ALL.into_iter().find(|tongue| tongue.tag().eq_ignore_ascii_case(primary)).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_pages_is_one_of_messages() {
        for language in Language::ALL {
            assert_eq!(Tongue::from(language).tag(), language.tag());
        }
        assert_eq!(("fr-CH".parse(), "pt".parse::<Tongue>()), (Ok(Tongue::Fr), Err(())));
    }
}
