//! What providers told, append-only. The raw body is sealed and goes when its time is over; the fact stays.

use super::{Db, Result};
use crate::domain::ids::{FactId, PaymentId, ProviderAccountId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

statements! {
    INSERT = "INSERT INTO provider_fact (merchant_id, live, id, provider_account_id, fact_key, source, word, payment_id, about, fact,
        body_sealed, keep_body_until, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING";
    OF_PAYMENT = "SELECT word, fact FROM provider_fact WHERE merchant_id = $1 AND live = $2 AND payment_id = $3 ORDER BY received_at, id";
    KNOWN = "SELECT 1 FROM provider_fact WHERE merchant_id = $1 AND live = $2 AND provider_account_id = $3 AND fact_key = $4";
    UNMATCHED = "SELECT id, body_sealed FROM provider_fact WHERE merchant_id = $1 AND live = $2 AND provider_account_id = $3 AND about IN ($4, $5)
        AND payment_id IS NULL AND body_sealed IS NOT NULL ORDER BY received_at, id LIMIT 100";
    FORGET_BODIES = "UPDATE provider_fact SET body_sealed = NULL, keep_body_until = NULL WHERE keep_body_until < $1";
    UNREADABLE = "SELECT CAST(COUNT(*) AS BIGINT) FROM provider_fact WHERE word = 'unreadable'";
}

/// A fact about to be written.
pub struct NewProviderFact<'a> {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: FactId,
    /// Who told it.
    pub account: ProviderAccountId,
    /// Unique per account: the provider's event id, or a digest of what was told.
    pub key: &'a str,
    /// "notification", "poll", "start", "end".
    pub source: &'static str,
    /// What it says, as a word.
    pub word: &'a str,
    /// The payment it is about, as far as known.
    pub payment: Option<PaymentId>,
    /// Where its payment is not known yet: what it is about, by the provider's id.
    pub about: Option<&'a str>,
    /// What was understood of it, JSON without personal data.
    pub fact: &'a str,
    /// Word for word, to be sealed.
    pub body: Option<&'a [u8]>,
    /// When the body goes.
    pub keep_body_until: Timestamp,
    /// When we heard it.
    pub received_at: Timestamp,
}

fn sealed_at(id: FactId) -> String {
    format!("provider_fact/{id}")
}

impl Db<'_> {
    /// Writes a fact; `false` when it is known already.
    pub async fn insert_provider_fact(&mut self, fact: &NewProviderFact<'_>) -> Result<bool> {
        let sealed = fact.body.map(|body| self.sealer.seal(&sealed_at(fact.id), body)).transpose()?;
        let keep_until = sealed.is_some().then_some(fact.keep_body_until.millis());
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(fact.scope.merchant.0)
            .bind(fact.scope.live)
            .bind(fact.id.0)
            .bind(fact.account.0)
            .bind(fact.key)
            .bind(fact.source)
            .bind(fact.word)
            .bind(fact.payment.map(|id| id.0))
            .bind(fact.about)
            .bind(fact.fact)
            .bind(&sealed)
            .bind(keep_until)
            .bind(fact.received_at.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// The bodies of notifications that came before the payment was known by that id of the provider's, as long as they are kept.
    pub async fn unmatched_notifications(
        &mut self,
        scope: Scope,
        account: ProviderAccountId,
        references: [Option<&str>; 2],
    ) -> Result<Vec<Vec<u8>>> {
        let rows: Vec<(Uuid, Vec<u8>)> = on!(self, |c| sqlx::query_as(UNMATCHED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(account.0)
            .bind(references[0])
            .bind(references[1])
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|(id, sealed)| Ok(self.sealer.open(&sealed_at(FactId(id)), &sealed)?)).collect()
    }

    /// Whether a fact was heard before.
    pub async fn knows_provider_fact(&mut self, scope: Scope, account: ProviderAccountId, key: &str) -> Result<bool> {
        let row: Option<(i32,)> = on!(self, |c| sqlx::query_as(KNOWN)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(account.0)
            .bind(key)
            .fetch_optional(c)
            .await)?;
        Ok(row.is_some())
    }

    /// What was told about a payment, oldest first: word and JSON.
    pub async fn provider_facts_of(&mut self, scope: Scope, payment: PaymentId) -> Result<Vec<(String, String)>> {
        let rows: Vec<(String, String)> = on!(self, |c| sqlx::query_as(OF_PAYMENT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(payment.0)
            .fetch_all(c)
            .await)?;
        Ok(rows)
    }

    /// Forgets raw bodies whose time is over; tells how many.
    pub async fn forget_provider_bodies(&mut self, now: Timestamp) -> Result<u64> {
        let gone = on!(self, |c| sqlx::query(FORGET_BODIES)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone)
    }

    /// How many authentic notifications could not be read.
    pub async fn unreadable_facts(&mut self) -> Result<i64> {
        let (count,): (i64,) = on!(self, |c| sqlx::query_as(UNREADABLE).fetch_one(c).await)?;
        Ok(count)
    }
}
