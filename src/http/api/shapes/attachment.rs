//! A file that hangs on a payment request, as the API shows it.

use crate::domain::attachment::Attachment;
use crate::domain::ids::AttachmentId;
use crate::domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A PDF that is offered on the page and sent along with e-mails.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachment)]
pub struct AttachmentObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^att_[0-9a-f]{32}$", example = "att_019aa59d040070008000000000000000")]
    pub id: AttachmentId,
    /// As the payer sees it.
    #[schema(example = "Rechnung.pdf")]
    pub file_name: String,
    /// In bytes.
    #[schema(minimum = 1, example = 48_213)]
    pub size: i64,
    /// Of its bytes, in hex.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    pub sha256: String,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl AttachmentObject {
    /// A file as it is known.
    pub fn of(attachment: &Attachment) -> Self {
        Self {
            id: attachment.id,
            file_name: attachment.file_name.clone(),
            size: attachment.size,
            sha256: hex::encode(&attachment.sha256),
            created_at: attachment.created_at,
        }
    }
}
