//! `/messages` and `/payment_requests/{id}/messages`: what payers are sent.

use super::auth::Caller;
use super::body::Body;
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::inputs::NewMessage;
use super::plan_inputs::MessageChangeInput;
use super::query::Query;
use super::shapes::{MessageObject, Page};
use super::{Answer, PREFIX, path_id, to_the_end};
use crate::domain::ids::{MessageId, PaymentRequestId};
use crate::domain::message::MessageState;
use crate::operations::Context;
use crate::operations::change_message::{change_message, withdraw_message};
use crate::operations::plan_messages::{SendWish, send_about};
use crate::operations::read_messages::{list_messages, read_message, read_messages_of};
use crate::store::message_list::MessageFilter;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

/// Which messages to list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessagesWanted {
    /// In this state now.
    pub status: Option<MessageState>,
}

/// Send a message about a payment request
///
/// On its way at once, unless the payer has opted out: watch the message or the events for what became of it.
#[utoipa::path(post, path = "/payment_requests/{id}/messages", tag = "Messages", operation_id = "send_message",
    request_body = NewMessage,
    responses((status = 201, description = "It is planned, and sent at once.", body = MessageObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let payment_request: PaymentRequestId = path_id(&request)?;
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let (channel, purpose) = NewMessage::read(body.fields()?)?;
    let wish = SendWish { payment_request, channel, purpose, user: None };
    let ours = context.get_ref().clone();
    let message = to_the_end(async move { send_about(&ours, caller.scope, wish, claim).await }).await?;
    let address = format!("{PREFIX}/messages/{}", message.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(MessageObject::of(&message)))
}

/// The messages about a payment request
///
/// All of them, also those that are planned, in the order of their times.
#[utoipa::path(get, path = "/payment_requests/{id}/messages", tag = "Messages", operation_id = "list_messages_of_request",
    responses((status = 200, description = "All of them.", body = Page<MessageObject>)))]
pub async fn of_request(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let messages = read_messages_of(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(Page::whole(messages.iter().map(MessageObject::of).collect())))
}

/// List messages
///
/// The newest first.
#[utoipa::path(get, path = "/messages", tag = "Messages", operation_id = "list_messages",
    params(MessagesWanted, super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<MessageObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let words: Vec<&str> = MessageState::ALL.iter().map(|state| state.word()).collect();
    let state: Option<MessageState> = query.word("status", &words);
    let (limit, place) = (query.limit(), query.cursor(List::Messages));
    query.finish()?;
    let filter = MessageFilter { state, ..MessageFilter::default() };
    let before = place.map(|place| MessageId(place.id));
    let (found, next) = list_messages(&context, caller.scope, &filter, before, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(MessageObject::of).collect(),
        next_cursor: next.map(|next| cursor::encode(List::Messages, Place { number: 0, id: next.0 })),
    }))
}

/// Read a message
#[utoipa::path(get, path = "/messages/{id}", tag = "Messages", operation_id = "read_message",
    responses((status = 200, description = "As it stands.", body = MessageObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    Ok(HttpResponse::Ok().json(MessageObject::of(&read_message(&context, caller.scope, id).await?)))
}

/// Take a message back
///
/// As long as it is only planned. Doing it again is no error.
#[utoipa::path(delete, path = "/messages/{id}", tag = "Messages", operation_id = "withdraw_message",
    responses((status = 200, description = "It will not be sent.", body = MessageObject)))]
pub async fn withdraw(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let ours = context.get_ref().clone();
    let message = to_the_end(async move { withdraw_message(&ours, caller.scope, id, None).await }).await?;
    Ok(HttpResponse::Ok().json(MessageObject::of(&message)))
}

/// Change a planned message
///
/// Another time or another channel, as long as it is only planned.
#[utoipa::path(patch, path = "/messages/{id}", tag = "Messages", operation_id = "change_message",
    request_body = MessageChangeInput,
    responses((status = 200, description = "It is planned anew.", body = MessageObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let change = MessageChangeInput::read(Body::read(&request, payload).await?.fields()?)?;
    let ours = context.get_ref().clone();
    let message = to_the_end(async move { change_message(&ours, caller.scope, id, change, None).await }).await?;
    Ok(HttpResponse::Ok().json(MessageObject::of(&message)))
}
