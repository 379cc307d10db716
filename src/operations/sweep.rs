//! Writes expiries down and ends their checkouts. The clock has made the links dead long before.

use super::book::{Doer, lock, write_decision};
use super::cancel_payment_request::end_open_checkouts;
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::PaymentRequestId;
use crate::domain::learn::Decision;
use crate::domain::opt_in::AWAITED_FOR;
use crate::domain::payment_request::Status;
use crate::domain::scope::Scope;
use std::time::Duration;

const BATCH: i64 = 200;
/// Answers to idempotency keys are kept 30 days.
const KEEP_IDEMPOTENCY: Duration = Duration::from_secs(30 * 86_400);
const KEEP_PAGE_CHANGES: Duration = Duration::from_secs(3600);
const KEEP_PARTS: Duration = Duration::from_secs(86_400);
/// Nothing but the lock is of use in them.
const KEEP_ASKED: Duration = Duration::from_secs(86_400);
const KEEP_SESSIONS: Duration = Duration::from_secs(30 * 86_400);

/// Sweeps one batch; tells how many requests were swept.
pub async fn sweep(context: &Context) -> Outcome<usize> {
    let due = context.store.read().await?.db().requests_to_sweep(context.now(), BATCH).await?;
    let mut swept = 0;
    for (scope, id) in &due {
        match expire(context, *scope, *id).await {
            Ok(()) => swept += 1,
            // One that cannot be swept must not hold up all others; the clock has made its link dead anyway.
            Err(error) => tracing::error!(request = %id, %error, "an expiry could not be written down"),
        }
    }
    if swept > 0 {
        context.wake_workers();
    }
    Ok(swept)
}

async fn expire(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), scope, id), |db, (context, scope, id)| {
            Box::pin(async move {
                let now = context.now();
                let locked = lock(db, *scope, *id).await?;
                if locked.request.status(now) != Status::Expired || locked.request.expiry_recorded_at.is_some() {
                    return Ok(());
                }
                let mut decision = Decision::unchanged(&locked.request, &locked.payments);
                decision.request.expiry_recorded_at = Some(now);
                end_open_checkouts(&mut decision);
                decision.events.push(NewEvent::of(EventType::RequestExpired));
                write_decision(db, context, &locked, decision, &Doer::default()).await?;
                Ok::<_, OperationError>(())
            })
        })
        .await
}

/// Forgets what has been kept long enough.
pub async fn forget(context: &Context) -> Outcome<()> {
    let now = context.now();
    let store = &context.store;
    // One transaction each, so that none holds the writer for long.
    store.transact(now, |db, now| Box::pin(async move { db.forget_provider_bodies(*now).await })).await?;
    let before = now.minus(KEEP_IDEMPOTENCY);
    store.transact(before, |db, before| Box::pin(async move { db.forget_idempotency(*before).await })).await?;
    let before = now.minus(KEEP_PAGE_CHANGES);
    store.transact(before, |db, before| Box::pin(async move { db.forget_page_changes(*before).await })).await?;
    let before = now.minus(KEEP_SESSIONS);
    store.transact(before, |db, before| Box::pin(async move { db.forget_sessions(*before).await })).await?;
    let times = (now, now.minus(AWAITED_FOR));
    store.transact(times, |db, (now, before)| Box::pin(db.forget_sign_ups(*now, *before))).await?;
    let before = now.minus(KEEP_PARTS);
    store.transact(before, |db, before| Box::pin(async move { db.forget_parts(*before).await })).await?;
    let before = now.minus(KEEP_ASKED);
    store.transact(before, |db, before| Box::pin(async move { db.forget_asked_addresses(*before).await })).await?;
    Ok(())
}
