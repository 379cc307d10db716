//! Amounts as Stripe writes them. Its smallest unit is not always that of ISO 4217.

use crate::domain::carriage::Bounds;
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};

/// What Stripe says it takes when it is asked for a currency that it does not take, without those that are no money any more.
const TAKEN: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
                     CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR \
                     ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR \
                     MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD \
                     SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW";

/// Digits behind the decimal point in Stripe's amounts; `None` where it does not take the currency.
fn stripe_exponent(currency: Currency) -> Option<u32> {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV" | "XAF"
        | "XOF" | "XPF" => Some(0),
        // Without decimals by now, but still sent with two that are zero.
        "ISK" | "UGX" => Some(2),
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => Some(3),
        code if currency.exponent() == 2 && TAKEN.split_whitespace().any(|taken| taken == code) => Some(2),
        _ => None,
    }
}

/// The least that Stripe charges, in our minor units. It publishes it for the currencies in which it pays out; of others it asks for as
/// much as that is after conversion, at a rate that we do not know.
fn smallest(currency: Currency) -> i64 {
    match currency.code() {
        "GBP" => 30,
        "USD" | "ARS" | "AUD" | "BRL" | "CAD" | "CHF" | "COP" | "EUR" | "IDR" | "ILS" | "INR" | "JPY" | "KRW"
        | "NZD" | "PHP" | "RUB" | "SGD" | "ZAR" => 50,
        "BGN" => 100,
        "AED" | "MYR" | "PLN" | "RON" => 200,
        "DKK" => 250,
        "NOK" | "SEK" => 300,
        "HKD" => 400,
        "MXN" | "THB" => 1_000,
        "CZK" => 1_500,
        "HUF" => 17_500,
        _ => 1,
    }
}

/// The most that Stripe charges, in its own unit: as many digits as its amounts have.
fn largest(currency: Currency) -> i64 {
    match currency.code() {
        "IDR" => 999_999_999_999,
        "COP" => 9_999_999_999,
        "INR" => 999_999_999,
        _ => 99_999_999,
    }
}

