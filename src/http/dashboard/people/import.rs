//! Contacts from a file that is uploaded.

use super::{check_scope, frame, who_may};
use crate::http::dashboard::answer::{failed, page, to_the_end};
use crate::http::dashboard::views::{ImportPage, ImportReport};
use crate::operations::import_contacts::{ImportWish, import_contacts};
use crate::operations::log_in::LoggedIn;
use crate::operations::{Context, OperationError, Outcome};
use actix_multipart::{Field, Multipart};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::StreamExt;

/// The largest file that is taken from a browser: some ten thousand lines, each a transaction, while somebody waits.
const LARGEST_FILE: usize = 1024 * 1024;
/// A file of a trial that comes along with the page, to be read for good without being chosen again.
const LARGEST_KEPT: usize = 512 * 1024;
/// Everything else that the form sends.
const LARGEST_TEXT: usize = 500;

/// `GET /dashboard/contacts/import`
pub async fn form(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match frame(&request, &context, &visitor).await {
        Ok(frame) => page(StatusCode::OK, &ImportPage::new(frame, None, None, &[])),
        Err(error) => failed(&request, None, &error),
    }
}

/// What the form sends.
#[derive(Default)]
struct Upload {
    scope: String,
    name: String,
    wanted: String,
    content: Vec<u8>,
}

fn too_large() -> OperationError {
    OperationError::field("file", "too_large", "Send at most 1 MB. `paylink contacts import` reads larger files.")
}

async fn bytes_of(field: &mut Field, most: usize) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| OperationError::field("file", "broken", "The upload broke off. Try again."))?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn read(mut parts: Multipart) -> Outcome<Upload> {
    let mut upload = Upload::default();
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| OperationError::field("file", "broken", "This form cannot be read."))?;
        let name = part.name().unwrap_or("").to_owned();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" => {
                let disposition = part.content_disposition();
                let called = disposition.and_then(|about| about.get_filename()).unwrap_or("").to_owned();
                upload.name = called.chars().filter(|c| !c.is_control()).take(100).collect();
                upload.content = bytes_of(&mut part, LARGEST_FILE).await?;
            }
            "content" => upload.content = bytes_of(&mut part, LARGEST_FILE).await?,
            "scope" => upload.scope = text(bytes_of(&mut part, LARGEST_TEXT).await?),
            "name" => upload.name = text(bytes_of(&mut part, LARGEST_TEXT).await?),
            "do" => upload.wanted = text(bytes_of(&mut part, LARGEST_TEXT).await?),
            _ => drop(bytes_of(&mut part, LARGEST_TEXT).await?),
        }
    }
    if upload.content.is_empty() {
        return Err(OperationError::field("file", "required", "Choose a file."));
    }
    Ok(upload)
}

/// `POST /dashboard/contacts/import`
pub async fn take(request: HttpRequest, parts: Multipart, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let done = async {
        let upload = read(parts).await?;
        check_scope(&visitor, &upload.scope)?;
        import(&context, &visitor, upload).await
    };
    let (status, report, content, faults) = match done.await {
        Ok((report, content)) => (StatusCode::OK, Some(report), content, Vec::new()),
        Err(OperationError::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, None, None, faults),
        Err(error) => return failed(&request, None, &error),
    };
    match frame(&request, &context, &visitor).await {
        Ok(frame) => page(status, &ImportPage::new(frame, report.as_ref(), content, &faults)),
        Err(error) => failed(&request, None, &error),
    }
}

async fn import(context: &Context, visitor: &LoggedIn, upload: Upload) -> Outcome<(ImportReport, Option<String>)> {
    let dry_run = upload.wanted != "import";
    let (inner, scope, user) = (context.clone(), visitor.scope, visitor.user.id);
    let wish = ImportWish { dry_run, user: Some(user) };
    let kept = Some(&upload.content).filter(|content| dry_run && content.len() <= LARGEST_KEPT);
    let kept = kept.and_then(|content| String::from_utf8(content.clone()).ok());
    let (name, content) = (upload.name, upload.content);
    let report = to_the_end(async move {
        let mut report = ImportReport { dry_run, file: name, ..ImportReport::default() };
        report.not_read = import_contacts(&inner, scope, content.as_slice(), wish, |row| report.add(row)).await?;
        Ok(report)
    });
    Ok((report.await?, kept))
}
