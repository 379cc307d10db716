//! Builds everything from the settings. The program and its tests use the same.

use crate::clock::Clock;
use crate::config::{Config, ConfigError, Secret, origin_text};
use crate::descriptors;
use crate::domain::field::FieldError;
use crate::guard::Guard;
use crate::http::bodies::{Unfinished, bound_bodies};
use crate::http::compression::compress;
use crate::http::connections::{Connections, most_of_one_worker};
use crate::http::headers::add_headers;
use crate::http::operating::serve_figures;
use crate::http::rate_limit::RateLimits;
use crate::http::routes::routes;
use crate::jobs::schedule::run_workers;
use crate::messaging::channel::{Carrier, Carriers};
use crate::messaging::email::smtp::Smtp;
use crate::messaging::sms::http_gateway::HttpGateway;
use crate::messaging::sms::smpp::Smpp;
use crate::messaging::sms::twilio::Twilio;
use crate::operations::keep_sessions::Sessions;
use crate::operations::mend_addresses::mend_addresses;
use crate::operations::record_opens::Opens;
use crate::operations::{Context, OperationError};
use crate::providers::client::{guarded_client, http_client};
use crate::providers::sandbox::{Sandbox, SandboxBase};
use crate::providers::stripe::Stripe;
use crate::providers::{Provider, Providers};
use crate::randomness::Randomness;
use crate::store::Store;
use crate::store::key_check::KeysFound;
use crate::store::seal::Sealer;
use crate::telemetry::{QuietSpans, start_counting};
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App as WebApp, HttpServer, web};
use serde_json::json;
use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tracing_actix_web::TracingLogger;

/// Why the program does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// The database does not open.
    #[error("PAYLINK_DATABASE_URL ({place}): {error}")]
    Database {
        /// The address without its password.
        place: String,
        /// What the database or the way there said.
        error: crate::store::StoreError,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The address is taken, a folder cannot be written.
    #[error("{what}: {error}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// What is kept could not be read anew.
    #[error("reading numbers and addresses anew: {0}")]
    Reading(#[from] OperationError),
    /// No HTTP client.
    #[error("HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// The secret key is not the database's.
    #[error(
        "PAYLINK_SECRET_KEY does not open what this database holds: the keys {0} are missing. Add the earlier key behind the new one, separated by a comma."
    )]
    WrongKey(String),
    /// The database's first key does not stand last.
    #[error(
        "PAYLINK_SECRET_KEY lists its keys in another order: the newest comes first, and the one that this database began with, {0}, stands last."
    )]
    KeyOrder(String),
    /// PostgreSQL without a key.
    #[error(
        "PAYLINK_SECRET_KEY is required with PostgreSQL, because several nodes must share it: set it to 32 random bytes in hex, for example from: openssl rand -hex 32"
    )]
    NoKey,
}

/// Where Twilio is.
const TWILIO: &str = "https://api.twilio.com";

/// Everything that operations need, and how the sandbox is told where it lives.
#[derive(Clone)]
pub struct Parts {
    /// For operations.
    pub context: Context,
    /// For the sandbox's notifications.
    pub client: reqwest::Client,
    /// Set once the program listens.
    pub sandbox_base: SandboxBase,
    /// Keeps the sessions of SMPP accounts.
    pub smpp: Arc<Smpp>,
}

/// Builds what operations need: opens the database, brings its schema up to date, checks the key.
pub async fn build(config: Config, clock: Clock, random: Randomness) -> Result<Parts, StartError> {
    let keys = secret_keys(&config, &random)?;
    let store = Store::open(config.database_url.reveal(), Sealer::new(&keys, random.clone())).await;
    let store = store.map_err(|error| StartError::Database { place: config.database_place(), error })?;
    store.migrate().await?;
    let now = clock.now();
    match store.transact(now, |db, now| Box::pin(async move { db.check_secret_keys(*now).await })).await? {
        KeysFound::Good => {}
        KeysFound::Missing(missing) => return Err(StartError::WrongKey(missing.join(", "))),
        KeysFound::NotLast(first) => return Err(StartError::KeyOrder(first)),
    }
    let client = http_client(config.provider_timeout)?;
    let sandbox_base: SandboxBase = Arc::new(OnceLock::new());
    let origin = origin_text(&config.public_url).to_owned();
    let providers: Vec<Arc<dyn Provider>> = vec![
        Arc::new(Sandbox::new(client.clone(), Arc::clone(&sandbox_base), origin)),
        Arc::new(Stripe::new(config.stripe_url.clone(), config.provider_timeout)),
    ];
    if let Some(url) = &config.smtp_url {
        let wrong = |fault: FieldError| ConfigError { name: "PAYLINK_SMTP_URL".to_owned(), remedy: fault.detail };
        Smtp::default().check_credentials(&json!({ "url": url.reveal() }), true).map_err(wrong)?;
    }
    let guard = Guard::new(&config.allowed_networks);
    let smpp = Arc::new(Smpp::new(guard.clone()));
    let carriers: Vec<Arc<dyn Carrier>> = vec![
        Arc::new(Smtp::new(guard.clone())),
        Arc::new(Twilio::new(client.clone(), TWILIO)),
        Arc::new(HttpGateway::new(client.clone(), guarded_client(config.provider_timeout, &guard)?)),
        Arc::clone(&smpp) as Arc<dyn Carrier>,
    ];
    let context = Context {
        store,
        clock,
        random,
        providers: Providers::new(providers),
        carriers: Carriers::new(carriers),
        config: Arc::new(config),
        wake: Arc::new(Notify::new()),
        opens: Arc::new(Opens::default()),
        forwarders: Arc::default(),
        shops: Arc::default(),
        hashing: Arc::default(),
        enclosing: Arc::default(),
    };
    mend_addresses(&context).await?;
    Ok(Parts { context, client, sandbox_base, smpp })
}

