//! A fresh database for every seed: a copy of one that was migrated once.

use super::from_environment;
use paylink::randomness::Randomness;
use paylink::store::Store;
use paylink::store::seal::Sealer;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::path::{Path, PathBuf};
use url::Url;

/// Where databases are made.
pub enum Server {
    /// A folder in memory, where there is one.
    Sqlite(PathBuf),
    Postgres(Url),
}

#[derive(Clone)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(Url),
}

const TEMPLATE: &str = "paylink_model_template";

impl Server {
    /// Makes the template.
    pub async fn start() -> Self {
        let server = match from_environment("PAYLINK_TEST_POSTGRES") {
            Some(url) => {
                let mut url = Url::parse(&url).unwrap();
                url.set_path("postgres");
                Self::Postgres(url)
            }
            None => {
                let memory = Path::new("/dev/shm");
                let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
                let folder = base.join(format!("paylink-model-{}", std::process::id()));
                std::fs::create_dir_all(&folder).unwrap();
                Self::Sqlite(folder)
            }
        };
        if let Self::Postgres(url) = &server {
            run(url, &format!("DROP DATABASE IF EXISTS {TEMPLATE}")).await;
            run(url, &format!("CREATE DATABASE {TEMPLATE} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")).await;
        }
        let store = server.named(TEMPLATE).open(&Randomness::seeded(0)).await;
        store.migrate().await.unwrap();
        store.close().await;
        server
    }

    fn named(&self, name: &str) -> Database {
        match self {
            Self::Sqlite(folder) => Database::Sqlite(folder.join(name)),
            Self::Postgres(url) => {
                let mut url = url.clone();
                url.set_path(name);
                Database::Postgres(url)
            }
        }
    }

    pub async fn database(&self, seed: u64) -> Database {
        let database = self.named(&format!("paylink_model_{seed}"));
        match (self, &database) {
            (Self::Sqlite(folder), Database::Sqlite(path)) => {
                std::fs::copy(folder.join(TEMPLATE), path).unwrap();
            }
            (Self::Postgres(url), _) => {
                run(url, &format!("DROP DATABASE IF EXISTS paylink_model_{seed}")).await;
                run(url, &format!("CREATE DATABASE paylink_model_{seed} TEMPLATE {TEMPLATE}")).await;
            }
            (Self::Sqlite(_), Database::Postgres(_)) => unreachable!("a server makes its own kind"),
        }
        database
    }

    pub async fn stop(self) {
        if let Self::Postgres(url) = &self {
            run(url, &format!("DROP DATABASE IF EXISTS {TEMPLATE}")).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Self::Sqlite(folder) = self {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Database {
    pub async fn open(&self, random: &Randomness) -> Store {
        let url = match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.to_string(),
        };
        Store::open(&url, Sealer::new(&[[7; 32]], random.clone())).await.unwrap()
    }

    /// Nobody looks at it any more.
    pub async fn remove(self) {
        match self {
            Self::Sqlite(path) => std::fs::remove_file(path).unwrap(),
            Self::Postgres(mut url) => {
                let name = url.path().trim_start_matches('/').to_owned();
                url.set_path("postgres");
                run(&url, &format!("DROP DATABASE IF EXISTS {name}")).await;
            }
        }
    }
}

async fn run(server: &Url, sql: &str) {
    let mut connection = PgConnection::connect(server.as_str()).await.unwrap();
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}
