//! What payers write to us: the inbox.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::ids::{InboundMessageId, MerchantId, MessageAccountId, PaymentRequestId};
use crate::domain::inbound_message::{InboundLetter, InboundMessage};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, account_id, channel, letter_sealed, meaning, payment_request_id, received_at, read_at"
    };
}

statements! {
    INSERT = "INSERT INTO inbound_message (merchant_id, live, id, account_id, channel, address_hash, letter_sealed, meaning, payment_request_id, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PAGE = concat!("SELECT ", columns!(), " FROM inbound_message WHERE merchant_id = $1 AND live = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
    BY_ID = concat!("SELECT ", columns!(), " FROM inbound_message WHERE merchant_id = $1 AND live = $2 AND id = $3");
    OF_ADDRESS = concat!("SELECT ", columns!(), " FROM inbound_message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        ORDER BY id DESC LIMIT $5");
    READ = "UPDATE inbound_message SET read_at = $5 WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4 AND read_at IS NULL";
    COMPLETE = "UPDATE inbound_message SET letter_sealed = $4, meaning = $5 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    ANSWERS = "SELECT payment_request_id FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND sent_at IS NOT NULL
        ORDER BY CASE WHEN account_id IN (SELECT id FROM message_account WHERE merchant_id = $1 AND live = $2 AND channel = $3
            AND sender_address = (SELECT sender_address FROM message_account WHERE id = $5)) THEN 0 ELSE 1 END, sent_at DESC, id DESC LIMIT 1";
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    account_id: Uuid,
    channel: String,
    letter_sealed: Vec<u8>,
    meaning: String,
    payment_request_id: Option<Uuid>,
    received_at: i64,
    read_at: Option<i64>,
}

/// What a letter is sealed for.
pub(super) fn letter_of(id: InboundMessageId) -> String {
    format!("inbound_message/{id}")
}

impl Db<'_> {
    fn opened_inbound(&self, row: Row) -> Result<InboundMessage> {
        let corrupt = |what| StoreError::Corrupt { table: "inbound_message", what };
        let id = InboundMessageId(row.id);
        let letter = self.sealer.open(&letter_of(id), &row.letter_sealed)?;
        Ok(InboundMessage {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            account: MessageAccountId(row.account_id),
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            letter: serde_json::from_slice::<InboundLetter>(&letter).map_err(|_| corrupt("letter"))?,
            meaning: row.meaning.parse().map_err(|()| corrupt("meaning"))?,
            payment_request: row.payment_request_id.map(PaymentRequestId),
            received_at: Timestamp::from_millis(row.received_at),
            read_at: row.read_at.map(Timestamp::from_millis),
        })
    }

    /// Keeps what somebody wrote.
    pub async fn insert_inbound(&mut self, inbound: &InboundMessage, address_hash: &[u8]) -> Result<()> {
        let sealed = self.sealed_letter(inbound)?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(inbound.scope.merchant.0)
            .bind(inbound.scope.live)
            .bind(inbound.id.0)
            .bind(inbound.account.0)
            .bind(inbound.channel.word())
            .bind(address_hash)
            .bind(&sealed)
            .bind(inbound.meaning.word())
            .bind(inbound.payment_request.map(|id| id.0))
            .bind(inbound.received_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The request that an address was written to about last; one of those written about from the sender of this account where there is any,
    /// since whoever answers there answers those. Accounts are replaced while their number stays: then what is heard still comes by the old one.
    pub async fn request_written_about(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        account: MessageAccountId,
    ) -> Result<Option<PaymentRequestId>> {
        let row: Option<(Uuid,)> = on!(self, |c| sqlx::query_as(ANSWERS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(account.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.map(|(id,)| PaymentRequestId(id)))
    }

    /// A page of the inbox, the newest first.
    pub async fn list_inbound(
        &mut self,
        scope: Scope,
        before: Option<InboundMessageId>,
        limit: i64,
    ) -> Result<Vec<InboundMessage>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(before.map_or(Uuid::max(), |id| id.0))
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|row| self.opened_inbound(row)).collect()
    }

    /// One of them.
    pub async fn inbound(&mut self, scope: Scope, id: InboundMessageId) -> Result<Option<InboundMessage>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_inbound(row)).transpose()
    }

    /// Several of them, for a list.
    pub async fn inbound_of(&mut self, scope: Scope, ids: &[InboundMessageId]) -> Result<Vec<InboundMessage>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Row> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(concat!(
                "SELECT ",
                columns!(),
                " FROM inbound_message WHERE merchant_id = "
            ));
            q.push_bind(scope.merchant.0).push(" AND live = ").push_bind(scope.live).push(" AND id IN (");
            let mut list = q.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            q.push(")");
            q.build_query_as().fetch_all(c).await
        })?;
        rows.into_iter().map(|row| self.opened_inbound(row)).collect()
    }

    /// What an address wrote, the newest first.
    pub async fn inbound_from(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        limit: i64,
    ) -> Result<Vec<InboundMessage>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_ADDRESS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|row| self.opened_inbound(row)).collect()
    }

    /// Somebody has read all that an address wrote.
    pub async fn mark_inbound_read(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(READ)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// More of a message has come: its text is another now, and perhaps its meaning.
    pub async fn complete_inbound(&mut self, inbound: &InboundMessage) -> Result<()> {
        let sealed = self.sealed_letter(inbound)?;
        on!(self, |c| sqlx::query(COMPLETE)
            .bind(inbound.scope.merchant.0)
            .bind(inbound.scope.live)
            .bind(inbound.id.0)
            .bind(&sealed)
            .bind(inbound.meaning.word())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    fn sealed_letter(&self, inbound: &InboundMessage) -> Result<Vec<u8>> {
        let letter = serde_json::to_vec(&inbound.letter)
            .map_err(|_| StoreError::Corrupt { table: "inbound_message", what: "letter" })?;
        Ok(self.sealer.seal(&letter_of(inbound.id), &letter)?)
    }
}
