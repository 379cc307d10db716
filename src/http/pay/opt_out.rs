//! `/p/{token}/opt-out`: no more messages on a channel. Looking changes nothing; the button does, and so does a mail program's own
//! button (RFC 8058), which comes from no page of ours and knows the link's secret.

use super::answer::{Shown, failed, find, page_of, problem, rate_limited};
use super::asked;
use super::page::{OptOut, Problem, Talk};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, origin};
use crate::operations::Context;
use crate::operations::read_payment_request::PageData;
use crate::operations::record_consent::{Saying, record_opt_out};
use actix_web::web::{BytesMut, Payload};
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::StreamExt;
use url::form_urlencoded;

/// The largest body: a field or two, in whatever wrapping.
const LARGEST_BODY: usize = 8 * 1024;

/// What the form or a mail program sends.
struct OptOutForm {
    channel: Option<String>,
    one_click: bool,
}

impl OptOutForm {
    /// Nothing where it breaks off or is too large. Our page sends a form; mail programs send their one pair as `multipart/form-data`, as a form, as
    /// plain text or as nothing that is named, so it is looked for in what came.
    async fn read(mut payload: Payload) -> Option<Self> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.ok()?;
            if bytes.len() + chunk.len() > LARGEST_BODY {
                return None;
            }
            bytes.extend_from_slice(&chunk);
        }
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let one_click = text.contains("list-unsubscribe") && text.contains("one-click");
        let pairs = form_urlencoded::parse(&bytes);
        let channel = pairs.filter(|(name, _)| name == "channel").map(|(_, word)| word.into_owned()).last();
        Some(Self { channel, one_click })
    }
}

/// `?channel=`: the last one.
fn named_channel(request: &HttpRequest) -> Option<String> {
    let pairs = form_urlencoded::parse(request.query_string().as_bytes());
    pairs.filter(|(name, _)| name == "channel").map(|(_, word)| word.into_owned()).last()
}

/// The channel that was named, or the first on which the payer can be reached.
fn channel_of(given: Option<&str>, data: &PageData) -> Option<Channel> {
    let named = given.and_then(Channel::from_word);
    let reached = |channel: &Channel| data.payer.reached_by(*channel).is_some();
    named.or_else(|| Channel::ALL.iter().copied().find(reached)).filter(reached)
}

/// `GET /p/{token}/opt-out`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    match find(&context, &path).await {
        Ok((token, data)) => {
            let named = named_channel(&request);
            let what = channel_of(named.as_deref(), &data).map_or(OptOut::Nowhere, OptOut::Ask);
            page_of(&request, &context, token, &data, asked, Shown::Talking(Talk::OptOut(what)))
        }
        Err(error) => failed(&request, asked, &error),
    }
}

/// `POST /p/{token}/opt-out`
pub async fn take(
    request: HttpRequest,
    path: web::Path<String>,
    payload: Payload,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = asked::language(&request);
    if !limits.allows(Limited::CheckoutByLink, &path) {
        return rate_limited(&request, &context, asked).await;
    }
    let Some(form) = OptOutForm::read(payload).await else {
        return problem(&request, &context, asked, Problem::Refused).await;
    };
    let one_click = form.one_click;
    if !one_click && !origin::is_same_origin(&request, &context.config.public_url) {
        return problem(&request, &context, asked, Problem::Refused).await;
    }
    let (token, data) = match find(&context, &path).await {
        Ok(found) => found,
        Err(error) => return failed(&request, asked, &error),
    };
    let named = form.channel.or_else(|| named_channel(&request));
    let what = match channel_of(named.as_deref(), &data) {
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
    page_of(&request, &context, token, &data, asked, Shown::Talking(Talk::OptOut(what)))
}
