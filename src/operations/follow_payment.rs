//! Finds out how an unfinished payment stands: within seconds, then at growing intervals, until it is final or can be called abandoned.

use super::apply_facts::{Hearing, apply_facts};
use super::book::{Doer, lock, write_decision};
use super::start_checkout::repeat_start;
use super::{Context, OperationError, Outcome};
use crate::domain::ids::PaymentId;
use crate::domain::learn::abandon;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::providers::{Capabilities, CheckoutRef, Provider, ProviderError};
use std::sync::Arc;
use std::time::Duration;

/// After a checkout's own end we still ask for so long before giving up.
const GRACE: Duration = Duration::from_secs(48 * 3600);
/// "No such checkout" is believed so long after its start: no call can still be under way then.
const CERTAIN: Duration = Duration::from_secs(600);
/// A bank debit may take 14 business days; after this long its provider will not answer any more.
const LONGEST_PENDING: Duration = Duration::from_secs(60 * 86_400);
const SHORTEST_PAUSE: Duration = Duration::from_secs(3);
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 3600);

/// Whether a provider told us something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It answered, and the answer is written down.
    Learned,
    /// It knows no such checkout.
    NotThere,
    /// It did not.
    Unanswered,
}

/// One step of following a payment. `Some`: look again then.
pub async fn follow_payment(context: &Context, scope: Scope, id: PaymentId) -> Outcome<Option<Timestamp>> {
    let Some(payment) = context.store.read().await?.db().payment(scope, id).await? else { return Ok(None) };
    let now = context.now();
    if !payment.state.is_unfinished() {
        return Ok(None);
    }
    if let Some(until) = payment.lease_until.filter(|until| payment.state == PaymentState::Starting && now < *until) {
        return Ok(Some(until));
    }
    let answer = match payment.state {
        PaymentState::Starting => resolve_start(context, payment.clone()).await?,
        PaymentState::Closing => ask_to_end(context, scope, id).await?,
        PaymentState::Open if payment.ends_at.is_some_and(|ends| now >= ends) => ask_to_end(context, scope, id).await?,
        PaymentState::Open | PaymentState::Pending => ask(context, &payment).await?,
        PaymentState::Succeeded | PaymentState::Failed | PaymentState::Cancelled | PaymentState::Abandoned => {
            return Ok(None);
        }
    };
    let Some(after) = context.store.read().await?.db().payment(scope, id).await? else { return Ok(None) };
    if !after.state.is_unfinished() {
        return Ok(None);
    }
    let not_there = answer == Answer::NotThere;
    if now >= given_up_at(&after, not_there) {
        give_up(context, &after, not_there).await?;
        return Ok(None);
    }
    // An answer that moved it on (opened, closing) asks for the next step at once.
    if answer == Answer::Learned && after.state == PaymentState::Closing && payment.state != PaymentState::Closing {
        return Ok(Some(now));
    }
    Ok(Some(now.plus(pause(context, &after, now))))
}

/// Asks once about a payment, also about one whose end we believe to know. `Some`: the provider did not answer, ask again then.
pub async fn ask_payment(context: &Context, scope: Scope, id: PaymentId, tries: i64) -> Outcome<Option<Timestamp>> {
    let Some(payment) = context.store.read().await?.db().payment(scope, id).await? else { return Ok(None) };
    let now = context.now();
    let answer = match payment.provider_reference {
        Some(_) => ask(context, &payment).await?,
        None => resolve_start(context, payment.clone()).await?,
    };
    // The provider has told that there is news, so it is asked until it answers, often at first however old the payment is.
    let pause = SHORTEST_PAUSE.saturating_mul(1 << tries.clamp(0, 12)).min(LONGEST_PAUSE);
    Ok(match answer {
        Answer::Unanswered | Answer::NotThere => Some(now.plus(context.random.jitter(pause))),
        Answer::Learned => None,
    })
}

/// A quarter of its age: every few seconds at first, every few hours in the end.
fn pause(context: &Context, payment: &Payment, now: Timestamp) -> Duration {
    let since = payment.acted_at.unwrap_or(payment.created_at);
    context.random.jitter((now.since(since) / 4).clamp(SHORTEST_PAUSE, LONGEST_PAUSE))
}

/// `not_there`: the provider has just said that it knows no such checkout.
fn given_up_at(payment: &Payment, not_there: bool) -> Timestamp {
    match payment.state {
        PaymentState::Pending => payment.acted_at.unwrap_or(payment.created_at).plus(LONGEST_PENDING),
        // Nobody was ever given its address, so nobody can pay it: it need not be waited for beyond its own end, and not even so long
        // where the provider has none. Should one turn up after all, it is ended at once.
        PaymentState::Starting | PaymentState::Closing if payment.provider_reference.is_none() => {
            let ends_at = payment.ends_at.unwrap_or(payment.created_at);
            let certain = payment.created_at.plus(CERTAIN).max(payment.lease_until.unwrap_or(payment.created_at));
            if not_there { certain.min(ends_at) } else { ends_at }
        }
        PaymentState::Starting
        | PaymentState::Open
        | PaymentState::Closing
        | PaymentState::Succeeded
        | PaymentState::Failed
        | PaymentState::Cancelled
        | PaymentState::Abandoned => payment.ends_at.unwrap_or(payment.created_at).plus(GRACE),
    }
}

