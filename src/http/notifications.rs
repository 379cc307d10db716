//! `POST /notifications/{provider}/{account}`: what providers tell unasked. Never rate limited; answered 2xx only after its commit.

use crate::config::origin_text;
use crate::operations::hear_carrier::{CarrierCall, receive_callback};
use crate::operations::receive_notification::receive_notification;
use crate::operations::{Context, OperationError};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

/// Takes a notification.
pub async fn receive(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: web::Bytes,
    context: web::Data<Context>,
) -> HttpResponse {
    let (provider, account) = path.into_inner();
    let Ok(account) = account.parse() else { return HttpResponse::NotFound().finish() };
    let headers = headers_of(&request);
    let running = tokio::spawn({
        let context = context.get_ref().clone();
        async move { receive_notification(&context, &provider, account, &headers, body.to_vec()).await }
    });
    let received = running.await.unwrap_or(Err(OperationError::Internal("a notification was cut off")));
    let result = match &received {
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

/// `/notifications/messages/{account}/{secret}`: receipts, and what payers write.
pub async fn receive_from_carrier(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    body: web::Bytes,
    context: web::Data<Context>,
) -> HttpResponse {
    let Ok(account) = path.0.parse() else { return HttpResponse::NotFound().finish() };
    let url = format!("{}{}", origin_text(&context.config.public_url), request.uri());
    let (method, headers) = (request.method().to_string(), headers_of(&request));
    let call = CarrierCall { method, url, headers, body: body.to_vec() };
    let running = tokio::spawn({
        let context = context.get_ref().clone();
        async move { receive_callback(&context, account, call).await }
    });
    match running.await.unwrap_or(Err(OperationError::Internal("a callback was cut off"))) {
        Ok(answer) => HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK))
            .content_type(answer.content_type)
            .body(answer.body),
        Err(OperationError::Forbidden | OperationError::NotFound) => HttpResponse::NotFound().finish(),
        Err(error) => {
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
