//! What a fact means: the whole machine of payments on one page. Pure, so that any order and any number of repeats can be tried.
//!
//! Facts are ranked: nothing < open < ended < pending < failed < succeeded. A payment goes up the ranks and never down, therefore
//! the end does not depend on the order in which facts arrive. `Closing` and `Abandoned` are our own wishes; any fact overrules them.

use super::event::{EventType, NewEvent};
use super::fact::{Fact, FactKind, Success};
use super::ids::PaymentId;
use super::payment::{Dispute, DisputeState, Payment, PaymentState};
use super::payment_request::{PaymentRequest, Status};
use super::policy::{Policy, Wish};
use super::refund::RefundReason;
use super::time::Timestamp;

/// What has to be carried out because of a fact, in the same transaction (rows) or after it (calls, through jobs).
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End this checkout at its provider.
    EndCheckout(PaymentId),
    /// Send money back.
    Refund {
        /// Of this payment.
        payment: PaymentId,
        /// Minor units.
        amount: i64,
        /// Which policy wants it.
        reason: RefundReason,
    },
    /// Write down a refund that was made at the provider.
    RecordRefund {
        /// Of this payment.
        payment: PaymentId,
        /// Minor units.
        amount: i64,
    },
}

/// A request with its payments after a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The request with new sums.
    pub request: PaymentRequest,
    /// All its payments, changed or not.
    pub payments: Vec<Payment>,
    /// What happened, in order.
    pub events: Vec<NewEvent>,
    /// What has to be done.
    pub effects: Vec<Effect>,
}

impl Decision {
    /// Nothing happened so far.
    pub fn unchanged(request: &PaymentRequest, payments: &[Payment]) -> Self {
        Self { request: request.clone(), payments: payments.to_vec(), events: Vec::new(), effects: Vec::new() }
    }

    /// The payment with that id.
    pub fn payment(&self, id: PaymentId) -> Option<&Payment> {
        self.payments.iter().find(|payment| payment.id == id)
    }

    /// Sums again from the payments, and the events that follow from a changed status.
    pub fn settle(&mut self, before: Status, now: Timestamp) {
        let allocated_before = self.request.sums.allocated;
        self.request.sums = self.request.sums_of(&self.payments);
        let after = self.request.status(now);
        let happened = match (before, after) {
            (Status::Open | Status::Processing | Status::Expired | Status::Cancelled, Status::Paid) => {
                // Since the last money that counts was there, whichever was heard of last.
                let counting = self.payments.iter().filter(|payment| payment.allocated > 0);
                self.request.paid_at = counting.filter_map(|payment| payment.succeeded_at).max().or(Some(now));
                self.request.late = self.payments.iter().any(|payment| payment.late && payment.allocated > 0);
                Some(EventType::RequestPaid)
            }
            (_, Status::Open | Status::Processing | Status::Expired | Status::Cancelled)
                if self.request.sums.allocated > allocated_before =>
            {
                Some(EventType::RequestPartPaid)
            }
            (Status::Open | Status::Expired | Status::Cancelled, Status::Processing) => {
                Some(EventType::RequestProcessing)
            }
            (Status::Processing, Status::Open) => Some(EventType::RequestReopened),
            (Status::Paid | Status::Processing | Status::Open | Status::Expired | Status::Cancelled, _) => None,
        };
        self.events.extend(happened.map(NewEvent::of));
    }

    /// Every other checkout that a payer could still use has to end: the request is paid, or money is on its way or being clarified.
    fn end_others(&mut self, except: PaymentId) {
        for payment in &mut self.payments {
            if payment.id == except {
                continue;
            }
            match payment.state {
                PaymentState::Starting | PaymentState::Open => {
                    payment.state = PaymentState::Closing;
                    self.effects.push(Effect::EndCheckout(payment.id));
                }
                PaymentState::Closing => self.effects.push(Effect::EndCheckout(payment.id)),
                PaymentState::Pending
                | PaymentState::Succeeded
                | PaymentState::Failed
                | PaymentState::Cancelled
                | PaymentState::Abandoned => {}
            }
        }
    }
}

/// What a fact about one payment of a request means under the merchant's policy.
pub fn learn(
    request: &PaymentRequest,
    payments: &[Payment],
    about: PaymentId,
    fact: &Fact,
    policy: &Policy,
    now: Timestamp,
) -> Decision {
    let mut decision = Decision::unchanged(request, payments);
    let Some(at) = payments.iter().position(|payment| payment.id == about) else { return decision };
    let before = request.status(now);
    match &fact.kind {
        FactKind::Open { reference, url, ends_at } => {
            opened(&mut decision, at, reference, url, *ends_at, now);
        }
        FactKind::Pending => pending(&mut decision, at, fact.at),
        FactKind::Succeeded(success) => succeeded(&mut decision, at, success, fact.at, policy),
        FactKind::Failed(failure) => {
            let payment = &mut decision.payments[at];
            let promised_at = promised_at(payment);
            if finish_without_money(payment, PaymentState::Failed) {
                payment.acted_at = promised_at.or(Some(fact.at));
                payment.failure = Some(failure.clone());
                decision.events.push(NewEvent::of_payment(EventType::PaymentFailed, about));
            }
        }
        FactKind::Ended => {
            finish_without_money(&mut decision.payments[at], PaymentState::Cancelled);
        }
        FactKind::Refunded { total } => refunded(&mut decision, at, *total),
        FactKind::DisputeOpened { reference, amount } => {
            disputed(&mut decision, at, reference, *amount, DisputeState::Open);
        }
        FactKind::DisputeClosed { reference, amount, won } => {
            let state = if *won { DisputeState::Won } else { DisputeState::Lost };
            disputed(&mut decision, at, reference, *amount, state);
        }
    }
    decision.settle(before, now);
    decision
}

