//! Twilio's Programmable Messaging.

mod codes;
mod signature;
#[cfg(test)]
mod tests;

use super::super::account::MessageAccount;
use super::super::callback::{BadSignature, Callback, CallbackAnswer};
use super::super::channel::{Carrier, Channel, Delivery, Heard, Outgoing, Reason, SendError, Taken};
use super::wire::{Answer, by_status, call};
use crate::domain::field::FieldError;
use crate::domain::ids::MessageId;
use crate::domain::phone::Numbering;
use async_trait::async_trait;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// Where Twilio's API is.
pub const API: &str = "https://api.twilio.com";
/// Characters that Twilio takes.
const LONGEST: usize = 1_600;

/// What an account at Twilio knows.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwilioCredentials {
    /// "AC…".
    pub account_sid: String,
    /// Signs callbacks, and logs in unless an API key does.
    pub auth_token: String,
    /// "SK…": logs in instead.
    #[serde(default)]
    pub api_key_sid: Option<String>,
    /// Of the API key.
    #[serde(default)]
    pub api_key_secret: Option<String>,
    /// Signs callbacks instead, where the account uses a key shared for webhooks.
    #[serde(default)]
    pub webhook_shared_key: Option<String>,
    /// "MG…": chooses the sender instead of ours.
    #[serde(default)]
    pub messaging_service_sid: Option<String>,
}

/// Twilio.
pub struct Twilio {
    client: reqwest::Client,
    base: String,
}

/// A message as Twilio writes it, or an error.
#[derive(Deserialize)]
struct MessageObject {
    sid: Option<String>,
    status: Option<Value>,
    num_segments: Option<String>,
    code: Option<u32>,
    message: Option<String>,
}

impl Twilio {
    /// `base` is `API`, or another place in tests.
    pub fn new(client: reqwest::Client, base: impl Into<String>) -> Self {
        Self { client, base: base.into() }
    }

    fn url(&self, credentials: &TwilioCredentials, rest: &str) -> String {
        format!("{}/2010-04-01/Accounts/{}{rest}", self.base, credentials.account_sid)
    }
}

fn read_credentials(credentials: &Value) -> Result<TwilioCredentials, FieldError> {
    let given: TwilioCredentials = serde_json::from_value(credentials.clone())
        .map_err(|why| FieldError::new("credentials", "invalid", format!("{why}.")))?;
    let sid = |text: &str, prefix: &str| {
        text.len() == 34 && text.starts_with(prefix) && text.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let fault = |field: &str, detail: &str| Err(FieldError::new(format!("credentials.{field}"), "invalid", detail));
    if !sid(&given.account_sid, "AC") {
        return fault("account_sid", "It begins with AC and has 34 characters.");
    }
    if given.auth_token.trim().is_empty() {
        return fault("auth_token", "Without it no callback can be proved.");
    }
    if given.api_key_sid.is_some() != given.api_key_secret.is_some() {
        return fault("api_key_sid", "Give the API key with its secret, or neither.");
    }
    if given.api_key_sid.as_deref().is_some_and(|key| !sid(key, "SK")) {
        return fault("api_key_sid", "It begins with SK and has 34 characters.");
    }
    if given.messaging_service_sid.as_deref().is_some_and(|service| !sid(service, "MG")) {
        return fault("messaging_service_sid", "It begins with MG and has 34 characters.");
    }
    Ok(given)
}

fn credentials_of(account: &MessageAccount) -> Result<TwilioCredentials, SendError> {
    read_credentials(&account.credentials).map_err(|why| SendError::refused(Reason::Credentials, why.code, why.detail))
}

/// The names are those of Twilio's API.
fn form(credentials: &TwilioCredentials, message: &Outgoing) -> Vec<(&'static str, String)> {
    let mut form = vec![("To", message.to.clone()), ("Body", message.text.clone())];
    match &credentials.messaging_service_sid {
        Some(service) => form.push(("MessagingServiceSid", service.clone())),
        None => form.push(("From", message.from.address.clone())),
    }
    if let Some(url) = message.receipt_url() {
        form.push(("StatusCallback", url));
    }
    // Seconds, at most ten hours.
    form.push(("ValidityPeriod", message.valid_for.as_secs().clamp(1, 36_000).to_string()));
    form
}

fn read_answer(answer: &Answer) -> Result<Taken, SendError> {
    let object: Option<MessageObject> = serde_json::from_slice(&answer.body).ok();
    let success = matches!(answer.status, StatusCode::OK | StatusCode::CREATED);
    match object {
        Some(MessageObject { sid: Some(sid), status, num_segments, .. }) if success => Ok(Taken {
            reference: Some(sid),
            status: status.as_ref().and_then(Value::as_str).and_then(delivery).unwrap_or(Delivery::Queued),
            parts: num_segments.and_then(|parts| parts.parse().ok()).filter(|parts| *parts > 0),
            answer: answer.body.clone(),
        }),
        Some(MessageObject { code: Some(code), message, .. }) if answer.status.is_client_error() => {
            Err(refusal(code, message, answer))
        }
        _ => Err(by_status(answer).unwrap_or_else(|| unreadable(answer))),
    }
}

fn refusal(code: u32, message: Option<String>, answer: &Answer) -> SendError {
    let theirs = message.unwrap_or_else(|| "Twilio gave no reason.".to_owned());
    if codes::is_not_now(code) || answer.status == StatusCode::TOO_MANY_REQUESTS {
        return SendError::NotNow { detail: theirs, retry_after: answer.retry_after };
    }
    let (reason, detail) =
        codes::meaning(code).map_or((Reason::Other, theirs), |(reason, detail)| (reason, detail.to_owned()));
    SendError::refused(reason, code, detail)
}

/// A refusal without a reason is still a refusal; a success that cannot be read is not known to be one.
fn unreadable(answer: &Answer) -> SendError {
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => SendError::refused(
            Reason::Credentials,
            answer.status.as_u16(),
            "Twilio does not accept the account's credentials.",
        ),
        status if status.is_client_error() => {
            SendError::refused(Reason::Other, status.as_u16(), format!("Twilio answered with status {status}."))
        }
        status => SendError::unknown(format!("Twilio's answer with status {status} cannot be read.")),
    }
}

