//! A merchant's accounts at carriers of messages. One is in use per mode and channel for each profile, and one for all that have none.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::ids::{MerchantId, MessageAccountId, ProfileId};
use crate::domain::message_account::{MessageAccount, MessageSender};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use serde_json::Value;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, channel, carrier, name, credentials_sealed, callback_secret_sealed, sender_address, sender_name, \
         reply_to, can_reply, created_at, disabled_at, profile_id, by_operator"
    };
}

statements! {
    INSERT = concat!("INSERT INTO message_account (", columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14, $15) ON CONFLICT DO NOTHING");
    BY_ID = concat!("SELECT ", columns!(), " FROM message_account WHERE id = $1");
    OF_SCOPE = concat!("SELECT ", columns!(), " FROM message_account WHERE merchant_id = $1 AND live = $2 ORDER BY created_at, id");
    OF_CARRIER = concat!("SELECT ", columns!(), " FROM message_account WHERE carrier = $1 AND disabled_at IS NULL ORDER BY id");
    IN_USE = concat!("SELECT ", columns!(), " FROM message_account WHERE disabled_at IS NULL ORDER BY id");
    SERVING = concat!("SELECT ", columns!(), " FROM message_account WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND disabled_at IS NULL
        AND (profile_id = $4 OR profile_id IS NULL) ORDER BY profile_id IS NULL LIMIT 1");
    OF_PROFILE = concat!("SELECT ", columns!(), " FROM message_account WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND disabled_at IS NULL
        AND profile_id IS NOT DISTINCT FROM $4");
    SET_CREDENTIALS = "UPDATE message_account SET credentials_sealed = $4, by_operator = $5 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    SET_SENDER = "UPDATE message_account SET sender_name = $4, reply_to = $5, can_reply = $6 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    DISABLE = "UPDATE message_account SET disabled_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND disabled_at IS NULL";
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    channel: String,
    carrier: String,
    name: String,
    credentials_sealed: Vec<u8>,
    callback_secret_sealed: Vec<u8>,
    sender_address: String,
    sender_name: Option<String>,
    reply_to: Option<String>,
    can_reply: bool,
    created_at: i64,
    disabled_at: Option<i64>,
    profile_id: Option<Uuid>,
    by_operator: bool,
}

fn credentials_of(id: MessageAccountId) -> String {
    format!("message_account/{id}")
}

fn secret_of(id: MessageAccountId) -> String {
    format!("message_account/{id}/callback")
}

impl Db<'_> {
    fn opened_message_account(&self, row: Row) -> Result<MessageAccount> {
        let corrupt = |what| StoreError::Corrupt { table: "message_account", what };
        let id = MessageAccountId(row.id);
        let credentials = self.sealer.open(&credentials_of(id), &row.credentials_sealed)?;
        let secret = self.sealer.open(&secret_of(id), &row.callback_secret_sealed)?;
        Ok(MessageAccount {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            profile: row.profile_id.map(ProfileId),
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            carrier: row.carrier,
            name: row.name,
            credentials: serde_json::from_slice(&credentials).map_err(|_| corrupt("credentials"))?,
            callback_secret: String::from_utf8(secret).map_err(|_| corrupt("callback_secret"))?,
            by_operator: row.by_operator,
            sender: MessageSender {
                address: row.sender_address,
                name: row.sender_name,
                reply_to: row.reply_to,
                can_reply: row.can_reply,
            },
            created_at: Timestamp::from_millis(row.created_at),
            disabled_at: row.disabled_at.map(Timestamp::from_millis),
        })
    }

    /// Writes a new account; `false`: another one of the channel is in use there.
    pub async fn insert_message_account(&mut self, account: &MessageAccount) -> Result<bool> {
        let credentials = self.sealer.seal(&credentials_of(account.id), account.credentials.to_string().as_bytes())?;
        let secret = self.sealer.seal(&secret_of(account.id), account.callback_secret.as_bytes())?;
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(account.scope.merchant.0)
            .bind(account.scope.live)
            .bind(account.id.0)
            .bind(account.channel.word())
            .bind(&account.carrier)
            .bind(&account.name)
            .bind(&credentials)
            .bind(&secret)
            .bind(&account.sender.address)
            .bind(&account.sender.name)
            .bind(&account.sender.reply_to)
            .bind(account.sender.can_reply)
            .bind(account.created_at.millis())
            .bind(account.profile.map(|id| id.0))
            .bind(account.by_operator)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// An account by the id in its callback address, whatever its merchant.
    pub async fn message_account(&mut self, id: MessageAccountId) -> Result<Option<MessageAccount>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
        row.map(|row| self.opened_message_account(row)).transpose()
    }

    /// The account that messages of a profile go through now: its own, else that of all profiles.
    pub async fn message_account_serving(
        &mut self,
        scope: Scope,
        channel: Channel,
        profile: ProfileId,
    ) -> Result<Option<MessageAccount>> {
        self.account_in_use(SERVING, scope, channel, Some(profile)).await
    }

    /// The account in use that belongs to a profile; without one that of all profiles.
    pub async fn message_account_of(
        &mut self,
        scope: Scope,
        channel: Channel,
        profile: Option<ProfileId>,
    ) -> Result<Option<MessageAccount>> {
        self.account_in_use(OF_PROFILE, scope, channel, profile).await
    }

    async fn account_in_use(
        &mut self,
        sql: &'static str,
        scope: Scope,
        channel: Channel,
        profile: Option<ProfileId>,
    ) -> Result<Option<MessageAccount>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(profile.map(|id| id.0))
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_message_account(row)).transpose()
    }

    /// All accounts of a merchant in a mode, the oldest first.
    pub async fn message_accounts(&mut self, scope: Scope) -> Result<Vec<MessageAccount>> {
        let rows: Vec<Row> =
            on!(self, |c| sqlx::query_as(OF_SCOPE).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        rows.into_iter().map(|row| self.opened_message_account(row)).collect()
    }

    /// All accounts in use, whatever their merchant.
    pub async fn message_accounts_in_use(&mut self) -> Result<Vec<MessageAccount>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(IN_USE).fetch_all(c).await)?;
        rows.into_iter().map(|row| self.opened_message_account(row)).collect()
    }

    /// All accounts in use at a carrier, whatever their merchant.
    pub async fn message_accounts_of_carrier(&mut self, carrier: &str) -> Result<Vec<MessageAccount>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_CARRIER).bind(carrier).fetch_all(c).await)?;
        rows.into_iter().map(|row| self.opened_message_account(row)).collect()
    }

    /// New credentials for an account, and whether it was the operator who said where they lead.
    pub async fn set_message_credentials(
        &mut self,
        scope: Scope,
        id: MessageAccountId,
        credentials: &Value,
        by_operator: bool,
    ) -> Result<()> {
        let sealed = self.sealer.seal(&credentials_of(id), credentials.to_string().as_bytes())?;
        on!(self, |c| sqlx::query(SET_CREDENTIALS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(&sealed)
            .bind(by_operator)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Another name, return address and promise of replies for an account; whom messages come from stays.
    pub async fn set_message_sender(
        &mut self,
        scope: Scope,
        id: MessageAccountId,
        sender: &MessageSender,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(SET_SENDER)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(&sender.name)
            .bind(&sender.reply_to)
            .bind(sender.can_reply)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Puts an account out of use; `false` when it was already.
    pub async fn disable_message_account(
        &mut self,
        scope: Scope,
        id: MessageAccountId,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(DISABLE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }
}
