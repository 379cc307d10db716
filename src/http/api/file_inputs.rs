//! Files that callers send, in base64.

use super::body::Fields;
use super::problem::Problem;
use crate::domain::attachment::{DraftFile, MOST_FILES};
use std::sync::Arc;
use utoipa::ToSchema;

/// A PDF to attach.
#[derive(ToSchema)]
#[schema(example = json!({ "file_name": "Rechnung.pdf", "content": "JVBERi0xLjQKJSVFT0YK" }))]
pub struct NewAttachment {
    /// As the payer sees it. A path in front of it and control characters are left out; `.pdf` is added where it is missing.
    #[schema(min_length = 1, max_length = 120)]
    pub file_name: String,
    /// The PDF in base64 (RFC 4648, section 4), without line breaks; at most 5 MB, and 7 MB with the other files of the request.
    #[schema(min_length = 1, content_encoding = "base64", content_media_type = "application/pdf")]
    pub content: String,
}

impl NewAttachment {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<DraftFile, Problem> {
        let file = read_file(&mut fields);
        fields.finish().map(|()| file)
    }
}

fn read_file(file: &mut Fields) -> DraftFile {
    file.require("file_name");
    file.require("content");
    DraftFile {
        file_name: file.text("file_name").unwrap_or_default(),
        content: Arc::new(file.base64("content").unwrap_or_default()),
    }
}

/// The files of a new request.
pub fn read_files(fields: &mut Fields) -> Vec<DraftFile> {
    fields.objects("attachments", MOST_FILES, read_file).unwrap_or_default()
}
