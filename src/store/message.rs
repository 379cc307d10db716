//! Messages: one row per step of a request's plan. Recipient and text are sealed; the address is also kept as a hash, to count by it.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::ids::{FactId, MerchantId, MessageAccountId, MessageId, PaymentRequestId, UserId};
use crate::domain::message::{Letter, Message, MessageState};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, payment_request_id, step, purpose, channel, state, reason, detail, due_at, letter_sealed, \
         account_id, reference, parts, ground, tries, lease_until, requested_by, created_at, sent_at, finished_at, opened_at, handled_at"
    };
}
pub(super) use columns as message_columns;

statements! {
    INSERT = "INSERT INTO message (merchant_id, live, id, payment_request_id, step, purpose, channel, state, due_at, tries, requested_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11) ON CONFLICT DO NOTHING";
    SAVE = "UPDATE message SET state = $4, reason = $5, detail = $6, due_at = $7, letter_sealed = $8, address_hash = $9, account_id = $10,
        reference = $11, parts = $12, ground = $13, tries = $14, lease_until = $15, sent_at = $16, finished_at = $17, channel = $18, purpose = $19
        WHERE merchant_id = $1 AND live = $2 AND id = $3";
    BY_ID = concat!("SELECT ", columns!(), " FROM message WHERE merchant_id = $1 AND live = $2 AND id = $3");
    ANYWHERE = concat!("SELECT ", columns!(), " FROM message WHERE id = $1");
    BY_REFERENCE = concat!("SELECT ", columns!(), " FROM message WHERE account_id = $1 AND reference = $2 ORDER BY id DESC LIMIT 1");
    OF_REQUEST = concat!("SELECT ", columns!(), " FROM message WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 ORDER BY due_at, id");
    SENT_SINCE = "SELECT COALESCE(sent_at, $6) FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND (sent_at >= $5 OR state = 'sending') AND purpose IN ('request', 'reminder_1', 'reminder_2', 'reminder_3', 'due_today', 'last_notice', 'new_link')
        ORDER BY 1 DESC LIMIT $7";
    CAME_BACK = "SELECT 1 FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND state IN ('failed', 'bounced') AND reason = 'bad_address' LIMIT 1";
    ANSWERED = "SELECT 1 FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4 AND purpose = $5
        AND created_at > $6 AND (account_id = $7 OR account_id IS NULL) LIMIT 1";
    TELL = "INSERT INTO message_fact (merchant_id, live, id, account_id, fact_key, message_id, reference, state, reason, body_sealed, received_at, address_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
    TAKE_EARLY = "UPDATE message_fact SET message_id = $3 WHERE account_id = $1 AND reference = $2 AND message_id IS NULL AND state IS NOT NULL
        AND received_at >= $4 RETURNING state, reason";
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    payment_request_id: Uuid,
    step: String,
    purpose: String,
    channel: String,
    state: String,
    reason: Option<String>,
    detail: Option<String>,
    due_at: i64,
    letter_sealed: Option<Vec<u8>>,
    account_id: Option<Uuid>,
    reference: Option<String>,
    parts: Option<i64>,
    ground: Option<String>,
    tries: i64,
    lease_until: Option<i64>,
    requested_by: Option<Uuid>,
    created_at: i64,
    sent_at: Option<i64>,
    finished_at: Option<i64>,
    opened_at: Option<i64>,
    handled_at: Option<i64>,
}

fn letter_of(id: MessageId) -> String {
    format!("message/{id}")
}

/// What a carrier told, about to be kept.
pub struct NewMessageFact<'a> {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: FactId,
    /// Who told it.
    pub account: MessageAccountId,
    /// A digest of what was told: a repeat has the same.
    pub key: &'a [u8],
    /// The message it is about, as far as known.
    pub message: Option<MessageId>,
    /// The carrier's id of that message.
    pub reference: Option<&'a str>,
    /// How far it is, and why.
    pub state: Option<MessageState>,
    /// As a word.
    pub reason: Option<&'a str>,
    /// Hash of the address that it came from, where it is what somebody wrote.
    pub address_hash: Option<&'a [u8]>,
    /// Word for word, to be sealed.
    pub body: &'a [u8],
    /// When it was heard.
    pub received_at: Timestamp,
}

