//! Files of a request: add one, look at it, take it away.

use super::answer::{failed, to_the_end};
use super::requests::noticed;
use super::views::Notice;
use super::{upload, visitor};
use crate::domain::ids::{AttachmentId, PaymentRequestId};
use crate::http::files;
use crate::operations::attach_files::{attach_file, read_file, remove_attachment};
use crate::operations::{Context, OperationError};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// Beside the file the form sends nothing.
#[derive(Deserialize)]
struct Nothing {}

/// `POST /dashboard/requests/{id}/attachments`
pub async fn add(
    request: HttpRequest,
    path: web::Path<String>,
    payload: web::Payload,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<PaymentRequestId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return noticed(id, Notice::NotAllowed);
    }
    let sent = match upload::read::<Nothing>(&request, payload, visitor.scope.merchant).await {
        Ok((_, sent)) => sent,
        Err(error) => return failed(&request, None, &error),
    };
    if sent.too_large {
        return noticed(id, Notice::AttachmentTooLarge);
    }
    let Some(file) = sent.chosen.into_iter().next() else { return noticed(id, Notice::AttachmentMissing) };
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { attach_file(&inner, scope, id, &file, Some(user), None).await }).await {
        Ok(_) => noticed(id, Notice::AttachmentAdded),
        Err(OperationError::Invalid(faults)) => noticed(id, refused(faults.first().map_or("", |fault| fault.code))),
        Err(OperationError::Conflict { code, .. }) => noticed(id, refused(code)),
        Err(error) => failed(&request, None, &error),
    }
}

fn refused(code: &str) -> Notice {
    match code {
        "not_a_pdf" => Notice::AttachmentNoPdf,
        "too_large" => Notice::AttachmentTooLarge,
        "too_many" => Notice::AttachmentTooMany,
        "ended" => Notice::AttachmentTooLate,
        _ => Notice::AttachmentBadName,
    }
}

fn ids(path: &(String, String)) -> Option<(PaymentRequestId, AttachmentId)> {
    Some((path.0.parse().ok()?, path.1.parse().ok()?))
}

/// `GET /dashboard/requests/{id}/attachments/{attachment}`
pub async fn show(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Some((id, attachment)) = ids(&path) else { return failed(&request, None, &OperationError::NotFound) };
    match read_file(&context, visitor.scope, id, attachment).await {
        Ok(file) => files::answer(file, files::Shown::Inline),
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/requests/{id}/attachments/{attachment}/removal`
pub async fn remove(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Some((id, attachment)) = ids(&path) else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return noticed(id, Notice::NotAllowed);
    }
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { remove_attachment(&inner, scope, id, attachment, Some(user)).await }).await {
        Ok(()) => noticed(id, Notice::AttachmentRemoved),
        Err(error) => failed(&request, None, &error),
    }
}
