//! Payment requests, and the payers that they are addressed to.

use super::{Db, Engine, Result, StoreError};
use crate::domain::ids::{MerchantId, PaymentRequestId, ProfileId};
use crate::domain::money::Money;
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Sums, Terms};
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, date_text, parse_date};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "r.merchant_id, r.live, r.id, r.version, r.terms_version, r.profile_id, r.amount, r.currency, r.reference, \
         r.external_id, r.description, r.due_date, r.expires_at, r.countdown_days, r.metadata, r.return_paid, r.return_unpaid, \
         r.replaces, r.created_at, r.cancelled_at, r.paid_at, r.late, r.allocated, r.pending, r.clarifying, r.refunded, \
         r.disputed, r.last_sequence, r.last_event_at, r.expiry_recorded_at, r.opened_at"
    };
}
pub(crate) use columns as request_columns;

statements! {
    INSERT = "INSERT INTO payment_request (merchant_id, live, id, version, terms_version, profile_id, amount, currency, reference,
        external_id, description, due_date, expires_at, countdown_days, metadata, return_paid, return_unpaid, replaces, created_at,
        late, allocated, pending, clarifying, refunded, disputed, last_sequence, last_event_at, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        FALSE, 0, 0, 0, 0, 0, $20, $21, $22) ON CONFLICT DO NOTHING";
    BY_ID = concat!("SELECT ", columns!(), " FROM payment_request r WHERE r.merchant_id = $1 AND r.live = $2 AND r.id = $3");
    BY_EXTERNAL_ID = concat!("SELECT ", columns!(), " FROM payment_request r WHERE r.merchant_id = $1 AND r.live = $2 AND r.external_id = $3");
    SAVE = "UPDATE payment_request SET version = $4, terms_version = $5, amount = $6, reference = $7, external_id = $8, description = $9,
        due_date = $10, expires_at = $11, countdown_days = $12, metadata = $13, return_paid = $14, return_unpaid = $15,
        cancelled_at = $16, paid_at = $17, late = $18, allocated = $19, pending = $20, clarifying = $21, refunded = $22, disputed = $23,
        last_sequence = $24, last_event_at = $25, expiry_recorded_at = $26, opened_at = $27, search = $29
        WHERE merchant_id = $1 AND live = $2 AND id = $3 AND version = $28";
    REPLACEMENT = "SELECT id FROM payment_request WHERE merchant_id = $1 AND live = $2 AND replaces = $3 ORDER BY created_at DESC, id DESC LIMIT 1";
    SAVE_COUNT = "UPDATE payment_request SET last_sequence = $4, last_event_at = $5 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    TO_SWEEP = "SELECT merchant_id, live, id FROM payment_request WHERE expires_at <= $1 AND expiry_recorded_at IS NULL
        AND cancelled_at IS NULL AND allocated < amount AND pending = 0 AND clarifying = 0 ORDER BY expires_at LIMIT $2";
    PREVIEWS = "SELECT previews, preview_at FROM payment_request WHERE merchant_id = $1 AND live = $2 AND id = $3";
    COUNT_OPENS = "UPDATE payment_request SET opens = opens + $4, previews = previews + $5, preview_at = COALESCE(preview_at, $6) WHERE merchant_id = $1 AND live = $2 AND id = $3";
    INSERT_PAYER = "INSERT INTO payer (merchant_id, live, payment_request_id, name, email, phone, language, address, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SAVE_PAYER = "UPDATE payer SET name = $4, email = $5, phone = $6, language = $7, address = $8, search = $9
        WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    PAYER = "SELECT name, email, phone, language, address FROM payer WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    ALL_IDS = "SELECT merchant_id, live, id FROM payment_request WHERE (merchant_id, live, id) > ($1, $2, $3)
        ORDER BY merchant_id, live, id LIMIT $4";
}
const LOCK_ON_POSTGRES: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM payment_request r WHERE r.merchant_id = $1 AND r.live = $2 AND r.id = $3 FOR UPDATE"
);

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    version: i64,
    terms_version: i64,
    profile_id: Uuid,
    amount: i64,
    currency: String,
    reference: Option<String>,
    external_id: Option<String>,
    description: Option<String>,
    due_date: Option<String>,
    expires_at: i64,
    countdown_days: Option<i64>,
    metadata: String,
    return_paid: Option<String>,
    return_unpaid: Option<String>,
    replaces: Option<Uuid>,
    created_at: i64,
    cancelled_at: Option<i64>,
    paid_at: Option<i64>,
    late: bool,
    allocated: i64,
    pending: i64,
    clarifying: i64,
    refunded: i64,
    disputed: i64,
    last_sequence: i64,
    last_event_at: i64,
    expiry_recorded_at: Option<i64>,
    opened_at: Option<i64>,
}