/// A caller who is answered before all of a body has come is heard on for this time, to be able to read the answer.
const HEARD_ON: Duration = Duration::from_secs(3);

/// The program, listening but not yet turning.
pub struct App {
    /// What operations need.
    pub parts: Parts,
    /// Where it listens.
    pub address: SocketAddr,
    /// Where the figures are, if anywhere.
    pub figures_address: Option<SocketAddr>,
    server: Server,
    figures: Option<Server>,
}

impl App {
    /// Listens on the address of the settings (port 0 takes any).
    pub fn listen(parts: Parts, workers: usize) -> Result<Self, StartError> {
        let wanted = parts.context.config.listen;
        let io = |error| StartError::Io { what: format!("listening on {wanted}"), error };
        let listener = TcpListener::bind(wanted).map_err(io)?;
        Self::listen_on(parts, listener, workers)
    }

    /// Serves on a listener that is bound already.
    pub fn listen_on(parts: Parts, listener: TcpListener, workers: usize) -> Result<Self, StartError> {
        let io = |error| StartError::Io { what: "listening".to_owned(), error };
        let address = listener.local_addr().map_err(io)?;
        // The sandbox is reached on the loopback address: the public one may be known outside only.
        let reachable = if address.ip().is_unspecified() {
            SocketAddr::new(std::net::Ipv4Addr::LOCALHOST.into(), address.port())
        } else {
            address
        };
        let _ = parts.sandbox_base.set(format!("http://{reachable}"));
        let context = web::Data::new(parts.context.clone());
        let limits = web::Data::new(RateLimits::new(&parts.context.config));
        // From the first request on, whether or not anybody looks.
        drop(start_counting());
        let figures = parts.context.config.metrics_listen.map(|wanted| figures(wanted, context.clone())).transpose()?;
        let (figures_address, figures) = figures.unzip();
        let unfinished = web::Data::new(Unfinished::default());
        let connections = Connections::new(Arc::clone(&parts.context.config));
        let descriptors = descriptors::raise_limit();
        if let Some(remedy) = descriptors::remedy(descriptors) {
            tracing::warn!("{remedy}");
        }
        let server = HttpServer::new(move || {
            WebApp::new()
                .app_data(context.clone())
                .app_data(limits.clone())
                .app_data(unfinished.clone())
                .wrap(from_fn(compress))
                .wrap(from_fn(add_headers))
                .wrap(from_fn(bound_bodies))
                .wrap(TracingLogger::<QuietSpans>::new())
                .configure(routes)
        })
        .on_connect(move |connection, kept| connections.greet(connection, kept))
        .workers(workers)
        .max_connections(most_of_one_worker(descriptors, workers))
        // So long after the answer what is still being sent is heard. Actix counts by a clock that stands still while a worker is busy, and
        // never wakes for a time that is over when it begins, as its own second may be.
        .client_disconnect_timeout(HEARD_ON)
        .disable_signals()
        .shutdown_timeout(20)
        .listen(listener)
        .map_err(io)?
        .run();
        Ok(Self { parts, address, figures_address, server, figures })
    }

