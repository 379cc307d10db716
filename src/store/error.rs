//! What can go wrong below the operations.

/// A failure of the database, or of what was found in it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no, or nothing.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A row that this program could not have written.
    #[error("the table {table} holds an impossible value in {what}")]
    Corrupt {
        /// Where.
        table: &'static str,
        /// What.
        what: &'static str,
    },
    /// A sealed value does not open.
    #[error(transparent)]
    Seal(#[from] super::seal::SealError),
    /// Migrations could not be applied.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// Somebody changed the row although it was locked: a bug, never a race.
    #[error("a row changed under its lock")]
    LostLock,
    /// SQLite is not set up to survive a power loss.
    #[error("SQLite does not keep its promises: {0}")]
    NotDurable(String),
    /// A text that cannot be a database address.
    #[error("{0}")]
    Address(String),
}

/// Errors that may carry a failure of the store, so that a transaction knows when to begin again.
pub trait CarriesStoreError {
    /// The failure of the store inside, if it is one.
    fn store_error(&self) -> Option<&StoreError>;
}

impl CarriesStoreError for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

impl StoreError {
    /// Whether the same transaction may succeed when begun again: serialization failure, deadlock, a busy SQLite.
    pub fn is_retryable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .is_some_and(|code| matches!(&*code, "40001" | "40P01" | "5" | "261" | "517"))
    }

    /// Whether the connection leads to a server that has gone, or that only reads since another one has taken its place.
    pub fn is_lost_connection(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::Io(_) => true,
            other => other
                .as_database_error()
                .and_then(sqlx::error::DatabaseError::code)
                .is_some_and(|code| code.starts_with("08") || matches!(&*code, "25006" | "57P01" | "57P02" | "57P03")),
        }
    }

    /// Whether the database is away, demoted or overloaded rather than wrong.
    pub fn is_unavailable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
            other => other.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| {
                code.starts_with("08")
                    || matches!(&*code, "25006" | "57P01" | "57P02" | "57P03" | "53100" | "53300" | "5" | "261" | "517")
                    // SQLite: the disk does not answer, or is full.
                    || matches!(&*code, "10" | "13" | "266" | "522" | "778" | "1034")
            }),
        }
    }

    /// Whether a unique key was hit.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(error) if error.as_database_error().is_some_and(|e| e.is_unique_violation()))
    }
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;
