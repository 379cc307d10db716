//! Answers to POSTs that carried an `Idempotency-Key`, claimed in the transaction of their effect.

use super::{Db, Result};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;

statements! {
    CLAIM = "INSERT INTO idempotency (merchant_id, live, method, path, idempotency_key, body_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    FIND = "SELECT body_hash, status, result FROM idempotency WHERE merchant_id = $1 AND live = $2 AND method = $3 AND path = $4 AND idempotency_key = $5";
    FINISH = "UPDATE idempotency SET status = $6, result = $7 WHERE merchant_id = $1 AND live = $2 AND method = $3 AND path = $4 AND idempotency_key = $5";
    FORGET = "DELETE FROM idempotency WHERE created_at < $1";
}

/// Whose repeat it would be: (merchant, mode, method, path, key), and the digest of the body.
#[derive(Clone, Debug)]
pub struct IdempotencyClaim {
    /// Merchant and mode.
    pub scope: Scope,
    /// "POST".
    pub method: &'static str,
    /// The path of the call.
    pub path: String,
    /// What the caller sent.
    pub key: String,
    /// SHA-256 of the body.
    pub body_hash: Vec<u8>,
}

/// What is known of an earlier call with the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierCall {
    /// Whether the body was the same.
    pub same_body: bool,
    /// Status and the id of what was made, once it is done.
    pub answer: Option<(i64, String)>,
}

impl Db<'_> {
    /// Claims a key; `false` when it was used before.
    pub async fn claim_idempotency(&mut self, claim: &IdempotencyClaim, now: Timestamp) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(CLAIM)
            .bind(claim.scope.merchant.0)
            .bind(claim.scope.live)
            .bind(claim.method)
            .bind(&claim.path)
            .bind(&claim.key)
            .bind(&claim.body_hash)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// The earlier call with that key.
    pub async fn earlier_call(&mut self, claim: &IdempotencyClaim) -> Result<Option<EarlierCall>> {
        let row: Option<(Vec<u8>, Option<i64>, Option<String>)> = on!(self, |c| sqlx::query_as(FIND)
            .bind(claim.scope.merchant.0)
            .bind(claim.scope.live)
            .bind(claim.method)
            .bind(&claim.path)
            .bind(&claim.key)
            .fetch_optional(c)
            .await)?;
        Ok(row.map(|(hash, status, result)| EarlierCall {
            same_body: hash == claim.body_hash,
            answer: status.zip(result),
        }))
    }

    /// Keeps the answer, in the transaction of the effect.
    pub async fn finish_idempotency(&mut self, claim: &IdempotencyClaim, status: i64, result: &str) -> Result<()> {
        on!(self, |c| sqlx::query(FINISH)
            .bind(claim.scope.merchant.0)
            .bind(claim.scope.live)
            .bind(claim.method)
            .bind(&claim.path)
            .bind(&claim.key)
            .bind(status)
            .bind(result)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets answers older than an instant.
    pub async fn forget_idempotency(&mut self, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }
}
