//! In which time zones a phone number may ring: quiet hours are those of whoever is woken.

use super::message::Hours;
use super::time::{Timestamp, Zone};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Beginnings of numbers, each with its zones. Where one does not tell the place, it has the zones of its whole country: what is day in all
/// of them is day wherever it rings.
static ZONES: LazyLock<HashMap<u32, Vec<Zone>>> = LazyLock::new(|| {
    let rows = include_str!("payer_zones.txt").lines().filter(|line| !line.starts_with('#'));
    rows.flat_map(|row| {
        let mut fields = row.split('\t');
        let beginnings = fields.next().unwrap_or_default();
        let zones: Vec<Zone> = fields.filter_map(Zone::named).collect();
        beginnings.split(' ').filter_map(move |beginning| Some((beginning.parse().ok()?, zones.clone())))
    })
    .collect()
});

/// No beginning in the table has more digits.
const LONGEST: usize = 9;

/// The zones of whoever has that number of E.164; the merchant's where the number does not tell.
pub fn zones_of(phone: &str, merchant: &Zone) -> Vec<Zone> {
    let digits = phone.strip_prefix('+').unwrap_or(phone);
    let beginnings = (1..=LONGEST.min(digits.len())).rev().filter_map(|length| digits.get(..length)?.parse().ok());
    let known = beginnings.filter_map(|beginning: u32| ZONES.get(&beginning)).find(|zones| !zones.is_empty());
    known.map_or_else(|| vec![merchant.clone()], Clone::clone)
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
    fn every_number_of_the_table_is_written_to_by_day_wherever_it_rings() {
        let utc = Zone::utc();
        let hours = Hours { from: 8, until: 20 };
        let rows = include_str!("payer_zones.txt").lines().filter(|line| !line.starts_with('#'));
        let mut beginnings = 0;
        for row in rows {
            let fields: Vec<&str> = row.split('\t').collect();
            assert!(fields.len() > 1 && fields[1..].iter().all(|name| Zone::named(name).is_some()), "{row}");
            for beginning in fields[0].split(' ') {
                let zones = zones_of(&format!("+{beginning}"), &utc);
                assert_eq!(zones.len(), fields.len() - 1, "+{beginning}");
                beginnings += 1;
            }
            let phone = format!("+{}", fields[0].split(' ').next().unwrap());
            for asked in ["2026-01-15T00:00:00Z", "2026-07-15T09:10:00Z", "2026-03-29T17:00:00Z"] {
                let allowed = next_allowed(hours, at(asked), &phone, &utc);
                for zone in zones_of(&phone, &utc) {
                    assert!((8..20).contains(&zone.local(allowed).hour()), "{phone} {} at {allowed:?}", zone.name());
                }
            }
        }
        assert!(beginnings > 3000, "{beginnings}");
    }

    #[test]
    fn a_number_that_tells_its_place_has_the_clock_of_that_place() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        for (phone, zone) in [
            ("+66812345678", "Asia/Bangkok"),
            ("+590690001234", "America/Guadeloupe"),
            ("+16713001234", "Pacific/Guam"),
            ("+19025550123", "America/Halifax"),
            ("+12025550123", "America/New_York"),
            ("+5511961234567", "America/Sao_Paulo"),
            ("+77710009998", "Asia/Almaty"),
            ("+8613123456789", "Asia/Shanghai"),
            ("+27711234567", "Africa/Johannesburg"),
            // Networks of the whole world, and what is no number.
            ("+881612345678", "Europe/Berlin"),
            ("", "Europe/Berlin"),
        ] {
            assert_eq!(zones_of(phone, &berlin)[0].name(), zone, "{phone}");
        }
        // Mobiles that are carried through many zones.
        assert!(zones_of("+79123456789", &berlin).len() > 10);
        assert!(zones_of("+61412345678", &berlin).len() > 5);
        assert!(zones_of("+6281234567890", &berlin).len() > 2);
    }

    #[test]
    fn the_night_is_that_of_whoever_is_woken() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let hours = Hours { from: 8, until: 20 };
        let next = |phone, text| next_allowed(hours, at(text), phone, &berlin);
        // Seven in the morning in London, eight in Berlin.
        assert_eq!(next("+4915112345678", "2026-12-01T07:00:00Z"), at("2026-12-01T07:00:00Z"));
        assert_eq!(next("+447700900123", "2026-12-01T07:00:00Z"), at("2026-12-01T08:00:00Z"));
        assert_eq!(next("+12025550123", "2026-12-01T12:00:00Z"), at("2026-12-01T13:00:00Z"));
        // Somewhere in Australia: day on both coasts and on the islands.
        assert_eq!(next("+61412345678", "2026-12-01T20:00:00Z"), at("2026-12-02T01:30:00Z"));
        assert_eq!(next("+18085550123", "2026-12-01T13:00:00Z"), at("2026-12-01T18:00:00Z"));
        // A number that tells no country is one of the merchant's.
        assert_eq!(next("+888123", "2026-12-01T06:00:00Z"), at("2026-12-01T07:00:00Z"));
        // Hours that no instant satisfies everywhere: at least it is day everywhere.
        let narrow = Hours { from: 8, until: 10 };
        let allowed = next_allowed(narrow, at("2026-12-01T12:00:00Z"), "+79123456789", &berlin);
        assert_eq!(allowed, at("2026-12-02T06:00:00Z"), "eight in Kaliningrad, six in the evening in Kamchatka");
    }
}
