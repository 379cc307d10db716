//! The address book: sealed, found by the hashes of addresses and by a blind index of words.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::contact::{Contact, Person};
use crate::domain::ids::{ContactId, MerchantId};
use crate::domain::language::Language;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use sqlx::QueryBuilder;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "c.merchant_id, c.live, c.id, c.external_id, c.person_sealed, c.language, c.created_at, c.updated_at"
    };
}

statements! {
    INSERT = "INSERT INTO contact (merchant_id, live, id, external_id, person_sealed, language, sms_hash, email_hash, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    SAVE = "UPDATE contact SET external_id = $4, person_sealed = $5, language = $6, sms_hash = $7, email_hash = $8, updated_at = $9
        WHERE merchant_id = $1 AND live = $2 AND id = $3";
    DELETE = "DELETE FROM contact WHERE merchant_id = $1 AND live = $2 AND id = $3";
    BY_ID = concat!("SELECT ", columns!(), " FROM contact c WHERE c.merchant_id = $1 AND c.live = $2 AND c.id = $3");
    BY_EXTERNAL_ID = concat!("SELECT ", columns!(), " FROM contact c WHERE c.merchant_id = $1 AND c.live = $2 AND c.external_id = $3");
    BY_SMS = concat!("SELECT ", columns!(), " FROM contact c WHERE c.merchant_id = $1 AND c.live = $2 AND c.sms_hash = $3 ORDER BY c.id LIMIT 100");
    BY_EMAIL = concat!("SELECT ", columns!(), " FROM contact c WHERE c.merchant_id = $1 AND c.live = $2 AND c.email_hash = $3 ORDER BY c.id LIMIT 100");
    FORGET_WORDS = "DELETE FROM contact_word WHERE merchant_id = $1 AND live = $2 AND contact_id = $3";
    UNLINK = "UPDATE payer SET contact_id = NULL WHERE merchant_id = $1 AND live = $2 AND contact_id = $3";
}
const LOCK_ON_POSTGRES: &str =
    concat!("SELECT ", columns!(), " FROM contact c WHERE c.merchant_id = $1 AND c.live = $2 AND c.id = $3 FOR UPDATE");

/// How the ledger stands for a contact's addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofFilter {
    /// Some address has no entry at all: nothing proves that it may be written to.
    Missing,
    /// Some address was agreed to, and that holds.
    Given,
    /// Some address is not to be written to.
    Withdrawn,
}

/// Which contacts to list; all given conditions hold together.
#[derive(Clone, Debug, Default)]
pub struct ContactFilter {
    /// Words to look for, as `domain::contact::searched_words` gives them.
    pub words: Vec<String>,
    /// Or else: whoever has one of these hashes as address.
    pub hashes: Vec<Vec<u8>>,
    /// Exactly this key of the merchant's own.
    pub external_id: Option<String>,
    /// As the ledger stands.
    pub proof: Option<ProofFilter>,
}

/// What is found by: the hashes of its addresses.
pub struct ContactHashes {
    /// Of its number.
    pub sms: Option<Vec<u8>>,
    /// Of its mail address.
    pub email: Option<Vec<u8>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    external_id: Option<String>,
    person_sealed: Vec<u8>,
    language: Option<String>,
    created_at: i64,
    updated_at: i64,
}

fn person_of(id: ContactId) -> String {
    format!("contact/{id}")
}

/// Words of one merchant and mode say nothing about those of another.
fn words_of(scope: Scope) -> String {
    format!("contact_word/{}/{}", scope.merchant, scope.live)
}

/// The ledger's latest word about an address of contact `c` is that.
macro_rules! latest {
    ($channel:literal, $hash:literal) => {
        concat!(
            "(SELECT k.given FROM consent k WHERE k.merchant_id = c.merchant_id AND k.live = c.live AND k.channel = '",
            $channel,
            "' AND k.address_hash = c.",
            $hash,
            " ORDER BY CASE WHEN k.given AND k.undated THEN 0 ELSE 1 END DESC, k.happened_at DESC, k.id DESC LIMIT 1)"
        )
    };
}