impl TryFrom<Row> for PaymentRequest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "payment_request", what };
        let at = Timestamp::from_millis;
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: PaymentRequestId(row.id),
            version: row.version,
            terms_version: row.terms_version,
            profile: ProfileId(row.profile_id),
            terms: Terms {
                amount: Money::new(row.amount, row.currency.parse().map_err(|_| corrupt("currency"))?),
                reference: row.reference,
                external_id: row.external_id,
                description: row.description,
                due_date: row.due_date.map(|day| parse_date(&day).ok_or(corrupt("due_date"))).transpose()?,
                expires_at: at(row.expires_at),
                countdown_days: row.countdown_days,
                metadata: serde_json::from_str(&row.metadata).map_err(|_| corrupt("metadata"))?,
                return_paid: row.return_paid,
                return_unpaid: row.return_unpaid,
            },
            replaces: row.replaces.map(PaymentRequestId),
            created_at: at(row.created_at),
            cancelled_at: row.cancelled_at.map(at),
            paid_at: row.paid_at.map(at),
            late: row.late,
            sums: Sums {
                allocated: row.allocated,
                pending: row.pending,
                clarifying: row.clarifying,
                refunded: row.refunded,
                disputed: row.disputed,
            },
            last_sequence: row.last_sequence,
            last_event_at: at(row.last_event_at),
            expiry_recorded_at: row.expiry_recorded_at.map(at),
            opened_at: row.opened_at.map(at),
        })
    }
}

