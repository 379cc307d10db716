//! Amounts of money: integers in the currency's smallest unit, never floats, never mixed.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The largest amount that is accepted anywhere, in minor units: ten digits before the comma of a euro.
pub const MAX_MINOR: i64 = 999_999_999_999;

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);

    /// The three letters of ISO 4217.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Whether somebody can pay in it. Units of account, funds and metals have codes too, but nobody has them in an account.
    pub fn is_money(self) -> bool {
        !self.0.has_flag(iso_currency::Flag::Fund) && !self.0.has_flag(iso_currency::Flag::Special)
    }

    /// Digits behind the decimal point as ISO 4217 says: EUR 2, JPY 0, KWD 3.
    pub fn exponent(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0))
    }

    /// The sign that people write, "€", or the code where there is none of its own.
    pub fn symbol(self) -> String {
        match self.0 {
            iso_currency::Currency::CHF => "CHF".to_owned(),
            other => other.symbol().to_string(),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    /// Accepts the upper-case code of a currency in use that has a smallest unit (so not XAU or XXX).
    fn from_str(code: &str) -> Result<Self, MoneyError> {
        let known = iso_currency::Currency::from_code(code).ok_or(MoneyError::UnknownCurrency)?;
        if known.exponent().is_none() { Err(MoneyError::UnknownCurrency) } else { Ok(Self(known)) }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units of one currency. May be negative only as the result of a subtraction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Money {
    /// Integer in the currency's smallest unit: 11900 is 119,00 €.
    pub minor: i64,
    /// ISO 4217.
    pub currency: Currency,
}

/// Why two amounts, or a text and an amount, do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a code of ISO 4217 with a smallest unit.
    #[error("not a currency code of ISO 4217")]
    UnknownCurrency,
    /// Two currencies in one calculation.
    #[error("amounts of different currencies")]
    CurrencyMismatch,
    /// Beyond [`MAX_MINOR`] or what an `i64` holds.
    #[error("the amount is too large")]
    TooLarge,
    /// More digits behind the decimal point than the currency has.
    #[error("the amount has more decimals than its currency")]
    TooManyDecimals,
    /// It means one thing in one language and another in the other.
    #[error("the amount can be read in two ways")]
    Ambiguous,
    /// It names a currency, and that is another one.
    #[error("the amount names another currency")]
    OtherCurrency,
    /// No number at all.
    #[error("not an amount")]
    NotANumber,
}

impl Money {
    /// So many minor units of a currency.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Sum of two amounts of one currency.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        Ok(Self::new(self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?, self.currency))
    }

    /// Difference of two amounts of one currency.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same(other)?;
        Ok(Self::new(self.minor.checked_sub(other.minor).ok_or(MoneyError::TooLarge)?, self.currency))
    }

    /// The amount as people and files write it: 11900 EUR is 119.00.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// Exact conversion; refuses digits that the currency does not have.
    pub fn from_decimal(value: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let scaled =
            value.checked_mul(Decimal::from(10_i64.pow(currency.exponent()))).ok_or(MoneyError::TooLarge)?.normalize();
        if scaled.scale() > 0 {
            return Err(MoneyError::TooManyDecimals);
        }
        let minor = i64::try_from(scaled).map_err(|_| MoneyError::TooLarge)?;
        if minor.abs() > MAX_MINOR { Err(MoneyError::TooLarge) } else { Ok(Self::new(minor, currency)) }
    }

    fn same(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMismatch) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn exponents_follow_iso_4217() {
        for (code, exponent) in [("EUR", 2), ("JPY", 0), ("KWD", 3), ("ISK", 0), ("CHF", 2)] {
            assert_eq!(code.parse::<Currency>().unwrap().exponent(), exponent, "{code}");
        }
        assert_eq!("XAU".parse::<Currency>(), Err(MoneyError::UnknownCurrency));
        assert_eq!("eur".parse::<Currency>(), Err(MoneyError::UnknownCurrency));
    }

    #[test]
    fn nobody_pays_in_funds_metals_and_units_of_account() {
        for code in ["XXX", "XTS", "XAU", "XDR", "XAD", "CLF", "UYW", "CHE", "USN", "MXV", "COU", "BOV"] {
            assert!(!code.parse::<Currency>().is_ok_and(Currency::is_money), "{code}");
        }
        for code in ["EUR", "KWD", "CLP", "IQD", "XAF", "XCD", "XOF", "XPF", "XCG", "VES"] {
            assert!(code.parse::<Currency>().is_ok_and(Currency::is_money), "{code}");
        }
    }

    #[test]
    fn currencies_never_mix() {
        let chf = Money::new(1, "CHF".parse().unwrap());
        assert_eq!(eur(1).plus(chf), Err(MoneyError::CurrencyMismatch));
        assert_eq!(eur(i64::MAX).plus(eur(1)), Err(MoneyError::TooLarge));
    }

    proptest::proptest! {
        #[test]
        fn decimals_and_back(minor in 0..=MAX_MINOR) {
            proptest::prop_assert_eq!(Money::from_decimal(eur(minor).to_decimal(), Currency::EUR), Ok(eur(minor)));
        }
    }
}
