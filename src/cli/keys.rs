//! `paylink key`

use super::{CliError, ScopeArgs};
use crate::domain::scope::Scope;
use crate::operations::Context;
use crate::operations::manage_access::{list_api_keys, make_api_key, revoke_api_key};
use crate::store::api_key::ApiKey;
use serde_json::{Value, json};

/// What to do with keys.
#[derive(clap::Subcommand)]
pub enum KeyCommand {
    /// Make a key and print it, the only time that it is seen
    Make {
        #[command(flatten)]
        scope: ScopeArgs,
        /// What it is for; two keys of one name serve rotation
        #[arg(long)]
        name: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List the keys of test mode, or of live mode with --live; without their secrets
    List {
        #[command(flatten)]
        scope: ScopeArgs,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Let a key stop working
    Revoke {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: key_…
        id: String,
    },
}

/// Carries it out.
pub async fn run(context: &Context, command: KeyCommand) -> Result<(), CliError> {
    match command {
        KeyCommand::Make { scope, name, json } => {
            let scope = scope.resolve(context).await?;
            let (key, secret) = make_api_key(context, scope, &name).await?;
            if json {
                println!("{}", json!({ "id": key.id, "name": key.name, "live": scope.live, "api_key": secret }));
            } else {
                println!("{secret}");
                // Apart from the key, so that a script reads the key alone.
                eprintln!("The key is shown only now: keep it in a safe place.");
            }
        }
        KeyCommand::List { scope, json } => list(context, scope.resolve(context).await?, json).await?,
        KeyCommand::Revoke { scope, id } => {
            let scope = scope.resolve(context).await?;
            let id = id.parse().map_err(|error| CliError::Usage(format!("{error}")))?;
            revoke_api_key(context, scope.merchant, id).await?;
            println!("revoked");
        }
    }
    Ok(())
}

/// Test keys and live keys never stand in one list.
async fn list(context: &Context, scope: Scope, json: bool) -> Result<(), CliError> {
    let mut keys = list_api_keys(context, scope.merchant).await?;
    keys.retain(|key| key.scope == scope);
    if json {
        let object = |key: &ApiKey| {
            json!({ "id": key.id, "name": key.name, "live": key.scope.live, "hint": key.hint, "created_at": key.created_at,
                "last_used_at": key.last_used_at, "revoked_at": key.revoked_at })
        };
        println!("{}", Value::Array(keys.iter().map(object).collect()));
        return Ok(());
    }
    for key in keys {
        let mode = if key.scope.live { "live" } else { "test" };
        let used = key.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {}", at.to_rfc3339()));
        let revoked = key.revoked_at.map_or_else(String::new, |at| format!("  revoked {}", at.to_rfc3339()));
        println!("{}  {mode}  {}  {}  {used}{revoked}", key.id, key.hint, key.name);
    }
    Ok(())
}
