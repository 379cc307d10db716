//! `/payments/{id}/refunds` and `/refunds`: money back.

use super::auth::Caller;
use super::body::Body;
use super::idempotency::claim;
use super::inputs::NewRefund;
use super::query::Query;
use super::shapes::RefundObject;
use super::{Answer, PREFIX, path_id, to_the_end};
use crate::operations::Context;
use crate::operations::read_payments::read_refund;
use crate::operations::refund_payment::{RefundWish, refund_payment};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

/// Refund a payment
///
/// All that is left of it, or a part. The answer comes before the provider has been asked: watch the refund or the events.
#[utoipa::path(post, path = "/payments/{id}/refunds", tag = "Payments", operation_id = "refund_payment",
    request_body = NewRefund,
    responses((status = 201, description = "It is written down and will be sent to the provider.", body = RefundObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let payment = path_id(&request)?;
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let amount = NewRefund::read(body.fields_if_any()?)?;
    let wish = RefundWish { payment, amount, requested_by: None, refunded_before: None };
    let ours = context.get_ref().clone();
    let refund = to_the_end(async move { refund_payment(&ours, caller.scope, wish, claim).await }).await?;
    let address = format!("{PREFIX}/refunds/{}", refund.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(RefundObject::of(&refund)))
}

/// Read a refund
#[utoipa::path(get, path = "/refunds/{id}", tag = "Payments", operation_id = "read_refund",
    responses((status = 200, description = "As it stands.", body = RefundObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let refund = read_refund(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(RefundObject::of(&refund)))
}
