//! What the API answers when it does not do what was asked: RFC 9457 with a code, the id of the call and the fields at fault.

use crate::domain::field::FieldError;
use crate::operations::OperationError;
use crate::store::StoreError;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use std::fmt;
use utoipa::ToSchema;

/// The media type of RFC 9457.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// How long a caller should wait when the database is away.
const PAUSE_SECONDS: u32 = 5;

/// Why a call was not done. Answered by [`Problem::answer`], which the middleware of the API calls.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For our log only.
    cause: Option<String>,
}

/// A problem as it is sent (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "about:blank",
    "title": "Unprocessable Entity",
    "status": 422,
    "detail": "One field is wrong; `errors` says which.",
    "code": "invalid",
    "request_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "errors": [{ "field": "payer.email", "code": "invalid", "detail": "Write an e-mail address like name@example.org." }],
}))]
pub struct ProblemBody {
    /// Always `about:blank`: `code` says what it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The meaning of the status.
    pub title: &'static str,
    /// The status, again.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// A sentence for people.
    pub detail: String,
    /// A stable word for programs.
    pub code: &'static str,
    /// Names this call in the log of whoever operates it; also in the header `x-request-id`.
    pub request_id: String,
    /// The fields, parameters or headers at fault, where it is about any.
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A status, a stable code and a sentence.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), errors: Vec::new(), headers: Vec::new(), cause: None }
    }

    /// 503: too many large bodies are being read.
    pub fn busy() -> Self {
        let detail = "Too many files are on their way here. Nothing was done; try again in a few seconds.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
            .with_header(RETRY_AFTER, HeaderValue::from(PAUSE_SECONDS))
    }

    /// 400: it cannot be read at all.
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 404: there is no such thing for this key.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing with this id for the merchant and mode of your key.",
        )
    }

    /// 422: fields that are wrong.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.len() {
            1 => "One field is wrong; `errors` says which.".to_owned(),
            count => format!("{count} fields are wrong; `errors` says which."),
        };
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail) }
    }

    /// Whether the caller has no working key.
    pub fn is_unauthorized(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
    }

    /// 429: too many calls.
    pub fn too_many_requests(after_seconds: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", "Too many calls. Wait a little and try again.")
            .with_header(RETRY_AFTER, HeaderValue::from(after_seconds))
    }

    /// Sends a header along.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Names the field at fault.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        // The word of the whole answer: programs read it, no page does.
        let (code, detail) = (self.code, self.detail.clone());
        self.errors.push(FieldError {
            field: field.into(),
            code,
            detail,
            about: None,
            hindered: Vec::new(),
            line: None,
        });
        self
    }

    /// What goes over the wire. Failures of ours are logged here, once.
    pub fn answer(&self, request_id: &str) -> HttpResponse {
        if self.status.is_server_error() {
            let cause = self.cause.as_deref().unwrap_or("");
            tracing::error!(request_id, status = self.status.as_u16(), code = self.code, cause, "an API call failed");
        }
        let mut response = HttpResponse::build(self.status);
        for (name, value) in &self.headers {
            response.append_header((name.clone(), value.clone()));
        }
        let body = ProblemBody {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
            code: self.code,
            request_id: request_id.to_owned(),
            errors: self.errors.clone(),
        };
        response.content_type(MEDIA_TYPE).body(serde_json::to_vec(&body).unwrap_or_default())
    }

    fn ours(status: StatusCode, code: &'static str, detail: &str, cause: String) -> Self {
        Self { cause: Some(cause), ..Self::new(status, code, detail) }
    }
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        match error {
            OperationError::NotFound => Self::not_found(),
            OperationError::Invalid(errors) => Self::invalid(errors),
            OperationError::Conflict { code, detail } => Self::new(StatusCode::CONFLICT, code, detail),
            OperationError::IdempotencyMismatch => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_mismatch",
                "This Idempotency-Key was used before with another body. Take a new key for a new call.",
            )
            .about("Idempotency-Key"),
            OperationError::Forbidden => Self::new(StatusCode::FORBIDDEN, "forbidden", "This key may not do that."),
            OperationError::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Too much at once. Nothing was done; try again in a few seconds.",
            )
            .with_header(RETRY_AFTER, HeaderValue::from(PAUSE_SECONDS)),
            OperationError::Provider(error) => Self::ours(
                StatusCode::BAD_GATEWAY,
                "provider_error",
                "The payment service provider refused or did not answer.",
                error.to_string(),
            ),
            OperationError::Store(error) => of_store(&error),
            OperationError::Internal(cause) => of_bug(cause.to_owned()),
        }
    }
}

fn of_store(error: &StoreError) -> Problem {
    if error.is_unavailable() {
        let detail = "The database is away or busy. Nothing is known to have been done; try again in a few seconds.";
        Problem::ours(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail, error.to_string())
            .with_header(RETRY_AFTER, HeaderValue::from(PAUSE_SECONDS))
    } else {
        of_bug(error.to_string())
    }
}

fn of_bug(cause: String) -> Problem {
    let detail = "Something went wrong on our side. Tell the request_id to whoever operates this.";
    Problem::ours(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail, cause)
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Without the id of the call; the middleware of the API replaces it by one that has it.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::ProviderError;
    use actix_web::body::to_bytes;
    use serde_json::{Value, json};

    async fn sent(error: OperationError) -> (u16, Value) {
        let response = Problem::from(error).answer("r1");
        assert_eq!(response.headers().get("content-type").unwrap(), MEDIA_TYPE);
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&to_bytes(response.into_body()).await.unwrap()).unwrap())
    }

    #[actix_web::test]
    async fn every_failure_has_its_status_and_code() {
        let refused = ProviderError::Refused { detail: "sk_live_secret".into() };
        let away = || OperationError::Store(StoreError::away());
        for (error, status, code) in [
            (OperationError::NotFound, 404, "not_found"),
            (OperationError::field("amount", "required", "Say it."), 422, "invalid"),
            (OperationError::conflict("paid", "It is paid."), 409, "paid"),
            (OperationError::IdempotencyMismatch, 422, "idempotency_mismatch"),
            (OperationError::Forbidden, 403, "forbidden"),
            (OperationError::Busy, 503, "busy"),
            (OperationError::Provider(refused), 502, "provider_error"),
            (away(), 503, "unavailable"),
            (OperationError::Store(StoreError::Corrupt { table: "payment", what: "kind" }), 500, "internal"),
            (OperationError::Internal("a bug"), 500, "internal"),
        ] {
            let (sent_status, body) = sent(error).await;
            assert_eq!((sent_status, body["code"].as_str()), (status, Some(code)));
            assert_eq!(body["status"], json!(status));
            assert_eq!(body["request_id"], "r1");
            assert!(!body.to_string().contains("sk_live"), "{body}");
        }
    }

    #[actix_web::test]
    async fn who_meets_no_database_is_told_when_to_come_back() {
        let away = Problem::from(OperationError::Store(StoreError::away())).answer("r1");
        assert_eq!(away.headers().get(RETRY_AFTER).unwrap(), "5");
        let bug = Problem::from(OperationError::Internal("a bug")).answer("r1");
        assert!(bug.headers().get(RETRY_AFTER).is_none());
    }

    #[actix_web::test]
    async fn fields_are_named_as_the_caller_wrote_them() {
        let (_, body) = sent(OperationError::field("payer.email", "invalid", "Write it.")).await;
        assert_eq!(body["errors"], json!([{ "field": "payer.email", "code": "invalid", "detail": "Write it." }]));
        assert_eq!((&body["type"], &body["title"]), (&json!("about:blank"), &json!("Unprocessable Entity")));
    }
}
