//! The built-in provider for test mode, as paylink sees it: signed HTTP and nothing else. Its own side is in `operations::sandbox`
//! and `http::sandbox`.

use super::{
    About, BadSignature, Capabilities, CheckoutRef, Headers, Notification, Provider, ProviderError, RefundParameters,
    RefundTold, StartParameters, Told,
};
use crate::domain::carriage::Bounds;
use crate::domain::fact::{Fact, FactKind, Success};
use crate::domain::field::FieldError;
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::{Failure, FailureCode, PayerAccount};
use crate::domain::provider_account::ProviderAccount;
use crate::domain::refund::RefundStatus;
use crate::domain::time::Timestamp;
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method as Verb, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What an account at the sandbox knows.
#[derive(Clone, Serialize, Deserialize)]
pub struct SandboxCredentials {
    /// Sent with every call.
    pub secret_key: String,
    /// Signs notifications.
    pub webhook_secret: String,
}

/// A checkout as the sandbox's API writes it.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct CheckoutObject {
    /// "sbx_…".
    pub id: String,
    /// "open", "pending", "succeeded", "failed" or "ended".
    pub status: String,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// The caller's own id.
    pub client_reference: String,
    /// The hosted page.
    pub url: String,
    /// When it ends by itself.
    pub ends_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the payer pressed the button.
    pub acted_at: Option<Timestamp>,
    /// When the money was there.
    pub succeeded_at: Option<Timestamp>,
    /// Why it did not work.
    pub failure_code: Option<String>,
    /// The charge.
    pub charge: Option<String>,
    /// "card", "sepa_debit".
    pub method: Option<Method>,
    /// Masked.
    pub payer_account: Option<PayerAccount>,
    /// What the sandbox keeps, minor units.
    pub fee: Option<i64>,
    /// Sum of refunds, minor units.
    pub refunded: i64,
}

/// A notification as the sandbox sends it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NotificationObject {
    /// Equal for repeats.
    pub id: String,
    /// "checkout.succeeded".
    pub r#type: String,
    /// When it happened.
    pub created_at: Timestamp,
    /// The checkout as it was then.
    pub checkout: CheckoutObject,
}

impl CheckoutObject {
    /// What the object says, as facts.
    pub fn facts(&self) -> Vec<Fact> {
        let acted_at = self.acted_at.unwrap_or(self.created_at);
        let mut facts = vec![Fact {
            kind: FactKind::Open { reference: self.id.clone(), url: self.url.clone(), ends_at: self.ends_at },
            at: self.created_at,
        }];
        let kind = match self.status.as_str() {
            "pending" => Some(FactKind::Pending),
            "succeeded" => Some(FactKind::Succeeded(Success {
                amount: Money::new(self.amount, self.currency),
                succeeded_at: self.succeeded_at.unwrap_or(acted_at),
                charge_reference: self.charge.clone(),
                method: self.method,
                payer_account: self.payer_account.clone(),
                fee: self.fee,
            })),
            "failed" => Some(FactKind::Failed(Failure {
                code: self.failure_code.as_deref().and_then(|c| c.parse().ok()).unwrap_or(FailureCode::Other),
                detail: self.failure_code.clone(),
            })),
            "ended" => Some(FactKind::Ended),
            _ => None,
        };
        facts.extend(kind.map(|kind| Fact { kind, at: acted_at }));
        if self.refunded > 0 {
            facts.push(Fact { kind: FactKind::Refunded { total: self.refunded }, at: acted_at });
        }
        facts
    }
}

/// Signs a body for an instant: "t=…,v1=…".
pub fn sign(secret: &str, at: Timestamp, body: &[u8]) -> String {
    format!("t={},v1={}", at.seconds(), hex::encode(mac(secret, at.seconds(), body).finalize().into_bytes()))
}

