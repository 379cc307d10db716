//! The merchant's profiles: made, changed and put away.

use super::answer::{failed, page, redirect, to_the_end};
use super::views::{Notice, ProfileAt, ProfileForm, ProfilePage, ProfilesPage, Section, scope_word};
use super::visitor;
use crate::domain::field::FieldError;
use crate::domain::ids::ProfileId;
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_profiles::{
    archive_profile, change_profile, create_profile, profiles_to_choose, read_default_profile, read_profile,
};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// `?profile=` of pages that are about one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ProfileQuery {
    /// Its id; empty where it is left out.
    pub profile: String,
}

impl ProfileQuery {
    /// The profile that it names; none where it is left out.
    pub fn id(&self) -> Outcome<Option<ProfileId>> {
        named(&self.profile)
    }
}

/// The profile of that id; none for an empty text.
pub fn named(text: &str) -> Outcome<Option<ProfileId>> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| OperationError::NotFound),
    }
}

/// `GET /dashboard/profiles`
pub async fn list(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let profiles = profiles_to_choose(&context, visitor.scope).await?;
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &ProfilesPage::new(frame, &profiles)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn allowed(request: &HttpRequest, context: &Context) -> Result<LoggedIn, HttpResponse> {
    let visitor = visitor::require(request, context).await?;
    if visitor.role.may_set_up() { Ok(visitor) } else { Err(failed(request, None, &OperationError::Forbidden)) }
}

/// `GET /dashboard/profiles/new`
pub async fn new(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let form = ProfileForm::fresh(&read_default_profile(&context, visitor.scope).await?);
        editor(&request, &context, &visitor, None, &form, &[]).await
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/profiles/{id}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let id = path.parse().map_err(|_| OperationError::NotFound)?;
        let profile = read_profile(&context, visitor.scope, id).await?;
        editor(&request, &context, &visitor, Some(id), &ProfileForm::showing(&profile), &[]).await
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `POST /dashboard/profiles`, `POST /dashboard/profiles/{id}`
pub async fn save(request: HttpRequest, form: web::Form<ProfileForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let id = match request.match_info().get("id").map(str::parse::<ProfileId>) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return failed(&request, None, &OperationError::NotFound),
    };
    let saving = async {
        if form.scope != scope_word(visitor.scope) {
            return Err(OperationError::field("scope", "changed", "Merchant or mode were changed in another tab."));
        }
        let (context, scope, draft) = (context.get_ref().clone(), visitor.scope, form.draft());
        let saved = async move {
            match id {
                None => create_profile(&context, scope, draft, None).await,
                Some(id) => change_profile(&context, scope, id, draft).await,
            }
        };
        to_the_end(saved).await
    };
    let faults = match saving.await {
        Ok(_) => return redirect(&format!("/dashboard/profiles?notice={}", Notice::ProfileSaved.word())),
        Err(OperationError::Invalid(faults)) => faults,
        Err(OperationError::Conflict { code, detail }) => vec![FieldError::new("version", code, detail)],
        Err(error) => return failed(&request, None, &error),
    };
    let again = editor(&request, &context, &visitor, id, &form, &faults).await;
    again.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn editor(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    id: Option<ProfileId>,
    form: &ProfileForm,
    faults: &[FieldError],
) -> Outcome<HttpResponse> {
    let at = match id {
        Some(id) => {
            let is_default = read_profile(context, visitor.scope, id).await?.is_default;
            Some(ProfileAt { id, is_default })
        }
        None => None,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = visitor::frame(request, context, visitor, Section::Messages).await?;
    Ok(page(status, &ProfilePage::new(frame, at, form, faults)))
}

/// What a button sends.
#[derive(Deserialize)]
pub struct ScopeForm {
    scope: String,
}

/// `POST /dashboard/profiles/{id}/archiving`
pub async fn archive(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<ScopeForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let archived = async {
        let id = path.parse().map_err(|_| OperationError::NotFound)?;
        if form.scope != scope_word(visitor.scope) {
            return Err(OperationError::conflict("changed", "Merchant or mode were changed in another tab."));
        }
        let (context, scope) = (context.get_ref().clone(), visitor.scope);
        to_the_end(async move { archive_profile(&context, scope, id).await }).await
    };
    match archived.await {
        Ok(_) => redirect(&format!("/dashboard/profiles?notice={}", Notice::ProfileArchived.word())),
        Err(error) => failed(&request, None, &error),
    }
}
