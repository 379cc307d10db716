//! Payments and what they count for.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, PaymentId, PaymentRequestId, ProviderAccountId};
use crate::domain::money::Money;
use crate::domain::payment::{Failure, PayerAccount, Payment};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, payment_request_id, kind, state, holds_slot, amount, currency, received, allocated, refunded, \
         refunds_reported, disputed, disputes, fee, method, provider, provider_account_id, provider_reference, charge_reference, \
         idempotency_key, redirect_url, ends_at, lease_until, failure_code, failure_detail, acted_at, late, awaits_decision, \
         payer_account_name, payer_account_number, created_at, succeeded_at, asked_at, answered_at, left_at"
    };
}

statements! {
    INSERT = "INSERT INTO payment (merchant_id, live, id, payment_request_id, kind, state, holds_slot, amount, currency, received, allocated,
        refunded, refunds_reported, disputed, disputes, method, provider, provider_account_id, idempotency_key, parameters_sealed, ends_at,
        lease_until, late, awaits_decision, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, '[]', $10, $11, $12, $13, $14, $15, $16, FALSE, FALSE, $17)";
    SAVE = "UPDATE payment SET state = $4, holds_slot = $5, received = $6, allocated = $7, refunded = $8, refunds_reported = $9, disputed = $10,
        disputes = $11, fee = $12, method = $13, provider_reference = $14, charge_reference = $15, redirect_url = $16, ends_at = $17,
        lease_until = $18, failure_code = $19, failure_detail = $20, acted_at = $21, late = $22, awaits_decision = $23,
        payer_account_name = $24, payer_account_number = $25, succeeded_at = $26, asked_at = $27, amount = $28, currency = $29, left_at = $30
        WHERE merchant_id = $1 AND live = $2 AND id = $3";
    BY_ID = concat!("SELECT ", columns!(), " FROM payment WHERE merchant_id = $1 AND live = $2 AND id = $3");
    OF_REQUEST = concat!("SELECT ", columns!(), " FROM payment WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 ORDER BY created_at, id");
    BY_REFERENCE = concat!("SELECT ", columns!(), " FROM payment WHERE provider_account_id = $1 AND provider_reference = $2");
    BY_CHARGE = concat!("SELECT ", columns!(), " FROM payment WHERE provider_account_id = $1 AND charge_reference = $2");
    PARAMETERS = "SELECT parameters_sealed FROM payment WHERE merchant_id = $1 AND live = $2 AND id = $3";
    SUCCEEDED = concat!("SELECT ", columns!(), " FROM payment WHERE merchant_id = $1 AND live = $2 AND succeeded_at >= $3 AND succeeded_at < $4
        AND (succeeded_at, id) > ($5, $6) ORDER BY succeeded_at, id LIMIT $7");
    CLAIM_ASK = "UPDATE payment SET asked_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND (asked_at IS NULL OR asked_at <= $5)";
    ANSWERED = "UPDATE payment SET answered_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    ALLOCATE = "INSERT INTO allocation (merchant_id, live, payment_id, payment_request_id, amount, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (merchant_id, live, payment_id, payment_request_id) DO UPDATE SET amount = excluded.amount";
    ALLOCATED = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM allocation WHERE merchant_id = $1 AND live = $2 AND payment_id = $3";
    UNFINISHED = "SELECT merchant_id, live, id FROM payment WHERE state IN ('starting', 'open', 'closing', 'pending')";
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    payment_request_id: Uuid,
    kind: String,
    state: String,
    holds_slot: bool,
    amount: i64,
    currency: String,
    received: i64,
    allocated: i64,
    refunded: i64,
    refunds_reported: i64,
    disputed: i64,
    disputes: String,
    fee: Option<i64>,
    method: String,
    provider: Option<String>,
    provider_account_id: Option<Uuid>,
    provider_reference: Option<String>,
    charge_reference: Option<String>,
    idempotency_key: String,
    redirect_url: Option<String>,
    ends_at: Option<i64>,
    lease_until: Option<i64>,
    failure_code: Option<String>,
    failure_detail: Option<String>,
    acted_at: Option<i64>,
    late: bool,
    awaits_decision: bool,
    payer_account_name: Option<String>,
    payer_account_number: Option<String>,
    created_at: i64,
    succeeded_at: Option<i64>,
    asked_at: Option<i64>,
    answered_at: Option<i64>,
    left_at: Option<i64>,
}

impl TryFrom<Row> for Payment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "payment", what };
        let at = Timestamp::from_millis;
        let failure = match row.failure_code {
            Some(code) => {
                Some(Failure { code: code.parse().map_err(|()| corrupt("failure_code"))?, detail: row.failure_detail })
            }
            None => None,
        };
        let payer_account = (row.payer_account_name.is_some() || row.payer_account_number.is_some())
            .then_some(PayerAccount { name: row.payer_account_name, number: row.payer_account_number });
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: PaymentId(row.id),
            payment_request: PaymentRequestId(row.payment_request_id),
            kind: row.kind.parse().map_err(|()| corrupt("kind"))?,
            state: row.state.parse().map_err(|()| corrupt("state"))?,
            holds_slot: row.holds_slot,
            amount: Money::new(row.amount, row.currency.parse().map_err(|_| corrupt("currency"))?),
            received: row.received,
            allocated: row.allocated,
            refunded: row.refunded,
            refunds_reported: row.refunds_reported,
            disputed: row.disputed,
            disputes: serde_json::from_str(&row.disputes).map_err(|_| corrupt("disputes"))?,
            fee: row.fee,
            method: row.method.parse().map_err(|_| corrupt("method"))?,
            provider: row.provider,
            provider_account: row.provider_account_id.map(ProviderAccountId),
            provider_reference: row.provider_reference,
            charge_reference: row.charge_reference,
            idempotency_key: row.idempotency_key,
            redirect_url: row.redirect_url,
            ends_at: row.ends_at.map(at),
            lease_until: row.lease_until.map(at),
            failure,
            acted_at: row.acted_at.map(at),
            late: row.late,
            awaits_decision: row.awaits_decision,
            payer_account,
            created_at: at(row.created_at),
            succeeded_at: row.succeeded_at.map(at),
            asked_at: row.asked_at.map(at),
            answered_at: row.answered_at.map(at),
            left_at: row.left_at.map(at),
        })
    }
}

