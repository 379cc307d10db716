//! Numbers, amounts and dates as people of a language write them. For display only: amounts hold no-break spaces, so never send them
//! by SMS or write them into files.

use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::time::{Date, Timestamp, Zone};
use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{T, YMD, YMDE};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use std::time::Duration;

const NBSP: char = '\u{a0}';

/// The formatters of one language.
struct Formats {
    decimal: DecimalFormatter,
    date_long: FixedCalendarDateTimeFormatter<Gregorian, YMDE>,
    date_medium: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    date_short: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    clock: NoCalendarFormatter<T>,
    clock_seconds: NoCalendarFormatter<T>,
}

thread_local! {
    // One set a thread: the formatters hold reference counts that are not shared between threads.
    static DE: Formats = Formats::load(locale!("de"));
    static EN: Formats = Formats::load(locale!("en-GB"));
}

impl Formats {
    /// The data are compiled in; the tests below load every language.
    #[expect(clippy::unwrap_used, reason = "compiled-in data either hold the locale or fail the first test")]
    fn load(locale: Locale) -> Self {
        Self {
            decimal: DecimalFormatter::try_new((&locale).into(), Default::default()).unwrap(),
            date_long: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMDE::long()).unwrap(),
            date_medium: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).unwrap(),
            date_short: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::medium()).unwrap(),
            clock: NoCalendarFormatter::try_new((&locale).into(), T::hm()).unwrap(),
            clock_seconds: NoCalendarFormatter::try_new((&locale).into(), T::hms()).unwrap(),
        }
    }
}

fn formats<R>(language: Language, write: impl FnOnce(&Formats) -> R) -> R {
    match language {
        Language::De => DE.with(write),
        Language::En => EN.with(write),
    }
}

/// An amount with its currency: "119,00 €" (no-break space) in German, "€119.00" in English.
pub fn money(language: Language, money: Money) -> String {
    let sign = if money.minor < 0 { "-" } else { "" };
    let digits = number(language, money.minor.unsigned_abs().into(), money.currency);
    let symbol = symbol(money.currency);
    match language {
        Language::De => format!("{sign}{digits}{NBSP}{symbol}"),
        Language::En if symbol.ends_with(char::is_alphabetic) => format!("{sign}{symbol}{NBSP}{digits}"),
        Language::En => format!("{sign}{symbol}{digits}"),
    }
}

/// An amount without its currency: "1.234,50".
pub fn money_number(language: Language, money: Money) -> String {
    number(language, money.minor.into(), money.currency)
}

/// A whole number: "12.345".
pub fn integer(language: Language, number: i64) -> String {
    formats(language, |f| f.decimal.format(&Decimal::from(number)).to_string())
}

/// The size of a file: "124 KB", "1,2 MB"; what is not empty has 1 KB.
pub fn file_size(language: Language, bytes: i64) -> String {
    let (number, unit) = match bytes.max(0) {
        0 => (Decimal::from(0), "KB"),
        small @ ..999_500 => (Decimal::from(((small + 500) / 1_000).max(1)), "KB"),
        large => {
            let mut number = Decimal::from(large.saturating_add(50_000) / 100_000);
            number.multiply_pow10(-1);
            (number, "MB")
        }
    };
    formats(language, |f| format!("{}{NBSP}{unit}", f.decimal.format(&number)))
}

/// A day with its weekday: "Freitag, 19. Dezember 2026". Day and month stay in one line.
pub fn date_long(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_long.format(&date).to_string()));
    held_together(text.unwrap_or_default())
}

/// A day in words: "15. März 2027". Day and month stay in one line.
pub fn date_medium(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_medium.format(&date).to_string()));
    held_together(text.unwrap_or_default())
}

/// A day for lists: "16.12.2026", "16 Dec 2026". Day and month stay in one line.
pub fn date_short(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_short.format(&date).to_string()));
    held_together(text.unwrap_or_default())
}

