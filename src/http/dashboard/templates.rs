//! What messages say: looked at, changed with a preview, and back to what is built in.

use super::answer::{failed, page, redirect, to_the_end};
use super::profiles::{ProfileQuery, named};
use super::views::{EditorData, Notice, PreviewParts, ProfileChoice, Section, TemplatePage, TemplatesPage, scope_word};
use super::visitor;
use crate::domain::ids::ProfileId;
use crate::domain::template::{TemplateKey, Wording};
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_message_accounts::put_away_with_accounts;
use crate::operations::manage_profiles::{profiles_to_choose, read_profile};
use crate::operations::manage_templates::{
    TemplateChange, TemplateFilter, change_template, list_templates, read_template,
};
use crate::operations::preview_template::{PreviewWith, preview_template};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Which language, and of which profile.
#[derive(Deserialize)]
pub struct LanguageQuery {
    language: Option<String>,
    #[serde(default)]
    profile: String,
}

/// `GET /dashboard/templates`
pub async fn list(request: HttpRequest, query: web::Query<LanguageQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        let asked = query.language.as_deref().and_then(|tag| tag.parse().ok());
        let language = asked.unwrap_or(frame.language);
        let choice = choose(&context, &visitor, named(&query.profile)?).await?;
        let filter = TemplateFilter { profile: choice.here, language: Some(language), ..TemplateFilter::default() };
        let templates = list_templates(&context, visitor.scope, filter).await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &TemplatesPage::new(frame, language, &choice, &templates)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// The profile that was asked for, among those of the merchant and mode; also those put away whose senders can still be changed.
pub(super) async fn choose(context: &Context, visitor: &LoggedIn, here: Option<ProfileId>) -> Outcome<ProfileChoice> {
    if let Some(id) = here {
        read_profile(context, visitor.scope, id).await?;
    }
    let mut all = profiles_to_choose(context, visitor.scope).await?;
    all.extend(put_away_with_accounts(context, visitor.scope).await?);
    Ok(ProfileChoice { all, here })
}

/// A wording of a profile; none: of the default one.
#[derive(Clone, Copy)]
struct Place {
    key: TemplateKey,
    profile: Option<ProfileId>,
}

impl Place {
    fn of(path: &str, query: &ProfileQuery) -> Outcome<Self> {
        let key = path.parse().map_err(|()| OperationError::NotFound)?;
        Ok(Self { key, profile: query.id()? })
    }

    fn change(self, wording: Option<Wording>, instead_of: Option<i64>) -> TemplateChange {
        TemplateChange { profile: self.profile, key: self.key, wording, instead_of, user: None }
    }

    fn noticed(self, notice: Notice) -> HttpResponse {
        let profile = self.profile.map(|id| format!("&profile={id}")).unwrap_or_default();
        redirect(&format!("/dashboard/templates/{}?notice={}{profile}", self.key, notice.word()))
    }
}

/// What the editor sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    scope: String,
    version: Option<i64>,
    subject: Option<String>,
    text: String,
    /// "save", or "preview" for browsers without scripts.
    #[serde(rename = "do")]
    wish: String,
}

impl TemplateForm {
    fn wording(&self) -> Wording {
        Wording { subject: self.subject.clone(), text: self.text.replace("\r\n", "\n") }
    }
}

/// `GET /dashboard/templates/{id}`
pub async fn show(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<ProfileQuery>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async { editor(&request, &context, &visitor, Place::of(&path, &query)?, None, false).await };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// The page, with what was typed where it was not saved.
async fn editor(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    place: Place,
    form: Option<&TemplateForm>,
    overtaken: bool,
) -> Outcome<HttpResponse> {
    let Place { key, profile } = place;
    let choice = choose(context, visitor, profile).await?;
    let stored = read_template(context, visitor.scope, profile, key).await?;
    let typed = form.map(TemplateForm::wording);
    let wording = typed.as_ref().unwrap_or(&stored.wording);
    let preview = preview_template(context, visitor.scope, (profile, key), wording, PreviewWith::Newest).await?;
    let elsewhere = form.is_some_and(|form| form.scope != scope_word(visitor.scope));
    let refused = form.is_some_and(|form| form.wish != "preview") || !preview.faults.is_empty();
    let status = match (elsewhere || overtaken, form.is_some() && refused) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, false) => StatusCode::OK,
    };
    let typed_from = form.and_then(|form| form.version);
    let data = EditorData { choice, stored, typed, typed_from, preview, overtaken, elsewhere };
    let frame = visitor::frame(request, context, visitor, Section::Messages).await?;
    Ok(page(status, &TemplatePage::new(frame, &data)))
}

/// `POST /dashboard/templates/{id}`
pub async fn save(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<ProfileQuery>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let place = match Place::of(&path, &query) {
        Ok(place) => place,
        Err(error) => return failed(&request, None, &error),
    };
    let saved = async {
        if form.wish == "preview" || form.scope != scope_word(visitor.scope) {
            return editor(&request, &context, &visitor, place, Some(&form), false).await;
        }
        let (wording, instead_of) = (Some(form.wording()), form.version);
        match change(&context, &visitor, place.change(wording, instead_of)).await {
            Ok(()) => Ok(place.noticed(Notice::TemplateSaved)),
            Err(OperationError::Invalid(_)) => editor(&request, &context, &visitor, place, Some(&form), false).await,
            Err(OperationError::Conflict { .. }) => {
                editor(&request, &context, &visitor, place, Some(&form), true).await
            }
            Err(error) => Err(error),
        }
    };
    saved.await.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn change(context: &web::Data<Context>, visitor: &LoggedIn, change: TemplateChange) -> Outcome<()> {
    if !visitor.role.may_set_up() {
        return Err(OperationError::Forbidden);
    }
    let change = TemplateChange { user: Some(visitor.user.id), ..change };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    to_the_end(async move { change_template(&inner, scope, change).await }).await.map(drop)
}

/// `POST /dashboard/templates/{id}/restoration`: what counts without a wording of its own counts again.
pub async fn restore(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<ProfileQuery>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let place = match Place::of(&path, &query) {
        Ok(place) => place,
        Err(error) => return failed(&request, None, &error),
    };
    let restored = async {
        if form.scope != scope_word(visitor.scope) {
            let detail = "Merchant or mode were changed in another tab.";
            return Err(OperationError::conflict("changed", detail));
        }
        change(&context, &visitor, place.change(None, None)).await
    };
    match restored.await {
        Ok(()) => place.noticed(Notice::TemplateRestored),
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/templates/{id}/preview`: the parts of the editor that change while somebody types.
pub async fn preview(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<ProfileQuery>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let place = match Place::of(&path, &query) {
        Ok(place) => place,
        Err(error) => return failed(&request, None, &error),
    };
    let shown = async {
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        let wording = form.wording();
        let preview =
            preview_template(&context, visitor.scope, (place.profile, place.key), &wording, PreviewWith::Newest)
                .await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &PreviewParts::new(frame, place.key, &wording, &preview)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}
