//! API keys: shown once, stored hashed, two of one name for rotation.

use super::{Context, OperationError, Outcome};
use crate::domain::ids::{ApiKeyId, MerchantId};
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::store::api_key::ApiKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How often the last use of a key is written down.
const USED_EVERY: Duration = Duration::from_secs(60);

/// Makes a key and gives its secret, the only time that it is seen.
pub async fn make_api_key(context: &Context, scope: Scope, name: &str) -> Outcome<(ApiKey, String)> {
    let name = line("name", name, 60).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let name = name.ok_or_else(|| OperationError::field("name", "required", "Give the key a name."))?;
    let known = list_api_keys(context, scope.merchant).await?;
    let same = known.iter().filter(|key| key.scope == scope && key.name == name && key.revoked_at.is_none()).count();
    if same >= 2 {
        return Err(OperationError::conflict("two_keys", "Two keys of this name work already. Revoke one first."));
    }
    let mode = if scope.live { "live" } else { "test" };
    let secret = format!("pl_{mode}_{}", URL_SAFE_NO_PAD.encode(context.random.bytes::<24>()));
    let now = context.now();
    let key = ApiKey {
        scope,
        id: ApiKeyId(context.random.uuid(now)),
        name,
        hint: format!("pl_{mode}_…{}", secret.chars().skip(secret.chars().count() - 4).collect::<String>()),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    context
        .store
        .transact((key.clone(), key_hash(&secret)), |db, (key, hash)| {
            Box::pin(async move { db.insert_api_key(key, hash).await })
        })
        .await?;
    Ok((key, secret))
}

fn key_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// The key behind a secret, if it works.
pub async fn find_api_key(context: &Context, secret: &str) -> Outcome<Option<ApiKey>> {
    if !secret.starts_with("pl_") || secret.len() > 100 {
        return Ok(None);
    }
    let hash = key_hash(secret);
    let Some(key) = context.store.read().await?.db().find_api_key(&hash).await? else { return Ok(None) };
    let now = context.now();
    if key.last_used_at.is_none_or(|used| now >= used.plus(USED_EVERY)) {
        let noted = context
            .store
            .transact((hash, now), |db, (hash, now)| Box::pin(async move { db.api_key_used(hash, *now).await }))
            .await;
        // Worth knowing, not worth refusing a call for.
        if let Err(error) = noted {
            tracing::warn!(%error, "the last use of a key was not noted");
        }
    }
    Ok(Some(key))
}

/// All keys of a merchant.
pub async fn list_api_keys(context: &Context, merchant: MerchantId) -> Outcome<Vec<ApiKey>> {
    Ok(context.store.read().await?.db().api_keys(merchant).await?)
}

/// A key stops working.
pub async fn revoke_api_key(context: &Context, merchant: MerchantId, id: ApiKeyId) -> Outcome<()> {
    let now = context.now();
    let revoked = context
        .store
        .transact((merchant, id, now), |db, (merchant, id, now)| {
            Box::pin(async move { db.revoke_api_key(*merchant, *id, *now).await })
        })
        .await?;
    if revoked { Ok(()) } else { Err(OperationError::NotFound) }
}