/// No line breaks between the number of a day and its month.
fn held_together(date: String) -> String {
    match date.find(|c: char| c.is_ascii_digit()).and_then(|day| Some(day + date[day..].find(' ')?)) {
        Some(blank) => format!("{}{NBSP}{}", &date[..blank], &date[blank + 1..]),
        None => date,
    }
}

/// The last day before an end that is no part of the time itself: what ends at midnight ends on the day before.
pub fn last_day(end: Timestamp, zone: &Zone) -> Date {
    zone.date(end.minus(Duration::from_millis(1)))
}

/// Until when something is possible that ends at an instant: its last day, with the clock time only where the day goes on after it.
pub fn until(language: Language, end: Timestamp, zone: &Zone) -> String {
    let last = last_day(end, zone);
    // "23:59" is how people write the end of a day where they have to write a time.
    if zone.end_of_day(last).since(end) <= Duration::from_secs(60) {
        date_medium(language, last)
    } else {
        date_time(language, end, zone)
    }
}

/// An instant in a zone: "16. Dezember 2026, 14:32".
pub fn date_time(language: Language, at: Timestamp, zone: &Zone) -> String {
    format!("{}, {}", date_medium(language, zone.date(at)), clock(language, at, zone))
}

/// Hours and minutes in a zone: "14:32".
pub fn clock(language: Language, at: Timestamp, zone: &Zone) -> String {
    formats(language, |f| wall(at, zone).map(|time| f.clock.format(&time).to_string())).unwrap_or_default()
}

/// With seconds: "14:32:07".
pub fn clock_seconds(language: Language, at: Timestamp, zone: &Zone) -> String {
    formats(language, |f| wall(at, zone).map(|time| f.clock_seconds.format(&time).to_string())).unwrap_or_default()
}

fn number(language: Language, minor: i128, currency: Currency) -> String {
    let mut decimal = Decimal::from(minor);
    decimal.multiply_pow10(-i16::try_from(currency.exponent()).unwrap_or(0));
    formats(language, |f| f.decimal.format(&decimal).to_string())
}

/// The sign where it means one currency only, otherwise the code: a Canadian dollar is "CAD", a Swedish crown "SEK".
fn symbol(currency: Currency) -> String {
    let symbol = currency.symbol();
    let unmistakable = match symbol.as_str() {
        "$" => currency.code() == "USD",
        "£" => currency.code() == "GBP",
        "¥" => currency.code() == "JPY",
        other => other.chars().all(|c| matches!(c, '\u{20a0}'..='\u{20cf}')),
    };
    if unmistakable { symbol } else { currency.code().to_owned() }
}

fn calendar(date: Date) -> Option<icu_calendar::Date<Gregorian>> {
    icu_calendar::Date::try_new_gregorian(date.year(), u8::from(date.month()), date.day()).ok()
}

