//! People who log in, and where they belong.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, UserId};
use crate::domain::time::Timestamp;
use crate::domain::user::{Role, User};
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO app_user (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    BY_EMAIL = "SELECT id, email, name, password_hash, disabled_at FROM app_user WHERE email = $1";
    BY_ID = "SELECT id, email, name, password_hash, disabled_at FROM app_user WHERE id = $1";
    LOCK_PASSWORD = "UPDATE app_user SET password_hash = password_hash WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL";
    SET_PASSWORD = "UPDATE app_user SET password_hash = $2 WHERE id = $1";
    JOIN_MERCHANT = "INSERT INTO membership (merchant_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    ROLE = "SELECT role FROM membership WHERE merchant_id = $1 AND user_id = $2";
    MERCHANTS = "SELECT m.merchant_id, n.name, m.role FROM membership m JOIN merchant n ON n.id = m.merchant_id
        WHERE m.user_id = $1 ORDER BY n.created_at, n.id";
}

type UserRow = (Uuid, String, String, String, Option<i64>);

fn user((id, email, name, password_hash, disabled_at): UserRow) -> User {
    User { id: UserId(id), email, name, password_hash, disabled_at: disabled_at.map(Timestamp::from_millis) }
}

impl Db<'_> {
    /// Writes a new user; `false` when the address is taken. The address is stored in lower case.
    pub async fn insert_user(&mut self, user: &User, now: Timestamp) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(user.id.0)
            .bind(user.email.to_lowercase())
            .bind(&user.name)
            .bind(&user.password_hash)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// The user with that address, whatever its case.
    pub async fn user_by_email(&mut self, email: &str) -> Result<Option<User>> {
        let row: Option<UserRow> =
            on!(self, |c| sqlx::query_as(BY_EMAIL).bind(email.to_lowercase()).fetch_optional(c).await)?;
        Ok(row.map(user))
    }

    /// One user.
    pub async fn user(&mut self, id: UserId) -> Result<Option<User>> {
        let row: Option<UserRow> = on!(self, |c| sqlx::query_as(BY_ID).bind(id.0).fetch_optional(c).await)?;
        Ok(row.map(user))
    }

    /// Whether that is still the hash of their password, and they may log in. Until the transaction ends it stays so: the row is the lock.
    pub async fn lock_password(&mut self, id: UserId, hash: &str) -> Result<bool> {
        let locked = on!(self, |c| sqlx::query(LOCK_PASSWORD)
            .bind(id.0)
            .bind(hash)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(locked == 1)
    }

    /// A new password.
    pub async fn set_password_hash(&mut self, id: UserId, hash: &str) -> Result<()> {
        on!(self, |c| sqlx::query(SET_PASSWORD).bind(id.0).bind(hash).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Lets a user serve a merchant.
    pub async fn insert_membership(&mut self, merchant: MerchantId, user: UserId, role: Role) -> Result<()> {
        on!(self, |c| sqlx::query(JOIN_MERCHANT)
            .bind(merchant.0)
            .bind(user.0)
            .bind(role.word())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What a user may do at a merchant.
    pub async fn role(&mut self, merchant: MerchantId, user: UserId) -> Result<Option<Role>> {
        let row: Option<(String,)> =
            on!(self, |c| sqlx::query_as(ROLE).bind(merchant.0).bind(user.0).fetch_optional(c).await)?;
        row.map(|(word,)| word.parse().map_err(|()| StoreError::Corrupt { table: "membership", what: "role" }))
            .transpose()
    }

    /// The merchants that a user serves: id, name, role.
    pub async fn merchants_of(&mut self, user: UserId) -> Result<Vec<(MerchantId, String, Role)>> {
        let rows: Vec<(Uuid, String, String)> =
            on!(self, |c| sqlx::query_as(MERCHANTS).bind(user.0).fetch_all(c).await)?;
        rows.into_iter()
            .map(|(id, name, role)| {
                let role = role.parse().map_err(|()| StoreError::Corrupt { table: "membership", what: "role" })?;
                Ok((MerchantId(id), name, role))
            })
            .collect()
    }
}
