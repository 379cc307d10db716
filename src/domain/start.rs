//! What pressing Pay leads to: the first transaction of `start_checkout` as a pure decision.

use super::ids::PaymentId;
use super::method::Method;
use super::payment::{Payment, PaymentKind, PaymentState};
use super::payment_request::{PaymentRequest, Status};
use super::time::Timestamp;
use std::time::Duration;

/// A checkout that ends sooner than this is not handed out again: the payer would not finish in time.
pub const TOO_SHORT: Duration = Duration::from_secs(60);

/// The next step for a payer who pressed Pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Not payable, or the form is older than the terms: show the page as it is now.
    ShowPage,
    /// The one open checkout, again.
    HandOut(String),
    /// Somebody is calling the provider right now.
    Wait(PaymentId),
    /// The caller before us is gone: call again with the same key and bytes.
    TakeOver(PaymentId),
    /// The open checkout does not fit any more: end it first.
    End(PaymentId),
    /// An ending is unanswered: the slot stays taken.
    BeingChecked(PaymentId),
    /// Nothing stands in the way: make a new checkout.
    Start,
}

/// Decides; `ends_checkouts` tells whether the provider of the open checkout can end one.
pub fn next_step(
    request: &PaymentRequest,
    payments: &[Payment],
    method: Method,
    form_terms: Option<i64>,
    ends_checkouts: bool,
    now: Timestamp,
) -> Step {
    if request.status(now) != Status::Open || form_terms.is_some_and(|version| version != request.terms_version) {
        return Step::ShowPage;
    }
    // A checkout that was given up and then found again may be unfinished without the slot.
    let unfinished = |payment: &&Payment| payment.kind == PaymentKind::Checkout && payment.state.is_unfinished();
    let holder = payments.iter().find(|payment| payment.holds_slot).or_else(|| payments.iter().find(unfinished));
    let Some(payment) = holder else { return Step::Start };
    match payment.state {
        PaymentState::Starting => {
            if payment.lease_until.is_some_and(|until| now < until) {
                Step::Wait(payment.id)
            } else {
                Step::TakeOver(payment.id)
            }
        }
        PaymentState::Open => {
            let same_choice = payment.method == method && payment.amount == request.amount_due();
            let long_enough = payment.ends_at.is_none_or(|ends| now.plus(TOO_SHORT) < ends);
            let over = payment.ends_at.is_some_and(|ends| ends <= now);
            match &payment.redirect_url {
                Some(url) if (same_choice && long_enough) || (!ends_checkouts && !over) => Step::HandOut(url.clone()),
                Some(_) | None => Step::End(payment.id),
            }
        }
        PaymentState::Closing => Step::BeingChecked(payment.id),
        // None of these stands in the way while the request is open; should one do, nothing new is started.
        PaymentState::Pending
        | PaymentState::Succeeded
        | PaymentState::Failed
        | PaymentState::Cancelled
        | PaymentState::Abandoned => Step::BeingChecked(payment.id),
    }
}
