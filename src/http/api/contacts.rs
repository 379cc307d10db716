//! `/contacts`: the address book.

use super::auth::Caller;
use super::body::Body;
use super::cursor::{self, List, Place};
use super::idempotency::claim;
use super::people_inputs::{ContactChange, NewContact};
use super::query::Query;
use super::shapes::{ContactObject, DeletedObject, Page};
use super::{Answer, Outcome, PREFIX, path_id, to_the_end};
use crate::domain::ids::ContactId;
use crate::domain::scope::Scope;
use crate::operations::Context;
use crate::operations::erase_person::erase_person;
use crate::operations::keep_contacts::{
    ContactsWanted, change_contact, create_contact, delete_contact, list_contacts, read_contact_with_standing,
};
use crate::store::contact::ProofFilter;
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// Which contacts to list; all given conditions hold together.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ContactsListed {
    /// Beginnings of words of name, e-mail address or external id, the last three to seven digits of a number, or a whole number or address;
    /// all of the first six words have to be found.
    #[param(min_length = 1, max_length = 254)]
    pub q: Option<String>,
    /// Exactly this key of the merchant's own.
    #[param(min_length = 1, max_length = 100)]
    pub external_id: Option<String>,
    /// As the ledger stands for some address of theirs.
    pub consent: Option<ConsentWanted>,
}

/// How the ledger stands.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentWanted {
    /// Nothing proves that some address may be written to.
    Missing,
    /// Some address was agreed to.
    Given,
    /// Some address is not to be written to.
    Withdrawn,
}

impl FromStr for ConsentWanted {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        match word {
            "missing" => Ok(Self::Missing),
            "given" => Ok(Self::Given),
            "withdrawn" => Ok(Self::Withdrawn),
            _ => Err(()),
        }
    }
}

impl From<ConsentWanted> for ProofFilter {
    fn from(wanted: ConsentWanted) -> Self {
        match wanted {
            ConsentWanted::Missing => Self::Missing,
            ConsentWanted::Given => Self::Given,
            ConsentWanted::Withdrawn => Self::Withdrawn,
        }
    }
}

/// Whether to forget the person.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Deleting {
    /// Forget the person everywhere; `true` or left out.
    #[param(schema_with = only_true)]
    pub erase: Option<bool>,
}

fn only_true() -> utoipa::openapi::Object {
    let boolean = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::Type::Boolean);
    boolean.enum_values(Some([true])).description(Some("Forget the person everywhere.")).build()
}

async fn shown(context: &Context, scope: Scope, id: ContactId) -> Outcome<ContactObject> {
    let (contact, standing) = read_contact_with_standing(context, scope, id).await?;
    Ok(ContactObject::of(&contact, &standing))
}

/// Add a contact
#[utoipa::path(post, path = "/contacts", tag = "Contacts", operation_id = "create_contact",
    request_body = NewContact,
    responses((status = 201, description = "It is in the address book.", body = ContactObject,
        headers(("location" = String, description = "Where it can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    Query::none(&request)?;
    let body = Body::read(&request, payload).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let draft = NewContact::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let contact = to_the_end(async move { create_contact(&ours, caller.scope, &draft, claim).await }).await?;
    let object = shown(&context, caller.scope, contact.id).await?;
    let place = format!("{PREFIX}/contacts/{}", contact.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(object))
}

/// List contacts
///
/// The newest first.
#[utoipa::path(get, path = "/contacts", tag = "Contacts", operation_id = "list_contacts",
    params(ContactsListed, super::Paging),
    responses((status = 200, description = "A page of them.", body = Page<ContactObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let wanted = ContactsWanted {
        q: query.text("q", 254),
        external_id: query.text("external_id", 100),
        proof: query.word::<ConsentWanted>("consent", &["missing", "given", "withdrawn"]).map(ProofFilter::from),
    };
    let (limit, place) = (query.limit(), query.cursor(List::Contacts));
    query.finish()?;
    let before = place.map(|place| ContactId(place.id));
    let (found, next) = list_contacts(&context, caller.scope, &wanted, before, limit).await?;
    Ok(HttpResponse::Ok().json(Page {
        data: found.iter().map(|(contact, standing)| ContactObject::of(contact, standing)).collect(),
        next_cursor: next.map(|next| cursor::encode(List::Contacts, Place { number: 0, id: next.0 })),
    }))
}

/// Read a contact
#[utoipa::path(get, path = "/contacts/{id}", tag = "Contacts", operation_id = "read_contact",
    responses((status = 200, description = "As it stands.", body = ContactObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}

/// Change a contact
///
/// Payment requests that were made from it keep the payer that they have.
#[utoipa::path(patch, path = "/contacts/{id}", tag = "Contacts", operation_id = "change_contact",
    request_body = ContactChange,
    responses((status = 200, description = "As it stands now.", body = ContactObject)))]
pub async fn change(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id = path_id(&request)?;
    Query::none(&request)?;
    let patch = ContactChange::read(Body::read(&request, payload).await?.fields()?)?;
    let ours = context.get_ref().clone();
    to_the_end(async move { change_contact(&ours, caller.scope, id, patch).await }).await?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}

/// Take a contact away
///
/// Out of the address book only: payment requests, messages and the ledger stay as they are. With `erase` the person is forgotten in all of
/// them: what is personal goes, what is money stays, and nothing is ever sent to their addresses again. That is refused while a payment
/// request of theirs can still be paid.
#[utoipa::path(delete, path = "/contacts/{id}", tag = "Contacts", operation_id = "delete_contact",
    params(Deleting),
    responses((status = 200, description = "It is gone.", body = DeletedObject)))]
pub async fn delete(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let id: ContactId = path_id(&request)?;
    let mut query = Query::of(&request);
    let erase = query.flag("erase");
    query.finish()?;
    let ours = context.get_ref().clone();
    to_the_end(async move {
        if erase {
            erase_person(&ours, caller.scope, id, None).await
        } else {
            delete_contact(&ours, caller.scope, id).await
        }
    })
    .await?;
    Ok(HttpResponse::Ok().json(DeletedObject { id, deleted: true, erased: erase }))
}
