//! The forms that set a sender up: one for each kind of account. Secrets that were typed are not written back.

use super::fault::fault_text;
use super::form::{Choice, Field};
use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use serde::Deserialize;

/// What a form of them sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SenderValues {
    /// Merchant and mode that the form stood in.
    pub scope: String,
    /// The profile whose sender it is; empty: that of all that have none.
    pub profile: String,
    /// Which kind: "smtp", "twilio", "kannel", "jasmin", "seven", "smpp".
    pub kind: String,
    /// Of the mail server or SMSC.
    pub host: String,
    /// Its port; the usual one when blank.
    pub port: String,
    /// "tls", "starttls" or "none".
    pub security: String,
    /// Log-in.
    pub user: String,
    /// Log-in.
    pub password: String,
    /// Of a gateway.
    pub base_url: String,
    /// Of seven.io.
    pub api_key: String,
    /// Of Twilio.
    pub account_sid: String,
    /// Of Twilio.
    pub auth_token: String,
    /// Whom messages come from.
    pub sender: String,
    /// Beside a mail address.
    pub sender_name: String,
    /// Where answers to mails go.
    pub reply_to: String,
    /// Whether answers arrive.
    pub can_reply: String,
    /// Where the key of our signatures is published.
    pub dkim_selector: String,
    /// The key of our signatures.
    pub dkim_key: String,
}

/// One form.
pub(super) struct SenderForm {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) says: String,
    pub(super) fields: Vec<Field>,
    pub(super) security: Vec<Choice>,
    pub(super) can_reply: Option<bool>,
    pub(super) dkim: Option<(Field, String)>,
    pub(super) open: bool,
    pub(super) faults: Vec<String>,
}

const KINDS: &[(&str, Channel, &[&str])] = &[
    ("smtp", Channel::Email, &["host", "port", "user", "password", "sender", "sender_name", "reply_to"]),
    ("twilio", Channel::Sms, &["account_sid", "auth_token", "sender"]),
    ("seven", Channel::Sms, &["api_key", "sender"]),
    ("kannel", Channel::Sms, &["base_url", "user", "password", "sender"]),
    ("jasmin", Channel::Sms, &["base_url", "user", "password", "sender"]),
    ("smpp", Channel::Sms, &["host", "port", "user", "password", "sender"]),
];

/// Those of a channel, with what was typed into one of them.
pub(super) fn forms(frame: &Frame, channel: Channel, typed: &SenderValues, faults: &[FieldError]) -> Vec<SenderForm> {
    let of_channel = KINDS.iter().filter(|(_, of, _)| *of == channel);
    of_channel.map(|(kind, channel, names)| form(frame, kind, *channel, names, typed, faults)).collect()
}

