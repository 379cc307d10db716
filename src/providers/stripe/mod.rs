//! Stripe: Checkout Sessions. Our payment travels as `metadata.payment_id` on everything that we make there.
//!
//! Where notifications go is set at Stripe, in the webhook's own settings; it should send `checkout.session.*`, `charge.refunded`,
//! `refund.updated`, `refund.failed`, `charge.dispute.created` and `charge.dispute.closed`.

mod amount;
mod call;
mod credentials;
mod method;
mod notification;
mod object;
mod request;
#[cfg(test)]
mod tests;

use super::{
    BadSignature, Capabilities, CheckoutRef, Headers, Notification, Provider, ProviderError, RefundParameters,
    RefundTold, StartParameters, Told,
};
use crate::domain::carriage::Bounds;
use crate::domain::field::FieldError;
use crate::domain::ids::PaymentId;
use crate::domain::method::Method;
use crate::domain::money::Currency;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::time::Timestamp;
use async_trait::async_trait;
use call::{Line, Trouble, read};
use credentials::Credentials;
use object::{List, Listed, Refund, Session};
use request::{Comfort, create_refund, create_session, list_refunds, list_sessions, retrieve_session};
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use stripe_checkout::checkout_session::ExpireCheckoutSession;
use stripe_core::balance::RetrieveForMyAccountBalance;
use stripe_core::refund::RetrieveRefund;
use url::Url;

/// Where Stripe's own checkout pages live.
const CHECKOUT_ORIGIN: &str = "https://checkout.stripe.com";

/// Stripe as paylink calls it.
pub struct Stripe {
    line: Line,
}

impl Stripe {
    /// `base_url` is another Stripe, for tests; `timeout` is for each call.
    pub fn new(base_url: Option<Url>, timeout: Duration) -> Self {
        Self { line: Line { base_url, timeout } }
    }

    async fn session(&self, secret_key: &str, id: &str) -> Result<(Session, Vec<u8>), Trouble> {
        let body = self.line.send(secret_key, &retrieve_session(id), None).await?;
        Ok((read(&body)?, body))
    }

    /// The id of a session, looked for among those of its time where the answer to its start was lost.
    async fn session_id(&self, secret_key: &str, which: &CheckoutRef) -> Result<String, Trouble> {
        if let Some(known) = &which.reference {
            return Ok(known.clone());
        }
        let mut after: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let request = list_sessions(which.created_at, after.as_deref());
            let page: List<Listed> = read(&self.line.send(secret_key, &request, None).await?)?;
            if let Some(found) = page.data.iter().find(|session| session.is_for(which.payment)) {
                return Ok(found.id.clone());
            }
            after = page.data.into_iter().next_back().map(|oldest| oldest.id);
            if !page.has_more || after.is_none() {
                return Err(Trouble::Missing("No session was made for this payment.".to_owned()));
            }
        }
        Err(Trouble::Unknown("too many sessions to look through".to_owned()))
    }

    /// The id by which Stripe refunds a payment: told with its success, else asked for.
    async fn charge_of(&self, secret_key: &str, p: &RefundParameters) -> Result<String, Trouble> {
        if let Some(known) = &p.charge_reference {
            return Ok(known.clone());
        }
        let Some(reference) = &p.reference else {
            return Err(Trouble::Unknown("no session id is known yet".to_owned()));
        };
        let (session, _) = self.session(secret_key, reference).await?;
        let paid = session.intent_id().map(str::to_owned);
        paid.ok_or_else(|| Trouble::Unknown("no charge is known yet".to_owned()))
    }
}

/// What a session says of a payment, as long as it is the payment's and of the account's mode.
fn told(session: &Session, payment: PaymentId, live: bool, body: Vec<u8>) -> Result<Told, Trouble> {
    if session.payment().is_some_and(|named| named != payment) {
        return Err(Trouble::Unknown("the session is for another payment".to_owned()));
    }
    if session.is_live() != live {
        return Err(Trouble::Unknown("the session is of the other mode".to_owned()));
    }
    let facts = session.facts(None).map_err(|unreadable| Trouble::Unknown(format!("the session: {unreadable}")))?;
    Ok(Told { facts, body })
}

fn credentials(account: &ProviderAccount) -> Result<Credentials, Trouble> {
    Credentials::of(account)
        .ok_or_else(|| Trouble::Key("The credentials are not Stripe's. Enter them again.".to_owned()))
}

fn told_of_refund(refund: Refund) -> Result<RefundTold, Trouble> {
    refund.told().map_err(|unreadable| Trouble::Unknown(format!("the refund: {unreadable}")))
}

/// So many pages of sessions are gone through for one whose id is not known.
const MOST_PAGES: usize = 20;

