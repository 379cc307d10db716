//! Lists of messages: the outbox, failures, what went to an address; and what people note about them.

use super::message::{Row, message_columns};
use super::{Db, Result};
use crate::domain::channel::Channel;
use crate::domain::ids::{MessageId, PaymentRequestId};
use crate::domain::message::{Message, MessageState, Stage};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Which messages to list; all given conditions hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageFilter {
    /// In one of these lists.
    pub stage: Option<Stage>,
    /// In this state now.
    pub state: Option<MessageState>,
    /// On this way.
    pub channel: Option<Channel>,
    /// For this.
    pub purpose: Option<Purpose>,
    /// About this request.
    pub payment_request: Option<PaymentRequestId>,
    /// Those that did not arrive, and nobody has seen to that.
    pub lost: bool,
}

statements! {
    TO_ADDRESS = concat!("SELECT ", message_columns!(), " FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        ORDER BY id DESC LIMIT $5");
    COUNT_LOST = "SELECT CAST(COUNT(*) AS BIGINT) FROM message WHERE merchant_id = $1 AND live = $2
        AND state IN ('failed', 'bounced', 'unconfirmed') AND handled_at IS NULL";
    HANDLED = "UPDATE message SET handled_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3
        AND state IN ('failed', 'bounced', 'unconfirmed') AND handled_at IS NULL";
    // The last one before the opening is the one that led to it.
    OPENED = "UPDATE message SET opened_at = $4 WHERE merchant_id = $1 AND live = $2 AND opened_at IS NULL
        AND id = (SELECT m.id FROM message m WHERE m.merchant_id = $1 AND m.live = $2 AND m.payment_request_id = $3 AND m.sent_at <= $4
            AND m.state NOT IN ('failed', 'bounced') ORDER BY m.sent_at DESC, m.id DESC LIMIT 1)";
}

impl Db<'_> {
    /// A page of messages, the newest first.
    pub async fn list_messages(
        &mut self,
        scope: Scope,
        filter: &MessageFilter,
        before: Option<MessageId>,
        limit: i64,
    ) -> Result<Vec<Message>> {
        let rows: Vec<Row> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(concat!(
                "SELECT ",
                message_columns!(),
                " FROM message WHERE merchant_id = "
            ));
            q.push_bind(scope.merchant.0).push(" AND live = ").push_bind(scope.live);
            q.push(" AND id < ").push_bind(before.map_or(Uuid::max(), |id| id.0));
            if let Some(stage) = filter.stage {
                q.push(" AND state IN (");
                let mut list = q.separated(", ");
                for state in stage.states() {
                    list.push_bind(state.word());
                }
                q.push(")");
            }
            if let Some(state) = filter.state {
                q.push(" AND state = ").push_bind(state.word());
            }
            if let Some(channel) = filter.channel {
                q.push(" AND channel = ").push_bind(channel.word());
            }
            if let Some(purpose) = filter.purpose {
                q.push(" AND purpose = ").push_bind(purpose.word());
            }
            if let Some(request) = filter.payment_request {
                q.push(" AND payment_request_id = ").push_bind(request.0);
            }
            if filter.lost {
                q.push(" AND state IN ('failed', 'bounced', 'unconfirmed') AND handled_at IS NULL");
            }
            q.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
            q.build_query_as().fetch_all(c).await
        })?;
        self.opened_messages(rows)
    }

    /// What went to an address, or was to, the newest first.
    pub async fn messages_to(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        limit: i64,
    ) -> Result<Vec<Message>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(TO_ADDRESS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        self.opened_messages(rows)
    }

    /// How many messages did not arrive without anybody having seen to it.
    pub async fn count_lost_messages(&mut self, scope: Scope) -> Result<i64> {
        let (count,): (i64,) =
            on!(self, |c| sqlx::query_as(COUNT_LOST).bind(scope.merchant.0).bind(scope.live).fetch_one(c).await)?;
        Ok(count)
    }

    /// Somebody has seen to a message that did not arrive; `false`: that is noted already, or it is none.
    pub async fn mark_message_handled(&mut self, scope: Scope, id: MessageId, now: Timestamp) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(HANDLED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// A person has opened a request's link: noted at the message that led to it, the first time.
    pub async fn mark_message_opened(&mut self, scope: Scope, request: PaymentRequestId, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(OPENED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
