//! Stripe's objects, as far as we read them, and what they say. One reading for answers and notifications alike, and a lenient one: a
//! field that Stripe adds or changes elsewhere must never hide that money came.

use super::amount::from_stripe;
use super::method::{failure, method_of, payer_account};
use crate::domain::fact::{Fact, FactKind, Success};
use crate::domain::ids::{PaymentId, RefundId};
use crate::domain::refund::RefundStatus;
use crate::domain::time::Timestamp;
use crate::providers::RefundTold;
use serde::Deserialize;
use serde_json::Value;

/// Part of the object is not as we know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its {0} cannot be read")]
pub(super) struct Unreadable(pub(super) &'static str);

/// What we wrote onto an object when we made it.
#[derive(Default, Deserialize)]
pub(super) struct Metadata {
    payment_id: Option<String>,
    refund_id: Option<String>,
}

/// A page of objects.
#[derive(Deserialize)]
pub(super) struct List<T> {
    /// The newest first.
    pub(super) data: Vec<T>,
    /// Whether there are older ones.
    pub(super) has_more: bool,
}

/// What is looked for in a list of sessions.
#[derive(Deserialize)]
pub(super) struct Listed {
    /// Stripe's id of it.
    pub(super) id: String,
    metadata: Option<Metadata>,
}

impl Listed {
    /// Whether it was made for that payment.
    pub(super) fn is_for(&self, payment: PaymentId) -> bool {
        self.metadata.as_ref().and_then(|metadata| metadata.payment_id.as_deref()?.parse().ok()) == Some(payment)
    }
}

/// An id, or the object itself where it was asked for.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Expandable<T> {
    /// The id.
    Id(String),
    /// The object.
    Object(Box<T>),
}

