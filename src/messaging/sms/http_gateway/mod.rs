//! SMS gateways with an HTTP interface of their own (Kannel, Jasmin, seven.io and the like), described by data.

mod callbacks;
pub mod settings;
mod template;
#[cfg(test)]
mod tests;

use self::settings::{Gateway, Pick, Rule, Then};
use super::super::account::MessageAccount;
use super::super::callback::{BadSignature, Callback, CallbackAnswer};
use super::super::channel::{Carrier, Channel, Delivery, Heard, Outgoing, Reason, SendError, Sender, Taken};
use super::alphabet::{gsm7, ucs2};
use super::wire::{Answer, by_status, call};
use crate::domain::field::FieldError;
use crate::domain::ids::MessageId;
use crate::domain::time::Timestamp;
use crate::guard::{GuardedClient, Place};
use async_trait::async_trait;
use reqwest::RequestBuilder;
use serde_json::Value;
use std::time::Duration;
use uuid::Uuid;

/// Any gateway that is described by data.
pub struct HttpGateway {
    client: reqwest::Client,
    guarded: GuardedClient,
}

impl HttpGateway {
    /// With clients that have time limits: one for gateways that the operator has set, one for those of merchants.
    pub fn new(client: reqwest::Client, guarded: GuardedClient) -> Self {
        Self { client, guarded }
    }

    /// What an account's calls are made with.
    fn client(&self, account: &MessageAccount) -> &reqwest::Client {
        if account.by_operator { &self.client } else { self.guarded.client() }
    }

    /// Makes a call, to where the account may lead.
    async fn ask(&self, account: &MessageAccount, filled: Result<RequestBuilder, String>) -> Result<Answer, SendError> {
        let settings = |why: String| SendError::refused(Reason::Other, "settings", why);
        let (client, request) = filled.map_err(settings)?.build_split();
        let request = request.map_err(|why| settings(why.without_url().to_string()))?;
        if !account.by_operator {
            self.guarded.judge(request.url()).map_err(SendError::not_now)?;
        }
        call(RequestBuilder::from_parts(client, request)).await
    }
}

/// What a description may use: the account's values, and these of the message.
fn values<'v>(gateway: &'v Gateway, message: &'v Outgoing) -> impl Fn(&str) -> Option<String> + 'v {
    let septets = gsm7(&message.text);
    move |name| {
        let digits = |address: &str| address.strip_prefix('+').unwrap_or(address).to_owned();
        Some(match name {
            "id" => message.id.to_string(),
            "to" => message.to.clone(),
            "to_digits" => digits(&message.to),
            "from" => message.from.address.clone(),
            "from_digits" => digits(&message.from.address),
            "text" => message.text.clone(),
            // As it goes over the air: GSM 7-bit (a septet per byte) where that suffices, UCS-2 otherwise.
            "text_hex" => hex::encode(septets.clone().unwrap_or_else(|| ucs2(&message.text))),
            "data_coding" => if septets.is_some() { "0" } else { "8" }.to_owned(),
            "kannel_coding" => if septets.is_some() { "0" } else { "2" }.to_owned(),
            "receipt_url" => message.receipt_url().unwrap_or_default(),
            "valid_seconds" => message.valid_for.as_secs().max(60).to_string(),
            "valid_minutes" => message.valid_for.as_secs().div_ceil(60).max(1).to_string(),
            own => return gateway.values.get(own).cloned(),
        })
    }
}

fn gateway_of(account: &MessageAccount) -> Result<Gateway, SendError> {
    Gateway::read(&account.credentials).map_err(|why| SendError::refused(Reason::Other, why.code, why.detail))
}

/// A message to try a description with before it is used.
fn example() -> Outgoing {
    Outgoing {
        id: MessageId(Uuid::nil()),
        to: "+4915100000000".to_owned(),
        from: Sender { address: "Example".to_owned(), name: None, reply_to: None },
        subject: None,
        text: "Example".to_owned(),
        html: None,
        attachments: Vec::new(),
        status_url: Some("https://example.org/receipts".to_owned()),
        unsubscribe_url: None,
        return_path: None,
        valid_for: Duration::from_secs(3600),
        at: Timestamp::from_millis(0),
    }
}

fn picked(pick: &Pick, json: &Value, text: &str) -> Option<String> {
    let found = match (&pick.at, &pick.after) {
        (Some(pointer), _) => plain(json.pointer(pointer)?),
        (None, Some(after)) => Some(text.split_once(after.as_str())?.1.to_owned()),
        (None, None) => Some(text.to_owned()),
    }?;
    let end = pick.before.as_ref().and_then(|before| found.find(before.as_str())).unwrap_or(found.len());
    Some(found[..end].trim().to_owned()).filter(|found| !found.is_empty())
}

/// A value as a text; structures and nothing are none.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn fits(rule: &Rule, status: u16, json: &Value, text: &str) -> bool {
    let at = rule.at.as_ref().and_then(|pointer| json.pointer(pointer)).and_then(plain);
    (rule.status.is_empty() || rule.status.contains(&status))
        && (rule.at.is_none() || at.is_some_and(|value| rule.equals.contains(&value)))
        && (rule.body.is_empty() || rule.body.iter().any(|body| body == text.trim()))
        && rule.contains.as_ref().is_none_or(|part| text.contains(part.as_str()))
}

