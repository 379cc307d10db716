//! `/payments`: money that came in.

use super::auth::Caller;
use super::cursor::{self, List, Place};
use super::query::Query;
use super::shapes::{Page, PaymentObject};
use super::{Answer, path_id};
use crate::domain::ids::PaymentId;
use crate::domain::time::Timestamp;
use crate::operations::Context;
use crate::operations::read_payment_request::read_payment;
use crate::operations::read_payments::read_succeeded_payments;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

/// Which payments to list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PaymentsWanted {
    /// Succeeded at or after, by the provider's clock.
    #[param(format = DateTime)]
    pub paid_from: Option<String>,
    /// Succeeded before.
    #[param(format = DateTime)]
    pub paid_to: Option<String>,
}

/// List payments that succeeded
///
/// The oldest first. A payment may become known after later ones; to miss none, read the feed of events.
#[utoipa::path(get, path = "/payments", tag = "Payments", operation_id = "list_payments",
    params(PaymentsWanted, super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<PaymentObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let (from, to) = (query.time("paid_from"), query.time("paid_to"));
    let (limit, place) = (query.limit(), query.cursor(List::Payments));
    query.finish()?;
    let after = place.map(|place| (Timestamp::from_millis(place.number), PaymentId(place.id)));
    let (found, next) = read_succeeded_payments(&context, caller.scope, from, to, after, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(PaymentObject::of).collect(),
        next_cursor: next.map(|(at, id)| cursor::encode(List::Payments, Place { number: at.millis(), id: id.0 })),
    }))
}

/// Read a payment
#[utoipa::path(get, path = "/payments/{id}", tag = "Payments", operation_id = "read_payment",
    responses((status = 200, description = "As it stands.", body = PaymentObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let payment = read_payment(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(PaymentObject::of(&payment)))
}
