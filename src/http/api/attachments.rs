//! `/payment_requests/{id}/attachments`: PDFs that go with a payment request.

use super::auth::Caller;
use super::body::{Body, LARGEST_WITH_FILE};
use super::file_inputs::NewAttachment;
use super::idempotency::claim;
use super::payment_requests::shown;
use super::query::Query;
use super::shapes::{AttachmentObject, RequestObject};
use super::{Answer, PREFIX, path_id, path_part, to_the_end};
use crate::domain::ids::PaymentRequestId;
use crate::http::files;
use crate::operations::Context;
use crate::operations::attach_files::{attach_file, read_file, remove_attachment};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

/// Attach a file
///
/// One more PDF, while the payment request is open, processing or paid. The payer finds it on the page and in the e-mails that go out from
/// now on.
#[utoipa::path(post, path = "/payment_requests/{id}/attachments", tag = "Payment requests", operation_id = "attach_file",
    request_body = NewAttachment,
    responses((status = 201, description = "It is attached.", body = AttachmentObject,
        headers(("location" = String, description = "Where the PDF can be read.")))))]
pub async fn create(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let id: PaymentRequestId = path_id(&request)?;
    Query::none(&request)?;
    let body = Body::read_large(&request, payload, LARGEST_WITH_FILE, caller.scope.merchant).await?;
    let claim = claim(&request, caller.scope, &body)?;
    let file = NewAttachment::read(body.fields()?)?;
    let ours = context.get_ref().clone();
    let made = to_the_end(async move { attach_file(&ours, caller.scope, id, &file, None, claim).await }).await?;
    let address = format!("{PREFIX}/payment_requests/{id}/attachments/{}", made.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(AttachmentObject::of(&made)))
}

/// Read an attached file
#[utoipa::path(get, path = "/payment_requests/{id}/attachments/{attachment}", tag = "Payment requests",
    operation_id = "read_attachment",
    responses((status = 200, description = "The PDF.", body = Vec<u8>, content_type = "application/pdf")))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let (id, attachment) = (path_id(&request)?, path_part(&request, "attachment")?);
    Query::none(&request)?;
    let file = read_file(&context, caller.scope, id, attachment).await?;
    Ok(files::answer(file, files::Shown::Saved))
}

/// Remove an attached file
///
/// Whatever became of the payment request. It is gone from the page at once; what was mailed stays mailed.
#[utoipa::path(delete, path = "/payment_requests/{id}/attachments/{attachment}", tag = "Payment requests",
    operation_id = "remove_attachment",
    responses((status = 200, description = "The payment request as it stands now.", body = RequestObject)))]
pub async fn remove(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let (id, attachment) = (path_id(&request)?, path_part(&request, "attachment")?);
    Query::none(&request)?;
    let ours = context.get_ref().clone();
    to_the_end(async move { remove_attachment(&ours, caller.scope, id, attachment, None).await }).await?;
    Ok(HttpResponse::Ok().json(shown(&context, caller.scope, id).await?))
}
