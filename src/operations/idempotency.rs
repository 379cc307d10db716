//! A POST with an `Idempotency-Key` has one effect. The key is claimed in the effect's transaction, so a refusal before it keeps nothing.

use super::{OperationError, Outcome};
use crate::domain::time::Timestamp;
use crate::store::Db;
use crate::store::idempotency::IdempotencyClaim;

/// Whether an effect is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// Yes.
    Now,
    /// It was made before: the id of what was made.
    Before(String),
}

/// Claims the key of a call, or finds what the earlier call made.
pub async fn once(db: &mut Db<'_>, claim: Option<&IdempotencyClaim>, now: Timestamp) -> Outcome<Once> {
    let Some(claim) = claim else { return Ok(Once::Now) };
    if db.claim_idempotency(claim, now).await? {
        return Ok(Once::Now);
    }
    match db.earlier_call(claim).await? {
        Some(earlier) if !earlier.same_body => Err(OperationError::IdempotencyMismatch),
        Some(earlier) => match earlier.answer {
            Some((_, id)) => Ok(Once::Before(id)),
            None => {
                Err(OperationError::conflict("idempotency_running", "The first call with this key is still running."))
            }
        },
        None => Err(OperationError::conflict("idempotency_running", "The first call with this key is still running.")),
    }
}
