//! Writing down what was decided: payments, refunds, events, jobs, sums and version, all in the transaction that holds the lock.

use super::follow_plan::follow_events;
use super::plan_messages::follow_status;
use super::{Context, Outcome};
use crate::domain::event::{Event, EventType, NewEvent};
use crate::domain::ids::{EventId, JobId, PaymentRequestId, RefundId, UserId};
use crate::domain::learn::{Decision, Effect};
use crate::domain::money::Money;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::policy::Policy;
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::operations::OperationError;
use crate::store::Db;
use crate::store::job::NewJob;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// Kinds of jobs, and their lanes.
pub mod kinds {
    use crate::domain::channel::Channel;

    /// Finds out how an unfinished payment stands and ends it where it must end. Subject: the payment.
    pub const FOLLOW_PAYMENT: &str = "follow_payment";
    /// Asks the provider once how a payment stands, whatever we believe of it. Subject: the payment.
    pub const ASK_PAYMENT: &str = "ask_payment";
    /// Reads notifications again that came before their payment was known. Subject: the payment.
    pub const READ_AGAIN: &str = "read_again";
    /// Sends a refund to the provider and finds out how it ends. Subject: the refund.
    pub const FOLLOW_REFUND: &str = "follow_refund";
    /// Sends a message when its time has come. Subject: the message.
    pub const SEND_MESSAGE: &str = "send_message";
    /// Shows what has come of a long text whose other parts stay away. Subject: the message that it becomes.
    pub const JOIN_PARTS: &str = "join_parts";
    /// Sends a message that belongs to no request. Subject: the message.
    pub const SEND_DIRECT: &str = "send_direct";
    /// The lane of SMS: a slow carrier delays no money, and no e-mail.
    pub const SMS: &str = "sms";
    /// The lane of e-mails.
    pub const EMAIL: &str = "email";
    /// The lane of all others.
    pub const MONEY: &str = "money";

    /// The lane of a channel's messages.
    pub fn lane_of(channel: Channel) -> &'static str {
        match channel {
            Channel::Sms => SMS,
            Channel::Email => EMAIL,
        }
    }
}

/// A request under its lock, with its payments.
pub struct Locked {
    /// The request.
    pub request: PaymentRequest,
    /// Its payments in the order of their making.
    pub payments: Vec<Payment>,
    /// What the merchant wants done with late money and surplus.
    pub policy: Policy,
}

/// Locks a request and reads what hangs on it.
pub async fn lock(db: &mut Db<'_>, scope: Scope, id: PaymentRequestId) -> Outcome<Locked> {
    let request = db.lock_payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let payments = db.payments_of(scope, id).await?;
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    Ok(Locked { request, payments, policy: merchant.policy })
}

/// Who did it, for the events of a payer's doings.
#[derive(Clone, Debug, Default)]
pub struct Doer {
    /// Address with its last part zeroed.
    pub ip: Option<String>,
    /// What it called itself.
    pub user_agent: Option<String>,
    /// The merchant's person.
    pub user: Option<UserId>,
}

