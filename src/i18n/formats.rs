//! Numbers, amounts and dates as people of a language write them, by the CLDR: its data come with ICU, its rules for currencies, which ICU
//! does not have for us yet, are written out here. For display: amounts hold no-break spaces, so what goes into an SMS or a file is written by
//! [`plain_money`] and [`plain_day`].

use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::time::{Date, Timestamp, Zone};
use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{T, YMD, YMDE};
use icu_datetime::options::YearStyle;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};
use std::cell::OnceCell;
use std::time::Duration;

const NBSP: char = '\u{a0}';

/// Groups the thousands in French.
const NARROW_NBSP: char = '\u{202f}';

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
    static FORMATS: [OnceCell<Formats>; Language::ALL.len()] = const { [const { OnceCell::new() }; Language::ALL.len()] };
}

impl Formats {
    /// The data are compiled in; the tests below load every language.
    #[expect(clippy::unwrap_used, reason = "compiled-in data either hold the locale or fail the first test")]
    fn load(language: Language) -> Self {
        let locale = locale(language);
        // Where lists would show shortened months, figures are easier to compare.
        let short = match language {
            Language::De | Language::En => YMD::medium(),
            Language::Fr | Language::Nl | Language::It | Language::Es | Language::Pl => {
                YMD::short().with_year_style(YearStyle::Full)
            }
        };
        Self {
            decimal: DecimalFormatter::try_new((&locale).into(), Default::default()).unwrap(),
            date_long: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMDE::long()).unwrap(),
            date_medium: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).unwrap(),
            date_short: FixedCalendarDateTimeFormatter::try_new((&locale).into(), short).unwrap(),
            clock: NoCalendarFormatter::try_new((&locale).into(), T::hm()).unwrap(),
            clock_seconds: NoCalendarFormatter::try_new((&locale).into(), T::hms()).unwrap(),
        }
    }
}

fn locale(language: Language) -> Locale {
    match language {
        Language::De => locale!("de"),
        Language::En => locale!("en-GB"),
        Language::Fr => locale!("fr"),
        Language::Nl => locale!("nl"),
        Language::It => locale!("it"),
        Language::Es => locale!("es"),
        Language::Pl => locale!("pl"),
    }
}

fn formats<R>(language: Language, write: impl FnOnce(&Formats) -> R) -> R {
    FORMATS.with(|all| write(all[language as usize].get_or_init(|| Formats::load(language))))
}

/// An amount with its currency: "119,00 €" (no-break space) in German, "€119.00" in English, "€ 119,00" in Dutch.
pub fn money(language: Language, money: Money) -> String {
    with_sign(language, money, &symbol(language, money.currency))
}

/// The same for an SMS, a mail or a program: no special blanks, and a sign that costs no part of an SMS, otherwise the code.
pub fn plain_money(language: Language, money: Money) -> String {
    let symbol = symbol(language, money.currency);
    let is_known = symbol.chars().all(|c| c.is_ascii() || matches!(c, '€' | '£' | '¥'));
    let symbol = if is_known { symbol } else { money.currency.code().to_owned() };
    plain(&with_sign(language, money, &symbol))
}

/// CLDR's pattern for currencies.
fn with_sign(language: Language, money: Money, symbol: &str) -> String {
    let sign = if money.minor < 0 { "-" } else { "" };
    let digits = number(language, money.minor.unsigned_abs().into(), money.currency);
    match language {
        Language::En if symbol.ends_with(char::is_alphabetic) => format!("{sign}{symbol}{NBSP}{digits}"),
        Language::En => format!("{sign}{symbol}{digits}"),
        Language::Nl => format!("{symbol}{NBSP}{sign}{digits}"),
        Language::De | Language::Fr | Language::It | Language::Es | Language::Pl => {
            format!("{sign}{digits}{NBSP}{symbol}")
        }
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
    // The French count octets.
    let (kilo, mega) = if language == Language::Fr { ("ko", "Mo") } else { ("KB", "MB") };
    let (number, unit) = match bytes.max(0) {
        0 => (Decimal::from(0), kilo),
        small @ ..999_500 => (Decimal::from(((small + 500) / 1_000).max(1)), kilo),
        large => {
            let mut number = Decimal::from(large.saturating_add(50_000) / 100_000);
            number.multiply_pow10(-1);
            (number, mega)
        }
    };
    formats(language, |f| format!("{}{NBSP}{unit}", f.decimal.format(&number)))
}

/// A day with its weekday: "Freitag, 19. Dezember 2026". Day and month stay in one line.
pub fn date_long(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_long.format(&date).to_string()));
    held_together(language, text.unwrap_or_default())
}

