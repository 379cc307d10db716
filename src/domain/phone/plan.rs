//! What the numbering plans of the world say of a number: Google's metadata, by a library that reads a plan when it is first asked for.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
    ValidationError,
};

/// A number as its plan sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// The calling code.
    pub code: i32,
    /// What stands behind it, zeros that belong to it included.
    pub national: String,
    /// Whether it can be one.
    pub fit: Fit,
    /// What kind of line it is.
    pub line: Line,
}

/// Whether a plan has such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// In a range that is given out.
    Valid,
    /// As long as numbers there are.
    Possible,
    /// Shorter than any.
    TooShort,
    /// Longer than any.
    TooLong,
}

/// What is at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A phone that takes SMS, or may be one: in some countries the number does not tell.
    Mobile,
    /// A line that ends in a wall.
    Fixed,
    /// Neither, or nobody knows.
    Other,
}

/// Why nothing is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blind {
    /// No country has this code.
    UnknownCountry,
    /// Far too short.
    TooShort,
    /// Far too long.
    TooLong,
}

impl Seen {
    /// "+4915112345678".
    pub fn e164(&self) -> String {
        format!("+{}{}", self.code, self.national)
    }

    /// Whether its range is given out.
    pub fn is_valid(&self) -> bool {
        self.fit == Fit::Valid
    }

    /// Whether it is as long as numbers there are.
    pub fn is_possible(&self) -> bool {
        matches!(self.fit, Fit::Valid | Fit::Possible)
    }

    /// The same country's number with other digits.
    pub fn with(&self, national: &str) -> Option<Self> {
        international(&format!("{}{national}", self.code)).ok().filter(|other| other.code == self.code)
    }
}

/// A number with its country code, without the plus.
pub(super) fn international(digits: &str) -> Result<Seen, Blind> {
    see(&format!("+{digits}"), None)
}

/// A number as it is dialled within a country, or from it.
pub(super) fn within(digits: &str, region: Region) -> Result<Seen, Blind> {
    see(digits, Some(region))
}

/// The plan of a country (ISO 3166-1 alpha-2); none where it has none.
pub(super) fn region(country: &str) -> Option<Region> {
    let region: Region = country.parse().ok()?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| region)
}

/// The country whose number it is.
pub(super) fn country(seen: &Seen) -> Option<String> {
    let read = PHONE_NUMBER_UTIL.parse(seen.e164(), None).ok()?;
    let known = read.get_region_code().or_else(|| PHONE_NUMBER_UTIL.get_region_for_country_code(seen.code));
    known.map(|region| region.as_region_str().to_string())
}

/// What people write before a number of their own country: what the country's example has before it.
pub(super) fn trunk(region: Region) -> String {
    let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) else { return String::new() };
    let dialled = example.format_as(PhoneNumberFormat::National);
    let dialled: String = dialled.chars().filter(char::is_ascii_digit).collect();
    let national = example.get_national_significant_number();
    dialled.strip_suffix(national.as_str()).unwrap_or_default().to_owned()
}

fn see(text: &str, region: Option<Region>) -> Result<Seen, Blind> {
    let read = PHONE_NUMBER_UTIL.parse(text, region).map_err(|why| match why {
        ParseError::InvalidCountryCode => Blind::UnknownCountry,
        ParseError::TooLongNsn => Blind::TooLong,
        _ => Blind::TooShort,
    })?;
    let seen = judged(&read);
    // Rules that the metadata do not have.
    let today = super::twins::today(seen.code, &seen.national, seen.is_valid());
    Ok(today.and_then(|national| whole(seen.code, &national)).filter(Seen::is_possible).unwrap_or(seen))
}

fn whole(code: i32, national: &str) -> Option<Seen> {
    PHONE_NUMBER_UTIL.parse(format!("+{code}{national}"), None).ok().map(|read| judged(&read))
}

fn judged(read: &PhoneNumber) -> Seen {
    let fit = match read.is_possible_with_reason() {
        _ if read.is_valid() => Fit::Valid,
        Ok(NumberLengthType::IsPossible) => Fit::Possible,
        Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => Fit::TooShort,
        Err(ValidationError::TooLong) => Fit::TooLong,
        // Between two lengths that there are: as short as the longer one misses digits.
        Err(ValidationError::InvalidLength | ValidationError::InvalidCountryCode) => Fit::TooShort,
    };
    let line = match read.get_type() {
        PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile => Line::Mobile,
        PhoneNumberType::FixedLine => Line::Fixed,
        _ => Line::Other,
    };
    let e164 = read.format_as(PhoneNumberFormat::E164);
    let code = read.country_code;
    let national = e164.trim_start_matches('+').strip_prefix(&code.to_string()).unwrap_or_default().to_owned();
    Seen { code, national, fit, line }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Numbers that the plans give as examples: region, number in E.164, and how it is written within the country and from abroad.
    pub fn examples() -> Vec<(String, PhoneNumber)> {
        let kinds =
            [PhoneNumberType::FixedLine, PhoneNumberType::Mobile, PhoneNumberType::TollFree, PhoneNumberType::VoIP];
        PHONE_NUMBER_UTIL
            .get_supported_regions()
            .flat_map(|region| kinds.map(|kind| (region, kind)))
            .filter_map(|(region, kind)| {
                let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind).ok()?;
                Some((region.as_region_str().to_string(), example))
            })
            .collect()
    }

    #[test]
    fn every_country_that_a_merchant_may_be_in_has_a_plan() {
        for country in ["DE", "AT", "CH", "LI", "FR", "IT", "SM", "VA", "GB", "PL", "XK", "US", "AR", "MX", "BR", "JP"]
        {
            assert!(region(country).is_some(), "{country}");
        }
        for nowhere in ["", "ZZ", "DEU"] {
            assert!(region(nowhere).is_none(), "{nowhere}");
        }
        let trunks =
            [("DE", "0"), ("GB", "0"), ("HU", "06"), ("RU", "8"), ("PL", ""), ("IT", ""), ("US", ""), ("ES", "")];
        for (country, prefix) in trunks {
            assert_eq!(trunk(region(country).unwrap()), prefix, "{country}");
        }
    }
}
