//! One call to Stripe: sent once, ended after a time, its answer kept word for word, its errors told apart by what they prove.

use crate::providers::ProviderError;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use std::sync::OnceLock;
use std::time::Duration;
use stripe::{
    ApiErrors, ApiErrorsType, Client, ClientBuilder, CustomizedStripeRequest, IdempotencyKey, RequestStrategy,
    StripeError, StripeRequest,
};
use stripe_client_core::StripeClient;
use url::Url;

/// Where Stripe is, and how long it may take to answer.
pub(super) struct Line {
    pub(super) base_url: Option<Url>,
    pub(super) timeout: Duration,
}

/// What an error of Stripe's proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The key is not taken: nothing was done in this call. Nothing is said about an earlier one.
    Key(String),
    /// What was asked was understood and refused.
    No(String),
    /// The same for something that need not be said at all.
    NotThat(String),
    /// Stripe knows no such thing.
    Missing(String),
    /// What happened is unknown.
    Unknown(String),
}

/// What a start says for the payer's comfort only. Refused, it is left out.
const SPARE: [&str; 3] = ["customer_email", "locale", "payment_intent_data[description]"];

impl Line {
    /// Sends a request once and gives the body of the answer. The caller repeats it, with the same key, where it went unanswered.
    pub(super) async fn send(
        &self,
        secret_key: &str,
        request: &impl StripeRequest,
        key: Option<&str>,
    ) -> Result<Vec<u8>, Trouble> {
        let strategy = match key.map(IdempotencyKey::new).transpose() {
            Ok(key) => key.map_or(RequestStrategy::Once, RequestStrategy::Idempotent),
            Err(error) => return Err(Trouble::Unknown(error.to_string())),
        };
        let recorder = Recorder { client: self.client(secret_key)?, answer: OnceLock::new() };
        let request = request.build().customize::<()>().request_strategy(strategy);
        request.send(&recorder).await.map_err(Trouble::of)?;
        Ok(recorder.answer.into_inner().unwrap_or_default().to_vec())
    }

    fn client(&self, secret_key: &str) -> Result<Client, Trouble> {
        let mut builder = ClientBuilder::new(secret_key).timeout(self.timeout).app_info(
            "paylink",
            Some(env!("CARGO_PKG_VERSION").to_owned()),
            None,
        );
        if let Some(base) = &self.base_url {
            builder = builder.url(format!("{}/", base.as_str().trim_end_matches('/')));
        }
        builder.build().map_err(|_| Trouble::Key("The secret key cannot be sent. Enter it again.".to_owned()))
    }
}

/// Keeps the answer as it came. Parsed by the client library it would be lost where its shape is new, and with it that money came.
struct Recorder {
    client: Client,
    answer: OnceLock<Bytes>,
}

impl StripeClient for Recorder {
    type Err = StripeError;

    async fn execute(&self, request: CustomizedStripeRequest) -> Result<Bytes, StripeError> {
        let answer = self.client.execute(request).await?;
        let _ = self.answer.set(answer);
        // What the library makes of it: a `()`.
        Ok(Bytes::from_static(b"null"))
    }
}

/// Reads an answer; where that fails its outcome is unknown. The parser's own words could quote what they should not.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body)
        .map_err(|error| Trouble::Unknown(format!("the answer cannot be read, column {}", error.column())))
}

impl Trouble {
    fn of(error: StripeError) -> Self {
        match error {
            StripeError::Stripe(error, status) => Self::of_answer(&error, status),
            // Also an error page of HTML, whose status is lost.
            StripeError::JSONDeserialize(_) => Self::Unknown("an error that cannot be read".to_owned()),
            StripeError::ClientError(detail) | StripeError::ConfigError(detail) => Self::Unknown(shown(&detail)),
            StripeError::Timeout => Self::Unknown("no answer in time".to_owned()),
        }
    }