/// Twilio's words for how far a message is.
fn delivery(word: &str) -> Option<Delivery> {
    Some(match word {
        "accepted" | "scheduled" | "queued" | "sending" => Delivery::Queued,
        "sent" => Delivery::Sent,
        "delivered" | "read" => Delivery::Delivered,
        "undelivered" | "failed" | "canceled" => Delivery::Failed,
        _ => return None,
    })
}

fn heard(parameters: &[(String, String)], message: Option<MessageId>) -> Option<Heard> {
    let get = |name: &str| parameters.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone());
    let reference = get("MessageSid").or_else(|| get("SmsSid"));
    let status = get("MessageStatus").or_else(|| get("SmsStatus"));
    // Inbound messages carry a text, and their status is "received".
    if let (Some(text), Some(from)) = (get("Body"), get("From"))
        && status.as_deref().is_none_or(|status| matches!(status, "received" | "receiving"))
    {
        return Some(Heard::Inbound {
            from,
            numbering: Numbering::International,
            to: get("To").unwrap_or_default(),
            text,
            reference,
            message: None,
            subject: None,
            opt_out_handled_by_carrier: get("OptOutType").is_some_and(|kind| !kind.is_empty()),
            part: None,
            at: None,
        });
    }
    let code = get("ErrorCode").filter(|code| !code.is_empty() && code != "0");
    let known = code.as_deref().and_then(|code| code.parse().ok()).and_then(codes::meaning);
    Some(Heard::Receipt {
        reason: known.map(|(reason, _)| reason),
        reference,
        message,
        delivery: delivery(status.as_deref()?)?,
        detail: known.map(|(_, detail)| detail.to_owned()).or_else(|| get("ErrorMessage")),
        code,
        at: None,
    })
}

#[async_trait]
impl Carrier for Twilio {
    fn word(&self) -> &'static str {
        "twilio"
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn check_credentials(&self, credentials: &Value, _live: bool) -> Result<(), FieldError> {
        read_credentials(credentials).map(drop)
    }

    async fn test(&self, account: &MessageAccount) -> Result<String, SendError> {
        let credentials = credentials_of(account)?;
        let answer = call(log_in(self.client.get(self.url(&credentials, ".json")), &credentials)).await?;
        let object: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let word = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or("?");
        match answer.status {
            StatusCode::OK => {
                Ok(format!("Twilio knows the account \"{}\"; it is {}.", word("friendly_name"), word("status")))
            }
            _ => Err(read_answer(&answer).err().unwrap_or_else(|| unreadable(&answer))),
        }
    }

    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        let credentials = credentials_of(account)?;
        if message.text.chars().count() > LONGEST {
            return Err(SendError::refused(Reason::TooLong, 21617, "The text is longer than 1,600 characters."));
        }
        let request = self.client.post(self.url(&credentials, "/Messages.json")).form(&form(&credentials, message));
        read_answer(&call(log_in(request, &credentials)).await?)
    }

    fn read_callback(&self, account: &MessageAccount, call: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        let credentials = read_credentials(&account.credentials).map_err(|_| BadSignature)?;
        if !signature::fits(&credentials.auth_token, credentials.webhook_shared_key.as_deref(), call) {
            return Err(BadSignature);
        }
        let parameters = if call.method == "GET" { call.query() } else { call.form() };
        Ok(heard(&parameters, call.message()).into_iter().collect())
    }

    /// An empty TwiML document: heard, and nothing to answer.
    fn callback_answer(&self, _account: &MessageAccount, _call: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer {
            status: 200,
            content_type: "text/xml; charset=utf-8".to_owned(),
            body: "<Response/>".to_owned(),
        }
    }
}

fn log_in(request: reqwest::RequestBuilder, credentials: &TwilioCredentials) -> reqwest::RequestBuilder {
    match (&credentials.api_key_sid, &credentials.api_key_secret) {
        (Some(key), Some(secret)) => request.basic_auth(key, Some(secret)),
        _ => request.basic_auth(&credentials.account_sid, Some(&credentials.auth_token)),
    }
}
