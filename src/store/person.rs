//! A person across the tables: which requests ask them, what they were sent, and how all of that is forgotten.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::consent::forms_of_address;
use crate::domain::ids::{ContactId, InboundMessageId, MessageId, PaymentRequestId};
use crate::domain::inbound_message::InboundLetter;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! of_request {
    ($columns:literal, $condition:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM payer p JOIN payment_request r ON r.merchant_id = p.merchant_id AND r.live = p.live AND r.id = p.payment_request_id \
             WHERE p.merchant_id = $1 AND p.live = $2 AND ",
            $condition,
            $rest
        )
    };
}

/// Not paid, not cancelled, and not over, or with money on its way.
macro_rules! unfinished {
    ($condition:literal) => {
        of_request!(
            "r.id",
            $condition,
            " AND r.allocated < r.amount AND (r.pending > 0 OR r.clarifying > 0 OR (r.cancelled_at IS NULL AND r.expires_at > $4))
              ORDER BY r.id LIMIT 200"
        )
    };
}

statements! {
    LINK = "UPDATE payer SET contact_id = $4 WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    CONTACT_OF = "SELECT contact_id FROM payer WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    OPEN_BY_PHONE = unfinished!("p.phone IN ($3, $5)");
    OPEN_BY_EMAIL = unfinished!("lower(p.email) IN ($3, $5)");
    OPEN_BY_CONTACT = unfinished!("p.contact_id = $3");
    ALL_BY_PHONE = of_request!("r.id", "p.phone IN ($3, $5)", " ORDER BY r.id DESC LIMIT $4");
    ALL_BY_EMAIL = of_request!("r.id", "lower(p.email) IN ($3, $5)", " ORDER BY r.id DESC LIMIT $4");
    ALL_BY_CONTACT = of_request!("r.id", "p.contact_id = $3", " ORDER BY r.id DESC LIMIT $4");
    FORGET_PAYER = "UPDATE payer SET name = NULL, email = NULL, phone = NULL, address = NULL, contact_id = NULL, search = ''
        WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    MESSAGES_TO = "SELECT id FROM message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4 ORDER BY id DESC LIMIT $5";
    FORGET_MESSAGES = "UPDATE message SET letter_sealed = NULL, detail = NULL WHERE merchant_id = $1 AND live = $2 AND channel = $3
        AND address_hash = $4";
    FORGET_MESSAGES_OF = "UPDATE message SET letter_sealed = NULL, detail = NULL WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    FORGET_FACTS_OF = "UPDATE message_fact SET body_sealed = NULL WHERE merchant_id = $1 AND live = $2 AND message_id IN (SELECT m.id
        FROM message m WHERE m.merchant_id = $1 AND m.live = $2 AND m.payment_request_id = $3)";
    FORGET_FACTS = "UPDATE message_fact SET body_sealed = NULL WHERE merchant_id = $1 AND live = $2 AND message_id IN (SELECT m.id
        FROM message m WHERE m.merchant_id = $1 AND m.live = $2 AND m.channel = $3 AND m.address_hash = $4)";
    FORGET_HEARD = "UPDATE message_fact SET body_sealed = NULL WHERE merchant_id = $1 AND live = $2 AND address_hash = $3";
    FORGET_DIRECTS = "UPDATE direct_message SET letter_sealed = NULL, detail = NULL WHERE merchant_id = $1 AND live = $2 AND channel = $3
        AND address_hash = $4";
    FORGET_OPT_INS = "UPDATE opt_in SET person_sealed = NULL, ip = NULL, user_agent = NULL, expires_at = created_at
        WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4";
    FORGET_CONSENTS = "UPDATE consent SET address_sealed = NULL, evidence_sealed = NULL, ip = NULL, user_agent = NULL
        WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4";
    FORGET_PARTS = "DELETE FROM inbound_parts WHERE merchant_id = $1 AND live = $2 AND address_hash = $3";
    FORGET_IMPORT = "DELETE FROM import_row WHERE merchant_id = $1 AND live = $2 AND contact_id = $3";
    HEARD = "SELECT id FROM inbound_message WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4 ORDER BY id LIMIT 10000";
    FORGET_INBOUND = "UPDATE inbound_message SET letter_sealed = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3";
    NOTE_IMPORT = "INSERT INTO import_row (merchant_id, live, row_hash, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    IMPORTED = "SELECT contact_id FROM import_row WHERE merchant_id = $1 AND live = $2 AND row_hash = $3";
    LINK_IMPORT = "UPDATE import_row SET contact_id = $4 WHERE merchant_id = $1 AND live = $2 AND row_hash = $3";
}

/// By what requests are known to ask a person.
#[derive(Clone, Debug)]
pub enum KnownBy {
    /// The payer was taken from this contact.
    Contact(ContactId),
    /// The payer is reached there, in whatever form the address is written.
    Address(Channel, String),
}

