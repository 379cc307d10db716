//! Money back: full or partial, once per wish, tried again until the provider has answered, failure visible.

use super::book::{Doer, enqueue, kinds, lock, make_refund, write_decision, write_events};
use super::idempotency::{Once, once};
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::{PaymentId, RefundId, UserId};
use crate::domain::learn::{Decision, Effect};
use crate::domain::payment::{Payment, PaymentKind, PaymentState};
use crate::domain::provider_account::ProviderAccount;
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::providers::{Provider, ProviderError, RefundParameters, RefundTold};
use crate::store::Db;
use crate::store::idempotency::IdempotencyClaim;
use std::sync::Arc;
use std::time::Duration;

/// A wish to send money back.
#[derive(Clone, Debug)]
pub struct RefundWish {
    /// Of this payment.
    pub payment: PaymentId,
    /// Minor units; all that is left when absent.
    pub amount: Option<i64>,
    /// The person, where it was one.
    pub requested_by: Option<UserId>,
    /// What had gone back when the wish was made, minor units: a form sent twice does not send the money twice.
    pub refunded_before: Option<i64>,
}

/// Writes a refund down and leaves sending it to a job. With a claim, a repeat gives the same refund.
pub async fn refund_payment(
    context: &Context,
    scope: Scope,
    wish: RefundWish,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Refund> {
    let refund = context
        .store
        .transact((context.clone(), scope, wish, claim), |db, (context, scope, wish, claim)| {
            Box::pin(write_wish(db, context, *scope, wish, claim.as_ref()))
        })
        .await?;
    context.wake_workers();
    Ok(refund)
}

async fn write_wish(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    wish: &RefundWish,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<Refund> {
    let now = context.now();
    if let Once::Before(id) = once(db, claim, now).await? {
        let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no refund"))?;
        return db.refund(scope, id).await?.ok_or(OperationError::NotFound);
    }
    let payment = db.payment(scope, wish.payment).await?.ok_or(OperationError::NotFound)?;
    let locked = lock(db, scope, payment.payment_request).await?;
    let payment = locked.payments.iter().find(|known| known.id == wish.payment).ok_or(OperationError::NotFound)?;
    check(payment, wish)?;
    let amount = wish.amount.unwrap_or_else(|| payment.returnable());
    let before = locked.request.status(now);
    let mut decision = Decision::unchanged(&locked.request, &locked.payments);
    let refund =
        make_refund(context, &mut decision, wish.payment, amount, RefundReason::Requested, wish.requested_by, now)
            .ok_or_else(|| {
                OperationError::conflict("nothing_to_refund", "Everything of this payment was sent back already.")
            })?;
    // What waited for a decision may be gone with it.
    decision.settle(before, now);
    db.insert_refund(&refund).await?;
    enqueue(db, context, scope, kinds::FOLLOW_REFUND, refund.id.0, now).await?;
    let doer = Doer { user: wish.requested_by, ..Doer::default() };
    write_events(db, context, &mut decision, std::slice::from_ref(&refund), &doer, now).await?;
    write_decision(db, context, &locked, decision, &doer).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 201, &refund.id.to_string()).await?;
    }
    Ok(refund)
}

fn check(payment: &Payment, wish: &RefundWish) -> Outcome<()> {
    if payment.state != PaymentState::Succeeded {
        return Err(OperationError::conflict(
            "payment_not_succeeded",
            "Only a payment that succeeded can be refunded.",
        ));
    }
    if payment.kind != PaymentKind::Checkout {
        return Err(OperationError::conflict(
            "not_refundable_here",
            "This money did not come through a provider: send it back by hand.",
        ));
    }
    if wish.refunded_before.is_some_and(|before| before != payment.refunded) {
        return Err(OperationError::conflict(
            "changed",
            "Another refund was made meanwhile. Look again before you send more.",
        ));
    }
    check_disputes(payment)?;
    match wish.amount {
        Some(amount) if amount <= 0 => {
            Err(OperationError::field("amount", "invalid", "Refund at least the smallest unit of the currency."))
        }
        Some(amount) if amount > payment.returnable() => Err(OperationError::field(
            "amount",
            "too_large",
            &format!("At most {} can be refunded.", payment.returnable()),
        )),
        Some(_) | None => Ok(()),
    }
}

/// The provider would refuse it, or the payer would have the money twice.
pub(super) fn check_disputes(payment: &Payment) -> Outcome<()> {
    if payment.is_contested() {
        let detail = "The payer's bank contests this payment and has not decided yet. Answer the dispute at the provider; what you win \
                      can be refunded then.";
        Err(OperationError::conflict("disputed", detail))
    } else if payment.disputed > 0 && payment.refundable() > 0 && payment.returnable() == 0 {
        let detail = "The payer's bank has taken this money back after a dispute. There is nothing left to refund.";
        Err(OperationError::conflict("lost_to_dispute", detail))
    } else {
        Ok(())
    }
}

