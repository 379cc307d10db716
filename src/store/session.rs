//! Browsers that are logged in: found by the hash of their secret, listed and revocable.

use super::{Db, Result};
use crate::domain::ids::{MerchantId, UserId};
use crate::domain::language::Language;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, user_id, merchant_id, live, language, ip, user_agent, created_at, last_seen_at, expires_at"
    };
}

statements! {
    INSERT = "INSERT INTO session (token_hash, id, user_id, merchant_id, live, language, ip, user_agent, created_at, last_seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)";
    BY_TOKEN = concat!("SELECT ", columns!(), " FROM session WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2 AND created_at > $3");
    OF_USER = concat!("SELECT ", columns!(), " FROM session WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND created_at > $3
        AND (last_seen_at < $4 OR (last_seen_at = $4 AND id < $5)) ORDER BY last_seen_at DESC, id DESC LIMIT $6");
    SEEN = "UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1";
    SET_MODE = "UPDATE session SET live = $2 WHERE id = $1";
    SET_MERCHANT = "UPDATE session SET merchant_id = $2, live = $3 WHERE id = $1";
    SET_LANGUAGE = "UPDATE session SET language = $2 WHERE id = $1";
    REVOKE = "UPDATE session SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL";
    REVOKE_BY_TOKEN = "UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL";
    REVOKE_OF_USER = "UPDATE session SET revoked_at = $2 WHERE user_id = $1 AND id <> $3 AND revoked_at IS NULL";
    FORGET = "DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1";
}

/// A browser that is logged in.
#[derive(Clone, Debug)]
pub struct LoginSession {
    /// Its public id, for the list.
    pub id: Uuid,
    /// Who.
    pub user: UserId,
    /// At which merchant and in which mode the dashboard is looked at.
    pub scope: Scope,
    /// The dashboard's language, where it was chosen.
    pub language: Option<Language>,
    /// From where it logged in.
    pub ip: Option<String>,
    /// With what.
    pub user_agent: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used, to within a minute.
    pub last_seen_at: Timestamp,
    /// Until when without use.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    user_id: Uuid,
    merchant_id: Uuid,
    live: bool,
    language: Option<String>,
    ip: Option<String>,
    user_agent: Option<String>,
    created_at: i64,
    last_seen_at: i64,
    expires_at: i64,
}

impl From<Row> for LoginSession {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            user: UserId(row.user_id),
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            language: row
                .language
                .and_then(|tag| tag.parse().ok())
                .filter(|language: &Language| language.is_of_dashboard()),
            ip: row.ip,
            user_agent: row.user_agent,
            created_at: Timestamp::from_millis(row.created_at),
            last_seen_at: Timestamp::from_millis(row.last_seen_at),
            expires_at: Timestamp::from_millis(row.expires_at),
        }
    }
}

impl Db<'_> {
    /// Writes a new session under the hash of its secret.
    pub async fn insert_session(&mut self, token_hash: &[u8], session: &LoginSession) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(token_hash)
            .bind(session.id)
            .bind(session.user.0)
            .bind(session.scope.merchant.0)
            .bind(session.scope.live)
            .bind(session.language.map(Language::tag))
            .bind(&session.ip)
            .bind(&session.user_agent)
            .bind(session.created_at.millis())
            .bind(session.expires_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The session behind a secret, if it is neither over nor revoked and began after an instant.
    pub async fn find_session(
        &mut self,
        token_hash: &[u8],
        now: Timestamp,
        begun_after: Timestamp,
    ) -> Result<Option<LoginSession>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_TOKEN)
            .bind(token_hash)
            .bind(now.millis())
            .bind(begun_after.millis())
            .fetch_optional(c)
            .await)?;
        Ok(row.map(LoginSession::from))
    }

    /// Sessions of a user that still work and began after an instant, the last used first, beginning after one of them.
    pub async fn sessions_of(
        &mut self,
        user: UserId,
        now: Timestamp,
        begun_after: Timestamp,
        after: Option<(Timestamp, Uuid)>,
        limit: i64,
    ) -> Result<Vec<LoginSession>> {
        let (seen, id) = after.map_or((i64::MAX, Uuid::max()), |(seen, id)| (seen.millis(), id));
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_USER)
            .bind(user.0)
            .bind(now.millis())
            .bind(begun_after.millis())
            .bind(seen)
            .bind(id)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(LoginSession::from).collect())
    }

    /// The session was used.
    pub async fn session_seen(&mut self, id: Uuid, now: Timestamp, expires_at: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(SEEN)
            .bind(id)
            .bind(now.millis())
            .bind(expires_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The dashboard shows the other mode.
    pub async fn set_session_mode(&mut self, id: Uuid, live: bool) -> Result<()> {
        on!(self, |c| sqlx::query(SET_MODE).bind(id).bind(live).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The dashboard shows another merchant.
    pub async fn set_session_merchant(&mut self, id: Uuid, scope: Scope) -> Result<()> {
        on!(self, |c| sqlx::query(SET_MERCHANT)
            .bind(id)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The dashboard speaks another language.
    pub async fn set_session_language(&mut self, id: Uuid, language: Language) -> Result<()> {
        on!(self, |c| sqlx::query(SET_LANGUAGE).bind(id).bind(language.tag()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Ends a session of that user; `false` when there is none.
    pub async fn revoke_session(&mut self, id: Uuid, user: UserId, now: Timestamp) -> Result<bool> {
        let changed = on!(self, |c| sqlx::query(REVOKE)
            .bind(id)
            .bind(user.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Ends the session behind a secret, whoever's it is.
    pub async fn revoke_session_of(&mut self, token_hash: &[u8], now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(REVOKE_BY_TOKEN).bind(token_hash).bind(now.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Ends all sessions of a user, or all but one.
    pub async fn revoke_sessions_of(&mut self, user: UserId, keep: Option<Uuid>, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(REVOKE_OF_USER)
            .bind(user.0)
            .bind(now.millis())
            .bind(keep.unwrap_or_default())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets sessions that ended before an instant.
    pub async fn forget_sessions(&mut self, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }
}
