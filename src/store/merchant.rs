//! Merchants.

use super::{Db, Result, StoreError};
use crate::domain::ids::MerchantId;
use crate::domain::merchant::Merchant;
use crate::domain::policy::Policy;
use crate::domain::time::Timestamp;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO merchant (id, name, zone, country, late_policy, surplus_policy, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    BY_ID = "SELECT id, name, zone, country, late_policy, surplus_policy, created_at FROM merchant WHERE id = $1";
    ALL = "SELECT id, name, zone, country, late_policy, surplus_policy, created_at FROM merchant ORDER BY created_at, id LIMIT 10000";
    LIVE_MODE = "SELECT COUNT(*) FROM merchant m WHERE m.id = $1 AND (
            EXISTS (SELECT 1 FROM provider_account a WHERE a.merchant_id = m.id AND a.live = $2)
            OR EXISTS (SELECT 1 FROM api_key k WHERE k.merchant_id = m.id AND k.live = $2)
            OR EXISTS (SELECT 1 FROM payment_request r WHERE r.merchant_id = m.id AND r.live = $2))";
    SET_POLICY = "UPDATE merchant SET late_policy = $2, surplus_policy = $3 WHERE id = $1";
}

#[derive(sqlx::FromRow)]
struct MerchantRow {
    id: Uuid,
    name: String,
    zone: String,
    country: String,
    late_policy: String,
    surplus_policy: String,
    created_at: i64,
}

impl TryFrom<MerchantRow> for Merchant {
    type Error = StoreError;

    fn try_from(row: MerchantRow) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "merchant", what };
        Ok(Self {
            id: MerchantId(row.id),
            name: row.name,
            zone: row.zone,
            country: row.country,
            policy: Policy {
                late: row.late_policy.parse().map_err(|()| corrupt("late_policy"))?,
                surplus: row.surplus_policy.parse().map_err(|()| corrupt("surplus_policy"))?,
            },
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

impl Db<'_> {
    /// Whether a merchant has anything in live mode.
    pub async fn has_live_mode(&mut self, merchant: MerchantId) -> Result<bool> {
        let (count,): (i64,) = on!(self, |c| sqlx::query_as(LIVE_MODE).bind(merchant.0).bind(true).fetch_one(c).await)?;
        Ok(count > 0)
    }

    /// Writes a new merchant.
    pub async fn insert_merchant(&mut self, merchant: &Merchant) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(merchant.id.0)
            .bind(&merchant.name)
            .bind(&merchant.zone)
            .bind(&merchant.country)
            .bind(merchant.policy.late.word())
            .bind(merchant.policy.surplus.word())
            .bind(merchant.created_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One merchant.
    pub async fn merchant(&mut self, id: MerchantId) -> Result<Option<Merchant>> {
        let row: Option<MerchantRow> = on!(self, |c| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
        row.map(Merchant::try_from).transpose()
    }

    /// All merchants, oldest first.
    pub async fn merchants(&mut self) -> Result<Vec<Merchant>> {
        let rows: Vec<MerchantRow> = on!(self, |c| sqlx::query_as(ALL).fetch_all(c).await)?;
        rows.into_iter().map(Merchant::try_from).collect()
    }

    /// What to do with late money and surplus from now on.
    pub async fn set_policy(&mut self, id: MerchantId, policy: Policy) -> Result<()> {
        on!(self, |c| sqlx::query(SET_POLICY)
            .bind(id.0)
            .bind(policy.late.word())
            .bind(policy.surplus.word())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
