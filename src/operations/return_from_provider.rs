//! The payer comes back from the provider's page. The redirect proves nothing, so the provider is asked, at most every two seconds per
//! payment. Who comes back within these two seconds waits for them: the last answer may be from before the payer paid.

use super::book::{Doer, lock, write_decision};
use super::follow_payment::{Answer, ask};
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{PaymentId, PaymentRequestId};
use crate::domain::learn::Decision;
use crate::domain::payment::{Payment, PaymentKind, PaymentState};
use crate::domain::scope::Scope;
use std::time::Duration;

const ASK_AT_MOST_EVERY: Duration = Duration::from_secs(2);
/// A poll of the database while the provider may not be asked yet.
const WAIT_STEP: Duration = Duration::from_millis(50);

/// Whether the page may be shown as the database knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Yes.
    Known,
    /// The provider did not answer: say that it is being checked.
    BeingChecked,
}

/// Learns how the newest checkout of a request stands.
pub async fn return_from_provider(context: &Context, scope: Scope, request: PaymentRequestId) -> Outcome<Returned> {
    let Some(payment) = newest_unfinished(context, scope, request).await? else { return Ok(Returned::Known) };
    if payment.state == PaymentState::Starting {
        return Ok(Returned::BeingChecked);
    }
    let patience = context.config.preparing_wait.min(ASK_AT_MOST_EVERY * 2);
    for _ in 0..=patience.as_millis() / WAIT_STEP.as_millis() {
        // Looked at on a reading connection first: whoever has to wait must not keep the one writer busy.
        let asked_at =
            context.store.read().await?.db().payment(scope, payment.id).await?.and_then(|known| known.asked_at);
        let free = asked_at.is_none_or(|asked| asked <= context.now().minus(ASK_AT_MOST_EVERY));
        if free && claim(context, scope, payment.id).await? {
            let answer = ask(context, &payment).await?;
            note_leaving(context, &payment, &answer).await?;
            return Ok(match answer {
                Answer::Learned => Returned::Known,
                Answer::NotThere | Answer::Unanswered => Returned::BeingChecked,
            });
        }
        tokio::time::sleep(WAIT_STEP).await;
        let known = context.store.read().await?.db().payment(scope, payment.id).await?;
        if known.is_none_or(|known| known.state != payment.state) {
            break;
        }
    }
    Ok(Returned::Known)
}

/// Who is back while the provider says that nothing was paid has left its page; where it does not answer, nobody knows.
async fn note_leaving(context: &Context, payment: &Payment, answer: &Answer) -> Outcome<()> {
    let left_at = match answer {
        Answer::Learned => Some(context.now()),
        Answer::NotThere | Answer::Unanswered => None,
    };
    context
        .store
        .transact((context.clone(), payment.clone(), left_at), |db, (context, payment, left_at)| {
            Box::pin(async move {
                let locked = lock(db, payment.scope, payment.payment_request).await?;
                let mut decision = Decision::unchanged(&locked.request, &locked.payments);
                let known = decision.payments.iter_mut().find(|known| known.id == payment.id);
                if let Some(known) = known.filter(|known| known.state == PaymentState::Open) {
                    known.left_at = *left_at;
                    write_decision(db, context, &locked, decision, &Doer::default()).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await
}

async fn newest_unfinished(context: &Context, scope: Scope, request: PaymentRequestId) -> Outcome<Option<Payment>> {
    let payments = context.store.read().await?.db().payments_of(scope, request).await?;
    let mut unfinished = payments.into_iter().filter(|payment| payment.state.is_unfinished());
    Ok(unfinished.rfind(|payment| payment.kind == PaymentKind::Checkout))
}

/// Whether it is our turn to ask about a payment.
async fn claim(context: &Context, scope: Scope, payment: PaymentId) -> Outcome<bool> {
    let now = context.now();
    Ok(context
        .store
        .transact((scope, payment, now), |db, (scope, id, now)| {
            Box::pin(async move { db.claim_ask(*scope, *id, *now, now.minus(ASK_AT_MOST_EVERY)).await })
        })
        .await?)
}
