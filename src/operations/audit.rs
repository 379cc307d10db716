//! Recomputes everything from the raw facts and compares. Every fault test ends here.

use super::book::kinds;
use super::{Context, Outcome};
use crate::domain::event::{Event, EventType};
use crate::domain::ids::{MerchantId, PaymentRequestId};
use crate::domain::message::MessageState;
use crate::domain::payment::{Payment, PaymentKind, PaymentState};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::refund::{Refund, RefundStatus};
use crate::domain::scope::Scope;
use crate::store::Db;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which invariant: "I2", "I3", ….
    pub invariant: &'static str,
    /// Where: an id.
    pub subject: String,
    /// What is wrong.
    pub detail: String,
}

/// What an audit saw.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Audit {
    /// How many requests were looked at.
    pub requests: u64,
    /// How many payments.
    pub payments: u64,
    /// How many events.
    pub events: u64,
    /// What is wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

impl Audit {
    fn find(&mut self, invariant: &'static str, subject: impl ToString, detail: impl Into<String>) {
        self.findings.push(Finding { invariant, subject: subject.to_string(), detail: detail.into() });
    }

    fn expect(&mut self, holds: bool, invariant: &'static str, subject: impl ToString, detail: impl Fn() -> String) {
        if !holds {
            self.find(invariant, subject, detail());
        }
    }
}

const BATCH: i64 = 500;

/// Looks at every request of every merchant.
pub async fn audit(context: &Context) -> Outcome<Audit> {
    let mut audit = Audit::default();
    let mut session = context.store.read().await?;
    let mut after = (Scope { merchant: MerchantId(Uuid::nil()), live: false }, PaymentRequestId(Uuid::nil()));
    loop {
        let ids = session.db().request_ids_after(after, BATCH).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for (scope, id) in ids {
            audit_request(&mut session.db(), &mut audit, scope, id).await?;
        }
    }
    for merchant in session.db().merchants().await? {
        for live in [false, true] {
            let scope = Scope { merchant: merchant.id, live };
            let (count, highest) = session.db().numbered_events(scope).await?;
            audit.expect(count == highest, "feed", merchant.id, || {
                format!("{count} events have a position, the highest is {highest}")
            });
        }
    }
    Ok(audit)
}

async fn audit_request(db: &mut Db<'_>, audit: &mut Audit, scope: Scope, id: PaymentRequestId) -> Outcome<()> {
    // Read twice while writers go on: only what is wrong both times at the same version is a finding.
    let Some(request) = db.payment_request(scope, id).await? else { return Ok(()) };
    let payments = db.payments_of(scope, id).await?;
    let refunds = db.refunds_of(scope, id).await?;
    let mut here = Audit::default();
    check_sums(&mut here, &request, &payments);
    for payment in &payments {
        check_payment(db, &mut here, payment, &refunds).await?;
    }
    check_events(db, &mut here, &request, &payments).await?;
    check_messages(db, &mut here, &request).await?;
    audit.requests += 1;
    audit.payments += payments.len() as u64;
    audit.events += u64::try_from(request.last_sequence).unwrap_or(0);
    let again = db.payment_request(scope, id).await?;
    if again.is_some_and(|again| again.version == request.version) {
        audit.findings.extend(here.findings);
    }
    Ok(())
}

fn check_sums(audit: &mut Audit, request: &PaymentRequest, payments: &[Payment]) {
    let fresh = request.sums_of(payments);
    audit.expect(fresh == request.sums, "I4", request.id, || {
        format!("sums are {:?}, should be {fresh:?}", request.sums)
    });
    audit.expect(fresh.allocated <= request.terms.amount.minor, "I2", request.id, || {
        format!("{} allocated of {}", fresh.allocated, request.terms.amount.minor)
    });
    let paid = fresh.allocated >= request.terms.amount.minor;
    audit.expect(paid == request.paid_at.is_some(), "I4", request.id, || "paid_at does not fit the sums".to_owned());
    let holders = payments.iter().filter(|payment| payment.holds_slot).count();
    audit.expect(holders <= 1, "I2", request.id, || format!("{holders} payments hold the slot"));
}

