//! `POST /notifications/{provider}/{account}`: what providers tell unasked. Never rate limited; answered 2xx only after its commit.

use crate::operations::receive_notification::receive_notification;
use crate::operations::{Context, OperationError};
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
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
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
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}
