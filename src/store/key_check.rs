//! A known value sealed with the secret key, so that a wrong key is noticed at start and not at the first payment.

use super::{Db, Result};
use crate::domain::time::Timestamp;

statements! {
    INSERT = "INSERT INTO key_check (key_id, sealed, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ALL = "SELECT key_id, sealed FROM key_check";
}

const ROW: &str = "key_check";
const VALUE: &[u8] = b"paylink";

impl Db<'_> {
    /// Opens what earlier keys sealed and notes the newest key. Returns the ids of keys that the database was used with and that are
    /// missing now.
    pub async fn check_secret_keys(&mut self, now: Timestamp) -> Result<Vec<String>> {
        let rows: Vec<(String, Vec<u8>)> = on!(self, |c| sqlx::query_as(ALL).fetch_all(c).await)?;
        let missing: Vec<String> = rows
            .iter()
            .filter(|(_, sealed)| self.sealer.open(ROW, sealed).is_err())
            .map(|(id, _)| id.clone())
            .collect();
        if missing.is_empty() {
            let sealed = self.sealer.seal(ROW, VALUE)?;
            let key_id = self.sealer.key_id();
            on!(self, |c| sqlx::query(INSERT).bind(key_id).bind(sealed).bind(now.millis()).execute(c).await.map(drop))?;
        }
        Ok(missing)
    }
}
