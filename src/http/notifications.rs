//! `POST /notifications/{provider}/{account}`: what providers tell unasked. Never rate limited; answered 2xx only after its commit.

use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::operations::hear_carrier::{CarrierCall, expect_callback, receive_callback};
use crate::operations::receive_notification::{Received, expect_notification, receive_notification};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::header::RETRY_AFTER;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

const LARGEST_CALL: usize = 256 * 1024;
const LARGEST_MAIL: usize = 10 * 1024 * 1024;
/// Each is in memory several times.
static MAILS: Semaphore = Semaphore::const_new(8);
const WAIT_FOR_TURN: Duration = Duration::from_secs(10);
type MailTurn = SemaphorePermit<'static>;

/// Takes a notification.
pub async fn receive(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
    context: web::Data<Context>,
) -> HttpResponse {
    let (provider, account) = path.into_inner();
    let Ok(account) = account.parse() else { return HttpResponse::NotFound().finish() };
    if let Err(error) = expect_notification(&context, &provider, account).await {
        return answer(&Err(error));
    }
    let body = match read(payload, LARGEST_CALL).await {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let headers = headers_of(&request);
    let running = tokio::spawn({
        let context = context.get_ref().clone();
        async move { receive_notification(&context, &provider, account, &headers, body).await }
    });
    let received = running.await.unwrap_or(Err(OperationError::Internal("a notification was cut off")));
    answer(&received)
}

fn answer(received: &Outcome<Received>) -> HttpResponse {
    let result = match received {
        Ok(_) => "taken",
        Err(OperationError::Forbidden) => "bad_signature",
        Err(OperationError::NotFound) => "unknown",
        Err(_) => "failed",
    };
    metrics::counter!("paylink_notifications_total", "result" => result).increment(1);
    match received {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(OperationError::Forbidden) => HttpResponse::BadRequest().body("the signature does not fit"),
        Err(OperationError::NotFound) => HttpResponse::NotFound().finish(),
        Err(error) => {
            tracing::error!(%error, "a notification was not taken; the provider will send it again");
            HttpResponse::ServiceUnavailable().insert_header((header::RETRY_AFTER, "10")).finish()
        }
    }
}

/// The body of a call that is expected.
async fn read(payload: web::Payload, most: usize) -> Result<Vec<u8>, HttpResponse> {
    match payload.to_bytes_limited(most).await {
        Ok(Ok(body)) => Ok(body.to_vec()),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a notification broke off");
            Err(HttpResponse::BadRequest().finish())
        }
        Err(_) => Err(HttpResponse::PayloadTooLarge().finish()),
    }
}

/// `/notifications/messages/{account}/{secret}`: receipts, and what payers write.
pub async fn receive_from_carrier(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
    context: web::Data<Context>,
) -> HttpResponse {
    let Ok(account) = path.0.parse() else { return HttpResponse::NotFound().finish() };
    let url = format!("{}{}", origin_text(&context.config.public_url), request.uri());
    let channel = match expect_callback(&context, account, &url).await {
        Ok(channel) => channel,
        Err(error) => return refused(&error),
    };
    let (body, _turn) = match read_call(payload, channel).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let (method, headers) = (request.method().to_string(), headers_of(&request));
    let call = CarrierCall { method, url, headers, body };
    let running = tokio::spawn({
        let context = context.get_ref().clone();
        async move { receive_callback(&context, account, call).await }
    });
    match running.await.unwrap_or(Err(OperationError::Internal("a callback was cut off"))) {
        Ok(answer) => HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK))
            .content_type(answer.content_type)
            .body(answer.body),
        Err(error) => refused(&error),
    }
}

/// A receipt or a text message is small. Mails come with pictures and signatures, a few at a time.
async fn read_call(payload: web::Payload, channel: Channel) -> Result<(Vec<u8>, Option<MailTurn>), HttpResponse> {
    match channel {
        Channel::Sms => Ok((read(payload, LARGEST_CALL).await?, None)),
        Channel::Email => {
            let turn = timeout(WAIT_FOR_TURN, MAILS.acquire()).await.ok().and_then(Result::ok);
            let turn =
                turn.ok_or_else(|| HttpResponse::ServiceUnavailable().insert_header((RETRY_AFTER, "10")).finish())?;
            Ok((read(payload, LARGEST_MAIL).await?, Some(turn)))
        }
    }
}

fn refused(error: &OperationError) -> HttpResponse {
    match error {
        OperationError::Forbidden | OperationError::NotFound => HttpResponse::NotFound().finish(),
        error => {
            tracing::error!(%error, "a callback was not taken; the carrier will send it again");
            HttpResponse::ServiceUnavailable().insert_header((header::RETRY_AFTER, "10")).finish()
        }
    }
}

fn headers_of(request: &HttpRequest) -> Vec<(String, String)> {
    let known = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    request.headers().iter().filter_map(known).collect()
}
