//! A known value sealed with the secret key, so that a wrong key is noticed at start and not at the first payment.

use super::{Db, Result};
use crate::domain::time::Timestamp;
use std::time::Duration;

statements! {
    INSERT = "INSERT INTO key_check (key_id, sealed, created_at, keys_addresses) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    ALL = "SELECT key_id, sealed FROM key_check ORDER BY created_at, key_id";
    ADDRESSES_KEYED = "UPDATE key_check SET keys_addresses = TRUE WHERE NOT keys_addresses";
}

const ROW: &str = "key_check";
const VALUE: &[u8] = b"paylink";

/// What the database says of the keys of the settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeysFound {
    /// They are the database's.
    Good,
    /// It was used with keys of these ids that are missing now.
    Missing(Vec<String>),
    /// The key with this id was its first one and has to stand last.
    NotLast(String),
}

impl Db<'_> {
    /// Opens what earlier keys sealed and notes the newest key. Before anything else is done with the database.
    pub async fn check_secret_keys(&mut self, now: Timestamp) -> Result<KeysFound> {
        let rows: Vec<(String, Vec<u8>)> = on!(self, |c| sqlx::query_as(ALL).fetch_all(c).await)?;
        let missing: Vec<String> = rows
            .iter()
            .filter(|(_, sealed)| self.sealer.open(ROW, sealed).is_err())
            .map(|(id, _)| id.clone())
            .collect();
        if !missing.is_empty() {
            return Ok(KeysFound::Missing(missing));
        }
        if let Some((first, _)) = rows.first().filter(|(id, _)| *id != self.sealer.first_key_id()) {
            return Ok(KeysFound::NotLast(first.clone()));
        }
        let keyed = on!(self, |c| sqlx::query(ADDRESSES_KEYED).execute(c).await.map(|done| done.rows_affected()))?;
        if keyed > 0 {
            self.key_plain_hashes().await?;
        }
        self.seal_return_urls().await?;
        if rows.is_empty() {
            // A new database may begin with several keys: the earliest of them is its first.
            let sealed = self.sealer.seal_with_earliest(ROW, VALUE)?;
            self.note_key(self.sealer.first_key_id(), sealed, now.minus(Duration::from_millis(1))).await?;
        }
        let sealed = self.sealer.seal(ROW, VALUE)?;
        self.note_key(self.sealer.key_id(), sealed, now).await?;
        Ok(KeysFound::Good)
    }

    async fn note_key(&mut self, key_id: String, sealed: Vec<u8>, at: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(key_id)
            .bind(sealed)
            .bind(at.millis())
            .bind(true)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
