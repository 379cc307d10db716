//! Limits per link, address, account and key; never on notifications.

use crate::config::Config;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

type Limiter = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// What is limited.
#[derive(Clone, Copy, Debug)]
pub enum Limited {
    /// Opening a link, per address.
    PageByAddress,
    /// Reading files of a request, per address.
    FilesByAddress,
    /// Pressing Pay, per link.
    CheckoutByLink,
    /// Pressing Pay, per address.
    CheckoutByAddress,
    /// Taking back that one may be written to, per address.
    OptOutByAddress,
    /// Signing up for messages, per page.
    JoinByPage,
    /// Signing up for messages, per address.
    JoinByAddress,
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
    files_by_address: Limiter,
    checkout_by_link: Limiter,
    checkout_by_address: Limiter,
    opt_out_by_address: Limiter,
    join_by_page: Limiter,
    join_by_address: Limiter,
    logins: Logins,
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
            // Each may have megabytes.
            files_by_address: per_minute(60),
            checkout_by_link: per_minute(20),
            checkout_by_address: per_minute(120),
            // Mailbox providers press the button for all their users, from few addresses.
            opt_out_by_address: per_minute(3000),
            // A shop's guests share its network; each of them writes one message.
            join_by_page: per_minute(30),
            join_by_address: per_minute(10),
            logins: Logins::default(),
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
            Limited::FilesByAddress => &self.files_by_address,
            Limited::CheckoutByLink => &self.checkout_by_link,
            Limited::CheckoutByAddress => &self.checkout_by_address,
            Limited::OptOutByAddress => &self.opt_out_by_address,
            Limited::JoinByPage => &self.join_by_page,
            Limited::JoinByAddress => &self.join_by_address,
            Limited::ApiByKey => &self.api_by_key,
            Limited::ApiByAddress => &self.api_by_address,
        };
        self.sweep_sometimes();
        let allowed = limiter.check_key(&short(key)).is_ok();
        if !allowed {
            metrics::counter!("paylink_rate_limited_total").increment(1);
        }
        allowed
    }

    /// Takes a try to log in to an account, from an address where that is known; `None` when there is none left.
    pub fn try_login(&self, account: &str, address: Option<&str>) -> Option<LoginTry<'_>> {
        if !self.on {
            return Some(LoginTry { taken: Vec::new() });
        }
        self.sweep_sometimes();
        let taken = self.logins.take(account, address);
        if taken.is_none() {
            metrics::counter!("paylink_rate_limited_total").increment(1);
        }
        taken
    }

    fn sweep_sometimes(&self) {
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.sweep();
        }
    }

    fn sweep(&self) {
        self.logins.sweep();
        for limiter in [
            &self.page_by_address,
            &self.files_by_address,
            &self.checkout_by_link,
            &self.checkout_by_address,
            &self.opt_out_by_address,
            &self.join_by_page,
            &self.join_by_address,
            &self.api_by_key,
            &self.api_by_address,
        ] {
            limiter.retain_recent();
        }
    }
}

/// Whatever callers send as a key takes the same little room.
fn short(key: &str) -> String {
    if key.len() > 64 { hex::encode(Sha256::digest(key)) } else { key.to_owned() }
}

/// Tries to log in. An account is limited per network that tries: a stranger elsewhere does not lock its owner out. All networks
/// together have more, so that many of them do not guess without end.
struct Logins {
    by_address: Tries,
    by_account_and_address: Tries,
    by_account: Tries,
}

impl Default for Logins {
    fn default() -> Self {
        Self {
            by_address: Tries::per_minute(30),
            by_account_and_address: Tries::per_minute(5),
            by_account: Tries::per_minute(60),
        }
    }
}