macro_rules! push_filter {
    ($q:expr, $filter:expr, $words:expr) => {
        if let Some(external_id) = &$filter.external_id {
            $q.push(" AND c.external_id = ").push_bind(external_id.clone());
        }
        if !$words.is_empty() || !$filter.hashes.is_empty() {
            $q.push(" AND (");
            for hash in &$filter.hashes {
                $q.push("c.sms_hash = ").push_bind(hash.clone()).push(" OR c.email_hash = ").push_bind(hash.clone());
                $q.push(" OR ");
            }
            $q.push("(").push(if $words.is_empty() { "1 = 0" } else { "1 = 1" });
            for digests in $words {
                $q.push(
                    " AND EXISTS (SELECT 1 FROM contact_word w WHERE w.merchant_id = c.merchant_id AND w.live = c.live \
                     AND w.contact_id = c.id AND w.word IN (",
                );
                let mut list = $q.separated(", ");
                for digest in digests {
                    list.push_bind(digest);
                }
                $q.push("))");
            }
            $q.push("))");
        }
        match $filter.proof {
            None => {}
            Some(ProofFilter::Missing) => {
                $q.push(concat!(" AND ((c.sms_hash IS NOT NULL AND ", latest!("sms", "sms_hash"), " IS NULL)"));
                $q.push(concat!(" OR (c.email_hash IS NOT NULL AND ", latest!("email", "email_hash"), " IS NULL))"));
            }
            Some(proof @ (ProofFilter::Given | ProofFilter::Withdrawn)) => {
                let given = proof == ProofFilter::Given;
                $q.push(concat!(" AND (", latest!("sms", "sms_hash"), " = ")).push_bind(given);
                $q.push(concat!(" OR ", latest!("email", "email_hash"), " = ")).push_bind(given).push(")");
            }
        }
    };
}

