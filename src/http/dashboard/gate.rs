//! Logging in and out.

use super::answer::{come_again, failed, page, redirect};
use super::views::{LoginPage, LoginProblem, LoginValues};
use super::visitor::{self, language_of, no_session_cookie, presented, session_cookie};
use crate::http::client;
use crate::http::origin;
use crate::http::rate_limit::RateLimits;
use crate::operations::log_in::{Attempt, log_in, revoke_session};
use crate::operations::{Context, OperationError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use std::time::Duration;

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct LoginQuery {
    next: Option<String>,
    ended: Option<String>,
    out: Option<String>,
}

/// A path of this origin, so that nobody is led astray after logging in.
fn own_path(next: Option<&str>) -> Option<String> {
    next.filter(|path| path.starts_with("/dashboard/") && !path.contains(['\\', '\r', '\n']) && path.len() <= 500)
        .map(str::to_owned)
}

/// `GET /dashboard/login`
pub async fn show(request: HttpRequest, query: web::Query<LoginQuery>, context: web::Data<Context>) -> HttpResponse {
    let next = own_path(query.next.as_deref());
    match visitor::find(&request, &context).await {
        Ok(Some(_)) => return redirect(next.as_deref().unwrap_or("/dashboard/requests")),
        Ok(None) => {}
        Err(error) => return failed(&request, None, &error),
    }
    let problem = match (&query.ended, &query.out) {
        (Some(_), _) => Some(LoginProblem::Ended),
        (None, Some(_)) => Some(LoginProblem::LoggedOut),
        (None, None) => None,
    };
    page(StatusCode::OK, &LoginPage::new(language_of(&request), LoginValues { email: String::new(), next }, problem))
}

/// What the form sends.
#[derive(Deserialize)]
pub struct LoginForm {
    email: String,
    password: String,
    next: Option<String>,
}

/// `POST /dashboard/login`
pub async fn enter(
    request: HttpRequest,
    form: web::Form<LoginForm>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    if !origin::is_same_origin(&request, context.config.dashboard_origin()) {
        return failed(&request, None, &OperationError::Forbidden);
    }
    let language = language_of(&request);
    let next = own_path(form.next.as_deref());
    let values = LoginValues { email: form.email.chars().take(254).collect(), next: next.clone() };
    let address = client::address(&request, &context.config).to_string();
    let account = form.email.trim().to_lowercase();
    let Some(this_try) = limits.try_login(&account, client::limit_key(&request, &context).as_deref()) else {
        let problem = LoginProblem::TooMany { wait: Duration::from_secs(60) };
        let mut response = page(StatusCode::TOO_MANY_REQUESTS, &LoginPage::new(language, values, Some(problem)));
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
        return response;
    };
    let form = form.into_inner();
    let user_agent = client::user_agent(&request);
    let presented = presented(&request, &context);
    let attempt = Attempt { email: form.email, password: form.password, ip: Some(address), user_agent, presented };
    match log_in(&context, attempt).await {
        Ok(secret) => {
            this_try.was_right();
            let mut response = redirect(next.as_deref().unwrap_or("/dashboard/requests"));
            match response.add_cookie(&session_cookie(&context, secret)) {
                Ok(()) => response,
                Err(_) => failed(&request, None, &OperationError::Internal("the cookie of a session")),
            }
        }
        Err(OperationError::Forbidden) => {
            page(StatusCode::UNAUTHORIZED, &LoginPage::new(language, values, Some(LoginProblem::Wrong)))
        }
        Err(OperationError::Busy) => {
            // It was not looked at, so it does not count either.
            this_try.was_right();
            come_again(page(
                StatusCode::SERVICE_UNAVAILABLE,
                &LoginPage::new(language, values, Some(LoginProblem::Busy)),
            ))
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/logout`
pub async fn leave(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match revoke_session(&context, visitor.user.id, visitor.session.id).await {
        Ok(()) | Err(OperationError::NotFound) => {
            let mut response = redirect("/dashboard/login?out=1");
            match response.add_cookie(&no_session_cookie(&context)) {
                Ok(()) => response,
                Err(_) => failed(&request, None, &OperationError::Internal("the cookie of a session")),
            }
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// Everything else below `/dashboard`.
pub async fn not_found(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    match visitor::find(&request, &context).await {
        Ok(_) => failed(&request, None, &OperationError::NotFound),
        Err(error) => failed(&request, None, &error),
    }
}