    /// Serves pages and does jobs until `stop` says so; what has begun is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> std::io::Result<()> {
        let workers = tokio::spawn(run_workers(
            self.parts.context.clone(),
            self.parts.client.clone(),
            Sessions::of(Arc::clone(&self.parts.smpp)),
            stop.clone(),
        ));
        let store = self.parts.context.store.clone();
        let ended = stop.clone();
        let finishing = async move {
            let result = self.serve(async move {
                let _ = stop.wait_for(|stop| *stop).await;
            });
            let result = result.await;
            let _ = workers.await;
            result
        };
        finish(&store, ended, finishing).await.unwrap_or(Ok(()))
    }

    /// Serves pages only, until the future ends.
    pub async fn serve(self, until: impl Future<Output = ()>) -> std::io::Result<()> {
        let handle = self.server.handle();
        let figures = self.figures.map(|figures| (figures.handle(), tokio::spawn(figures)));
        let turning = tokio::spawn(self.server);
        tokio::pin!(turning);
        tokio::select! {
            ended = &mut turning => return ended.unwrap_or_else(|error| Err(std::io::Error::other(error))),
            () = until => {}
        }
        handle.stop(true).await;
        if let Some((figures, serving)) = figures {
            figures.stop(false).await;
            drop(serving.await);
        }
        turning.await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
    }
}

/// Does jobs without serving pages, until `stop` says so; what has begun is finished.
pub async fn work(parts: &Parts, stop: watch::Receiver<bool>) {
    let sessions = Sessions::of(Arc::clone(&parts.smpp));
    let working = run_workers(parts.context.clone(), parts.client.clone(), sessions, stop.clone());
    let _ = finish(&parts.context.store, stop, working).await;
}

/// A container is killed ten seconds after SIGTERM. Where the database is there, what has begun is waited for longer.
const WITHOUT_DATABASE: Duration = Duration::from_secs(6);
const LAST_LOOK: Duration = Duration::from_secs(1);
const LAST_GOODBYE: Duration = Duration::from_millis(500);

/// Waits for what has begun, as long as there is a database for it; `None` when there is none.
async fn finish<T>(store: &Store, stop: watch::Receiver<bool>, work: impl Future<Output = T>) -> Option<T> {
    let done = tokio::select! {
        done = work => Some(done),
        () = left_alone(store, stop) => {
            tracing::error!(
                "the database is away, so what was under way is left undone: calls stay without an answer, and jobs are done again when \
                 their leases have run out"
            );
            None
        }
    };
    if tokio::time::timeout(LAST_GOODBYE, store.close()).await.is_err() {
        tracing::warn!("connections to the database were still open at the end");
    }
    done
}

/// Ends a while after `stop` when the database does not answer then; never where it does.
async fn left_alone(store: &Store, mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
    store.hurry();
    loop {
        tokio::time::sleep(WITHOUT_DATABASE).await;
        if !matches!(tokio::time::timeout(LAST_LOOK, store.ping()).await, Ok(Ok(()))) {
            return;
        }
    }
}

/// The figures, at the address of the settings.
fn figures(wanted: SocketAddr, context: web::Data<Context>) -> Result<(SocketAddr, Server), StartError> {
    let io = |error| StartError::Io { what: format!("listening on {wanted} (PAYLINK_METRICS_LISTEN)"), error };
    let listener = TcpListener::bind(wanted).map_err(io)?;
    Ok((
        listener.local_addr().map_err(io)?,
        serve_figures(listener, context, web::Data::new(start_counting())).map_err(io)?,
    ))
}

/// Makes a folder that only its owner may enter, where there is none yet; one that is there keeps its rights.
pub fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The keys of the settings, or for SQLite the one in the data folder, made at the first start.
fn secret_keys(config: &Config, random: &Randomness) -> Result<Vec<[u8; 32]>, StartError> {
    if config.uses_sqlite() {
        make_private_folder(&config.data_dir)
            .map_err(|error| StartError::Io { what: format!("making {}", config.data_dir.display()), error })?;
    }
    let given: Vec<Secret> = if !config.secret_keys.is_empty() {
        config.secret_keys.clone()
    } else if config.uses_sqlite() {
        vec![kept_key(&config.data_dir, random)?]
    } else {
        return Err(StartError::NoKey);
    };
    given
        .iter()
        .map(|key| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(key.reveal(), &mut bytes).map_err(|_| {
                StartError::Config(crate::config::ConfigError {
                    name: "PAYLINK_SECRET_KEY".to_owned(),
                    remedy: "write 32 random bytes as 64 hex digits".to_owned(),
                })
            })?;
            Ok(bytes)
        })
        .collect()
}

fn kept_key(folder: &Path, random: &Randomness) -> Result<Secret, StartError> {
    let path = folder.join("secret.key");
    let io = |error| StartError::Io { what: format!("the key file {}", path.display()), error };
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(&path) {
        Ok(mut file) => {
            let key = hex::encode(random.bytes::<32>());
            file.write_all(key.as_bytes()).map_err(io)?;
            file.sync_all().map_err(io)?;
            Ok(Secret::new(key))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Ok(Secret::new(fs::read_to_string(&path).map_err(io)?.trim()))
        }
        Err(error) => Err(io(error)),
    }
}
