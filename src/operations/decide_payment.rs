//! A person decides about late money or surplus.

use super::book::{Doer, lock, write_decision};
use super::refund_payment::check_disputes;
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{PaymentId, UserId};
use crate::domain::learn::decide;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::scope::Scope;

/// Lets the money count (`accept`) or sends it back.
pub async fn decide_payment(
    context: &Context,
    scope: Scope,
    payment: PaymentId,
    accept: bool,
    user: Option<UserId>,
) -> Outcome<PaymentRequest> {
    let request = context
        .store
        .transact((context.clone(), scope, payment, accept, user), |db, (context, scope, payment, accept, user)| {
            Box::pin(async move {
                let known = db.payment(*scope, *payment).await?.ok_or(OperationError::NotFound)?;
                let locked = lock(db, *scope, known.payment_request).await?;
                let contested = locked.payments.iter().find(|known| known.id == *payment && known.awaits_decision);
                if let Some(contested) = contested.filter(|_| !*accept) {
                    check_disputes(contested)?;
                }
                let decision =
                    decide(&locked.request, &locked.payments, *payment, *accept, context.now()).ok_or_else(|| {
                        OperationError::conflict("no_decision_needed", "This payment does not wait for a decision.")
                    })?;
                let doer = Doer { user: *user, ..Doer::default() };
                write_decision(db, context, &locked, decision, &doer).await
            })
        })
        .await?;
    context.wake_workers();
    Ok(request)
}
