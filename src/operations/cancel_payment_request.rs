//! The merchant takes a request back.

use super::book::{Doer, lock, write_decision};
use super::idempotency::{Once, once};
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::{PaymentRequestId, UserId};
use crate::domain::learn::{Decision, Effect};
use crate::domain::payment::PaymentState;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::scope::Scope;
use crate::store::Db;
use crate::store::idempotency::IdempotencyClaim;

/// Cancels; again is no error. Refused while money is on its way, once paid, and after expiry.
pub async fn cancel_payment_request(
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    user: Option<UserId>,
    claim: Option<IdempotencyClaim>,
) -> Outcome<PaymentRequest> {
    let request = context
        .store
        .transact((context.clone(), scope, id, user, claim), |db, (context, scope, id, user, claim)| {
            Box::pin(cancel(db, context, *scope, *id, *user, claim.as_ref()))
        })
        .await?;
    context.wake_workers();
    Ok(request)
}

async fn cancel(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    user: Option<UserId>,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<PaymentRequest> {
    let now = context.now();
    let locked = lock(db, scope, id).await?;
    if let Once::Before(_) = once(db, claim, now).await? {
        return Ok(locked.request);
    }
    let refused = |code, detail: &str| Err(OperationError::conflict(code, detail));
    match locked.request.status(now) {
        Status::Open => {}
        Status::Cancelled => {
            if let Some(claim) = claim {
                db.finish_idempotency(claim, 200, &id.to_string()).await?;
            }
            return Ok(locked.request);
        }
        Status::Paid => return refused("paid", "It is paid. Refund the payment instead."),
        Status::Processing => return refused("processing", "Money is on its way. Wait until the payment is decided."),
        Status::Expired => return refused("expired", "It has expired and cannot be paid any more."),
    }
    let mut decision = Decision::unchanged(&locked.request, &locked.payments);
    decision.request.cancelled_at = Some(now);
    end_open_checkouts(&mut decision);
    decision.events.push(NewEvent::of(EventType::RequestCancelled));
    let doer = Doer { user, ..Doer::default() };
    let request = write_decision(db, context, &locked, decision, &doer).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 200, &request.id.to_string()).await?;
    }
    Ok(request)
}

/// The request cannot be paid any more: whatever a payer could still pay has to end at its provider.
pub fn end_open_checkouts(decision: &mut Decision) {
    for payment in &mut decision.payments {
        match payment.state {
            PaymentState::Starting | PaymentState::Open | PaymentState::Closing => {
                payment.state = PaymentState::Closing;
                decision.effects.push(Effect::EndCheckout(payment.id));
            }
            PaymentState::Pending
            | PaymentState::Succeeded
            | PaymentState::Failed
            | PaymentState::Cancelled
            | PaymentState::Abandoned => {}
        }
    }
}
