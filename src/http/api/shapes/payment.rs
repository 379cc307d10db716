//! Payments and refunds as the API shows them.

use crate::domain::ids::{PaymentId, PaymentRequestId, RefundId};
use crate::domain::method::Method;
use crate::domain::payment::{FailureCode, PayerAccount, Payment, PaymentKind, PaymentStatus};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// Money in, or a try at it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^pay_[0-9a-f]{32}$", example = "pay_019aa59d040070008000000000000001")]
    pub id: PaymentId,
    /// The request that it was made for.
    #[schema(value_type = String, pattern = "^pr_[0-9a-f]{32}$", example = "pr_019aa59d040070008000000000000000")]
    pub payment_request: PaymentRequestId,
    /// How the money comes.
    pub kind: PaymentKind,
    /// How far it is.
    pub status: PaymentStatus,
    /// What came in; before that, what it was made for.
    #[schema(minimum = 0, example = 11900)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    pub currency: &'static str,
    /// How it is paid.
    pub method: Method,
    /// Who takes it.
    #[schema(example = "sandbox")]
    pub provider: Option<String>,
    /// The provider's id of it.
    pub provider_reference: Option<String>,
    /// From where, masked, as far as the provider told.
    pub payer_account: Option<PayerAccount>,
    /// What the provider keeps.
    pub fee: Option<i64>,
    /// How much went back, counting refunds under way.
    #[schema(minimum = 0)]
    pub amount_refunded: i64,
    /// Received beyond what was asked, and not sent back.
    #[schema(minimum = 0)]
    pub surplus: i64,
    /// Whether the payer acted after expiry or cancellation.
    pub late: bool,
    /// Whether a person has to decide about late money or surplus.
    pub awaits_decision: bool,
    /// Why it did not work.
    pub failure: Option<FailureObject>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When the money was there.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub succeeded_at: Option<Timestamp>,
}

/// Why something did not work.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Failure)]
pub struct FailureObject {
    /// A stable word.
    pub code: FailureCode,
    /// A sentence.
    #[schema(example = "The bank declined the payment.")]
    pub message: String,
}

impl PaymentObject {
    /// A payment as it stands.
    pub fn of(payment: &Payment) -> Self {
        Self {
            id: payment.id,
            payment_request: payment.payment_request,
            kind: payment.kind,
            status: payment.status(),
            amount: if payment.received > 0 { payment.received } else { payment.amount.minor },
            currency: payment.amount.currency.code(),
            method: payment.method,
            provider: payment.provider.clone(),
            provider_reference: payment.provider_reference.clone(),
            payer_account: payment.payer_account.clone(),
            fee: payment.fee,
            amount_refunded: payment.refunded,
            surplus: payment.surplus(),
            late: payment.late,
            awaits_decision: payment.awaits_decision,
            failure: payment
                .failure
                .as_ref()
                .map(|failure| FailureObject { code: failure.code, message: sentence(failure.code).to_owned() }),
            created_at: payment.created_at,
            succeeded_at: payment.succeeded_at,
        }
    }
}

fn sentence(code: FailureCode) -> &'static str {
    match code {
        FailureCode::Declined => "The bank declined the payment.",
        FailureCode::InsufficientFunds => "There was not enough money on the account.",
        FailureCode::AuthenticationFailed => "The payer could not be authenticated.",
        FailureCode::DebitFailed => "The bank debit came back.",
        FailureCode::ProviderRefused => "The payment service provider refused to start the payment.",
        FailureCode::Other => "The payment did not work.",
    }
}

/// Money back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^re_[0-9a-f]{32}$", example = "re_019aa59d040070008000000000000002")]
    pub id: RefundId,
    /// The payment whose money goes back.
    #[schema(value_type = String, pattern = "^pay_[0-9a-f]{32}$", example = "pay_019aa59d040070008000000000000001")]
    pub payment: PaymentId,
    /// The request that the payment was made for.
    #[schema(value_type = String, pattern = "^pr_[0-9a-f]{32}$", example = "pr_019aa59d040070008000000000000000")]
    pub payment_request: PaymentRequestId,
    /// How much.
    #[schema(minimum = 1, example = 11900)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    pub currency: &'static str,
    /// How far it is.
    pub status: RefundStatus,
    /// Who wanted it.
    pub reason: RefundReason,
    /// Why it did not work.
    pub failure: Option<FailureObject>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it came to an end.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Timestamp>,
}

impl RefundObject {
    /// A refund as it stands.
    pub fn of(refund: &Refund) -> Self {
        Self {
            id: refund.id,
            payment: refund.payment,
            payment_request: refund.payment_request,
            amount: refund.amount.minor,
            currency: refund.amount.currency.code(),
            status: refund.status,
            reason: refund.reason,
            failure: refund.failure.clone().map(|message| FailureObject { code: FailureCode::Other, message }),
            created_at: refund.created_at,
            finished_at: refund.finished_at,
        }
    }
}
