//! What was kept under another key than it would be today: read again once, when the rules of reading have changed.

use super::{Db, Result};
use crate::domain::channel::Channel;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

statements! {
    BEGIN = "INSERT INTO address_reading (version, begun_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    PHONES = "SELECT DISTINCT phone FROM payer WHERE merchant_id = $1 AND live = $2 AND phone IS NOT NULL AND phone > $3 ORDER BY phone LIMIT $4";
    // Only an address in other letters, or one that stands as DNS has it, may be kept otherwise today.
    MAILS = "SELECT DISTINCT email FROM payer WHERE merchant_id = $1 AND live = $2
        AND (OCTET_LENGTH(email) <> LENGTH(email) OR lower(email) LIKE '%xn--%')";
    SET_PHONE = "UPDATE payer SET phone = $4, search = REPLACE(search, $3, $4) WHERE merchant_id = $1 AND live = $2 AND phone = $3";
    SET_MAIL = "UPDATE payer SET email = $4, search = REPLACE(search, $5, $6) WHERE merchant_id = $1 AND live = $2 AND email = $3";
    FORGET_ASKED = "DELETE FROM asked_address WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4";
    FORGET_PARTS = "DELETE FROM inbound_parts WHERE merchant_id = $1 AND live = $2 AND address_hash = $3";
    // Where both have a conversation, the later one goes on with what is open in the other.
    JOIN_TALKS = "UPDATE conversation SET unread = unread + o.their_unread, suggested_by = COALESCE(suggested_by, o.their_suggestion),
        done_at = CASE WHEN o.their_done IS NULL THEN NULL ELSE done_at END,
        last_inbound_id = CASE WHEN o.their_last > last_at THEN o.their_inbound ELSE last_inbound_id END,
        last_at = CASE WHEN o.their_last > last_at THEN o.their_last ELSE last_at END
        FROM (SELECT unread AS their_unread, suggested_by AS their_suggestion, done_at AS their_done, last_at AS their_last,
            last_inbound_id AS their_inbound FROM conversation
            WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4) AS o
        WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $5";
    DROP_TALK = "DELETE FROM conversation WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND EXISTS (SELECT 1 FROM conversation n WHERE n.merchant_id = $1 AND n.live = $2 AND n.channel = $3 AND n.address_hash = $5)";
}

/// Tables whose rows hang on the key of an address, and whether they name its channel.
const COLUMNS: [(&str, &str, bool); 9] = [
    ("message", "address_hash", true),
    ("message_fact", "address_hash", false),
    ("consent", "address_hash", true),
    ("inbound_message", "address_hash", true),
    ("conversation", "address_hash", true),
    ("opt_in", "address_hash", true),
    ("direct_message", "address_hash", true),
    ("contact", "sms_hash", false),
    ("contact", "email_hash", false),
];

impl Db<'_> {
    /// Notes that everything is read by these rules from here on; `false`: it is already.
    pub async fn begin_address_reading(&mut self, version: i64, now: Timestamp) -> Result<bool> {
        let begun = on!(self, |c| sqlx::query(BEGIN)
            .bind(version)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(begun == 1)
    }

    /// Payers' numbers as they stand, each once, a page of them after that one.
    pub async fn payers_phones(&mut self, scope: Scope, after: &str, limit: i64) -> Result<Vec<String>> {
        let rows: Vec<(String,)> = on!(self, |c| sqlx::query_as(PHONES)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(after)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(|(phone,)| phone).collect())
    }

    /// Payers' mail addresses that have more than plain letters.
    pub async fn payers_unusual_mails(&mut self, scope: Scope) -> Result<Vec<String>> {
        let rows: Vec<(String,)> =
            on!(self, |c| sqlx::query_as(MAILS).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(email,)| email).collect())
    }

    /// Writes a payer's address otherwise wherever it stands; tells in how many requests.
    pub async fn rewrite_payers(&mut self, scope: Scope, channel: Channel, old: &str, new: &str) -> Result<u64> {
        let changed = on!(self, |c| {
            let query = match channel {
                Channel::Sms => sqlx::query(SET_PHONE),
                Channel::Email => sqlx::query(SET_MAIL),
            };
            let query = query.bind(scope.merchant.0).bind(scope.live).bind(old).bind(new);
            let query = match channel {
                Channel::Sms => query,
                Channel::Email => query.bind(old.to_lowercase()).bind(new.to_lowercase()),
            };
            query.execute(c).await.map(|done| done.rows_affected())
        })?;
        Ok(changed)
    }

    /// The key of a text as it stands, whatever it would be read as today.
    pub fn hash_as_written(&self, scope: Scope, channel: Channel, text: &str) -> Vec<u8> {
        self.sealer.keyed_address(&Sha256::digest(format!("{}/{}/{channel}/{text}", scope.merchant, scope.live)))
    }

    /// Whatever hangs on one key hangs on another from here on; tells how many rows.
    pub async fn move_to_key(&mut self, scope: Scope, channel: Channel, old: &[u8], new: &[u8]) -> Result<u64> {
        self.join_conversations(scope, channel, old, new).await?;
        let mut moved = 0;
        for (table, column, has_channel) in COLUMNS {
            let and_channel = if has_channel { " AND channel = $5" } else { "" };
            let set = format!(
                "UPDATE {table} SET {column} = $4 WHERE merchant_id = $1 AND live = $2 AND {column} = $3{and_channel}"
            );
            moved += on!(self, |c| {
                let query = sqlx::query(AssertSqlSafe(set)).bind(scope.merchant.0).bind(scope.live).bind(old).bind(new);
                let query = if has_channel { query.bind(channel.word()) } else { query };
                query.execute(c).await.map(|done| done.rows_affected())
            })?;
        }
        Ok(moved)
    }

    async fn join_conversations(&mut self, scope: Scope, channel: Channel, old: &[u8], new: &[u8]) -> Result<()> {
        for (sql, both) in [(JOIN_TALKS, true), (DROP_TALK, true), (FORGET_ASKED, false)] {
            on!(self, |c| {
                let query = sqlx::query(sql).bind(scope.merchant.0).bind(scope.live).bind(channel.word()).bind(old);
                let query = if both { query.bind(new) } else { query };
                query.execute(c).await.map(drop)
            })?;
        }
        // Parts that are still coming begin anew: what has come of them was shown, or is shown in three minutes.
        on!(self, |c| sqlx::query(FORGET_PARTS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(old)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