impl Db<'_> {
    /// From which contact a request's payer was taken.
    pub async fn link_contact(&mut self, scope: Scope, request: PaymentRequestId, contact: ContactId) -> Result<()> {
        on!(self, |c| sqlx::query(LINK)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .bind(contact.0)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The contact that a request's payer was taken from.
    pub async fn contact_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<Option<ContactId>> {
        let row: Option<(Option<Uuid>,)> = on!(self, |c| sqlx::query_as(CONTACT_OF)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .fetch_optional(c)
            .await)?;
        Ok(row.and_then(|(id,)| id).map(ContactId))
    }

    /// Requests that a person could still pay or is paying, at most two hundred.
    pub async fn open_requests_of(
        &mut self,
        scope: Scope,
        known_by: &KnownBy,
        now: Timestamp,
    ) -> Result<Vec<PaymentRequestId>> {
        let sql = match known_by {
            KnownBy::Contact(_) => OPEN_BY_CONTACT,
            KnownBy::Address(Channel::Sms, _) => OPEN_BY_PHONE,
            KnownBy::Address(Channel::Email, _) => OPEN_BY_EMAIL,
        };
        self.requests_known_by(sql, scope, known_by, now.millis()).await
    }

    /// Requests that ask a person, whatever became of them, the newest first.
    pub async fn requests_of(&mut self, scope: Scope, known_by: &KnownBy, limit: i64) -> Result<Vec<PaymentRequestId>> {
        let sql = match known_by {
            KnownBy::Contact(_) => ALL_BY_CONTACT,
            KnownBy::Address(Channel::Sms, _) => ALL_BY_PHONE,
            KnownBy::Address(Channel::Email, _) => ALL_BY_EMAIL,
        };
        self.requests_known_by(sql, scope, known_by, limit).await
    }

    async fn requests_known_by(
        &mut self,
        sql: &'static str,
        scope: Scope,
        known_by: &KnownBy,
        number: i64,
    ) -> Result<Vec<PaymentRequestId>> {
        let rows: Vec<(Uuid,)> = on!(self, |c| {
            let query = sqlx::query_as::<EngineType, (Uuid,)>(sql).bind(scope.merchant.0).bind(scope.live);
            let query = match known_by {
                KnownBy::Contact(id) => query.bind(id.0).bind(number),
                KnownBy::Address(channel, address) => {
                    let [key, other] = forms_of_address(*channel, address);
                    query.bind(key).bind(number).bind(other)
                }
            };
            query.fetch_all(c).await
        })?;
        Ok(rows.into_iter().map(|(id,)| PaymentRequestId(id)).collect())
    }

    /// Messages that went to an address, the newest first.
    pub async fn message_ids_to(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        limit: i64,
    ) -> Result<Vec<MessageId>> {
        let rows: Vec<(Uuid,)> = on!(self, |c| sqlx::query_as(MESSAGES_TO)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(|(id,)| MessageId(id)).collect())
    }

    /// Who was asked is not known any more; that money was asked for stays.
    pub async fn forget_payer(&mut self, scope: Scope, request: PaymentRequestId) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET_PAYER)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(request.0)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Empties the messages about a request, wherever they went: its payer may have had another number then.
    pub async fn forget_messages_of(&mut self, scope: Scope, request: PaymentRequestId) -> Result<()> {
        for sql in [FORGET_FACTS_OF, FORGET_MESSAGES_OF] {
            on!(self, |c| sqlx::query(sql)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(request.0)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Empties whatever holds words to or from an address; that something was sent, said or heard stays, under the hash.
    pub async fn forget_address(&mut self, scope: Scope, channel: Channel, address_hash: &[u8]) -> Result<()> {
        for sql in [FORGET_FACTS, FORGET_MESSAGES, FORGET_DIRECTS, FORGET_OPT_INS, FORGET_CONSENTS] {
            on!(self, |c| sqlx::query(sql)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(channel.word())
                .bind(address_hash)
                .execute(c)
                .await
                .map(drop))?;
        }
        for sql in [FORGET_HEARD, FORGET_PARTS] {
            on!(self, |c| sqlx::query(sql)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(address_hash)
                .execute(c)
                .await
                .map(drop))?;
        }
        let heard: Vec<(Uuid,)> = on!(self, |c| sqlx::query_as(HEARD)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .fetch_all(c)
            .await)?;
        let nothing = InboundLetter::default();
        let nothing = serde_json::to_vec(&nothing)
            .map_err(|_| StoreError::Corrupt { table: "inbound_message", what: "letter" })?;
        for (id,) in heard {
            let place = super::inbound_message::letter_of(InboundMessageId(id));
            let sealed = self.sealer.seal(&place, &nothing)?;
            on!(self, |c| sqlx::query(FORGET_INBOUND)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(id)
                .bind(&sealed)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// The lines of files that a contact came from are not known any more.
    pub async fn forget_import(&mut self, scope: Scope, contact: ContactId) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET_IMPORT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(contact.0)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Under which digest a line of a file is known: keyed, because names and numbers could be tried.
    pub fn import_digest(&self, scope: Scope, line: &str) -> Vec<Vec<u8>> {
        self.sealer.blind(&format!("import_row/{}/{}", scope.merchant, scope.live), line)
    }

    /// Whether a line was read before, under any of its digests.
    pub async fn was_imported(&mut self, scope: Scope, digests: &[Vec<u8>]) -> Result<bool> {
        for digest in digests {
            let row: Option<(Option<Uuid>,)> = on!(self, |c| sqlx::query_as(IMPORTED)
                .bind(scope.merchant.0)
                .bind(scope.live)
                .bind(digest)
                .fetch_optional(c)
                .await)?;
            if row.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Notes that a line is read; `false`: somebody else has just read it.
    pub async fn note_import(&mut self, scope: Scope, digest: &[u8], now: Timestamp) -> Result<bool> {
        let inserted = on!(self, |c| sqlx::query(NOTE_IMPORT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(digest)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(inserted == 1)
    }

    /// Which contact a line became.
    pub async fn link_import(&mut self, scope: Scope, digest: &[u8], contact: ContactId) -> Result<()> {
        on!(self, |c| sqlx::query(LINK_IMPORT)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(digest)
            .bind(contact.0)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
