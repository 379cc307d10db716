//! `paylink provider`

use super::{CliError, ScopeArgs};
use crate::domain::ids::ProviderAccountId;
use crate::domain::provider_account::ProviderAccount;
use crate::operations::manage_providers::{
    Trial, add_provider_account, disable_provider_account, enable_provider_account, known_provider,
    list_provider_accounts, rotate_provider_account, set_sandbox_faults, test_provider_account,
};
use crate::operations::{Context, OperationError};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What to do with provider accounts.
#[derive(clap::Subcommand)]
pub enum ProviderCommand {
    /// Add an account, once the provider has answered for it
    Add {
        #[command(flatten)]
        scope: ScopeArgs,
        /// sandbox or stripe
        provider: String,
        /// What to call it
        #[arg(long, default_value = "")]
        name: String,
        /// A file with the provider's keys as JSON: {"secret_key": "sk_…", "webhook_secret": "whsec_…"}
        #[arg(long)]
        credentials_file: Option<PathBuf>,
        /// Enable it although the provider was not asked whether it works
        #[arg(long)]
        untried: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List accounts
    List {
        #[command(flatten)]
        scope: ScopeArgs,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Call the provider for real, changing nothing there
    Test {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: pa_…
        id: String,
    },
    /// New keys for the same account
    Rotate {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: pa_…
        id: String,
        /// A file with the provider's new keys as JSON
        #[arg(long)]
        credentials_file: PathBuf,
        /// Take them although the provider was not asked whether they work
        #[arg(long)]
        untried: bool,
    },
    /// No new checkout goes through it; what is under way is finished
    Disable {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: pa_…
        id: String,
    },
    /// Checkouts go through it again, once the provider has answered for it
    Enable {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: pa_…
        id: String,
        /// Enable it although the provider was not asked whether it works
        #[arg(long)]
        untried: bool,
    },
    /// Switch named faults of a sandbox account on; absent ones are off
    Faults {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: pa_…
        id: String,
        /// JSON: {"lose_notifications": true, "repeat_notifications": 3, "start_answer": "timeout"}
        faults: String,
    },
}

/// Carries it out.
pub async fn run(context: &Context, command: ProviderCommand) -> Result<(), CliError> {
    match command {
        ProviderCommand::Add { scope, provider, name, credentials_file, untried, json } => {
            // What is wrong first is said first: without such a provider no file is right.
            known_provider(context, &provider)?;
            let scope = scope.resolve(context).await?;
            let credentials = credentials_file.as_ref().map(|path| read_json(path, EXAMPLE)).transpose()?;
            let added = add_provider_account(context, scope, &provider, &name, credentials, trial(untried)).await;
            let (account, said) = added.map_err(mention_untried)?;
            let address = notification_address(context, &account.provider, account.id);
            if json {
                println!(
                    "{}",
                    json!({ "id": account.id, "provider": account.provider, "notification_url": address, "test": said })
                );
            } else {
                println!("{}\nnotifications go to {address}", account.id);
                tell(said);
            }
        }
        ProviderCommand::List { scope, json } => list(context, scope, json).await?,
        ProviderCommand::Test { scope, id } => {
            let scope = scope.resolve(context).await?;
            println!("{}", test_provider_account(context, scope, parse(&id)?).await?);
        }
        ProviderCommand::Rotate { scope, id, credentials_file, untried } => {
            let scope = scope.resolve(context).await?;
            let keys = read_json(&credentials_file, EXAMPLE)?;
            let rotated = rotate_provider_account(context, scope, parse(&id)?, keys, trial(untried)).await;
            let said = rotated.map_err(mention_untried)?;
            println!("rotated");
            tell(said);
        }
        ProviderCommand::Disable { scope, id } => {
            disable_provider_account(context, scope.resolve(context).await?, parse(&id)?, true).await?;
            println!("disabled");
        }
        ProviderCommand::Enable { scope, id, untried } => {
            let scope = scope.resolve(context).await?;
            let enabled = enable_provider_account(context, scope, parse(&id)?, trial(untried)).await;
            let said = enabled.map_err(mention_untried)?;
            println!("enabled");
            tell(said);
        }
        ProviderCommand::Faults { scope, id, faults } => {
            let scope = scope.resolve(context).await?;
            let faults: Value =
                serde_json::from_str(&faults).map_err(|error| CliError::Usage(format!("faults: {error}")))?;
            println!("{}", set_sandbox_faults(context, scope, parse(&id)?, &faults).await?.faults);
        }
    }
    Ok(())
}

/// What a file of keys holds.
const EXAMPLE: &str = "{\"secret_key\": \"sk_test_…\", \"webhook_secret\": \"whsec_…\"}";

fn trial(untried: bool) -> Trial {
    if untried { Trial::Skipped } else { Trial::Real }
}

/// What the provider said when it was tried.
fn tell(said: Option<String>) {
    if let Some(said) = said {
        println!("{said}");
    }
}

/// Who knows better than the provider's answer learns how to say so.
fn mention_untried(error: OperationError) -> OperationError {
    match error {
        OperationError::Invalid(mut faults) => {
            for fault in faults.iter_mut().filter(|fault| matches!(fault.code, "refused" | "unreachable")) {
                fault.detail.push_str(" With --untried it is done all the same.");
            }
            OperationError::Invalid(faults)
        }
        other => other,
    }
}

async fn list(context: &Context, scope: ScopeArgs, json: bool) -> Result<(), CliError> {
    let scope = scope.resolve(context).await?;
    let accounts = list_provider_accounts(context, scope).await?;
    let address = |account: &ProviderAccount| notification_address(context, &account.provider, account.id);
    if json {
        let object = |account: &ProviderAccount| {
            json!({ "id": account.id, "provider": account.provider, "name": account.name, "live": scope.live,
                "disabled": account.disabled_at.is_some(), "faults": account.faults,
                "notification_url": address(account) })
        };
        println!("{}", Value::Array(accounts.iter().map(object).collect()));
        return Ok(());
    }
    for account in accounts {
        let state = if account.disabled_at.is_some() { "disabled" } else { "enabled" };
        println!("{}  {}  {}  {state}  {}", account.id, account.provider, account.name, address(&account));
    }
    Ok(())
}

fn notification_address(context: &Context, provider: &str, id: ProviderAccountId) -> String {
    format!("{}/notifications/{provider}/{id}", crate::config::origin_text(&context.config.public_url))
}

fn parse(id: &str) -> Result<ProviderAccountId, CliError> {
    id.parse().map_err(|error| CliError::Usage(format!("{error}")))
}

/// Reads a file of JSON; `example` shows what belongs into it.
pub(super) fn read_json(path: &PathBuf, example: &str) -> Result<Value, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::Io { what: format!("reading {}", path.display()), error })?;
    serde_json::from_str(&text).map_err(|error| {
        // The parser's own words name the place and nothing of the file, which holds secrets.
        CliError::Usage(format!("{} is not JSON ({error}). Write it like {example}", path.display()))
    })
}
