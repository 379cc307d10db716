//! Whether anybody who takes payments can carry an amount. What nobody can carry is said when it is asked for, not when it is to be paid.

use super::field::FieldError;
use super::money::{MAX_MINOR, Money};

/// What somebody takes of one currency, in its minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub smallest: i64,
    /// The most.
    pub largest: i64,
    /// Amounts are multiples of it.
    pub step: i64,
}

impl Bounds {
    /// All that can be asked for at all.
    pub const ALL: Self = Self { smallest: 1, largest: MAX_MINOR, step: 1 };

    /// Whether the amount lies within.
    pub fn fit(self, amount: Money) -> Result<(), Hindrance> {
        let bound = |minor| Money::new(minor, amount.currency);
        if amount.minor < self.smallest {
            Err(Hindrance::TooSmall(bound(self.smallest)))
        } else if amount.minor > self.largest {
            Err(Hindrance::TooLarge(bound(self.largest)))
        } else if amount.minor % self.step.max(1) != 0 {
            Err(Hindrance::TooFine(bound(self.step)))
        } else {
            Ok(())
        }
    }
}

/// Why somebody cannot carry an amount, with the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Not in this currency.
    Currency,
    /// The least that is taken.
    TooSmall(Money),
    /// The most that is taken.
    TooLarge(Money),
    /// The steps that amounts go in.
    TooFine(Money),
}

impl Hindrance {
    /// The field at fault, and a stable word for it.
    fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Currency => ("currency", "not_carried"),
            Self::TooSmall(_) => ("amount", "too_small"),
            Self::TooLarge(_) => ("amount", "too_large"),
            Self::TooFine(_) => ("amount", "too_fine"),
        }
    }
}

/// Somebody who cannot carry an amount, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hindered {
    /// As people know it: "Stripe".
    pub taker: &'static str,
    /// Why not.
    pub why: Hindrance,
}

/// Who can carry an amount and who cannot, of all that are enabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carriage {
    amount: Money,
    carried: bool,
    hindered: Vec<Hindered>,
}