/// How long an unanswered refund is tried again; the provider's keys live at least that long. Afterwards a repeat could send the money
/// twice, so the provider is only asked.
const TRY_FOR: Duration = Duration::from_secs(20 * 3600);
/// "No such refund" is believed so long after the last try: no call can still be under way then.
const CERTAIN: Duration = Duration::from_secs(3600);
/// How long a refund is asked about.
const ASK_FOR: Duration = Duration::from_secs(60 * 86_400);
const SHORTEST_PAUSE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);

/// One step of following a refund: sends it, or again with the same key, and asks until it has ended. `Some`: the next step is then.
pub async fn follow_refund(context: &Context, scope: Scope, id: RefundId) -> Outcome<Option<Timestamp>> {
    let Some(refund) = context.store.read().await?.db().refund(scope, id).await? else { return Ok(None) };
    let young = context.now() < refund.created_at.plus(TRY_FOR);
    match refund.status {
        // One that waited for its first try so long was never sent.
        RefundStatus::Created if young || refund.tries == 0 => send(context, scope, id).await?,
        RefundStatus::Created | RefundStatus::Pending => ask(context, &refund).await?,
        RefundStatus::Succeeded | RefundStatus::Failed => {}
    }
    let Some(after) = context.store.read().await?.db().refund(scope, id).await? else { return Ok(None) };
    Ok(next_step(context, &after))
}

fn next_step(context: &Context, refund: &Refund) -> Option<Timestamp> {
    let now = context.now();
    let age = now.since(refund.created_at);
    let pause = match refund.status {
        RefundStatus::Created if age < TRY_FOR => {
            Duration::from_secs(2).saturating_mul(1 << (refund.tries.clamp(1, 11) - 1))
        }
        RefundStatus::Created | RefundStatus::Pending if age < ASK_FOR => {
            (age / 4).clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
        }
        RefundStatus::Created | RefundStatus::Pending | RefundStatus::Succeeded | RefundStatus::Failed => return None,
    };
    Some(now.plus(context.random.jitter(pause)))
}

async fn send(context: &Context, scope: Scope, id: RefundId) -> Outcome<()> {
    let begun = context.store.transact((scope, id), |db, (scope, id)| Box::pin(begin_try(db, *scope, *id))).await?;
    let Some(refund) = begun else { return Ok(()) };
    let (account, provider, parameters) = at_provider(context, &refund).await?;
    let told = match provider.refund(&account, &parameters, &refund.idempotency_key).await {
        Ok(told) => told,
        Err(ProviderError::Refused { detail }) => failed(detail),
        Err(ProviderError::NotFound) => failed("The provider does not know this payment.".to_owned()),
        Err(error @ ProviderError::Unanswered { .. }) => {
            tracing::warn!(refund = %refund.id, %error, "a refund was not answered");
            return Ok(());
        }
    };
    settle_refund(context, &refund, told).await
}

/// Counts a try before its call, so that no crash hides one. `None`: there is nothing to send any more.
async fn begin_try(db: &mut Db<'_>, scope: Scope, id: RefundId) -> Outcome<Option<Refund>> {
    let Some(refund) = db.refund(scope, id).await? else { return Ok(None) };
    lock(db, scope, refund.payment_request).await?;
    let Some(mut refund) = db.refund(scope, id).await?.filter(|refund| refund.status == RefundStatus::Created) else {
        return Ok(None);
    };
    refund.tries += 1;
    db.save_refund(&refund).await?;
    Ok(Some(refund))
}

async fn ask(context: &Context, refund: &Refund) -> Outcome<()> {
    let (account, provider, parameters) = at_provider(context, refund).await?;
    let certain = context.now() >= refund.created_at.plus(TRY_FOR + CERTAIN);
    let told = match provider.look_up_refund(&account, &parameters, refund.provider_reference.as_deref()).await {
        Ok(told) => told,
        Err(ProviderError::NotFound) if certain && refund.status == RefundStatus::Created => {
            failed("The provider never took it up. Send the money back again.".to_owned())
        }
        Err(error) => {
            tracing::warn!(refund = %refund.id, %error, "a question about a refund was not answered");
            return if refund.status == RefundStatus::Created {
                note_unanswered(context, refund).await
            } else {
                Ok(())
            };
        }
    };
    settle_refund(context, refund, told).await
}

async fn at_provider(
    context: &Context,
    refund: &Refund,
) -> Outcome<(ProviderAccount, Arc<dyn Provider>, RefundParameters)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let payment = db.payment(refund.scope, refund.payment).await?.ok_or(OperationError::NotFound)?;
    let account = refund.provider_account.ok_or(OperationError::Internal("a refund without an account"))?;
    let account = db.provider_account(account).await?.ok_or(OperationError::NotFound)?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    let parameters = RefundParameters {
        refund: refund.id,
        payment: payment.id,
        reference: payment.provider_reference,
        charge_reference: payment.charge_reference,
        amount: refund.amount,
    };
    Ok((account, Arc::clone(provider), parameters))
}