impl Db<'_> {
    fn opened_contact(&self, row: Row) -> Result<Contact> {
        let corrupt = |what| StoreError::Corrupt { table: "contact", what };
        let id = ContactId(row.id);
        let person = self.sealer.open(&person_of(id), &row.person_sealed)?;
        Ok(Contact {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            external_id: row.external_id,
            person: serde_json::from_slice(&person).map_err(|_| corrupt("person"))?,
            language: row.language.map(|tag| tag.parse().map_err(|()| corrupt("language"))).transpose()?,
            created_at: Timestamp::from_millis(row.created_at),
            updated_at: Timestamp::from_millis(row.updated_at),
        })
    }

    fn opened_contacts(&self, rows: Vec<Row>) -> Result<Vec<Contact>> {
        rows.into_iter().map(|row| self.opened_contact(row)).collect()
    }

    fn sealed_person(&self, id: ContactId, person: &Person) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(person).map_err(|_| StoreError::Corrupt { table: "contact", what: "person" })?;
        Ok(self.sealer.seal(&person_of(id), &text)?)
    }

    /// Writes a new contact; `false`: its external id is taken.
    pub async fn insert_contact(&mut self, contact: &Contact, hashes: &ContactHashes) -> Result<bool> {
        let person = self.sealed_person(contact.id, &contact.person)?;
        let inserted = on!(self, |c| sqlx::query(INSERT)
            .bind(contact.scope.merchant.0)
            .bind(contact.scope.live)
            .bind(contact.id.0)
            .bind(&contact.external_id)
            .bind(&person)
            .bind(contact.language.map(Language::tag))
            .bind(&hashes.sms)
            .bind(&hashes.email)
            .bind(contact.created_at.millis())
            .bind(contact.updated_at.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if inserted == 1 {
            self.write_words(contact).await?;
        }
        Ok(inserted == 1)
    }

    /// Writes a contact back; ask before whether its external id is free.
    pub async fn save_contact(&mut self, contact: &Contact, hashes: &ContactHashes) -> Result<()> {
        let person = self.sealed_person(contact.id, &contact.person)?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(contact.scope.merchant.0)
            .bind(contact.scope.live)
            .bind(contact.id.0)
            .bind(&contact.external_id)
            .bind(&person)
            .bind(contact.language.map(Language::tag))
            .bind(&hashes.sms)
            .bind(&hashes.email)
            .bind(contact.updated_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        self.by_contact(FORGET_WORDS, contact.scope, contact.id).await?;
        self.write_words(contact).await
    }

    async fn write_words(&mut self, contact: &Contact) -> Result<()> {
        let row = words_of(contact.scope);
        let words: Vec<Vec<u8>> =
            contact.search_words().iter().filter_map(|word| self.sealer.blind(&row, word).into_iter().next()).collect();
        if words.is_empty() {
            return Ok(());
        }
        on!(self, |c| {
            let mut q =
                QueryBuilder::<EngineType>::new("INSERT INTO contact_word (merchant_id, live, word, contact_id) ");
            q.push_values(&words, |mut values, word| {
                values
                    .push_bind(contact.scope.merchant.0)
                    .push_bind(contact.scope.live)
                    .push_bind(word)
                    .push_bind(contact.id.0);
            });
            q.push(" ON CONFLICT DO NOTHING");
            q.build().execute(c).await.map(drop)
        })?;
        Ok(())
    }

    async fn by_contact(&mut self, sql: &'static str, scope: Scope, id: ContactId) -> Result<u64> {
        on!(self, |c| sqlx::query(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))
        .map_err(StoreError::from)
    }

    /// Takes a contact out of the address book; requests that were made from it stay.
    pub async fn delete_contact(&mut self, scope: Scope, id: ContactId) -> Result<bool> {
        self.by_contact(FORGET_WORDS, scope, id).await?;
        self.by_contact(UNLINK, scope, id).await?;
        Ok(self.by_contact(DELETE, scope, id).await? == 1)
    }

    /// One contact.
    pub async fn contact(&mut self, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        self.one_contact(BY_ID, scope, id).await
    }

    /// One contact, locked until the transaction ends.
    pub async fn lock_contact(&mut self, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        let sql = match self.engine {
            super::Engine::Sqlite(_) => BY_ID,
            super::Engine::Postgres(_) => LOCK_ON_POSTGRES,
        };
        self.one_contact(sql, scope, id).await
    }

    async fn one_contact(&mut self, sql: &'static str, scope: Scope, id: ContactId) -> Result<Option<Contact>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_contact(row)).transpose()
    }

    /// The contact with the merchant's own key.
    pub async fn contact_by_external_id(&mut self, scope: Scope, external_id: &str) -> Result<Option<Contact>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_EXTERNAL_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(external_id)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_contact(row)).transpose()
    }

    /// Contacts that are reached there: a family may share a number. The oldest first, at most a hundred.
    pub async fn contacts_at(&mut self, scope: Scope, channel: Channel, address_hash: &[u8]) -> Result<Vec<Contact>> {
        let sql = match channel {
            Channel::Sms => BY_SMS,
            Channel::Email => BY_EMAIL,
        };
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(sql)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(address_hash)
            .fetch_all(c)
            .await)?;
        self.opened_contacts(rows)
    }

    /// A page of the address book, the newest first.
    pub async fn list_contacts(
        &mut self,
        scope: Scope,
        filter: &ContactFilter,
        before: Option<ContactId>,
        limit: i64,
    ) -> Result<Vec<Contact>> {
        let row = words_of(scope);
        let words: Vec<Vec<Vec<u8>>> = filter.words.iter().map(|word| self.sealer.blind(&row, word)).collect();
        let rows: Vec<Row> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(concat!(
                "SELECT ",
                columns!(),
                " FROM contact c WHERE c.merchant_id = "
            ));
            q.push_bind(scope.merchant.0).push(" AND c.live = ").push_bind(scope.live);
            push_filter!(q, filter, words);
            q.push(" AND c.id < ").push_bind(before.map_or(Uuid::max(), |id| id.0));
            q.push(" ORDER BY c.id DESC LIMIT ").push_bind(limit);
            q.build_query_as().fetch_all(c).await
        })?;
        self.opened_contacts(rows)
    }

    /// How many contacts that condition holds for; no more than `most` are counted.
    pub async fn count_contacts(&mut self, scope: Scope, proof: Option<ProofFilter>, most: i64) -> Result<i64> {
        let filter = ContactFilter { proof, ..ContactFilter::default() };
        let words: Vec<Vec<Vec<u8>>> = Vec::new();
        let (count,): (i64,) = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(
                "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM contact c WHERE c.merchant_id = ",
            );
            q.push_bind(scope.merchant.0).push(" AND c.live = ").push_bind(scope.live);
            push_filter!(q, filter, words);
            q.push(" LIMIT ").push_bind(most).push(") AS counted");
            q.build_query_as().fetch_one(c).await
        })?;
        Ok(count)
    }
}
