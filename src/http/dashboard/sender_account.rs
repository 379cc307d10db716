//! A form that sets a sender up, as the account that it describes.

use super::profiles::named;
use super::views::{SenderValues, secret_of};
use crate::domain::field::{Faults, FieldError};
use crate::domain::mail_address;
use crate::domain::message_account::{MessageAccount, MessageSender};
use crate::operations::manage_message_accounts::NewMessageAccount;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use url::Url;

/// The account, or which fields of the form are wrong.
pub fn account_of(form: &SenderValues) -> Result<NewMessageAccount, Vec<FieldError>> {
    let mut faults = Faults::new();
    for (name, value) in needed(form) {
        if value.trim().is_empty() {
            faults.add(name, "required", "Fill this in.");
        }
    }
    if !form.port.trim().is_empty() && form.port.trim().parse::<u16>().is_err() {
        faults.add("port", "invalid", "A port is a number up to 65535.");
    }
    let reply_to = faults.take(mail_address::read("reply_to", &form.reply_to)).flatten();
    faults.check()?;
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let carrier = match form.kind.as_str() {
        "kannel" | "jasmin" | "seven" => "http",
        other => other,
    };
    Ok(NewMessageAccount {
        profile: named(&form.profile)
            .map_err(|_| vec![FieldError::new("profile", "unknown", "There is no such profile.")])?,
        carrier: carrier.to_owned(),
        name: String::new(),
        credentials: credentials(form),
        sender: MessageSender {
            address: form.sender.trim().to_owned(),
            name: some(&form.sender_name),
            reply_to,
            can_reply: form.kind == "smtp" || form.can_reply == "on",
        },
    })
}

fn needed(form: &SenderValues) -> Vec<(&'static str, &str)> {
    let sender = ("sender", form.sender.as_str());
    let log_in = [("user", form.user.as_str()), ("password", form.password.as_str())];
    match form.kind.as_str() {
        "smtp" if form.user.trim().is_empty() && form.password.is_empty() => vec![("host", &form.host), sender],
        "smtp" | "smpp" => [("host", form.host.as_str()), sender].into_iter().chain(log_in).collect(),
        "twilio" => vec![("account_sid", &form.account_sid), ("auth_token", &form.auth_token), sender],
        "seven" => vec![("api_key", &form.api_key), sender],
        _ => [("base_url", form.base_url.as_str()), sender].into_iter().chain(log_in).collect(),
    }
}

fn credentials(form: &SenderValues) -> Value {
    let text = |text: &str| text.trim().to_owned();
    match form.kind.as_str() {
        "twilio" => json!({ "account_sid": text(&form.account_sid), "auth_token": text(&form.auth_token) }),
        "seven" => json!({ "preset": "seven", "values": { "api_key": text(&form.api_key) } }),
        "kannel" | "jasmin" => json!({ "preset": form.kind, "values": {
            "base_url": form.base_url.trim().trim_end_matches('/'), "username": text(&form.user), "password": form.password } }),
        "smpp" => json!({ "url": address(form, if form.security == "tls" { "smpps" } else { "smpp" }, "") }),
        _ => {
            let url = match form.security.as_str() {
                "tls" => address(form, "smtps", ""),
                "none" => address(form, "smtp", "?tls=none"),
                _ => address(form, "smtp", ""),
            };
            let mut credentials = json!({ "url": url });
            if !form.dkim_key.trim().is_empty() {
                let domain = form.sender.trim().rsplit('@').next().unwrap_or_default();
                credentials["dkim"] = json!({ "domain": domain, "selector": text(&form.dkim_selector), "private_key": text(&form.dkim_key) });
            }
            credentials
        }
    }
}

/// "smtps://user:password@host:port".
fn address(form: &SenderValues, scheme: &str, end: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let log_in = match form.user.trim() {
        "" => String::new(),
        user => format!("{}:{}@", encoded(user), encoded(&form.password)),
    };
    let port =
        Some(form.port.trim()).filter(|port| !port.is_empty()).map(|port| format!(":{port}")).unwrap_or_default();
    format!("{scheme}://{log_in}{}{port}{end}", form.host.trim())
}

/// The credentials of an account with another secret; none where it has no secret, or cannot hold this one.
pub fn with_secret(account: &MessageAccount, secret: &str) -> Option<Value> {
    let mut credentials = account.credentials.clone();
    match secret_of(account)? {
        "auth_token" => credentials["auth_token"] = json!(secret.trim()),
        "api_key" => credentials["values"]["api_key"] = json!(secret.trim()),
        _ if credentials.get("values").is_some() => credentials["values"]["password"] = json!(secret),
        _ => {
            let mut url = Url::parse(credentials["url"].as_str()?).ok()?;
            let encoded = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
            url.set_password(Some(&encoded)).ok()?;
            credentials["url"] = json!(url.as_str());
        }
    }
    Some(credentials)
}

/// Faults of the account as faults of the form.
pub fn of_form(faults: Vec<FieldError>) -> Vec<FieldError> {
    let renamed = |fault: FieldError| {
        let field = match fault.field.as_str() {
            "credentials.url" => "host",
            "credentials.dkim" => "dkim_key",
            "credentials.account_sid" => "account_sid",
            "credentials.auth_token" => "auth_token",
            "credentials.values.base_url" => "base_url",
            other => other,
        };
        FieldError { field: field.to_owned(), ..fault }
    };
    faults.into_iter().map(renamed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(user: &str, password: &str) -> SenderValues {
        SenderValues {
            kind: "smtp".to_owned(),
            host: "mail.example.org".to_owned(),
            user: user.to_owned(),
            password: password.to_owned(),
            sender: "rechnung@example.org".to_owned(),
            ..SenderValues::default()
        }
    }

    #[test]
    fn whatever_stands_in_a_password_comes_through() {
        let account = account_of(&smtp("a@b.org", "p/:@ß?")).unwrap();
        assert_eq!(account.credentials["url"], "smtp://a%40b%2Eorg:p%2F%3A%40%C3%9F%3F@mail.example.org");
    }

    #[test]
    fn what_is_missing_is_named() {
        let faults = account_of(&smtp("a@b.org", "")).err().unwrap();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["password"]);
        let faults = account_of(&SenderValues { kind: "twilio".to_owned(), ..SenderValues::default() }).err().unwrap();
        assert_eq!(faults.len(), 3);
    }
}
