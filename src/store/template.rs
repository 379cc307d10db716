//! Wordings of a merchant's own, in versions; the highest counts.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, ProfileId, UserId};
use crate::domain::scope::Scope;
use crate::domain::template::{TemplateKey, TemplateVersion, Wording};
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "t.merchant_id, t.live, t.profile_id, t.purpose, t.channel, t.language, t.version, t.subject, t.text, t.saved_by, t.saved_at"
    };
}

statements! {
    INSERT = "INSERT INTO template (merchant_id, live, profile_id, purpose, channel, language, version, subject, text, saved_by, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    LATEST = concat!("SELECT ", columns!(), " FROM template t WHERE t.merchant_id = $1 AND t.live = $2 AND t.profile_id = $3 AND t.purpose = $4
        AND t.channel = $5 AND t.language = $6 ORDER BY t.version DESC LIMIT 1");
    ALL_LATEST = concat!("SELECT ", columns!(), " FROM template t WHERE t.merchant_id = $1 AND t.live = $2 AND t.profile_id = $3 AND NOT EXISTS (
        SELECT 1 FROM template n WHERE n.merchant_id = t.merchant_id AND n.live = t.live AND n.profile_id = t.profile_id AND n.purpose = t.purpose
        AND n.channel = t.channel AND n.language = t.language AND n.version > t.version)");
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    profile_id: Uuid,
    purpose: String,
    channel: String,
    language: String,
    version: i64,
    subject: Option<String>,
    text: Option<String>,
    saved_by: Option<Uuid>,
    saved_at: i64,
}

impl TryFrom<Row> for TemplateVersion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what| StoreError::Corrupt { table: "template", what };
        let key = TemplateKey {
            purpose: row.purpose.parse().map_err(|()| corrupt("purpose"))?,
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            language: row.language.parse().map_err(|()| corrupt("language"))?,
        };
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            profile: ProfileId(row.profile_id),
            key,
            number: row.version,
            wording: row.text.map(|text| Wording { subject: row.subject, text }),
            saved_by: row.saved_by.map(UserId),
            saved_at: Timestamp::from_millis(row.saved_at),
        })
    }
}

impl Db<'_> {
    /// Writes a version; `false`: there is one of that number.
    pub async fn insert_template(&mut self, version: &TemplateVersion) -> Result<bool> {
        let wording = version.wording.as_ref();
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(version.scope.merchant.0)
            .bind(version.scope.live)
            .bind(version.profile.0)
            .bind(version.key.purpose.word())
            .bind(version.key.channel.word())
            .bind(version.key.language.tag())
            .bind(version.number)
            .bind(wording.and_then(|wording| wording.subject.as_deref()))
            .bind(wording.map(|wording| wording.text.as_str()))
            .bind(version.saved_by.map(|id| id.0))
            .bind(version.saved_at.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// The latest version of a wording.
    pub async fn latest_template(
        &mut self,
        scope: Scope,
        profile: ProfileId,
        key: TemplateKey,
    ) -> Result<Option<TemplateVersion>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(LATEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(profile.0)
            .bind(key.purpose.word())
            .bind(key.channel.word())
            .bind(key.language.tag())
            .fetch_optional(c)
            .await)?;
        row.map(TemplateVersion::try_from).transpose()
    }

    /// The latest version of every wording that was ever saved for a profile; there are at most as many as there are keys.
    pub async fn latest_templates(&mut self, scope: Scope, profile: ProfileId) -> Result<Vec<TemplateVersion>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(ALL_LATEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(profile.0)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(TemplateVersion::try_from).collect()
    }
}
