//! When something was said, as people, files and programs tell it: an instant, a time on somebody's clock, or only a day.

use super::field::FieldError;
use super::time::{Timestamp, Zone, parse_date};
use std::time::Duration;
use time::Date;

/// Before 1990-01-01 nobody said anything about messages: such a date is a slip.
const EARLIEST: Timestamp = Timestamp::from_seconds(631_152_000 - 86_400);

/// When something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidAt {
    /// An instant.
    Instant(Timestamp),
    /// A time by the merchant's clock: day, hour, minute, and the second where it was told.
    Clock(Date, u8, u8, Option<u8>),
    /// A day by the merchant's calendar.
    Day(Date),
}

impl SaidAt {
    /// "2026-11-03", "3.11.2026", "03.11.26", "3/11/2026", each perhaps with a time; or RFC 3339. Two digits of a year are of this century. A
    /// day with slashes comes first, but where the country writes the month first: what may be both there is not guessed.
    pub fn read(text: &str, country: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(at) = Timestamp::parse_rfc3339(text) {
            return Some(Self::Instant(at));
        }
        let (day, clock) = match text.split_once([' ', 'T', ',']) {
            None => (text, None),
            Some((day, clock)) => (day, Some(clock.trim().trim_end_matches("Uhr").trim())),
        };
        let day = read_day(day, country)?;
        match clock {
            None => Some(Self::Day(day)),
            Some(clock) => read_clock(clock).map(|(hour, minute, second)| Self::Clock(day, hour, minute, second)),
        }
    }

    /// From when it counts. A day is no instant, nor is a minute: a yes counts from its beginning, a no until its end, so that on the day of a withdrawal the
    /// withdrawal is the later one, whichever was heard of first. Of today a no counts from now.
    pub fn counts_from(self, given: bool, now: Timestamp, zone: &Zone) -> Timestamp {
        match self {
            Self::Instant(at) => at,
            Self::Clock(day, hour, minute, second) => {
                let began = zone.at(day, hour, minute).plus(Duration::from_secs(second.unwrap_or(0).into()));
                let lasts = if second.is_some() { 999 } else { 59_999 };
                // What is ahead stays ahead, to be refused; what is being said is said by now.
                let ended = began.plus(Duration::from_millis(lasts)).min(now.max(began));
                if given { began } else { ended }
            }
            Self::Day(day) if given => zone.start_of_day(day),
            Self::Day(day) if day == zone.date(now) => now,
            Self::Day(day) => zone.end_of_day(day).minus(Duration::from_millis(1)),
        }
    }
}

/// What is wrong with a time at which something is said to have been said.
pub fn check_said_at(field: &str, at: Timestamp, now: Timestamp) -> Result<(), FieldError> {
    if at > now {
        return Err(FieldError::new(field, "in_the_future", "Say when it was said, not a time ahead."));
    }
    if at < EARLIEST {
        return Err(FieldError::new(field, "too_old", "Say when it was said, with the whole year: not before 1990."));
    }
    Ok(())
}

fn read_day(text: &str, country: &str) -> Option<Date> {
    if let Some(day) = parse_date(text) {
        return Some(day);
    }
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let is_number = |text: &&str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if ![one, two, three].into_iter().all(is_number) {
        return None;
    }
    if one.len() == 4 {
        return parse_date(&format!("{one}-{two:0>2}-{three:0>2}"));
    }
    // "26-11-03" may be either end.
    let year = match three.len() {
        4 => (*three).to_owned(),
        2 if mark != '-' => format!("20{three}"),
        _ => return None,
    };
    let in_order = |day: &str, month: &str| parse_date(&format!("{year}-{month:0>2}-{day:0>2}"));
    if mark == '/' && matches!(country, "US" | "CA" | "PH") {
        return match (in_order(one, two), in_order(two, one)) {
            (Some(day), Some(other)) if day == other => Some(day),
            (Some(_), Some(_)) => None,
            (one, other) => one.or(other),
        };
    }
    in_order(one, two)
}

