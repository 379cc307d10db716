//! A person's own password.

use super::answer::{come_again, failed, page, redirect, to_the_end};
use super::views::{Notice, PasswordPage, Section};
use super::visitor;
use crate::domain::field::FieldError;
use crate::http::client;
use crate::http::rate_limit::RateLimits;
use crate::operations::change_password::{NewPassword, change_own_password};
use crate::operations::log_in::LoggedIn;
use crate::operations::{Context, OperationError};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// `GET /dashboard/password`
pub async fn show(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    match visitor::require(&request, &context).await {
        Ok(visitor) => form_page(&request, &context, &visitor, StatusCode::OK, &[]).await,
        Err(answer) => answer,
    }
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    old: String,
    new: String,
    again: String,
}

/// `POST /dashboard/password`
pub async fn change(
    request: HttpRequest,
    form: web::Form<PasswordForm>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    // Who has found an open dashboard must not find the password too.
    let address = client::limit_key(&request, &context);
    let Some(this_try) = limits.try_login(&visitor.user.email.to_lowercase(), address.as_deref()) else {
        let fault = FieldError::new("", "too_many", "");
        return form_page(&request, &context, &visitor, StatusCode::TOO_MANY_REQUESTS, &[fault]).await;
    };
    let PasswordForm { old, new, again } = form.into_inner();
    let typed = NewPassword { old, new, again };
    let (inner, user, session) = (context.get_ref().clone(), visitor.user.clone(), visitor.session.id);
    let changing = async move { change_own_password(&inner, &user, session, typed).await };
    match to_the_end(changing).await {
        Ok(()) => {
            this_try.was_right();
            redirect(&format!("/dashboard/sessions?notice={}", Notice::PasswordChanged.word()))
        }
        Err(OperationError::Invalid(faults)) => {
            form_page(&request, &context, &visitor, StatusCode::UNPROCESSABLE_ENTITY, &faults).await
        }
        Err(OperationError::Busy) => {
            // It was not looked at, so it does not count either.
            this_try.was_right();
            let fault = FieldError::new("", "busy", "");
            come_again(form_page(&request, &context, &visitor, StatusCode::SERVICE_UNAVAILABLE, &[fault]).await)
        }
        Err(error) => failed(&request, None, &error),
    }
}

async fn form_page(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    status: StatusCode,
    faults: &[FieldError],
) -> HttpResponse {
    match visitor::frame(request, context, visitor, Section::Sessions).await {
        Ok(frame) => page(status, &PasswordPage::new(frame, faults)),
        Err(error) => failed(request, None, &error),
    }
}