fn wall(at: Timestamp, zone: &Zone) -> Option<icu_time::Time> {
    let (hour, minute, second) = zone.local(at).time().as_hms();
    icu_time::Time::try_new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;
    use Language::{De, En};

    fn amount(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().unwrap())
    }

    #[test]
    fn amounts_are_written_as_people_write_them() {
        for (minor, code, german, english) in [
            (11_900, "EUR", "119,00\u{a0}€", "€119.00"),
            (123_456_789, "EUR", "1.234.567,89\u{a0}€", "€1,234,567.89"),
            (5, "EUR", "0,05\u{a0}€", "€0.05"),
            (-500, "EUR", "-5,00\u{a0}€", "-€5.00"),
            (11_900, "CHF", "119,00\u{a0}CHF", "CHF\u{a0}119.00"),
            (11_900, "GBP", "119,00\u{a0}£", "£119.00"),
            (11_900, "USD", "119,00\u{a0}$", "$119.00"),
            (11_900, "CAD", "119,00\u{a0}CAD", "CAD\u{a0}119.00"),
            (11_900, "SEK", "119,00\u{a0}SEK", "SEK\u{a0}119.00"),
            (11_900, "INR", "119,00\u{a0}₹", "₹119.00"),
            (11_900, "JPY", "11.900\u{a0}¥", "¥11,900"),
            (11_900, "KWD", "11,900\u{a0}KWD", "KWD\u{a0}11.900"),
            (11_900, "PLN", "119,00\u{a0}PLN", "PLN\u{a0}119.00"),
        ] {
            assert_eq!(money(De, amount(minor, code)), german, "{code}");
            assert_eq!(money(En, amount(minor, code)), english, "{code}");
        }
        assert_eq!(money_number(De, amount(123_450, "EUR")), "1.234,50");
        assert_eq!(money_number(En, amount(i64::MAX, "EUR")), "92,233,720,368,547,758.07");
        assert_eq!((integer(De, 12_345), integer(En, -12_345)), ("12.345".into(), "-12,345".into()));
    }

    #[test]
    fn sizes_of_files_are_short() {
        for (bytes, german, english) in [
            (0, "0\u{a0}KB", "0\u{a0}KB"),
            (1, "1\u{a0}KB", "1\u{a0}KB"),
            (48_213, "48\u{a0}KB", "48\u{a0}KB"),
            (999_499, "999\u{a0}KB", "999\u{a0}KB"),
            (999_500, "1,0\u{a0}MB", "1.0\u{a0}MB"),
            (5_242_880, "5,2\u{a0}MB", "5.2\u{a0}MB"),
        ] {
            assert_eq!((file_size(De, bytes), file_size(En, bytes)), (german.to_owned(), english.to_owned()));
        }
    }

    #[test]
    fn dates_are_written_in_words() {
        let day = parse_date("2026-12-19").unwrap();
        assert_eq!(date_long(De, day), "Samstag, 19.\u{a0}Dezember 2026");
        assert_eq!(date_long(En, day), "Saturday, 19\u{a0}December 2026");
        assert_eq!(date_medium(De, parse_date("2027-03-15").unwrap()), "15.\u{a0}März 2027");
        assert_eq!(date_medium(En, parse_date("2027-03-05").unwrap()), "5\u{a0}March 2027");
        assert_eq!(date_short(De, parse_date("2026-12-06").unwrap()), "06.12.2026");
        assert_eq!(date_short(En, parse_date("2026-12-16").unwrap()), "16\u{a0}Dec 2026");
    }

    #[test]
    fn an_end_is_told_by_its_last_day() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        for (end, german) in [
            ("2027-02-20T23:00:00Z", "20.\u{a0}Februar 2027"),
            ("2027-02-20T22:59:59Z", "20.\u{a0}Februar 2027"),
            ("2027-02-20T22:59:00Z", "20.\u{a0}Februar 2027"),
            ("2027-02-20T14:00:00Z", "20.\u{a0}Februar 2027, 15:00"),
            ("2027-02-20T23:00:01Z", "21.\u{a0}Februar 2027, 00:00"),
            // The night on which the clocks go forward.
            ("2027-03-28T22:00:00Z", "28.\u{a0}März 2027"),
        ] {
            let end = Timestamp::parse_rfc3339(end).unwrap();
            assert_eq!(until(De, end, &berlin), german, "{end:?}");
        }
        let midnight = Timestamp::parse_rfc3339("2027-02-20T23:00:00Z").unwrap();
        assert_eq!(last_day(midnight, &berlin), parse_date("2027-02-20").unwrap());
    }

    #[test]
    fn clocks_show_the_time_of_the_zone() {
        let at = Timestamp::parse_rfc3339("2026-12-16T13:32:07Z").unwrap();
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(date_time(De, at, &berlin), "16.\u{a0}Dezember 2026, 14:32");
        assert_eq!(date_time(En, at, &berlin), "16\u{a0}December 2026, 14:32");
        assert_eq!((clock(De, at, &berlin), clock(En, at, &berlin)), ("14:32".into(), "14:32".into()));
        assert_eq!(clock_seconds(De, at, &Zone::utc()), "13:32:07");
        let midnight = Timestamp::parse_rfc3339("2026-12-31T23:05:00Z").unwrap();
        assert_eq!(date_time(De, midnight, &berlin), "1.\u{a0}Januar 2027, 00:05");
    }
}
