//! Money in, or a try at it.

use super::ids::{PaymentId, PaymentRequestId, ProviderAccountId};
use super::method::Method;
use super::money::{Currency, Money};
use super::scope::Scope;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(word: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.word() == word).ok_or(())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How the money comes.
    PaymentKind {
        /// Through a provider's checkout.
        Checkout = "checkout",
        /// By bank transfer.
        Transfer = "transfer",
        /// Recorded by hand.
        Manual = "manual",
    }
}

words! {
    /// What we know inside; the API shows fewer ([`PaymentStatus`]).
    PaymentState {
        /// Written down before the provider is called; no URL was handed out.
        Starting = "starting",
        /// The provider's page waits for the payer.
        Open = "open",
        /// We want it ended and do not know yet whether it is.
        Closing = "closing",
        /// The provider says that money is on its way.
        Pending = "pending",
        /// The money is there.
        Succeeded = "succeeded",
        /// It did not work; no money was taken.
        Failed = "failed",
        /// Ended without money.
        Cancelled = "cancelled",
        /// Never answered; given up.
        Abandoned = "abandoned",
    }
}

impl PaymentState {
    /// Whether the end is still unknown.
    pub fn is_unfinished(self) -> bool {
        match self {
            Self::Starting | Self::Open | Self::Closing | Self::Pending => true,
            Self::Succeeded | Self::Failed | Self::Cancelled | Self::Abandoned => false,
        }
    }
}

words! {
    /// What the outside sees of a payment.
    PaymentStatus {
        /// A checkout was made.
        Created = "created",
        /// Money is on its way.
        Pending = "pending",
        /// Money is there.
        Succeeded = "succeeded",
        /// It did not work.
        Failed = "failed",
        /// Ended without money.
        Cancelled = "cancelled",
        /// Never answered by the provider.
        Abandoned = "abandoned",
    }
}

words! {
    /// Why a payment did not work, as far as a payer can do something about it.
    FailureCode {
        /// The bank said no.
        Declined = "declined",
        /// Not enough money.
        InsufficientFunds = "insufficient_funds",
        /// The payer could not be authenticated.
        AuthenticationFailed = "authentication_failed",
        /// A bank debit came back.
        DebitFailed = "debit_failed",
        /// The provider refused to start the checkout.
        ProviderRefused = "provider_refused",
        /// Something else.
        Other = "other",
    }
}

/// Why a payment did not work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// A stable code; the sentence for the payer is made from it in the payer's language.
    pub code: FailureCode,
    /// The provider's own word, for the merchant.
    pub detail: Option<String>,
}

/// From where the money came, masked as the provider told it: "Visa", "•••• 4242".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PayerAccount {
    /// Brand, bank or scheme.
    pub name: Option<String>,
    /// Last digits behind dots.
    pub number: Option<String>,
}

/// How a dispute stands. In the order of its life: what is lost may be won after all, and then stays won.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeState {
    /// Undecided.
    Open,
    /// The payer gets it back.
    Lost,
    /// The merchant keeps the money.
    Won,
}

/// The payer's bank contests a payment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dispute {
    /// The provider's id.
    pub reference: String,
    /// Contested amount, minor units.
    pub amount: i64,
    /// How it stands.
    pub state: DisputeState,
}

