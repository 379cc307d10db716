//! What messages say: looked at, changed with a preview, and back to what is built in.

use super::answer::{failed, page, redirect, to_the_end};
use super::views::{EditorData, Notice, PreviewParts, Section, TemplatePage, TemplatesPage, scope_word};
use super::visitor;
use crate::domain::template::{TemplateKey, Wording};
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_templates::{
    TemplateChange, TemplateFilter, change_template, list_templates, read_template,
};
use crate::operations::preview_template::{PreviewWith, preview_template};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Which language.
#[derive(Deserialize)]
pub struct LanguageQuery {
    language: Option<String>,
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
        let filter = TemplateFilter { language: Some(language), ..TemplateFilter::default() };
        let templates = list_templates(&context, visitor.scope, filter).await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &TemplatesPage::new(frame, language, &templates)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
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
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(key) = path.parse() else { return failed(&request, None, &OperationError::NotFound) };
    match editor(&request, &context, &visitor, key, None, false).await {
        Ok(answer) => answer,
        Err(error) => failed(&request, None, &error),
    }
}

/// The page, with what was typed where it was not saved.
async fn editor(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    key: TemplateKey,
    form: Option<&TemplateForm>,
    overtaken: bool,
) -> Outcome<HttpResponse> {
    let stored = read_template(context, visitor.scope, key).await?;
    let typed = form.map(TemplateForm::wording);
    let wording = typed.as_ref().unwrap_or(&stored.wording);
    let preview = preview_template(context, visitor.scope, key, wording, PreviewWith::Newest).await?;
    let elsewhere = form.is_some_and(|form| form.scope != scope_word(visitor.scope));
    let refused = form.is_some_and(|form| form.wish != "preview") || !preview.faults.is_empty();
    let status = match (elsewhere || overtaken, form.is_some() && refused) {
        (true, _) => StatusCode::CONFLICT,
        (false, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, false) => StatusCode::OK,
    };
    let typed_from = form.and_then(|form| form.version);
    let data = EditorData { stored, typed, typed_from, preview, overtaken, elsewhere };
    let frame = visitor::frame(request, context, visitor, Section::Messages).await?;
    Ok(page(status, &TemplatePage::new(frame, &data)))
}

/// `POST /dashboard/templates/{id}`
pub async fn save(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(key) = path.parse::<TemplateKey>() else { return failed(&request, None, &OperationError::NotFound) };
    let saved = async {
        if form.wish == "preview" || form.scope != scope_word(visitor.scope) {
            return editor(&request, &context, &visitor, key, Some(&form), false).await;
        }
        let (wording, instead_of) = (Some(form.wording()), form.version);
        match change(&context, &visitor, TemplateChange { key, wording, instead_of, user: None }).await {
            Ok(()) => Ok(noticed(key, Notice::TemplateSaved)),
            Err(OperationError::Invalid(_)) => editor(&request, &context, &visitor, key, Some(&form), false).await,
            Err(OperationError::Conflict { .. }) => editor(&request, &context, &visitor, key, Some(&form), true).await,
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

fn noticed(key: TemplateKey, notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/templates/{key}?notice={}", notice.word()))
}

/// `POST /dashboard/templates/{id}/restoration`: the built-in wording counts again.
pub async fn restore(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(key) = path.parse::<TemplateKey>() else { return failed(&request, None, &OperationError::NotFound) };
    let restored = async {
        if form.scope != scope_word(visitor.scope) {
            let detail = "Merchant or mode were changed in another tab.";
            return Err(OperationError::conflict("changed", detail));
        }
        change(&context, &visitor, TemplateChange { key, wording: None, instead_of: None, user: None }).await
    };
    match restored.await {
        Ok(()) => noticed(key, Notice::TemplateRestored),
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/templates/{id}/preview`: the parts of the editor that change while somebody types.
pub async fn preview(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<TemplateForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(key) = path.parse::<TemplateKey>() else { return failed(&request, None, &OperationError::NotFound) };
    let shown = async {
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        let wording = form.wording();
        let preview = preview_template(&context, visitor.scope, key, &wording, PreviewWith::Newest).await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &PreviewParts::new(frame, key, &wording, &preview)))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}
