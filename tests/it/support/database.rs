//! A fresh database for every test: SQLite in memory-backed files, or PostgreSQL when `PAYLINK_TEST_POSTGRES` names a server.

use paylink::randomness::Randomness;
use paylink::store::Store;
use paylink::store::seal::Sealer;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

pub struct TestDatabase {
    pub url: String,
    pub folder: PathBuf,
    name: Option<String>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server for tests, "postgres://user@host:port", if there is one.
#[expect(clippy::disallowed_methods, reason = "tests are told where PostgreSQL is by the environment")]
pub fn postgres_server() -> Option<String> {
    std::env::var("PAYLINK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

fn fresh_name() -> String {
    format!("paylink_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

fn fresh_folder(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    let folder = root.join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

async fn admin(server: &str, sql: String) {
    let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.expect("PostgreSQL");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("an administrator's statement");
}

/// A database with the schema, made once per process; tests are copies of it.
async fn template(server: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("{}_template", fresh_name());
            admin(
                server,
                format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"),
            )
            .await;
            let store = open(&format!("{server}/{name}")).await;
            store.migrate().await.expect("migrations");
            store.close().await;
            name
        })
        .await
}

/// A store on that database, with the key of the tests.
pub async fn open(url: &str) -> Store {
    Store::open(url, Sealer::new(&[[0x11; 32]], Randomness::seeded(1))).await.expect("a store")
}

impl TestDatabase {
    pub async fn fresh() -> Self {
        let name = fresh_name();
        let folder = fresh_folder(&name);
        match postgres_server() {
            Some(server) => {
                let template = template(&server).await;
                admin(&server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                Self { url: format!("{server}/{name}"), folder, name: Some(name) }
            }
            None => Self::sqlite(folder),
        }
    }

    pub fn fresh_sqlite() -> Self {
        Self::sqlite(fresh_folder(&fresh_name()))
    }

    fn sqlite(folder: PathBuf) -> Self {
        Self { url: format!("sqlite:{}", folder.join("paylink.db").display()), folder, name: None }
    }

    pub async fn remove(self) {
        if let (Some(name), Some(server)) = (&self.name, postgres_server()) {
            admin(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
        std::fs::remove_dir_all(&self.folder).expect("the folder goes");
    }
}