/// A start whose outcome is unknown: repeated with the same key while the key lives, else asked about. There are providers that answer a
/// repeat with the failure that they have kept, for as long as the key lives; what came of it then only a question tells.
async fn resolve_start(context: &Context, payment: Payment) -> Outcome<Answer> {
    let now = context.now();
    let (_, provider) = provider_of(context, &payment).await?;
    if may_repeat_start(&payment, provider.capabilities(), now) {
        match repeat_start(context, payment.clone()).await? {
            Answer::Learned => return Ok(Answer::Learned),
            Answer::NotThere | Answer::Unanswered => {}
        }
    }
    ask(context, &payment).await
}

/// Whether a start can be repeated: beyond the life of its key the repeat would make a second checkout.
pub(super) fn may_repeat_start(payment: &Payment, can: Capabilities, now: Timestamp) -> bool {
    now < payment.created_at.plus(can.key_life) && payment.ends_at.is_none_or(|ends| now < ends)
}

/// Asks the provider how a payment stands and writes the answer down.
pub async fn ask(context: &Context, payment: &Payment) -> Outcome<Answer> {
    let (account, provider) = provider_of(context, payment).await?;
    let told = provider.look_up(&account, &reference(payment)).await;
    heard(context, payment, "poll", told).await
}

/// Asks the provider to end a checkout and writes down how it stands then; it may turn out paid.
pub async fn ask_to_end(context: &Context, scope: Scope, id: PaymentId) -> Outcome<Answer> {
    let payment = context.store.read().await?.db().payment(scope, id).await?.ok_or(OperationError::NotFound)?;
    let (account, provider) = provider_of(context, &payment).await?;
    if payment.provider_reference.is_none() {
        // Its start was never answered: only a repeat of it tells which checkout to end.
        return Box::pin(resolve_start(context, payment)).await;
    }
    let told = if provider.capabilities().ends_checkouts {
        provider.end_checkout(&account, &reference(&payment)).await
    } else {
        provider.look_up(&account, &reference(&payment)).await
    };
    let answer = heard(context, &payment, "end", told).await?;
    let after = context.store.read().await?.db().payment(scope, id).await?;
    // A provider that answers "still open" has not ended it.
    let ended = after.is_none_or(|payment| !matches!(payment.state, PaymentState::Closing | PaymentState::Open));
    Ok(if ended { answer } else { Answer::Unanswered })
}

async fn heard(
    context: &Context,
    payment: &Payment,
    source: &'static str,
    told: Result<crate::providers::Told, ProviderError>,
) -> Outcome<Answer> {
    match told {
        Ok(told) => {
            if let Some(hearing) = Hearing::of_answer(payment, source, told) {
                apply_facts(context, hearing).await?;
            }
            Ok(Answer::Learned)
        }
        Err(error) => {
            tracing::warn!(payment = %payment.id, %error, source, "the provider did not answer");
            Ok(match error {
                ProviderError::NotFound => Answer::NotThere,
                ProviderError::Refused { .. } | ProviderError::Unanswered { .. } => Answer::Unanswered,
            })
        }
    }
}

fn reference(payment: &Payment) -> CheckoutRef {
    CheckoutRef { payment: payment.id, reference: payment.provider_reference.clone(), created_at: payment.created_at }
}

async fn provider_of(
    context: &Context,
    payment: &Payment,
) -> Outcome<(crate::domain::provider_account::ProviderAccount, Arc<dyn Provider>)> {
    let id = payment.provider_account.ok_or(OperationError::Internal("a checkout without an account"))?;
    let account = context.store.read().await?.db().provider_account(id).await?.ok_or(OperationError::NotFound)?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    Ok((account, Arc::clone(provider)))
}

async fn give_up(context: &Context, payment: &Payment, not_there: bool) -> Outcome<()> {
    tracing::error!(payment = %payment.id, "the provider never answered for this payment; it is called abandoned");
    metrics::counter!("paylink_payments_abandoned_total").increment(1);
    context
        .store
        .transact((context.clone(), payment.clone(), not_there), |db, (context, payment, not_there)| {
            Box::pin(async move {
                let locked = lock(db, payment.scope, payment.payment_request).await?;
                let known = locked.payments.iter().find(|known| known.id == payment.id);
                if known.is_none_or(|known| context.now() < given_up_at(known, *not_there)) {
                    // A notification came between our look and the lock.
                    return Ok(());
                }
                let decision = abandon(&locked.request, &locked.payments, payment.id, context.now());
                write_decision(db, context, &locked, decision, &Doer::default()).await?;
                Ok::<_, OperationError>(())
            })
        })
        .await
}
