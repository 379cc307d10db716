//! `/events` and `/payment_requests/{id}/events`: what happened.

use super::auth::Caller;
use super::cursor::{self, List, Place};
use super::problem::Problem;
use super::query::Query;
use super::shapes::{EventObject, Page};
use super::{Answer, path_id, to_the_end};
use crate::domain::field::FieldError;
use crate::domain::ids::PaymentRequestId;
use crate::operations::Context;
use crate::operations::read_events::{read_event_feed, read_request_events};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

/// The feed of events
///
/// Everything that happened in this merchant and mode, the oldest first, without gaps and kept for good. `next_cursor` is always given:
/// keep it and ask again with it later. An empty page means that there is nothing new yet.
#[utoipa::path(get, path = "/events", tag = "Events", operation_id = "list_events", params(super::Paging),
    responses((status = 200, description = "A page of the feed.", body = Page<EventObject>)))]
pub async fn feed(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let (limit, place) = (query.limit(), query.cursor(List::Feed));
    query.finish()?;
    let after = place.map_or(0, |place| place.number);
    let ours = context.get_ref().clone();
    let events = to_the_end(async move { read_event_feed(&ours, caller.scope, after, limit).await }).await?;
    let last = events.last().and_then(|event| event.position).unwrap_or(after);
    Ok(HttpResponse::Ok().json(Page {
        data: events.into_iter().map(EventObject::from).collect(),
        next_cursor: Some(cursor::encode(List::Feed, Place { number: last, id: Uuid::nil() })),
    }))
}

/// The events of a payment request
///
/// The oldest first.
#[utoipa::path(get, path = "/payment_requests/{id}/events", tag = "Events", operation_id = "list_events_of_request",
    params(super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<EventObject>)))]
pub async fn of_request(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id: PaymentRequestId = path_id(&request)?;
    let mut query = Query::of(&request);
    let (limit, place) = (query.limit(), query.cursor(List::RequestEvents));
    query.finish()?;
    if place.is_some_and(|place| place.id != id.0) {
        let fault = FieldError::new("cursor", "invalid", "This cursor is of another payment request.");
        return Err(Problem::invalid(vec![fault]));
    }
    let after = place.map_or(0, |place| place.number);
    let (events, more) = read_request_events(&context, caller.scope, id, after, limit).await?;
    let last = events.last().filter(|_| more).map(|event| Place { number: event.sequence, id: id.0 });
    Ok(HttpResponse::Ok().json(Page {
        data: events.into_iter().map(EventObject::from).collect(),
        next_cursor: last.map(|last| cursor::encode(List::RequestEvents, last)),
    }))
}