/// Codes of gateways are short.
const LONGEST_CODE: usize = 40;

fn read_answer(gateway: &Gateway, answer: Answer) -> Result<Taken, SendError> {
    let shape = &gateway.shape;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let json: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let status = answer.status.as_u16();
    let rule = shape.answers.iter().find(|rule| fits(rule, status, &json, &text));
    // Not what the answer says: whatever it is that answers there, its words are not the merchant's to read.
    let words = || format!("The gateway answered with status {status}.");
    let detail = rule.and_then(|rule| rule.detail.clone()).unwrap_or_else(words);
    let pick = |pick: &Option<Pick>| pick.as_ref().and_then(|pick| picked(pick, &json, &text));
    let code = pick(&shape.code).filter(|code| code.len() <= LONGEST_CODE && code.is_ascii());
    let refused =
        |reason| SendError::refused(reason, code.clone().unwrap_or_else(|| status.to_string()), detail.clone());
    match rule.map(|rule| rule.then) {
        Some(Then::Taken) => Ok(Taken {
            reference: pick(&shape.reference),
            status: Delivery::Queued,
            parts: pick(&shape.parts).and_then(|parts| parts.parse().ok()),
            answer: answer.body,
        }),
        Some(Then::Refused) => {
            let reason = rule.and_then(|rule| rule.reason.as_deref()).and_then(Reason::from_word);
            Err(refused(reason.unwrap_or(Reason::Other)))
        }
        Some(Then::NotNow) => Err(SendError::NotNow { detail, retry_after: answer.retry_after }),
        Some(Then::Unknown) => Err(SendError::unknown(detail)),
        None => Err(by_status(&answer).unwrap_or_else(|| match status {
            401 | 403 => refused(Reason::Credentials),
            400..=499 => refused(Reason::Other),
            _ => SendError::unknown(format!("The gateway's answer with status {status} is not described.")),
        })),
    }
}

#[async_trait]
impl Carrier for HttpGateway {
    fn word(&self) -> &'static str {
        "http"
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    /// Reads the description and fills it in once, so that a misspelt name is found here and not at night.
    fn check_credentials(&self, credentials: &Value, _live: bool) -> Result<(), FieldError> {
        let gateway = Gateway::read(credentials)?;
        let example = example();
        for request in std::iter::once(&gateway.shape.send).chain(&gateway.shape.test) {
            let filled = request.fill(&self.client, &values(&gateway, &example));
            let built = filled.and_then(|request| request.build().map_err(|why| why.without_url().to_string()));
            built.map_err(|why| FieldError::new("credentials.gateway", "invalid", why))?;
        }
        Ok(())
    }

    fn places(&self, credentials: &Value) -> Vec<Place> {
        let Ok(gateway) = Gateway::read(credentials) else { return Vec::new() };
        let example = example();
        let calls = std::iter::once(&gateway.shape.send).chain(&gateway.shape.test);
        let built = calls.filter_map(|call| call.fill(&self.client, &values(&gateway, &example)).ok()?.build().ok());
        built
            .filter_map(|call| {
                let port = call.url().port_or_known_default()?;
                Some(Place { host: call.url().host_str()?.to_owned(), port })
            })
            .collect()
    }

    async fn test(&self, account: &MessageAccount) -> Result<String, SendError> {
        let gateway = gateway_of(account)?;
        let Some(request) = &gateway.shape.test else {
            return Ok("The settings can be read; this gateway has no call that sends nothing.".to_owned());
        };
        let example = example();
        let filled = request.fill(self.client(account), &values(&gateway, &example));
        let answer = self.ask(account, filled).await?;
        if answer.status.is_success() {
            return Ok("The gateway answers and takes the log-in.".to_owned());
        }
        Err(by_status(&answer).unwrap_or_else(|| {
            SendError::refused(
                Reason::Credentials,
                answer.status.as_u16(),
                format!("The gateway answered with status {}.", answer.status),
            )
        }))
    }

    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        let gateway = gateway_of(account)?;
        let filled = gateway.shape.send.fill(self.client(account), &values(&gateway, message));
        read_answer(&gateway, self.ask(account, filled).await?)
    }

    /// Proved by the secret in the URL: these gateways do not sign.
    fn read_callback(&self, account: &MessageAccount, call: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        if !call.carries(&account.callback_secret) {
            return Err(BadSignature);
        }
        let gateway = Gateway::read(&account.credentials).map_err(|_| BadSignature)?;
        Ok(callbacks::read(&gateway.shape, call).into_iter().collect())
    }

    fn callback_answer(&self, account: &MessageAccount, _call: &Callback<'_>) -> CallbackAnswer {
        let said = Gateway::read(&account.credentials).ok().and_then(|gateway| gateway.shape.callback_answer);
        said.map_or_else(CallbackAnswer::empty, |said| CallbackAnswer {
            status: said.status,
            content_type: said.content_type,
            body: said.body,
        })
    }
}