impl Carriage {
    /// From everybody who is enabled; the same provider counts once.
    pub fn of(amount: Money, takers: impl IntoIterator<Item = (&'static str, Result<(), Hindrance>)>) -> Self {
        let mut carriage = Self { amount, carried: false, hindered: Vec::new() };
        for (taker, fits) in takers {
            match fits {
                Ok(()) => carriage.carried = true,
                Err(why) if carriage.hindered.iter().all(|known| known.taker != taker) => {
                    carriage.hindered.push(Hindered { taker, why });
                }
                Err(_) => {}
            }
        }
        carriage
    }

    /// What it is about.
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// Whether somebody can.
    pub fn is_carried(&self) -> bool {
        self.carried
    }

    /// Whether nobody is enabled, who could be asked.
    pub fn is_nobodys(&self) -> bool {
        !self.carried && self.hindered.is_empty()
    }

    /// Those who cannot.
    pub fn hindered(&self) -> &[Hindered] {
        &self.hindered
    }

    /// What is wrong with asking for it: that nobody of those who are enabled can ever carry it.
    pub fn fault(&self) -> Option<FieldError> {
        if self.carried {
            return None;
        }
        // Where some take the currency, another amount would do.
        let of_amount = self.hindered.iter().find(|hindered| hindered.why != Hindrance::Currency);
        let (field, code) = of_amount.or(self.hindered.first())?.why.place();
        let remedy = if field == "amount" {
            "Ask for another amount, or enable a provider that takes it."
        } else {
            "Ask in another currency, or enable a provider that takes it."
        };
        let why: Vec<String> = self.hindered.iter().map(|hindered| hindered.told(self.amount)).collect();
        let fault = FieldError::new(field, code, format!("{} {remedy}", why.join(" ")));
        Some(FieldError { hindered: self.hindered.clone(), ..fault })
    }

    /// What the merchant should know although it can be asked for.
    pub fn warnings(&self) -> Vec<FieldError> {
        if self.is_nobodys() {
            let detail = "No provider account is enabled in this mode, so nobody can pay yet. Enable one before you send the link.";
            return vec![FieldError::new("", "no_provider", detail)];
        }
        if !self.carried {
            // It was asked for while somebody could carry it.
            return self.fault().into_iter().collect();
        }
        let warning = |hindered: &Hindered| {
            let (field, code) = hindered.why.place();
            let detail = format!(
                "{} What {} offers is therefore not offered to the payer.",
                hindered.told(self.amount),
                hindered.taker
            );
            FieldError { hindered: vec![*hindered], ..FieldError::new(field, code, detail) }
        };
        self.hindered.iter().map(warning).collect()
    }
}

impl Hindered {
    /// "Stripe takes at least 0.50 EUR."
    fn told(&self, amount: Money) -> String {
        let (taker, currency) = (self.taker, amount.currency);
        let plain = |money: Money| format!("{} {currency}", money.to_decimal());
        match self.why {
            Hindrance::Currency => format!("{taker} does not take {currency}."),
            Hindrance::TooSmall(least) => format!("{taker} takes at least {}.", plain(least)),
            Hindrance::TooLarge(most) => format!("{taker} takes at most {}.", plain(most)),
            Hindrance::TooFine(step) => format!("{taker} takes {currency} only in steps of {}.", plain(step)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().unwrap())
    }

    const STRICT: Bounds = Bounds { smallest: 50, largest: 1_000, step: 10 };

    fn carriage(amount: Money, takers: &[(&'static str, Option<Bounds>)]) -> Carriage {
        let fits = |bounds: &Option<Bounds>| bounds.map_or(Err(Hindrance::Currency), |bounds| bounds.fit(amount));
        Carriage::of(amount, takers.iter().map(|(taker, bounds)| (*taker, fits(bounds))))
    }

    #[test]
    fn an_amount_fits_or_is_told_the_bound() {
        let fit = |minor| STRICT.fit(money(minor, "EUR"));
        assert_eq!(fit(50), Ok(()));
        assert_eq!(fit(1_000), Ok(()));
        assert_eq!(fit(40), Err(Hindrance::TooSmall(money(50, "EUR"))));
        assert_eq!(fit(1_010), Err(Hindrance::TooLarge(money(1_000, "EUR"))));
        assert_eq!(fit(55), Err(Hindrance::TooFine(money(10, "EUR"))));
        assert_eq!(Bounds::ALL.fit(money(MAX_MINOR, "JPY")), Ok(()));
    }

    #[test]
    fn what_nobody_carries_is_a_fault_that_names_bound_and_remedy() {
        let fault = |minor, takers: &[(&'static str, Option<Bounds>)]| carriage(money(minor, "KWD"), takers).fault();
        let told = fault(1_234, &[("Strict", Some(STRICT))]).unwrap();
        assert_eq!((told.field.as_str(), told.code), ("amount", "too_large"));
        assert!(told.detail.starts_with("Strict takes at most 1.000 KWD. Ask for another amount"), "{}", told.detail);
        let told = fault(55, &[("Strict", Some(STRICT)), ("Never", None)]).unwrap();
        assert_eq!((told.field.as_str(), told.code), ("amount", "too_fine"), "another amount would do");
        assert!(told.detail.contains("steps of 0.010 KWD. Never does not take KWD."), "{}", told.detail);
        let told = fault(55, &[("Never", None)]).unwrap();
        assert_eq!((told.field.as_str(), told.code), ("currency", "not_carried"));
        assert_eq!(fault(50, &[("Never", None), ("Strict", Some(STRICT))]), None);
        assert_eq!(fault(55, &[]), None, "somebody may be enabled later");
    }

    #[test]
    fn what_only_some_carry_is_warned_about() {
        let codes = |minor, takers: &[(&'static str, Option<Bounds>)]| {
            let warnings = carriage(money(minor, "EUR"), takers).warnings();
            warnings.into_iter().map(|warning| (warning.field, warning.code)).collect::<Vec<_>>()
        };
        let both = [("Strict", Some(STRICT)), ("Free", Some(Bounds::ALL))];
        assert_eq!(codes(500, &both), []);
        assert_eq!(codes(5_000, &both), [("amount".to_owned(), "too_large")]);
        let twice = [("Strict", Some(STRICT)), ("Strict", Some(STRICT)), ("Free", Some(Bounds::ALL))];
        assert_eq!(codes(5, &twice), [("amount".to_owned(), "too_small")]);
        assert_eq!(codes(500, &[]), [(String::new(), "no_provider")]);
        assert_eq!(codes(5, &both[..1]), [("amount".to_owned(), "too_small")], "it was asked for before");
    }
}
