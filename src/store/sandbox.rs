//! The books of the built-in sandbox provider: a company of its own that knows nothing of paylink's tables.

use super::{Db, Engine, Result, StoreError};
use crate::domain::ids::{ProviderAccountId, SandboxCheckoutId};
use crate::domain::money::Money;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, account_id, idempotency_key, body_hash, status, amount, currency, description, merchant_name, language, \
         client_reference, return_url, notify_url, method, acted_at, settles_at, settles_as, succeeded_at, failure_code, \
         charge_reference, refunded, created_at, ends_at, return_url_sealed"
    };
}

statements! {
    INSERT = concat!("INSERT INTO sandbox_checkout (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
        $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) ON CONFLICT DO NOTHING");
    BY_ID = concat!("SELECT ", columns!(), " FROM sandbox_checkout WHERE id = $1");
    BY_KEY = concat!("SELECT ", columns!(), " FROM sandbox_checkout WHERE account_id = $1 AND idempotency_key = $2");
    BY_CLIENT = concat!("SELECT ", columns!(), " FROM sandbox_checkout WHERE account_id = $1 AND client_reference = $2 ORDER BY created_at LIMIT 1");
    SAVE = "UPDATE sandbox_checkout SET status = $2, acted_at = $3, settles_at = $4, settles_as = $5, succeeded_at = $6, failure_code = $7,
        charge_reference = $8, refunded = $9, method = $10 WHERE id = $1";
    IN_CLEAR = "SELECT id, return_url FROM sandbox_checkout WHERE return_url <> ''";
    SEAL = "UPDATE sandbox_checkout SET return_url = '', return_url_sealed = $2 WHERE id = $1";
    SETTLING = "SELECT id FROM sandbox_checkout WHERE settles_at <= $1 ORDER BY settles_at LIMIT $2";
    INSERT_REFUND = "INSERT INTO sandbox_refund (id, account_id, checkout_id, idempotency_key, amount, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    REFUND_BY_KEY = "SELECT id, checkout_id, amount FROM sandbox_refund WHERE account_id = $1 AND idempotency_key = $2";
    NOTIFY = "INSERT INTO sandbox_notification (id, account_id, checkout_id, event_id, url, body, send_at, tries, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)";
    DUE = "SELECT id, account_id, event_id, url, body, tries FROM sandbox_notification WHERE done_at IS NULL AND send_at <= $1
        AND (lease_until IS NULL OR lease_until < $1) ORDER BY send_at, created_at, id LIMIT $2";
    LEASE = "UPDATE sandbox_notification SET lease_until = $2, tries = tries + 1 WHERE id = $1 AND done_at IS NULL AND (lease_until IS NULL OR lease_until < $3)";
    SENT = "UPDATE sandbox_notification SET done_at = $2, lease_until = NULL WHERE id = $1";
    AGAIN = "UPDATE sandbox_notification SET send_at = $2, lease_until = NULL WHERE id = $1";
    WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM sandbox_notification WHERE done_at IS NULL";
}
const LOCK_ON_POSTGRES: &str = concat!("SELECT ", columns!(), " FROM sandbox_checkout WHERE id = $1 FOR UPDATE");

/// A checkout at the sandbox.
#[derive(Clone, Debug, PartialEq)]
pub struct SandboxCheckout {
    /// Its id.
    pub id: SandboxCheckoutId,
    /// The merchant's account.
    pub account: ProviderAccountId,
    /// What the caller sent to make repeats harmless.
    pub idempotency_key: String,
    /// SHA-256 of the body that it was made with.
    pub body_hash: Vec<u8>,
    /// "open", "pending", "succeeded", "failed" or "ended".
    pub status: String,
    /// What is to be paid.
    pub amount: Money,
    /// What for.
    pub description: String,
    /// Whom.
    pub merchant_name: String,
    /// Language of the hosted page.
    pub language: String,
    /// The caller's own id of it.
    pub client_reference: String,
    /// Where the payer goes afterwards.
    pub return_url: String,
    /// Where notifications go.
    pub notify_url: String,
    /// The method that the caller asked for.
    pub method: String,
    /// When the payer pressed the button.
    pub acted_at: Option<Timestamp>,
    /// When a pending payment is decided.
    pub settles_at: Option<Timestamp>,
    /// How: "succeeded" or "failed".
    pub settles_as: Option<String>,
    /// When the money was there.
    pub succeeded_at: Option<Timestamp>,
    /// Why it did not work.
    pub failure_code: Option<String>,
    /// Id of the charge.
    pub charge_reference: Option<String>,
    /// Sum of refunds, minor units.
    pub refunded: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    idempotency_key: String,
    body_hash: Vec<u8>,
    status: String,
    amount: i64,
    currency: String,
    description: String,
    merchant_name: String,
    language: String,
    client_reference: String,
    notify_url: String,
    method: String,
    acted_at: Option<i64>,
    settles_at: Option<i64>,
    settles_as: Option<String>,
    succeeded_at: Option<i64>,
    failure_code: Option<String>,
    charge_reference: Option<String>,
    refunded: i64,
    created_at: i64,
    ends_at: i64,
    return_url_sealed: Option<Vec<u8>>,
}

