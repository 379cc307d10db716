//! Connections to PostgreSQL. They are not tested before each use, which would cost a journey each time. Instead, when one turns out to
//! lead to a server that has gone or was demoted, all that are as old are thrown away, and a transaction that had not reached its commit
//! begins again on a new one.

use super::error::{CarriesStoreError, Result, StoreError};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Somebody waits at the start.
const FIRST_CONNECTION: Duration = Duration::from_secs(5);

/// A PostgreSQL, as far as it can be reached.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) pool: PgPool,
    doubted: Doubted,
}

/// Since when connections are doubted: those that are older are not used again.
#[derive(Clone, Default)]
struct Doubted(Arc<Mutex<Option<Instant>>>);

impl Doubted {
    fn now(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    fn trusts(&self, age: Duration) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(|since| age < since.elapsed())
    }
}

impl Server {
    pub(super) async fn open(url: &str, acquire_timeout: Duration) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("paylink").statement_cache_capacity(200);
        // The pool tries again until its time is over, and then only says so. The first failure tells the cause.
        let first = tokio::time::timeout(FIRST_CONNECTION, PgConnection::connect_with(&options)).await;
        first
            .map_err(|_| StoreError::Address(format!("no answer within {} s", FIRST_CONNECTION.as_secs())))??
            .close()
            .await?;
        let doubted = Doubted::default();
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .test_before_acquire(false)
            .before_acquire({
                let doubted = doubted.clone();
                move |_, known| {
                    let trusted = doubted.trusts(known.age);
                    Box::pin(async move { Ok(trusted) })
                }
            })
            .after_connect(|connection, _| {
                Box::pin(async move {
                    let (standby,): (bool,) =
                        sqlx::query_as("SELECT pg_is_in_recovery()").fetch_one(connection).await?;
                    // What it says may be old, and nothing can be decided there.
                    if standby { Err(sqlx::Error::Configuration("the server is a standby".into())) } else { Ok(()) }
                })
            })
            .acquire_timeout(acquire_timeout)
            .connect_with(options)
            .await?;
        Ok(Self { pool, doubted })
    }

    /// The name of the database's collation where it does not sort by code point: "en_US.utf8".
    pub(super) async fn foreign_collation(&self) -> Result<Option<String>> {
        // The name alone tells nothing: with ICU it stands beside the one that counts.
        let sql = "SELECT datcollate, 'a' < 'B' FROM pg_database WHERE datname = current_database()";
        let (collation, foreign): (String, bool) = sqlx::query_as(sql).fetch_one(&self.pool).await?;
        Ok(foreign.then_some(collation))
    }

    /// After a failure: whether the connection it came from is of no use any more. Then all as old are not used again.
    pub(super) fn is_lost(&self, error: &impl CarriesStoreError) -> bool {
        let lost = error.store_error().is_some_and(StoreError::is_lost_connection);
        if lost {
            self.doubted.now();
        }
        lost
    }
}
