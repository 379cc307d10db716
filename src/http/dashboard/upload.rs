//! Forms that bring files along, read within bounds. What is too large is read to its end and not kept, so that a browser gets an answer
//! and a person their form back.

use crate::domain::attachment::{DraftFile, LARGEST_TOGETHER, MOST_FILES};
use crate::domain::ids::MerchantId;
use crate::http::files::{LONGEST_UPLOAD, upload_room};
use crate::operations::{OperationError, Outcome};
use actix_multipart::{Field, Multipart};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Form, Payload, Query};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio::time::timeout;
use url::form_urlencoded;

/// All texts of a form together.
const LARGEST_TEXT: usize = 32 * 1024;
/// Nobody waits for more to be thrown away.
const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;
/// A form has fewer fields.
const MOST_PARTS: usize = 100;

/// The files of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// As they were chosen; without their bytes where those are too many.
    pub chosen: Vec<DraftFile>,
    /// Whether together they are larger than anything that is kept.
    pub too_large: bool,
}

/// What a form sent. Without files it may come as browsers send forms by default.
pub async fn read<T: DeserializeOwned + 'static>(
    request: &HttpRequest,
    payload: Payload,
    whose: MerchantId,
) -> Outcome<(T, Files)> {
    let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    if !media.to_ascii_lowercase().starts_with("multipart/form-data") {
        let form = Form::<T>::from_request(request, &mut payload.into_inner()).await.map_err(|_| unreadable())?;
        return Ok((form.into_inner(), Files::default()));
    }
    let _room = upload_room(whose).await.ok_or_else(busy)?;
    let mut upload = Upload::default();
    let mut parts = Multipart::new(request.headers(), payload);
    let whole = async {
        while let Some(part) = parts.next().await {
            upload.take(part.map_err(|_| unreadable())?).await?;
        }
        Ok(())
    };
    timeout(LONGEST_UPLOAD, whole).await.unwrap_or_else(|_| Err(unreadable()))?;
    let texts = form_urlencoded::Serializer::new(String::new()).extend_pairs(&upload.texts).finish();
    let form = Query::<T>::from_query(&texts).map_err(|_| unreadable())?;
    Ok((form.into_inner(), upload.files))
}

fn unreadable() -> OperationError {
    OperationError::field("form", "broken", "This form cannot be read. The upload may have broken off.")
}

fn busy() -> OperationError {
    OperationError::field("form", "busy", "Too many files are on their way here. Try again in a few seconds.")
}

#[derive(Default)]
struct Upload {
    texts: Vec<(String, String)>,
    files: Files,
    parts: usize,
    /// Bytes that are kept.
    text_bytes: usize,
    file_bytes: usize,
    /// Bytes that were read at all.
    read: usize,
}

impl Upload {
    async fn take(&mut self, mut part: Field) -> Outcome<()> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(unreadable());
        }
        let name = part.name().unwrap_or_default().to_owned();
        let called = part.content_disposition().and_then(|about| about.get_filename()).map(str::to_owned);
        let Some(called) = called else {
            let bytes = self.bytes_of(&mut part, LARGEST_TEXT - self.text_bytes).await?.ok_or_else(unreadable)?;
            self.text_bytes += bytes.len();
            self.texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            return Ok(());
        };
        let room = LARGEST_TOGETHER - self.file_bytes;
        let content = self.bytes_of(&mut part, room).await?;
        // A field in which nothing was chosen is sent, too.
        if called.is_empty() && content.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        self.files.too_large |= content.is_none();
        let content = content.unwrap_or_default();
        self.file_bytes += content.len();
        // One too many is enough to say so.
        if self.files.chosen.len() <= MOST_FILES {
            self.files.chosen.push(DraftFile { file_name: called, content: Arc::new(content) });
        }
        Ok(())
    }

    /// All bytes of a part; `None` where they are too many.
    async fn bytes_of(&mut self, part: &mut Field, most: usize) -> Outcome<Option<Vec<u8>>> {
        let mut bytes = Some(Vec::new());
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|_| unreadable())?;
            self.read += chunk.len();
            if self.read > LARGEST_UPLOAD {
                return Err(unreadable());
            }
            match &mut bytes {
                Some(kept) if kept.len() + chunk.len() <= most => kept.extend_from_slice(&chunk),
                _ => bytes = None,
            }
        }
        Ok(bytes)
    }
}
