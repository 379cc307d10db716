//! What can go wrong below the operations.

use std::borrow::Cow;

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
        self.code().is_some_and(|code| matches!(&*code, "40001" | "40P01" | "5" | "261" | "517"))
    }

    /// Whether the connection leads to a server that has gone, or that only reads since another one has taken its place.
    pub fn is_lost_connection(&self) -> bool {
        self.is_cut_off() || self.code().is_some_and(|code| tells_of_leaving(&code))
    }

    /// Whether the database is away, demoted or overloaded rather than wrong.
    pub fn is_unavailable(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
            _ => {
                self.is_lost_connection()
                    || self.is_retryable()
                    || self.code().is_some_and(|code| tells_of_trouble(&code))
            }
        }
    }

    /// Nobody is there, or what answers does not speak as PostgreSQL does: a proxy whose server has gone closes the connection, or
    /// answers the first byte with nothing of use.
    fn is_cut_off(&self) -> bool {
        let Self::Database(error) = self else { return false };
        matches!(error, sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_))
    }

    /// What the database itself calls it: SQLSTATE, or the number of SQLite.
    fn code(&self) -> Option<Cow<'_, str>> {
        let Self::Database(error) = self else { return None };
        error.as_database_error().and_then(sqlx::error::DatabaseError::code)
    }

    /// What a proxy says whose database has gone.
    #[cfg(test)]
    pub fn away() -> Self {
        Self::Database(sqlx::Error::Protocol("unexpected response from SSLRequest: 0x00".to_owned()))
    }

    /// Whether a unique key was hit.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(error) if error.as_database_error().is_some_and(|e| e.is_unique_violation()))
    }
}

/// A broken connection (08), an operator who stops or starts the server (57), one that only reads since it was demoted.
fn tells_of_leaving(code: &str) -> bool {
    code.starts_with("08") || (code.starts_with("57") && code.len() == 5) || code == "25006"
}

/// PostgreSQL lacks memory, disk or connections (53), or its disk does not answer; SQLite's disk does not answer, or is full.
fn tells_of_trouble(code: &str) -> bool {
    (code.starts_with("53") && code.len() == 5)
        || matches!(code, "58000" | "58030" | "10" | "13" | "266" | "522" | "778" | "1034")
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::error::{DatabaseError, ErrorKind};
    use std::io::ErrorKind as Io;

    /// What a database says, by its code.
    #[derive(Debug)]
    struct Said(&'static str);

    impl std::fmt::Display for Said {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Said {}

    impl DatabaseError for Said {
        fn message(&self) -> &str {
            self.0
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            Some(Cow::Borrowed(self.0))
        }

        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> ErrorKind {
            ErrorKind::Other
        }
    }

    fn said(code: &'static str) -> StoreError {
        StoreError::Database(sqlx::Error::Database(Box::new(Said(code))))
    }

    fn cut_off(kind: Io) -> StoreError {
        StoreError::Database(sqlx::Error::Io(std::io::Error::from(kind)))
    }

    #[test]
    fn a_server_that_goes_is_away_and_its_connection_lost() {
        for code in ["08000", "08003", "08006", "08P01", "57014", "57P01", "57P02", "57P03", "57P05", "25006"] {
            assert!(said(code).is_unavailable() && said(code).is_lost_connection(), "{code}");
        }
        for kind in [Io::UnexpectedEof, Io::ConnectionReset, Io::ConnectionRefused, Io::BrokenPipe, Io::TimedOut] {
            assert!(cut_off(kind).is_unavailable() && cut_off(kind).is_lost_connection(), "{kind}");
        }
        for text in ["unexpected response from SSLRequest: 0x00", "unknown message type: '\\0'"] {
            let error = StoreError::Database(sqlx::Error::Protocol(text.to_owned()));
            assert!(error.is_unavailable() && error.is_lost_connection(), "{text}");
        }
    }

    #[test]
    fn what_is_overloaded_is_away_too_but_its_connection_stays() {
        for code in ["53000", "53100", "53200", "53300", "58030", "40001", "40P01", "5", "13"] {
            assert!(said(code).is_unavailable() && !said(code).is_lost_connection(), "{code}");
        }
        for error in [sqlx::Error::PoolTimedOut, sqlx::Error::PoolClosed] {
            let error = StoreError::Database(error);
            assert!(error.is_unavailable() && !error.is_lost_connection(), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_not_called_away() {
        for code in ["23505", "23503", "42P01", "42601", "22003", "28P01", "3D000", "25P02", "1", "19", "2067"] {
            assert!(!said(code).is_unavailable() && !said(code).is_lost_connection(), "{code}");
        }
        for error in [
            StoreError::Database(sqlx::Error::RowNotFound),
            StoreError::Database(sqlx::Error::ColumnNotFound("amount".into())),
            StoreError::Corrupt { table: "payment", what: "kind" },
            StoreError::LostLock,
        ] {
            assert!(!error.is_unavailable() && !error.is_lost_connection(), "{error}");
        }
    }
}
