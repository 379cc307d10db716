//! What a merchant allows of messages.

use super::{Db, Result, StoreError};
use crate::domain::message_setting::MessageSettings;
use crate::domain::scope::Scope;

statements! {
    READ = "SELECT settings FROM message_setting WHERE merchant_id = $1 AND live = $2";
    SAVE = "INSERT INTO message_setting (merchant_id, live, settings) VALUES ($1, $2, $3)
        ON CONFLICT (merchant_id, live) DO UPDATE SET settings = excluded.settings";
}

impl Db<'_> {
    /// The merchant's settings, or the usual ones.
    pub async fn message_settings(&mut self, scope: Scope) -> Result<MessageSettings> {
        let row: Option<(String,)> =
            on!(self, |c| sqlx::query_as(READ).bind(scope.merchant.0).bind(scope.live).fetch_optional(c).await)?;
        let Some((text,)) = row else { return Ok(MessageSettings::default()) };
        serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { table: "message_setting", what: "settings" })
    }

    /// From now on.
    pub async fn save_message_settings(&mut self, scope: Scope, settings: &MessageSettings) -> Result<()> {
        let text = serde_json::to_string(settings)
            .map_err(|_| StoreError::Corrupt { table: "message_setting", what: "settings" })?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(&text)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
