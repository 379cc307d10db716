//! `/profiles`: how pages look, and whom messages come from.

use super::auth::Caller;
use super::body::Body;
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::profile_inputs::{NewProfile, ProfileChange};
use super::query::Query;
use super::shapes::{Page, ProfileObject};
use super::{Answer, PREFIX, path_id, to_the_end};
use crate::domain::ids::ProfileId;
use crate::operations::Context;
use crate::operations::manage_profiles::{
    archive_profile, change_profile, create_profile, list_profiles, read_profile,
};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

/// Make a profile
///
/// What is not said of it stays blank.
#[utoipa::path(post, path = "/profiles", tag = "Profiles", operation_id = "create_profile",
    request_body = NewProfile,
    responses((status = 201, description = "Requests can be made with it.", body = ProfileObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let draft = NewProfile::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let profile = to_the_end(async move { create_profile(&ours, caller.scope, draft, claim).await }).await?;
    let address = format!("{PREFIX}/profiles/{}", profile.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(ProfileObject::of(&profile)))
}

/// List profiles
///
/// Those in use, in the order of their making.
#[utoipa::path(get, path = "/profiles", tag = "Profiles", operation_id = "list_profiles",
    params(super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<ProfileObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let (limit, place) = (query.limit(), query.cursor(List::Profiles));
    query.finish()?;
    let after = place.map(|place| ProfileId(place.id));
    let (found, next) = list_profiles(&context, caller.scope, after, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(ProfileObject::of).collect(),
        next_cursor: next.map(|next| cursor::encode(List::Profiles, Place { number: 0, id: next.0 })),
    }))
}

/// Read a profile
///
/// Also one that was put away.
#[utoipa::path(get, path = "/profiles/{id}", tag = "Profiles", operation_id = "read_profile",
    responses((status = 200, description = "As it stands.", body = ProfileObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    Ok(HttpResponse::Ok().json(ProfileObject::of(&read_profile(&context, caller.scope, id).await?)))
}

/// Change a profile
///
/// Pages and messages show it from now on, also those of requests that were made before.
#[utoipa::path(patch, path = "/profiles/{id}", tag = "Profiles", operation_id = "change_profile",
    request_body = ProfileChange,
    responses((status = 200, description = "As it stands now.", body = ProfileObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let draft = ProfileChange::read(Body::read(&request, payload).await?.fields()?)?;
    let ours = context.get_ref().clone();
    let profile = to_the_end(async move { change_profile(&ours, caller.scope, id, draft).await }).await?;
    Ok(HttpResponse::Ok().json(ProfileObject::of(&profile)))
}

/// Put a profile away
///
/// No new request is made with it; those that were keep its page, its senders and its templates. The default one stays. Doing it again is no
/// error.
#[utoipa::path(delete, path = "/profiles/{id}", tag = "Profiles", operation_id = "archive_profile",
    responses((status = 200, description = "It is put away.", body = ProfileObject)))]
pub async fn archive(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let ours = context.get_ref().clone();
    let profile = to_the_end(async move { archive_profile(&ours, caller.scope, id).await }).await?;
    Ok(HttpResponse::Ok().json(ProfileObject::of(&profile)))
}
