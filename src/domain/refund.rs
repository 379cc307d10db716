//! Money back.

use super::ids::{PaymentId, PaymentRequestId, ProviderAccountId, RefundId, UserId};
use super::money::Money;
use super::payment::words;
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

words! {
    /// How far a refund is.
    RefundStatus {
        /// Written down, not yet confirmed by the provider.
        Created = "created",
        /// The provider has taken it up.
        Pending = "pending",
        /// The money is on its way back.
        Succeeded = "succeeded",
        /// The provider will not do it.
        Failed = "failed",
    }
}

words! {
    /// Who wanted it.
    RefundReason {
        /// A person or a program of the merchant.
        Requested = "requested",
        /// The policy for late money.
        Late = "late",
        /// The policy for surplus.
        Surplus = "surplus",
        /// It was done at the provider, not here.
        AtProvider = "at_provider",
    }
}

/// Money back, of one payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Refund {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: RefundId,
    /// The payment whose money goes back.
    pub payment: PaymentId,
    /// The request that the payment was made for.
    pub payment_request: PaymentRequestId,
    /// How much.
    pub amount: Money,
    /// How far it is.
    pub status: RefundStatus,
    /// Who wanted it.
    pub reason: RefundReason,
    /// Sent with the call, so that a repeat has one effect.
    pub idempotency_key: String,
    /// The account that it goes through.
    pub provider_account: Option<ProviderAccountId>,
    /// The provider's id of it.
    pub provider_reference: Option<String>,
    /// Why it did not work, in the provider's words.
    pub failure: Option<String>,
    /// How often the provider was called.
    pub tries: i64,
    /// Who asked for it, where it was a person.
    pub requested_by: Option<UserId>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it came to an end.
    pub finished_at: Option<Timestamp>,
}