/// I5: what is planned will be looked at, what went out had a ground and went out once, and what did not has a reason.
async fn check_messages(db: &mut Db<'_>, audit: &mut Audit, request: &PaymentRequest) -> Outcome<()> {
    let messages = db.messages_of(request.scope, request.id).await?;
    let told = if messages.is_empty() { Vec::new() } else { events_of(db, request).await? };
    for message in &messages {
        let waits = matches!(message.state, MessageState::Scheduled | MessageState::Sending);
        let is_followed = !waits || db.has_job(kinds::SEND_MESSAGE, message.id.0).await?;
        audit.expect(is_followed, "I5", message.id, || "planned, but nobody will send it".to_owned());
        let went_out = message.sent_at.is_some();
        audit.expect(!went_out || message.ground.is_some(), "I5", message.id, || "sent without a ground".to_owned());
        audit.expect(!went_out || message.tries > 0, "I5", message.id, || "sent, but nobody tried".to_owned());
        let is_skipped = message.state == MessageState::Skipped;
        audit.expect(!is_skipped || message.reason.is_some(), "I5", message.id, || {
            "skipped without a reason".to_owned()
        });
        let id = Value::String(message.id.to_string());
        let of = |kind: EventType| told.iter().filter(|(word, of)| *word == kind.word() && *of == id).count();
        audit.expect(of(EventType::MessageScheduled) > 0, "I5", message.id, || "planned without an event".to_owned());
        for kind in [EventType::MessageSkipped, EventType::MessageDelivered, EventType::MessageBounced] {
            audit.expect(of(kind) <= 1, "I5", message.id, || format!("{} twice", kind.word()));
        }
    }
    Ok(())
}

/// What happened to a request's messages: the word, and which message.
async fn events_of(db: &mut Db<'_>, request: &PaymentRequest) -> Outcome<Vec<(String, Value)>> {
    let events = db.events_of(request.scope, request.id, 0, i64::MAX).await?;
    let about = |event: Event| event.data.pointer("/message/id").cloned().map(|id| (event.kind, id));
    Ok(events.into_iter().filter_map(about).collect())
}

async fn check_payment(db: &mut Db<'_>, audit: &mut Audit, payment: &Payment, refunds: &[Refund]) -> Outcome<()> {
    let allocated = db.allocated_of(payment.scope, payment.id).await?;
    audit.expect(allocated == payment.allocated, "I2", payment.id, || {
        format!("{allocated} in allocations, {} on the payment", payment.allocated)
    });
    let sent_back: i64 = refunds
        .iter()
        .filter(|refund| refund.payment == payment.id && refund.status != RefundStatus::Failed)
        .map(|refund| refund.amount.minor)
        .sum();
    audit.expect(sent_back == payment.refunded, "I6", payment.id, || {
        format!("{sent_back} in refunds, {} on the payment", payment.refunded)
    });
    audit.expect(payment.refunded <= payment.received, "I6", payment.id, || "more went back than came in".to_owned());
    let finished = !payment.state.is_unfinished();
    audit.expect(!(finished && payment.holds_slot), "I2", payment.id, || "finished, but holds the slot".to_owned());
    if payment.kind == PaymentKind::Checkout {
        let facts = db.provider_facts_of(payment.scope, payment.id).await?;
        let told = facts.iter().any(|(_, fact)| says_succeeded(fact));
        let succeeded = payment.state == PaymentState::Succeeded;
        audit.expect(!told || succeeded, "I3", payment.id, || {
            "the provider told of a success that is not reflected".to_owned()
        });
        let amount = facts.iter().filter_map(|(_, fact)| told_amount(fact)).max();
        audit.expect(amount.is_none_or(|amount| amount == payment.received), "I3", payment.id, || {
            format!("the provider told of {amount:?}, the book says {}", payment.received)
        });
        audit.expect(told || !succeeded, "I3", payment.id, || "succeeded without a fact that says so".to_owned());
    }
    Ok(())
}

/// What a fact says was received, minor units.
fn told_amount(fact: &str) -> Option<i64> {
    serde_json::from_str::<Value>(fact).ok()?["amount"].as_i64()
}

fn says_succeeded(fact: &str) -> bool {
    serde_json::from_str::<Value>(fact)
        .ok()
        .and_then(|fact| fact["facts"].as_array().map(|words| words.iter().any(|word| word == "succeeded")))
        .unwrap_or(false)
}

async fn check_events(
    db: &mut Db<'_>,
    audit: &mut Audit,
    request: &PaymentRequest,
    payments: &[Payment],
) -> Outcome<()> {
    let mut expected = 0;
    let mut paid_events = 0;
    loop {
        let events = db.events_of(request.scope, request.id, expected, BATCH).await?;
        if events.is_empty() {
            break;
        }
        for event in events {
            expected += 1;
            audit.expect(event.sequence == expected, "events", request.id, || {
                format!("sequence {} where {expected} should be", event.sequence)
            });
            expected = event.sequence;
            paid_events += usize::from(event.kind == "payment_request.paid");
        }
    }
    audit.expect(expected == request.last_sequence, "events", request.id, || {
        format!("{expected} events, the request counts {}", request.last_sequence)
    });
    let paid = request.sums_of(payments).allocated >= request.terms.amount.minor;
    audit.expect(paid_events == usize::from(paid), "events", request.id, || {
        format!("{paid_events} events say paid, the sums say {paid}")
    });
    Ok(())
}
