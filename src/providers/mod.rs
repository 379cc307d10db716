//! Payment service providers behind one interface. They never see a transaction; what they learn comes back as facts.

pub mod client;
pub mod sandbox;
pub mod stripe;

use crate::domain::carriage::Bounds;
use crate::domain::fact::Fact;
use crate::domain::field::FieldError;
use crate::domain::ids::{PaymentId, RefundId};
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::provider_account::ProviderAccount;
use crate::domain::refund::RefundStatus;
use crate::domain::time::Timestamp;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;

/// What a provider can do.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Whether an open checkout can be ended before its time.
    pub ends_checkouts: bool,
    /// The shortest life of a checkout.
    pub shortest_life: Duration,
    /// The longest life of a checkout.
    pub longest_life: Duration,
    /// How long a repeat with the same idempotency key has no second effect.
    pub key_life: Duration,
}

/// The exact parameters of a checkout, written down (sealed) before the call; a repeat uses the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartParameters {
    /// Our payment; sent along so that it can be found by it.
    pub payment: PaymentId,
    /// What is to be paid.
    pub amount: Money,
    /// What for, as the provider's page shows it.
    pub description: String,
    /// The merchant's reference.
    pub reference: Option<String>,
    /// Whom.
    pub merchant_name: String,
    /// Language of the provider's page.
    pub language: Language,
    /// The way to pay that the payer chose.
    pub method: Method,
    /// Filled in at the provider, where known.
    pub payer_email: Option<String>,
    /// Where the payer comes back to, paid or not.
    pub return_url: String,
    /// Where notifications go.
    pub notify_url: String,
    /// When the checkout ends by itself.
    pub ends_at: Timestamp,
}

/// A checkout as the provider can find it.
#[derive(Clone, Debug)]
pub struct CheckoutRef {
    /// Our payment.
    pub payment: PaymentId,
    /// The provider's id, once known.
    pub reference: Option<String>,
    /// When the checkout was written down, for providers that can only be searched by time.
    pub created_at: Timestamp,
}

/// What a provider answered: facts, and the answer word for word.
#[derive(Clone, Debug)]
pub struct Told {
    /// What is so, in no particular order.
    pub facts: Vec<Fact>,
    /// The raw answer.
    pub body: Vec<u8>,
}

/// A refund to be made.
#[derive(Clone, Debug)]
pub struct RefundParameters {
    /// Our refund; sent along so that it can be found by it.
    pub refund: RefundId,
    /// Our payment.
    pub payment: PaymentId,
    /// The provider's id of the checkout.
    pub reference: Option<String>,
    /// The provider's id of the charge.
    pub charge_reference: Option<String>,
    /// How much.
    pub amount: Money,
}

/// What a provider says of a refund.
#[derive(Clone, Debug)]
pub struct RefundTold {
    /// The provider's id of it.
    pub reference: String,
    /// How far it is.
    pub status: RefundStatus,
    /// Why it did not work.
    pub failure: Option<String>,
}

/// Why a call did not give an answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ProviderError {
    /// A definite no: nothing happened and nothing will.
    #[error("refused: {detail}")]
    Refused {
        /// The provider's own words, for the merchant.
        detail: String,
    },
    /// The provider knows no such checkout.
    #[error("no such checkout")]
    NotFound,
    /// Timeout, 409, 429, 5xx, unreadable: what happened is unknown.
    #[error("unanswered: {detail}")]
    Unanswered {
        /// What was seen instead of an answer.
        detail: String,
    },
}

impl ProviderError {
    /// An unknown outcome.
    pub fn unanswered(detail: impl ToString) -> Self {
        Self::Unanswered { detail: detail.to_string() }
    }

    /// The same where the connection failed: with what the system says, which alone tells a person what is wrong.
    pub fn unreached(error: &reqwest::Error) -> Self {
        let mut cause: &dyn std::error::Error = error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        Self::unanswered(cause)
    }
}

/// What a notification is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Our payment, named by the provider as we named it.
    Payment(PaymentId),
    /// The provider's id of a checkout or charge.
    Reference(String),
    /// Nothing of ours.
    Nothing,
}

