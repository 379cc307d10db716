//! Numbers as networks and gateways hand them over. They are real: whoever wrote has them, so that what the plans do not know is believed.

use super::plan::{self, Line, Seen};
use super::typed::needs_no_trunk;
use super::written::Written;

/// What a network says of a sender's number (SMPP's type of number).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// It begins with a country code.
    International,
    /// It is of the network's country.
    National,
    /// It is a name.
    Private,
    /// Nothing is said.
    #[default]
    Unknown,
}

/// Shorter ones are codes that a network gives to services.
const SHORTEST: usize = 7;

/// The sender's number in E.164, with the countries where the messages may come in, the likeliest first. Nothing for names, short codes
/// and what cannot be told; without a country that is every number which does not begin with a country code beyond doubt.
pub fn from_network(given: &str, numbering: Numbering, countries: &[&str]) -> Option<String> {
    let written = Written::read(given).filter(|written| written.digits.len() >= SHORTEST)?;
    let abroad = plan::international(&written.digits).ok().filter(|_| !written.digits.starts_with('0'));
    if written.international {
        return abroad.filter(Seen::is_possible).map(|seen| seen.e164());
    }
    let abroad = || abroad.iter();
    let within: Vec<Seen> = countries.iter().filter_map(|country| within(&written.digits, country)).collect();
    let is_valid = |seen: &&Seen| seen.is_valid();
    let is_mobile = |seen: &&Seen| seen.is_valid() && seen.line == Line::Mobile;
    let is_possible = |seen: &&Seen| seen.is_valid() || seen.is_possible() && !seen.national.starts_with('0');
    let found = match numbering {
        Numbering::Private => None,
        Numbering::International => abroad().find(is_possible).or_else(|| within.iter().find(is_valid)),
        Numbering::National if within.is_empty() => abroad().find(is_valid).filter(|_| !countries.is_empty()),
        // Whoever sends an SMS has a mobile, if in any of them.
        Numbering::National => within
            .iter()
            .find(is_mobile)
            .or_else(|| within.iter().chain(abroad()).find(is_valid))
            .or_else(|| within.iter().find(is_possible)),
        // Without a word for it networks write country codes; a number that is none is the country's own.
        Numbering::Unknown => abroad()
            .chain(&within)
            .find(is_valid)
            .or_else(|| within.iter().chain(abroad()).find(is_possible).filter(|_| !countries.is_empty())),
    };
    found.map(Seen::e164)
}

fn within(digits: &str, country: &str) -> Option<Seen> {
    let region = plan::region(country)?;
    let has_trunk = digits.starts_with(&plan::trunk(region));
    plan::within(digits, region).ok().filter(|seen| has_trunk || needs_no_trunk(seen))
}
