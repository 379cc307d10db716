//! `/message_plans`: what goes out when.

use super::auth::Caller;
use super::body::Body;
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::plan_inputs::{MessagePlanChange, NewMessagePlan};
use super::query::Query;
use super::shapes::{MessagePlanObject, Page};
use super::{Answer, PREFIX, path_id, to_the_end};
use crate::domain::ids::MessagePlanId;
use crate::operations::Context;
use crate::operations::manage_message_plans::{
    archive_message_plan, change_message_plan, create_message_plan, list_message_plans, read_message_plan,
};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

/// Make a message plan
#[utoipa::path(post, path = "/message_plans", tag = "Messages", operation_id = "create_message_plan",
    request_body = NewMessagePlan,
    responses((status = 201, description = "Requests can be made with it.", body = MessagePlanObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let draft = NewMessagePlan::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let plan = to_the_end(async move { create_message_plan(&ours, caller.scope, draft, claim).await }).await?;
    let address = format!("{PREFIX}/message_plans/{}", plan.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(MessagePlanObject::of(&plan)))
}

/// List message plans
///
/// Those in use, in the order of their making.
#[utoipa::path(get, path = "/message_plans", tag = "Messages", operation_id = "list_message_plans",
    params(super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<MessagePlanObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let (limit, place) = (query.limit(), query.cursor(List::MessagePlans));
    query.finish()?;
    let after = place.map(|place| MessagePlanId(place.id));
    let (found, next) = list_message_plans(&context, caller.scope, after, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(MessagePlanObject::of).collect(),
        next_cursor: next.map(|next| cursor::encode(List::MessagePlans, Place { number: 0, id: next.0 })),
    }))
}

/// Read a message plan
///
/// Also one that was put away.
#[utoipa::path(get, path = "/message_plans/{id}", tag = "Messages", operation_id = "read_message_plan",
    responses((status = 200, description = "As it stands.", body = MessagePlanObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    Ok(HttpResponse::Ok().json(MessagePlanObject::of(&read_message_plan(&context, caller.scope, id).await?)))
}

/// Change a message plan
///
/// For the requests that are made from now on.
#[utoipa::path(patch, path = "/message_plans/{id}", tag = "Messages", operation_id = "change_message_plan",
    request_body = MessagePlanChange,
    responses((status = 200, description = "As it stands now.", body = MessagePlanObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let draft = MessagePlanChange::read(Body::read(&request, payload).await?.fields()?)?;
    let ours = context.get_ref().clone();
    let plan = to_the_end(async move { change_message_plan(&ours, caller.scope, id, draft).await }).await?;
    Ok(HttpResponse::Ok().json(MessagePlanObject::of(&plan)))
}

/// Put a message plan away
///
/// No new request is made with it; those that were keep its steps. Doing it again is no error.
#[utoipa::path(delete, path = "/message_plans/{id}", tag = "Messages", operation_id = "archive_message_plan",
    responses((status = 200, description = "It is put away.", body = MessagePlanObject)))]
pub async fn archive(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let ours = context.get_ref().clone();
    let plan = to_the_end(async move { archive_message_plan(&ours, caller.scope, id).await }).await?;
    Ok(HttpResponse::Ok().json(MessagePlanObject::of(&plan)))
}
