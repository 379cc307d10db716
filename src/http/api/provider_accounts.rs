//! `/provider_accounts`: the merchant's accounts at payment service providers, without their keys.

use super::auth::Caller;
use super::body::Body;
use super::inputs::ProviderAccountChange;
use super::problem::Problem;
use super::query::Query;
use super::shapes::{Page, ProviderAccountObject};
use super::{Answer, path_id, to_the_end};
use crate::operations::Context;
use crate::operations::manage_providers::{list_provider_accounts, read_provider_account, set_sandbox_faults};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

/// List provider accounts
///
/// All of them, the oldest first: the first one that offers a method takes it.
#[utoipa::path(get, path = "/provider_accounts", tag = "Provider accounts", operation_id = "list_provider_accounts",
    responses((status = 200, description = "All of them.", body = Page<ProviderAccountObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    Query::none(&request)?;
    let accounts = list_provider_accounts(&context, caller.scope).await?;
    let objects = accounts.iter().map(|account| ProviderAccountObject::of(&context, account));
    Ok(HttpResponse::Ok().json(Page::whole(objects.collect())))
}

/// Read a provider account
#[utoipa::path(get, path = "/provider_accounts/{id}", tag = "Provider accounts", operation_id = "read_provider_account",
    responses((status = 200, description = "As it stands.", body = ProviderAccountObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let account = read_provider_account(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(ProviderAccountObject::of(&context, &account)))
}

/// Switch faults of a sandbox account
///
/// For trying out what a merchant's own program does when a provider misbehaves. Test mode only.
#[utoipa::path(patch, path = "/provider_accounts/{id}", tag = "Provider accounts",
    operation_id = "change_provider_account",
    request_body = ProviderAccountChange,
    responses((status = 200, description = "As it stands now.", body = ProviderAccountObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let faults = ProviderAccountChange::read(Body::read(&request, payload).await?.fields()?)?;
    if caller.scope.live {
        let detail = "Faults can be switched on in test mode only. Use a test key.";
        return Err(Problem::new(StatusCode::CONFLICT, "test_mode_only", detail));
    }
    let ours = context.get_ref().clone();
    let account = to_the_end(async move { set_sandbox_faults(&ours, caller.scope, id, &json!(faults)).await }).await?;
    Ok(HttpResponse::Ok().json(ProviderAccountObject::of(&context, &account)))
}
