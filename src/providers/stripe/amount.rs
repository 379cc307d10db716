//! Amounts as Stripe writes them. Its smallest unit is not always that of ISO 4217.

use crate::domain::money::{Currency, Money};

/// Digits behind the decimal point in Stripe's amounts; `None` where it is not known to take the currency.
fn stripe_exponent(currency: Currency) -> Option<u32> {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND" | "VUV" | "XAF"
        | "XOF" | "XPF" => Some(0),
        // Without decimals by now, but still sent with two that are zero.
        "ISK" | "UGX" => Some(2),
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => Some(3),
        _ if currency.exponent() == 2 => Some(2),
        _ => None,
    }
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
    // Card networks settle three-decimal currencies in two decimals.
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
        let letters = || (b'A'..=b'Z').map(char::from);
        let codes = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
        let mut known = 0;
        for currency in codes.filter_map(|code| code.parse::<Currency>().ok()) {
            let Ok(sent) = to_stripe(Money::new(12_300, currency)) else { continue };
            assert_eq!(from_stripe(sent, currency.code()), Some(Money::new(12_300, currency)));
            known += 1;
        }
        assert!(known > 130, "{known}");
    }
}
