//! The command line.

mod check;
mod contacts;
mod demo;
mod keys;
mod mail;
mod message_accounts;
mod provider_accounts;
mod setup;

use crate::app::{App, Parts, StartError, build, work};
use crate::clock::Clock;
use crate::config::{Config, ConfigError, SETTINGS, origin_text};
use crate::domain::merchant::Merchant;
use crate::domain::scope::Scope;
use crate::operations::audit::audit;
use crate::operations::{Context, OperationError};
use crate::providers::ProviderError;
use crate::providers::client::http_client;
use crate::randomness::Randomness;
use crate::telemetry::start_logging;
use clap::{Parser, Subcommand};
use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Payment requests, pay links and text-to-pay.
#[derive(Parser)]
#[command(name = "paylink", version, about, after_help = settings_help())]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and do jobs
    Serve,
    /// Do jobs only, beside other nodes that serve
    Worker,
    /// Try it out: a throw-away merchant in test mode with requests in every status
    Demo(demo::DemoArgs),
    /// Set up a merchant with an owner and a test key; run again for another one
    Setup(setup::SetupArgs),
    /// What to do with money that comes late or beyond what was asked: accept, refund or ask
    Policy(setup::PolicyArgs),
    /// Give a user a new password; all their sessions end
    Password(setup::PasswordArgs),
    /// API keys of a merchant
    #[command(subcommand)]
    Key(keys::KeyCommand),
    /// Accounts at payment service providers
    #[command(subcommand)]
    Provider(provider_accounts::ProviderCommand),
    /// Accounts at carriers of SMS and e-mail
    #[command(subcommand)]
    Carrier(message_accounts::CarrierCommand),
    /// Mails that mail servers hand over: bounces, complaints, replies
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// What a merchant allows of messages: hours, how many, to whom in test mode
    Messages(message_accounts::MessagesArgs),
    /// The address book: read contacts from a file
    #[command(subcommand)]
    Contacts(contacts::ContactsCommand),
    /// Bring the database's schema up to date
    Migrate,
    /// Look at settings, database, clock and providers
    Check,
    /// Ask the running server whether it is ready; for health checks of containers
    Health,
    /// Recompute everything from the raw facts and compare
    Audit {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Which merchant and mode a command is about.
#[derive(clap::Args)]
struct ScopeArgs {
    /// The merchant's id; may be left out while there is only one
    #[arg(long)]
    merchant: Option<String>,
    /// Live mode instead of test mode
    #[arg(long)]
    live: bool,
}

impl ScopeArgs {
    async fn resolve(&self, context: &Context) -> Result<Scope, CliError> {
        let merchants = context.store.read().await?.db().merchants().await?;
        let merchant = match &self.merchant {
            Some(id) => {
                let id = id.parse().map_err(|error| CliError::Usage(format!("--merchant: {error}")))?;
                merchants.iter().find(|merchant| merchant.id == id)
            }
            None if merchants.len() > 1 => return Err(CliError::Usage(which_merchant(&merchants))),
            None => merchants.first(),
        };
        let merchant =
            merchant.ok_or_else(|| CliError::Usage("there is no such merchant; see paylink setup".to_owned()))?;
        Ok(Scope { merchant: merchant.id, live: self.live })
    }
}

/// So many merchants are named in a question.
const MOST_NAMED: usize = 20;

fn which_merchant(merchants: &[Merchant]) -> String {
    let mut text = "there are several merchants; say which one:".to_owned();
    for merchant in merchants.iter().take(MOST_NAMED) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  --merchant {}  {}", merchant.id, merchant.name);
    }
    if merchants.len() > MOST_NAMED {
        let _ = write!(text, "\n  and {} more", merchants.len() - MOST_NAMED);
    }
    text
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The program does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The command's words are off.
    #[error("{0}")]
    Usage(String),
    /// It was not done.
    #[error("{}", describe(.0))]
    Operation(#[from] OperationError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// A file cannot be read, the server stopped.
    #[error("{what}: {error}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        error: std::io::Error,
    },
}

fn describe(error: &OperationError) -> String {
    match error {
        OperationError::Invalid(faults) => faults
            .iter()
            .map(|fault| format!("{}: {}", fault.field, fault.detail))
            .collect::<Vec<_>>()
            .join("\n         "),
        OperationError::Conflict { detail, .. } => detail.clone(),
        OperationError::Provider(ProviderError::Unanswered { detail }) => format!("it gave no answer: {detail}"),
        OperationError::Provider(ProviderError::Refused { detail }) => format!("it refused: {detail}"),
        OperationError::NotFound => "there is no such thing here; was it made in the other mode (--live)?".to_owned(),
        other @ (OperationError::IdempotencyMismatch
        | OperationError::Forbidden
        | OperationError::Busy
        | OperationError::Provider(ProviderError::NotFound)
        | OperationError::Store(_)
        | OperationError::Internal(_)) => other.to_string(),
    }
}

