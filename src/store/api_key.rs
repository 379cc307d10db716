//! API keys, by the hash of their secret.

use super::{Db, Result};
use crate::domain::ids::{ApiKeyId, MerchantId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO api_key (merchant_id, live, id, name, key_hash, hint, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    BY_HASH = "SELECT merchant_id, live, id, name, hint, created_at, last_used_at, revoked_at FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL";
    OF_MERCHANT = "SELECT merchant_id, live, id, name, hint, created_at, last_used_at, revoked_at FROM api_key WHERE merchant_id = $1 ORDER BY live, created_at, id";
    USED = "UPDATE api_key SET last_used_at = $2 WHERE key_hash = $1";
    REVOKE = "UPDATE api_key SET revoked_at = $3 WHERE merchant_id = $1 AND id = $2 AND revoked_at IS NULL";
}

/// An API key without its secret.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ApiKeyId,
    /// The merchant's word for it; two of one name serve rotation.
    pub name: String,
    /// The first and last characters, to tell keys apart.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Last used, to within a minute.
    pub last_used_at: Option<Timestamp>,
    /// When it stopped working.
    pub revoked_at: Option<Timestamp>,
}

type Row = (Uuid, bool, Uuid, String, String, i64, Option<i64>, Option<i64>);

fn api_key((merchant, live, id, name, hint, created_at, last_used_at, revoked_at): Row) -> ApiKey {
    ApiKey {
        scope: Scope { merchant: MerchantId(merchant), live },
        id: ApiKeyId(id),
        name,
        hint,
        created_at: Timestamp::from_millis(created_at),
        last_used_at: last_used_at.map(Timestamp::from_millis),
        revoked_at: revoked_at.map(Timestamp::from_millis),
    }
}

impl Db<'_> {
    /// Writes a new key under the hash of its secret.
    pub async fn insert_api_key(&mut self, key: &ApiKey, hash: &[u8]) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(key.scope.merchant.0)
            .bind(key.scope.live)
            .bind(key.id.0)
            .bind(&key.name)
            .bind(hash)
            .bind(&key.hint)
            .bind(key.created_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The key behind a secret, if it is not revoked.
    pub async fn find_api_key(&mut self, hash: &[u8]) -> Result<Option<ApiKey>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_HASH).bind(hash).fetch_optional(c).await)?;
        Ok(row.map(api_key))
    }

    /// All keys of a merchant, also revoked ones.
    pub async fn api_keys(&mut self, merchant: MerchantId) -> Result<Vec<ApiKey>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_MERCHANT).bind(merchant.0).fetch_all(c).await)?;
        Ok(rows.into_iter().map(api_key).collect())
    }

    /// The key was used.
    pub async fn api_key_used(&mut self, hash: &[u8], now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(USED).bind(hash).bind(now.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The key stops working; `false` when there is none that does.
    pub async fn revoke_api_key(&mut self, merchant: MerchantId, id: ApiKeyId, now: Timestamp) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(REVOKE)
            .bind(merchant.0)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }
}
