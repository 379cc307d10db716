//! Events: counted per request when written, and given a gap-free position per merchant and mode after their commit. Time and the order
//! of ids are not the order of commits; a feed that read by them would lose events.

use super::{Db, Engine, Result, StoreError};
use crate::domain::event::Event;
use crate::domain::ids::{EventId, MerchantId, PaymentRequestId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, payment_request_id, kind, sequence, position, created_at, data, ip, user_agent"
    };
}

statements! {
    INSERT = "INSERT INTO event (merchant_id, live, id, payment_request_id, kind, sequence, created_at, data, ip, user_agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    OF_REQUEST = concat!("SELECT ", columns!(), " FROM event WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 AND sequence > $4
        ORDER BY sequence LIMIT $5");
    FEED = concat!("SELECT ", columns!(), " FROM event WHERE merchant_id = $1 AND live = $2 AND position > $3 ORDER BY position LIMIT $4");
    WAITING = "SELECT DISTINCT merchant_id, live FROM event WHERE position IS NULL LIMIT 1000";
    WAITS = "SELECT 1 FROM event WHERE merchant_id = $1 AND live = $2 AND position IS NULL LIMIT 1";
    UNNUMBERED = "SELECT id FROM event WHERE merchant_id = $1 AND live = $2 AND position IS NULL
        ORDER BY created_at, payment_request_id, sequence LIMIT $3";
    NUMBER = "UPDATE event SET position = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    MAKE_COUNTER = "INSERT INTO event_counter (merchant_id, live, last_position) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
    READ_COUNTER = "SELECT last_position FROM event_counter WHERE merchant_id = $1 AND live = $2";
    SET_COUNTER = "UPDATE event_counter SET last_position = $3 WHERE merchant_id = $1 AND live = $2";
    GAPS = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM event WHERE merchant_id = $1 AND live = $2 AND position IS NOT NULL";
}
const LOCK_COUNTER_ON_POSTGRES: &str =
    "SELECT last_position FROM event_counter WHERE merchant_id = $1 AND live = $2 FOR UPDATE";

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    payment_request_id: Uuid,
    kind: String,
    sequence: i64,
    position: Option<i64>,
    created_at: i64,
    data: String,
    ip: Option<String>,
    user_agent: Option<String>,
}

impl TryFrom<Row> for Event {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: EventId(row.id),
            payment_request: PaymentRequestId(row.payment_request_id),
            kind: row.kind,
            sequence: row.sequence,
            position: row.position,
            created_at: Timestamp::from_millis(row.created_at),
            data: serde_json::from_str(&row.data).map_err(|_| StoreError::Corrupt { table: "event", what: "data" })?,
            ip: row.ip,
            user_agent: row.user_agent,
        })
    }
}

impl Db<'_> {
    /// Writes an event, in the transaction of its cause and under its request's lock.
    pub async fn insert_event(&mut self, event: &Event) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(event.scope.merchant.0)
            .bind(event.scope.live)
            .bind(event.id.0)
            .bind(event.payment_request.0)
            .bind(&event.kind)
            .bind(event.sequence)
            .bind(event.created_at.millis())
            .bind(event.data.to_string())
            .bind(&event.ip)
            .bind(&event.user_agent)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Events of a request after a sequence, oldest first.
    pub async fn events_of(
        &mut self,
        scope: Scope,
        request: PaymentRequestId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Event>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_REQUEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .bind(after)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// The feed after a position, oldest first.
    pub async fn event_feed(&mut self, scope: Scope, after: i64, limit: i64) -> Result<Vec<Event>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(FEED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(after)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Event::try_from).collect()
    }

    /// Merchants and modes with events that have no position yet.
    pub async fn scopes_with_unnumbered_events(&mut self) -> Result<Vec<Scope>> {
        let rows: Vec<(Uuid, bool)> = on!(self, |c| sqlx::query_as(WAITING).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(merchant, live)| Scope { merchant: MerchantId(merchant), live }).collect())
    }

    /// Whether any event there has no position yet.
    pub async fn has_unnumbered_events(&mut self, scope: Scope) -> Result<bool> {
        let row: Option<(i32,)> =
            on!(self, |c| sqlx::query_as(WAITS).bind(scope.merchant.0).bind(scope.live).fetch_optional(c).await)?;
        Ok(row.is_some())
    }

    /// Gives the next positions to up to `limit` committed events; tells how many. The counter's row is the lock. An event's time is never
    /// before that of its request's previous one, so the order by time keeps every request's sequence.
    pub async fn number_events(&mut self, scope: Scope, limit: i64) -> Result<usize> {
        on!(self, |c| sqlx::query(MAKE_COUNTER).bind(scope.merchant.0).bind(scope.live).execute(c).await.map(drop))?;
        let read = match self.engine {
            Engine::Sqlite(_) => READ_COUNTER,
            Engine::Postgres(_) => LOCK_COUNTER_ON_POSTGRES,
        };
        let (mut position,): (i64,) =
            on!(self, |c| sqlx::query_as(read).bind(scope.merchant.0).bind(scope.live).fetch_one(c).await)?;
        let ids: Vec<(Uuid,)> = on!(self, |c| sqlx::query_as(UNNUMBERED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        for (id,) in &ids {
            position += 1;
            on!(self, |c| sqlx::query(NUMBER)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(*id)
                .bind(position)
                .execute(c)
                .await
                .map(drop))?;
        }
        if !ids.is_empty() {
            on!(self, |c| sqlx::query(SET_COUNTER)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(position)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(ids.len())
    }

    /// How many events have a position and the highest of them; equal unless the feed has a gap.
    pub async fn numbered_events(&mut self, scope: Scope) -> Result<(i64, i64)> {
        let row: (i64, i64) =
            on!(self, |c| sqlx::query_as(GAPS).bind(scope.merchant.0).bind(scope.live).fetch_one(c).await)?;
        Ok(row)
    }
}
