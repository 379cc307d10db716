//! What can be changed about a sender while its account stays: name, replies, and the secret that it logs in with.

use super::form::Field;
use super::frame::Frame;
use super::sender_forms::told;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::message_account::MessageAccount;
use serde::Deserialize;

/// What the two forms send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SenderChangeValues {
    /// Merchant and mode that the form stood in.
    pub scope: String,
    /// The profile that the page was about.
    pub profile: String,
    /// Beside a mail address; the form for SMS has no such field.
    pub sender_name: Option<String>,
    /// Where answers to mails go; the form for SMS has no such field.
    pub reply_to: Option<String>,
    /// "on": answers arrive.
    pub can_reply: String,
    /// A new password or key.
    pub secret: String,
}

/// Which secret an account logs in with, by the name of its field; none where it logs in with none.
pub fn secret_of(account: &MessageAccount) -> Option<&'static str> {
    let credentials = &account.credentials;
    let values = credentials.get("values");
    let has_log_in = |url: &str| url::Url::parse(url).is_ok_and(|url| !url.username().is_empty());
    if credentials.get("auth_token").is_some() {
        Some("auth_token")
    } else if values.is_some_and(|values| values.get("api_key").is_some()) {
        Some("api_key")
    } else if values.is_some_and(|values| values.get("password").is_some())
        || credentials.get("url").and_then(|url| url.as_str()).is_some_and(has_log_in)
    {
        Some("password")
    } else {
        None
    }
}

/// A change that was not taken.
pub struct ChangeProblem {
    /// Of the account for this.
    pub channel: Channel,
    /// What was typed.
    pub typed: SenderChangeValues,
    /// What is wrong with it.
    pub faults: Vec<FieldError>,
}

/// The forms of one account.
pub(super) struct ChangeView {
    pub(super) fields: Vec<Field>,
    pub(super) can_reply: bool,
    pub(super) can_reply_label: String,
    pub(super) open: bool,
    pub(super) faults: Vec<String>,
    pub(super) secret: Option<Field>,
    pub(super) secret_open: bool,
}

const FIELDS: [&str; 3] = ["sender_name", "reply_to", "secret"];

impl ChangeView {
    pub(super) fn of(frame: &Frame, account: &MessageAccount, problem: Option<&ChangeProblem>) -> Self {
        let problem = problem.filter(|problem| problem.channel == account.channel);
        let faults = problem.map_or(&[][..], |problem| problem.faults.as_slice());
        let sender = &account.sender;
        let text = |known: &Option<String>, typed: fn(&SenderChangeValues) -> &Option<String>| {
            problem.and_then(|problem| typed(&problem.typed).clone()).or_else(|| known.clone()).unwrap_or_default()
        };
        let field = |name: &'static str, label: &str, value: String, kind: &'static str| Field {
            name,
            id: format!("{}-change-{}", account.channel, name.replace('_', "-")),
            label: frame.t(&format!("dash-sender-field-{label}")),
            value,
            kind,
            autocomplete: if kind == "password" { "new-password" } else { "off" },
            maxlength: if kind == "password" { 500 } else { 254 },
            error: faults.iter().find(|fault| fault.field == name).map(|fault| told(frame, fault)),
            ..Field::default()
        };
        let is_mail = account.channel == Channel::Email;
        let fields = [
            field("sender_name", "sender-name", text(&sender.name, |typed| &typed.sender_name), "text"),
            field("reply_to", "reply-to", text(&sender.reply_to, |typed| &typed.reply_to), "email"),
        ];
        let secret = secret_of(account).map(|secret| Field {
            required: true,
            ..field("secret", &secret.replace('_', "-"), String::new(), "password")
        });
        let secret_open = faults.iter().any(|fault| fault.field == "secret");
        let elsewhere = faults.iter().filter(|fault| !FIELDS.contains(&fault.field.as_str()));
        Self {
            fields: if is_mail { fields.into() } else { Vec::new() },
            can_reply: problem.map_or(sender.can_reply, |problem| problem.typed.can_reply == "on"),
            can_reply_label: frame.t(if is_mail { "dash-sender-can-reply-email" } else { "dash-sender-can-reply" }),
            open: problem.is_some() && !secret_open,
            faults: elsewhere.map(|fault| told(frame, fault)).collect(),
            secret,
            secret_open,
        }
    }
}
