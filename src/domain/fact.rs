//! What a provider, a bank file or a person tells about a payment. Facts may come in any order and any number of times.

use super::method::Method;
use super::money::Money;
use super::payment::{Failure, PayerAccount};
use super::time::Timestamp;

/// One thing that is so, with the provider's own time of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// What is so.
    pub kind: FactKind,
    /// When the payer acted (for pending and succeeded alike), else when it came to be, by the provider's clock.
    pub at: Timestamp,
}

/// What a fact says.
#[derive(Clone, PartialEq, Debug)]
pub enum FactKind {
    /// The checkout exists and waits for the payer.
    Open {
        /// The provider's id of the checkout.
        reference: String,
        /// Where the payer goes.
        url: String,
        /// When the provider ends it by itself.
        ends_at: Timestamp,
    },
    /// The payer has done their part, the money is on its way.
    Pending,
    /// The money is there.
    Succeeded(Success),
    /// It did not work, for good.
    Failed(Failure),
    /// The checkout ended without money.
    Ended,
    /// So much of it was sent back, in all.
    Refunded {
        /// Sum of all refunds at the provider, minor units.
        total: i64,
    },
    /// The payer's bank contests it.
    DisputeOpened {
        /// The provider's id of the dispute.
        reference: String,
        /// Contested amount, minor units.
        amount: i64,
    },
    /// The dispute is decided.
    DisputeClosed {
        /// The provider's id of the dispute.
        reference: String,
        /// Contested amount, minor units.
        amount: i64,
        /// Whether the merchant keeps the money.
        won: bool,
    },
}

impl FactKind {
    /// A stable word for records and metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Pending => "pending",
            Self::Succeeded(_) => "succeeded",
            Self::Failed(_) => "failed",
            Self::Ended => "ended",
            Self::Refunded { .. } => "refunded",
            Self::DisputeOpened { .. } => "dispute_opened",
            Self::DisputeClosed { .. } => "dispute_closed",
        }
    }
}

/// What is known of money that arrived.
#[derive(Clone, PartialEq, Debug)]
pub struct Success {
    /// What was received, before fees.
    pub amount: Money,
    /// When the money was there, by the provider's clock; days after the payer acted for bank debits.
    pub succeeded_at: Timestamp,
    /// The provider's id of the charge, by which refunds and disputes name it.
    pub charge_reference: Option<String>,
    /// How it was paid.
    pub method: Option<Method>,
    /// From where, masked.
    pub payer_account: Option<PayerAccount>,
    /// What the provider keeps, minor units of the same currency.
    pub fee: Option<i64>,
}
