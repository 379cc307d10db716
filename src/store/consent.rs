//! The consent ledger: append-only.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::ids::{ConsentId, MerchantId, UserId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, channel, address_hash, address_sealed, given, source, wording, evidence_sealed, ip, user_agent, \
         recorded_by, happened_at, undated, created_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO consent (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
    LATEST = concat!("SELECT ", columns!(), " FROM consent WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        ORDER BY CASE WHEN given AND undated THEN 0 ELSE 1 END DESC, happened_at DESC, id DESC LIMIT 1");
    OF_ADDRESS = concat!("SELECT ", columns!(), " FROM consent WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        ORDER BY happened_at, id");
    BY_ID = concat!("SELECT ", columns!(), " FROM consent WHERE merchant_id = $1 AND live = $2 AND id = $3");
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    channel: String,
    address_hash: Vec<u8>,
    address_sealed: Option<Vec<u8>>,
    given: bool,
    source: String,
    wording: Option<String>,
    evidence_sealed: Option<Vec<u8>>,
    ip: Option<String>,
    user_agent: Option<String>,
    recorded_by: Option<Uuid>,
    happened_at: i64,
    undated: bool,
    created_at: i64,
}

/// Sealed under what ids of consents began with at first; to say it otherwise would leave older rows sealed for ever.
fn address_of(id: ConsentId) -> String {
    format!("consent/con_{}/address", id.0.simple())
}

fn evidence_of(id: ConsentId) -> String {
    format!("consent/con_{}/evidence", id.0.simple())
}

impl Db<'_> {
    fn opened_consent(&self, row: Row) -> Result<Consent> {
        let corrupt = |what| StoreError::Corrupt { table: "consent", what };
        let id = ConsentId(row.id);
        let text = |place: String, sealed: Option<Vec<u8>>, what| {
            let opened = sealed.map(|sealed| self.sealer.open(&place, &sealed)).transpose()?;
            opened.map(|bytes| String::from_utf8(bytes).map_err(|_| corrupt(what))).transpose()
        };
        Ok(Consent {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            address: text(address_of(id), row.address_sealed, "address")?,
            address_hash: row.address_hash,
            given: row.given,
            source: row.source.parse().map_err(|()| corrupt("source"))?,
            wording: row.wording,
            evidence: text(evidence_of(id), row.evidence_sealed, "evidence")?,
            ip: row.ip,
            user_agent: row.user_agent,
            recorded_by: row.recorded_by.map(UserId),
            happened_at: Timestamp::from_millis(row.happened_at),
            undated: row.undated,
            created_at: Timestamp::from_millis(row.created_at),
        })
    }

    /// Adds an entry.
    pub async fn insert_consent(&mut self, consent: &Consent) -> Result<()> {
        let seal = |place: String, text: &Option<String>| {
            text.as_deref().map(|text| self.sealer.seal(&place, text.as_bytes())).transpose()
        };
        let address = seal(address_of(consent.id), &consent.address)?;
        let evidence = seal(evidence_of(consent.id), &consent.evidence)?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(consent.scope.merchant.0)
            .bind(consent.scope.live)
            .bind(consent.id.0)
            .bind(consent.channel.word())
            .bind(&consent.address_hash)
            .bind(&address)
            .bind(consent.given)
            .bind(consent.source.word())
            .bind(&consent.wording)
            .bind(&evidence)
            .bind(&consent.ip)
            .bind(&consent.user_agent)
            .bind(consent.recorded_by.map(|id| id.0))
            .bind(consent.happened_at.millis())
            .bind(consent.undated)
            .bind(consent.created_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What was said last about an address, by the time of saying; a yes of nobody knows when comes before all else.
    pub async fn latest_consent(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
    ) -> Result<Option<Consent>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(LATEST)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_consent(row)).transpose()
    }

    /// All that was said about an address, oldest first: the proof.
    pub async fn consents_of(&mut self, scope: Scope, channel: Channel, address_hash: &[u8]) -> Result<Vec<Consent>> {
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(OF_ADDRESS)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(|row| self.opened_consent(row)).collect()
    }

    /// One entry.
    pub async fn consent(&mut self, scope: Scope, id: ConsentId) -> Result<Option<Consent>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_consent(row)).transpose()
    }

    /// A page of the ledger, the newest first.
    pub async fn list_consents(
        &mut self,
        scope: Scope,
        filter: &ConsentFilter,
        before: Option<ConsentId>,
        limit: i64,
    ) -> Result<Vec<Consent>> {
        let rows: Vec<Row> = on!(self, |c| {
            let mut q =
                QueryBuilder::<EngineType>::new(concat!("SELECT ", columns!(), " FROM consent WHERE merchant_id = "));
            q.push_bind(scope.merchant.0).push(" AND live = ").push_bind(scope.live);
            q.push(" AND id < ").push_bind(before.map_or(Uuid::max(), |id| id.0));
            if let Some(channel) = filter.channel {
                q.push(" AND channel = ").push_bind(channel.word());
            }
            if let Some(hashes) = &filter.hashes {
                q.push(" AND (1 = 0");
                for hash in hashes {
                    q.push(" OR address_hash = ").push_bind(hash.clone());
                }
                q.push(")");
            }
            q.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
            q.build_query_as().fetch_all(c).await
        })?;
        rows.into_iter().map(|row| self.opened_consent(row)).collect()
    }

    /// What was said last about each of several addresses, by their hashes, for a list.
    pub async fn latest_consents(&mut self, scope: Scope, hashes: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, Consent>> {
        let mut latest = HashMap::new();
        if hashes.is_empty() {
            return Ok(latest);
        }
        let rows: Vec<Row> = on!(self, |c| {
            let mut q =
                QueryBuilder::<EngineType>::new(concat!("SELECT ", columns!(), " FROM consent WHERE merchant_id = "));
            q.push_bind(scope.merchant.0).push(" AND live = ").push_bind(scope.live);
            // The channel is in the hash; saying it lets the index be used.
            q.push(" AND channel IN ('sms', 'email') AND address_hash IN (");
            let mut list = q.separated(", ");
            for hash in hashes {
                list.push_bind(hash.clone());
            }
            q.push(") ORDER BY CASE WHEN given AND undated THEN 0 ELSE 1 END, happened_at, id");
            q.build_query_as().fetch_all(c).await
        })?;
        for row in rows {
            let consent = self.opened_consent(row)?;
            latest.insert(consent.address_hash.clone(), consent);
        }
        Ok(latest)
    }
}

/// Which entries to list; all given conditions hold together.
#[derive(Clone, Debug, Default)]
pub struct ConsentFilter {
    /// About this channel.
    pub channel: Option<Channel>,
    /// About one of the addresses with these hashes; nothing for none of them.
    pub hashes: Option<Vec<Vec<u8>>>,
}
