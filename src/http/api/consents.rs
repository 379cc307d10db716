//! `/consents`: what people have said about being written to. The ledger is only ever added to; for each address the latest counts.

use super::auth::Caller;
use super::body::Body;
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::people_inputs::NewConsent;
use super::query::Query;
use super::shapes::{ConsentObject, Page};
use super::{Answer, Outcome, PREFIX, path_id, to_the_end};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::ids::ConsentId;
use crate::domain::scope::Scope;
use crate::operations::Context;
use crate::operations::note_consent::{ConsentsWanted, list_consents, note_consent, read_consent, wordings_of};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

/// Which entries to list; all given conditions hold together.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConsentsListed {
    /// About this way.
    pub channel: Option<Channel>,
    /// About the addresses that this contact has now.
    #[param(pattern = "^con_[0-9a-f]{32}$")]
    pub contact: Option<String>,
    /// About this number with country code (its plus sign as %2B) or mail address.
    #[param(min_length = 1, max_length = 254)]
    pub address: Option<String>,
}

async fn shown(context: &Context, scope: Scope, consents: &[Consent]) -> Outcome<Vec<ConsentObject>> {
    let wordings = wordings_of(context, scope, consents).await?;
    Ok(consents.iter().map(|consent| ConsentObject::of(consent, &wordings)).collect())
}

/// Note a consent or its withdrawal
///
/// What is given needs evidence. Every statement is written, and the latest by `happened_at` counts; a consent without its time is refused once
/// its address was withdrawn. Requests that the person could still pay tell it in their events, where it changes what counts.
#[utoipa::path(post, path = "/consents", tag = "Consents", operation_id = "note_consent",
    request_body = NewConsent,
    responses((status = 201, description = "It stands in the ledger.", body = ConsentObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let noted = NewConsent::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let consent = to_the_end(async move { note_consent(&ours, caller.scope, noted, claim).await }).await?;
    let place = format!("{PREFIX}/consents/{}", consent.id);
    let object = shown(&context, caller.scope, &[consent]).await?.pop();
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(object))
}

/// List the consent ledger
///
/// The newest entries first.
#[utoipa::path(get, path = "/consents", tag = "Consents", operation_id = "list_consents",
    params(ConsentsListed, super::Paging),
    responses((status = 200, description = "A page of it.", body = Page<ConsentObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let wanted = ConsentsWanted {
        channel: query.word("channel", &["sms", "email"]),
        contact: query.word("contact", &["con_ and 32 hexadecimal digits"]),
        address: query.text("address", 254),
    };
    let (limit, place) = (query.limit(), query.cursor(List::Consents));
    query.finish()?;
    let before = place.map(|place| ConsentId(place.id));
    let (found, next) = list_consents(&context, caller.scope, &wanted, before, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: shown(&context, caller.scope, &found).await?,
        next_cursor: next.map(|next| cursor::encode(List::Consents, Place { number: 0, id: next.0 })),
    }))
}

/// Read an entry of the ledger
#[utoipa::path(get, path = "/consents/{id}", tag = "Consents", operation_id = "read_consent",
    responses((status = 200, description = "As it was written.", body = ConsentObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id: ConsentId = path_id(&request)?;
    Query::none(&request)?;
    let consent = read_consent(&context, caller.scope, id).await?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, &[consent]).await?.pop()))
}
