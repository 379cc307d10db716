//! Texts that people agree to: numbered, never changed.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::consent::Wording;
use crate::domain::ids::{MerchantId, UserId};
use crate::domain::language::Language;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, channel, language, version, wording, offered, created_at, created_by"
    };
}

statements! {
    INSERT = concat!("INSERT INTO consent_wording (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING");
    ALL = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2
        ORDER BY channel, language, version DESC LIMIT 1000");
    NEWEST = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND language = $4
        ORDER BY version DESC LIMIT 1");
    OFFERED = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND language = $4
        AND offered ORDER BY version DESC LIMIT 1");
    ALL_OFFERED = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2 AND offered AND version =
        (SELECT MAX(newest.version) FROM consent_wording newest WHERE newest.merchant_id = consent_wording.merchant_id
            AND newest.live = consent_wording.live AND newest.channel = consent_wording.channel
            AND newest.language = consent_wording.language AND newest.offered)
        ORDER BY channel, language");
    BY_TEXT = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND language = $4
        AND wording = $5 ORDER BY version DESC LIMIT 1");
    ONE = concat!("SELECT ", columns!(), " FROM consent_wording WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND language = $4
        AND version = $5");
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    channel: String,
    language: String,
    version: i64,
    wording: String,
    offered: bool,
    created_at: i64,
    created_by: Option<Uuid>,
}

impl TryFrom<Row> for Wording {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "consent_wording", what };
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            language: row.language.parse().map_err(|()| corrupt("language"))?,
            version: row.version,
            text: row.wording,
            offered: row.offered,
            created_at: Timestamp::from_millis(row.created_at),
            created_by: row.created_by.map(UserId),
        })
    }
}

impl Db<'_> {
    /// Writes a version; `false`: somebody else took its number.
    pub async fn insert_wording(&mut self, wording: &Wording) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(wording.scope.merchant.0)
            .bind(wording.scope.live)
            .bind(wording.channel.word())
            .bind(wording.language.tag())
            .bind(wording.version)
            .bind(&wording.text)
            .bind(wording.offered)
            .bind(wording.created_at.millis())
            .bind(wording.created_by.map(|id| id.0))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// All versions, by channel and language, the newest first.
    pub async fn wordings(&mut self, scope: Scope) -> Result<Vec<Wording>> {
        let rows: Vec<Row> =
            on!(self, |c| sqlx::query_as(ALL).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        rows.into_iter().map(Wording::try_from).collect()
    }

    /// The version with the highest number.
    pub async fn newest_wording(
        &mut self,
        scope: Scope,
        channel: Channel,
        language: Language,
    ) -> Result<Option<Wording>> {
        self.one_wording(NEWEST, scope, channel, language).await
    }

    /// The version that stands on the pages.
    pub async fn offered_wording(
        &mut self,
        scope: Scope,
        channel: Channel,
        language: Language,
    ) -> Result<Option<Wording>> {
        self.one_wording(OFFERED, scope, channel, language).await
    }

    /// The versions that stand on the pages, one for each channel and language that have any.
    pub async fn offered_wordings(&mut self, scope: Scope) -> Result<Vec<Wording>> {
        let rows: Vec<Row> =
            on!(self, |c| sqlx::query_as(ALL_OFFERED).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        rows.into_iter().map(Wording::try_from).collect()
    }

    async fn one_wording(
        &mut self,
        sql: &'static str,
        scope: Scope,
        channel: Channel,
        language: Language,
    ) -> Result<Option<Wording>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(language.tag())
            .fetch_optional(c)
            .await)?;
        row.map(Wording::try_from).transpose()
    }

    /// The version with exactly this text.
    pub async fn wording_with_text(
        &mut self,
        scope: Scope,
        channel: Channel,
        language: Language,
        text: &str,
    ) -> Result<Option<Wording>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_TEXT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(language.tag())
            .bind(text)
            .fetch_optional(c)
            .await)?;
        row.map(Wording::try_from).transpose()
    }

    /// One version.
    pub async fn wording(
        &mut self,
        scope: Scope,
        (channel, language, version): (Channel, Language, i64),
    ) -> Result<Option<Wording>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(ONE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(language.tag())
            .bind(version)
            .fetch_optional(c)
            .await)?;
        row.map(Wording::try_from).transpose()
    }
}
