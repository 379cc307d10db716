//! Money back.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, PaymentId, PaymentRequestId, ProviderAccountId, RefundId, UserId};
use crate::domain::money::Money;
use crate::domain::refund::Refund;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, payment_id, payment_request_id, amount, currency, status, reason, idempotency_key, \
         provider_account_id, provider_reference, failure, tries, requested_by, created_at, finished_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO refund (", columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
    SAVE = "UPDATE refund SET status = $4, provider_reference = $5, failure = $6, tries = $7, finished_at = $8
        WHERE merchant_id = $1 AND live = $2 AND id = $3";
    BY_ID = concat!("SELECT ", columns!(), " FROM refund WHERE merchant_id = $1 AND live = $2 AND id = $3");
    OF_REQUEST = concat!("SELECT ", columns!(), " FROM refund WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 ORDER BY created_at, id");
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    payment_id: Uuid,
    payment_request_id: Uuid,
    amount: i64,
    currency: String,
    status: String,
    reason: String,
    idempotency_key: String,
    provider_account_id: Option<Uuid>,
    provider_reference: Option<String>,
    failure: Option<String>,
    tries: i64,
    requested_by: Option<Uuid>,
    created_at: i64,
    finished_at: Option<i64>,
}

impl TryFrom<Row> for Refund {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "refund", what };
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: RefundId(row.id),
            payment: PaymentId(row.payment_id),
            payment_request: PaymentRequestId(row.payment_request_id),
            amount: Money::new(row.amount, row.currency.parse().map_err(|_| corrupt("currency"))?),
            status: row.status.parse().map_err(|()| corrupt("status"))?,
            reason: row.reason.parse().map_err(|()| corrupt("reason"))?,
            idempotency_key: row.idempotency_key,
            provider_account: row.provider_account_id.map(ProviderAccountId),
            provider_reference: row.provider_reference,
            failure: row.failure,
            tries: row.tries,
            requested_by: row.requested_by.map(UserId),
            created_at: Timestamp::from_millis(row.created_at),
            finished_at: row.finished_at.map(Timestamp::from_millis),
        })
    }
}

impl Db<'_> {
    /// Writes a new refund.
    pub async fn insert_refund(&mut self, refund: &Refund) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(refund.scope.merchant.0)
            .bind(refund.scope.live)
            .bind(refund.id.0)
            .bind(refund.payment.0)
            .bind(refund.payment_request.0)
            .bind(refund.amount.minor)
            .bind(refund.amount.currency.code())
            .bind(refund.status.word())
            .bind(refund.reason.word())
            .bind(&refund.idempotency_key)
            .bind(refund.provider_account.map(|id| id.0))
            .bind(&refund.provider_reference)
            .bind(&refund.failure)
            .bind(refund.tries)
            .bind(refund.requested_by.map(|id| id.0))
            .bind(refund.created_at.millis())
            .bind(refund.finished_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Writes a refund back.
    pub async fn save_refund(&mut self, refund: &Refund) -> Result<()> {
        on!(self, |c| sqlx::query(SAVE)
            .bind(refund.scope.merchant.0)
            .bind(refund.scope.live)
            .bind(refund.id.0)
            .bind(refund.status.word())
            .bind(&refund.provider_reference)
            .bind(&refund.failure)
            .bind(refund.tries)
            .bind(refund.finished_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One refund.
    pub async fn refund(&mut self, scope: Scope, id: RefundId) -> Result<Option<Refund>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(Refund::try_from).transpose()
    }

    /// All refunds of a request's payments, in the order of their making.
    pub async fn refunds_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Vec<Refund>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_REQUEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Refund::try_from).collect()
    }
}
