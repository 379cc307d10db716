//! The only SQL of the program: one text for SQLite and PostgreSQL, one small dispatch, one file per table.

use futures_util::future::BoxFuture;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, Postgres, Sqlite, SqliteConnection, SqlitePool};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Runs one body on the engine at hand; inside it `$c` is that engine's connection and `Engine_` its type.
macro_rules! on {
    ($db:expr, |$c:ident| $body:expr) => {
        match &mut $db.engine {
            $crate::store::Engine::Sqlite(connection) => {
                #[allow(unused, reason = "only bodies that build a statement name the engine")]
                type EngineType = sqlx::Sqlite;
                let $c: &mut sqlx::SqliteConnection = connection;
                $body
            }
            $crate::store::Engine::Postgres(connection) => {
                #[allow(unused, reason = "only bodies that build a statement name the engine")]
                type EngineType = sqlx::Postgres;
                let $c: &mut sqlx::PgConnection = connection;
                $body
            }
        }
    };
}

/// Names every fixed statement of a file once; a test prepares all of them on both engines.
macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        $(const $name: &str = $sql;)*
        /// Every fixed statement here, by name.
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

mod address_hash;
pub mod address_reading;
pub mod api_key;
pub mod attachment;
pub mod consent;
pub mod consent_wording;
pub mod contact;
pub mod conversation;
pub mod describe;
pub mod direct_message;
pub mod error;
pub mod event;
pub mod forwarder;
pub mod idempotency;
pub mod inbound_message;
pub mod inbound_parts;
pub mod job;
pub mod key_check;
pub mod merchant;
pub mod message;
pub mod message_account;
pub mod message_list;
pub mod message_plan;
pub mod message_report;
pub mod message_setting;
pub mod opt_in;
pub mod page_change;
pub mod pay_link;
pub mod payment;
pub mod payment_request;
pub mod payment_request_list;
pub mod person;
mod postgres;
pub mod profile;
pub mod provider_account;
pub mod provider_fact;
pub mod refund;
pub mod sandbox;
pub mod seal;
pub mod session;
pub mod template;
pub mod user;

pub use error::{CarriesStoreError, Result, StoreError};
use seal::Sealer;

/// Every fixed statement of the store, by file and name.
pub fn all_statements() -> Vec<(&'static str, &'static str, &'static str)> {
    [
        ("address_hash", address_hash::STATEMENTS),
        ("address_reading", address_reading::STATEMENTS),
        ("api_key", api_key::STATEMENTS),
        ("attachment", attachment::STATEMENTS),
        ("consent", consent::STATEMENTS),
        ("consent_wording", consent_wording::STATEMENTS),
        ("contact", contact::STATEMENTS),
        ("direct_message", direct_message::STATEMENTS),
        ("conversation", conversation::STATEMENTS),
        ("event", event::STATEMENTS),
        ("forwarder", forwarder::STATEMENTS),
        ("idempotency", idempotency::STATEMENTS),
        ("inbound_message", inbound_message::STATEMENTS),
        ("inbound_parts", inbound_parts::STATEMENTS),
        ("job", job::STATEMENTS),
        ("key_check", key_check::STATEMENTS),
        ("merchant", merchant::STATEMENTS),
        ("message", message::STATEMENTS),
        ("message_account", message_account::STATEMENTS),
        ("message_plan", message_plan::STATEMENTS),
        ("message_list", message_list::STATEMENTS),
        ("message_report", message_report::STATEMENTS),
        ("message_setting", message_setting::STATEMENTS),
        ("opt_in", opt_in::STATEMENTS),
        ("page_change", page_change::STATEMENTS),
        ("pay_link", pay_link::STATEMENTS),
        ("payment", payment::STATEMENTS),
        ("payment_request", payment_request::STATEMENTS),
        ("person", person::STATEMENTS),
        ("profile", profile::STATEMENTS),
        ("provider_account", provider_account::STATEMENTS),
        ("provider_fact", provider_fact::STATEMENTS),
        ("refund", refund::STATEMENTS),
        ("sandbox", sandbox::STATEMENTS),
        ("session", session::STATEMENTS),
        ("template", template::STATEMENTS),
        ("user", user::STATEMENTS),
    ]
    .into_iter()
    .flat_map(|(file, statements)| statements.iter().map(move |(name, sql)| (file, *name, *sql)))
    .collect()
}