/// Money in, or a try at it. Amounts are minor units of `amount.currency`.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: PaymentId,
    /// The request that it was made for.
    pub payment_request: PaymentRequestId,
    /// How the money comes.
    pub kind: PaymentKind,
    /// What we know of it.
    pub state: PaymentState,
    /// Whether it is the one unfinished checkout of its request (a unique index sees to it).
    pub holds_slot: bool,
    /// What it was made for; what came in, where that is of another currency.
    pub amount: Money,
    /// What came in, in the same currency (0 until it succeeded).
    pub received: i64,
    /// How much of it counts for the request.
    pub allocated: i64,
    /// How much went back, counting refunds under way.
    pub refunded: i64,
    /// The greatest total of refunds that the provider told of.
    pub refunds_reported: i64,
    /// How much is contested or lost to a dispute.
    pub disputed: i64,
    /// Every dispute that the provider told of.
    pub disputes: Vec<Dispute>,
    /// What the provider keeps.
    pub fee: Option<i64>,
    /// How it is paid.
    pub method: Method,
    /// The provider's word: "sandbox", "stripe".
    pub provider: Option<String>,
    /// The merchant's account there.
    pub provider_account: Option<ProviderAccountId>,
    /// The provider's id of the checkout.
    pub provider_reference: Option<String>,
    /// The provider's id of the charge.
    pub charge_reference: Option<String>,
    /// Sent with the start call, so that a repeat has one effect.
    pub idempotency_key: String,
    /// Where the payer goes while it is open.
    pub redirect_url: Option<String>,
    /// When the provider ends the checkout by itself.
    pub ends_at: Option<Timestamp>,
    /// Whoever holds this lease is calling the provider.
    pub lease_until: Option<Timestamp>,
    /// Why it did not work.
    pub failure: Option<Failure>,
    /// When the payer acted, by the provider's clock.
    pub acted_at: Option<Timestamp>,
    /// Whether the payer acted after expiry or cancellation.
    pub late: bool,
    /// Whether a person has to decide about late money or surplus.
    pub awaits_decision: bool,
    /// From where, masked.
    pub payer_account: Option<PayerAccount>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the money was there, by the provider's clock.
    pub succeeded_at: Option<Timestamp>,
    /// When the provider was last asked about it because the payer came back.
    pub asked_at: Option<Timestamp>,
    /// When the payer came back and the provider said that nothing was paid; forgotten when they go there again.
    pub left_at: Option<Timestamp>,
    /// When the provider last answered how it stands.
    pub answered_at: Option<Timestamp>,
}

impl Payment {
    /// What the outside sees.
    pub fn status(&self) -> PaymentStatus {
        match self.state {
            PaymentState::Starting | PaymentState::Open | PaymentState::Closing => PaymentStatus::Created,
            PaymentState::Pending => PaymentStatus::Pending,
            PaymentState::Succeeded => PaymentStatus::Succeeded,
            PaymentState::Failed => PaymentStatus::Failed,
            PaymentState::Cancelled => PaymentStatus::Cancelled,
            PaymentState::Abandoned => PaymentStatus::Abandoned,
        }
    }

    /// Received beyond what counts for the request and not sent back yet.
    pub fn surplus(&self) -> i64 {
        (self.received - self.allocated - self.refunded).max(0)
    }

    /// What went back of the part that counts for the request; surplus goes back first.
    pub fn refunded_of_allocated(&self) -> i64 {
        (self.refunded - (self.received - self.allocated)).max(0)
    }

    /// Notes that so much goes back, at most what is left; tells how much it is. Where no surplus is left, nothing is left to decide.
    pub fn send_back(&mut self, amount: i64) -> i64 {
        let amount = amount.min(self.refundable()).max(0);
        self.refunded += amount;
        self.awaits_decision = self.awaits_decision && self.surplus() > 0;
        amount
    }

    /// What can still have been sent back, whoever does it.
    pub fn refundable(&self) -> i64 {
        (self.received - self.refunded).max(0)
    }

    /// Whether the payer's bank has not decided yet who keeps it. Until then providers send nothing back.
    pub fn is_contested(&self) -> bool {
        self.disputes.iter().any(|dispute| dispute.state == DisputeState::Open)
    }

    /// What the merchant can still send back: nothing while it is contested, and nothing that the payer's bank has taken already.
    pub fn returnable(&self) -> i64 {
        if self.is_contested() { 0 } else { (self.refundable() - self.disputed).max(0) }
    }

    /// Whether it is money of another currency than that, which can never count where that is asked for.
    pub fn is_foreign(&self, asked: Currency) -> bool {
        self.amount.currency != asked
    }
}
