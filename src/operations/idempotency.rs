//! A POST with an `Idempotency-Key` has one effect. The key is claimed in the effect's transaction, so a refusal before it keeps nothing.

use super::{Context, OperationError, Outcome};
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

/// What an earlier call with the same key made, before anything of this one is looked at: a repeat is answered even when its input would
/// be refused by now.
pub async fn made_before(context: &Context, claim: Option<&IdempotencyClaim>) -> Outcome<Option<String>> {
    let Some(claim) = claim else { return Ok(None) };
    match context.store.read().await?.db().earlier_call(claim).await? {
        Some(earlier) if !earlier.same_body => Err(OperationError::IdempotencyMismatch),
        Some(earlier) => Ok(earlier.answer.map(|(_, id)| id)),
        None => Ok(None),
    }
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
