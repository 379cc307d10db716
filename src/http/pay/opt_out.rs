//! `/p/{token}/opt-out`: no more messages on a channel. Looking changes nothing; the button does, and so does a mail program's own
//! button (RFC 8058), which comes from no page of ours and knows the link's secret.

use super::handlers::{failed, find, known, page_input, problem, send_page};
use super::page::{self, OptOut, Problem};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, origin};
use crate::operations::Context;
use crate::operations::read_payment_request::PageData;
use crate::operations::record_consent::{Saying, record_opt_out};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Which channel; all parts may be absent.
#[derive(Deserialize)]
pub struct OptOutQuery {
    channel: Option<String>,
    lang: Option<String>,
}

/// What the form or a mail program sends.
#[derive(Deserialize)]
pub struct OptOutForm {
    channel: Option<String>,
    #[serde(rename = "List-Unsubscribe")]
    one_click: Option<String>,
}

/// The channel that was named, or the first on which the payer can be reached.
fn channel_of(given: Option<&str>, data: &PageData) -> Option<Channel> {
    let named = given.and_then(Channel::from_word);
    let reached = |channel: &Channel| data.payer.reached_by(*channel).is_some();
    named.or_else(|| Channel::ALL.iter().copied().find(reached)).filter(reached)
}

/// `GET /p/{token}/opt-out`
pub async fn show(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<OptOutQuery>,
    context: web::Data<Context>,
) -> HttpResponse {
    let asked = known(query.lang.as_deref());
    match find(&context, &path).await {
        Ok((token, data)) => {
            let what = channel_of(query.channel.as_deref(), &data).map_or(OptOut::Nowhere, OptOut::Ask);
            let rendered =
                page_input(&request, &context, token, &data, asked, |input| page::render_opt_out(input, what));
            send_page(&context, rendered)
        }
        Err(error) => failed(&request, asked, &error),
    }
}

/// `POST /p/{token}/opt-out`
pub async fn take(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<OptOutQuery>,
    form: web::Form<OptOutForm>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = known(query.lang.as_deref());
    let one_click = form.one_click.is_some();
    if !one_click && !origin::is_same_origin(&request, &context.config.public_url) {
        return problem(&request, asked, Problem::Refused, StatusCode::BAD_REQUEST);
    }
    if !limits.allows(Limited::CheckoutByLink, &path) {
        return problem(&request, asked, Problem::RateLimited, StatusCode::TOO_MANY_REQUESTS);
    }
    let (token, data) = match find(&context, &path).await {
        Ok(found) => found,
        Err(error) => return failed(&request, asked, &error),
    };
    let given = form.channel.as_deref().or(query.channel.as_deref());
    let what = match channel_of(given, &data) {
        None => OptOut::Nowhere,
        Some(channel) => {
            let doer = client::doer(&request, &context.config);
            let address = data.payer.reached_by(channel).unwrap_or_default();
            let source = if one_click { ConsentSource::MailButton } else { ConsentSource::PaymentPage };
            let saying = Saying {
                ip: doer.ip,
                user_agent: doer.user_agent,
                evidence: Some(data.request.id.to_string()),
                ..Saying::no_more(channel, address, source)
            };
            if let Err(error) = record_opt_out(&context, data.request.scope, data.request.id, saying).await {
                return failed(&request, asked, &error);
            }
            OptOut::Done(channel)
        }
    };
    let rendered = page_input(&request, &context, token, &data, asked, |input| page::render_opt_out(input, what));
    send_page(&context, rendered)
}