/// Writes a decision about a locked request; nothing when nothing changed. Returns the request as it is written.
pub async fn write_decision(
    db: &mut Db<'_>,
    context: &Context,
    locked: &Locked,
    mut decision: Decision,
    doer: &Doer,
) -> Outcome<PaymentRequest> {
    let now = context.now();
    let mut refunds = Vec::new();
    for effect in std::mem::take(&mut decision.effects) {
        match effect {
            Effect::EndCheckout(payment) => {
                enqueue(db, context, decision.request.scope, kinds::FOLLOW_PAYMENT, payment.0, now).await?;
            }
            Effect::Refund { payment, amount, reason } => {
                refunds.extend(make_refund(context, &mut decision, payment, amount, reason, None, now));
            }
            Effect::RecordRefund { payment, amount } => {
                refunds.extend(make_refund(
                    context,
                    &mut decision,
                    payment,
                    amount,
                    RefundReason::AtProvider,
                    None,
                    now,
                ));
            }
        }
    }
    decision.request.sums = decision.request.sums_of(&decision.payments);
    let mut changed = false;
    for payment in &decision.payments {
        let before = locked.payments.iter().find(|before| before.id == payment.id);
        if before != Some(payment) {
            db.save_payment(payment, now).await?;
            changed = true;
        }
        if let Some(at) = before.and_then(|before| follow_at(before.state, payment.state, now)) {
            enqueue(db, context, payment.scope, kinds::FOLLOW_PAYMENT, payment.id.0, at).await?;
        }
    }
    for refund in &refunds {
        write_refund(db, context, refund, now).await?;
    }
    let happened: Vec<EventType> = decision.events.iter().map(|event| event.kind).collect();
    write_events(db, context, &mut decision, &refunds, doer, now).await?;
    let (before, after) = (locked.request.status(now), decision.request.status(now));
    if before != after && matches!(after, Status::Paid | Status::Cancelled | Status::Expired) {
        follow_status(db, context, &mut decision.request, now).await?;
    }
    follow_events(db, context, &mut decision.request, &happened, now).await?;
    // The page shows payments too, so theirs is a new version as well.
    if changed || decision.request != locked.request {
        db.save_payment_request(&mut decision.request).await?;
        db.insert_page_change(decision.request.scope, context.random.uuid(now), decision.request.id, now).await?;
    }
    Ok(decision.request)
}

/// When a payment has to be looked at because its state has changed.
fn follow_at(before: PaymentState, after: PaymentState, now: Timestamp) -> Option<Timestamp> {
    let is_news = before != after && matches!(after, PaymentState::Open | PaymentState::Pending);
    // Whoever followed it has left: a payment that was ended or given up and lives on has to be followed again.
    let is_back = !before.is_unfinished() && after.is_unfinished();
    // Its notification is probably on its way; asking comes next.
    (is_news || is_back).then(|| if is_back { now } else { now.plus(FIRST_LOOK) })
}

const FIRST_LOOK: Duration = Duration::from_secs(3);

/// A refund of what is still refundable of a payment, noted in the decision; `None` when nothing is.
pub fn make_refund(
    context: &Context,
    decision: &mut Decision,
    payment: crate::domain::ids::PaymentId,
    amount: i64,
    reason: RefundReason,
    requested_by: Option<UserId>,
    now: Timestamp,
) -> Option<Refund> {
    let payment = decision.payments.iter_mut().find(|known| known.id == payment)?;
    let amount = payment.send_back(amount);
    if amount == 0 {
        return None;
    }
    let id = RefundId(context.random.uuid(now));
    let done = reason == RefundReason::AtProvider;
    let refund = Refund {
        scope: payment.scope,
        id,
        payment: payment.id,
        payment_request: payment.payment_request,
        amount: Money::new(amount, payment.amount.currency),
        status: if done { RefundStatus::Succeeded } else { RefundStatus::Created },
        reason,
        idempotency_key: id.to_string(),
        provider_account: payment.provider_account,
        provider_reference: None,
        failure: None,
        tries: 0,
        requested_by,
        created_at: now,
        finished_at: done.then_some(now),
    };
    let (payment, refund_id) = (refund.payment, refund.id);
    decision.events.push(NewEvent::of_refund(EventType::RefundCreated, payment, refund_id));
    if done {
        decision.events.push(NewEvent::of_refund(EventType::RefundSucceeded, payment, refund_id));
    }
    Some(refund)
}

async fn write_refund(db: &mut Db<'_>, context: &Context, refund: &Refund, now: Timestamp) -> Outcome<()> {
    db.insert_refund(refund).await?;
    if refund.status == RefundStatus::Created {
        enqueue(db, context, refund.scope, kinds::FOLLOW_REFUND, refund.id.0, now).await?;
    }
    Ok(())
}