fn sealed_for(scope: Scope, id: PaymentId) -> String {
    format!("payment/{}/{}/{id}", scope.merchant, scope.live)
}

impl Db<'_> {
    /// Writes a new payment with its frozen parameters (sealed: they hold the pay link).
    pub async fn insert_payment(&mut self, payment: &Payment, parameters: Option<&str>) -> Result<()> {
        let sealed = parameters
            .map(|text| self.sealer.seal(&sealed_for(payment.scope, payment.id), text.as_bytes()))
            .transpose()?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(payment.scope.merchant.0)
            .bind(payment.scope.live)
            .bind(payment.id.0)
            .bind(payment.payment_request.0)
            .bind(payment.kind.word())
            .bind(payment.state.word())
            .bind(payment.holds_slot)
            .bind(payment.amount.minor)
            .bind(payment.amount.currency.code())
            .bind(payment.method.word())
            .bind(&payment.provider)
            .bind(payment.provider_account.map(|id| id.0))
            .bind(&payment.idempotency_key)
            .bind(&sealed)
            .bind(payment.ends_at.map(Timestamp::millis))
            .bind(payment.lease_until.map(Timestamp::millis))
            .bind(payment.created_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Writes a payment back, and what it counts for.
    pub async fn save_payment(&mut self, payment: &Payment, now: Timestamp) -> Result<()> {
        let disputes = serde_json::to_string(&payment.disputes)
            .map_err(|_| StoreError::Corrupt { table: "payment", what: "disputes" })?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(payment.scope.merchant.0)
            .bind(payment.scope.live)
            .bind(payment.id.0)
            .bind(payment.state.word())
            .bind(payment.holds_slot)
            .bind(payment.received)
            .bind(payment.allocated)
            .bind(payment.refunded)
            .bind(payment.refunds_reported)
            .bind(payment.disputed)
            .bind(disputes)
            .bind(payment.fee)
            .bind(payment.method.word())
            .bind(&payment.provider_reference)
            .bind(&payment.charge_reference)
            .bind(&payment.redirect_url)
            .bind(payment.ends_at.map(Timestamp::millis))
            .bind(payment.lease_until.map(Timestamp::millis))
            .bind(payment.failure.as_ref().map(|failure| failure.code.word()))
            .bind(payment.failure.as_ref().and_then(|failure| failure.detail.as_ref()))
            .bind(payment.acted_at.map(Timestamp::millis))
            .bind(payment.late)
            .bind(payment.awaits_decision)
            .bind(payment.payer_account.as_ref().and_then(|account| account.name.as_ref()))
            .bind(payment.payer_account.as_ref().and_then(|account| account.number.as_ref()))
            .bind(payment.succeeded_at.map(Timestamp::millis))
            .bind(payment.asked_at.map(Timestamp::millis))
            .bind(payment.amount.minor)
            .bind(payment.amount.currency.code())
            .bind(payment.left_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        if payment.allocated > 0 {
            on!(self, |c| sqlx::query(ALLOCATE)
                .bind(payment.scope.merchant.0)
                .bind(payment.scope.live)
                .bind(payment.id.0)
                .bind(payment.payment_request.0)
                .bind(payment.allocated)
                .bind(now.millis())
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// One payment.
    pub async fn payment(&mut self, scope: Scope, id: PaymentId) -> Result<Option<Payment>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(Payment::try_from).transpose()
    }

    /// All payments of a request, in the order of their making.
    pub async fn payments_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Vec<Payment>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_REQUEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Payment::try_from).collect()
    }

    /// All payments of several requests, each in the order of their making; for a list.
    pub async fn payments_of_all(
        &mut self,
        scope: Scope,
        ids: &[PaymentRequestId],
    ) -> Result<HashMap<PaymentRequestId, Vec<Payment>>> {
        let mut found: HashMap<PaymentRequestId, Vec<Payment>> = HashMap::new();
        if ids.is_empty() {
            return Ok(found);
        }
        let rows: Vec<Row> = on!(self, |c| {
            let mut q =
                QueryBuilder::<EngineType>::new(concat!("SELECT ", columns!(), " FROM payment WHERE merchant_id = "));
            q.push_bind(scope.merchant.0)
                .push(" AND live = ")
                .push_bind(scope.live)
                .push(" AND payment_request_id IN (");
            let mut list = q.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            q.push(") ORDER BY created_at, id");
            q.build_query_as().fetch_all(c).await
        })?;
        for row in rows {
            let payment = Payment::try_from(row)?;
            found.entry(payment.payment_request).or_default().push(payment);
        }
        Ok(found)
    }

    /// The payment behind a provider's id of a checkout or of a charge.
    pub async fn payment_by_reference(
        &mut self,
        account: ProviderAccountId,
        reference: &str,
    ) -> Result<Option<Payment>> {
        for sql in [BY_REFERENCE, BY_CHARGE] {
            let row: Option<Row> =
                on!(self, |c| sqlx::query_as(sql).bind(account.0).bind(reference).fetch_optional(c).await)?;
            if let Some(row) = row {
                return Payment::try_from(row).map(Some);
            }
        }
        Ok(None)
    }

    /// The exact parameters with which a checkout was or will be started.
    pub async fn payment_parameters(&mut self, scope: Scope, id: PaymentId) -> Result<Option<String>> {
        let row: Option<(Option<Vec<u8>>,)> = on!(self, |c| sqlx::query_as(PARAMETERS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        let Some((Some(sealed),)) = row else { return Ok(None) };
        let opened = self.sealer.open(&sealed_for(scope, id), &sealed)?;
        let text = String::from_utf8(opened)
            .map_err(|_| StoreError::Corrupt { table: "payment", what: "parameters_sealed" })?;
        Ok(Some(text))
    }

    /// Succeeded payments of a span of time, oldest first, after a place in that order.
    pub async fn succeeded_payments(
        &mut self,
        scope: Scope,
        from: Timestamp,
        to: Timestamp,
        after: (Timestamp, PaymentId),
        limit: i64,
    ) -> Result<Vec<Payment>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(SUCCEEDED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(from.millis())
            .bind(to.millis())
            .bind(after.0.millis())
            .bind(after.1.0)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Payment::try_from).collect()
    }

    /// Takes the right to ask the provider about a payment now; `false` when it was asked after `not_since`.
    pub async fn claim_ask(
        &mut self,
        scope: Scope,
        id: PaymentId,
        now: Timestamp,
        not_since: Timestamp,
    ) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(CLAIM_ASK)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .bind(not_since.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Notes that the provider has said how a payment stands.
    pub async fn note_answer(&mut self, scope: Scope, id: PaymentId, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(ANSWERED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What a payment counts for by the allocation table; for `paylink audit`.
    pub async fn allocated_of(&mut self, scope: Scope, id: PaymentId) -> Result<i64> {
        let (sum,): (i64,) = on!(self, |c| sqlx::query_as(ALLOCATED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_one(c)
            .await)?;
        Ok(sum)
    }

    /// Every unfinished payment of all merchants; for tests and `paylink check`.
    pub async fn unfinished_payments(&mut self) -> Result<Vec<(Scope, PaymentId)>> {
        let rows: Vec<(Uuid, bool, Uuid)> = on!(self, |c| sqlx::query_as(UNFINISHED).fetch_all(c).await)?;
        Ok(rows
            .into_iter()
            .map(|(merchant, live, id)| (Scope { merchant: MerchantId(merchant), live }, PaymentId(id)))
            .collect())
    }
}