fn form(
    frame: &Frame,
    kind: &'static str,
    channel: Channel,
    names: &[&'static str],
    typed: &SenderValues,
    faults: &[FieldError],
) -> SenderForm {
    let here = typed.kind == kind;
    let (none, blank) = (Vec::new(), SenderValues::default());
    let (typed, faults) = if here { (typed, faults) } else { (&blank, none.as_slice()) };
    let fields: Vec<Field> = names.iter().map(|name| field(frame, kind, name, typed, faults)).collect();
    let shown = |fault: &&FieldError| names.contains(&fault.field.as_str()) || fault.field == "dkim_key";
    let dkim = (kind == "smtp").then(|| {
        let error = faults.iter().find(|fault| fault.field == "dkim_key").map(|fault| told(frame, fault));
        let selector = Field { required: false, ..field(frame, kind, "dkim_selector", typed, &[]) };
        (selector, error.unwrap_or_default())
    });
    SenderForm {
        kind,
        name: frame.t(&format!("dash-sender-kind-{kind}")),
        says: frame.t(&format!("dash-sender-kind-{kind}-text")),
        security: if matches!(kind, "smtp" | "smpp") { securities(frame, kind, &typed.security) } else { Vec::new() },
        can_reply: (channel == Channel::Sms).then_some(typed.can_reply == "on"),
        dkim,
        open: here,
        faults: faults.iter().filter(|fault| !shown(fault)).map(|fault| told(frame, fault)).collect(),
        fields,
    }
}

fn securities(frame: &Frame, kind: &str, chosen: &str) -> Vec<Choice> {
    let words: &[&str] = if kind == "smtp" { &["starttls", "tls", "none"] } else { &["none", "tls"] };
    let one = |word: &&str| Choice {
        value: (*word).to_owned(),
        label: frame.t(&format!("dash-sender-security-{word}")),
        lang: "",
        chosen: if chosen.is_empty() { *word == words[0] } else { *word == chosen },
    };
    words.iter().map(one).collect()
}

fn field(frame: &Frame, kind: &str, name: &'static str, typed: &SenderValues, faults: &[FieldError]) -> Field {
    let (value, input) = match name {
        "host" => (&typed.host, "text"),
        "port" => (&typed.port, "text"),
        "user" => (&typed.user, "text"),
        "base_url" => (&typed.base_url, "url"),
        "account_sid" => (&typed.account_sid, "text"),
        "sender" => (&typed.sender, if kind == "smtp" { "email" } else { "text" }),
        "sender_name" => (&typed.sender_name, "text"),
        "reply_to" => (&typed.reply_to, "email"),
        "dkim_selector" => (&typed.dkim_selector, "text"),
        _ => (&String::new(), "password"),
    };
    let label = if name == "sender" { if kind == "smtp" { "sender-email" } else { "sender-sms" } } else { name };
    let optional =
        matches!(name, "port" | "sender_name" | "reply_to") || (kind == "smtp" && matches!(name, "user" | "password"));
    let example = match (kind, name) {
        ("smtp", "host") => "mail.example.org",
        ("smpp", "host") => "smsc.example.org",
        ("smtp", "port") => "587",
        ("smpp", "port") => "2775",
        ("kannel", "base_url") => "http://127.0.0.1:13013",
        ("jasmin", "base_url") => "http://127.0.0.1:1401",
        ("smtp", "sender") => "rechnung@example.org",
        (_, "sender") => "+4915112345678",
        (_, "account_sid") => "AC…",
        _ => "",
    };
    Field {
        name,
        id: format!("{kind}-{}", name.replace('_', "-")),
        label: frame.t(&format!("dash-sender-field-{}", label.replace('_', "-"))),
        value: value.clone(),
        kind: input,
        autocomplete: if input == "password" { "new-password" } else { "off" },
        maxlength: if input == "password" { 500 } else { 254 },
        placeholder: example.to_owned(),
        required: !optional,
        error: faults.iter().find(|fault| fault.field == name).map(|fault| told(frame, fault)),
        ..Field::default()
    }
}

/// What is wrong, in the person's language.
pub(super) fn told(frame: &Frame, fault: &FieldError) -> String {
    let key = match (fault.code, fault.field.as_str()) {
        ("changed", "scope") => "dash-sender-elsewhere",
        ("required", _) => "dash-error-required",
        ("too_long", _) => "dash-error-too-long",
        ("opted_out", _) => "dash-sender-fault-opted-out",
        ("no_carrier", _) => "dash-sender-fault-none",
        ("invalid", "sender") => "dash-sender-fault-sender",
        ("invalid", "reply_to") => "dash-error-email",
        ("closed", _) => "dash-sender-fault-closed",
        ("invalid", "base_url") => "dash-sender-fault-base-url",
        ("invalid", "host") => "dash-sender-fault-host",
        ("invalid", "account_sid") => "dash-sender-fault-sid",
        ("invalid", "dkim_key") => "dash-sender-fault-dkim",
        ("invalid", "to") => "dash-sender-fault-to",
        ("invalid", "sms_hours") => "dash-sender-fault-hours",
        ("out_of_range", "most_in_seven_days") => "dash-sender-fault-cap",
        ("out_of_range", "sign_ups_a_day" | "sign_ups_a_day_abroad") => "dash-sender-fault-sign-ups",
        ("invalid", "test_recipients") => {
            let what = fault.about.as_deref().unwrap_or_default();
            return frame.with("dash-sender-fault-recipients", &[("what", what.into())]);
        }
        _ => return fault_text(frame, fault),
    };
    frame.t(key)
}