/// The same as a label by itself, with a capital letter: "Samedi 19 décembre 2026".
pub fn date_alone(language: Language, date: Date) -> String {
    let text = date_long(language, date);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A day in words: "15. März 2027". Day and month stay in one line.
pub fn date_medium(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_medium.format(&date).to_string()));
    held_together(language, text.unwrap_or_default())
}

/// A day for lists: "16.12.2026", "16 Dec 2026", "16/12/2026". Day and month stay in one line.
pub fn date_short(language: Language, date: Date) -> String {
    let text = formats(language, |f| calendar(date).map(|date| f.date_short.format(&date).to_string()));
    held_together(language, text.unwrap_or_default())
}

/// The same for an SMS, a mail or a program, where no blank is special.
pub fn plain_day(language: Language, date: Date) -> String {
    plain(&date_short(language, date))
}

fn plain(text: &str) -> String {
    text.replace([NBSP, NARROW_NBSP], " ")
}

/// No line breaks between the number of a day and its month. In French the first of a month is "1er", which CLDR leaves to us.
fn held_together(language: Language, date: String) -> String {
    let Some(day) = date.find(|c: char| c.is_ascii_digit()) else { return date };
    let Some((number, rest)) = date[day..].split_once(' ') else { return date };
    let ordinal = if language == Language::Fr && number == "1" { "er" } else { "" };
    // Spanish: "19 de diciembre".
    let rest = rest.strip_prefix("de ").map_or_else(|| rest.to_owned(), |month| format!("de{NBSP}{month}"));
    format!("{}{number}{ordinal}{NBSP}{rest}", &date[..day])
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

/// The sign where it means one currency only to people of that language, otherwise the code: a Canadian dollar is "CAD" in German and
/// "$CA" in French, a pound "£" in German and "£GB" in French. Where German and English could be more exact (CLDR: "CA$"), the code is.
fn symbol(language: Language, currency: Currency) -> String {
    let of_language = match (language, currency.code()) {
        (Language::Pl, "PLN") => "zł",
        (Language::Fr, "USD") => "$US",
        (Language::Fr, "CAD") => "$CA",
        (Language::Fr, "GBP") => "£GB",
        (Language::Nl | Language::Es, "USD") => "US$",
        (Language::Nl, "CAD") => "C$",
        (Language::Nl, "JPY") => "JP¥",
        (Language::It, "GBP") => "£",
        (Language::Fr, "JPY") => "JPY",
        (Language::It | Language::Es | Language::Pl, code) if code != "EUR" => code,
        (Language::De | Language::En | Language::Fr | Language::Nl, _)
        | (Language::It | Language::Es | Language::Pl, _) => return sign(currency),
    };
    of_language.to_owned()
}

/// The sign where nobody can mistake it, otherwise the code.
fn sign(currency: Currency) -> String {
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
    use crate::messaging::segments::{Encoding, measure};
    use Language::{De, En, Es, Fr, It, Nl, Pl};

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

    /// As CLDR 48 has it.
    #[test]
    fn every_language_has_its_own_way_with_amounts() {
        let written = |code: &str, language| {
            [123_456, 1_234_560, -500].map(|minor| money(language, amount(minor, code)).replace(NBSP, "_"))
        };
        assert_eq!(written("EUR", Fr), ["1\u{202f}234,56_€", "12\u{202f}345,60_€", "-5,00_€"]);
        assert_eq!(written("EUR", Nl), ["€_1.234,56", "€_12.345,60", "€_-5,00"]);
        assert_eq!(written("EUR", It), ["1234,56_€", "12.345,60_€", "-5,00_€"]);
        assert_eq!(written("EUR", Es), ["1234,56_€", "12.345,60_€", "-5,00_€"]);
        assert_eq!(written("PLN", Pl), ["1234,56_zł", "12_345,60_zł", "-5,00_zł"]);
        for (language, signs) in [
            (Fr, "€ $US £GB JPY CHF $CA PLN"),
            (Nl, "€ US$ £ JP¥ CHF C$ PLN"),
            (It, "€ USD £ JPY CHF CAD PLN"),
            (Es, "€ US$ GBP JPY CHF CAD PLN"),
            (Pl, "€ USD GBP JPY CHF CAD zł"),
        ] {
            let codes = ["EUR", "USD", "GBP", "JPY", "CHF", "CAD", "PLN"];
            assert_eq!(codes.map(|code| symbol(language, code.parse().unwrap())).join(" "), signs, "{language:?}");
        }
    }

    #[test]
    fn plain_figures_cost_no_part_of_an_sms() {
        let day = parse_date("2026-08-03").unwrap();
        for language in Language::ALL {
            for code in ["EUR", "PLN", "USD", "GBP", "JPY", "INR", "CHF"] {
                let text = plain_money(language, amount(-1_234_567, code)) + &plain_day(language, day);
                assert_eq!(measure(&text).encoding, Encoding::Gsm7, "{text}");
                assert!(!text.contains([NBSP, NARROW_NBSP]), "{text}");
            }
        }
        assert_eq!(
            (plain_money(Pl, amount(11_900, "PLN")), plain_money(De, amount(11_900, "INR"))),
            ("119,00 PLN".into(), "119,00 INR".into())
        );
    }

    #[test]
    fn every_language_has_its_own_way_with_dates() {
        let day = parse_date("2026-08-01").unwrap();
        for (language, long, medium, short) in [
            (De, "Samstag, 1._August 2026", "1._August 2026", "01.08.2026"),
            (En, "Saturday, 1_August 2026", "1_August 2026", "1_Aug 2026"),
            (Fr, "samedi 1er_août 2026", "1er_août 2026", "01/08/2026"),
            (Nl, "zaterdag 1_augustus 2026", "1_augustus 2026", "01-08-2026"),
            (It, "sabato 1_agosto 2026", "1_agosto 2026", "01/08/2026"),
            (Es, "sábado, 1_de_agosto de 2026", "1_de_agosto de 2026", "1/8/2026"),
            (Pl, "sobota, 1_sierpnia 2026", "1_sierpnia 2026", "01.08.2026"),
        ] {
            let written = [date_long(language, day), date_medium(language, day), date_short(language, day)];
            assert_eq!(written.map(|text| text.replace(NBSP, "_")), [long, medium, short]);
        }
        assert_eq!(date_alone(Fr, day), "Samedi 1er\u{a0}août 2026");
        assert_eq!(date_medium(Fr, parse_date("2026-12-05").unwrap()), "5\u{a0}décembre 2026");
        assert_eq!(date_medium(Fr, parse_date("2026-12-11").unwrap()), "11\u{a0}décembre 2026");
        let at = Timestamp::parse_rfc3339("2026-12-31T08:05:07Z").unwrap();
        let clocks = Language::ALL.map(|language| clock(language, at, &Zone::utc()));
        assert_eq!(clocks, ["08:05"; 7]);
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
        assert_eq!(file_size(Fr, 5_242_880), "5,2\u{a0}Mo");
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
