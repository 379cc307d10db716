//! Amounts and days as people of a language write them in a plain text: no special blanks, and signs that an SMS can carry.

use super::tongue::Tongue;
use crate::domain::money::Money;
use crate::domain::time::Date;

/// "1.234,56 €" in German, "€1,234.56" in English. A currency without an unmistakable sign that SMS know is named by its code.
pub fn amount(tongue: Tongue, money: Money) -> String {
    let minus = if money.minor < 0 { "-" } else { "" };
    let number = number(tongue, money);
    let sign = sign(money);
    match tongue {
        Tongue::En if sign.chars().any(char::is_alphabetic) => format!("{minus}{sign} {number}"),
        Tongue::En => format!("{minus}{sign}{number}"),
        Tongue::Nl => format!("{sign} {minus}{number}"),
        Tongue::De | Tongue::Fr | Tongue::It | Tongue::Es | Tongue::Pl => format!("{minus}{number} {sign}"),
    }
}

/// A day that nobody misreads: "19.12.2026", "19 Dec 2026".
pub fn day(tongue: Tongue, date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match tongue {
        Tongue::De | Tongue::Pl => format!("{day:02}.{month:02}.{year}"),
        Tongue::En => format!("{day} {} {year}", &date.month().to_string()[..3]),
        Tongue::Fr | Tongue::It | Tongue::Es => format!("{day:02}/{month:02}/{year}"),
        Tongue::Nl => format!("{day:02}-{month:02}-{year}"),
    }
}

fn number(tongue: Tongue, money: Money) -> String {
    let (group, point) = match tongue {
        Tongue::De | Tongue::Nl | Tongue::It | Tongue::Es => ('.', ','),
        Tongue::En => (',', '.'),
        Tongue::Fr | Tongue::Pl => (' ', ','),
    };
    let exponent = usize::try_from(money.currency.exponent()).unwrap_or(0);
    let digits = format!("{:0width$}", money.minor.unsigned_abs(), width = exponent + 1);
    let (whole, fraction) = digits.split_at(digits.len() - exponent);
    let mut written = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if fraction.is_empty() { written } else { format!("{written}{point}{fraction}") }
}

fn sign(money: Money) -> &'static str {
    match money.currency.code() {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_date;
    use crate::messaging::segments::{Encoding, measure};

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().unwrap())
    }

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let euros = money(123_456, "EUR");
        for (tongue, written) in [
            (Tongue::De, "1.234,56 €"),
            (Tongue::En, "€1,234.56"),
            (Tongue::Fr, "1 234,56 €"),
            (Tongue::Nl, "€ 1.234,56"),
            (Tongue::It, "1.234,56 €"),
            (Tongue::Es, "1.234,56 €"),
            (Tongue::Pl, "1 234,56 €"),
        ] {
            assert_eq!(amount(tongue, euros), written);
        }
        for (minor, code, german, english) in [
            (5, "EUR", "0,05 €", "€0.05"),
            (-500, "EUR", "-5,00 €", "-€5.00"),
            (11_900, "PLN", "119,00 PLN", "PLN 119.00"),
            (1_234_567, "JPY", "1.234.567 ¥", "¥1,234,567"),
            (11_900, "KWD", "11,900 KWD", "KWD 11.900"),
            (11_900, "CAD", "119,00 CAD", "CAD 119.00"),
            (11_900, "INR", "119,00 INR", "INR 119.00"),
        ] {
            assert_eq!(amount(Tongue::De, money(minor, code)), german);
            assert_eq!(amount(Tongue::En, money(minor, code)), english);
        }
    }

    #[test]
    fn figures_cost_no_part_of_an_sms() {
        for tongue in Tongue::ALL {
            let text = amount(tongue, money(-123_456, "PLN")) + &day(tongue, parse_date("2026-05-03").unwrap());
            assert_eq!(measure(&text).encoding, Encoding::Gsm7, "{text}");
        }
    }

    #[test]
    fn days_are_written_as_people_write_them() {
        let date = parse_date("2026-12-06").unwrap();
        let days = Tongue::ALL.map(|tongue| day(tongue, date));
        assert_eq!(
            days,
            ["06.12.2026", "6 Dec 2026", "06/12/2026", "06-12-2026", "06/12/2026", "06/12/2026", "06.12.2026"]
        );
    }
}