/// One thing on either engine: a connection, a session, a transaction.
pub enum Engine<L, P> {
    /// SQLite.
    Sqlite(L),
    /// PostgreSQL.
    Postgres(P),
}

/// A connection on which the functions of the tables run, inside a transaction or not.
pub struct Db<'c> {
    pub(crate) engine: Engine<&'c mut SqliteConnection, &'c mut PgConnection>,
    pub(crate) sealer: &'c Sealer,
}

/// A connection for reading, outside any transaction.
pub struct Session {
    engine: Engine<PoolConnection<Sqlite>, PoolConnection<Postgres>>,
    sealer: Arc<Sealer>,
}

impl Session {
    /// What the functions of the tables take.
    pub fn db(&mut self) -> Db<'_> {
        let engine = match &mut self.engine {
            Engine::Sqlite(connection) => Engine::Sqlite(&mut **connection),
            Engine::Postgres(connection) => Engine::Postgres(&mut **connection),
        };
        Db { engine, sealer: &self.sealer }
    }
}

#[derive(Clone)]
enum Pools {
    /// SQLite allows one writer, so it gets one connection to write with and several to read with.
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(postgres::Server),
}

/// The database, open.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    sealer: Arc<Sealer>,
    /// Whether the program is about to end: then nobody waits long for a connection.
    ending: watch::Sender<bool>,
}