#[async_trait]
impl Provider for Stripe {
    fn word(&self) -> &'static str {
        "stripe"
    }

    fn display_name(&self) -> &'static str {
        "Stripe"
    }

    fn capabilities(&self) -> Capabilities {
        // Stripe's own bounds are 30 minutes and 24 hours from when it gets the call, and 24 hours for a key.
        Capabilities {
            ends_checkouts: true,
            shortest_life: Duration::from_secs(31 * 60),
            longest_life: Duration::from_secs((23 * 60 + 55) * 60),
            key_life: Duration::from_secs(23 * 3600),
        }
    }

    fn bounds(&self, method: Method, currency: Currency) -> Option<Bounds> {
        amount::bounds(method, currency)
    }

    fn checkout_origins(&self) -> Vec<String> {
        let other = self.line.base_url.as_ref().map(|base| base.origin().ascii_serialization());
        [CHECKOUT_ORIGIN.to_owned()].into_iter().chain(other).collect()
    }

    fn check_credentials(&self, credentials: &Value, live: bool) -> Result<(), FieldError> {
        credentials::check(credentials, live)
    }

    async fn test_account(&self, account: &ProviderAccount) -> Result<String, ProviderError> {
        #[derive(Deserialize)]
        struct Balance {
            livemode: bool,
        }
        let asked = async {
            let credentials = credentials(account)?;
            let body = self.line.send(&credentials.secret_key, &RetrieveForMyAccountBalance::new(), None).await?;
            Ok((credentials, read::<Balance>(&body)?))
        };
        // Here a refused key is the answer to the question.
        let (credentials, balance) = asked.await.map_err(Trouble::starting)?;
        let mode = |live| if live { "live" } else { "test" };
        if balance.livemode != account.scope.live {
            let detail = format!("The secret key is for {} mode, the account for the other.", mode(balance.livemode));
            return Err(ProviderError::Refused { detail });
        }
        let mut sentence = format!("Stripe answers for “{}” ({} mode).", account.name, mode(balance.livemode));
        if credentials.webhook_secrets().is_empty() {
            sentence.push_str(" Its notifications are turned away until a webhook secret is entered.");
        }
        Ok(sentence)
    }

    async fn start_checkout(
        &self,
        account: &ProviderAccount,
        p: &StartParameters,
        key: &str,
    ) -> Result<Told, ProviderError> {
        let started = async {
            let credentials = credentials(account)?;
            let request = create_session(p, Comfort::Full).map_err(Trouble::No)?;
            let body = match self.line.send(&credentials.secret_key, &request, Some(key)).await {
                // Another body under the same key would be an error. Whoever repeats the start comes here again, by the same no.
                Err(Trouble::NotThat(_)) => {
                    let request = create_session(p, Comfort::None).map_err(Trouble::No)?;
                    self.line.send(&credentials.secret_key, &request, Some(&format!("{key}/plain"))).await?
                }
                answer => answer?,
            };
            let told = told(&read(&body)?, p.payment, account.scope.live, body)?;
            // Without a page to hand out the start is not done.
            if told.facts.is_empty() { Err(Trouble::Unknown("the session has no page".to_owned())) } else { Ok(told) }
        };
        started.await.map_err(Trouble::starting)
    }

    async fn look_up(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        let asked = async {
            let key = &credentials(account)?.secret_key;
            let (session, body) = self.session(key, &self.session_id(key, which).await?).await?;
            told(&session, which.payment, account.scope.live, body)
        };
        asked.await.map_err(Trouble::asking)
    }

    async fn end_checkout(&self, account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        let ended = async {
            let key = credentials(account)?.secret_key;
            let reference = self.session_id(&key, which).await?;
            let (session, body) =
                match self.line.send(&key, &ExpireCheckoutSession::new(reference.as_str()), None).await {
                    Ok(body) => (read(&body)?, body),
                    // Complete or expired already: then that is how it stands.
                    Err(Trouble::No(_)) => self.session(&key, &reference).await?,
                    Err(trouble) => return Err(trouble),
                };
            told(&session, which.payment, account.scope.live, body)
        };
        ended.await.map_err(Trouble::asking)
    }

    async fn refund(
        &self,
        account: &ProviderAccount,
        p: &RefundParameters,
        key: &str,
    ) -> Result<RefundTold, ProviderError> {
        let refunded = async {
            let credentials = credentials(account)?;
            let charge = self.charge_of(&credentials.secret_key, p).await?;
            let request = create_refund(p, &charge).map_err(Trouble::No)?;
            let body = self.line.send(&credentials.secret_key, &request, Some(key)).await?;
            told_of_refund(read(&body)?)
        };
        refunded.await.map_err(Trouble::refunding)
    }

    async fn look_up_refund(
        &self,
        account: &ProviderAccount,
        p: &RefundParameters,
        reference: Option<&str>,
    ) -> Result<RefundTold, ProviderError> {
        let asked = async {
            let key = &credentials(account)?.secret_key;
            if let Some(reference) = reference {
                return told_of_refund(read(&self.line.send(key, &RetrieveRefund::new(reference), None).await?)?);
            }
            let charge = self.charge_of(key, p).await?;
            let list: List<Refund> = read(&self.line.send(key, &list_refunds(&charge), None).await?)?;
            let has_more = list.has_more;
            match list.data.into_iter().find(|refund| refund.ours() == Some(p.refund)) {
                Some(found) => told_of_refund(found),
                None if has_more => Err(Trouble::Unknown("too many refunds to look through".to_owned())),
                None => Err(Trouble::Missing("No such refund was made.".to_owned())),
            }
        };
        asked.await.map_err(Trouble::asking)
    }

    fn methods(&self, account: &ProviderAccount) -> Vec<Method> {
        Credentials::of(account).map_or_else(|| vec![Method::Any], Credentials::methods)
    }

    fn verify_notification(
        &self,
        account: &ProviderAccount,
        headers: &Headers,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), BadSignature> {
        notification::verify(&Credentials::of(account).ok_or(BadSignature)?, headers, body, now)
    }

    fn read_notification(&self, account: &ProviderAccount, body: &[u8]) -> Notification {
        notification::read(account.scope.live, body)
    }
}
