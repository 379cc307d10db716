//! Headers that every answer carries.

use crate::http::pay::answer::no_such_page;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
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

/// Where the dashboard has an origin of its own: whether this address is asked for on the other one.
fn on_wrong_origin(request: &ServiceRequest) -> bool {
    let Some(context) = request.app_data::<actix_web::web::Data<crate::operations::Context>>() else { return false };
    let Some(dashboard) = &context.config.dashboard_url else { return false };
    let host = request.connection_info().host().to_owned();
    let is = |url: &url::Url| url.authority() == host;
    let own = request.path() == "/" || request.path().starts_with("/dashboard");
    let payers = ["/p/", "/join/", "/sandbox/checkout"].iter().any(|start| request.path().starts_with(start));
    (own && is(&context.config.public_url) && !is(dashboard))
        || (payers && is(dashboard) && !is(&context.config.public_url))
}

/// Adds what every answer carries, without overruling what a handler chose.
pub async fn add_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let secure = request
        .app_data::<actix_web::web::Data<crate::operations::Context>>()
        .is_some_and(|context| context.config.public_url.scheme() == "https");
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let mut response = if on_wrong_origin(&request) {
        // A dashboard on an origin of its own must not be there on the payers' too, nor the other way round.
        let page = no_such_page(request.request(), None);
        request.into_response(page).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
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
    if let Some(id) = id.and_then(|id| HeaderValue::from_str(&id).ok()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    Ok(response)
}
