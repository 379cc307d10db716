//! Messages that belong to no payment request. Recipient and text are sealed; the address is also kept as a hash, to count by it.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::direct_message::{DirectMessage, DirectPurpose};
use crate::domain::ids::{MerchantId, MessageAccountId, MessageId};
use crate::domain::message::Letter;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, purpose, channel, state, reason, detail, letter_sealed, address_hash, account_id, reference, tries, \
         lease_until, created_at, sent_at"
    };
}

statements! {
    INSERT = "INSERT INTO direct_message (merchant_id, live, id, purpose, channel, state, letter_sealed, address_hash, tries, created_at, account_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)";
    SAVE = "UPDATE direct_message SET state = $4, reason = $5, detail = $6, account_id = $7, reference = $8, tries = $9, lease_until = $10,
        sent_at = $11 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    BY_ID = concat!("SELECT ", columns!(), " FROM direct_message WHERE merchant_id = $1 AND live = $2 AND id = $3");
    BY_REFERENCE = concat!("SELECT ", columns!(), " FROM direct_message WHERE account_id = $1 AND reference = $2 ORDER BY id DESC LIMIT 1");
    OF_ADDRESS = concat!("SELECT ", columns!(), " FROM direct_message WHERE merchant_id = $1 AND live = $2 AND channel = $3
        AND address_hash = $4 ORDER BY created_at DESC, id DESC LIMIT 50");
    SAID_SINCE = "SELECT 1 FROM direct_message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4 AND purpose = $5
        AND created_at > $6 LIMIT 1";
    MADE_SINCE = "SELECT CAST(COUNT(*) AS BIGINT) FROM direct_message WHERE merchant_id = $1 AND live = $2 AND channel = $3
        AND address_hash = $4 AND created_at >= $5";
}
const LOCK_ON_POSTGRES: &str =
    concat!("SELECT ", columns!(), " FROM direct_message WHERE merchant_id = $1 AND live = $2 AND id = $3 FOR UPDATE");

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    purpose: String,
    channel: String,
    state: String,
    reason: Option<String>,
    detail: Option<String>,
    letter_sealed: Option<Vec<u8>>,
    address_hash: Vec<u8>,
    account_id: Option<Uuid>,
    reference: Option<String>,
    tries: i64,
    lease_until: Option<i64>,
    created_at: i64,
    sent_at: Option<i64>,
}

fn letter_of(id: MessageId) -> String {
    format!("direct_message/{id}")
}

impl Db<'_> {
    fn opened_direct(&self, row: Row) -> Result<DirectMessage> {
        let corrupt = |what| StoreError::Corrupt { table: "direct_message", what };
        let id = MessageId(row.id);
        let letter = row.letter_sealed.map(|sealed| self.sealer.open(&letter_of(id), &sealed)).transpose()?;
        Ok(DirectMessage {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            purpose: row.purpose.parse().map_err(|()| corrupt("purpose"))?,
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            state: row.state.parse().map_err(|()| corrupt("state"))?,
            reason: row.reason,
            detail: row.detail,
            letter: letter
                .map(|text| serde_json::from_slice::<Letter>(&text).map_err(|_| corrupt("letter")))
                .transpose()?,
            address_hash: row.address_hash,
            account: row.account_id.map(MessageAccountId),
            reference: row.reference,
            tries: row.tries,
            lease_until: row.lease_until.map(Timestamp::from_millis),
            created_at: Timestamp::from_millis(row.created_at),
            sent_at: row.sent_at.map(Timestamp::from_millis),
        })
    }

    /// Writes a message that is about to be sent.
    pub async fn insert_direct(&mut self, message: &DirectMessage) -> Result<()> {
        let letter = message.letter.as_ref().map(|letter| {
            let text = serde_json::to_vec(letter)
                .map_err(|_| StoreError::Corrupt { table: "direct_message", what: "letter" })?;
            self.sealer.seal(&letter_of(message.id), &text).map_err(StoreError::from)
        });
        let letter = letter.transpose()?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(message.scope.merchant.0)
            .bind(message.scope.live)
            .bind(message.id.0)
            .bind(message.purpose.word())
            .bind(message.channel.word())
            .bind(message.state.word())
            .bind(&letter)
            .bind(&message.address_hash)
            .bind(message.created_at.millis())
            .bind(message.account.map(|id| id.0))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Writes down how far it is; its letter stays.
    pub async fn save_direct(&mut self, message: &DirectMessage) -> Result<()> {
        on!(self, |c| sqlx::query(SAVE)
            .bind(message.scope.merchant.0)
            .bind(message.scope.live)
            .bind(message.id.0)
            .bind(message.state.word())
            .bind(&message.reason)
            .bind(&message.detail)
            .bind(message.account.map(|id| id.0))
            .bind(&message.reference)
            .bind(message.tries)
            .bind(message.lease_until.map(Timestamp::millis))
            .bind(message.sent_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One message, locked until the transaction ends.
    pub async fn lock_direct(&mut self, scope: Scope, id: MessageId) -> Result<Option<DirectMessage>> {
        let sql = match self.engine {
            super::Engine::Sqlite(_) => BY_ID,
            super::Engine::Postgres(_) => LOCK_ON_POSTGRES,
        };
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_direct(row)).transpose()
    }

    /// The message that a carrier means by its own id.
    pub async fn direct_by_reference(
        &mut self,
        account: MessageAccountId,
        reference: &str,
    ) -> Result<Option<DirectMessage>> {
        let row: Option<Row> =
            on!(self, |c| sqlx::query_as(BY_REFERENCE).bind(account.0).bind(reference).fetch_optional(c).await)?;
        row.map(|row| self.opened_direct(row)).transpose()
    }

    /// What an address was sent lately, the newest first.
    pub async fn directs_to(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
    ) -> Result<Vec<DirectMessage>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_ADDRESS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|row| self.opened_direct(row)).collect()
    }

    /// Whether that was said to an address since then.
    pub async fn was_said(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        purpose: DirectPurpose,
        since: Timestamp,
    ) -> Result<bool> {
        let found: Option<(i32,)> = on!(self, |c| sqlx::query_as(SAID_SINCE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(purpose.word())
            .bind(since.millis())
            .fetch_optional(c)
            .await)?;
        Ok(found.is_some())
    }

    /// How many were made for an address since then.
    pub async fn directs_since(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        since: Timestamp,
    ) -> Result<i64> {
        let (count,): (i64,) = on!(self, |c| sqlx::query_as(MADE_SINCE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(since.millis())
            .fetch_one(c)
            .await)?;
        Ok(count)
    }
}
