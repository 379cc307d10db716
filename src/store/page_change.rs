//! Pages that look different now, for nodes that keep rendered pages.

use super::{Db, Result};
use crate::domain::ids::{PaymentRequestId, ProfileId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO page_change (merchant_id, live, id, payment_request_id, profile_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FORGET = "DELETE FROM page_change WHERE created_at < $1";
}

impl Db<'_> {
    /// The page of a request looks different from this transaction on.
    pub async fn insert_page_change(
        &mut self,
        scope: Scope,
        id: Uuid,
        request: PaymentRequestId,
        now: Timestamp,
    ) -> Result<()> {
        self.write_page_change(scope, id, Some(request.0), None, now).await
    }

    /// All pages of a profile look different from this transaction on.
    pub async fn insert_profile_change(
        &mut self,
        scope: Scope,
        id: Uuid,
        profile: ProfileId,
        now: Timestamp,
    ) -> Result<()> {
        self.write_page_change(scope, id, None, Some(profile.0), now).await
    }

    async fn write_page_change(
        &mut self,
        scope: Scope,
        id: Uuid,
        request: Option<Uuid>,
        profile: Option<Uuid>,
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(INSERT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id)
            .bind(request)
            .bind(profile)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets changes that every node has seen long ago.
    pub async fn forget_page_changes(&mut self, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }
}
