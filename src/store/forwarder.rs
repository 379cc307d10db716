//! Addresses that forward requests without being trusted.

use super::{Db, Result};
use crate::domain::time::Timestamp;

statements! {
    NOTE = "INSERT INTO forwarder (address, seen_at) VALUES ($1, $2) ON CONFLICT (address) DO UPDATE SET seen_at = excluded.seen_at";
    SINCE = "SELECT address, seen_at FROM forwarder WHERE seen_at >= $1 ORDER BY address";
}

impl Db<'_> {
    /// A request came through it.
    pub async fn note_forwarder(&mut self, address: &str, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(NOTE).bind(address).bind(now.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Those that were seen since then, and when last.
    pub async fn forwarders_since(&mut self, since: Timestamp) -> Result<Vec<(String, Timestamp)>> {
        let rows: Vec<(String, i64)> = on!(self, |c| sqlx::query_as(SINCE).bind(since.millis()).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(address, at)| (address, Timestamp::from_millis(at))).collect())
    }
}
