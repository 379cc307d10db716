//! Files that are answered with: PDFs of merchants, under their names.

use crate::domain::attachment::MEDIA_TYPE;
use crate::operations::attach_files::WholeFile;
use actix_web::HttpResponse;
use actix_web::http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam,
    DispositionType, ExtendedValue,
};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// What a browser should do with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Show it.
    Inline,
    /// Save it.
    Saved,
}

/// Nothing of the file may run or load as part of our origin. No `sandbox`, and styles may be set: the viewers of some browsers are pages
/// under this very policy, and would stay empty.
const POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// The file itself. That nobody keeps it and no type is guessed is added with the headers of every answer.
pub fn answer(file: WholeFile, shown: Shown) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(MEDIA_TYPE)
        .insert_header((CONTENT_DISPOSITION, disposition(&file.attachment.file_name, shown)))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        // A PDF is compressed in itself.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-robots-tag", "noindex, nofollow"))
        .body(file.content)
}

/// A body that brings files is there within this time, and large ones do not wait longer for their turn.
pub const LONGEST_UPLOAD: Duration = Duration::from_secs(60);
const WAIT_FOR_ROOM: Duration = Duration::from_secs(10);
/// Each is in memory several times: as it came, decoded, sealed.
static UPLOADS: Semaphore = Semaphore::const_new(8);

/// The turn of a large body, until it is dropped.
pub type UploadRoom = SemaphorePermit<'static>;

/// Waits for the turn of a large body; `None` when too many others are being read.
pub async fn upload_room() -> Option<UploadRoom> {
    timeout(WAIT_FOR_ROOM, UPLOADS.acquire()).await.ok()?.ok()
}

/// RFC 6266: the name in full, and before it one of plain letters for old programs.
fn disposition(name: &str, shown: Shown) -> ContentDisposition {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " ._-()".contains(c) { c } else { '_' };
    let whole = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: match shown {
            Shown::Inline => DispositionType::Inline,
            Shown::Saved => DispositionType::Attachment,
        },
        parameters: vec![
            DispositionParam::Filename(name.chars().map(plain).collect()),
            DispositionParam::FilenameExt(whole),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_languages_arrive_and_smuggle_nothing_in() {
        assert_eq!(
            disposition("Rechnung für März.pdf", Shown::Inline).to_string(),
            "inline; filename=\"Rechnung f_r M_rz.pdf\"; filename*=UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf"
        );
        let evil = disposition("a\"; filename=x.html\r\nSet-Cookie: a=b.pdf", Shown::Saved).to_string();
        assert!(evil.starts_with("attachment; filename=\"a__ filename_x.html__Set-Cookie_ a_b.pdf\""), "{evil}");
        assert!(!evil.contains(['\r', '\n']), "{evil}");
    }
}
