//! What a person does with messages: send one now, take a planned one back.

use super::answer::{failed, to_the_end};
use super::requests::noticed;
use super::views::Notice;
use super::visitor;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::{MessageId, PaymentRequestId};
use crate::domain::purpose::Purpose;
use crate::operations::change_message::withdraw_message;
use crate::operations::plan_messages::{SendWish, send_about};
use crate::operations::{Context, OperationError};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What the buttons send.
#[derive(Deserialize)]
pub struct SendForm {
    channel: Channel,
    purpose: Purpose,
}

/// `POST /dashboard/requests/{id}/messages`
pub async fn send(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<SendForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<PaymentRequestId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return noticed(id, Notice::NotAllowed);
    }
    let user = Some(visitor.user.id);
    let wish = SendWish { payment_request: id, channel: form.channel, purpose: form.purpose, user };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { send_about(&inner, scope, wish, None).await }).await {
        Ok(_) => noticed(id, Notice::MessageOnItsWay),
        Err(OperationError::Invalid(faults)) => noticed(id, why_not(&faults)),
        Err(OperationError::Conflict { .. }) => noticed(id, Notice::NothingToSend),
        Err(error) => failed(&request, None, &error),
    }
}

/// Why nothing went out.
fn why_not(faults: &[FieldError]) -> Notice {
    match faults.first().map(|fault| fault.code) {
        Some("opted_out") => Notice::CannotOptedOut,
        Some("bad_address") => Notice::CannotBadAddress,
        Some("no_ground") => Notice::CannotNoGround,
        Some("required" | "no_address") => Notice::CannotNoAddress,
        Some(_) | None => Notice::NothingToSend,
    }
}

/// `POST /dashboard/messages/{id}/withdrawal`
pub async fn withdraw(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<MessageId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return failed(&request, None, &OperationError::Forbidden);
    }
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { withdraw_message(&inner, scope, id, Some(user)).await }).await {
        Ok(message) => noticed(message.payment_request, Notice::MessageWithdrawn),
        Err(error) => failed(&request, None, &error),
    }
}
