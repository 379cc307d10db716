//! Numbers as people and their files write them: read where they can be only one number, else refused with what is wrong.

use super::plan::{self, Blind, Fit, Line, Seen};
use super::written::Written;

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Something else was written.
    NoNumber,
    /// It lacks its country code, and cannot be completed.
    NoCountry,
    /// No country has that code.
    UnknownCountry,
    /// Digits are missing.
    TooShort,
    /// There are too many.
    TooLong,
    /// A zero behind the country code, in a country that has none.
    TrunkZero,
    /// It is one number as it stands and another within the country.
    Unclear,
}

impl From<Blind> for Wrong {
    fn from(blind: Blind) -> Self {
        match blind {
            Blind::UnknownCountry => Self::UnknownCountry,
            Blind::TooShort => Self::TooShort,
            Blind::TooLong => Self::TooLong,
        }
    }
}

/// The number in E.164. The plans lag behind what is given out, so that a number of a possible length is believed; but not one that
/// looks like a mistake.
pub(super) fn read(written: &Written, country: &str) -> Result<String, Wrong> {
    if written.international {
        let seen = international(written)?;
        return judged(&seen);
    }
    national(&written.digits, country)
}

/// A zero in brackets is for those who dial within the country, except where it belongs to the number.
fn international(written: &Written) -> Result<Seen, Wrong> {
    let whole = plan::international(&written.digits);
    let without = written.without_bracketed_zero.as_deref().and_then(|digits| plan::international(digits).ok());
    match (whole, without) {
        (Ok(whole), Some(without)) if without.is_valid() => {
            let is_whole = whole.is_valid() && !(without.line == Line::Mobile && whole.line != Line::Mobile);
            Ok(if is_whole { whole } else { without })
        }
        (Ok(whole), Some(without)) if without.is_possible() && !whole.is_possible() => Ok(without),
        (Ok(whole), _) => Ok(whole),
        (Err(_), Some(without)) => Ok(without),
        (Err(blind), None) => Err(blind.into()),
    }
}

/// Italy with the Vatican, San Marino, Ivory Coast, Benin, Gabon, Congo: there a zero belongs to the number.
const BEGIN_WITH_ZERO: [i32; 7] = [39, 378, 379, 225, 229, 241, 242];
/// So many digits at most are missing or too many where a mistake shows.
const NEAR: usize = 4;
/// ITU-T E.164: fifteen digits, behind a plus.
const LONGEST: usize = 16;

fn judged(seen: &Seen) -> Result<String, Wrong> {
    if seen.is_valid() {
        return Ok(seen.e164());
    }
    if let Some(overseas) = overseas(seen) {
        return Ok(overseas.e164());
    }
    let is_one = |national: &str| seen.with(national).is_some_and(|other| other.is_valid());
    if let Some(rest) = seen.national.strip_prefix('0') {
        if is_one(rest) {
            return Err(Wrong::TrunkZero);
        }
        if !BEGIN_WITH_ZERO.contains(&seen.code) {
            return Err(wrong_length(seen).unwrap_or(Wrong::NoNumber));
        }
    }
    // In Italy the zero belongs to the number; some leave it out as they would elsewhere.
    if matches!(seen.code, 39 | 378)
        && let Some(whole) = seen.with(&format!("0{}", seen.national)).filter(Seen::is_valid)
    {
        return Ok(whole.e164());
    }
    if let Some(wrong) = wrong_length(seen) {
        return Err(wrong);
    }
    // Of a possible length, but with a mobile's beginning and not its length.
    let is_mobile = |national: &str| seen.with(national).is_some_and(|o| o.is_valid() && o.line == Line::Mobile);
    let with_more = |more: usize| is_mobile(&format!("{}{}", seen.national, "5".repeat(more)));
    let with_less = |less: usize| seen.national.len().checked_sub(less).is_some_and(|n| is_mobile(&seen.national[..n]));
    match (1..=NEAR).find_map(|n| with_more(n).then_some(Wrong::TooShort).or(with_less(n).then_some(Wrong::TooLong))) {
        Some(wrong) => Err(wrong),
        None => Ok(seen.e164()),
    }
}

/// France's overseas departments are dialled from France like any number there, but have country codes of their own: Réunion and Mayotte,
/// Guadeloupe, Guiana, Martinique.
fn overseas(seen: &Seen) -> Option<Seen> {
    const CODES: [i32; 4] = [262, 590, 594, 596];
    let elsewhere = |code: &i32| plan::international(&format!("{code}{}", seen.national)).ok().filter(Seen::is_valid);
    (seen.code == 33).then(|| CODES.iter().find_map(elsewhere)).flatten()
}

fn wrong_length(seen: &Seen) -> Option<Wrong> {
    match seen.fit {
        Fit::Possible if seen.e164().len() > LONGEST => Some(Wrong::TooLong),
        Fit::Valid | Fit::Possible => None,
        Fit::TooShort => Some(Wrong::TooShort),
        Fit::TooLong => Some(Wrong::TooLong),
    }
}

/// A number that is dialled within a country, or that has lost its plus, or its zero: spreadsheets take both for ornaments.
fn national(digits: &str, country: &str) -> Result<String, Wrong> {
    let region = plan::region(country).ok_or(Wrong::NoCountry)?;
    let trunk = plan::trunk(region);
    let is_bare = !trunk.is_empty() && !digits.starts_with(&trunk);
    let within = plan::within(digits, region);
    let abroad = plan::international(digits).ok().filter(|_| !digits.starts_with('0')).filter(Seen::is_valid);
    let complete = within.as_ref().ok().filter(|seen| seen.is_valid() && (!is_bare || needs_no_trunk(seen)));
    match (complete, abroad) {
        (Some(within), Some(abroad)) if *within != abroad => Err(Wrong::Unclear),
        (Some(within), _) => Ok(within.e164()),
        // Within the country it would be too long, or lacks what is dialled before.
        (None, Some(abroad)) if is_bare || !within.as_ref().is_ok_and(Seen::is_possible) => Ok(abroad.e164()),
        (None, _) if is_bare => Err(match within {
            Ok(seen) if seen.fit == Fit::TooLong => Wrong::TooLong,
            Ok(_) | Err(_) => Wrong::NoCountry,
        }),
        (None, _) => judged(&within?),
    }
}

/// Whether a number is whole without what is dialled before it within the country. The beginning tells; but a fixed line's may be a local
/// number without its area, which is shorter.
pub(super) fn needs_no_trunk(seen: &Seen) -> bool {
    seen.line != Line::Fixed || (9..=11).contains(&seen.national.len())
}
