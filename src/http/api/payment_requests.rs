//! `/payment_requests`: make, list, read, change and cancel what the merchant asks for.

use super::auth::Caller;
use super::body::{Body, LARGEST_WITH_FILES};
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::inputs::{NewPaymentRequest, PaymentRequestChange};
use super::query::Query;
use super::shapes::{MethodObject, Page, PaymentObject, RequestObject};
use super::{Answer, Outcome, PREFIX, path_id, to_the_end};
use crate::domain::ids::PaymentRequestId;
use crate::domain::payment_request::Status;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::operations::Context;
use crate::operations::cancel_payment_request::cancel_payment_request;
use crate::operations::create_payment_request::create_payment_request;
use crate::operations::patch_payment_request::patch_payment_request;
use crate::operations::read_payments::{read_methods, read_payments_of};
use crate::operations::show_payment_request::{show_payment_request, show_payment_requests};
use crate::store::payment_request_list::{ListCursor, RequestFilter};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

/// Which requests to list; all given conditions hold together.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RequestsWanted {
    /// In this status now.
    pub status: Option<Status>,
    /// Only those that can be paid and whose due date is past; `true` or left out.
    #[param(schema_with = only_true)]
    pub overdue: Option<bool>,
    /// Exactly this reference.
    #[param(min_length = 1, max_length = 64)]
    pub reference: Option<String>,
    /// Exactly this key of the merchant's own.
    #[param(min_length = 1, max_length = 100)]
    pub external_id: Option<String>,
    /// Words to look for in reference, external id, description and payer; all of the first six have to be found.
    #[param(min_length = 1, max_length = 100)]
    pub q: Option<String>,
    /// Made at or after.
    #[param(format = DateTime)]
    pub created_from: Option<String>,
    /// Made before.
    #[param(format = DateTime)]
    pub created_to: Option<String>,
    /// Due on or after.
    #[param(format = Date)]
    pub due_from: Option<String>,
    /// Due on or before.
    #[param(format = Date)]
    pub due_to: Option<String>,
    /// Paid at or after.
    #[param(format = DateTime)]
    pub paid_from: Option<String>,
    /// Paid before.
    #[param(format = DateTime)]
    pub paid_to: Option<String>,
}

fn only_true() -> utoipa::openapi::Object {
    let boolean = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::Type::Boolean);
    boolean.enum_values(Some([true])).description(Some("Only those whose due date is past.")).build()
}

fn wanted(query: &mut Query) -> (RequestFilter, bool) {
    let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
    let filter = RequestFilter {
        status: query.word("status", &words),
        overdue_on: None,
        reference: query.text("reference", 64),
        external_id: query.text("external_id", 100),
        q: query.text("q", 100),
        created_from: query.time("created_from"),
        created_to: query.time("created_to"),
        due_from: query.date("due_from"),
        due_to: query.date("due_to"),
        paid_from: query.time("paid_from"),
        paid_to: query.time("paid_to"),
    };
    (filter, query.flag("overdue"))
}

/// A request as it stands now.
pub(super) async fn shown(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<RequestObject> {
    Ok(RequestObject::of(context, &show_payment_request(context, scope, id).await?))
}

/// Make a payment request
///
/// Answers with the request and its pay link. Nothing is sent to the payer. What no enabled provider can carry is refused, with the
/// bound; what only some can carry stands in `warnings`.
#[utoipa::path(post, path = "/payment_requests", tag = "Payment requests", operation_id = "create_payment_request",
    request_body = NewPaymentRequest,
    responses((status = 201, description = "It is made.", body = RequestObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    Query::none(&request)?;
    let body = Body::read_large(&request, payload, LARGEST_WITH_FILES, caller.scope.merchant).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let draft = NewPaymentRequest::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let id = to_the_end(async move { create_payment_request(&ours, caller.scope, &draft, None, claim).await }).await?;
    let object = shown(&context, caller.scope, id).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, format!("{PREFIX}/payment_requests/{id}"))).json(object))
}

/// List payment requests
///
/// The newest first.
#[utoipa::path(get, path = "/payment_requests", tag = "Payment requests", operation_id = "list_payment_requests",
    params(RequestsWanted, super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<RequestObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let (filter, overdue) = wanted(&mut query);
    let (limit, place) = (query.limit(), query.cursor(List::Requests));
    query.finish()?;
    let place = place.map(|place| ListCursor {
        created_at: Timestamp::from_millis(place.number),
        id: PaymentRequestId(place.id),
        backwards: false,
    });
    let (found, next) = show_payment_requests(&context, caller.scope, filter, overdue, place, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(|shown| RequestObject::of(&context, shown)).collect(),
        next_cursor: next
            .map(|next| cursor::encode(List::Requests, Place { number: next.created_at.millis(), id: next.id.0 })),
    }))
}

/// Read a payment request
#[utoipa::path(get, path = "/payment_requests/{id}", tag = "Payment requests", operation_id = "read_payment_request",
    responses((status = 200, description = "As it stands.", body = RequestObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}

/// Change a payment request
///
/// Payer and metadata at any time, the expiry while it is open, the amount only while nothing was started.
#[utoipa::path(patch, path = "/payment_requests/{id}", tag = "Payment requests", operation_id = "change_payment_request",
    request_body = PaymentRequestChange,
    responses((status = 200, description = "As it stands now.", body = RequestObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let patch = PaymentRequestChange::read(Body::read(&request, payload).await?.fields()?)?;
    let ours = context.get_ref().clone();
    to_the_end(async move { patch_payment_request(&ours, caller.scope, id, patch).await }).await?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}

/// Cancel a payment request
///
/// Its link cannot be paid any more, and a checkout that is under way is ended. Cancelling again is no error; what is paid, expired or
/// being processed cannot be cancelled.
#[utoipa::path(post, path = "/payment_requests/{id}/cancellation", tag = "Payment requests",
    operation_id = "cancel_payment_request",
    responses((status = 200, description = "It is cancelled.", body = RequestObject)))]
pub async fn cancel(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    body.fields_if_any()?.finish()?;
    let ours = context.get_ref().clone();
    to_the_end(async move { cancel_payment_request(&ours, caller.scope, id, None, claim).await }).await?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}

/// The payments of a payment request
///
/// All of them, also tries that did not work, in the order of their making.
#[utoipa::path(get, path = "/payment_requests/{id}/payments", tag = "Payment requests",
    operation_id = "list_payments_of_request",
    responses((status = 200, description = "All of them.", body = Page<PaymentObject>)))]
pub async fn payments(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let payments = read_payments_of(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(Page::whole(payments.iter().map(PaymentObject::of).collect())))
}

/// The ways to pay a payment request
///
/// What the payer may choose now, and who would take the payment. Nothing once it cannot be paid.
#[utoipa::path(get, path = "/payment_requests/{id}/methods", tag = "Payment requests",
    operation_id = "list_methods_of_request",
    responses((status = 200, description = "All of them.", body = Page<MethodObject>)))]
pub async fn methods(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let ways = read_methods(&context, caller.scope, id).await?;
    let offered = ways.into_iter().map(|way| MethodObject { method: way.method, provider: way.provider });
    Ok(HttpResponse::Ok().json(Page::whole(offered.collect())))
}
