//! The REST API, version 1: for the merchant's own programs. Handlers parse, call one operation and answer.

pub mod attachments;
pub mod auth;
pub mod body;
pub mod consents;
pub mod contacts;
pub mod cursor;
pub mod events;
pub mod file_inputs;
pub mod idempotency;
pub mod inputs;
pub mod message_plans;
pub mod messages;
mod once;
mod openapi;
pub mod payment_requests;
pub mod payments;
pub mod people_inputs;
pub mod plan_inputs;
pub mod problem;
pub mod profile_inputs;
pub mod profiles;
pub mod provider_accounts;
pub mod query;
pub mod refunds;
pub mod shapes;
pub mod templates;
#[cfg(test)]
mod tests;

use crate::operations::{Context, OperationError};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::guard::{Any, Get, Head, Method as OfMethod};
use actix_web::http::header::{ALLOW, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, Resource, Route, Scope};
use problem::Problem;
use std::str::FromStr;
use tracing::Instrument;
use tracing_actix_web::RequestId;
use utoipa::IntoParams;

/// Where the API lives.
pub const PREFIX: &str = "/api/v1";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a handler gives.
pub type Answer = Result<HttpResponse, Problem>;
/// A result on the way to an answer.
pub type Outcome<T> = Result<T, Problem>;

/// Which page of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The most rows.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
    /// The `next_cursor` of an earlier answer.
    #[param(min_length = 34, max_length = 34, pattern = "^[A-Za-z0-9_-]{34}$")]
    pub cursor: Option<String>,
}

macro_rules! addresses {
    ($($path:literal: $($method:ident $handler:path),+;)*) => {
        /// Every address of the API, and what may be done there.
        pub const ADDRESSES: &[(&str, &[&str])] = &[$(($path, &[$(stringify!($method)),+])),*];

        fn add_addresses(scope: Scope) -> Scope {
            scope$(.service(resource($path, &[$(stringify!($method)),+])$(.route(route(Method::$method).to($handler)))+))*
        }
    };
}

addresses! {
    "/openapi.json": GET openapi::show;
    "/payment_requests": GET payment_requests::list, POST payment_requests::create;
    "/payment_requests/{id}": GET payment_requests::read, PATCH payment_requests::change;
    "/payment_requests/{id}/attachments": POST attachments::create;
    "/payment_requests/{id}/attachments/{attachment}": GET attachments::read, DELETE attachments::remove;
    "/payment_requests/{id}/cancellation": POST payment_requests::cancel;
    "/payment_requests/{id}/events": GET events::of_request;
    "/payment_requests/{id}/messages": GET messages::of_request, POST messages::create;
    "/payment_requests/{id}/methods": GET payment_requests::methods;
    "/payment_requests/{id}/payments": GET payment_requests::payments;
    "/payments": GET payments::list;
    "/payments/{id}": GET payments::read;
    "/payments/{id}/refunds": POST refunds::create;
    "/refunds/{id}": GET refunds::read;
    "/messages": GET messages::list;
    "/messages/{id}": GET messages::read, PATCH messages::change, DELETE messages::withdraw;
    "/message_plans": GET message_plans::list, POST message_plans::create;
    "/message_plans/{id}": GET message_plans::read, PATCH message_plans::change, DELETE message_plans::archive;
    "/contacts": GET contacts::list, POST contacts::create;
    "/contacts/{id}": GET contacts::read, PATCH contacts::change, DELETE contacts::delete;
    "/consents": GET consents::list, POST consents::create;
    "/consents/{id}": GET consents::read;
    "/profiles": GET profiles::list, POST profiles::create;
    "/profiles/{id}": GET profiles::read, PATCH profiles::change, DELETE profiles::archive;
    "/templates": GET templates::list;
    "/templates/{id}": GET templates::read, PUT templates::save, DELETE templates::restore;
    "/templates/{id}/preview": POST templates::preview;
    "/events": GET events::feed;
    "/provider_accounts": GET provider_accounts::list;
    "/provider_accounts/{id}": GET provider_accounts::read, PATCH provider_accounts::change;
}

/// Registers every address of the API, to be mounted under [`PREFIX`].
pub fn routes(config: &mut ServiceConfig) {
    let scope = add_addresses(web::scope("")).default_service(web::to(no_address)).wrap(from_fn(finish));
    config.service(scope);
}

/// What answers GET answers HEAD too (RFC 9110, 9.1).
fn route(method: Method) -> Route {
    if method == Method::GET { web::route().guard(Any(Get()).or(Head())) } else { web::route().guard(OfMethod(method)) }
}

fn resource(path: &str, methods: &'static [&'static str]) -> Resource {
    web::resource(path).default_service(web::to(move || async move { wrong_method(methods) }))
}

fn wrong_method(methods: &[&str]) -> Answer {
    let allowed = methods.join(", ").replace("GET", "GET, HEAD");
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", format!("Use one of: {allowed}."));
    let header = HeaderValue::from_str(&allowed).map_err(|_| OperationError::Internal("a method with odd letters"))?;
    Err(problem.with_header(ALLOW, header))
}

async fn no_address() -> Answer {
    let detail = format!("There is no such address. {PREFIX}/openapi.json describes all there are.");
    Err(Problem::new(StatusCode::NOT_FOUND, "not_found", detail))
}

/// Gives every problem its body, and every answer the id of its call.
async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = request_id(&request);
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = match response.response().error() {
        None => response,
        Some(error) => {
            let told = error.as_error::<Problem>().map(|problem| problem.answer(&id));
            let told = told.unwrap_or_else(|| of_framework(response.status(), error).answer(&id));
            response.into_response(told)
        }
    };
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(response)
}

/// What the web framework refused before a handler of ours was asked.
fn of_framework(status: StatusCode, error: &Error) -> Problem {
    if status.is_client_error() {
        Problem::new(status, "bad_request", "This call cannot be read.")
    } else {
        tracing::error!(%error, "the web framework failed");
        OperationError::Internal("the web framework failed").into()
    }
}

fn request_id(request: &ServiceRequest) -> String {
    let known = request.extensions().get::<RequestId>().map(ToString::to_string);
    let made = || {
        let context = request.app_data::<Data<Context>>();
        context.map(|context| context.random.uuid(context.now()).to_string()).unwrap_or_default()
    };
    known.unwrap_or_else(made)
}

/// The id in the path. Malformed and unknown ids look alike.
pub fn path_id<T: FromStr>(request: &HttpRequest) -> Outcome<T> {
    path_part(request, "id")
}

/// The id of that name in the path.
pub fn path_part<T: FromStr>(request: &HttpRequest, name: &str) -> Outcome<T> {
    let text = request.match_info().get(name).unwrap_or("");
    text.parse().map_err(|_| Problem::not_found())
}

/// Runs an operation that writes in a task of its own, so that a caller who goes away cannot cut it in half.
pub async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = crate::operations::Outcome<T>> + Send + 'static,
) -> Outcome<T> {
    let done = tokio::spawn(work.in_current_span()).await;
    Ok(done.unwrap_or(Err(OperationError::Internal("a call was cut off")))?)
}