fn settings_help() -> String {
    let mut text = "Settings, from the environment:\n".to_owned();
    for (name, default, meaning) in SETTINGS {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name}\n      {meaning}; {default}");
    }
    text
}

/// Carries a command out.
pub async fn run(cli: Cli) -> Result<ExitCode, CliError> {
    let config = Config::from_environment()?;
    match cli.command {
        Command::Demo(args) => demo::run(config, args).await,
        Command::Health => health(&config).await,
        Command::Mail(command) => Ok(mail::run(config, command).await),
        command => {
            start_logging(&config);
            let parts = build(config, Clock::System, Randomness::from_system()).await?;
            run_with(command, parts).await
        }
    }
}

async fn run_with(command: Command, parts: Parts) -> Result<ExitCode, CliError> {
    if !matches!(command, Command::Serve) {
        // Without pages of its own, the sandbox is reached where payers reach it.
        let _ = parts.sandbox_base.set(origin_text(&parts.context.config.public_url).to_owned());
    }
    match command {
        Command::Serve => serve(parts).await?,
        Command::Worker => {
            work(&parts, stop_signal()?).await;
        }
        Command::Setup(args) => setup::run(&parts.context, args).await?,
        Command::Policy(args) => setup::set_policy(&parts.context, args).await?,
        Command::Password(args) => setup::set_password(&parts.context, args).await?,
        Command::Key(command) => keys::run(&parts.context, command).await?,
        Command::Provider(command) => provider_accounts::run(&parts.context, command).await?,
        Command::Carrier(command) => message_accounts::run(&parts.context, command).await?,
        Command::Messages(args) => message_accounts::settings(&parts.context, args).await?,
        Command::Contacts(command) => return contacts::run(&parts.context, command).await,
        Command::Migrate => println!("The schema is up to date."),
        Command::Check => return check::run(&parts).await,
        Command::Audit { json } => return run_audit(&parts.context, json).await,
        Command::Demo(_) | Command::Health | Command::Mail(_) => {
            return Err(CliError::Usage("this command builds what it needs by itself".to_owned()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn health(config: &Config) -> Result<ExitCode, CliError> {
    let host =
        if config.listen.ip().is_unspecified() { "127.0.0.1".to_owned() } else { config.listen.ip().to_string() };
    let host = if host.contains(':') { format!("[{host}]") } else { host };
    let client = http_client(Duration::from_secs(3)).map_err(StartError::from)?;
    let answer = client.get(format!("http://{host}:{}/readyz", config.listen.port())).send().await;
    let ready = answer.is_ok_and(|answer| answer.status().is_success());
    println!("{}", if ready { "ready" } else { "not ready" });
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn serve(parts: Parts) -> Result<(), CliError> {
    let stop = stop_signal()?;
    let app = App::listen(parts, worker_threads())?;
    tracing::info!(address = %app.address, public_url = %app.parts.context.config.public_url, "paylink is listening");
    app.run(stop).await.map_err(|error| CliError::Io { what: "serving".to_owned(), error })?;
    tracing::info!("paylink has stopped");
    Ok(())
}

fn worker_threads() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Turns true on SIGTERM or SIGINT.
fn stop_signal() -> Result<watch::Receiver<bool>, CliError> {
    let io = |error| CliError::Io { what: "listening to signals".to_owned(), error };
    let mut terminate = signal(SignalKind::terminate()).map_err(io)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(io)?;
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        let _ = tell.send(true);
        // Keeps the channel open: a closed one would look like a second signal.
        std::future::pending::<()>().await;
    });
    Ok(stop)
}

async fn run_audit(context: &Context, json: bool) -> Result<ExitCode, CliError> {
    let audit = audit(context).await?;
    if json {
        println!("{}", serde_json::json!(audit));
    } else {
        for finding in &audit.findings {
            println!("{} {}: {}", finding.invariant, finding.subject, finding.detail);
        }
        println!(
            "{} requests, {} payments, {} events: {}",
            audit.requests,
            audit.payments,
            audit.events,
            if audit.findings.is_empty() { "all is well" } else { "see above" }
        );
    }
    Ok(if audit.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
