//! The merchant changes a request: payer and metadata at any time, the expiry while it is open, the amount while nothing was started.

use super::book::{Doer, lock, write_decision};
use super::create_payment_request::{DraftPayer, check_metadata, check_payer};
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::PaymentRequestId;
use crate::domain::learn::Decision;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payment_request::{LONGEST_LIFE, PaymentRequest, Status};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::Db;
use serde_json::Value;

/// What to change; absent fields stay.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// Minor units.
    pub amount: Option<i64>,
    /// RFC 3339.
    pub expires_at: Option<String>,
    /// Replaces all metadata.
    pub metadata: Option<Value>,
    /// Replaces the whole payer.
    pub payer: Option<DraftPayer>,
}

/// Changes a request.
pub async fn patch_payment_request(
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    patch: Patch,
) -> Outcome<PaymentRequest> {
    let request = context
        .store
        .transact((context.clone(), scope, id, patch), |db, (context, scope, id, patch)| {
            Box::pin(change(db, context, *scope, *id, patch))
        })
        .await?;
    context.wake_workers();
    Ok(request)
}

async fn change(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    patch: &Patch,
) -> Outcome<PaymentRequest> {
    let now = context.now();
    let locked = lock(db, scope, id).await?;
    let mut decision = Decision::unchanged(&locked.request, &locked.payments);
    let open = locked.request.status(now) == Status::Open;
    if let Some(amount) = patch.amount {
        if !open || !locked.payments.is_empty() {
            return Err(OperationError::conflict(
                "already_started",
                "The amount can be changed only while nothing was started.",
            ));
        }
        if !(1..=MAX_MINOR).contains(&amount) {
            let detail = format!("Use 1 to {MAX_MINOR} in the currency's smallest unit.");
            return Err(OperationError::field("amount", "out_of_range", &detail));
        }
        decision.request.terms.amount = Money::new(amount, locked.request.terms.amount.currency);
    }
    if let Some(text) = &patch.expires_at {
        if !open {
            return Err(OperationError::conflict(
                "not_open",
                "The expiry can be changed only while the request is open.",
            ));
        }
        decision.request.terms.expires_at = expiry(text, locked.request.created_at, now)?;
    }
    if patch.metadata.is_some() {
        decision.request.terms.metadata =
            check_metadata(patch.metadata.as_ref()).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    }
    let mut changed = decision.request != locked.request;
    if decision.request.terms.amount != locked.request.terms.amount {
        decision.request.terms_version += 1;
    }
    if let Some(payer) = &patch.payer {
        let payer = check_payer(payer).map_err(OperationError::Invalid)?;
        if payer != db.payer(scope, id).await? {
            db.save_payer(scope, id, &payer).await?;
            changed = true;
        }
    }
    if changed {
        decision.events.push(NewEvent::of(EventType::RequestUpdated));
    }
    write_decision(db, context, &locked, decision, &Doer::default()).await
}

fn expiry(text: &str, created_at: Timestamp, now: Timestamp) -> Outcome<Timestamp> {
    let at = Timestamp::parse_rfc3339(text).ok_or_else(|| {
        OperationError::field("expires_at", "invalid", "Write a time of RFC 3339, like 2027-03-15T22:59:59Z.")
    })?;
    if at <= now {
        return Err(OperationError::field(
            "expires_at",
            "in_the_past",
            "The expiry must lie ahead. Cancel the request to end it now.",
        ));
    }
    if at > created_at.plus(LONGEST_LIFE) {
        return Err(OperationError::field(
            "expires_at",
            "too_late",
            "The expiry must lie within five years of creation.",
        ));
    }
    Ok(at)
}
