//! A merchant's accounts at payment service providers. The identity never changes, the keys rotate; disabled, never deleted.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, ProviderAccountId};
use crate::domain::provider_account::ProviderAccount;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use serde_json::Value;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, provider, name, credentials_sealed, faults, created_at, disabled_at"
    };
}

statements! {
    INSERT = "INSERT INTO provider_account (merchant_id, live, id, provider, name, credentials_sealed, faults, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_ID = concat!("SELECT ", columns!(), " FROM provider_account WHERE id = $1");
    OF_SCOPE = concat!("SELECT ", columns!(), " FROM provider_account WHERE merchant_id = $1 AND live = $2 ORDER BY created_at, id");
    SET_CREDENTIALS = "UPDATE provider_account SET credentials_sealed = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    SET_FAULTS = "UPDATE provider_account SET faults = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND provider = 'sandbox'";
    SET_DISABLED = "UPDATE provider_account SET disabled_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    provider: String,
    name: String,
    credentials_sealed: Vec<u8>,
    faults: String,
    created_at: i64,
    disabled_at: Option<i64>,
}

fn sealed_for(id: ProviderAccountId) -> String {
    format!("provider_account/{id}")
}

impl Db<'_> {
    fn opened(&self, row: Row) -> Result<ProviderAccount> {
        let corrupt = |what| StoreError::Corrupt { table: "provider_account", what };
        let id = ProviderAccountId(row.id);
        let credentials = self.sealer.open(&sealed_for(id), &row.credentials_sealed)?;
        Ok(ProviderAccount {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            provider: row.provider,
            name: row.name,
            credentials: serde_json::from_slice(&credentials).map_err(|_| corrupt("credentials"))?,
            faults: serde_json::from_str(&row.faults).map_err(|_| corrupt("faults"))?,
            created_at: Timestamp::from_millis(row.created_at),
            disabled_at: row.disabled_at.map(Timestamp::from_millis),
        })
    }

    /// Writes a new account.
    pub async fn insert_provider_account(&mut self, account: &ProviderAccount) -> Result<()> {
        let sealed = self.sealer.seal(&sealed_for(account.id), account.credentials.to_string().as_bytes())?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(account.scope.merchant.0)
            .bind(account.scope.live)
            .bind(account.id.0)
            .bind(&account.provider)
            .bind(&account.name)
            .bind(&sealed)
            .bind(account.faults.to_string())
            .bind(account.created_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// An account by the id in its notification address, whatever its merchant.
    pub async fn provider_account(&mut self, id: ProviderAccountId) -> Result<Option<ProviderAccount>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
        row.map(|row| self.opened(row)).transpose()
    }

    /// All accounts of a merchant in a mode, the oldest first.
    pub async fn provider_accounts(&mut self, scope: Scope) -> Result<Vec<ProviderAccount>> {
        let rows: Vec<Row> =
            on!(self, |c| sqlx::query_as(OF_SCOPE).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// New credentials for an account.
    pub async fn set_provider_credentials(
        &mut self,
        scope: Scope,
        id: ProviderAccountId,
        credentials: &Value,
    ) -> Result<()> {
        let sealed = self.sealer.seal(&sealed_for(id), credentials.to_string().as_bytes())?;
        on!(self, |c| sqlx::query(SET_CREDENTIALS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(&sealed)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Named faults of a sandbox account; `false` when it is none.
    pub async fn set_provider_faults(&mut self, scope: Scope, id: ProviderAccountId, faults: &Value) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(SET_FAULTS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(faults.to_string())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Disables or enables an account.
    pub async fn set_provider_disabled(
        &mut self,
        scope: Scope,
        id: ProviderAccountId,
        at: Option<Timestamp>,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(SET_DISABLED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