/// Writes a job of the money lane, or brings a waiting one forward.
pub async fn enqueue(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    kind: &'static str,
    subject: Uuid,
    run_at: Timestamp,
) -> Outcome<()> {
    enqueue_in(db, context, kinds::MONEY, scope, kind, subject, run_at).await
}

/// The same in another lane.
pub(super) async fn enqueue_in(
    db: &mut Db<'_>,
    context: &Context,
    lane: &'static str,
    scope: Scope,
    kind: &'static str,
    subject: Uuid,
    run_at: Timestamp,
) -> Outcome<()> {
    let now = context.now();
    db.enqueue(&NewJob { id: JobId(context.random.uuid(now)), scope, lane, kind, subject, run_at }, now).await?;
    Ok(())
}

/// Writes the events of a decision; the request counts them.
pub async fn write_events(
    db: &mut Db<'_>,
    context: &Context,
    decision: &mut Decision,
    refunds: &[Refund],
    doer: &Doer,
    now: Timestamp,
) -> Outcome<()> {
    for new in std::mem::take(&mut decision.events) {
        let payment = new.payment.and_then(|id| decision.payments.iter().find(|payment| payment.id == id));
        let refund = new.refund.and_then(|id| refunds.iter().find(|refund| refund.id == id));
        let mut about = json!({});
        if let Some(payment) = payment {
            about["payment"] = payment_snapshot(payment);
        }
        if let Some(refund) = refund {
            about["refund"] = refund_snapshot(refund);
        }
        write_event(db, context, &mut decision.request, new.kind, about, doer, now).await?;
    }
    Ok(())
}

/// Writes an event about a request, with a snapshot of it beside what it is about.
pub async fn write_event(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    kind: EventType,
    about: Value,
    doer: &Doer,
    now: Timestamp,
) -> Outcome<()> {
    request.last_sequence += 1;
    // Never before its predecessor, so that the numberer can go by time.
    request.last_event_at = request.last_event_at.max(now);
    let mut data = json!({ "payment_request": request_snapshot(request, now) });
    for (name, snapshot) in about.as_object().into_iter().flatten() {
        data[name] = snapshot.clone();
    }
    if let Some(user) = doer.user {
        data["user"] = json!(user);
    }
    let event = Event {
        scope: request.scope,
        id: EventId(context.random.uuid(request.last_event_at)),
        payment_request: request.id,
        kind: kind.word().to_owned(),
        sequence: request.last_sequence,
        position: None,
        created_at: request.last_event_at,
        data,
        ip: doer.ip.clone(),
        user_agent: doer.user_agent.clone(),
    };
    db.insert_event(&event).await?;
    Ok(())
}

fn request_snapshot(request: &PaymentRequest, now: Timestamp) -> Value {
    json!({
        "id": request.id,
        "status": request.status(now),
        "amount": request.terms.amount.minor,
        "currency": request.terms.amount.currency,
        "amount_paid": request.sums.allocated,
        "amount_due": request.amount_due().minor,
        "amount_refunded": request.sums.refunded,
        "amount_disputed": request.sums.disputed,
        "reference": request.terms.reference,
        "external_id": request.terms.external_id,
        "expires_at": request.terms.expires_at,
        "late": request.late,
    })
}

fn payment_snapshot(payment: &Payment) -> Value {
    json!({
        "id": payment.id,
        "kind": payment.kind,
        "status": payment.status(),
        "amount": if payment.received > 0 { payment.received } else { payment.amount.minor },
        "currency": payment.amount.currency,
        "method": payment.method,
        "provider": payment.provider,
        "surplus": payment.surplus(),
        "late": payment.late,
        "awaits_decision": payment.awaits_decision,
        "failure_code": payment.failure.as_ref().map(|failure| failure.code),
    })
}

fn refund_snapshot(refund: &Refund) -> Value {
    json!({
        "id": refund.id,
        "status": refund.status,
        "amount": refund.amount.minor,
        "currency": refund.amount.currency,
        "reason": refund.reason,
    })
}