fn opened(decision: &mut Decision, at: usize, reference: &str, url: &str, ends_at: Timestamp, now: Timestamp) {
    let payable = decision.request.status(now) == Status::Open;
    let slot_taken = decision.payments.iter().any(|payment| payment.holds_slot);
    let payment = &mut decision.payments[at];
    let found = payment.provider_reference.is_none();
    payment.provider_reference.get_or_insert_with(|| reference.to_owned());
    payment.redirect_url.get_or_insert_with(|| url.to_owned());
    payment.ends_at.get_or_insert(ends_at);
    match payment.state {
        PaymentState::Starting if payable => {
            payment.state = PaymentState::Open;
            payment.lease_until = None;
        }
        PaymentState::Starting => {
            payment.state = PaymentState::Closing;
            payment.lease_until = None;
            decision.effects.push(Effect::EndCheckout(payment.id));
        }
        PaymentState::Closing => {
            payment.lease_until = None;
            // Only now it is known which one to end. "Still open" in answer to an ending is no news: asked at once again, a
            // provider that does not end it would be asked without a pause.
            if found {
                decision.effects.push(Effect::EndCheckout(payment.id));
            }
        }
        PaymentState::Abandoned => {
            payment.state = PaymentState::Closing;
            payment.holds_slot = !slot_taken;
            decision.effects.push(Effect::EndCheckout(payment.id));
        }
        PaymentState::Open
        | PaymentState::Pending
        | PaymentState::Succeeded
        | PaymentState::Failed
        | PaymentState::Cancelled => {}
    }
}

fn pending(decision: &mut Decision, at: usize, acted_at: Timestamp) {
    let payment = &mut decision.payments[at];
    match payment.state {
        PaymentState::Pending | PaymentState::Failed | PaymentState::Succeeded => return,
        PaymentState::Starting
        | PaymentState::Open
        | PaymentState::Closing
        | PaymentState::Cancelled
        | PaymentState::Abandoned => {}
    }
    payment.state = PaymentState::Pending;
    payment.lease_until = None;
    payment.acted_at = Some(acted_at);
    let id = payment.id;
    decision.events.push(NewEvent::of_payment(EventType::PaymentPending, id));
    decision.end_others(id);
}

fn succeeded(decision: &mut Decision, at: usize, success: &Success, acted_at: Timestamp, policy: &Policy) {
    let remaining = decision.request.amount_due();
    let payment = &mut decision.payments[at];
    if payment.state == PaymentState::Succeeded {
        learn_details(payment, success);
        return;
    }
    let acted_at = promised_at(payment).map_or(acted_at, |promised| promised.min(acted_at));
    payment.state = PaymentState::Succeeded;
    payment.holds_slot = false;
    payment.lease_until = None;
    payment.failure = None;
    payment.acted_at = Some(acted_at);
    payment.succeeded_at = Some(success.succeeded_at);
    payment.received = success.amount.minor;
    learn_details(payment, success);

    // Money of another currency can never count: a person has to look at it, and what goes back of it goes back in that currency.
    let same_currency = success.amount.currency == remaining.currency;
    if !same_currency {
        payment.amount = success.amount;
    }
    let countable = if same_currency { remaining.minor.min(payment.received) } else { 0 };
    // Late money that the policy does not accept never counts, also where nothing is asked any more: otherwise it would follow one policy
    // or the other by the order in which two successes are heard.
    let unwelcome = policy.late != Wish::Accept;
    payment.late = same_currency && (countable > 0 || unwelcome) && decision.request.is_late(acted_at);
    payment.allocated = if payment.late && unwelcome { 0 } else { countable };
    let id = payment.id;
    decision.events.push(NewEvent::of_payment(EventType::PaymentSucceeded, id));
    let (late, left_over) = (payment.late, payment.received - payment.allocated);
    let held_back = late && payment.allocated == 0;
    // What was sent back at the provider already is no longer there to be decided about.
    let sent_back = payment.refunds_reported.min(payment.received);
    if sent_back > 0 {
        decision.effects.push(Effect::RecordRefund { payment: id, amount: sent_back });
    }
    if left_over > sent_back {
        let (wish, reason) =
            if held_back { (policy.late, RefundReason::Late) } else { (policy.surplus, RefundReason::Surplus) };
        let wish = if same_currency { wish } else { Wish::Ask };
        payment.awaits_decision = wish == Wish::Ask;
        if wish == Wish::Refund {
            decision.effects.push(Effect::Refund { payment: id, amount: left_over - sent_back, reason });
        }
    }
    if late {
        decision.events.push(NewEvent::of_payment(EventType::PaymentLate, id));
    }
    if left_over > 0 && !held_back {
        decision.events.push(NewEvent::of_payment(EventType::PaymentSurplus, id));
    }
    let fresh = decision.request.sums_of(&decision.payments);
    if fresh.allocated >= decision.request.terms.amount.minor || fresh.clarifying > 0 {
        decision.end_others(id);
    }
}

