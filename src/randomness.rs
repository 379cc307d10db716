//! The one source of randomness: ids, tokens, keys, jitter. A seed repeats a run.

use crate::domain::pay_token::PayToken;
use crate::domain::time::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// A cryptographic generator, shared.
#[derive(Clone)]
pub struct Randomness(Arc<Mutex<State>>);

struct State {
    generator: StdRng,
    /// The millisecond of the newest UUID and how many came in it.
    newest: (u64, u16),
}

impl Randomness {
    /// Seeded by the operating system.
    pub fn from_system() -> Self {
        Self::with(rand::make_rng())
    }

    /// The same for every run with this seed; for tests only.
    pub fn seeded(seed: u64) -> Self {
        Self::with(StdRng::seed_from_u64(seed))
    }

    fn with(generator: StdRng) -> Self {
        Self(Arc::new(Mutex::new(State { generator, newest: (0, 0) })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.state().generator.fill_bytes(&mut bytes);
        bytes
    }

    /// A UUID version 7 for that time. Those of one millisecond count up (RFC 9562, 6.2, method 1), so that what one node makes sorts in
    /// the order of its making.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        let mut random = self.bytes::<10>();
        let mut state = self.state();
        let count = if state.newest.0 == millis { state.newest.1.wrapping_add(1) & 0x0fff } else { 0 };
        state.newest = (millis, count);
        [random[0], random[1]] = count.to_be_bytes();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_sort_in_the_order_of_their_making() {
        let random = Randomness::seeded(1);
        let now = Timestamp::from_millis(1_763_750_000_000);
        let ids: Vec<Uuid> = (0..100).map(|_| random.uuid(now)).collect();
        assert!(ids.is_sorted() && ids.iter().all(|id| id.get_version_num() == 7));
    }
}
