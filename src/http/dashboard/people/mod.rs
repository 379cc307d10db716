//! People at the dashboard: the address book, what was said about being written to, files, and how payers sign up.

pub mod consents;
pub mod contacts;
pub mod import;
pub mod sign_up;

use super::answer::{failed, redirect};
use super::views::{Frame, Notice, Section, scope_word};
use super::visitor;
use crate::domain::ids::ContactId;
use crate::operations::log_in::LoggedIn;
use crate::operations::{Context, OperationError, Outcome};
use actix_web::{HttpRequest, HttpResponse};

/// Who it is, where they may change something here.
async fn who_may(request: &HttpRequest, context: &Context) -> Result<LoggedIn, HttpResponse> {
    let visitor = visitor::require(request, context).await?;
    if visitor.role.may_request() { Ok(visitor) } else { Err(failed(request, None, &OperationError::Forbidden)) }
}

async fn frame(request: &HttpRequest, context: &Context, visitor: &LoggedIn) -> Outcome<Frame> {
    visitor::frame(request, context, visitor, Section::Contacts).await
}

/// A form must act in the merchant and mode that it was opened in.
fn check_scope(visitor: &LoggedIn, scope: &str) -> Outcome<()> {
    if scope == scope_word(visitor.scope) {
        return Ok(());
    }
    let detail = "Merchant or mode were changed in another tab. Look whether this is meant here.";
    Err(OperationError::field("scope", "changed", detail))
}

/// Back to a contact's page, with what was just done.
fn noticed(id: ContactId, notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/contacts/{id}?notice={}", notice.word()))
}
