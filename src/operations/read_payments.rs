//! Payments, refunds and ways to pay, as programs read them.

use super::carry::{Way, takers_in};
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{PaymentId, PaymentRequestId, RefundId};
use crate::domain::payment::Payment;
use crate::domain::payment_request::Status;
use crate::domain::refund::Refund;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

/// All payments of a request, in the order of their making.
pub async fn read_payments_of(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Vec<Payment>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    Ok(db.payments_of(scope, id).await?)
}

/// A place in the list of succeeded payments.
pub type PaymentPlace = (Timestamp, PaymentId);

/// Payments that succeeded from one instant until before another, oldest first, and the place after them where there are more.
pub async fn read_succeeded_payments(
    context: &Context,
    scope: Scope,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    after: Option<PaymentPlace>,
    limit: usize,
) -> Outcome<(Vec<Payment>, Option<PaymentPlace>)> {
    let from = from.unwrap_or(Timestamp::from_millis(i64::MIN));
    let to = to.unwrap_or(Timestamp::from_millis(i64::MAX));
    let start = (Timestamp::from_millis(i64::MIN), PaymentId(Uuid::nil()));
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut session = context.store.read().await?;
    let mut found = session.db().succeeded_payments(scope, from, to, after.unwrap_or(start), one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| more);
    let next = last.and_then(|last| last.succeeded_at.map(|at| (at, last.id)));
    Ok((found, next))
}

/// One refund of a merchant and mode.
pub async fn read_refund(context: &Context, scope: Scope, id: RefundId) -> Outcome<Refund> {
    context.store.read().await?.db().refund(scope, id).await?.ok_or(OperationError::NotFound)
}

/// What a payer may choose for a request now, each with the provider that would take it; nothing once it cannot be paid.
pub async fn read_methods(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Vec<Way>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    if request.status(context.now()) != Status::Open {
        return Ok(Vec::new());
    }
    Ok(takers_in(&mut db, context, scope).await?.ways(request.amount_due()))
}