    fn of_answer(error: &ApiErrors, status: u16) -> Self {
        let code = error.code.as_ref().map_or("", |code| code.as_str());
        let message = shown(error.message.as_deref().unwrap_or(code));
        // These say that another call is under way, or was made with other parameters; or come where 429 and 409 should.
        let says_nothing = matches!(code, "idempotency_key_in_use" | "lock_timeout" | "rate_limit")
            || match &error.type_ {
                ApiErrorsType::IdempotencyError | ApiErrorsType::ApiError => true,
                ApiErrorsType::CardError | ApiErrorsType::InvalidRequestError => false,
                // "authentication_error", "permission_error" and the like; a new kind of 400 or 402 proves nothing yet.
                _ => !matches!(status, 401 | 403 | 404),
            };
        let is_spare = code == "email_invalid"
            || error.param.as_deref().is_some_and(|param| SPARE.iter().any(|spare| param.starts_with(spare)));
        match status {
            _ if says_nothing => Self::Unknown(format!("status {status}: {message}")),
            401 if code == "api_key_expired" => Self::Key("The secret key has expired. Enter a new one.".to_owned()),
            401 => Self::Key("Stripe does not know the secret key. Enter it again.".to_owned()),
            404 => Self::Missing(message),
            400 if is_spare => Self::NotThat(message),
            400 | 402 | 403 => Self::No(message),
            _ => Self::Unknown(format!("status {status}: {message}")),
        }
    }

    /// For the start of a checkout: as long as no page was handed out nobody can pay, so a refused key is a no too.
    pub(super) fn starting(self) -> ProviderError {
        match self {
            Self::Key(detail) | Self::No(detail) | Self::NotThat(detail) | Self::Missing(detail) => {
                ProviderError::Refused { detail }
            }
            Self::Unknown(detail) => ProviderError::Unanswered { detail },
        }
    }

    /// For a refund: with a refused key an earlier try may still have worked.
    pub(super) fn refunding(self) -> ProviderError {
        match self {
            Self::No(detail) | Self::NotThat(detail) => ProviderError::Refused { detail },
            Self::Missing(_) => ProviderError::NotFound,
            Self::Key(detail) | Self::Unknown(detail) => ProviderError::Unanswered { detail },
        }
    }

    /// For questions: a refused question says nothing about the payment.
    pub(super) fn asking(self) -> ProviderError {
        match self {
            Self::Missing(_) => ProviderError::NotFound,
            Self::Key(detail) | Self::No(detail) | Self::NotThat(detail) | Self::Unknown(detail) => {
                ProviderError::Unanswered { detail }
            }
        }
    }
}