fn return_url_of(id: Uuid) -> String {
    format!("sandbox_checkout/{id}/return_url")
}

impl Db<'_> {
    fn opened_sandbox_checkout(&self, row: Row) -> Result<SandboxCheckout> {
        let at = Timestamp::from_millis;
        let corrupt = |what| StoreError::Corrupt { table: "sandbox_checkout", what };
        let currency = row.currency.parse().map_err(|_| corrupt("currency"))?;
        let sealed = row.return_url_sealed.ok_or_else(|| corrupt("return_url"))?;
        let return_url = self.sealer.open(&return_url_of(row.id), &sealed)?;
        let return_url = String::from_utf8(return_url).map_err(|_| corrupt("return_url"))?;
        Ok(SandboxCheckout {
            id: SandboxCheckoutId(row.id),
            account: ProviderAccountId(row.account_id),
            idempotency_key: row.idempotency_key,
            body_hash: row.body_hash,
            status: row.status,
            amount: Money::new(row.amount, currency),
            description: row.description,
            merchant_name: row.merchant_name,
            language: row.language,
            client_reference: row.client_reference,
            return_url,
            notify_url: row.notify_url,
            method: row.method,
            acted_at: row.acted_at.map(at),
            settles_at: row.settles_at.map(at),
            settles_as: row.settles_as,
            succeeded_at: row.succeeded_at.map(at),
            failure_code: row.failure_code,
            charge_reference: row.charge_reference,
            refunded: row.refunded,
            created_at: at(row.created_at),
            ends_at: at(row.ends_at),
        })
    }

    /// Seals the addresses to go back to that stand in clear, from before they were sealed.
    pub(super) async fn seal_return_urls(&mut self) -> Result<()> {
        let rows: Vec<(Uuid, String)> = on!(self, |c| sqlx::query_as(IN_CLEAR).fetch_all(c).await)?;
        for (id, url) in rows {
            let sealed = self.sealer.seal(&return_url_of(id), url.as_bytes())?;
            on!(self, |c| sqlx::query(SEAL).bind(id).bind(&sealed).execute(c).await.map(drop))?;
        }
        Ok(())
    }
}

/// A notification that is to be sent.
#[derive(Clone, Debug)]
pub struct SandboxNotification {
    /// Its row.
    pub id: Uuid,
    /// The merchant's account, whose secret signs it.
    pub account: ProviderAccountId,
    /// Equal for repeats.
    pub event_id: String,
    /// Where it goes.
    pub url: String,
    /// JSON.
    pub body: String,
    /// How often it was tried.
    pub tries: i64,
}

