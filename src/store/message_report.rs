//! How messages fare, counted: by way, carrier and purpose.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::message::MessageState;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;

statements! {
    // A payment counts for the last message that asked for it before it came.
    COUNTED = "SELECT m.channel, COALESCE(a.carrier, '') AS carrier, m.purpose, m.state, CAST(COUNT(*) AS BIGINT) AS messages,
        CAST(SUM(CASE WHEN m.opened_at IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS opened,
        CAST(SUM(CASE WHEN m.sent_at <= r.paid_at AND NOT EXISTS (SELECT 1 FROM message n WHERE n.merchant_id = m.merchant_id AND n.live = m.live
            AND n.payment_request_id = m.payment_request_id AND n.sent_at <= r.paid_at AND n.state NOT IN ('failed', 'bounced')
            AND n.purpose IN ('request', 'reminder_1', 'reminder_2', 'reminder_3', 'due_today', 'last_notice', 'new_link')
            AND (n.sent_at > m.sent_at OR (n.sent_at = m.sent_at AND n.id > m.id)))
            AND m.purpose IN ('request', 'reminder_1', 'reminder_2', 'reminder_3', 'due_today', 'last_notice', 'new_link')
            AND m.state NOT IN ('failed', 'bounced') THEN 1 ELSE 0 END) AS BIGINT) AS paid
        FROM message m JOIN payment_request r ON r.merchant_id = m.merchant_id AND r.live = m.live AND r.id = m.payment_request_id
        LEFT JOIN message_account a ON a.merchant_id = m.merchant_id AND a.live = m.live AND a.id = m.account_id
        WHERE m.merchant_id = $1 AND m.live = $2 AND m.created_at >= $3 AND m.created_at < $4
        GROUP BY m.channel, COALESCE(a.carrier, ''), m.purpose, m.state ORDER BY 1, 2, 3, 4";
    OPENINGS = "SELECT CAST(COALESCE(SUM(opens - previews), 0) AS BIGINT), CAST(COALESCE(SUM(previews), 0) AS BIGINT) FROM payment_request
        WHERE merchant_id = $1 AND live = $2 AND created_at >= $3 AND created_at < $4";
}

/// Messages that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How they travel.
    pub channel: Channel,
    /// Through whom; empty where none was handed over.
    pub carrier: String,
    /// What they are for.
    pub purpose: Purpose,
    /// How far they are.
    pub state: MessageState,
    /// How many.
    pub messages: i64,
    /// After how many of them a person opened the link.
    pub opened: i64,
    /// After how many of them it was paid.
    pub paid: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    channel: String,
    carrier: String,
    purpose: String,
    state: String,
    messages: i64,
    opened: i64,
    paid: i64,
}

impl Db<'_> {
    /// Messages planned in a period, counted.
    pub async fn count_messages(&mut self, scope: Scope, from: Timestamp, to: Timestamp) -> Result<Vec<Counted>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(COUNTED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(from.millis())
            .bind(to.millis())
            .fetch_all(c)
            .await)?;
        let corrupt = |what| StoreError::Corrupt { table: "message", what };
        let counted = rows.into_iter().map(|row| {
            Ok(Counted {
                channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
                carrier: row.carrier,
                purpose: row.purpose.parse().map_err(|()| corrupt("purpose"))?,
                state: row.state.parse().map_err(|()| corrupt("state"))?,
                messages: row.messages,
                opened: row.opened,
                paid: row.paid,
            })
        });
        counted.collect()
    }

    /// How often people, and how often programs, opened the links of requests made in a period.
    pub async fn count_openings(&mut self, scope: Scope, from: Timestamp, to: Timestamp) -> Result<(i64, i64)> {
        Ok(on!(self, |c| sqlx::query_as(OPENINGS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(from.millis())
            .bind(to.millis())
            .fetch_one(c)
            .await)?)
    }
}
