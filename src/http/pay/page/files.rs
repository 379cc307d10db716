//! Files that the payer can read beside the page.

use super::PageInput;
use crate::domain::attachment::Attachment;
use crate::i18n::{formats, text_with};

/// One of them.
pub struct FileLink {
    /// Where.
    pub href: String,
    /// "Rechnung.pdf".
    pub name: String,
    /// "PDF, 124 KB".
    pub kind: String,
}

impl PageInput<'_> {
    /// In the order of their adding.
    pub(super) fn files(&self) -> Vec<FileLink> {
        let link = |file: &Attachment| {
            let size = formats::file_size(self.language, file.size);
            FileLink {
                href: format!("{}/attachments/{}", self.pay_path, file.id),
                name: file.file_name.clone(),
                kind: text_with(self.language, "pay-attachment-kind", &[("size", size.into())]),
            }
        };
        self.attachments.iter().map(link).collect()
    }
}
