//! What must be true after every step, seen from both sides: paylink's book and the provider's.

use super::World;
use super::provider::{Checkout, State};
use paylink::domain::ids::PaymentId;
use paylink::domain::method::Method;
use paylink::domain::page_state::PageState;
use paylink::domain::payment::{Payment, PaymentState};
use paylink::domain::payment_request::{PaymentRequest, Status};
use paylink::domain::refund::{Refund, RefundStatus};
use paylink::domain::start::{Step, next_step};
use paylink::domain::time::Timestamp;
use paylink::operations::audit::audit;

/// A request as the book has it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub request: PaymentRequest,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
}

impl Entry {
    pub fn payment(&self, id: PaymentId) -> Option<&Payment> {
        self.payments.iter().find(|payment| payment.id == id)
    }
}

pub type Check = Result<(), String>;

pub fn must(holds: bool, what: impl Fn() -> String) -> Check {
    if holds { Ok(()) } else { Err(what()) }
}

impl World {
    /// Everything that has to be true at any time.
    pub async fn check(&mut self) -> Check {
        let now = self.clock.now();
        let entries = self.read_book().await?;
        for entry in &entries {
            check_sums(entry, now)?;
            for payment in &entry.payments {
                self.check_against_provider(entry, payment)?;
            }
            self.check_page(entry, now)?;
            self.check_refunds(entry)?;
        }
        for (before, after) in self.before.iter().zip(&entries) {
            check_change(before, after, now)?;
        }
        self.before = entries;
        self.check_checkouts(now)?;
        if self.trace.len().is_multiple_of(AUDIT_EVERY) {
            self.check_audit().await?;
        }
        let complaints = std::mem::take(&mut self.provider.books().complaints);
        must(complaints.is_empty(), || format!("the provider complains: {complaints:?}"))
    }

    pub async fn check_audit(&self) -> Check {
        let audit = audit(&self.context).await.map_err(|error| error.to_string())?;
        must(audit.findings.is_empty(), || format!("the audit finds {:?}", audit.findings))
    }

    /// I3: the book says of a payment only what the provider said, and no more.
    fn check_against_provider(&self, entry: &Entry, payment: &Payment) -> Check {
        let books = self.provider.books();
        let mut known = books.checkouts.iter().filter(|checkout| checkout.payment == payment.id);
        let (checkout, second) = (known.next(), known.next());
        must(second.is_none(), || format!("two checkouts at the provider for {}", payment.id))?;
        let is = |fits: fn(&Checkout) -> bool| checkout.is_some_and(fits);
        let true_there = match payment.state {
            PaymentState::Starting | PaymentState::Closing | PaymentState::Abandoned => true,
            PaymentState::Open => checkout.is_some(),
            PaymentState::Pending => is(|checkout| checkout.acted_at.is_some()),
            PaymentState::Succeeded => is(|checkout| checkout.state == State::Succeeded),
            PaymentState::Failed => {
                checkout.is_none_or(|checkout| checkout.state == State::Failed || !checkout.handed_out)
            }
            PaymentState::Cancelled => is(|checkout| checkout.was_ended),
        };
        must(true_there, || format!("{} is {} but {checkout:?}", payment.id, payment.state.word()))?;
        if payment.state == PaymentState::Succeeded {
            let received = checkout.map(|checkout| checkout.received);
            must(received == Some(payment.received), || format!("{} received, {received:?} paid", payment.received))?;
            must(is(|c| c.currency == c.amount.currency) || payment.allocated == 0, || {
                "I6: currencies mix".to_owned()
            })?;
            let late =
                entry.request.is_late(checkout.and_then(|checkout| checkout.acted_at).unwrap_or(payment.created_at));
            must(late || !payment.late, || format!("{} came in time but is called late", payment.id))?;
            let counts = payment.allocated > 0;
            must(payment.late || !counts || !late, || format!("{} came late but counts as in time", payment.id))?;
        }
        Ok(())
    }

    /// A payer is never told that no money was taken where some may have been.
    fn check_page(&self, entry: &Entry, now: Timestamp) -> Check {
        let page = PageState::of(&entry.request, &entry.payments, now);
        let books = self.provider.books();
        for payment in &entry.payments {
            let Some(checkout) = books.checkouts.iter().find(|known| known.payment == payment.id) else { continue };
            let taken = checkout.handed_out && (checkout.has_money() || checkout.is_payable(now));
            let excused = checkout.was_ended || payment.state == PaymentState::Abandoned;
            let aware = payment.state.is_unfinished() || payment.state == PaymentState::Succeeded;
            must(!taken || excused || aware, || format!("{} is forgotten: {checkout:?}", payment.id))?;
            let certain =
                matches!(page, PageState::Expired { undecided: false } | PageState::Cancelled { undecided: false });
            let heard = payment.state == PaymentState::Succeeded;
            must(!certain || !taken || excused || heard, || format!("the page says {page:?} but {checkout:?}"))?;
        }
        Ok(())
    }

