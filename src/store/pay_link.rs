//! Pay links: found by the hash of their token; the token itself is sealed.

use super::{Db, Result, StoreError};
use crate::domain::ids::{MerchantId, PaymentRequestId};
use crate::domain::pay_token::PayToken;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO pay_link (token_hash, merchant_id, live, payment_request_id, token_sealed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    BY_TOKEN = "SELECT merchant_id, live, payment_request_id FROM pay_link WHERE token_hash = $1 AND revoked_at IS NULL";
    PAGE = "SELECT l.merchant_id, l.live, l.payment_request_id, EXISTS (SELECT 1 FROM attachment a WHERE a.merchant_id = l.merchant_id
        AND a.live = l.live AND a.payment_request_id = l.payment_request_id) FROM pay_link l WHERE l.token_hash = $1 AND l.revoked_at IS NULL";
    NEWEST = "SELECT token_hash, token_sealed FROM pay_link WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3
        AND revoked_at IS NULL ORDER BY created_at DESC, token_hash LIMIT 1";
}

fn sealed_for(hash: &[u8]) -> String {
    format!("pay_link/{}", hex::encode(hash))
}

impl Db<'_> {
    /// A new link to a request.
    pub async fn insert_pay_link(
        &mut self,
        scope: Scope,
        request: PaymentRequestId,
        token: &PayToken,
        now: Timestamp,
    ) -> Result<()> {
        let hash = token.hash();
        let sealed = self.sealer.seal(&sealed_for(&hash), token.bytes())?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(hash.as_slice())
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .bind(&sealed)
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What a token opens, if it is not revoked.
    pub async fn find_pay_link(&mut self, token: &PayToken) -> Result<Option<(Scope, PaymentRequestId)>> {
        let row: Option<(Uuid, bool, Uuid)> =
            on!(self, |c| sqlx::query_as(BY_TOKEN).bind(token.hash().as_slice()).fetch_optional(c).await)?;
        Ok(row.map(|(merchant, live, id)| (Scope { merchant: MerchantId(merchant), live }, PaymentRequestId(id))))
    }

    /// The same for its page: also whether there are files to offer, so that most pages need not look for them.
    pub async fn find_page(&mut self, token: &PayToken) -> Result<Option<(Scope, PaymentRequestId, bool)>> {
        let row: Option<(Uuid, bool, Uuid, bool)> =
            on!(self, |c| sqlx::query_as(PAGE).bind(token.hash().as_slice()).fetch_optional(c).await)?;
        Ok(row.map(|(merchant, live, id, has_files)| {
            (Scope { merchant: MerchantId(merchant), live }, PaymentRequestId(id), has_files)
        }))
    }

    /// The newest token that still opens a request.
    pub async fn pay_token(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Option<PayToken>> {
        let row: Option<(Vec<u8>, Vec<u8>)> = on!(self, |c| sqlx::query_as(NEWEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_optional(c)
            .await)?;
        row.map(|(hash, sealed)| self.opened_token(&hash, &sealed)).transpose()
    }

    fn opened_token(&self, hash: &[u8], sealed: &[u8]) -> Result<PayToken> {
        let bytes = self.sealer.open(&sealed_for(hash), sealed)?;
        let bytes = bytes.try_into().map_err(|_| StoreError::Corrupt { table: "pay_link", what: "token_sealed" })?;
        Ok(PayToken::from_bytes(bytes))
    }

    /// The newest token that still opens each of several requests, for a list.
    pub async fn pay_tokens_of(
        &mut self,
        scope: Scope,
        ids: &[PaymentRequestId],
    ) -> Result<HashMap<PaymentRequestId, PayToken>> {
        let mut tokens = HashMap::new();
        if ids.is_empty() {
            return Ok(tokens);
        }
        let rows: Vec<(Uuid, Vec<u8>, Vec<u8>)> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(
                "SELECT payment_request_id, token_hash, token_sealed FROM pay_link WHERE merchant_id = ",
            );
            q.push_bind(scope.merchant.0)
                .push(" AND live = ")
                .push_bind(scope.live)
                .push(" AND revoked_at IS NULL AND payment_request_id IN (");
            let mut list = q.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            q.push(") ORDER BY created_at DESC, token_hash");
            q.build_query_as().fetch_all(c).await
        })?;
        for (id, hash, sealed) in rows {
            if let Entry::Vacant(place) = tokens.entry(PaymentRequestId(id)) {
                place.insert(self.opened_token(&hash, &sealed)?);
            }
        }
        Ok(tokens)
    }
}
