//! What is left of an address when the person is erased, and what is found by it: a digest that nobody can make without the secret key.

use super::{Db, Result};
use crate::domain::channel::Channel;
use crate::domain::consent::same_address;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

statements! {
    LOCK = "INSERT INTO asked_address (merchant_id, live, channel, address_hash, asked_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (merchant_id, live, channel, address_hash) DO UPDATE SET asked_at = excluded.asked_at";
    FORGET = "DELETE FROM asked_address WHERE asked_at < $1";
}

/// Columns that held plain digests before they were keyed, and whether the channel stands before them in their indexes.
const COLUMNS: [(&str, &str, bool); 10] = [
    ("message", "address_hash", true),
    ("message_fact", "address_hash", false),
    ("consent", "address_hash", true),
    ("inbound_message", "address_hash", true),
    ("inbound_parts", "address_hash", false),
    ("conversation", "address_hash", true),
    ("opt_in", "address_hash", true),
    ("direct_message", "address_hash", true),
    ("contact", "sms_hash", false),
    ("contact", "email_hash", false),
];

impl Db<'_> {
    /// The digest of an address of a channel, for one merchant and mode: others' digests of it are different ones.
    pub fn address_hash(&self, scope: Scope, channel: Channel, address: &str) -> Vec<u8> {
        let text = format!("{}/{}/{channel}/{}", scope.merchant, scope.live, same_address(channel, address));
        self.sealer.keyed_address(&Sha256::digest(text))
    }

    /// From here to the end of the transaction nobody else decides whether to write to this address.
    pub async fn lock_address(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(LOCK)
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

    /// Forgets who was last written to before then.
    pub async fn forget_asked_addresses(&mut self, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Keys all digests that are not yet. Once, with the key of the settings.
    pub(super) async fn key_plain_hashes(&mut self) -> Result<()> {
        for (table, column, has_channel) in COLUMNS {
            let channel = if has_channel { "channel" } else { "''" };
            let all = format!(
                "SELECT DISTINCT merchant_id, live, {channel} AS channel, {column} FROM {table} WHERE {column} IS NOT NULL"
            );
            let and_channel = if has_channel { "channel = $5" } else { "$5 = ''" };
            let set = format!(
                "UPDATE {table} SET {column} = $1 WHERE merchant_id = $2 AND live = $3 AND {column} = $4 AND {and_channel}"
            );
            let plain: Vec<(Uuid, bool, String, Vec<u8>)> =
                on!(self, |c| sqlx::query_as(AssertSqlSafe(all)).fetch_all(c).await)?;
            for (merchant, live, channel, plain) in plain {
                let query = AssertSqlSafe(set.clone());
                let keyed = self.sealer.keyed_address(&plain);
                on!(self, |c| sqlx::query(query)
                    .bind(keyed)
                    .bind(merchant)
                    .bind(live)
                    .bind(plain)
                    .bind(channel)
                    .execute(c)
                    .await
                    .map(drop))?;
            }
        }
        Ok(())
    }
}
