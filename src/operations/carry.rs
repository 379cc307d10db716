//! Who takes payments of a merchant in a mode, and what they can carry.

use super::{Context, Outcome};
use crate::domain::carriage::{Carriage, Hindrance};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::scope::Scope;
use crate::providers::Provider;
use crate::store::Db;
use std::fmt;
use std::sync::Arc;

/// The enabled accounts, the oldest first: the first one that can carry a payment takes it.
#[derive(Clone, Default)]
pub struct Takers(Vec<Taker>);

/// One enabled account, without its keys.
#[derive(Clone)]
struct Taker {
    provider: Arc<dyn Provider>,
    methods: Vec<Method>,
}

/// A way to pay that a payer may choose, and who takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The way.
    pub method: Method,
    /// The provider's stable word: "stripe".
    pub provider: &'static str,
    /// As payers know it: "Stripe".
    pub provider_name: &'static str,
}

impl fmt::Debug for Takers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|taker| (taker.provider.word(), &taker.methods))).finish()
    }
}

impl Takers {
    /// Adds an enabled account.
    pub fn add(&mut self, provider: &Arc<dyn Provider>, methods: Vec<Method>) {
        self.0.push(Taker { provider: Arc::clone(provider), methods });
    }

    /// Who can carry an amount and who cannot.
    pub fn carriage(&self, amount: Money) -> Carriage {
        Carriage::of(amount, self.0.iter().map(|taker| (taker.provider.display_name(), taker.fits(amount))))
    }

    /// What a payer may choose for an amount, each way once.
    pub fn ways(&self, amount: Money) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        for taker in &self.0 {
            for method in &taker.methods {
                if ways.iter().all(|way| way.method != *method) && carries(&*taker.provider, *method, amount).is_ok() {
                    let (provider, provider_name) = (taker.provider.word(), taker.provider.display_name());
                    ways.push(Way { method: *method, provider, provider_name });
                }
            }
        }
        ways
    }
}

impl Taker {
    /// Whether one of its ways carries the amount; otherwise the reason of the one that comes closest.
    fn fits(&self, amount: Money) -> Result<(), Hindrance> {
        let mut nearest = Hindrance::Currency;
        for method in &self.methods {
            match carries(&*self.provider, *method, amount) {
                Ok(()) => return Ok(()),
                Err(why) if nearest == Hindrance::Currency => nearest = why,
                Err(_) => {}
            }
        }
        Err(nearest)
    }
}

/// Whether a provider carries an amount in that way.
pub(super) fn carries(provider: &dyn Provider, method: Method, amount: Money) -> Result<(), Hindrance> {
    provider.bounds(method, amount.currency).ok_or(Hindrance::Currency)?.fit(amount)
}

/// Who takes payments in a mode.
pub async fn takers(context: &Context, scope: Scope) -> Outcome<Takers> {
    takers_in(&mut context.store.read().await?.db(), context, scope).await
}

/// The same within a transaction.
pub(super) async fn takers_in(db: &mut Db<'_>, context: &Context, scope: Scope) -> Outcome<Takers> {
    let mut takers = Takers::default();
    for account in db.provider_accounts(scope).await? {
        let Some(provider) = context.providers.get(&account.provider).filter(|_| account.disabled_at.is_none()) else {
            continue;
        };
        takers.add(provider, provider.methods(&account));
    }
    Ok(takers)
}