/// How often a transaction is begun again when the engine asks for it.
const MOST_TRIES: u32 = 5;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection is waited for once the program is about to end.
const LAST_PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// Opens "sqlite:/path/to/file" or "postgres://…" and checks that what it acknowledges is durable.
    pub async fn open(url: &str, sealer: Sealer) -> Result<Self> {
        let pools = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.split('?').next().unwrap_or(path);
            open_sqlite(Path::new(path.strip_prefix("//").unwrap_or(path))).await?
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Pools::Postgres(postgres::Server::open(url, ACQUIRE_TIMEOUT).await?)
        } else {
            return Err(StoreError::Address("a database address begins with sqlite: or postgres://".to_owned()));
        };
        Ok(Self { pools, sealer: Arc::new(sealer), ending: watch::Sender::new(false) })
    }

    /// The program is about to end: from now on nobody waits long for a connection, nor do those who wait already. A database that is
    /// there gives one within milliseconds.
    pub fn hurry(&self) {
        self.ending.send_replace(true);
    }

    /// A connection, unless the end of the program comes first.
    async fn in_time<C>(&self, connection: impl Future<Output = sqlx::Result<C>>) -> sqlx::Result<C> {
        let mut ending = self.ending.subscribe();
        tokio::select! {
            biased;
            connection = connection => connection,
            () = async {
                // Fails only without a sender, and `self` is one.
                let _ = ending.wait_for(|ending| *ending).await;
                tokio::time::sleep(LAST_PATIENCE).await;
            } => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { write, .. } => sqlx::migrate!("migrations/sqlite").run(write).await?,
            Pools::Postgres(server) => sqlx::migrate!("migrations/postgres").run(&server.pool).await?,
        }
        Ok(())
    }

    /// What seals secrets in this database.
    pub fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    /// "sqlite" or "postgres".
    pub fn engine_name(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Session> {
        let engine = match &self.pools {
            Pools::Sqlite { read, .. } => Engine::Sqlite(self.in_time(read.acquire()).await?),
            Pools::Postgres(server) => Engine::Postgres(self.in_time(server.pool.acquire()).await?),
        };
        Ok(Session { engine, sealer: Arc::clone(&self.sealer) })
    }

    /// Does `work` in one transaction; again from the start when the engine asks for it. Inside, nothing but the database is
    /// awaited. An error rolls back.
    pub async fn transact<I, T, E, F>(&self, input: I, work: F) -> std::result::Result<T, E>
    where
        I: Send + Sync,
        T: Send,
        E: From<StoreError> + CarriesStoreError + Send,
        F: for<'t, 'c> Fn(&'t mut Db<'c>, &'t I) -> BoxFuture<'t, std::result::Result<T, E>> + Send + Sync,
    {
        let mut tries = 1;
        loop {
            match self.try_once(&input, &work).await {
                Ok(value) => return Ok(value),
                Err(failed) if tries < MOST_TRIES && failed.may_begin_again() => {
                    tries += 1;
                    metrics::counter!("paylink_transaction_retries_total").increment(1);
                }
                Err(failed) => return Err(failed.error),
            }
        }
    }

    async fn try_once<I, T, E, F>(&self, input: &I, work: &F) -> std::result::Result<T, Failed<E>>
    where
        I: Send + Sync,
        T: Send,
        E: From<StoreError> + CarriesStoreError + Send,
        F: for<'t, 'c> Fn(&'t mut Db<'c>, &'t I) -> BoxFuture<'t, std::result::Result<T, E>> + Send + Sync,
    {
        match &self.pools {
            Pools::Sqlite { write, .. } => {
                // A deferred transaction that reads first can lose its snapshot at the first write (517): lock at once.
                let begun = self.in_time(write.begin_with("BEGIN IMMEDIATE")).await;
                let mut tx = begun.map_err(Failed::before_commit)?;
                let mut db = Db { engine: Engine::Sqlite(&mut tx), sealer: &self.sealer };
                let value = work(&mut db, input).await.map_err(Failed::working)?;
                tx.commit().await.map_err(Failed::at_commit)?;
                Ok(value)
            }
            Pools::Postgres(server) => {
                let mut connection = self.in_time(server.pool.acquire()).await.map_err(Failed::before_commit)?;
                let done = async {
                    let mut tx = connection.begin().await.map_err(Failed::before_commit)?;
                    let mut db = Db { engine: Engine::Postgres(&mut tx), sealer: &self.sealer };
                    let value = work(&mut db, input).await.map_err(Failed::working)?;
                    tx.commit().await.map_err(Failed::at_commit)?;
                    Ok(value)
                }
                .await;
                if done.as_ref().is_err_and(|failed: &Failed<E>| server.is_lost(&failed.error)) {
                    connection.close_on_drop();
                }
                done
            }
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        let mut session = self.read().await?;
        let mut db = session.db();
        on!(db, |c| sqlx::query("SELECT 1").execute(c).await.map(drop)).map_err(StoreError::from)
    }

    /// The name of the database's collation where it is another than it should be made with.
    pub async fn foreign_collation(&self) -> Result<Option<String>> {
        match &self.pools {
            Pools::Sqlite { .. } => Ok(None),
            Pools::Postgres(server) => server.foreign_collation().await,
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(server) => server.pool.close().await,
        }
    }
}

/// Makes an empty file that only its owner may read; SQLite gives its companions (-wal, -shm) the rights of the database.
fn make_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Address(format!("the file cannot be made: {error}")))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools> {
    make_private(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(200);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .test_before_acquire(false)
        // On a full disk SQLite rolls back by itself, and sqlx then believes for ever that a transaction is open.
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.clone())
        .await?;
    let (journal,): (String,) = sqlx::query_as("PRAGMA journal_mode").fetch_one(&write).await?;
    let (synchronous,): (i64,) = sqlx::query_as("PRAGMA synchronous").fetch_one(&write).await?;
    if journal != "wal" || synchronous != 2 {
        return Err(StoreError::NotDurable(format!(
            "journal_mode {journal}, synchronous {synchronous}; expected wal and 2"
        )));
    }
    let read = SqlitePoolOptions::new()
        .max_connections(8)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Pools::Sqlite { read, write })
}

/// A transaction that did not come to its end.
struct Failed<E> {
    error: E,
    at_commit: bool,
}

impl<E: From<StoreError> + CarriesStoreError> Failed<E> {
    fn before_commit(error: sqlx::Error) -> Self {
        Self { error: StoreError::from(error).into(), at_commit: false }
    }

    fn working(error: E) -> Self {
        Self { error, at_commit: false }
    }

    fn at_commit(error: sqlx::Error) -> Self {
        Self { error: StoreError::from(error).into(), at_commit: true }
    }

    /// Whether a commit that was cut off has happened is unknown, so that is never begun again; an engine that says no has not done it.
    fn may_begin_again(&self) -> bool {
        let may = |error: &StoreError| error.is_retryable() || (!self.at_commit && error.is_lost_connection());
        self.error.store_error().is_some_and(may)
    }
}
