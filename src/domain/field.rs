//! What is wrong with an input: which field, and the remedy.

use super::carriage::Hindered;
use serde::Serialize;

/// Every word that a fault or a conflict may have. Each has its sentence in the languages that the dashboard speaks, so that no page shows
/// the sentence that is meant for programs.
pub const CODES: &[&str] = &[
    "already_sent",
    "already_started",
    "ambiguous",
    "archived",
    "bad_address",
    "before_due_date",
    "blank",
    "broken",
    "busy",
    "cancelled",
    "cap",
    "card_number",
    "changed",
    "closed",
    "contradiction",
    "differs",
    "disputed",
    "dry_run",
    "empty",
    "encoding",
    "ended",
    "erased",
    "expired",
    "failed",
    "fixed_line",
    "idempotency_running",
    "in_the_future",
    "in_the_past",
    "in_use",
    "invalid",
    "is_default",
    "live_key",
    "lost_to_dispute",
    "missing",
    "no_address",
    "no_carrier",
    "no_columns",
    "no_decision_needed",
    "no_ground",
    "no_link",
    "no_money",
    "no_provider",
    "no_request",
    "no_room",
    "not_a_pdf",
    "not_a_sandbox",
    "not_carried",
    "not_lost",
    "not_offered",
    "not_open",
    "not_refundable_here",
    "nothing_to_refund",
    "null_character",
    "open_requests",
    "opted_out",
    "other_currency",
    "out_of_range",
    "paid",
    "past_due_date",
    "payment_not_succeeded",
    "processing",
    "publishable_key",
    "refused",
    "reminders_need_it",
    "repeated",
    "required",
    "reserved",
    "reused",
    "sandbox_live",
    "so_much",
    "syntax",
    "taken",
    "test_key",
    "too_common",
    "too_early",
    "too_fine",
    "too_large",
    "too_late",
    "too_long",
    "too_many",
    "too_many_today",
    "too_near_to_remind",
    "too_often",
    "too_old",
    "too_personal",
    "too_short",
    "too_small",
    "trunk_zero",
    "two_keys",
    "undated",
    "unknown",
    "unknown_column",
    "unknown_country",
    "unknown_field",
    "unknown_filter",
    "unknown_parameter",
    "unknown_test",
    "unknown_variable",
    "unreachable",
    "unreadable",
    "wrong",
    "wrong_purpose",
    "wrong_type",
];

/// Whether a word has its sentences. A new one belongs into [`CODES`] and `faults.ftl`.
pub fn is_known(code: &str) -> bool {
    CODES.binary_search(&code).is_ok()
}

/// One field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path of the field as the caller wrote it: "payer.email".
    pub field: String,
    /// A stable word for programs: `required`, `too_long`, `invalid`, `card_number`, …
    pub code: &'static str,
    /// A sentence that says the remedy, for programs. Pages say it in the reader's language, by the code.
    pub detail: String,
    /// What it is about, where the sentence of a page needs it: an address of a list.
    #[serde(skip)]
    pub about: Option<Box<str>>,
    /// The line of a text, from 1, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub line: Option<usize>,
    /// Who cannot carry an amount and why, where it is about that: pages say it in their own language.
    #[serde(skip)]
    pub hindered: Vec<Hindered>,
}

impl FieldError {
    /// A field, a stable code and the remedy.
    pub fn new(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        debug_assert!(is_known(code), "the fault {code:?} is not in domain::field::CODES");
        Self { field: field.into(), code, detail: detail.into(), about: None, line: None, hindered: Vec::new() }
    }

    /// The same, with what it is about.
    #[must_use]
    pub fn about(self, what: impl Into<String>) -> Self {
        Self { about: Some(what.into().into_boxed_str()), ..self }
    }

    /// The same about one line of a text.
    #[must_use]
    pub fn in_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

/// Gathers every fault of an input, so that the caller hears of all of them at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// None so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a fault.
    pub fn add(&mut self, field: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(FieldError::new(field, code, detail));
    }

    /// Notes a fault that somebody else has found.
    pub fn note(&mut self, fault: FieldError) {
        self.0.push(fault);
    }

    /// Keeps the value, or notes the fault.
    pub fn take<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.0.push(fault);
                None
            }
        }
    }

    /// Keeps the value, or notes all its faults.
    pub fn take_all<T>(&mut self, result: Result<T, Vec<FieldError>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(faults) => {
                self.0.extend(faults);
                None
            }
        }
    }

    /// `Err` with all faults when there is any.
    pub fn check(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    /// Whether nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_faults_are_in_order_and_each_stands_once() {
        assert!(CODES.windows(2).all(|pair| pair[0] < pair[1]), "{CODES:?}");
        assert!(is_known("required") && !is_known("anything"));
    }
}