impl Logins {
    /// The address first: who is limited already must not use up what the account has.
    fn take(&self, account: &str, address: Option<&str>) -> Option<LoginTry<'_>> {
        let both = format!("{} {account}", address.unwrap_or("somewhere"));
        let mut limits = vec![(&self.by_account_and_address, short(&both)), (&self.by_account, short(account))];
        if let Some(address) = address {
            limits.insert(0, (&self.by_address, short(address)));
        }
        let now = Instant::now();
        limits.iter().all(|(tries, key)| tries.take(key, now)).then_some(LoginTry { taken: limits })
    }

    fn sweep(&self) {
        let now = Instant::now();
        for tries in [&self.by_address, &self.by_account_and_address, &self.by_account] {
            tries.sweep(now);
        }
    }
}

/// A try to log in that was allowed.
pub struct LoginTry<'l> {
    taken: Vec<(&'l Tries, String)>,
}

impl LoginTry<'_> {
    /// It was the right password: the try does not count.
    pub fn was_right(self) {
        for (tries, key) in self.taken {
            tries.give_back(&key);
        }
    }
}

/// Tries per key that can be given back, counted when they are made, so that many at once do not slip through. For each key the instant
/// at which all its tries are back.
struct Tries {
    each: Duration,
    most: u32,
    all_back_at: Mutex<HashMap<String, Instant>>,
}

impl Tries {
    fn per_minute(most: u32) -> Self {
        Self { each: Duration::from_secs(60) / most.max(1), most, all_back_at: Mutex::default() }
    }

    fn take(&self, key: &str, now: Instant) -> bool {
        let mut kept = self.all_back_at.lock().unwrap_or_else(PoisonError::into_inner);
        let back_at = kept.get(key).map_or(now, |at| *at.max(&now)) + self.each;
        let allowed = back_at.duration_since(now) <= self.each * self.most;
        if allowed {
            kept.insert(key.to_owned(), back_at);
        }
        allowed
    }

    fn give_back(&self, key: &str) {
        let mut kept = self.all_back_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.get_mut(key) {
            *at = at.checked_sub(self.each).unwrap_or(*at);
        }
    }

    fn sweep(&self, now: Instant) {
        self.all_back_at.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, at| *at > now);
    }
}

fn per_minute(count: u32) -> Limiter {
    RateLimiter::dashmap(Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)))
}

fn per_second(count: u32, burst: u32) -> Limiter {
    let quota = Quota::per_second(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
    RateLimiter::dashmap(quota.allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_log_ins_are_limited_and_come_back_with_time() {
        let (tries, now) = (Tries::per_minute(5), Instant::now());
        let taken: Vec<bool> = (0..7).map(|_| tries.take("a", now)).collect();
        assert_eq!(taken, [true, true, true, true, true, false, false]);
        assert!(tries.take("b", now));
        assert!(tries.take("a", now + Duration::from_secs(12)) && !tries.take("a", now + Duration::from_secs(13)));
        tries.sweep(now + Duration::from_secs(73));
        assert!(tries.all_back_at.lock().unwrap().is_empty());
    }

    #[test]
    fn right_log_ins_do_not_count() {
        let logins = Logins::default();
        for _ in 0..200 {
            logins.take("chef@example.org", Some("192.0.2.1")).unwrap().was_right();
        }
        let wrong = (0..9).filter(|_| logins.take("chef@example.org", Some("192.0.2.1")).is_some()).count();
        assert_eq!(wrong, 5);
    }

    #[test]
    fn a_stranger_does_not_lock_the_owner_out() {
        let logins = Logins::default();
        for _ in 0..1000 {
            drop(logins.take("chef@example.org", Some("203.0.113.9")));
        }
        assert!(logins.take("chef@example.org", Some("203.0.113.9")).is_none());
        assert!(logins.take("chef@example.org", Some("192.0.2.1")).is_some());
        assert!(logins.take("chefin@example.org", Some("192.0.2.1")).is_some());
    }

    #[test]
    fn many_networks_together_do_not_guess_without_end() {
        let logins = Logins::default();
        let from = |network: usize| logins.take("chef@example.org", Some(&format!("192.0.2.{network}"))).is_some();
        assert_eq!((0..200).filter(|network| from(*network)).count(), 60);
        let many = (0..200).filter(|n| logins.take(&format!("{n}@example.org"), Some("198.51.100.1")).is_some());
        assert_eq!(many.count(), 30, "an address tries many accounts");
    }
}
