//! Something that happened, named in the past tense.

use super::ids::{EventId, PaymentId, PaymentRequestId, RefundId};
use super::scope::Scope;
use super::time::Timestamp;
use serde_json::Value;
use std::str::FromStr;

macro_rules! event_types {
    ($($variant:ident = $word:literal,)*) => {
        /// What happened. Programs must accept words that are not in this list yet.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs, reason = "the word beside each says it")]
        pub enum EventType { $($variant,)* }

        impl EventType {
            /// Every type.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

event_types! {
    RequestCreated = "payment_request.created",
    RequestUpdated = "payment_request.updated",
    RequestOpened = "payment_request.opened",
    RequestExpired = "payment_request.expired",
    RequestCancelled = "payment_request.cancelled",
    RequestProcessing = "payment_request.processing",
    RequestPaid = "payment_request.paid",
    RequestPartPaid = "payment_request.part_paid",
    RequestReopened = "payment_request.reopened",
    PaymentStarted = "payment.started",
    PaymentPending = "payment.pending",
    PaymentSucceeded = "payment.succeeded",
    PaymentFailed = "payment.failed",
    PaymentAbandoned = "payment.abandoned",
    PaymentLate = "payment.late",
    PaymentSurplus = "payment.surplus",
    RefundCreated = "refund.created",
    RefundSucceeded = "refund.succeeded",
    RefundFailed = "refund.failed",
    DisputeOpened = "dispute.opened",
    DisputeClosed = "dispute.closed",
    MessageScheduled = "message.scheduled",
    MessageSent = "message.sent",
    MessageDelivered = "message.delivered",
    MessageFailed = "message.failed",
    MessageBounced = "message.bounced",
    MessageSkipped = "message.skipped",
    MessageReplied = "message.replied",
    ConsentWithdrawn = "consent.withdrawn",
    ConsentGiven = "consent.given",
}

impl FromStr for EventType {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word).ok_or(())
    }
}

/// An event that is about to be written.
#[derive(Clone, PartialEq, Debug)]
pub struct NewEvent {
    /// What happened.
    pub kind: EventType,
    /// The payment it is about, where it is about one.
    pub payment: Option<PaymentId>,
    /// The refund it is about, where it is about one.
    pub refund: Option<RefundId>,
}

impl NewEvent {
    /// About the request itself.
    pub fn of(kind: EventType) -> Self {
        Self { kind, payment: None, refund: None }
    }

    /// About one of its payments.
    pub fn of_payment(kind: EventType, payment: PaymentId) -> Self {
        Self { kind, payment: Some(payment), refund: None }
    }

    /// About a refund of one of its payments.
    pub fn of_refund(kind: EventType, payment: PaymentId, refund: RefundId) -> Self {
        Self { kind, payment: Some(payment), refund: Some(refund) }
    }
}

/// An event as it stands in the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: EventId,
    /// The request it belongs to.
    pub payment_request: PaymentRequestId,
    /// What happened; a word, so that a newer program's events can be read.
    pub kind: String,
    /// Counts up within its request, from 1, without gaps.
    pub sequence: i64,
    /// Counts up within merchant and mode, without gaps, given after commit.
    pub position: Option<i64>,
    /// When; never before the request's previous event.
    pub created_at: Timestamp,
    /// A snapshot without personal data.
    pub data: Value,
    /// For the payer's doings: the address with its last part zeroed.
    pub ip: Option<String>,
    /// For the payer's doings.
    pub user_agent: Option<String>,
}
