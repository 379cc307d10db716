//! Profiles of merchants: how their pages look, and whom their messages come from.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, ProfileId};
use crate::domain::merchant::{Profile, Support};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, version, is_default, name, display_name, legal_name, town, accent, language, support_phone, \
         support_email, support_hours, imprint_url, privacy_url, archived_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO profile (", columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL)");
    SAVE = "UPDATE profile SET version = $4 + 1, is_default = $5, name = $6, display_name = $7, legal_name = $8, town = $9, accent = $10,
        language = $11, support_phone = $12, support_email = $13, support_hours = $14, imprint_url = $15, privacy_url = $16, archived_at = $17
        WHERE merchant_id = $1 AND live = $2 AND id = $3 AND version = $4";
    NO_DEFAULT = "UPDATE profile SET is_default = FALSE, version = version + 1 WHERE merchant_id = $1 AND live = $2 AND is_default";
    BY_ID = concat!("SELECT ", columns!(), " FROM profile WHERE merchant_id = $1 AND live = $2 AND id = $3");
    DEFAULT = concat!("SELECT ", columns!(), " FROM profile WHERE merchant_id = $1 AND live = $2 AND is_default");
    PAGE = concat!("SELECT ", columns!(), " FROM profile WHERE merchant_id = $1 AND live = $2 AND id > $3 AND archived_at IS NULL
        ORDER BY id LIMIT $4");
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    version: i64,
    is_default: bool,
    name: String,
    display_name: String,
    legal_name: Option<String>,
    town: Option<String>,
    accent: String,
    language: String,
    support_phone: Option<String>,
    support_email: Option<String>,
    support_hours: Option<String>,
    imprint_url: Option<String>,
    privacy_url: Option<String>,
    archived_at: Option<i64>,
}

impl TryFrom<Row> for Profile {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: ProfileId(row.id),
            version: row.version,
            is_default: row.is_default,
            name: row.name,
            display_name: row.display_name,
            legal_name: row.legal_name,
            town: row.town,
            accent: row.accent,
            language: row.language.parse().map_err(|()| StoreError::Corrupt { table: "profile", what: "language" })?,
            support: Support { phone: row.support_phone, email: row.support_email, hours: row.support_hours },
            imprint_url: row.imprint_url,
            privacy_url: row.privacy_url,
            archived_at: row.archived_at.map(Timestamp::from_millis),
        })
    }
}

impl Db<'_> {
    /// Writes a new profile.
    pub async fn insert_profile(&mut self, profile: &Profile) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(profile.scope.merchant.0)
            .bind(profile.scope.live)
            .bind(profile.id.0)
            .bind(profile.version)
            .bind(profile.is_default)
            .bind(&profile.name)
            .bind(&profile.display_name)
            .bind(&profile.legal_name)
            .bind(&profile.town)
            .bind(&profile.accent)
            .bind(profile.language.tag())
            .bind(&profile.support.phone)
            .bind(&profile.support.email)
            .bind(&profile.support.hours)
            .bind(&profile.imprint_url)
            .bind(&profile.privacy_url)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One profile.
    pub async fn profile(&mut self, scope: Scope, id: ProfileId) -> Result<Option<Profile>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(Profile::try_from).transpose()
    }

    /// The profile of requests that name none.
    pub async fn default_profile(&mut self, scope: Scope) -> Result<Option<Profile>> {
        let row: Option<Row> =
            on!(self, |c| sqlx::query_as(DEFAULT).bind(scope.merchant.0).bind(scope.live).fetch_optional(c).await)?;
        row.map(Profile::try_from).transpose()
    }

    /// Writes a profile back and raises its version. `false`: somebody else has changed it meanwhile.
    pub async fn save_profile(&mut self, profile: &mut Profile) -> Result<bool> {
        let scope = profile.scope;
        let other = self.default_profile(scope).await?.filter(|default| profile.is_default && default.id != profile.id);
        if other.is_some() {
            on!(self, |c| sqlx::query(NO_DEFAULT).bind(scope.merchant.0).bind(scope.live).execute(c).await.map(drop))?;
        }
        let saved = on!(self, |c| sqlx::query(SAVE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(profile.id.0)
            .bind(profile.version)
            .bind(profile.is_default)
            .bind(&profile.name)
            .bind(&profile.display_name)
            .bind(&profile.legal_name)
            .bind(&profile.town)
            .bind(&profile.accent)
            .bind(profile.language.tag())
            .bind(&profile.support.phone)
            .bind(&profile.support.email)
            .bind(&profile.support.hours)
            .bind(&profile.imprint_url)
            .bind(&profile.privacy_url)
            .bind(profile.archived_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        profile.version += 1;
        Ok(saved == 1)
    }

    /// The profiles in use, in the order of their making.
    pub async fn profiles(&mut self, scope: Scope, after: Option<ProfileId>, limit: i64) -> Result<Vec<Profile>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(after.map_or(Uuid::nil(), |id| id.0))
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(Profile::try_from).collect()
    }
}
