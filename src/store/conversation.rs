//! Conversations: what an address wrote, in short, so that the inbox is a list of people and not of messages.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::conversation::{Conversation, Mark};
use crate::domain::ids::{ConversationId, InboundMessageId, MerchantId};
use crate::domain::inbound_message::{InboundMeaning, InboundMessage};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, channel, address_hash, last_inbound_id, last_at, unread, suggested_by, done_at"
    };
}

statements! {
    // What is for a person wakes a conversation that was done; STOP leaves nothing to decide.
    NOTE = "INSERT INTO conversation (merchant_id, live, id, channel, address_hash, last_inbound_id, last_at, unread, suggested_by, done_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (merchant_id, live, channel, address_hash) DO UPDATE SET last_inbound_id = excluded.last_inbound_id, last_at = excluded.last_at,
        unread = conversation.unread + excluded.unread,
        suggested_by = CASE WHEN excluded.unread = 0 THEN NULL ELSE COALESCE(excluded.suggested_by, conversation.suggested_by) END,
        done_at = CASE WHEN excluded.unread = 0 THEN conversation.done_at ELSE NULL END";
    BY_ID = concat!("SELECT ", columns!(), " FROM conversation WHERE merchant_id = $1 AND live = $2 AND id = $3");
    OF_ADDRESS = concat!("SELECT ", columns!(), " FROM conversation WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4");
    PAGE = concat!("SELECT ", columns!(), " FROM conversation WHERE merchant_id = $1 AND live = $2 AND (done_at IS NULL OR $3)
        AND (last_at < $4 OR (last_at = $4 AND id < $5)) ORDER BY last_at DESC, id DESC LIMIT $6");
    UNREAD = "SELECT CAST(COUNT(*) AS BIGINT) FROM conversation WHERE merchant_id = $1 AND live = $2 AND unread > 0";
    MARK_READ = "UPDATE conversation SET unread = 0 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND unread > 0";
    MARK_UNREAD = "UPDATE conversation SET unread = 1, done_at = NULL WHERE merchant_id = $1 AND live = $2 AND id = $3 AND unread = 0";
    MARK_DONE = "UPDATE conversation SET unread = 0, suggested_by = NULL, done_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    MARK_OPEN = "UPDATE conversation SET done_at = NULL WHERE merchant_id = $1 AND live = $2 AND id = $3";
    DECIDED = "UPDATE conversation SET suggested_by = NULL, unread = 0 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND suggested_by = $4";
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    channel: String,
    address_hash: Vec<u8>,
    last_inbound_id: Uuid,
    last_at: i64,
    unread: i64,
    suggested_by: Option<Uuid>,
    done_at: Option<i64>,
}

impl TryFrom<Row> for Conversation {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "conversation", what };
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: ConversationId(row.id),
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            address_hash: row.address_hash,
            last_inbound: InboundMessageId(row.last_inbound_id),
            last_at: Timestamp::from_millis(row.last_at),
            unread: row.unread,
            suggested_by: row.suggested_by.map(InboundMessageId),
            done_at: row.done_at.map(Timestamp::from_millis),
        })
    }
}

impl Db<'_> {
    /// Notes a new message in its sender's conversation, which begins with the first one. `id` is used for a new one.
    pub async fn note_in_conversation(
        &mut self,
        id: ConversationId,
        inbound: &InboundMessage,
        address_hash: &[u8],
    ) -> Result<()> {
        let is_for_a_person = inbound.meaning.is_for_a_person();
        on!(self, |c| sqlx::query(NOTE)
            .bind(inbound.scope.merchant.0)
            .bind(inbound.scope.live)
            .bind(id.0)
            .bind(inbound.channel.word())
            .bind(address_hash)
            .bind(inbound.id.0)
            .bind(inbound.received_at.millis())
            .bind(i64::from(is_for_a_person))
            .bind((inbound.meaning == InboundMeaning::MaybeStop).then_some(inbound.id.0))
            .bind((!is_for_a_person).then_some(inbound.received_at.millis()))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One conversation.
    pub async fn conversation(&mut self, scope: Scope, id: ConversationId) -> Result<Option<Conversation>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(Conversation::try_from).transpose()
    }

    /// The conversation with an address.
    pub async fn conversation_with(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
    ) -> Result<Option<Conversation>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(OF_ADDRESS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_optional(c)
            .await)?;
        row.map(Conversation::try_from).transpose()
    }

    /// A page of conversations, the one that was written to last first; `all`: also those that are done.
    pub async fn list_conversations(
        &mut self,
        scope: Scope,
        all: bool,
        before: Option<(Timestamp, ConversationId)>,
        limit: i64,
    ) -> Result<Vec<Conversation>> {
        let (at, id) = before.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.millis(), id.0));
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(all)
            .bind(at)
            .bind(id)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Conversation::try_from).collect()
    }

    /// How many conversations hold something that nobody has read.
    pub async fn count_unread_conversations(&mut self, scope: Scope) -> Result<i64> {
        let (count,): (i64,) =
            on!(self, |c| sqlx::query_as(UNREAD).bind(scope.merchant.0).bind(scope.live).fetch_one(c).await)?;
        Ok(count)
    }

    /// Writes down what a person says of a conversation.
    pub async fn mark_conversation(
        &mut self,
        scope: Scope,
        id: ConversationId,
        mark: Mark,
        now: Timestamp,
    ) -> Result<()> {
        let sql = match mark {
            Mark::Read => MARK_READ,
            Mark::Unread => MARK_UNREAD,
            Mark::Done => MARK_DONE,
            Mark::Open => MARK_OPEN,
        };
        on!(self, |c| {
            let query = sqlx::query(sql).bind(scope.merchant.0).bind(scope.live).bind(id.0);
            let query = if mark == Mark::Done { query.bind(now.millis()) } else { query };
            query.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// A person has decided about the message that sounded like a withdrawal; `false`: somebody was faster.
    pub async fn settle_suggestion(
        &mut self,
        scope: Scope,
        id: ConversationId,
        inbound: InboundMessageId,
    ) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(DECIDED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(inbound.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }
}