/// Stripe's words without keys and addresses, which they sometimes quote.
fn shown(words: &str) -> String {
    let is_secret = |word: &str| ["sk_", "rk_", "rak_", "whsec_", "@"].iter().any(|part| word.contains(part));
    let words: Vec<&str> = words.split_whitespace().map(|word| if is_secret(word) { "…" } else { word }).collect();
    words.join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn trouble(status: u16, error: Value) -> Trouble {
        let text = |name: &str| error[name].as_str().map(str::to_owned);
        let error = ApiErrors {
            advice_code: None,
            charge: None,
            code: text("code").map(|code| code.parse().unwrap()),
            decline_code: None,
            doc_url: None,
            message: text("message"),
            network_advice_code: None,
            network_decline_code: None,
            param: text("param"),
            payment_intent: None,
            payment_method: None,
            payment_method_type: None,
            request_log_url: None,
            setup_intent: None,
            source: None,
            type_: text("type").unwrap().parse().unwrap(),
        };
        Trouble::of(StripeError::Stripe(Box::new(error), status))
    }

    fn kind(trouble: &Trouble) -> &'static str {
        match trouble {
            Trouble::Key(_) => "key",
            Trouble::No(_) => "no",
            Trouble::NotThat(_) => "not that",
            Trouble::Missing(_) => "missing",
            Trouble::Unknown(_) => "unknown",
        }
    }

    #[test]
    fn only_a_definite_no_counts_as_one() {
        for (status, kind_of_error, code, expected) in [
            (400, "invalid_request_error", "parameter_invalid_integer", "no"),
            (400, "invalid_request_error", "charge_already_refunded", "no"),
            (400, "invalid_request_error", "", "no"),
            (402, "card_error", "card_declined", "no"),
            (403, "invalid_request_error", "", "no"),
            (403, "permission_error", "", "no"),
            (401, "invalid_request_error", "", "key"),
            (401, "authentication_error", "api_key_expired", "key"),
            (404, "invalid_request_error", "resource_missing", "missing"),
            (400, "idempotency_error", "", "unknown"),
            (409, "idempotency_error", "idempotency_key_in_use", "unknown"),
            (409, "invalid_request_error", "idempotency_key_in_use", "unknown"),
            (400, "invalid_request_error", "lock_timeout", "unknown"),
            (400, "brand_new_error", "", "unknown"),
            (424, "invalid_request_error", "", "unknown"),
            (429, "invalid_request_error", "rate_limit", "unknown"),
            (429, "invalid_request_error", "lock_timeout", "unknown"),
            (500, "api_error", "", "unknown"),
            (503, "api_error", "", "unknown"),
            (400, "api_error", "", "unknown"),
        ] {
            let mut error = json!({ "type": kind_of_error, "message": "words" });
            if !code.is_empty() {
                error["code"] = code.into();
            }
            assert_eq!(kind(&trouble(status, error)), expected, "{status} {kind_of_error} {code}");
        }
    }

    #[test]
    fn a_no_to_what_need_not_be_said_is_told_apart() {
        for (code, param, expected) in [
            ("email_invalid", "customer_email", "not that"),
            ("parameter_invalid_string_empty", "customer_email", "not that"),
            ("", "locale", "not that"),
            ("", "payment_intent_data[description]", "not that"),
            ("", "line_items[0][price_data][unit_amount]", "no"),
            ("", "customer", "no"),
        ] {
            let error = json!({ "type": "invalid_request_error", "message": "words", "code": code, "param": param });
            assert_eq!(kind(&trouble(400, error)), expected, "{code} {param}");
        }
    }

    #[test]
    fn what_never_reached_us_is_unknown() {
        for error in [
            StripeError::Timeout,
            StripeError::ClientError("client error (Connect)".to_owned()),
            StripeError::JSONDeserialize("error deserializing Stripe error".to_owned()),
            StripeError::ConfigError("odd".to_owned()),
        ] {
            assert_eq!(kind(&Trouble::of(error)), "unknown");
        }
    }

    #[test]
    fn a_refused_key_means_a_no_only_where_nothing_can_have_happened() {
        let key = || Trouble::Key("words".to_owned());
        assert!(matches!(key().starting(), ProviderError::Refused { .. }));
        assert!(matches!(key().refunding(), ProviderError::Unanswered { .. }));
        assert!(matches!(key().asking(), ProviderError::Unanswered { .. }));
        let no = || Trouble::No("words".to_owned());
        assert!(matches!(no().starting(), ProviderError::Refused { .. }));
        assert!(matches!(no().refunding(), ProviderError::Refused { .. }));
        assert!(matches!(no().asking(), ProviderError::Unanswered { .. }));
        let missing = || Trouble::Missing("words".to_owned());
        assert!(matches!(missing().starting(), ProviderError::Refused { .. }));
        assert!(matches!(missing().refunding(), ProviderError::NotFound));
        assert!(matches!(missing().asking(), ProviderError::NotFound));
    }

    #[test]
    fn neither_keys_nor_addresses_are_repeated() {
        let error = json!({ "type": "invalid_request_error",
            "message": "The key 'rk_test_********abcd' may not do this for payer@example.com." });
        assert_eq!(trouble(403, error), Trouble::No("The key … may not do this for …".to_owned()));
        let error = json!({ "type": "invalid_request_error", "message": "Invalid API Key provided: sk_test_****abcd" });
        let Trouble::Key(detail) = trouble(401, error) else { panic!("a key") };
        assert!(!detail.contains("abcd"));
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_not_quoted() {
        let Err(Trouble::Unknown(detail)) = read::<i64>(b"\"sk_test_1\"") else { panic!("unreadable") };
        assert!(!detail.contains("sk_test"), "{detail}");
    }
}
