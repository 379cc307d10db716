//! Sessions, mode and language of the person at the dashboard; its files.

use super::answer::{failed, page, redirect};
use super::views::{Notice, Section, SessionRow, SessionsPage, assets};
use super::visitor;
use crate::domain::ids::MerchantId;
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use crate::http::origin;
use crate::operations::log_in::{
    SessionPlace, has_live_mode, list_sessions, revoke_session, switch_language, switch_merchant, switch_mode,
};
use crate::operations::{Context, OperationError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use url::Url;

/// So many log-ins stand on a page.
const PAGE: usize = 50;

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct SessionsQuery {
    after: Option<String>,
}

fn place_of(text: &str) -> Option<SessionPlace> {
    let (seen, id) = text.split_once('_')?;
    Some((Timestamp::from_millis(seen.parse().ok()?), id.parse().ok()?))
}

/// `GET /dashboard/sessions`
pub async fn sessions(
    request: HttpRequest,
    query: web::Query<SessionsQuery>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let frame = visitor::frame(&request, &context, &visitor, Section::Sessions).await?;
        let after = query.after.as_deref().and_then(place_of);
        let (sessions, next) = list_sessions(&context, visitor.user.id, after, PAGE).await?;
        let next = next.map(|(seen, id)| format!("{}_{id}", seen.millis()));
        let rows: Vec<SessionRow> = sessions
            .into_iter()
            .map(|session| SessionRow {
                id: session.id.to_string(),
                current: session.id == visitor.session.id,
                user_agent: session.user_agent,
                ip: session.ip,
                created_at: session.created_at,
                last_seen_at: session.last_seen_at,
            })
            .collect();
        Ok::<_, OperationError>(page(StatusCode::OK, &SessionsPage::new(frame, &rows, next.as_deref())))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `POST /dashboard/sessions/{id}/revoke`
pub async fn revoke(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse() else { return failed(&request, None, &OperationError::NotFound) };
    match revoke_session(&context, visitor.user.id, id).await {
        Ok(()) => redirect(&format!("/dashboard/sessions?notice={}", Notice::SessionRevoked.word())),
        Err(error) => failed(&request, None, &error),
    }
}

/// What the switch sends.
#[derive(Deserialize)]
pub struct ModeForm {
    live: bool,
}

/// `POST /dashboard/mode`
pub async fn mode(request: HttpRequest, form: web::Form<ModeForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let switched = async {
        if form.live && !has_live_mode(&context, visitor.scope.merchant).await? {
            return Err(OperationError::NotFound);
        }
        switch_mode(&context, visitor.session.id, form.live).await
    };
    match switched.await {
        Ok(()) => redirect("/dashboard/requests"),
        Err(error) => failed(&request, None, &error),
    }
}

/// What the switch sends.
#[derive(Deserialize)]
pub struct MerchantForm {
    merchant: MerchantId,
}

/// `POST /dashboard/merchant`: one person may serve several.
pub async fn merchant(
    request: HttpRequest,
    form: web::Form<MerchantForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match switch_merchant(&context, visitor.session.id, visitor.user.id, form.merchant).await {
        Ok(()) => redirect("/dashboard/requests"),
        Err(error) => failed(&request, None, &error),
    }
}

/// What the switch sends.
#[derive(Deserialize)]
pub struct LanguageForm {
    language: Language,
}

/// `POST /dashboard/language`: also before logging in.
pub async fn language(
    request: HttpRequest,
    form: web::Form<LanguageForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    if !origin::is_same_origin(&request, context.config.dashboard_origin()) {
        return failed(&request, None, &OperationError::Forbidden);
    }
    let done = async {
        if !form.language.is_of_dashboard() {
            return Err(OperationError::field("language", "unknown", "The dashboard speaks de and en."));
        }
        if let Some(visitor) = visitor::find(&request, &context).await? {
            switch_language(&context, visitor.session.id, form.language).await?;
        }
        Ok::<_, OperationError>(())
    };
    if let Err(error) = done.await {
        return failed(&request, None, &error);
    }
    let mut response = redirect(&came_from(&request));
    match response.add_cookie(&visitor::language_cookie(&context, form.language)) {
        Ok(()) => response,
        Err(_) => failed(&request, None, &OperationError::Internal("the cookie of a language")),
    }
}

/// The page of ours that the form was on.
fn came_from(request: &HttpRequest) -> String {
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let page = referer.and_then(|referer| Url::parse(referer).ok()).filter(|url| url.path().starts_with("/dashboard/"));
    match page {
        Some(url) => match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        },
        None => "/dashboard/requests".to_owned(),
    }
}

/// `GET /dashboard/assets/{version}/{name}`
pub async fn asset(path: web::Path<(String, String)>) -> HttpResponse {
    match assets::find(&path.0, &path.1) {
        Some(asset) => HttpResponse::Ok()
            .content_type(asset.media_type)
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .body(asset.body),
        None => HttpResponse::NotFound().finish(),
    }
}