impl<T> Expandable<T> {
    fn object(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

/// A Checkout Session.
#[derive(Deserialize)]
pub(super) struct Session {
    id: String,
    livemode: bool,
    created: i64,
    expires_at: i64,
    status: SessionStatus,
    payment_status: PaymentStatus,
    url: Option<String>,
    amount_total: Option<i64>,
    currency: Option<String>,
    metadata: Option<Metadata>,
    payment_intent: Option<Expandable<Intent>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SessionStatus {
    Open,
    Complete,
    Expired,
    #[serde(other)]
    Unknown,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PaymentStatus {
    Paid,
    Unpaid,
    /// "no_payment_required" never comes for an amount above zero.
    #[serde(other)]
    Unknown,
}

/// A PaymentIntent.
#[derive(Deserialize)]
pub(super) struct Intent {
    id: String,
    created: i64,
    status: IntentStatus,
    latest_charge: Option<Expandable<Charge>>,
    last_payment_error: Option<LastError>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum IntentStatus {
    RequiresPaymentMethod,
    Canceled,
    Succeeded,
    /// "processing", "requires_action" and all else that is under way.
    #[serde(other)]
    UnderWay,
}

/// Why the last try did not work.
#[derive(Deserialize)]
pub(super) struct LastError {
    /// Stripe's word.
    pub(super) code: Option<String>,
    /// The bank's word.
    pub(super) decline_code: Option<String>,
}

/// A Charge.
#[derive(Deserialize)]
pub(super) struct Charge {
    created: i64,
    /// The bank's word for a failure.
    pub(super) failure_code: Option<String>,
    amount_refunded: Option<i64>,
    currency: Option<String>,
    #[serde(default)]
    payment_method_details: Value,
}

impl Charge {
    /// Stripe's word for how it was paid.
    pub(super) fn method_word(&self) -> Option<&str> {
        self.payment_method_details["type"].as_str()
    }

    /// How much of it went back.
    pub(super) fn refunded(&self) -> Result<Option<FactKind>, Unreadable> {
        let Some(total) = self.amount_refunded.filter(|total| *total > 0) else { return Ok(None) };
        let total = money_minor(total, self.currency.as_deref()).ok_or(Unreadable("amount_refunded"))?;
        Ok(Some(FactKind::Refunded { total }))
    }
}

impl Session {
    /// Our payment, as we named it when we made the session.
    pub(super) fn payment(&self) -> Option<PaymentId> {
        self.metadata.as_ref()?.payment_id.as_deref()?.parse().ok()
    }

    /// Real money or pretend money.
    pub(super) fn is_live(&self) -> bool {
        self.livemode
    }

    /// The id that refunds and disputes name it by.
    pub(super) fn intent_id(&self) -> Option<&str> {
        self.payment_intent.as_ref().map(|intent| match intent {
            Expandable::Id(id) => id.as_str(),
            Expandable::Object(intent) => intent.id.as_str(),
        })
    }

    fn intent(&self) -> Option<&Intent> {
        self.payment_intent.as_ref()?.object()
    }

    fn charge(&self) -> Option<&Charge> {
        self.intent()?.latest_charge.as_ref()?.object()
    }

    /// When the payer acted: the charge says it exactly. An event (`heard_at`) knows no charge, but comes about with the act itself.
    fn acted_at(&self, heard_at: Option<Timestamp>) -> Timestamp {
        let charged = self.charge().map(|charge| Timestamp::from_seconds(charge.created));
        let intended = || self.intent().map_or(self.created, |intent| intent.created);
        charged.or(heard_at).unwrap_or_else(|| Timestamp::from_seconds(intended()))
    }

    /// What the session says. `heard_at` is the time of the event that brought it, where one did.
    pub(super) fn facts(&self, heard_at: Option<Timestamp>) -> Result<Vec<Fact>, Unreadable> {
        let mut facts: Vec<Fact> = self.open().into_iter().collect();
        let acted_at = self.acted_at(heard_at);
        match (self.status, self.payment_status) {
            (SessionStatus::Open, _) => {}
            (SessionStatus::Expired, _) => {
                // One that was ended before its time tells no other; an act can only lie before.
                let at = heard_at.unwrap_or(Timestamp::from_seconds(self.expires_at));
                facts.push(Fact { kind: FactKind::Ended, at });
            }
            (SessionStatus::Complete, PaymentStatus::Paid) => facts.push(self.succeeded(acted_at)?),
            (SessionStatus::Complete, PaymentStatus::Unpaid) => facts.push(self.unpaid(acted_at)?),
            (SessionStatus::Complete, PaymentStatus::Unknown) => return Err(Unreadable("payment_status")),
            (SessionStatus::Unknown, _) => return Err(Unreadable("status")),
        }
        if let Some(kind) = self.charge().map(Charge::refunded).transpose()?.flatten() {
            facts.push(Fact { kind, at: acted_at });
        }
        Ok(facts)
    }

    /// Only an open session has a page.
    fn open(&self) -> Option<Fact> {
        let kind = FactKind::Open {
            reference: self.id.clone(),
            url: self.url.clone()?,
            ends_at: Timestamp::from_seconds(self.expires_at),
        };
        Some(Fact { kind, at: Timestamp::from_seconds(self.created) })
    }

    fn succeeded(&self, acted_at: Timestamp) -> Result<Fact, Unreadable> {
        let amount = self.amount_total.zip(self.currency.as_deref());
        let amount = amount.and_then(|(amount, currency)| from_stripe(amount, currency));
        let success = Success {
            amount: amount.ok_or(Unreadable("amount_total"))?,
            // Stripe tells no later time for a bank debit, whose money comes days after.
            succeeded_at: acted_at,
            charge_reference: self.intent_id().map(str::to_owned),
            method: self.charge().and_then(Charge::method_word).map(method_of),
            payer_account: self.charge().and_then(|charge| payer_account(&charge.payment_method_details)),
            fee: None,
        };
        Ok(Fact { kind: FactKind::Succeeded(success), at: acted_at })
    }

    /// A bank debit or the like: promised at the checkout, decided days later.
    fn unpaid(&self, acted_at: Timestamp) -> Result<Fact, Unreadable> {
        let error = self.intent().and_then(|intent| intent.last_payment_error.as_ref());
        let kind = match self.intent().map(|intent| intent.status) {
            Some(IntentStatus::Succeeded) => return self.succeeded(acted_at),
            Some(IntentStatus::Canceled) => FactKind::Failed(failure(error, self.charge())),
            Some(IntentStatus::RequiresPaymentMethod) if error.is_some() => {
                FactKind::Failed(failure(error, self.charge()))
            }
            Some(IntentStatus::RequiresPaymentMethod | IntentStatus::UnderWay) | None => FactKind::Pending,
        };
        Ok(Fact { kind, at: acted_at })
    }
}

/// A Refund.
#[derive(Deserialize)]
pub(super) struct Refund {
    id: String,
    status: Option<String>,
    failure_reason: Option<String>,
    metadata: Option<Metadata>,
}

impl Refund {
    /// Our refund, as we named it when we made it.
    pub(super) fn ours(&self) -> Option<RefundId> {
        self.metadata.as_ref()?.refund_id.as_deref()?.parse().ok()
    }

    /// How far it is, under Stripe's id.
    pub(super) fn told(self) -> Result<RefundTold, Unreadable> {
        let status = match self.status.as_deref() {
            Some("succeeded") => RefundStatus::Succeeded,
            Some("pending" | "requires_action") | None => RefundStatus::Pending,
            Some("failed" | "canceled") => RefundStatus::Failed,
            Some(_) => return Err(Unreadable("status")),
        };
        let failed = status == RefundStatus::Failed;
        let failure = if failed { self.failure_reason.or(self.status) } else { None };
        Ok(RefundTold { reference: self.id, status, failure })
    }

    /// How far it is, under our own id where it is a refund of ours: the answer that would have told us Stripe's may be lost.
    pub(super) fn told_by_our_id(self) -> Result<RefundTold, Unreadable> {
        let ours = self.ours();
        let told = self.told()?;
        Ok(RefundTold { reference: ours.map_or(told.reference, |id| id.to_string()), ..told })
    }
}

/// A Dispute.
#[derive(Deserialize)]
pub(super) struct Dispute {
    id: String,
    amount: i64,
    currency: String,
    created: i64,
    status: String,
}

impl Dispute {
    /// The payer's bank contests the payment.
    pub(super) fn opened(&self) -> Result<Fact, Unreadable> {
        let kind = FactKind::DisputeOpened { reference: self.id.clone(), amount: self.minor()? };
        Ok(Fact { kind, at: Timestamp::from_seconds(self.created) })
    }

    /// It is decided.
    pub(super) fn closed(&self, at: Timestamp) -> Result<Fact, Unreadable> {
        let won = match self.status.as_str() {
            // A prevented one was settled by a refund, which is told as one.
            "won" | "warning_closed" | "prevented" => true,
            "lost" => false,
            _ => return Err(Unreadable("status")),
        };
        let kind = FactKind::DisputeClosed { reference: self.id.clone(), amount: self.minor()?, won };
        Ok(Fact { kind, at })
    }

    fn minor(&self) -> Result<i64, Unreadable> {
        money_minor(self.amount, Some(&self.currency)).ok_or(Unreadable("amount"))
    }
}

fn money_minor(amount: i64, currency: Option<&str>) -> Option<i64> {
    from_stripe(amount, currency?).map(|money| money.minor)
}
