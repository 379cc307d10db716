//! Notifications: who signed them, what they are about, what they say.
//!
//! The signature is checked here and not by `async_stripe_webhook`, which would then parse the whole event into types of its own: a field
//! that Stripe adds, or a webhook of another API version, would end there.

use super::credentials::Credentials;
use super::object::{Charge, Dispute, Refund, Session, Unreadable};
use crate::domain::fact::Fact;
use crate::domain::time::Timestamp;
use crate::providers::{About, BadSignature, Headers, Notification, RefundTold};
use hmac::{Hmac, KeyInit, Mac};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::Sha256;

/// How far the clocks of sender and receiver may be apart.
const TOLERANCE_SECONDS: u64 = 300;
/// While a secret is replaced Stripe signs with both.
const MOST_SIGNATURES: usize = 10;

/// Whether one of the account's secrets signed it, lately.
pub(super) fn verify(
    credentials: &Credentials,
    headers: &Headers,
    body: &[u8],
    now: Timestamp,
) -> Result<(), BadSignature> {
    let header = headers.iter().find(|(name, _)| name == "stripe-signature").ok_or(BadSignature)?;
    if signature_fits(credentials.webhook_secrets(), &header.1, body, now) { Ok(()) } else { Err(BadSignature) }
}

/// Reads a notification to an account of that mode.
pub(super) fn read(live: bool, body: &[u8]) -> Notification {
    serde_json::from_slice(body)
        .ok()
        .and_then(|event| read_event(&event, live))
        .unwrap_or_else(|| Notification::unreadable(body))
}

/// Whether one of the secrets made one of the signatures of "t=…,v1=…,v1=…", lately.
fn signature_fits(secrets: &[String], header: &str, body: &[u8], now: Timestamp) -> bool {
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let Some(seconds) = parts().find(|(name, _)| *name == "t").and_then(|(_, t)| t.parse::<i64>().ok()) else {
        return false;
    };
    let given: Vec<Vec<u8>> = parts()
        .filter(|(name, _)| *name == "v1")
        .take(MOST_SIGNATURES)
        .filter_map(|(_, signature)| hex::decode(signature).ok())
        .collect();
    now.seconds().abs_diff(seconds) <= TOLERANCE_SECONDS
        && secrets.iter().any(|secret| {
            let mac = mac(secret, seconds, body);
            given.iter().any(|given| mac.clone().verify_slice(given).is_ok())
        })
}

fn mac(secret: &str, seconds: i64, body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so this cannot fail.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap_or_else(|_| Hmac::new(&Default::default()));
    mac.update(seconds.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

/// `None` where it has no id or type.
fn read_event(event: &Value, live: bool) -> Option<Notification> {
    let word = event["type"].as_str()?;
    let object = &event["data"]["object"];
    let notification = Notification {
        key: event["id"].as_str().filter(|id| !id.is_empty())?.to_owned(),
        word: word.to_owned(),
        about: About::Nothing,
        facts: Vec::new(),
        refund: None,
        unreadable: false,
    };
    // Platforms hear of test money on their live webhook. That is nothing of ours, and no reason for Stripe to try again for days.
    let other_mode = event["livemode"].as_bool().is_some_and(|event_live| event_live != live);
    let Some(read) = reader(word).filter(|_| !other_mode) else { return Some(notification) };
    let about = about(object);
    let known_mode = event["livemode"].is_boolean();
    let created = event["created"].as_i64().map(Timestamp::from_seconds);
    let said = created.filter(|_| known_mode).ok_or(Unreadable("envelope")).and_then(|at| read(object, at));
    Some(match said {
        Ok(Said { facts, refund }) => Notification { about, facts, refund, ..notification },
        Err(_) => Notification { about, unreadable: true, ..notification },
    })
}

/// What an event says.
#[derive(Default)]
struct Said {
    facts: Vec<Fact>,
    refund: Option<RefundTold>,
}

impl Said {
    fn facts(facts: Vec<Fact>) -> Self {
        Self { facts, refund: None }
    }
}

type Reader = fn(&Value, Timestamp) -> Result<Said, Unreadable>;

/// How to read the object of an event with that word; `None` for what is nothing to us.
fn reader(word: &str) -> Option<Reader> {
    match word {
        "checkout.session.expired" => Some(|object, at| Ok(Said::facts(shape::<Session>(object)?.facts(Some(at))?))),
        // When the payer acted, and with what, is known to the charge only; and whether the money is late is judged once, at the first
        // word of success. So these say nothing by themselves: the charge has to be asked for.
        "checkout.session.completed"
        | "checkout.session.async_payment_succeeded"
        | "checkout.session.async_payment_failed" => Some(|_, _| Ok(Said::default())),
        "charge.refunded" => Some(|object, at| {
            let kind = shape::<Charge>(object)?.refunded()?;
            Ok(Said::facts(vec![Fact { kind: kind.ok_or(Unreadable("amount_refunded"))?, at }]))
        }),
        "refund.updated" | "refund.failed" => {
            Some(|object, _| Ok(Said { facts: Vec::new(), refund: Some(shape::<Refund>(object)?.told_by_our_id()?) }))
        }
        "charge.dispute.created" => Some(|object, _| Ok(Said::facts(vec![shape::<Dispute>(object)?.opened()?]))),
        "charge.dispute.closed" => Some(|object, at| Ok(Said::facts(vec![shape::<Dispute>(object)?.closed(at)?]))),
        _ => None,
    }
}

fn shape<T: DeserializeOwned>(object: &Value) -> Result<T, Unreadable> {
    T::deserialize(object).map_err(|_| Unreadable("shape"))
}

/// What an object is about. Our payment is believed from `metadata` only, which nobody writes without a key; a payment link takes its
/// `client_reference_id` from the address that a payer opens.
fn about(object: &Value) -> About {
    let id = |value: &Value| value.as_str().or_else(|| value["id"].as_str()).map(str::to_owned);
    if let Some(payment) = object["metadata"]["payment_id"].as_str().and_then(|id| id.parse().ok()) {
        return About::Payment(payment);
    }
    let reference = if object["object"] == "checkout.session" {
        id(&object["id"])
    } else {
        id(&object["payment_intent"]).or_else(|| id(&object["charge"])).or_else(|| id(&object["id"]))
    };
    reference.map_or(About::Nothing, About::Reference)
}