impl Db<'_> {
    /// Writes a new checkout; `false` when the idempotency key was used before.
    pub async fn insert_sandbox_checkout(&mut self, checkout: &SandboxCheckout) -> Result<bool> {
        let return_url = self.sealer.seal(&return_url_of(checkout.id.0), checkout.return_url.as_bytes())?;
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(checkout.id.0)
            .bind(checkout.account.0)
            .bind(&checkout.idempotency_key)
            .bind(&checkout.body_hash)
            .bind(&checkout.status)
            .bind(checkout.amount.minor)
            .bind(checkout.amount.currency.code())
            .bind(&checkout.description)
            .bind(&checkout.merchant_name)
            .bind(&checkout.language)
            .bind(&checkout.client_reference)
            .bind("")
            .bind(&checkout.notify_url)
            .bind(&checkout.method)
            .bind(checkout.acted_at.map(Timestamp::millis))
            .bind(checkout.settles_at.map(Timestamp::millis))
            .bind(&checkout.settles_as)
            .bind(checkout.succeeded_at.map(Timestamp::millis))
            .bind(&checkout.failure_code)
            .bind(&checkout.charge_reference)
            .bind(checkout.refunded)
            .bind(checkout.created_at.millis())
            .bind(checkout.ends_at.millis())
            .bind(&return_url)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// One checkout.
    pub async fn sandbox_checkout(&mut self, id: SandboxCheckoutId) -> Result<Option<SandboxCheckout>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
        row.map(|row| self.opened_sandbox_checkout(row)).transpose()
    }

    /// One checkout, locked until the transaction ends.
    pub async fn lock_sandbox_checkout(&mut self, id: SandboxCheckoutId) -> Result<Option<SandboxCheckout>> {
        let sql = match self.engine {
            Engine::Sqlite(_) => BY_ID,
            Engine::Postgres(_) => LOCK_ON_POSTGRES,
        };
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql).bind(id.0).fetch_optional(c).await)?;
        row.map(|row| self.opened_sandbox_checkout(row)).transpose()
    }

    /// The checkout that was made with an idempotency key.
    pub async fn sandbox_checkout_by_key(
        &mut self,
        account: ProviderAccountId,
        key: &str,
    ) -> Result<Option<SandboxCheckout>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_KEY).bind(account.0).bind(key).fetch_optional(c).await)?;
        row.map(|row| self.opened_sandbox_checkout(row)).transpose()
    }

    /// The checkout with the caller's own id.
    pub async fn sandbox_checkout_by_client(
        &mut self,
        account: ProviderAccountId,
        reference: &str,
    ) -> Result<Option<SandboxCheckout>> {
        let row: Option<Row> =
            on!(self, |c| sqlx::query_as(BY_CLIENT).bind(account.0).bind(reference).fetch_optional(c).await)?;
        row.map(|row| self.opened_sandbox_checkout(row)).transpose()
    }

    /// Writes a checkout back.
    pub async fn save_sandbox_checkout(&mut self, checkout: &SandboxCheckout) -> Result<()> {
        on!(self, |c| sqlx::query(SAVE)
            .bind(checkout.id.0)
            .bind(&checkout.status)
            .bind(checkout.acted_at.map(Timestamp::millis))
            .bind(checkout.settles_at.map(Timestamp::millis))
            .bind(&checkout.settles_as)
            .bind(checkout.succeeded_at.map(Timestamp::millis))
            .bind(&checkout.failure_code)
            .bind(&checkout.charge_reference)
            .bind(checkout.refunded)
            .bind(&checkout.method)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Pending checkouts whose time to be decided has come.
    pub async fn sandbox_checkouts_to_settle(&mut self, now: Timestamp, limit: i64) -> Result<Vec<SandboxCheckoutId>> {
        let rows: Vec<(Uuid,)> =
            on!(self, |c| sqlx::query_as(SETTLING).bind(now.millis()).bind(limit).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(id,)| SandboxCheckoutId(id)).collect())
    }

    /// Writes a refund; `false` when the idempotency key was used before.
    pub async fn insert_sandbox_refund(
        &mut self,
        id: Uuid,
        checkout: &SandboxCheckout,
        key: &str,
        amount: i64,
        now: Timestamp,
    ) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(INSERT_REFUND)
            .bind(id)
            .bind(checkout.account.0)
            .bind(checkout.id.0)
            .bind(key)
            .bind(amount)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// The refund that was made with an idempotency key: id, checkout, amount.
    pub async fn sandbox_refund_by_key(
        &mut self,
        account: ProviderAccountId,
        key: &str,
    ) -> Result<Option<(Uuid, SandboxCheckoutId, i64)>> {
        let row: Option<(Uuid, Uuid, i64)> =
            on!(self, |c| sqlx::query_as(REFUND_BY_KEY).bind(account.0).bind(key).fetch_optional(c).await)?;
        Ok(row.map(|(id, checkout, amount)| (id, SandboxCheckoutId(checkout), amount)))
    }

    /// Writes a notification to be sent.
    pub async fn insert_sandbox_notification(
        &mut self,
        notification: &SandboxNotification,
        checkout: SandboxCheckoutId,
        send_at: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(NOTIFY)
            .bind(notification.id)
            .bind(notification.account.0)
            .bind(checkout.0)
            .bind(&notification.event_id)
            .bind(&notification.url)
            .bind(&notification.body)
            .bind(send_at.millis())
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notifications that are due.
    pub async fn due_sandbox_notifications(&mut self, now: Timestamp, limit: i64) -> Result<Vec<SandboxNotification>> {
        let rows: Vec<(Uuid, Uuid, String, String, String, i64)> =
            on!(self, |c| sqlx::query_as(DUE).bind(now.millis()).bind(limit).fetch_all(c).await)?;
        Ok(rows
            .into_iter()
            .map(|(id, account, event_id, url, body, tries)| SandboxNotification {
                id,
                account: ProviderAccountId(account),
                event_id,
                url,
                body,
                tries,
            })
            .collect())
    }

    /// Takes the right to send a notification now.
    pub async fn lease_sandbox_notification(&mut self, id: Uuid, until: Timestamp, now: Timestamp) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(LEASE)
            .bind(id)
            .bind(until.millis())
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// The notification was taken, or is given up.
    pub async fn finish_sandbox_notification(&mut self, id: Uuid, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(SENT).bind(id).bind(now.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The notification is tried again later.
    pub async fn retry_sandbox_notification(&mut self, id: Uuid, send_at: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(AGAIN).bind(id).bind(send_at.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// How many notifications are still to be sent.
    pub async fn waiting_sandbox_notifications(&mut self) -> Result<i64> {
        let (count,): (i64,) = on!(self, |c| sqlx::query_as(WAITING).fetch_one(c).await)?;
        Ok(count)
    }
}
