//! Headers that every answer carries.

use crate::http::hosts::{Served, served};
use crate::http::pay::answer::no_such_page;
use crate::operations::Context;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use tracing_actix_web::RequestId;

/// For answers that bring no policy of their own: nothing may run, load or frame.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    // The token is in the URL: it must not leave the origin. `no-referrer` would make our own forms say `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    ),
    ("x-frame-options", "DENY"),
];

/// The policy of a page with its own style block, by hash, and forms that may lead to `form_targets`.
pub fn page_policy(style_hash: &str, form_targets: &[String]) -> String {
    format!(
        "default-src 'none'; style-src '{style_hash}'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
         form-action 'self'{}; base-uri 'none'; frame-ancestors 'none'",
        form_targets.iter().map(|target| format!(" {target}")).collect::<String>()
    )
}

/// The policy of dashboard pages: style and script from files of ours.
pub const DASHBOARD_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What is not there under the name that was asked for; none where it is.
fn misdirected(request: &ServiceRequest) -> Option<HttpResponse> {
    let context = request.app_data::<web::Data<Context>>()?;
    let path = request.path();
    // Probes ask by whatever name they like, and learn nothing. Gateways next door may know us by another name; what they bring proves itself,
    // and a STOP must not be lost over it.
    if matches!(path, "/livez" | "/readyz") || path.starts_with("/notifications/") {
        return None;
    }
    let own = path == "/" || path.starts_with("/dashboard");
    let payers = ["/p/", "/join/", "/sandbox/checkout"].iter().any(|start| path.starts_with(start));
    match served(request.request(), &context.config) {
        Served::All => None,
        // A dashboard on an origin of its own must not be there on the payers' too, nor the other way round.
        Served::Public => own.then(|| no_such_page(request.request(), None)),
        Served::Dashboard => payers.then(|| no_such_page(request.request(), None)),
        Served::Nothing => {
            metrics::counter!("paylink_misdirected_total").increment(1);
            let mut answer = HttpResponse::build(StatusCode::MISDIRECTED_REQUEST);
            Some(answer.content_type("text/plain; charset=utf-8").body("Nothing is served under this name.\n"))
        }
    }
}

/// Adds what every answer carries, without overruling what a handler chose.
pub async fn add_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let secure =
        request.app_data::<web::Data<Context>>().is_some_and(|context| context.config.public_url.scheme() == "https");
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let mut response = match misdirected(&request) {
        Some(answer) => request.into_response(answer).map_into_right_body(),
        None => next.call(request).await?.map_into_left_body(),
    };
    add_fixed(response.headers_mut(), secure);
    if let Some(id) = id.and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    Ok(response)
}

/// The same for answers to whoever operates it.
pub async fn add_fixed_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    add_fixed(response.headers_mut(), false);
    Ok(response)
}

/// What every answer carries; with https also that it stays so.
pub fn add_fixed(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
}