impl Db<'_> {
    fn opened_message(&self, row: Row) -> Result<Message> {
        let corrupt = |what| StoreError::Corrupt { table: "message", what };
        let id = MessageId(row.id);
        let letter = row.letter_sealed.map(|sealed| self.sealer.open(&letter_of(id), &sealed)).transpose()?;
        let at = Timestamp::from_millis;
        Ok(Message {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            payment_request: PaymentRequestId(row.payment_request_id),
            step: row.step,
            purpose: row.purpose.parse().map_err(|()| corrupt("purpose"))?,
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            state: row.state.parse().map_err(|()| corrupt("state"))?,
            reason: row.reason,
            detail: row.detail,
            due_at: at(row.due_at),
            letter: letter
                .map(|text| serde_json::from_slice::<Letter>(&text).map_err(|_| corrupt("letter")))
                .transpose()?,
            account: row.account_id.map(MessageAccountId),
            reference: row.reference,
            parts: row.parts,
            ground: row.ground,
            tries: row.tries,
            lease_until: row.lease_until.map(at),
            requested_by: row.requested_by.map(UserId),
            created_at: at(row.created_at),
            sent_at: row.sent_at.map(at),
            finished_at: row.finished_at.map(at),
            opened_at: row.opened_at.map(at),
            handled_at: row.handled_at.map(at),
        })
    }

    pub(super) fn opened_messages(&self, rows: Vec<Row>) -> Result<Vec<Message>> {
        rows.into_iter().map(|row| self.opened_message(row)).collect()
    }

    /// Writes a planned message; `false`: the step has its message already.
    pub async fn insert_message(&mut self, message: &Message) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(message.scope.merchant.0)
            .bind(message.scope.live)
            .bind(message.id.0)
            .bind(message.payment_request.0)
            .bind(&message.step)
            .bind(message.purpose.word())
            .bind(message.channel.word())
            .bind(message.state.word())
            .bind(message.due_at.millis())
            .bind(message.requested_by.map(|id| id.0))
            .bind(message.created_at.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// Whether an address was answered like that since then, by that account or by none that is known any more.
    pub async fn was_answered(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        purpose: Purpose,
        (account, since): (MessageAccountId, Timestamp),
    ) -> Result<bool> {
        let found: Option<(i32,)> = on!(self, |c| sqlx::query_as(ANSWERED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(purpose.word())
            .bind(since.millis())
            .bind(account.0)
            .fetch_optional(c)
            .await)?;
        Ok(found.is_some())
    }

    /// Writes a message back. `address_hash` is that of its letter's recipient.
    pub async fn save_message(&mut self, message: &Message, address_hash: Option<&[u8]>) -> Result<()> {
        let letter = message.letter.as_ref().map(|letter| {
            let text =
                serde_json::to_vec(letter).map_err(|_| StoreError::Corrupt { table: "message", what: "letter" })?;
            self.sealer.seal(&letter_of(message.id), &text).map_err(StoreError::from)
        });
        let letter = letter.transpose()?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(message.scope.merchant.0)
            .bind(message.scope.live)
            .bind(message.id.0)
            .bind(message.state.word())
            .bind(&message.reason)
            .bind(&message.detail)
            .bind(message.due_at.millis())
            .bind(&letter)
            .bind(address_hash)
            .bind(message.account.map(|id| id.0))
            .bind(&message.reference)
            .bind(message.parts)
            .bind(&message.ground)
            .bind(message.tries)
            .bind(message.lease_until.map(Timestamp::millis))
            .bind(message.sent_at.map(Timestamp::millis))
            .bind(message.finished_at.map(Timestamp::millis))
            .bind(message.channel.word())
            .bind(message.purpose.word())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One message.
    pub async fn message(&mut self, scope: Scope, id: MessageId) -> Result<Option<Message>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_message(row)).transpose()
    }

    /// The message that a carrier means: by our id, else by its own. Only one of the account's.
    pub async fn message_of_account(
        &mut self,
        account: MessageAccountId,
        id: Option<MessageId>,
        reference: Option<&str>,
    ) -> Result<Option<Message>> {
        let by_id: Option<Row> = match id {
            Some(id) => on!(self, |c| sqlx::query_as(ANYWHERE).bind(id.0).fetch_optional(c).await)?,
            None => None,
        };
        let row: Option<Row> = match (by_id, reference) {
            (Some(row), _) => Some(row),
            (None, Some(reference)) => {
                on!(self, |c| sqlx::query_as(BY_REFERENCE).bind(account.0).bind(reference).fetch_optional(c).await)?
            }
            (None, None) => None,
        };
        row.filter(|row| row.account_id == Some(account.0)).map(|row| self.opened_message(row)).transpose()
    }

    /// All messages about a request, in the order of their times.
    pub async fn messages_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Vec<Message>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_REQUEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_all(c)
            .await)?;
        self.opened_messages(rows)
    }

    /// When messages that ask for money went to an address since then, the newest first; those on their way to it went now. No more than that
    /// many are looked at.
    pub async fn messages_sent_since(
        &mut self,
        to: (Scope, Channel, &[u8]),
        since: Timestamp,
        now: Timestamp,
        most: i64,
    ) -> Result<Vec<Timestamp>> {
        let (scope, channel, address_hash) = to;
        let rows: Vec<(i64,)> = on!(self, |c| sqlx::query_as(SENT_SINCE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(since.millis())
            .bind(now.millis())
            .bind(most)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(|(at,)| Timestamp::from_millis(at)).collect())
    }

    /// Whether a message to an address came back because there is nobody.
    pub async fn is_bad_address(&mut self, scope: Scope, channel: Channel, address_hash: &[u8]) -> Result<bool> {
        let row: Option<(i32,)> = on!(self, |c| sqlx::query_as(CAME_BACK)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_optional(c)
            .await)?;
        Ok(row.is_some())
    }

    /// Receipts that came since then under a message's reference before that was known: state and reason. They are the message's now.
    pub async fn take_early_receipts(
        &mut self,
        account: MessageAccountId,
        reference: &str,
        message: MessageId,
        since: Timestamp,
    ) -> Result<Vec<(MessageState, Option<String>)>> {
        let rows: Vec<(String, Option<String>)> = on!(self, |c| sqlx::query_as(TAKE_EARLY)
            .bind(account.0)
            .bind(reference)
            .bind(message.0)
            .bind(since.millis())
            .fetch_all(c)
            .await)?;
        let corrupt = StoreError::Corrupt { table: "message_fact", what: "state" };
        let read: std::result::Result<Vec<_>, ()> =
            rows.into_iter().map(|(state, reason)| Ok((state.parse()?, reason))).collect();
        read.map_err(|()| corrupt)
    }

    /// Keeps what a carrier told; `false` when it is known already.
    pub async fn insert_message_fact(&mut self, fact: &NewMessageFact<'_>) -> Result<bool> {
        let sealed = self.sealer.seal(&format!("message_fact/{}", fact.id), fact.body)?;
        let inserted = on!(self, |c| sqlx::query(TELL)
            .bind(fact.scope.merchant.0)
            .bind(fact.scope.live)
            .bind(fact.id.0)
            .bind(fact.account.0)
            .bind(fact.key)
            .bind(fact.message.map(|id| id.0))
            .bind(fact.reference)
            .bind(fact.state.map(MessageState::word))
            .bind(fact.reason)
            .bind(&sealed)
            .bind(fact.received_at.millis())
            .bind(fact.address_hash)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }
}