    /// I6: what goes back at the provider is in the book, once.
    fn check_refunds(&self, entry: &Entry) -> Check {
        let books = self.provider.books();
        for refund in &entry.refunds {
            let made = books.refunds.iter().filter(|made| made.key.as_deref() == Some(&refund.idempotency_key));
            let made: Vec<_> = made.collect();
            must(made.len() <= 1, || format!("{} was sent back twice", refund.id))?;
            if let Some(made) = made.first() {
                must(made.amount == refund.amount.minor, || format!("{} is {} there", refund.id, made.amount))?;
                let believed = refund.status == RefundStatus::Succeeded;
                let is = made.status == RefundStatus::Succeeded;
                must(is || !believed, || format!("{} is believed, but {made:?}", refund.id))?;
            }
        }
        Ok(())
    }

    /// Rule 2 from the provider's side: at most one checkout of a request that was handed out can be paid.
    fn check_checkouts(&self, now: Timestamp) -> Check {
        let books = self.provider.books();
        for entry in &self.before {
            let of_this = |checkout: &&Checkout| entry.payment(checkout.payment).is_some();
            let payable: Vec<_> =
                books.checkouts.iter().filter(of_this).filter(|c| c.handed_out && c.is_payable(now)).collect();
            must(payable.len() <= 1, || format!("{} checkouts can be paid: {payable:?}", payable.len()))?;
        }
        Ok(())
    }
}

/// How many steps lie between two audits; one ends every run.
const AUDIT_EVERY: usize = 5;

/// I2, I4, I6 and the slot, within the book.
fn check_sums(entry: &Entry, now: Timestamp) -> Check {
    let Entry { request, payments, refunds } = entry;
    let asked = request.terms.amount.minor;
    let status = request.status(now);
    let allocated: i64 = payments.iter().map(|payment| payment.allocated).sum();
    must(request.sums == request.sums_of(payments), || "the sums do not fit the payments".to_owned())?;
    must(allocated <= asked, || format!("I2: {allocated} allocated of {asked}"))?;
    must((allocated == asked) == (status == Status::Paid), || format!("{allocated} of {asked} is {}", status.word()))?;
    must(request.paid_at.is_some() == (status == Status::Paid), || "paid_at does not fit".to_owned())?;
    for payment in payments {
        let p = payment;
        must((0..=p.received).contains(&p.refunded), || format!("I6: {} of {} goes back", p.refunded, p.received))?;
        must(p.allocated <= p.received, || format!("I2: {} of {} counts", p.allocated, p.received))?;
        must(p.amount.currency == request.terms.amount.currency || p.allocated == 0, || {
            "I6: currencies mix".to_owned()
        })?;
        must(p.state.is_unfinished() || !p.holds_slot, || format!("{} is finished but holds the slot", p.id))?;
        let of_this = refunds.iter().filter(|refund| refund.payment == p.id && refund.status != RefundStatus::Failed);
        let sum: i64 = of_this.map(|refund| refund.amount.minor).sum();
        must(sum == p.refunded, || format!("I6: refunds of {sum}, {} on the payment", p.refunded))?;
    }
    let slots = payments.iter().filter(|payment| payment.holds_slot).count();
    must(slots <= 1, || format!("{slots} payments hold the slot"))?;
    let step = next_step(request, payments, Method::Any, None, true, now);
    let pays = matches!(step, Step::Start | Step::HandOut(_) | Step::TakeOver(_));
    must(!pays || status == Status::Open, || format!("{step:?} although {}", status.word()))?;
    let unfinished = payments.iter().filter(|payment| payment.state.is_unfinished()).count();
    must(step != Step::Start || unfinished == 0, || "a checkout would be started beside another".to_owned())
}

/// What may never be taken back.
fn check_change(before: &Entry, after: &Entry, now: Timestamp) -> Check {
    let (was, is) = (before.request.status(now), after.request.status(now));
    let final_before = matches!(was, Status::Paid | Status::Expired | Status::Cancelled);
    must(was != Status::Paid || is == Status::Paid, || format!("paid became {}", is.word()))?;
    must(!final_before || is != Status::Open, || format!("{} became open again", was.word()))?;
    must(after.request.version >= before.request.version, || "the version went back".to_owned())?;
    must(after.request.last_sequence >= before.request.last_sequence, || "events went away".to_owned())?;
    let (old, new) = (before.request.sums.allocated, after.request.sums.allocated);
    must(new >= old, || format!("allocated fell from {old} to {new}"))?;
    let same_payments = before.payments.iter().map(shown).eq(after.payments.iter().map(shown));
    let raised = after.request.version > before.request.version;
    must(same_payments || raised, || "payments changed under the same version".to_owned())?;
    for payment in &after.payments {
        match before.payment(payment.id) {
            Some(known) => {
                let kept = known.state != PaymentState::Succeeded || payment.state == PaymentState::Succeeded;
                must(kept && payment.received >= known.received, || format!("money of {} went away", payment.id))?;
            }
            None => {
                let then = before.request.status(payment.created_at);
                must(then == Status::Open, || format!("{} was started although {}", payment.id, then.word()))?;
            }
        }
    }
    Ok(())
}

/// A payment without what no page shows: who is calling or asking its provider right now.
fn shown(payment: &Payment) -> Payment {
    Payment { lease_until: None, asked_at: None, answered_at: None, ..payment.clone() }
}
