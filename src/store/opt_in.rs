//! Pages on which people sign up, and wishes that await their confirmation.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::contact::Person;
use crate::domain::ids::{MerchantId, OptInId, OptInPageId, UserId};
use crate::domain::opt_in::{OptIn, OptInPage};
use crate::domain::pay_token::PayToken;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! page_columns {
    () => {
        "merchant_id, live, id, name, token_sealed, created_at, revoked_at"
    };
}

macro_rules! columns {
    () => {
        "merchant_id, live, id, page_id, channel, address_hash, person_sealed, language, wording, ip, user_agent, created_at, \
         expires_at, confirmed_at"
    };
}

statements! {
    INSERT_PAGE = "INSERT INTO opt_in_page (merchant_id, live, id, name, token_hash, token_sealed, created_at, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    PAGES = concat!("SELECT ", page_columns!(), " FROM opt_in_page WHERE merchant_id = $1 AND live = $2 AND revoked_at IS NULL
        ORDER BY id DESC LIMIT 200");
    PAGE = concat!("SELECT ", page_columns!(), " FROM opt_in_page WHERE merchant_id = $1 AND live = $2 AND id = $3");
    PAGE_BY_TOKEN = concat!("SELECT ", page_columns!(), " FROM opt_in_page WHERE token_hash = $1 AND revoked_at IS NULL");
    REVOKE_PAGE = "UPDATE opt_in_page SET revoked_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND revoked_at IS NULL";
    INSERT = "INSERT INTO opt_in (merchant_id, live, id, page_id, token_hash, channel, address_hash, person_sealed, language, wording, ip,
        user_agent, created_at, expires_at, calling_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    ASKED = "SELECT calling_code, CAST(COUNT(*) AS BIGINT) FROM opt_in WHERE merchant_id = $1 AND live = $2 AND channel = 'sms' AND created_at > $3
        AND calling_code IS NOT NULL GROUP BY calling_code ORDER BY calling_code";
    BY_TOKEN = concat!("SELECT ", columns!(), " FROM opt_in WHERE token_hash = $1");
    AWAITING = concat!("SELECT ", columns!(), " FROM opt_in WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND confirmed_at IS NULL AND expires_at > $5 ORDER BY created_at DESC, id DESC LIMIT 1");
    SIBLING = concat!("SELECT ", columns!(), " FROM opt_in WHERE merchant_id = $1 AND live = $2 AND channel = $3 AND address_hash = $4
        AND created_at = $5 AND page_id = $6 AND confirmed_at IS NOT NULL LIMIT 1");
    FORGET = "UPDATE opt_in SET person_sealed = NULL, ip = NULL, user_agent = NULL WHERE expires_at < $1 AND person_sealed IS NOT NULL";
    FORGET_LETTERS = "UPDATE direct_message SET letter_sealed = NULL WHERE created_at < $1 AND letter_sealed IS NOT NULL";
    CONFIRM = "UPDATE opt_in SET confirmed_at = $4 WHERE merchant_id = $1 AND live = $2 AND id = $3 AND confirmed_at IS NULL";
}

#[derive(sqlx::FromRow)]
struct PageRow {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    name: String,
    token_sealed: Vec<u8>,
    created_at: i64,
    revoked_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    page_id: Uuid,
    channel: String,
    address_hash: Vec<u8>,
    person_sealed: Option<Vec<u8>>,
    language: String,
    wording: String,
    ip: Option<String>,
    user_agent: Option<String>,
    created_at: i64,
    expires_at: i64,
    confirmed_at: Option<i64>,
}

fn token_of(id: OptInPageId) -> String {
    format!("opt_in_page/{id}")
}

fn person_of(id: OptInId) -> String {
    format!("opt_in/{id}")
}

impl Db<'_> {
    fn opened_page(&self, row: PageRow) -> Result<OptInPage> {
        let id = OptInPageId(row.id);
        let token = self.sealer.open(&token_of(id), &row.token_sealed)?;
        let token = token.try_into().map_err(|_| StoreError::Corrupt { table: "opt_in_page", what: "token" })?;
        Ok(OptInPage {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            name: row.name,
            token: PayToken::from_bytes(token),
            created_at: Timestamp::from_millis(row.created_at),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
        })
    }

    fn opened_opt_in(&self, row: Row) -> Result<OptIn> {
        let corrupt = |what| StoreError::Corrupt { table: "opt_in", what };
        let id = OptInId(row.id);
        let person = row.person_sealed.map(|sealed| self.sealer.open(&person_of(id), &sealed)).transpose()?;
        Ok(OptIn {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id,
            page: OptInPageId(row.page_id),
            channel: row.channel.parse().map_err(|()| corrupt("channel"))?,
            address_hash: row.address_hash,
            person: person
                .map(|text| serde_json::from_slice::<Person>(&text).map_err(|_| corrupt("person")))
                .transpose()?,
            language: row.language.parse().map_err(|()| corrupt("language"))?,
            wording: row.wording,
            ip: row.ip,
            user_agent: row.user_agent,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            confirmed_at: row.confirmed_at.map(Timestamp::from_millis),
        })
    }

    /// A new page.
    pub async fn insert_opt_in_page(&mut self, page: &OptInPage, user: Option<UserId>) -> Result<()> {
        let sealed = self.sealer.seal(&token_of(page.id), page.token.bytes())?;
        on!(self, |c| sqlx::query(INSERT_PAGE)
            .bind(page.scope.merchant.0)
            .bind(page.scope.live)
            .bind(page.id.0)
            .bind(&page.name)
            .bind(page.token.hash().as_slice())
            .bind(&sealed)
            .bind(page.created_at.millis())
            .bind(user.map(|id| id.0))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The pages whose links work, the newest first.
    pub async fn opt_in_pages(&mut self, scope: Scope) -> Result<Vec<OptInPage>> {
        let rows: Vec<PageRow> =
            on!(self, |c| sqlx::query_as(PAGES).bind(scope.merchant.0).bind(scope.live).fetch_all(c).await)?;
        rows.into_iter().map(|row| self.opened_page(row)).collect()
    }

    /// One page, revoked or not.
    pub async fn opt_in_page(&mut self, scope: Scope, id: OptInPageId) -> Result<Option<OptInPage>> {
        let row: Option<PageRow> = on!(self, |c| sqlx::query_as(PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_page(row)).transpose()
    }

    /// The page that a link opens, if it is not revoked.
    pub async fn find_opt_in_page(&mut self, token: &PayToken) -> Result<Option<OptInPage>> {
        let row: Option<PageRow> =
            on!(self, |c| sqlx::query_as(PAGE_BY_TOKEN).bind(token.hash().as_slice()).fetch_optional(c).await)?;
        row.map(|row| self.opened_page(row)).transpose()
    }

    /// From now on its link is dead.
    pub async fn revoke_opt_in_page(&mut self, scope: Scope, id: OptInPageId, now: Timestamp) -> Result<bool> {
        let revoked = on!(self, |c| sqlx::query(REVOKE_PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(revoked == 1)
    }

    /// A wish that awaits its confirmation under that token.
    pub async fn insert_opt_in(&mut self, opt_in: &OptIn, token: &PayToken, calling_code: Option<&str>) -> Result<()> {
        let text =
            serde_json::to_vec(&opt_in.person).map_err(|_| StoreError::Corrupt { table: "opt_in", what: "person" })?;
        let person = self.sealer.seal(&person_of(opt_in.id), &text)?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(opt_in.scope.merchant.0)
            .bind(opt_in.scope.live)
            .bind(opt_in.id.0)
            .bind(opt_in.page.0)
            .bind(token.hash().as_slice())
            .bind(opt_in.channel.word())
            .bind(&opt_in.address_hash)
            .bind(&person)
            .bind(opt_in.language.tag())
            .bind(&opt_in.wording)
            .bind(&opt_in.ip)
            .bind(&opt_in.user_agent)
            .bind(opt_in.created_at.millis())
            .bind(opt_in.expires_at.millis())
            .bind(calling_code)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// How many numbers were asked since then, by what is dialled for their countries.
    pub async fn numbers_asked(&mut self, scope: Scope, since: Timestamp) -> Result<Vec<(String, i64)>> {
        Ok(on!(self, |c| sqlx::query_as(ASKED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(since.millis())
            .fetch_all(c)
            .await)?)
    }

    /// The wish that a link confirms, whether it is in time or not.
    pub async fn find_opt_in(&mut self, token: &PayToken) -> Result<Option<OptIn>> {
        let row: Option<Row> =
            on!(self, |c| sqlx::query_as(BY_TOKEN).bind(token.hash().as_slice()).fetch_optional(c).await)?;
        row.map(|row| self.opened_opt_in(row)).transpose()
    }

    /// The newest wish of an address that awaits its confirmation.
    pub async fn awaiting_opt_in(
        &mut self,
        scope: Scope,
        channel: Channel,
        address_hash: &[u8],
        now: Timestamp,
    ) -> Result<Option<OptIn>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(AWAITING)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(now.millis())
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_opt_in(row)).transpose()
    }

    /// What was typed into the same form for another channel, where that was confirmed.
    pub async fn confirmed_sibling(
        &mut self,
        opt_in: &OptIn,
        channel: Channel,
        address_hash: &[u8],
    ) -> Result<Option<OptIn>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(SIBLING)
            .bind(opt_in.scope.merchant.0)
            .bind(opt_in.scope.live)
            .bind(channel.word())
            .bind(address_hash)
            .bind(opt_in.created_at.millis())
            .bind(opt_in.page.0)
            .fetch_optional(c)
            .await)?;
        row.map(|row| self.opened_opt_in(row)).transpose()
    }

    /// Forgets what was typed by people who never said yes, or said it long ago: the ledger has what it needs. So do their messages, which
    /// hold the links, when they are as old as `before`.
    pub async fn forget_sign_ups(&mut self, now: Timestamp, before: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(FORGET).bind(now.millis()).execute(c).await.map(drop))?;
        on!(self, |c| sqlx::query(FORGET_LETTERS).bind(before.millis()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// It is confirmed; `false`: it was before.
    pub async fn confirm_opt_in(&mut self, scope: Scope, id: OptInId, now: Timestamp) -> Result<bool> {
        let confirmed = on!(self, |c| sqlx::query(CONFIRM)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(now.millis())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(confirmed == 1)
    }
}
