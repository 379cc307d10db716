//! What the merchant asks for. Its status is computed from the merchant's wishes, the sums and the clock; it is never stored.

use super::ids::{PaymentRequestId, ProfileId};
use super::money::{Currency, Money};
use super::payment::{Payment, PaymentState, words};
use super::scope::Scope;
use super::time::{Date, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::str::FromStr;
use std::time::Duration;

/// How long a request can be paid when the merchant says nothing: to the end of the 90th day.
const DEFAULT_DAYS: i64 = 90;
/// The longest life of a request: five years.
pub const LONGEST_LIFE: Duration = Duration::from_secs(5 * 366 * 86_400);

/// The expiry of a request whose merchant names none: the end of a day, and never before the end of the due date.
pub fn default_expiry(due_date: Option<Date>, now: Timestamp, zone: &Zone) -> Timestamp {
    let today = zone.date(now);
    let usual = today.checked_add(time::Duration::days(DEFAULT_DAYS)).unwrap_or(today);
    zone.end_of_day(due_date.map_or(usual, |due| due.max(usual)))
}

/// The oldest due date of a new request: what is owed for longer is no matter for a pay link.
pub fn earliest_due_date(today: Date) -> Date {
    // Ten years hold two or three leap days.
    today.checked_sub(time::Duration::days(10 * 365 + 3)).unwrap_or(today)
}

words! {
    /// Where a request stands.
    Status {
        /// Can be paid.
        Open = "open",
        /// Money is on its way, or a payment is being clarified.
        Processing = "processing",
        /// All that was asked for is there.
        Paid = "paid",
        /// Its time is over.
        Expired = "expired",
        /// The merchant took it back.
        Cancelled = "cancelled",
    }
}

/// What the merchant asks for and until when.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// How much.
    pub amount: Money,
    /// Shown to the payer and on statements, at most 64 characters.
    pub reference: Option<String>,
    /// The merchant's own key, unique per merchant and mode.
    pub external_id: Option<String>,
    /// What it is for, at most 140 characters.
    pub description: Option<String>,
    /// The day on which it should be paid.
    pub due_date: Option<Date>,
    /// The instant after which it cannot be paid.
    pub expires_at: Timestamp,
    /// So many last days before expiry are counted down on the page.
    pub countdown_days: Option<i64>,
    /// The merchant's own notes, a JSON object of texts.
    pub metadata: Value,
    /// Where the payer goes on after paying.
    pub return_paid: Option<String>,
    /// Where the payer goes on without having paid.
    pub return_unpaid: Option<String>,
}

/// Running sums over the payments of a request, kept in the transaction of their causes. Minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How much counts for it.
    pub allocated: i64,
    /// How many payments are on their way.
    pub pending: i64,
    /// How many payments that do not count, late ones and those of another currency, await a person's decision.
    pub clarifying: i64,
    /// How much of what counts for it went back.
    pub refunded: i64,
    /// How much is contested.
    pub disputed: i64,
}

impl Sums {
    /// The sums from scratch, of a request in that currency. Currencies never mix: money of another one adds to no amount here.
    fn of(payments: &[Payment], currency: Currency) -> Self {
        let mut sums = Self::default();
        for payment in payments {
            let foreign = payment.is_foreign(currency);
            sums.allocated += payment.allocated;
            sums.pending += i64::from(payment.state == PaymentState::Pending);
            sums.clarifying += i64::from(payment.awaits_decision && (payment.late || foreign));
            sums.refunded += payment.refunded_of_allocated();
            sums.disputed += if foreign { 0 } else { payment.disputed };
        }
        sums
    }
}

/// A payment request as it stands in the book.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentRequest {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: PaymentRequestId,
    /// Raised with every change.
    pub version: i64,
    /// Raised when the merchant changes the terms; the page's form carries it.
    pub terms_version: i64,
    /// How its page looks.
    pub profile: ProfileId,
    /// What is asked.
    pub terms: Terms,
    /// An earlier request that this one stands in for.
    pub replaces: Option<PaymentRequestId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the merchant took it back.
    pub cancelled_at: Option<Timestamp>,
    /// When it was paid in full, by the provider's clock.
    pub paid_at: Option<Timestamp>,
    /// Whether it was paid by money sent after expiry or cancellation.
    pub late: bool,
    /// Sums over its payments.
    pub sums: Sums,
    /// Sequence of its newest event.
    pub last_sequence: i64,
    /// Time of its newest event.
    pub last_event_at: Timestamp,
    /// When its expiry was written down (the clock decides it, long before).
    pub expiry_recorded_at: Option<Timestamp>,
    /// When a person first opened its link.
    pub opened_at: Option<Timestamp>,
}

impl PaymentRequest {
    /// Where it stands at `now`, in the order of SPEC §2.
    pub fn status(&self, now: Timestamp) -> Status {
        if self.sums.allocated >= self.terms.amount.minor {
            Status::Paid
        } else if self.sums.pending > 0 || self.sums.clarifying > 0 {
            Status::Processing
        } else if self.cancelled_at.is_some() {
            Status::Cancelled
        } else if now >= self.terms.expires_at {
            Status::Expired
        } else {
            Status::Open
        }
    }

    /// The sums over its payments from scratch: what `paylink audit` compares with.
    pub fn sums_of(&self, payments: &[Payment]) -> Sums {
        Sums::of(payments, self.terms.amount.currency)
    }

    /// What is still asked.
    pub fn amount_due(&self) -> Money {
        Money::new((self.terms.amount.minor - self.sums.allocated).max(0), self.terms.amount.currency)
    }

    /// Whether a payer who acted then acted after expiry or cancellation.
    pub fn is_late(&self, acted_at: Timestamp) -> bool {
        acted_at >= self.terms.expires_at || self.cancelled_at.is_some_and(|cancelled| acted_at > cancelled)
    }

    /// Whether its due date is past in the merchant's zone while it can still be paid.
    pub fn overdue(&self, now: Timestamp, zone: &Zone) -> bool {
        self.status(now) == Status::Open && self.terms.due_date.is_some_and(|due| now >= zone.end_of_day(due))
    }

    /// Calendar days in the merchant's zone to the last day on which it can be paid, while it is open and within its countdown: 0 is
    /// today, 1 tomorrow. A countdown of 7 days shows on the last seven days.
    pub fn countdown(&self, now: Timestamp, zone: &Zone) -> Option<i64> {
        let days = self.terms.countdown_days?;
        let last_instant = self.terms.expires_at.minus(Duration::from_millis(1));
        let left = (zone.date(last_instant) - zone.date(now)).whole_days();
        (self.status(now) == Status::Open && left < days).then_some(left)
    }
}
