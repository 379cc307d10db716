//! Contacts from a file: what would become of each line, and what became of it.

use super::remedy;
use crate::domain::field::FieldError;
use crate::http::dashboard::views::frame::Frame;
use crate::i18n::Arg;
use crate::operations::import_contacts::{COLUMNS, RowOutcome, RowResult};
use askama::Template;

/// So many bad lines are shown; more are counted.
const MOST_SHOWN: usize = 200;

/// What became of a file's lines.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// Nothing was changed.
    pub dry_run: bool,
    /// The name of the file.
    pub file: String,
    /// New contacts.
    pub created: i64,
    /// Changed contacts.
    pub updated: i64,
    /// Lines without news.
    pub unchanged: i64,
    /// Lines without effect.
    pub bad: i64,
    /// The first of them: line, and what is wrong.
    pub faults: Vec<(u64, Vec<FieldError>)>,
    /// Columns of the file that are not read.
    pub not_read: Vec<String>,
}

impl ImportReport {
    /// One line more.
    pub fn add(&mut self, row: RowResult) {
        match row.outcome {
            RowOutcome::Created => self.created += 1,
            RowOutcome::Updated => self.updated += 1,
            RowOutcome::Unchanged => self.unchanged += 1,
            RowOutcome::Bad(faults) => {
                self.bad += 1;
                if self.faults.len() < MOST_SHOWN {
                    self.faults.push((row.line, faults));
                }
            }
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/import.html")]
pub struct ImportPage {
    frame: Frame,
    scope: String,
    columns: Vec<(String, String)>,
    report: Option<Report>,
    /// The file of a trial, to be read for good without being chosen again.
    content: Option<String>,
    file: String,
    fault: Option<String>,
}

struct Report {
    title: String,
    good: bool,
    counts: Vec<(String, String)>,
    bad: Vec<(String, String)>,
    more: Option<String>,
    not_read: Option<String>,
}

impl ImportPage {
    /// The form alone, or with what became of a file.
    pub fn new(frame: Frame, report: Option<&ImportReport>, content: Option<String>, faults: &[FieldError]) -> Self {
        let columns = COLUMNS
            .iter()
            .map(|(name, _)| ((*name).to_owned(), frame.t(&format!("people-column-{}", name.replace('_', "-")))));
        let fault = faults.iter().map(|fault| match fault.field.as_str() {
            "file" | "scope" => remedy(&frame, fault),
            column => format!("{column}: {}", remedy(&frame, fault)),
        });
        let fault = fault.collect::<Vec<_>>().join(" ");
        Self {
            scope: frame.scope_word(),
            columns: columns.collect(),
            file: report.map(|report| report.file.clone()).unwrap_or_default(),
            report: report.map(|report| Report::of(&frame, report)),
            content,
            fault: Some(fault).filter(|fault| !fault.is_empty()),
            frame,
        }
    }
}

impl Report {
    fn of(frame: &Frame, report: &ImportReport) -> Self {
        let counts = [
            ("people-import-created", report.created),
            ("people-import-updated", report.updated),
            ("people-import-unchanged", report.unchanged),
            ("people-import-bad", report.bad),
        ];
        let bad = report.faults.iter().map(|(line, faults)| {
            let place = frame.with("people-import-line", &[("line", Arg::Number(i64::try_from(*line).unwrap_or(0)))]);
            let told = faults.iter().map(|fault| match fault.field.as_str() {
                "" => remedy(frame, fault),
                column => format!("{column}: {}", remedy(frame, fault)),
            });
            (place, told.collect::<Vec<_>>().join(" "))
        });
        let shown = i64::try_from(report.faults.len()).unwrap_or(i64::MAX);
        let more = report.bad - shown;
        let names = report.not_read.join(", ");
        let not_read =
            (!names.is_empty()).then(|| frame.with("people-import-not-read", &[("columns", names.as_str().into())]));
        Self {
            title: frame.t(if report.dry_run { "people-import-tried" } else { "people-import-done" }),
            good: report.bad == 0,
            counts: counts.map(|(key, count)| (frame.t(key), frame.integer(count))).into(),
            bad: bad.collect(),
            not_read,
            more: (more > 0).then(|| frame.with("people-import-more", &[("count", Arg::Number(more))])),
        }
    }
}
