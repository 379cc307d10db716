//! Long texts that come in parts. One row holds all parts of a text so far; it stays a while after the text was shown, so that a repeat
//! and a latecomer are known.

use super::{Db, Result, StoreError};
use crate::domain::ids::{InboundMessageId, MerchantId, MessageAccountId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

statements! {
    BEGIN = "INSERT INTO inbound_parts (merchant_id, live, account_id, address_hash, part_of, part_count, id, letter_sealed, began_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    // Locks the row: parts of one text may arrive at the same time.
    LOCK = "UPDATE inbound_parts SET part_count = part_count WHERE merchant_id = $1 AND live = $2 AND account_id = $3 AND address_hash = $4
        AND part_of = $5 AND part_count = $6 RETURNING id, letter_sealed, began_at, shown_at";
    LOCK_BY_ID = "UPDATE inbound_parts SET part_count = part_count WHERE merchant_id = $1 AND live = $2 AND id = $3
        RETURNING account_id, address_hash, part_of, part_count, letter_sealed, began_at, shown_at";
    SAVE = "UPDATE inbound_parts SET id = $7, letter_sealed = $8, began_at = $9, shown_at = $10 WHERE merchant_id = $1 AND live = $2
        AND account_id = $3 AND address_hash = $4 AND part_of = $5 AND part_count = $6";
    FORGET = "DELETE FROM inbound_parts WHERE began_at < $1 AND shown_at IS NOT NULL";
}

/// Who wrote what so far. Personal: kept sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialLetter {
    /// The number.
    pub from: String,
    /// The number written to.
    pub to: String,
    /// One place per part.
    pub parts: Vec<Option<String>>,
}

/// A text that comes in parts.
#[derive(Clone, PartialEq, Eq)]
pub struct InboundParts {
    /// Merchant and mode.
    pub scope: Scope,
    /// The account that it comes through.
    pub account: MessageAccountId,
    /// Whose it is.
    pub address_hash: Vec<u8>,
    /// Equal for the parts of one text.
    pub part_of: u16,
    /// How many there are.
    pub part_count: u8,
    /// The message that it becomes.
    pub id: InboundMessageId,
    /// What has come.
    pub letter: PartialLetter,
    /// When the first part came.
    pub began_at: Timestamp,
    /// When it became a message.
    pub shown_at: Option<Timestamp>,
}

type LockedRow = (Uuid, Vec<u8>, i64, Option<i64>);
type WholeRow = (Uuid, Vec<u8>, i64, i64, Vec<u8>, i64, Option<i64>);

fn letter_of(id: InboundMessageId) -> String {
    format!("inbound_parts/{id}")
}

impl Db<'_> {
    fn sealed_parts(&self, parts: &InboundParts) -> Result<Vec<u8>> {
        let letter = serde_json::to_vec(&parts.letter)
            .map_err(|_| StoreError::Corrupt { table: "inbound_parts", what: "letter" })?;
        Ok(self.sealer.seal(&letter_of(parts.id), &letter)?)
    }

    fn opened_parts(&self, id: InboundMessageId, sealed: &[u8]) -> Result<PartialLetter> {
        let letter = self.sealer.open(&letter_of(id), sealed)?;
        serde_json::from_slice(&letter).map_err(|_| StoreError::Corrupt { table: "inbound_parts", what: "letter" })
    }

    /// Begins a text unless one is there under the same numbers, and gives what is there, locked.
    pub async fn begin_or_lock_parts(&mut self, new: &InboundParts) -> Result<InboundParts> {
        let sealed = self.sealed_parts(new)?;
        on!(self, |c| sqlx::query(BEGIN)
            .bind(new.scope.merchant.0)
            .bind(new.scope.live)
            .bind(new.account.0)
            .bind(&new.address_hash)
            .bind(i64::from(new.part_of))
            .bind(i64::from(new.part_count))
            .bind(new.id.0)
            .bind(&sealed)
            .bind(new.began_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        let (id, sealed, began_at, shown_at): LockedRow = on!(self, |c| sqlx::query_as(LOCK)
            .bind(new.scope.merchant.0)
            .bind(new.scope.live)
            .bind(new.account.0)
            .bind(&new.address_hash)
            .bind(i64::from(new.part_of))
            .bind(i64::from(new.part_count))
            .fetch_one(c)
            .await)?;
        let id = InboundMessageId(id);
        Ok(InboundParts {
            id,
            letter: self.opened_parts(id, &sealed)?,
            began_at: Timestamp::from_millis(began_at),
            shown_at: shown_at.map(Timestamp::from_millis),
            ..new.clone()
        })
    }

    /// What is there of the text that becomes this message, locked.
    pub async fn lock_parts(&mut self, scope: Scope, id: InboundMessageId) -> Result<Option<InboundParts>> {
        let row: Option<WholeRow> = on!(self, |c| sqlx::query_as(LOCK_BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        let Some((account, address_hash, part_of, part_count, sealed, began_at, shown_at)) = row else {
            return Ok(None);
        };
        let corrupt = |what| StoreError::Corrupt { table: "inbound_parts", what };
        Ok(Some(InboundParts {
            scope: Scope { merchant: MerchantId(scope.merchant.0), live: scope.live },
            account: MessageAccountId(account),
            address_hash,
            part_of: u16::try_from(part_of).map_err(|_| corrupt("part_of"))?,
            part_count: u8::try_from(part_count).map_err(|_| corrupt("part_count"))?,
            id,
            letter: self.opened_parts(id, &sealed)?,
            began_at: Timestamp::from_millis(began_at),
            shown_at: shown_at.map(Timestamp::from_millis),
        }))
    }

    /// Writes back what was locked.
    pub async fn save_parts(&mut self, parts: &InboundParts) -> Result<()> {
        let sealed = self.sealed_parts(parts)?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(parts.scope.merchant.0)
            .bind(parts.scope.live)
            .bind(parts.account.0)
            .bind(&parts.address_hash)
            .bind(i64::from(parts.part_of))
            .bind(i64::from(parts.part_count))
            .bind(parts.id.0)
            .bind(&sealed)
            .bind(parts.began_at.millis())
            .bind(parts.shown_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets texts that began before then and were shown.
    pub async fn forget_parts(&mut self, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }
}
