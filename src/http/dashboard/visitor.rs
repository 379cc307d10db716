//! Who is at the dashboard: the session behind the cookie.

use super::answer::{failed, redirect};
use super::views::{Frame, Notice, Section};
use crate::domain::ids::MerchantId;
use crate::domain::language::Language;
use crate::http::origin;
use crate::operations::log_in::{LONGEST_SESSION, LoggedIn, find_session, has_live_mode, list_merchants};
use crate::operations::read_inbox::count_waiting;
use crate::operations::read_payment_request::{read_merchant, zone_of};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use serde::Deserialize;

/// With https the strict name, which browsers accept only from a secure origin and without a domain; Safari takes neither over plain http.
fn cookie_name(context: &Context) -> &'static str {
    if is_secure(context) { "__Host-paylink" } else { "paylink" }
}

fn is_secure(context: &Context) -> bool {
    context.config.dashboard_origin().scheme() == "https"
}

const LANGUAGE_COOKIE: &str = "paylink-language";

fn cookie<'c>(context: &Context, name: &'static str, value: String) -> Cookie<'c> {
    Cookie::build(name, value).path("/").http_only(true).same_site(SameSite::Lax).secure(is_secure(context)).finish()
}

/// The cookie of a new session.
pub fn session_cookie<'c>(context: &Context, secret: String) -> Cookie<'c> {
    let mut cookie = cookie(context, cookie_name(context), secret);
    // When it ends before is the server's to say.
    cookie.set_max_age(Duration::try_from(LONGEST_SESSION).unwrap_or(Duration::DAY));
    cookie
}

/// The secret of a session, whether it works or not.
pub fn presented(request: &HttpRequest, context: &Context) -> Option<String> {
    request.cookie(cookie_name(context)).map(|cookie| cookie.value().to_owned())
}

/// A cookie that takes the session's away.
pub fn no_session_cookie<'c>(context: &Context) -> Cookie<'c> {
    let mut cookie = cookie(context, cookie_name(context), String::new());
    cookie.make_removal();
    cookie
}

/// The cookie of a language that was chosen before logging in.
pub fn language_cookie<'c>(context: &Context, language: Language) -> Cookie<'c> {
    let mut cookie = cookie(context, LANGUAGE_COOKIE, language.tag().to_owned());
    cookie.set_max_age(Duration::days(365));
    cookie
}

/// Noted on a request once it is known whose it is: an error is told in the person's language, and leads back to the list.
#[derive(Clone, Copy)]
pub struct Known {
    /// Chosen in this session.
    pub language: Option<Language>,
}

/// Who it is, if anybody.
pub async fn find(request: &HttpRequest, context: &Context) -> Outcome<Option<LoggedIn>> {
    let Some(secret) = presented(request, context) else { return Ok(None) };
    let found = find_session(context, &secret).await?;
    if let Some(visitor) = &found {
        request.extensions_mut().insert(Known { language: visitor.session.language });
    }
    Ok(found)
}

/// Who it is, or the answer that leads to the log-in. Unsafe methods must come from our own pages.
pub async fn require(request: &HttpRequest, context: &Context) -> Result<LoggedIn, HttpResponse> {
    if !request.method().is_safe() && !origin::is_same_origin(request, context.config.dashboard_origin()) {
        return Err(failed(request, None, &OperationError::Forbidden));
    }
    match find(request, context).await {
        Ok(Some(visitor)) => Ok(visitor),
        Ok(None) => {
            let place = request.uri().path_and_query().map_or("/dashboard/requests", |place| place.as_str());
            let next: String = url::form_urlencoded::byte_serialize(place.as_bytes()).collect();
            let known = presented(request, context).is_some();
            let ended = if known { "&ended=1" } else { "" };
            Err(redirect(&format!("/dashboard/login?next={next}{ended}")))
        }
        Err(error) => Err(failed(request, None, &error)),
    }
}

/// Whether somebody of that merchant is looking, at their own link: that is no payer's opening. What cannot be found out counts as one.
pub async fn serves(request: &HttpRequest, context: &Context, merchant: MerchantId) -> bool {
    let Some(secret) = presented(request, context) else { return false };
    let Ok(Some(visitor)) = find_session(context, &secret).await else { return false };
    let merchants = list_merchants(context, visitor.user.id).await.unwrap_or_default();
    merchants.iter().any(|(id, _)| *id == merchant)
}

/// The language of somebody who is not logged in: chosen before, or the browser's.
pub fn language_of(request: &HttpRequest) -> Language {
    let chosen = request.cookie(LANGUAGE_COOKIE).and_then(|cookie| cookie.value().parse().ok());
    let accepted = || {
        let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::accepted_among(header, &Language::OF_DASHBOARD)
    };
    chosen.filter(|language: &Language| language.is_of_dashboard()).or_else(accepted).unwrap_or(Language::En)
}

/// The language that somebody's pages are in.
pub fn spoken(request: &HttpRequest, visitor: &LoggedIn) -> Language {
    visitor.session.language.unwrap_or_else(|| language_of(request))
}

/// The notice that a redirect carries.
#[derive(Deserialize)]
struct NoticeQuery {
    notice: Option<String>,
}

/// What is around every page.
pub async fn frame(request: &HttpRequest, context: &Context, visitor: &LoggedIn, active: Section) -> Outcome<Frame> {
    let merchant = read_merchant(context, visitor.scope).await?;
    let mut others = list_merchants(context, visitor.user.id).await?;
    others.retain(|(id, _)| *id != visitor.scope.merchant);
    let query = actix_web::web::Query::<NoticeQuery>::from_query(request.query_string()).ok();
    let notice = query.and_then(|query| query.notice.as_deref().and_then(Notice::of));
    Ok(Frame {
        language: spoken(request, visitor),
        merchant: visitor.scope.merchant,
        merchant_name: merchant.name,
        other_merchants: others,
        user_name: visitor.user.name.clone(),
        user_email: visitor.user.email.clone(),
        role: visitor.role,
        live: visitor.scope.live,
        has_live: visitor.scope.live || has_live_mode(context, visitor.scope.merchant).await?,
        zone: zone_of(context, visitor.scope).await?,
        now: context.now(),
        active,
        notice,
        told: None,
        waiting: count_waiting(context, visitor.scope).await?,
    })
}
