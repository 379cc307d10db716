//! Answers of the dashboard: pages, redirects after a POST, and errors as pages.

use super::views::{ErrorKind, ErrorPage};
use super::visitor::{Known, language_of};
use crate::domain::language::Language;
use crate::http::headers::DASHBOARD_POLICY;
use crate::operations::{OperationError, Outcome};
use actix_web::error::{ResponseError, UrlencodedError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use askama::Template;
use tracing_actix_web::RequestId;

/// A page.
pub fn page(status: StatusCode, page: &impl Template) -> HttpResponse {
    match page.render() {
        Ok(html) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, DASHBOARD_POLICY))
            .insert_header((header::VARY, "cookie, accept-language"))
            .body(html),
        Err(error) => {
            tracing::error!(%error, "a page of the dashboard was not rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Does what writes in a task of its own, so that a browser that goes away cannot cut it in half.
pub async fn to_the_end<T: Send + 'static>(work: impl Future<Output = Outcome<T>> + Send + 'static) -> Outcome<T> {
    let done = tokio::spawn(tracing::Instrument::in_current_span(work)).await;
    done.unwrap_or(Err(OperationError::Internal("something of the dashboard was cut off")))
}

/// See there.
pub fn redirect(place: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish()
}

/// A form that is too long, or none.
pub fn unreadable_form(request: &HttpRequest, error: &UrlencodedError) -> HttpResponse {
    let status = error.status_code();
    tracing::warn!(%error, "a form of the dashboard was not read");
    error_page(request, None, status, ErrorKind::Problem)
}

/// An error as a page, and the one place where it is logged.
pub fn failed(request: &HttpRequest, language: Option<Language>, error: &OperationError) -> HttpResponse {
    let (status, kind) = match error {
        OperationError::NotFound => (StatusCode::NOT_FOUND, ErrorKind::NotFound),
        OperationError::Forbidden => (StatusCode::FORBIDDEN, ErrorKind::Forbidden),
        OperationError::Invalid(_) => (StatusCode::BAD_REQUEST, ErrorKind::Problem),
        OperationError::Conflict { .. } | OperationError::IdempotencyMismatch => {
            (StatusCode::CONFLICT, ErrorKind::Problem)
        }
        OperationError::Busy => (StatusCode::SERVICE_UNAVAILABLE, ErrorKind::TooMany),
        OperationError::Store(error) if error.is_unavailable() => (StatusCode::SERVICE_UNAVAILABLE, ErrorKind::Away),
        OperationError::Provider(_) | OperationError::Store(_) | OperationError::Internal(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, ErrorKind::Problem)
        }
    };
    if status.is_server_error() {
        tracing::error!(%error, "the dashboard failed");
    }
    error_page(request, language, status, kind)
}

/// Too much of it at once by one caller.
pub fn too_many(request: &HttpRequest) -> HttpResponse {
    come_again(error_page(request, None, StatusCode::TOO_MANY_REQUESTS, ErrorKind::TooMany))
}

/// Says when to try again what was not done.
pub fn come_again(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    answer
}

fn error_page(request: &HttpRequest, language: Option<Language>, status: StatusCode, kind: ErrorKind) -> HttpResponse {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let known = request.extensions().get::<Known>().copied();
    let language = language.or(known.and_then(|known| known.language)).unwrap_or_else(|| language_of(request));
    let mut response = page(status, &ErrorPage::new(language, kind, id, known.is_some()));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
    }
    response
}
