//! Why an operation was not done.

use crate::domain::field::{FieldError, is_known};
use crate::providers::ProviderError;
use crate::store::{CarriesStoreError, StoreError};

/// Why an operation was not done. The faces map it once to a page or to RFC 9457.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// There is no such thing, or not for this merchant and mode.
    #[error("not found")]
    NotFound,
    /// The input is wrong: which fields, and the remedies.
    #[error("invalid input")]
    Invalid(Vec<FieldError>),
    /// It does not go with the state of things.
    #[error("{code}: {detail}")]
    Conflict {
        /// A stable word.
        code: &'static str,
        /// A sentence.
        detail: String,
    },
    /// The idempotency key was used with another body.
    #[error("the Idempotency-Key was used with another body")]
    IdempotencyMismatch,
    /// The person or key may not do this.
    #[error("not allowed")]
    Forbidden,
    /// Too much of it at once; nothing was done.
    #[error("too much at once; try again in a few seconds")]
    Busy,
    /// A provider said no or nothing.
    #[error("provider: {0}")]
    Provider(#[from] ProviderError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that cannot be.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl OperationError {
    /// A conflict with the state of things.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        debug_assert!(is_known(code), "the conflict {code:?} is not in domain::field::CODES");
        Self::Conflict { code, detail: detail.into() }
    }

    /// A conflict where a unique key was hit: somebody else has just written what there is only one of.
    pub(super) fn overtaken(error: StoreError, detail: &str) -> Self {
        if error.is_unique_violation() { Self::conflict("changed", detail) } else { Self::Store(error) }
    }

    /// Whether it is nobody's mistake and may be over soon: a database or a provider that does not answer.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Store(error) => error.is_unavailable(),
            Self::Provider(_) | Self::Busy => true,
            Self::NotFound
            | Self::Invalid(_)
            | Self::Conflict { .. }
            | Self::IdempotencyMismatch
            | Self::Forbidden
            | Self::Internal(_) => false,
        }
    }

    /// One field at fault.
    pub fn field(field: &str, code: &'static str, detail: &str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, detail)])
    }

    /// The same, told about another field: that of the form in which it was typed.
    #[must_use]
    pub(super) fn about(self, field: &str) -> Self {
        match self {
            Self::Invalid(faults) => {
                Self::Invalid(faults.into_iter().map(|fault| FieldError { field: field.to_owned(), ..fault }).collect())
            }
            other => other,
        }
    }
}

impl CarriesStoreError for OperationError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::NotFound
            | Self::Invalid(_)
            | Self::Conflict { .. }
            | Self::IdempotencyMismatch
            | Self::Forbidden
            | Self::Busy
            | Self::Provider(_)
            | Self::Internal(_) => None,
        }
    }
}
