//! Limits per link, address, account and key; never on notifications.

use crate::config::Config;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

type Limiter = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// What is limited.
#[derive(Clone, Copy, Debug)]
pub enum Limited {
    /// Opening a link, per address.
    PageByAddress,
    /// Pressing Pay, per link.
    CheckoutByLink,
    /// Pressing Pay, per address.
    CheckoutByAddress,
    /// Logging in, per account.
    LoginByAccount,
    /// Logging in, per address.
    LoginByAddress,
    /// Calls of the API, per key.
    ApiByKey,
    /// Calls of the API without a valid key, per address.
    ApiByAddress,
}

/// Stale keys are swept out after so many checks.
const SWEEP_EVERY: u32 = 10_000;

/// All limits of this node.
pub struct RateLimits {
    on: bool,
    checks: AtomicU32,
    page_by_address: Limiter,
    checkout_by_link: Limiter,
    checkout_by_address: Limiter,
    login_by_account: Limiter,
    login_by_address: Limiter,
    api_by_key: Limiter,
    api_by_address: Limiter,
}

impl RateLimits {
    /// As the settings say.
    pub fn new(config: &Config) -> Self {
        Self {
            on: config.rate_limits,
            checks: AtomicU32::new(0),
            // A whole office may sit behind one address.
            page_by_address: per_minute(600),
            checkout_by_link: per_minute(20),
            checkout_by_address: per_minute(120),
            login_by_account: per_minute(5),
            login_by_address: per_minute(30),
            api_by_key: per_second(100, 200),
            api_by_address: per_minute(30),
        }
    }

    /// Takes one of an address's; somebody whose address is not known is not limited by it.
    pub fn allows_address(&self, what: Limited, key: Option<&str>) -> bool {
        key.is_none_or(|key| self.allows(what, key))
    }

    /// Takes one; `false` when there is none left.
    pub fn allows(&self, what: Limited, key: &str) -> bool {
        if !self.on {
            return true;
        }
        let limiter = match what {
            Limited::PageByAddress => &self.page_by_address,
            Limited::CheckoutByLink => &self.checkout_by_link,
            Limited::CheckoutByAddress => &self.checkout_by_address,
            Limited::LoginByAccount => &self.login_by_account,
            Limited::LoginByAddress => &self.login_by_address,
            Limited::ApiByKey => &self.api_by_key,
            Limited::ApiByAddress => &self.api_by_address,
        };
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.sweep();
        }
        // Whatever callers send as a key takes the same little room.
        let key = if key.len() > 64 { hex::encode(Sha256::digest(key)) } else { key.to_owned() };
        let allowed = limiter.check_key(&key).is_ok();
        if !allowed {
            metrics::counter!("paylink_rate_limited_total").increment(1);
        }
        allowed
    }
}

impl RateLimits {
    fn sweep(&self) {
        for limiter in [
            &self.page_by_address,
            &self.checkout_by_link,
            &self.checkout_by_address,
            &self.login_by_account,
            &self.login_by_address,
            &self.api_by_key,
            &self.api_by_address,
        ] {
            limiter.retain_recent();
        }
    }
}

fn per_minute(count: u32) -> Limiter {
    RateLimiter::dashmap(Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)))
}

fn per_second(count: u32, burst: u32) -> Limiter {
    let quota = Quota::per_second(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
    RateLimiter::dashmap(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}
