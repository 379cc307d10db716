//! In which time zones a phone number may ring: quiet hours are those of whoever is woken.

use super::message::Hours;
use super::time::{Timestamp, Zone};

/// Calling codes (ITU-T E.164) and the zones of their country. A country of many zones has those at its edges: what is day in all of
/// them is day everywhere between. Longer codes come before the shorter ones that they begin with.
const ZONES: &[(&str, &[&str])] = &[
    // North America; Hawaii and Alaska have area codes of their own.
    ("1808", &["Pacific/Honolulu"]),
    ("1907", &["America/Anchorage"]),
    ("1787", &["America/Puerto_Rico"]),
    ("1939", &["America/Puerto_Rico"]),
    ("1709", &["America/St_Johns"]),
    ("1", &["America/New_York", "America/Los_Angeles"]),
    ("20", &["Africa/Cairo"]),
    ("27", &["Africa/Johannesburg"]),
    ("30", &["Europe/Athens"]),
    ("31", &["Europe/Amsterdam"]),
    ("32", &["Europe/Brussels"]),
    ("33", &["Europe/Paris"]),
    // Spain with the Canary Islands, Portugal with the Azores.
    ("34", &["Europe/Madrid", "Atlantic/Canary"]),
    ("351", &["Europe/Lisbon", "Atlantic/Azores"]),
    ("352", &["Europe/Luxembourg"]),
    ("353", &["Europe/Dublin"]),
    ("354", &["Atlantic/Reykjavik"]),
    ("355", &["Europe/Tirane"]),
    ("356", &["Europe/Malta"]),
    ("357", &["Asia/Nicosia"]),
    ("358", &["Europe/Helsinki"]),
    ("359", &["Europe/Sofia"]),
    ("36", &["Europe/Budapest"]),
    ("370", &["Europe/Vilnius"]),
    ("371", &["Europe/Riga"]),
    ("372", &["Europe/Tallinn"]),
    ("373", &["Europe/Chisinau"]),
    ("376", &["Europe/Andorra"]),
    ("377", &["Europe/Monaco"]),
    ("378", &["Europe/San_Marino"]),
    ("380", &["Europe/Kyiv"]),
    ("381", &["Europe/Belgrade"]),
    ("382", &["Europe/Podgorica"]),
    ("383", &["Europe/Belgrade"]),
    ("385", &["Europe/Zagreb"]),
    ("386", &["Europe/Ljubljana"]),
    ("387", &["Europe/Sarajevo"]),
    ("389", &["Europe/Skopje"]),
    ("39", &["Europe/Rome"]),
    ("40", &["Europe/Bucharest"]),
    ("41", &["Europe/Zurich"]),
    ("420", &["Europe/Prague"]),
    ("421", &["Europe/Bratislava"]),
    ("423", &["Europe/Vaduz"]),
    ("43", &["Europe/Vienna"]),
    ("44", &["Europe/London"]),
    ("45", &["Europe/Copenhagen"]),
    ("46", &["Europe/Stockholm"]),
    ("47", &["Europe/Oslo"]),
    ("48", &["Europe/Warsaw"]),
    ("49", &["Europe/Berlin"]),
    ("52", &["America/Mexico_City", "America/Tijuana"]),
    ("54", &["America/Argentina/Buenos_Aires"]),
    ("55", &["America/Sao_Paulo", "America/Rio_Branco"]),
    ("61", &["Australia/Sydney", "Australia/Perth"]),
    ("64", &["Pacific/Auckland"]),
    ("65", &["Asia/Singapore"]),
    ("7", &["Europe/Kaliningrad", "Asia/Kamchatka"]),
    ("81", &["Asia/Tokyo"]),
    ("82", &["Asia/Seoul"]),
    ("86", &["Asia/Shanghai"]),
    ("90", &["Europe/Istanbul"]),
    ("91", &["Asia/Kolkata"]),
    ("965", &["Asia/Kuwait"]),
    ("966", &["Asia/Riyadh"]),
    ("971", &["Asia/Dubai"]),
    ("972", &["Asia/Jerusalem"]),
];

/// The zones of whoever has that number of E.164; the merchant's where the number does not tell.
pub fn zones_of(phone: &str, merchant: &Zone) -> Vec<Zone> {
    let digits = phone.strip_prefix('+').unwrap_or(phone);
    let known = ZONES.iter().find(|(code, _)| digits.starts_with(code));
    let named = known.into_iter().flat_map(|(_, names)| names.iter().filter_map(|name| Zone::named(name)));
    let zones: Vec<Zone> = named.collect();
    if zones.is_empty() { vec![merchant.clone()] } else { zones }
}

/// `at`, or the next instant after it that lies within the hours for whoever has that number.
pub fn next_allowed(hours: Hours, at: Timestamp, phone: &str, merchant: &Zone) -> Timestamp {
    hours.next(at, &zones_of(phone, merchant))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn every_zone_exists_and_no_code_hides_another() {
        for (place, (code, zones)) in ZONES.iter().enumerate() {
            assert!(!zones.is_empty() && zones.iter().all(|zone| Zone::named(zone).is_some()), "{code}");
            assert!(!ZONES[..place].iter().any(|(earlier, _)| code.starts_with(earlier)), "{code} is never found");
        }
    }

    #[test]
    fn the_night_is_that_of_whoever_is_woken() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let hours = Hours { from: 8, until: 20 };
        let next = |phone, text| next_allowed(hours, at(text), phone, &berlin);
        // Seven in the morning in London, eight in Berlin.
        assert_eq!(next("+4915112345678", "2026-12-01T07:00:00Z"), at("2026-12-01T07:00:00Z"));
        assert_eq!(next("+447700900123", "2026-12-01T07:00:00Z"), at("2026-12-01T08:00:00Z"));
        // Somewhere in North America: day on both coasts.
        assert_eq!(next("+12025550123", "2026-12-01T13:00:00Z"), at("2026-12-01T16:00:00Z"));
        assert_eq!(next("+12025550123", "2026-12-02T01:30:00Z"), at("2026-12-02T16:00:00Z"));
        assert_eq!(next("+18085550123", "2026-12-01T13:00:00Z"), at("2026-12-01T18:00:00Z"));
        // A number that tells no country is one of the merchant's.
        assert_eq!(next("+888123", "2026-12-01T06:00:00Z"), at("2026-12-01T07:00:00Z"));
        // Hours that no instant satisfies everywhere are those of the first zone.
        let narrow = Hours { from: 8, until: 10 };
        let allowed = next_allowed(narrow, at("2026-12-01T12:00:00Z"), "+12025550123", &berlin);
        assert_eq!(allowed, at("2026-12-01T13:00:00Z"), "eight in New York");
    }
}