/// Whether the money went back is unknown, so it stays counted as gone: asking for it again could send it twice.
async fn note_unanswered(context: &Context, refund: &Refund) -> Outcome<()> {
    if refund.failure.is_some() {
        return Ok(());
    }
    tracing::error!(refund = %refund.id, "a refund was never answered; a person should look at the provider's own dashboard");
    metrics::counter!("paylink_refunds_unanswered_total").increment(1);
    context
        .store
        .transact(refund.clone(), |db, refund| {
            Box::pin(async move {
                lock(db, refund.scope, refund.payment_request).await?;
                let known = db.refund(refund.scope, refund.id).await?;
                if let Some(mut known) = known.filter(|known| known.status == RefundStatus::Created) {
                    known.failure = Some(UNANSWERED.to_owned());
                    db.save_refund(&known).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await
}

const UNANSWERED: &str = "The provider has not answered yet. Its own dashboard tells whether the money went back.";

fn failed(detail: String) -> RefundTold {
    RefundTold { reference: String::new(), status: RefundStatus::Failed, failure: Some(detail) }
}

/// A provider's word about a refund, from an answer or a notification.
async fn settle_refund(context: &Context, refund: &Refund, told: RefundTold) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), refund.clone(), told), |db, (context, refund, told)| {
            Box::pin(write_outcome(db, context, refund, told))
        })
        .await
}

async fn write_outcome(db: &mut Db<'_>, context: &Context, refund: &Refund, told: &RefundTold) -> Outcome<()> {
    let now = context.now();
    let locked = lock(db, refund.scope, refund.payment_request).await?;
    let Some(mut refund) = db.refund(refund.scope, refund.id).await? else { return Ok(()) };
    let known = refund.status;
    // Failed is final; a success may still turn into a failure (the payer's account is closed), never the other way round.
    let changed = match (known, told.status) {
        (RefundStatus::Failed, _) | (RefundStatus::Succeeded, RefundStatus::Created | RefundStatus::Pending) => false,
        // We gave it up while somebody else got the answer.
        (RefundStatus::Pending | RefundStatus::Succeeded, RefundStatus::Failed) if told.reference.is_empty() => false,
        (before, after) => before != after,
    };
    if !told.reference.is_empty() && refund.provider_reference.is_none() {
        refund.provider_reference = Some(told.reference.clone());
    }
    let mut decision = Decision::unchanged(&locked.request, &locked.payments);
    if changed {
        refund.status = told.status;
        refund.failure.clone_from(&told.failure);
        let news = match told.status {
            RefundStatus::Succeeded => Some(EventType::RefundSucceeded),
            RefundStatus::Failed => Some(EventType::RefundFailed),
            RefundStatus::Created | RefundStatus::Pending => None,
        };
        if news.is_some() {
            refund.finished_at = Some(now);
        }
        if told.status == RefundStatus::Failed
            && let Some(payment) = decision.payments.iter_mut().find(|payment| payment.id == refund.payment)
        {
            let told_of = payment.refunded;
            payment.refunded -= refund.amount.minor;
            if told.reference.is_empty() {
                // The provider never made it, so what it reported beyond the rest was sent back there by somebody else.
                let unknown = payment.refunds_reported.min(payment.received) - payment.refunded;
                if unknown > 0 {
                    decision.effects.push(Effect::RecordRefund { payment: payment.id, amount: unknown });
                }
            } else {
                // It made it and took it back: a total with it inside may still be on its way, and is no news.
                payment.refunds_reported = payment.refunds_reported.max(told_of);
            }
        }
        decision.events.extend(news.map(|kind| NewEvent::of_refund(kind, refund.payment, refund.id)));
    }
    db.save_refund(&refund).await?;
    decision.request.sums = decision.request.sums_of(&decision.payments);
    write_events(db, context, &mut decision, std::slice::from_ref(&refund), &Doer::default(), now).await?;
    write_decision(db, context, &locked, decision, &Doer::default()).await?;
    Ok(())
}

/// A notification about a refund: found by our id or the provider's. Unknown ones were made at the provider and come as totals.
pub async fn learn_refund(context: &Context, payment: &Payment, told: &RefundTold) -> Outcome<()> {
    let refunds = context.store.read().await?.db().refunds_of(payment.scope, payment.payment_request).await?;
    let known = refunds.into_iter().find(|refund| {
        refund.provider_reference.as_deref() == Some(told.reference.as_str()) || refund.id.to_string() == told.reference
    });
    match known {
        Some(refund) => settle_refund(context, &refund, told.clone()).await,
        None => Ok(()),
    }
}
