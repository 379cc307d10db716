//! Files of a request: on its page, and in the form for a new one.

use super::form::{Field, FormValues};
use super::frame::Frame;
use crate::domain::attachment::{Attachment, MOST_FILES};
use crate::domain::field::FieldError;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::i18n::{Arg, formats};

/// The block of the detail page.
pub(super) struct FilesView {
    pub(super) rows: Vec<FileRow>,
    /// Where one more is sent to, while it can be.
    pub(super) add: Option<String>,
}

pub(super) struct FileRow {
    pub(super) href: String,
    pub(super) name: String,
    /// "48 KB".
    pub(super) size: String,
    /// Where it is taken away.
    pub(super) removal: Option<String>,
}

impl FilesView {
    pub(super) fn of(frame: &Frame, request: &PaymentRequest, attachments: &[Attachment]) -> Self {
        let may = frame.role.may_request();
        let lives = match request.status(frame.now) {
            Status::Open | Status::Processing | Status::Paid => true,
            Status::Cancelled | Status::Expired => false,
        };
        let place = format!("/dashboard/requests/{}/attachments", request.id);
        let row = |file: &Attachment| FileRow {
            href: format!("{place}/{}", file.id),
            name: file.file_name.clone(),
            size: formats::file_size(frame.language, file.size),
            removal: may.then(|| format!("{place}/{}/removal", file.id)),
        };
        let rows = attachments.iter().map(row).collect();
        Self { rows, add: (may && lives && attachments.len() < MOST_FILES).then_some(place) }
    }
}

/// The field of the form. Browsers do not keep files, so a form that comes back says which have to be chosen again.
pub(super) fn field(frame: &Frame, values: &FormValues, errors: &[FieldError]) -> Field {
    let names: Vec<&str> = values.files.chosen.iter().map(|file| file.file_name.as_str()).collect();
    let hint = match names.as_slice() {
        [] => frame.t("dash-hint-attachments"),
        [name] => frame.with("dash-hint-attachments-again", &[("names", (*name).into())]),
        several => {
            let numbered: Vec<String> = (1..).zip(several).map(|(number, name)| format!("{number}. {name}")).collect();
            frame.with("dash-hint-attachments-again", &[("names", numbered.join(", ").into())])
        }
    };
    Field::of(frame, "attachments", "", errors, values.currency()).hint(hint)
}

/// What is wrong with files, in the person's language; `None` where the fault is about something else.
pub(super) fn error_text(frame: &Frame, error: &FieldError) -> Option<String> {
    let place = error.field.strip_prefix("attachments")?;
    let number = place.split('.').nth(1).and_then(|at| at.parse::<i64>().ok()).map_or(1, |at| at + 1);
    let key = match (error.code, place.is_empty()) {
        ("too_many", _) => "dash-error-files-many",
        ("too_large", true) => "dash-error-files-large",
        ("too_large", false) => "dash-error-file-large",
        ("not_a_pdf", _) => "dash-error-file-no-pdf",
        _ => "dash-error-file-name",
    };
    Some(frame.with(key, &[("number", Arg::Number(number))]))
}
