//! `/p/{token}/reminder`: the payer wants to be reminded later. `/p/{token}/new-link`: a new link instead of a dead one.

use super::answer::{Shown, failed, find, page_of, problem, rate_limited};
use super::asked;
use super::page::{Later, NewLink, Problem, Talk};
use crate::domain::pay_token::PayToken;
use crate::domain::payment_request::Status;
use crate::domain::time::parse_date;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, origin};
use crate::operations::put_off_reminder::{days_to_choose, put_off_reminder};
use crate::operations::read_payment_request::PageData;
use crate::operations::send_new_link::send_new_link;
use crate::operations::{Context, OperationError};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct LaterForm {
    day: String,
}

/// `GET /p/{token}/reminder`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    match find(&context, &path).await {
        Ok((token, data)) => {
            let now = context.now();
            let open = data.request.status(now) == Status::Open && data.shop.may_put_off && data.payer.is_reachable();
            let days = if open { days_to_choose(&data.request, &data.shop.zone, now) } else { Vec::new() };
            let shown = match (open, days.is_empty()) {
                // What became of it says more.
                (false, _) => Shown::Now,
                (true, true) => Shown::Talking(Talk::Later(Later::Refused)),
                (true, false) => Shown::Talking(Talk::Later(Later::Choose(days))),
            };
            page_of(&request, &context, token, &data, asked, shown)
        }
        Err(error) => failed(&request, asked, &error),
    }
}

/// `POST /p/{token}/reminder`
pub async fn take(
    request: HttpRequest,
    path: web::Path<String>,
    form: Result<web::Form<LaterForm>, actix_web::Error>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = asked::language(&request);
    let day = form.as_ref().ok().and_then(|form| parse_date(&form.day));
    let (token, data) = match let_in(&request, &path, &context, &limits).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let Some(day) = day else { return problem(&request, &context, asked, Problem::Refused).await };
    let shown = match put_off_reminder(&context, data.request.scope, data.request.id, day).await {
        Ok(_) => Shown::Talking(Talk::Later(Later::Done(day))),
        Err(OperationError::Conflict { code: "not_open", .. }) => Shown::Now,
        Err(OperationError::Conflict { .. } | OperationError::Invalid(_)) => {
            Shown::Talking(Talk::Later(Later::Refused))
        }
        Err(error) => return failed(&request, asked, &error),
    };
    page_of(&request, &context, token, &data, asked, shown)
}

/// `POST /p/{token}/new-link`
pub async fn send_link(
    request: HttpRequest,
    path: web::Path<String>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = asked::language(&request);
    let (token, data) = match let_in(&request, &path, &context, &limits).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let doer = client::doer(&request, &context.config);
    let shown = match send_new_link(&context, data.request.scope, data.request.id, doer).await {
        Ok(sent) => Shown::Talking(Talk::NewLink(NewLink::Sent(sent.channel, sent.address_masked))),
        Err(OperationError::Conflict { .. }) if data.request.status(context.now()) == Status::Expired => {
            Shown::Talking(Talk::NewLink(NewLink::Refused))
        }
        Err(OperationError::Conflict { .. }) => Shown::Now,
        Err(error) => return failed(&request, asked, &error),
    };
    page_of(&request, &context, token, &data, asked, shown)
}

/// Forms of our own pages only, and not too many.
async fn let_in(
    request: &HttpRequest,
    path: &str,
    context: &Context,
    limits: &RateLimits,
) -> Result<(PayToken, PageData), HttpResponse> {
    let asked = asked::language(request);
    if !origin::is_same_origin(request, &context.config.public_url) {
        return Err(problem(request, context, asked, Problem::Refused).await);
    }
    if !limits.allows(Limited::CheckoutByLink, path) {
        return Err(rate_limited(request, context, asked).await);
    }
    find(context, path).await.map_err(|error| failed(request, asked, &error))
}