fn learn_details(payment: &mut Payment, success: &Success) {
    if payment.charge_reference.is_none() {
        payment.charge_reference.clone_from(&success.charge_reference);
    }
    if let Some(method) = success.method {
        payment.method = method;
    }
    if payment.payer_account.is_none() {
        payment.payer_account.clone_from(&success.payer_account);
    }
    payment.fee = payment.fee.or(success.fee);
}

/// When the payer did what the money comes from, as far as it is known. The time of an earlier decline says nothing about it.
fn promised_at(payment: &Payment) -> Option<Timestamp> {
    payment.acted_at.filter(|_| payment.state == PaymentState::Pending)
}

/// `Failed` or `Cancelled`, if no fact of a higher rank is known. Tells whether anything changed.
fn finish_without_money(payment: &mut Payment, end: PaymentState) -> bool {
    let overruled = match payment.state {
        PaymentState::Succeeded | PaymentState::Failed => true,
        PaymentState::Pending | PaymentState::Cancelled => end == PaymentState::Cancelled,
        PaymentState::Starting | PaymentState::Open | PaymentState::Closing | PaymentState::Abandoned => false,
    };
    if overruled {
        return false;
    }
    payment.state = end;
    payment.holds_slot = false;
    payment.lease_until = None;
    true
}

fn refunded(decision: &mut Decision, at: usize, total: i64) {
    let payment = &mut decision.payments[at];
    if total <= payment.refunds_reported {
        return;
    }
    payment.refunds_reported = total;
    let unknown = total.min(payment.received) - payment.refunded;
    if payment.state == PaymentState::Succeeded && unknown > 0 {
        // Where all that waits for a decision went back, there is nothing left to decide.
        payment.awaits_decision = payment.awaits_decision && unknown < payment.surplus();
        decision.effects.push(Effect::RecordRefund { payment: payment.id, amount: unknown });
    }
}

fn disputed(decision: &mut Decision, at: usize, reference: &str, amount: i64, state: DisputeState) {
    let payment = &mut decision.payments[at];
    let known = payment.disputes.iter_mut().find(|dispute| dispute.reference == reference);
    let news = match known {
        // Upwards only, like payments: a dispute that was lost and is won after all is won, whichever was heard of last.
        Some(dispute) if dispute.state < state => {
            dispute.state = state;
            EventType::DisputeClosed
        }
        Some(_) => return,
        None => {
            payment.disputes.push(Dispute { reference: reference.to_owned(), amount, state });
            if state == DisputeState::Open { EventType::DisputeOpened } else { EventType::DisputeClosed }
        }
    };
    payment.disputed = payment.disputes.iter().filter(|d| d.state != DisputeState::Won).map(|d| d.amount).sum();
    decision.events.push(NewEvent::of_payment(news, payment.id));
}

/// A person of the merchant decides about late money, surplus or money of another currency that waits for it. `None`: nothing waits.
pub fn decide(
    request: &PaymentRequest,
    payments: &[Payment],
    about: PaymentId,
    accept: bool,
    now: Timestamp,
) -> Option<Decision> {
    let mut decision = Decision::unchanged(request, payments);
    let before = request.status(now);
    let at = payments.iter().position(|payment| payment.id == about && payment.awaits_decision)?;
    let remaining = request.amount_due();
    let payment = &mut decision.payments[at];
    payment.awaits_decision = false;
    decision.events.push(NewEvent::of_payment(EventType::RequestUpdated, about));
    if accept {
        let same_currency = payment.amount.currency == remaining.currency;
        payment.allocated += if same_currency { remaining.minor.min(payment.surplus()) } else { 0 };
    } else {
        let reason = if payment.late { RefundReason::Late } else { RefundReason::Surplus };
        decision.effects.push(Effect::Refund { payment: about, amount: payment.surplus(), reason });
    }
    decision.settle(before, now);
    Some(decision)
}

/// Gives up on a payment that the provider can never answer for. Money that arrives later is still learned.
pub fn abandon(request: &PaymentRequest, payments: &[Payment], about: PaymentId, now: Timestamp) -> Decision {
    let mut decision = Decision::unchanged(request, payments);
    let before = request.status(now);
    if let Some(payment) = decision.payments.iter_mut().find(|p| p.id == about && p.state.is_unfinished()) {
        payment.state = PaymentState::Abandoned;
        payment.holds_slot = false;
        payment.lease_until = None;
        decision.events.push(NewEvent::of_payment(EventType::PaymentAbandoned, about));
        decision.settle(before, now);
    }
    decision
}
