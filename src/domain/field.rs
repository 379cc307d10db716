//! What is wrong with an input: which field, and the remedy.

use super::carriage::Hindered;
use serde::Serialize;

/// One field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Path of the field as the caller wrote it: "payer.email".
    pub field: String,
    /// A stable word for programs: `required`, `too_long`, `invalid`, `card_number`, …
    pub code: &'static str,
    /// A sentence that says the remedy.
    pub detail: String,
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
        Self { field: field.into(), code, detail: detail.into(), line: None, hindered: Vec::new() }
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
