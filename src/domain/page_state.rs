//! Which page a payer sees: one for every state, each saying whether money moved.

use super::payment::{Failure, Payment, PaymentKind, PaymentState};
use super::payment_request::{PaymentRequest, Status};
use super::time::Timestamp;

/// What the payment page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageState {
    /// Can be paid.
    Open,
    /// Can be paid; the last try did not work and took no money.
    Declined(Failure),
    /// An earlier checkout is being ended and its provider has not answered.
    BeingChecked,
    /// Money is on its way.
    Processing,
    /// Paid.
    Paid,
    /// Expired; `undecided` while a checkout's end is unknown, so that nothing untrue is said about money.
    Expired {
        /// Whether a checkout may still turn out paid.
        undecided: bool,
    },
    /// Taken back by the merchant.
    Cancelled {
        /// Whether a checkout may still turn out paid.
        undecided: bool,
    },
}

impl PageState {
    /// From the request, its payments in the order of their making, and the clock.
    pub fn of(request: &PaymentRequest, payments: &[Payment], now: Timestamp) -> Self {
        let undecided = payments.iter().any(|payment| {
            matches!(payment.state, PaymentState::Open | PaymentState::Closing)
                || (payment.state == PaymentState::Starting && payment.lease_until.is_none_or(|until| now >= until))
        });
        match request.status(now) {
            Status::Paid => Self::Paid,
            Status::Processing => Self::Processing,
            Status::Cancelled => Self::Cancelled { undecided },
            Status::Expired => Self::Expired { undecided },
            Status::Open => {
                if payments.iter().any(|p| p.holds_slot && p.state == PaymentState::Closing) {
                    return Self::BeingChecked;
                }
                let last = payments.iter().rfind(|payment| payment.kind == PaymentKind::Checkout);
                match last.map(|payment| (payment.state, &payment.failure)) {
                    Some((PaymentState::Failed, Some(failure))) => Self::Declined(failure.clone()),
                    Some(_) | None => Self::Open,
                }
            }
        }
    }
}
