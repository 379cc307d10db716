//! The merchant changes a request: payer and metadata at any time, the expiry while it is open, the amount while nothing was started.

use super::book::{Doer, lock, write_decision};
use super::carry::takers_in;
use super::check_draft::{DraftPayer, check_expiry, check_metadata, check_payer};
use super::follow_plan::follow_terms;
use super::read_payment_request::home_of;
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::PaymentRequestId;
use crate::domain::learn::Decision;
use crate::domain::merchant::Home;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::scope::Scope;
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
    let home = home_of(context, scope).await?;
    let request = context
        .store
        .transact((context.clone(), home, scope, id, patch), |db, (context, home, scope, id, patch)| {
            Box::pin(change(db, context, home, *scope, *id, patch))
        })
        .await?;
    context.wake_workers();
    Ok(request)
}

async fn change(
    db: &mut Db<'_>,
    context: &Context,
    home: &Home,
    scope: Scope,
    id: PaymentRequestId,
    patch: &Patch,
) -> Outcome<PaymentRequest> {
    let now = context.now();
    let locked = lock(db, scope, id).await?;
    let mut decision = Decision::unchanged(&locked.request, &locked.payments);
    let refuse_unless_open = |what: &str| match locked.request.status(now) {
        Status::Open => Ok(()),
        status @ (Status::Paid | Status::Processing | Status::Cancelled | Status::Expired) => {
            let detail = format!("The request is {}, not open; its {what} can no longer be changed.", status.word());
            Err(OperationError::conflict("not_open", detail))
        }
    };
    if let Some(amount) = patch.amount {
        refuse_unless_open("amount")?;
        if !locked.payments.is_empty() {
            return Err(OperationError::conflict(
                "already_started",
                "The amount can be changed only while no payment was started.",
            ));
        }
        if !(1..=MAX_MINOR).contains(&amount) {
            let detail = format!("Use 1 to {MAX_MINOR} in the currency's smallest unit.");
            return Err(OperationError::field("amount", "out_of_range", &detail));
        }
        let amount = Money::new(amount, locked.request.terms.amount.currency);
        if let Some(fault) = takers_in(db, context, scope).await?.carriage(amount).fault() {
            return Err(OperationError::Invalid(vec![fault]));
        }
        decision.request.terms.amount = amount;
    }
    if let Some(text) = &patch.expires_at {
        refuse_unless_open("expiry")?;
        let (due, made) = (locked.request.terms.due_date, locked.request.created_at);
        let expires_at = check_expiry(text, due, made, now, &home.zone);
        decision.request.terms.expires_at = expires_at.map_err(|fault| OperationError::Invalid(vec![fault]))?;
    }
    if patch.metadata.is_some() {
        decision.request.terms.metadata = check_metadata(patch.metadata.as_ref()).map_err(OperationError::Invalid)?;
    }
    let mut changed = decision.request != locked.request;
    if decision.request.terms.amount != locked.request.terms.amount {
        decision.request.terms_version += 1;
    }
    if let Some(payer) = &patch.payer {
        let payer = check_payer(payer, &home.country).map_err(OperationError::Invalid)?;
        if payer != db.payer(scope, id).await? {
            db.save_payer(scope, id, &payer).await?;
            changed = true;
        }
    }
    if changed {
        decision.events.push(NewEvent::of(EventType::RequestUpdated));
    }
    let mut request = write_decision(db, context, &locked, decision, &Doer::default()).await?;
    if request.terms.expires_at != locked.request.terms.expires_at {
        follow_terms(db, context, &mut request, &home.zone, now).await?;
        db.save_payment_request(&mut request).await?;
    }
    Ok(request)
}