/// What the search box looks through. Lowered here, because the databases lower ASCII only.
fn lowered(parts: &[&Option<String>]) -> String {
    parts.iter().filter_map(|part| part.as_deref()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn payer_text(payer: &Payer) -> String {
    lowered(&[&payer.name, &payer.email, &payer.phone])
}

fn terms_text(terms: &Terms) -> String {
    lowered(&[&terms.reference, &terms.external_id, &terms.description])
}

type PayerRow = (Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

impl Db<'_> {
    /// Writes a new request and its payer. `false`: the external id is taken.
    pub async fn insert_payment_request(&mut self, request: &PaymentRequest, payer: &Payer) -> Result<bool> {
        let terms = &request.terms;
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(request.scope.merchant.0)
            .bind(request.scope.live)
            .bind(request.id.0)
            .bind(request.version)
            .bind(request.terms_version)
            .bind(request.profile.0)
            .bind(terms.amount.minor)
            .bind(terms.amount.currency.code())
            .bind(&terms.reference)
            .bind(&terms.external_id)
            .bind(&terms.description)
            .bind(terms.due_date.map(date_text))
            .bind(terms.expires_at.millis())
            .bind(terms.countdown_days)
            .bind(terms.metadata.to_string())
            .bind(&terms.return_paid)
            .bind(&terms.return_unpaid)
            .bind(request.replaces.map(|id| id.0))
            .bind(request.created_at.millis())
            .bind(request.last_sequence)
            .bind(request.last_event_at.millis())
            .bind(terms_text(terms))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if inserted == 0 {
            return Ok(false);
        }
        self.write_payer(INSERT_PAYER, request.scope, request.id, payer).await?;
        Ok(true)
    }

    /// How many events a request has; for a request that is written in this very transaction.
    pub async fn save_count(&mut self, request: &PaymentRequest) -> Result<()> {
        on!(self, |c| sqlx::query(SAVE_COUNT)
            .bind(request.scope.merchant.0)
            .bind(request.scope.live)
            .bind(request.id.0)
            .bind(request.last_sequence)
            .bind(request.last_event_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The payer's data of a request, changed.
    pub async fn save_payer(&mut self, scope: Scope, id: PaymentRequestId, payer: &Payer) -> Result<()> {
        self.write_payer(SAVE_PAYER, scope, id, payer).await
    }

    async fn write_payer(
        &mut self,
        sql: &'static str,
        scope: Scope,
        id: PaymentRequestId,
        payer: &Payer,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(&payer.name)
            .bind(&payer.email)
            .bind(&payer.phone)
            .bind(payer.language.map(crate::domain::language::Language::tag))
            .bind(&payer.address)
            .bind(payer_text(payer))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Who is asked to pay.
    pub async fn payer(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Payer> {
        let row: Option<PayerRow> = on!(self, |c| sqlx::query_as(PAYER)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.map_or_else(Payer::default, |(name, email, phone, language, address)| Payer {
            name,
            email,
            phone,
            language: language.and_then(|tag| tag.parse().ok()),
            address,
        }))
    }

    /// A request, read without a lock.
    pub async fn payment_request(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Option<PaymentRequest>> {
        self.one_request(BY_ID, scope, id).await
    }

    /// A request, locked until the transaction ends: the lock for everything that hangs on it. SQLite's transactions hold the one
    /// writer's lock from their beginning.
    pub async fn lock_payment_request(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Option<PaymentRequest>> {
        let sql = match self.engine {
            Engine::Sqlite(_) => BY_ID,
            Engine::Postgres(_) => LOCK_ON_POSTGRES,
        };
        self.one_request(sql, scope, id).await
    }

    /// The newest request that stands in for one.
    pub async fn replacement_of(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Option<PaymentRequestId>> {
        let row: Option<(Uuid,)> = on!(self, |c| sqlx::query_as(REPLACEMENT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.map(|(id,)| PaymentRequestId(id)))
    }

    async fn one_request(
        &mut self,
        sql: &'static str,
        scope: Scope,
        id: PaymentRequestId,
    ) -> Result<Option<PaymentRequest>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(PaymentRequest::try_from).transpose()
    }

    /// The request with the merchant's own key.
    pub async fn payment_request_by_external_id(
        &mut self,
        scope: Scope,
        external_id: &str,
    ) -> Result<Option<PaymentRequest>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_EXTERNAL_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(external_id)
            .fetch_optional(c)
            .await)?;
        row.map(PaymentRequest::try_from).transpose()
    }

    /// Writes a locked request back and raises its version.
    pub async fn save_payment_request(&mut self, request: &mut PaymentRequest) -> Result<()> {
        let terms = &request.terms;
        let changed = on!(self, |c| sqlx::query(SAVE)
            .bind(request.scope.merchant.0)
            .bind(request.scope.live)
            .bind(request.id.0)
            .bind(request.version + 1)
            .bind(request.terms_version)
            .bind(terms.amount.minor)
            .bind(&terms.reference)
            .bind(&terms.external_id)
            .bind(&terms.description)
            .bind(terms.due_date.map(date_text))
            .bind(terms.expires_at.millis())
            .bind(terms.countdown_days)
            .bind(terms.metadata.to_string())
            .bind(&terms.return_paid)
            .bind(&terms.return_unpaid)
            .bind(request.cancelled_at.map(Timestamp::millis))
            .bind(request.paid_at.map(Timestamp::millis))
            .bind(request.late)
            .bind(request.sums.allocated)
            .bind(request.sums.pending)
            .bind(request.sums.clarifying)
            .bind(request.sums.refunded)
            .bind(request.sums.disputed)
            .bind(request.last_sequence)
            .bind(request.last_event_at.millis())
            .bind(request.expiry_recorded_at.map(Timestamp::millis))
            .bind(request.opened_at.map(Timestamp::millis))
            .bind(request.version)
            .bind(terms_text(terms))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if changed != 1 {
            return Err(StoreError::LostLock);
        }
        request.version += 1;
        Ok(())
    }

    /// Requests whose time is over and whose expiry is not written down yet, across all merchants.
    pub async fn requests_to_sweep(&mut self, now: Timestamp, limit: i64) -> Result<Vec<(Scope, PaymentRequestId)>> {
        let rows: Vec<(Uuid, bool, Uuid)> =
            on!(self, |c| sqlx::query_as(TO_SWEEP).bind(now.millis()).bind(limit).fetch_all(c).await)?;
        Ok(rows.into_iter().map(scoped_id).collect())
    }

    /// Requests of all merchants in the order of their keys, after the one given; for `paylink audit`.
    pub async fn request_ids_after(
        &mut self,
        after: (Scope, PaymentRequestId),
        limit: i64,
    ) -> Result<Vec<(Scope, PaymentRequestId)>> {
        let rows: Vec<(Uuid, bool, Uuid)> = on!(self, |c| sqlx::query_as(ALL_IDS)
            .bind(after.0.merchant.0)
            .bind(after.0.live)
            .bind(after.1.0)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(scoped_id).collect())
    }

    /// Adds to the count of how often a link was opened, `previews` of them by programs.
    pub async fn count_opens(
        &mut self,
        scope: Scope,
        id: PaymentRequestId,
        opens: i64,
        previews: i64,
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(COUNT_OPENS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(opens)
            .bind(previews)
            .bind((previews > 0).then_some(now.millis()))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}

impl Db<'_> {
    /// How often programs fetched a preview of a link, and when first.
    pub async fn previews_of(&mut self, scope: Scope, id: PaymentRequestId) -> Result<(i64, Option<Timestamp>)> {
        let row: Option<(i64, Option<i64>)> = on!(self, |c| sqlx::query_as(PREVIEWS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.map_or((0, None), |(previews, at)| (previews, at.map(Timestamp::from_millis))))
    }
}

fn scoped_id((merchant, live, id): (Uuid, bool, Uuid)) -> (Scope, PaymentRequestId) {
    (Scope { merchant: MerchantId(merchant), live }, PaymentRequestId(id))
}