fn read_clock(text: &str) -> Option<(u8, u8, Option<u8>)> {
    let mut parts = text.split(':');
    let mut number = |most: u8| {
        let text = parts.next().filter(|text| (1..=2).contains(&text.len()))?;
        text.parse::<u8>().ok().filter(|number| *number <= most)
    };
    let (hour, minute) = (number(23)?, number(59)?);
    let Some(seconds) = parts.next() else { return Some((hour, minute, None)) };
    let whole = seconds.split(['.', ',']).next().filter(|whole| (1..=2).contains(&whole.len()))?;
    let second = whole.parse::<u8>().ok().filter(|second| *second <= 60)?;
    parts.next().is_none().then_some((hour, minute, Some(second)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn berlin() -> Zone {
        Zone::named("Europe/Berlin").expect("a zone")
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).expect("a time")
    }

    #[test]
    fn days_are_read_as_people_and_spreadsheets_write_them() {
        let third = SaidAt::Day(parse_date("2026-11-03").expect("a day"));
        for text in
            ["2026-11-03", "03.11.2026", "3.11.2026", "03.11.26", "3.11.26", " 3/11/2026 ", "3-11-2026", "2026/11/3"]
        {
            assert_eq!(SaidAt::read(text, "DE"), Some(third), "{text}");
        }
        let clock = |second| SaidAt::Clock(parse_date("2026-11-03").expect("a day"), 14, 5, second);
        for text in ["03.11.2026 14:05", "2026-11-03T14:05", "3.11.26, 14:05 Uhr"] {
            assert_eq!(SaidAt::read(text, "DE"), Some(clock(None)), "{text}");
        }
        for text in ["2026-11-03 14:05:59", "2026-11-03 14:05:59.250"] {
            assert_eq!(SaidAt::read(text, "DE"), Some(clock(Some(59))), "{text}");
        }
        let instant = SaidAt::Instant(at("2026-11-03T08:00:00Z"));
        assert_eq!(SaidAt::read("2026-11-03T10:00:00+02:00", "DE"), Some(instant));
        for text in [
            "",
            "gestern",
            "03.11.",
            "31.02.2026",
            "3.11.026",
            "03.13.2026",
            "26-11-03",
            "3.11.2026 25:00",
            "3.11.2026 später",
            "1.2.3.4",
            "+3.11.2026",
            "45964",
        ] {
            assert_eq!(SaidAt::read(text, "DE"), None, "{text}");
        }
    }

    #[test]
    fn where_the_month_comes_first_nothing_is_guessed() {
        assert_eq!(SaidAt::read("11/03/2026", "US"), None);
        let day = SaidAt::Day(parse_date("2026-11-23").expect("a day"));
        assert_eq!((SaidAt::read("11/23/2026", "US"), SaidAt::read("23/11/2026", "US")), (Some(day), Some(day)));
    }

    #[test]
    fn a_time_ahead_or_before_anybody_wrote_messages_is_refused() {
        let now = at("2026-11-28T09:00:00Z");
        let code = |text: &str| check_said_at("happened_at", at(text), now).map_err(|fault| fault.code);
        assert_eq!(code("2026-11-28T09:00:00Z"), Ok(()));
        assert_eq!(code("2026-11-28T09:00:01Z"), Err("in_the_future"));
        assert_eq!(code("0026-11-03T00:00:00Z"), Err("too_old"));
        assert_eq!(code("1989-06-01T00:00:00Z"), Err("too_old"));
        assert_eq!(code("1990-01-01T00:00:00+01:00"), Ok(()));
    }

    proptest! {
        #[test]
        fn on_the_day_of_a_withdrawal_the_withdrawal_is_the_later_one(
            days in 0_u64..400, seconds in 0_u64..86_400, no_is_a_day in any::<bool>()
        ) {
            let zone = berlin();
            let now = at("2026-11-28T09:00:00Z");
            let said = now.minus(Duration::from_secs(days * 86_400 + seconds));
            let day = zone.date(said);
            let yes = SaidAt::Day(day).counts_from(true, now, &zone);
            let no = if no_is_a_day { SaidAt::Day(day) } else { SaidAt::Instant(said) }.counts_from(false, now, &zone);
            prop_assert!(yes <= no && no <= now, "{yes:?} {no:?}");
            prop_assert!(check_said_at("at", yes, now).is_ok(), "today is not ahead, at any hour");
        }
    }
}
