//! What a merchant enters of their Stripe account: a secret key, the secrets of its webhook, and ways to pay to be chosen beforehand.

use super::method::chosen_beforehand;
use crate::domain::field::FieldError;
use crate::domain::method::Method;
use crate::domain::provider_account::ProviderAccount;
use serde::Deserialize;
use serde_json::Value;

/// The credentials of an account. No `Debug`: they are secret.
#[derive(Deserialize)]
pub(super) struct Credentials {
    /// "sk_test_…", "rk_live_…".
    pub(super) secret_key: String,
    #[serde(default)]
    webhook_secret: Secrets,
    #[serde(default)]
    methods: Vec<Method>,
}

/// Two of them while one is being replaced; none before the webhook has been made, which needs the account's address here.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Secrets {
    One(String),
    Many(Vec<String>),
    #[default]
    None,
}

impl Credentials {
    /// `None` where they were stored in a shape that is none of ours. The parser's own words could quote a secret.
    pub(super) fn of(account: &ProviderAccount) -> Option<Self> {
        serde_json::from_value(account.credentials.clone()).ok()
    }

    /// The secrets that sign notifications.
    pub(super) fn webhook_secrets(&self) -> &[String] {
        match &self.webhook_secret {
            Secrets::One(secret) => std::slice::from_ref(secret),
            Secrets::Many(secrets) => secrets,
            Secrets::None => &[],
        }
    }

    /// The ways to pay that payers may choose before they go to Stripe.
    pub(super) fn methods(self) -> Vec<Method> {
        if self.methods.is_empty() { vec![Method::Any] } else { self.methods }
    }
}

const FIELDS: [&str; 3] = ["secret_key", "webhook_secret", "methods"];

/// Whether credentials have the right shape and are for that mode.
pub(super) fn check(credentials: &Value, live: bool) -> Result<(), FieldError> {
    let Some(object) = credentials.as_object() else {
        let detail = "Give an object with \"secret_key\" and \"webhook_secret\".";
        return Err(FieldError::new("credentials", "invalid", detail));
    };
    if let Some(unknown) = object.keys().find(|key| !FIELDS.contains(&key.as_str())) {
        let detail = format!("Stripe accounts have the fields {}.", FIELDS.join(", "));
        return Err(FieldError::new(format!("credentials.{unknown}"), "unknown", detail));
    }
    check_secret_key(object.get("secret_key").unwrap_or(&Value::Null), live)?;
    check_webhook_secrets(object.get("webhook_secret").unwrap_or(&Value::Null))?;
    check_methods(object.get("methods").unwrap_or(&Value::Null))
}

fn check_secret_key(key: &Value, live: bool) -> Result<(), FieldError> {
    let fault = |code, detail: &str| Err(FieldError::new("credentials.secret_key", code, detail));
    let Some(key) = key.as_str().filter(|key| !key.is_empty()) else {
        return fault("required", "Enter the secret or restricted key from Stripe's dashboard, Developers, API keys.");
    };
    if key.starts_with("pk_") {
        return fault("publishable_key", "This is the publishable key. Enter the secret or restricted key beside it.");
    }
    let mode = |mode: &str| ["sk", "rk"].iter().any(|kind| is_secret(key, &format!("{kind}_{mode}_")));
    match (mode("test"), mode("live"), live) {
        (true, _, false) | (_, true, true) => Ok(()),
        (true, _, true) => fault("test_key", "This is a test key. Live mode needs a key with \"_live_\" in it."),
        (_, true, false) => fault("live_key", "This is a live key. Test mode needs a key with \"_test_\" in it."),
        (false, false, _) => {
            fault("invalid", "Stripe's keys begin with sk_test_, rk_test_, sk_live_ or rk_live_. Copy the whole key.")
        }
    }
}

fn check_webhook_secrets(secrets: &Value) -> Result<(), FieldError> {
    let good = |secret: &Value| secret.as_str().is_some_and(|secret| is_secret(secret, "whsec_"));
    let all_good = match secrets {
        Value::Null => true,
        Value::Array(secrets) => secrets.len() <= 5 && secrets.iter().all(good),
        one => good(one),
    };
    if all_good {
        return Ok(());
    }
    let detail = "Enter the signing secret of the webhook in Stripe's dashboard; it begins with whsec_. \
                  While it is being replaced, give a list with the old and the new one.";
    Err(FieldError::new("credentials.webhook_secret", "invalid", detail))
}

fn check_methods(methods: &Value) -> Result<(), FieldError> {
    let good = |word: &Value| {
        word.as_str().and_then(|word| word.parse().ok()).is_some_and(|method| chosen_beforehand(method).is_some())
    };
    let all_good = match methods {
        Value::Null => true,
        Value::Array(words) => words.iter().all(good),
        _ => false,
    };
    if all_good {
        return Ok(());
    }
    let words = Method::ALL.iter().filter(|method| chosen_beforehand(**method).is_some()).map(|method| method.word());
    let detail = format!("Give a list of: {}.", words.collect::<Vec<_>>().join(", "));
    Err(FieldError::new("credentials.methods", "invalid", detail))
}

fn is_secret(text: &str, prefix: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+/=-".contains(c);
    text.len() <= 500 && text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.chars().all(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_serve_their_own_mode() {
        for (key, live, code) in [
            ("sk_test_hidden", false, None),
            ("rk_test_hidden", false, None),
            ("sk_live_hidden", true, None),
            ("rk_live_hidden", true, None),
            ("sk_test_hidden", true, Some("test_key")),
            ("rk_live_hidden", false, Some("live_key")),
            ("pk_test_hidden", false, Some("publishable_key")),
            ("sk_test_", false, Some("invalid")),
            ("sk_test_hidden\n", false, Some("invalid")),
            ("hidden", false, Some("invalid")),
            ("", false, Some("required")),
        ] {
            let checked = check(&json!({ "secret_key": key, "webhook_secret": "whsec_1" }), live);
            assert_eq!(checked.as_ref().err().map(|fault| fault.code), code, "{key} {live}");
            if let Err(fault) = checked {
                assert_eq!(fault.field, "credentials.secret_key");
                assert!(!fault.detail.contains("hidden"), "{}", fault.detail);
            }
        }
    }

    #[test]
    fn a_fault_names_its_field() {
        for (credentials, field) in [
            (json!("sk_test_1"), "credentials"),
            (json!({}), "credentials.secret_key"),
            (json!({ "secret_key": "sk_test_1", "webhook_secret": "1" }), "credentials.webhook_secret"),
            (json!({ "secret_key": "sk_test_1", "webhook_secret": ["whsec_1", 2] }), "credentials.webhook_secret"),
            (json!({ "secret_key": "sk_test_1", "webhook_secrets": "whsec_1" }), "credentials.webhook_secrets"),
            (json!({ "secret_key": "sk_test_1", "methods": ["transfer"] }), "credentials.methods"),
            (json!({ "secret_key": "sk_test_1", "methods": "card" }), "credentials.methods"),
        ] {
            assert_eq!(check(&credentials, false).unwrap_err().field, field);
        }
        let full = json!({ "secret_key": "sk_test_1", "webhook_secret": ["whsec_1", "whsec_2"], "methods": ["card"] });
        assert_eq!(check(&full, false), Ok(()));
    }
}
