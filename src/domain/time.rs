//! Instants, calendar days and zones. Instants are milliseconds in UTC; due dates are days in the merchant's zone and end there.

use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::time::Duration;
pub use time::Date;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// One day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From whole seconds since the epoch, as providers send them.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Later by a duration, saturating.
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Earlier by a duration, saturating.
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Time since `earlier`; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// RFC 3339 with Z, milliseconds only where there are any.
    pub fn to_rfc3339(self) -> String {
        self.utc().format(&Rfc3339).unwrap_or_default()
    }

    /// Reads RFC 3339 with any offset.
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(at.unix_timestamp_nanos().div_euclid(1_000_000)).ok().map(Self)
    }

    fn utc(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).ok_or_else(|| serde::de::Error::custom("not a time of RFC 3339"))
    }
}

/// Reads a calendar day, "2026-12-19".
pub fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// Writes a calendar day, "2026-12-19".
pub fn date_text(date: Date) -> String {
    date.format(format_description!("[year]-[month]-[day]")).unwrap_or_default()
}

/// A time zone of the IANA database, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// "Europe/Berlin"; `None` for a name that the database does not hold.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its name in the IANA database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What a clock on the wall there shows at that instant.
    pub fn local(&self, at: Timestamp) -> PrimitiveDateTime {
        let instant = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let offset = UtcOffset::from_whole_seconds(self.0.to_offset(instant).seconds()).unwrap_or(UtcOffset::UTC);
        let local = at.utc().to_offset(offset);
        PrimitiveDateTime::new(local.date(), local.time())
    }

    /// The calendar day there at that instant.
    pub fn date(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The first instant of a day there (midnight, or the end of the gap where a clock change swallows it).
    pub fn start_of_day(&self, date: Date) -> Timestamp {
        self.at(date, 0, 0)
    }

    /// When the clock on the wall shows that on that day: the first time where it shows it twice, later by the gap where it never does.
    pub fn at(&self, date: Date, hour: u8, minute: u8) -> Timestamp {
        let clock = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
        self.instant(PrimitiveDateTime::new(date, clock))
    }

    /// So many calendar days later, at the same time of day.
    pub fn same_clock(&self, at: Timestamp, days: i64) -> Timestamp {
        let local = self.local(at);
        self.instant(local.replace_date(local.date().saturating_add(time::Duration::days(days))))
    }

    fn instant(&self, local: PrimitiveDateTime) -> Timestamp {
        let civil = || {
            let small = |part: u8| i8::try_from(part).ok();
            let (date, clock) = (local.date(), local.time());
            let year = i16::try_from(date.year()).ok()?;
            let nanosecond = i32::try_from(clock.nanosecond()).ok()?;
            let (month, day) = (small(u8::from(date.month()))?, small(date.day())?);
            let (hour, minute, second) = (small(clock.hour())?, small(clock.minute())?, small(clock.second())?);
            jiff::civil::DateTime::new(year, month, day, hour, minute, second, nanosecond).ok()
        };
        match civil().and_then(|civil| civil.to_zoned(self.0.clone()).ok()) {
            Some(zoned) => Timestamp(zoned.timestamp().as_millisecond()),
            None => Timestamp::from_seconds(local.assume_utc().unix_timestamp()),
        }
    }

    /// The first instant after a day there: when a due date is past.
    pub fn end_of_day(&self, date: Date) -> Timestamp {
        self.start_of_day(date.next_day().unwrap_or(date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_in_the_merchants_zone() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let summer = parse_date("2026-07-01").unwrap();
        assert_eq!(berlin.end_of_day(summer).to_rfc3339(), "2026-07-01T22:00:00Z");
        let change = parse_date("2026-10-25").unwrap();
        assert_eq!(berlin.start_of_day(change).to_rfc3339(), "2026-10-24T22:00:00Z");
        assert_eq!(berlin.end_of_day(change).to_rfc3339(), "2026-10-25T23:00:00Z");
        assert_eq!(date_text(berlin.date(Timestamp::parse_rfc3339("2026-12-31T23:30:00Z").unwrap())), "2027-01-01");
    }

    #[test]
    fn times_are_written_with_z_and_read_with_any_offset() {
        let at = Timestamp::parse_rfc3339("2026-11-21T12:00:00.250+01:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-21T11:00:00.25Z");
        assert!(Timestamp::parse_rfc3339("2026-11-21").is_none());
    }
}