fn mac(secret: &str, seconds: i64, body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so this cannot fail.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

/// How far the clocks of sender and receiver may be apart.
const SIGNATURE_TOLERANCE_SECONDS: u64 = 300;

/// Whether a signature fits body and time.
pub fn signature_fits(secret: &str, header: &str, body: &[u8], now: Timestamp) -> bool {
    let part = |name: &str| header.split(',').find_map(|part| part.trim().strip_prefix(name));
    let (Some(seconds), Some(given)) = (part("t=").and_then(|t| t.parse::<i64>().ok()), part("v1=")) else {
        return false;
    };
    let Ok(given) = hex::decode(given) else { return false };
    now.seconds().abs_diff(seconds) <= SIGNATURE_TOLERANCE_SECONDS
        && mac(secret, seconds, body).verify_slice(&given).is_ok()
}

/// Where the sandbox's own HTTP side is found; known once the program listens.
pub type SandboxBase = Arc<OnceLock<String>>;

/// The sandbox as paylink calls it.
pub struct Sandbox {
    client: reqwest::Client,
    base: SandboxBase,
    checkout_origin: String,
}

impl Sandbox {
    /// `base` is set once the program listens; `checkout_origin` is where payers see its hosted page.
    pub fn new(client: reqwest::Client, base: SandboxBase, checkout_origin: String) -> Self {
        Self { client, base, checkout_origin }
    }

    async fn call(
        &self,
        account: &ProviderAccount,
        verb: Verb,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Result<Vec<u8>, ProviderError> {
        let credentials = credentials(account).map_err(ProviderError::unanswered)?;
        let base = self.base.get().ok_or_else(|| ProviderError::unanswered("the sandbox is not running yet"))?;
        let mut request = self
            .client
            .request(verb, format!("{base}/sandbox/api/{}{path}", account.id))
            .bearer_auth(credentials.secret_key);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.map_err(|error| ProviderError::unreached(&error.without_url()))?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(|error| ProviderError::unreached(&error.without_url()))?.to_vec();
        match status {
            StatusCode::OK | StatusCode::CREATED => Ok(bytes),
            StatusCode::NOT_FOUND => Err(ProviderError::NotFound),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNAUTHORIZED => {
                Err(ProviderError::Refused { detail: String::from_utf8_lossy(&bytes).chars().take(300).collect() })
            }
            other => Err(ProviderError::unanswered(format!("status {other}"))),
        }
    }

    async fn checkout_call(
        &self,
        account: &ProviderAccount,
        verb: Verb,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Result<Told, ProviderError> {
        let body = self.call(account, verb, path, body, key).await?;
        let object: CheckoutObject = serde_json::from_slice(&body).map_err(ProviderError::unanswered)?;
        Ok(Told { facts: object.facts(), body })
    }
}

/// The account's credentials, or why they are none.
pub fn credentials(account: &ProviderAccount) -> Result<SandboxCredentials, serde_json::Error> {
    serde_json::from_value(account.credentials.clone())
}

/// The sandbox's refunds are made at once.
fn read_refund(body: &[u8]) -> Result<RefundTold, ProviderError> {
    #[derive(Deserialize)]
    struct Answer {
        id: String,
    }
    let answer: Answer = serde_json::from_slice(body).map_err(ProviderError::unanswered)?;
    Ok(RefundTold { reference: answer.id, status: RefundStatus::Succeeded, failure: None })
}

fn path_of(which: &CheckoutRef) -> String {
    match &which.reference {
        Some(reference) => format!("/checkouts/{reference}"),
        None => format!("/checkouts/by-client/{}", which.payment),
    }
}

#[async_trait]
impl Provider for Sandbox {
    fn word(&self) -> &'static str {
        "sandbox"
    }

    fn display_name(&self) -> &'static str {
        "Sandbox"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            ends_checkouts: true,
            shortest_life: Duration::from_secs(5 * 60),
            longest_life: Duration::from_secs(24 * 3600),
            key_life: Duration::from_secs(24 * 3600),
        }
    }

    /// Pretend money of every kind.
    fn bounds(&self, _method: Method, _currency: Currency) -> Option<Bounds> {
        Some(Bounds::ALL)
    }

    fn checkout_origins(&self) -> Vec<String> {
        vec![self.checkout_origin.clone()]
    }

    fn check_credentials(&self, credentials: &Value, live: bool) -> Result<(), FieldError> {
        if live {
            return Err(FieldError::new(
                "provider",
                "sandbox_live",
                "The sandbox moves no money: use it in test mode.",
            ));
        }
        serde_json::from_value::<SandboxCredentials>(credentials.clone())
            .map(drop)
            .map_err(|_| FieldError::new("credentials", "invalid", "The sandbox makes its own credentials."))
    }

    async fn test_account(&self, account: &ProviderAccount) -> Result<String, ProviderError> {
        self.call(account, Verb::GET, "", None, None).await.map(|_| "The sandbox answers.".to_owned())
    }

    async fn start_checkout(
        &self,
        account: &ProviderAccount,
        p: &StartParameters,
        key: &str,
    ) -> Result<Told, ProviderError> {
        let body = json!({
            "amount": p.amount.minor,
            "currency": p.amount.currency,
            "description": p.description,
            "merchant_name": p.merchant_name,
            "language": p.language.tag(),
            "client_reference": p.payment,
            "return_url": p.return_url,
            "notify_url": p.notify_url,
            "method": p.method,
            "ends_at": p.ends_at,
        });
        self.checkout_call(account, Verb::POST, "/checkouts", Some(&body), Some(key)).await
    }

    async fn look_up(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        self.checkout_call(account, Verb::GET, &path_of(which), None, None).await
    }

    async fn end_checkout(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        let path = format!("{}/end", path_of(which));
        self.checkout_call(account, Verb::POST, &path, Some(&json!({})), None).await
    }

    async fn refund(
        &self,
        account: &ProviderAccount,
        p: &RefundParameters,
        key: &str,
    ) -> Result<RefundTold, ProviderError> {
        let body = json!({ "checkout": p.reference, "amount": p.amount.minor, "currency": p.amount.currency });
        let bytes = self.call(account, Verb::POST, "/refunds", Some(&body), Some(key)).await?;
        read_refund(&bytes)
    }

    async fn look_up_refund(
        &self,
        account: &ProviderAccount,
        p: &RefundParameters,
        _reference: Option<&str>,
    ) -> Result<RefundTold, ProviderError> {
        // The key of a refund is our id of it.
        read_refund(&self.call(account, Verb::GET, &format!("/refunds/by-key/{}", p.refund), None, None).await?)
    }

    fn methods(&self, _account: &ProviderAccount) -> Vec<Method> {
        vec![Method::Card, Method::SepaDebit]
    }

    fn verify_notification(
        &self,
        account: &ProviderAccount,
        headers: &Headers,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), BadSignature> {
        let secret = credentials(account).map_err(|_| BadSignature)?.webhook_secret;
        let header = headers.iter().find(|(name, _)| name == "sandbox-signature").map(|(_, value)| value.as_str());
        if header.is_some_and(|header| signature_fits(&secret, header, body, now)) { Ok(()) } else { Err(BadSignature) }
    }

    fn read_notification(&self, _account: &ProviderAccount, body: &[u8]) -> Notification {
        match serde_json::from_slice::<NotificationObject>(body) {
            Ok(object) => Notification {
                key: object.id,
                word: object.r#type,
                about: match object.checkout.client_reference.parse() {
                    Ok(payment) => About::Payment(payment),
                    Err(_) => About::Reference(object.checkout.id.clone()),
                },
                facts: object.checkout.facts(),
                refund: None,
                unreadable: false,
            },
            Err(_) => Notification::unreadable(body),
        }
    }
}
