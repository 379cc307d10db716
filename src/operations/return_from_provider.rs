//! The payer comes back from the provider's page. The redirect proves nothing, so the provider is asked, at most every two seconds per
//! payment.

use super::follow_payment::{Answer, ask};
use super::{Context, Outcome};
use crate::domain::ids::PaymentRequestId;
use crate::domain::payment::{PaymentKind, PaymentState};
use crate::domain::scope::Scope;
use std::time::Duration;

const ASK_AT_MOST_EVERY: Duration = Duration::from_secs(2);

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
    let payments = context.store.read().await?.db().payments_of(scope, request).await?;
    let newest =
        payments.into_iter().rfind(|payment| payment.kind == PaymentKind::Checkout && payment.state.is_unfinished());
    let Some(payment) = newest else { return Ok(Returned::Known) };
    if payment.state == PaymentState::Starting {
        return Ok(Returned::BeingChecked);
    }
    let now = context.now();
    let claimed = context
        .store
        .transact((scope, payment.id, now), |db, (scope, id, now)| {
            Box::pin(async move { db.claim_ask(*scope, *id, *now, now.minus(ASK_AT_MOST_EVERY)).await })
        })
        .await?;
    if !claimed {
        return Ok(Returned::Known);
    }
    Ok(match ask(context, &payment).await? {
        Answer::Learned => Returned::Known,
        Answer::Unanswered => Returned::BeingChecked,
    })
}
