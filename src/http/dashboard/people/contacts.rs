//! The address book at the dashboard.

use super::{check_scope, frame, noticed, who_may};
use crate::domain::field::FieldError;
use crate::domain::ids::ContactId;
use crate::http::dashboard::answer::{failed, page, redirect, to_the_end};
use crate::http::dashboard::views::{
    ContactForm, ContactFormPage, ContactList, ContactPage, ContactsPage, Notice, ProofTab,
};
use crate::http::dashboard::visitor;
use crate::operations::erase_person::erase_person;
use crate::operations::keep_contacts::{
    ContactsWanted, change_contact, count_contacts, create_contact, delete_contact, list_contacts, read_contact,
};
use crate::operations::log_in::LoggedIn;
use crate::operations::read_person::read_person;
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Rows of a page.
const PAGE: usize = 50;

/// What may stand behind the question mark of the list.
#[derive(Deserialize)]
pub struct ListQuery {
    consent: Option<String>,
    q: Option<String>,
    cursor: Option<String>,
}

/// `GET /dashboard/contacts`
pub async fn list(request: HttpRequest, query: web::Query<ListQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let tab = ProofTab::of(query.consent.as_deref().unwrap_or(""));
        let q: String = query.q.as_deref().unwrap_or("").trim().chars().filter(|c| !c.is_control()).take(200).collect();
        let wanted = ContactsWanted { q: Some(q.clone()), external_id: None, proof: tab.filter() };
        let before = query.cursor.as_deref().and_then(|cursor| cursor.parse::<ContactId>().ok());
        let (rows, next) = list_contacts(&context, visitor.scope, &wanted, before, PAGE).await?;
        let (all, missing) = count_contacts(&context, visitor.scope).await?;
        let next = next.map(|next| next.to_string());
        let list = ContactList { tab, q, rows, all, missing, later: before.is_some(), next };
        Ok(page(StatusCode::OK, &ContactsPage::new(frame(&request, &context, &visitor).await?, &list)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/contacts/new`
pub async fn new(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = show_form(&request, &context, &visitor, None, &ContactForm::default(), &[]).await;
    shown.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn show_form(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    known: Option<ContactId>,
    values: &ContactForm,
    faults: &[FieldError],
) -> Outcome<HttpResponse> {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let known = known.map(|id| id.to_string());
    let frame = frame(request, context, visitor).await?;
    Ok(page(status, &ContactFormPage::new(frame, known.as_deref(), values, faults)))
}

/// `POST /dashboard/contacts`
pub async fn create(request: HttpRequest, form: web::Form<ContactForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let made = async {
        check_scope(&visitor, &form.scope)?;
        let (context, scope, draft) = (context.get_ref().clone(), visitor.scope, form.draft());
        to_the_end(async move { create_contact(&context, scope, &draft, None).await }).await
    };
    match made.await {
        Ok(contact) => noticed(contact.id, Notice::ContactSaved),
        Err(OperationError::Invalid(faults)) => {
            let shown = show_form(&request, &context, &visitor, None, &form, &faults).await;
            shown.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// `GET /dashboard/contacts/{id}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let id: ContactId = path.parse().map_err(|_| OperationError::NotFound)?;
        let data = read_person(&context, visitor.scope, id).await?;
        Ok(page(StatusCode::OK, &ContactPage::new(frame(&request, &context, &visitor).await?, &data)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/contacts/{id}/edit`
pub async fn edit(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let id: ContactId = path.parse().map_err(|_| OperationError::NotFound)?;
        let contact = read_contact(&context, visitor.scope, id).await?;
        show_form(&request, &context, &visitor, Some(id), &ContactForm::of(&contact), &[]).await
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `POST /dashboard/contacts/{id}`
pub async fn change(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<ContactForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ContactId>() else { return failed(&request, None, &OperationError::NotFound) };
    let (inner, scope, patch) = (context.get_ref().clone(), visitor.scope, form.patch());
    match to_the_end(async move { change_contact(&inner, scope, id, patch).await }).await {
        Ok(_) => noticed(id, Notice::ContactSaved),
        Err(OperationError::Invalid(faults)) => {
            let shown = show_form(&request, &context, &visitor, Some(id), &form, &faults).await;
            shown.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// Back to the list, with what was just done.
fn listed(notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/contacts?notice={}", notice.word()))
}

/// `POST /dashboard/contacts/{id}/deletion`
pub async fn delete(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ContactId>() else { return failed(&request, None, &OperationError::NotFound) };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { delete_contact(&inner, scope, id).await }).await {
        Ok(()) => listed(Notice::ContactDeleted),
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/contacts/{id}/erasure`
pub async fn erase(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ContactId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_erase() {
        return noticed(id, Notice::NotAllowed);
    }
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { erase_person(&inner, scope, id, Some(user)).await }).await {
        Ok(()) => listed(Notice::PersonErased),
        Err(OperationError::Conflict { .. }) => noticed(id, Notice::NotErasable),
        Err(error) => failed(&request, None, &error),
    }
}
