//! A merchant's accounts at providers: add, test with a real call, rotate, disable; faults of the sandbox.

use super::{Context, OperationError, Outcome};
use crate::domain::ids::ProviderAccountId;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::operations::sandbox::SandboxFaults;
use crate::providers::sandbox::SandboxCredentials;
use crate::providers::{Provider, ProviderError};
use serde_json::{Value, json};
use std::sync::Arc;

/// Whether an account is tried at its provider before payers are sent there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// By a call that changes nothing there.
    Real,
    /// Somebody knows better.
    Skipped,
}

/// The provider with that word, or who there is.
pub fn known_provider<'c>(context: &'c Context, word: &str) -> Outcome<&'c Arc<dyn Provider>> {
    context.providers.get(word).ok_or_else(|| {
        let words: Vec<&str> = context.providers.iter().map(|provider| provider.word()).collect();
        let detail = format!("there is no provider {word}; known: {}", words.join(", "));
        OperationError::field("provider", "unknown", &detail)
    })
}

/// Adds an account, once its provider has answered for it; tells what the provider said. The sandbox makes its own credentials.
pub async fn add_provider_account(
    context: &Context,
    scope: Scope,
    provider: &str,
    name: &str,
    credentials: Option<Value>,
    trial: Trial,
) -> Outcome<(ProviderAccount, Option<String>)> {
    let known = known_provider(context, provider)?;
    let name = line("name", name, 60).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let credentials = match credentials {
        Some(credentials) => credentials,
        None if provider == SANDBOX => json!(SandboxCredentials {
            secret_key: hex::encode(context.random.bytes::<24>()),
            webhook_secret: hex::encode(context.random.bytes::<24>()),
        }),
        None => {
            return Err(OperationError::field(
                "credentials",
                "required",
                "Give the provider's keys, on the command line with --credentials-file.",
            ));
        }
    };
    known.check_credentials(&credentials, scope.live).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let now = context.now();
    let account = ProviderAccount {
        scope,
        id: ProviderAccountId(context.random.uuid(now)),
        provider: provider.to_owned(),
        name: name.unwrap_or_else(|| known.display_name().to_owned()),
        credentials,
        faults: json!({}),
        created_at: now,
        disabled_at: None,
    };
    let said = try_out(&**known, &account, trial, "Nothing was stored.").await?;
    context
        .store
        .transact(account.clone(), |db, account| Box::pin(async move { db.insert_provider_account(account).await }))
        .await?;
    Ok((account, said))
}

/// What is part of this program is there whenever it is, and may be set up before it listens.
const SANDBOX: &str = "sandbox";

/// Asks the provider whether the account works. A payer would be led astray by one that does not.
async fn try_out(
    provider: &dyn Provider,
    account: &ProviderAccount,
    trial: Trial,
    effect: &str,
) -> Outcome<Option<String>> {
    if trial == Trial::Skipped || provider.word() == SANDBOX {
        return Ok(None);
    }
    let name = provider.display_name();
    let (code, detail) = match provider.test_account(account).await {
        Ok(said) => return Ok(Some(said)),
        Err(ProviderError::Refused { detail }) => ("refused", format!("{name} turns this account down: {detail}")),
        Err(error @ (ProviderError::NotFound | ProviderError::Unanswered { .. })) => {
            ("unreachable", format!("{name} could not be asked ({error}). Try again in a while."))
        }
    };
    Err(OperationError::field("credentials", code, &format!("{detail} {effect}")))
}

/// All accounts of a merchant in a mode.
pub async fn list_provider_accounts(context: &Context, scope: Scope) -> Outcome<Vec<ProviderAccount>> {
    Ok(context.store.read().await?.db().provider_accounts(scope).await?)
}

/// One account of a merchant and mode.
pub async fn read_provider_account(context: &Context, scope: Scope, id: ProviderAccountId) -> Outcome<ProviderAccount> {
    let account = context.store.read().await?.db().provider_account(id).await?;
    account.filter(|account| account.scope == scope).ok_or(OperationError::NotFound)
}

/// Calls the provider for real, changing nothing there.
pub async fn test_provider_account(context: &Context, scope: Scope, id: ProviderAccountId) -> Outcome<String> {
    let account = read_provider_account(context, scope, id).await?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    Ok(provider.test_account(&account).await?)
}

/// New keys for the same account, once its provider has answered to them; tells what it said.
pub async fn rotate_provider_account(
    context: &Context,
    scope: Scope,
    id: ProviderAccountId,
    credentials: Value,
    trial: Trial,
) -> Outcome<Option<String>> {
    let account = read_provider_account(context, scope, id).await?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    provider.check_credentials(&credentials, scope.live).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let renewed = ProviderAccount { credentials: credentials.clone(), ..account };
    let said = try_out(&**provider, &renewed, trial, "The account keeps the keys that it has.").await?;
    context
        .store
        .transact((scope, id, credentials), |db, (scope, id, credentials)| {
            Box::pin(async move { db.set_provider_credentials(*scope, *id, credentials).await })
        })
        .await?;
    Ok(said)
}

/// Checkouts go through it again, once its provider has answered; tells what it said.
pub async fn enable_provider_account(
    context: &Context,
    scope: Scope,
    id: ProviderAccountId,
    trial: Trial,
) -> Outcome<Option<String>> {
    let account = read_provider_account(context, scope, id).await?;
    let provider = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    let said = try_out(&**provider, &account, trial, "The account stays disabled.").await?;
    disable_provider_account(context, scope, id, false).await?;
    Ok(said)
}

/// No new checkout goes through a disabled account; what is under way is finished.
pub async fn disable_provider_account(
    context: &Context,
    scope: Scope,
    id: ProviderAccountId,
    disabled: bool,
) -> Outcome<()> {
    read_provider_account(context, scope, id).await?;
    let at = disabled.then(|| context.now());
    Ok(context
        .store
        .transact((scope, id, at), |db, (scope, id, at)| {
            Box::pin(async move { db.set_provider_disabled(*scope, *id, *at).await })
        })
        .await?)
}

/// Named faults of a sandbox account. Absent ones are off.
pub async fn set_sandbox_faults(
    context: &Context,
    scope: Scope,
    id: ProviderAccountId,
    faults: &Value,
) -> Outcome<ProviderAccount> {
    let account = read_provider_account(context, scope, id).await?;
    if account.provider != SANDBOX {
        return Err(OperationError::conflict("not_a_sandbox", "Only the sandbox has faults to switch on."));
    }
    let faults: SandboxFaults = serde_json::from_value(faults.clone())
        .map_err(|error| OperationError::field("faults", "invalid", &error.to_string()))?;
    context
        .store
        .transact((scope, id, json!(faults)), |db, (scope, id, faults)| {
            Box::pin(async move { db.set_provider_faults(*scope, *id, faults).await })
        })
        .await?;
    read_provider_account(context, scope, id).await
}