/// Currencies of a way to pay that knows only some; `None`: all.
fn currencies_of(method: Method) -> Option<&'static [&'static str]> {
    match method {
        Method::Ideal | Method::Bancontact | Method::SepaDebit | Method::Eps => Some(&["EUR"]),
        Method::Twint => Some(&["CHF"]),
        Method::Blik => Some(&["PLN"]),
        Method::P24 => Some(&["EUR", "PLN"]),
        Method::Paypal => Some(&[
            "AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "NOK", "NZD", "PHP",
            "PLN", "SEK", "SGD", "THB", "USD",
        ]),
        Method::Klarna => {
            Some(&["AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "NOK", "NZD", "PLN", "RON", "SEK", "USD"])
        }
        Method::Any | Method::Card | Method::Transfer | Method::Other => None,
    }
}

/// What Stripe takes of a currency by a way to pay.
pub(super) fn bounds(method: Method, currency: Currency) -> Option<Bounds> {
    if currencies_of(method).is_some_and(|known| !known.contains(&currency.code())) {
        return None;
    }
    let (theirs, ours) = (stripe_exponent(currency)?, currency.exponent());
    // Card networks settle three-decimal currencies in two decimals.
    let step = if theirs == 3 { 10 } else { 10_i64.pow(ours.saturating_sub(theirs)) };
    let most = largest(currency);
    let most = if theirs >= ours { most / 10_i64.pow(theirs - ours) } else { most * step };
    Some(Bounds { smallest: smallest(currency).max(step), largest: most - most % step, step })
}

/// The amount in Stripe's unit, or a sentence for the merchant.
pub(super) fn to_stripe(money: Money) -> Result<i64, String> {
    let Money { minor, currency } = money;
    let theirs = stripe_exponent(currency).ok_or_else(|| format!("Stripe does not take {currency}."))?;
    if minor <= 0 {
        return Err("The amount must be more than zero.".to_owned());
    }
    let too_fine = || format!("Stripe takes {currency} only in larger steps than this amount has.");
    let amount = match (theirs, currency.exponent()) {
        (theirs, ours) if theirs >= ours => minor.checked_mul(10_i64.pow(theirs - ours)),
        (theirs, ours) => divided(minor, 10_i64.pow(ours - theirs)),
    }
    .ok_or_else(too_fine)?;
    if theirs == 3 && amount % 10 != 0 { Err(too_fine()) } else { Ok(amount) }
}

/// An amount of Stripe's in our minor units; `None` where it has no exact counterpart.
pub(super) fn from_stripe(amount: i64, currency: &str) -> Option<Money> {
    let currency: Currency = currency.to_ascii_uppercase().parse().ok()?;
    let minor = match (stripe_exponent(currency)?, currency.exponent()) {
        (theirs, ours) if theirs > ours => divided(amount, 10_i64.pow(theirs - ours)),
        (theirs, ours) => amount.checked_mul(10_i64.pow(ours - theirs)),
    };
    minor.map(|minor| Money::new(minor, currency))
}

fn divided(amount: i64, by: i64) -> Option<i64> {
    (amount % by == 0).then_some(amount / by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().unwrap())
    }

    #[test]
    fn amounts_are_sent_in_stripes_unit() {
        for (code, minor, sent) in [
            ("EUR", 11_900, 11_900),
            ("CHF", 5, 5),
            ("HUF", 10_000, 10_000),
            ("TWD", 10_000, 10_000),
            ("JPY", 500, 500),
            ("KRW", 500, 500),
            ("ISK", 500, 50_000),
            ("UGX", 500, 50_000),
            ("MGA", 500, 5),
            ("KWD", 1_230, 1_230),
            ("BHD", 10, 10),
        ] {
            assert_eq!(to_stripe(money(minor, code)), Ok(sent), "{code}");
            assert_eq!(from_stripe(sent, &code.to_ascii_lowercase()), Some(money(minor, code)), "{code}");
        }
    }

    #[test]
    fn what_stripe_cannot_express_is_refused() {
        for (code, minor) in [("KWD", 1_234), ("MGA", 150), ("EUR", 0), ("EUR", -1), ("ISK", i64::MAX), ("IQD", 1_000)]
        {
            assert!(to_stripe(money(minor, code)).is_err(), "{code} {minor}");
        }
        assert_eq!(from_stripe(50_050, "isk"), None);
        assert_eq!(from_stripe(100, "xau"), None);
        assert_eq!(from_stripe(i64::MAX, "mga"), None);
    }

    #[test]
    fn every_currency_goes_there_and_back() {
        let mut known = 0;
        for currency in currencies() {
            let Ok(sent) = to_stripe(Money::new(12_300, currency)) else { continue };
            assert_eq!(from_stripe(sent, currency.code()), Some(Money::new(12_300, currency)));
            known += 1;
        }
        assert!(known > 130, "{known}");
    }

    /// Every currency of ISO 4217 that can be asked for.
    fn currencies() -> Vec<Currency> {
        let letters = || (b'A'..=b'Z').map(char::from);
        let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
        codes.filter_map(|code| code.parse::<Currency>().ok()).collect()
    }

    #[test]
    fn what_is_within_the_bounds_can_be_sent_and_nothing_else_is_refused() {
        for currency in currencies() {
            let Some(bounds) = bounds(Method::Any, currency) else {
                assert!(to_stripe(Money::new(123_000, currency)).is_err(), "{currency}");
                continue;
            };
            for minor in [bounds.smallest, bounds.largest, bounds.step * 123_456] {
                let amount = Money::new(minor, currency);
                if bounds.fit(amount).is_ok() {
                    let sent = to_stripe(amount).unwrap_or_else(|why| panic!("{currency} {minor}: {why}"));
                    assert!(sent <= largest(currency), "{currency} {minor}");
                }
            }
            let more = Money::new(bounds.largest + bounds.step, currency);
            assert!(to_stripe(more).is_ok_and(|sent| sent > largest(currency)), "{currency}: the most is the most");
            if bounds.step > 1 {
                assert!(to_stripe(Money::new(bounds.smallest + 1, currency)).is_err(), "{currency}: steps are needed");
            }
        }
    }

    #[test]
    fn the_bounds_are_those_that_stripe_publishes() {
        let of = |code: &str| bounds(Method::Any, code.parse().unwrap()).map(|b| (b.smallest, b.largest, b.step));
        assert_eq!(of("EUR"), Some((50, 99_999_999, 1)));
        assert_eq!(of("JPY"), Some((50, 99_999_999, 1)));
        assert_eq!(of("KWD"), Some((10, 99_999_990, 10)));
        assert_eq!(of("ISK"), Some((1, 999_999, 1)), "sent with two zeros");
        assert_eq!(of("MGA"), Some((100, 9_999_999_900, 100)), "five to the ariary, sent without");
        assert_eq!(of("IDR"), Some((50, 999_999_999_999, 1)));
        for code in ["IQD", "LYD", "CLF", "KPW", "SYP", "CUP", "IRR", "XAD", "UYW", "HRK"] {
            assert_eq!(of(code), None, "{code}");
        }
        let only = |method, code: &str| bounds(method, code.parse().unwrap()).is_some();
        assert!(only(Method::Ideal, "EUR") && !only(Method::Ideal, "CHF") && !only(Method::Blik, "EUR"));
        assert!(only(Method::Card, "CHF") && only(Method::Twint, "CHF") && !only(Method::Twint, "EUR"));
    }
}