/// An authentic notification.
#[derive(Clone, Debug)]
pub struct Notification {
    /// Unique per account: a repeat has the same.
    pub key: String,
    /// The provider's word for it.
    pub word: String,
    /// What it is about.
    pub about: About,
    /// What it says. Empty, with no `refund` either, although `about` names something: the notification does not say all that has to
    /// be known, or could not be read. Then the provider has to be asked, whatever state the payment is in.
    pub facts: Vec<Fact>,
    /// A refund that it speaks of: the provider's id or ours, and how far it is.
    pub refund: Option<RefundTold>,
    /// Whether it was authentic but could not be read.
    pub unreadable: bool,
}

impl Notification {
    /// Authentic, but nothing that its reader understands.
    pub fn unreadable(body: &[u8]) -> Self {
        Self {
            key: format!("unreadable:{}", hex::encode(Sha256::digest(body))),
            word: "unreadable".to_owned(),
            about: About::Nothing,
            facts: Vec::new(),
            refund: None,
            unreadable: true,
        }
    }
}

/// The notification is not the provider's.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the signature does not fit")]
pub struct BadSignature;

/// Headers of a notification, names in lower case.
pub type Headers = [(String, String)];

/// A payment service provider.
#[async_trait]
pub trait Provider: Send + Sync {
    /// The stable word: "stripe".
    fn word(&self) -> &'static str;

    /// As payers know it: "Stripe".
    fn display_name(&self) -> &'static str;

    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// What it takes of a currency in that way; `None` where it does not take it. What nobody takes is not asked for.
    fn bounds(&self, method: Method, currency: Currency) -> Option<Bounds>;

    /// Origins that its hosted page may live on, for the page's `form-action`.
    fn checkout_origins(&self) -> Vec<String>;

    /// Whether credentials have the right shape and are for that mode.
    fn check_credentials(&self, credentials: &Value, live: bool) -> Result<(), FieldError>;

    /// A real call that changes nothing; tells what it found, in one sentence.
    async fn test_account(&self, account: &ProviderAccount) -> Result<String, ProviderError>;

    /// Makes a checkout; a repeat with the same key and parameters gives the same one.
    async fn start_checkout(
        &self,
        account: &ProviderAccount,
        parameters: &StartParameters,
        key: &str,
    ) -> Result<Told, ProviderError>;

    /// Asks how a checkout stands.
    async fn look_up(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError>;

    /// Ends a checkout and tells how it stands then; it may turn out paid.
    async fn end_checkout(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError>;

    /// Sends money back; a repeat with the same key and parameters has one effect.
    async fn refund(
        &self,
        account: &ProviderAccount,
        parameters: &RefundParameters,
        key: &str,
    ) -> Result<RefundTold, ProviderError>;

    /// Asks how a refund stands, by the provider's id of it where that is known, else by ours. `NotFound`: it was never made.
    async fn look_up_refund(
        &self,
        account: &ProviderAccount,
        parameters: &RefundParameters,
        reference: Option<&str>,
    ) -> Result<RefundTold, ProviderError>;

    /// The ways to pay that a payer may choose before the hand-over; `[Any]` leaves it to the provider's page.
    fn methods(&self, account: &ProviderAccount) -> Vec<Method>;

    /// Whether a notification to the account is the provider's, and fresh.
    fn verify_notification(
        &self,
        account: &ProviderAccount,
        headers: &Headers,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), BadSignature>;

    /// Reads an authentic notification; one that was kept may be read again, long afterwards.
    fn read_notification(&self, account: &ProviderAccount, body: &[u8]) -> Notification;
}

/// All providers of this program.
#[derive(Clone)]
pub struct Providers(Vec<Arc<dyn Provider>>);

impl Providers {
    /// From a list; tests bring their own.
    pub fn new(providers: Vec<Arc<dyn Provider>>) -> Self {
        Self(providers)
    }

    /// The provider with that word.
    pub fn get(&self, word: &str) -> Option<&Arc<dyn Provider>> {
        self.0.iter().find(|provider| provider.word() == word)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Provider>> {
        self.0.iter()
    }
}
