//! The one source of randomness: ids, tokens, keys, jitter. A seed repeats a run.

use crate::domain::pay_token::PayToken;
use crate::domain::time::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// A cryptographic generator, shared.
#[derive(Clone)]
pub struct Randomness(Arc<Mutex<StdRng>>);

impl Randomness {
    /// Seeded by the operating system.
    pub fn from_system() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same for every run with this seed; for tests only.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A UUID version 7 for that time.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// A new secret for a pay link.
    pub fn pay_token(&self) -> PayToken {
        PayToken::from_bytes(self.bytes())
    }

    /// A duration between three quarters and five quarters of `around`, so that retries spread.
    pub fn jitter(&self, around: Duration) -> Duration {
        let millis = u64::try_from(around.as_millis()).unwrap_or(u64::MAX / 8).min(u64::MAX / 8);
        let spread = u64::from(u16::from_le_bytes(self.bytes()));
        Duration::from_millis(millis / 4 * 3 + (millis / 2).saturating_mul(spread) / u64::from(u16::MAX))
    }
}
