//! Plans of messages, what requests were made with, and reminders that payers put off.

use super::{Db, Result, StoreError};
use crate::domain::channel::Channel;
use crate::domain::ids::{MerchantId, MessagePlanId, PaymentRequestId};
use crate::domain::message_plan::{MessagePlan, PlanStep};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "merchant_id, live, id, name, is_default, steps, created_at, updated_at, archived_at"
    };
}

statements! {
    INSERT = concat!("INSERT INTO message_plan (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)");
    SAVE = "UPDATE message_plan SET name = $4, is_default = $5, steps = $6, updated_at = $7, archived_at = $8
        WHERE merchant_id = $1 AND live = $2 AND id = $3";
    NO_DEFAULT = "UPDATE message_plan SET is_default = FALSE WHERE merchant_id = $1 AND live = $2 AND is_default";
    BY_ID = concat!("SELECT ", columns!(), " FROM message_plan WHERE merchant_id = $1 AND live = $2 AND id = $3");
    DEFAULT = concat!("SELECT ", columns!(), " FROM message_plan WHERE merchant_id = $1 AND live = $2 AND is_default AND archived_at IS NULL");
    PAGE = concat!("SELECT ", columns!(), " FROM message_plan WHERE merchant_id = $1 AND live = $2 AND id > $3 AND archived_at IS NULL
        ORDER BY id LIMIT $4");
    USE = "INSERT INTO payment_request_plan (merchant_id, live, payment_request_id, message_plan_id, steps, channels)
        VALUES ($1, $2, $3, $4, $5, $6)";
    USED = "SELECT message_plan_id, steps, channels FROM payment_request_plan WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3";
    SNOOZE = "INSERT INTO snooze (merchant_id, live, payment_request_id, number, until_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    SNOOZES = "SELECT until_at FROM snooze WHERE merchant_id = $1 AND live = $2 AND payment_request_id = $3 ORDER BY number";
}

/// What a request was made with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanInUse {
    /// The merchant's plan; none for the built-in one.
    pub plan: Option<MessagePlanId>,
    /// Its steps as they were then.
    pub steps: Vec<PlanStep>,
    /// The request's channels, the preferred one first.
    pub channels: Vec<Channel>,
}

#[derive(sqlx::FromRow)]
struct Row {
    merchant_id: Uuid,
    live: bool,
    id: Uuid,
    name: String,
    is_default: bool,
    steps: String,
    created_at: i64,
    updated_at: i64,
    archived_at: Option<i64>,
}

const TABLE: &str = "message_plan";

fn text<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt { table: TABLE, what: "steps" })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt { table: TABLE, what: "steps" })
}

impl TryFrom<Row> for MessagePlan {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            scope: Scope { merchant: MerchantId(row.merchant_id), live: row.live },
            id: MessagePlanId(row.id),
            name: row.name,
            is_default: row.is_default,
            steps: read(&row.steps)?,
            created_at: Timestamp::from_millis(row.created_at),
            updated_at: Timestamp::from_millis(row.updated_at),
            archived_at: row.archived_at.map(Timestamp::from_millis),
        })
    }
}

impl Db<'_> {
    /// Writes a new plan; the default of before is none any more where this is.
    pub async fn insert_message_plan(&mut self, plan: &MessagePlan) -> Result<()> {
        self.one_default(plan).await?;
        let steps = text(&plan.steps)?;
        on!(self, |c| sqlx::query(INSERT)
            .bind(plan.scope.merchant.0)
            .bind(plan.scope.live)
            .bind(plan.id.0)
            .bind(&plan.name)
            .bind(plan.is_default)
            .bind(&steps)
            .bind(plan.created_at.millis())
            .bind(plan.updated_at.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    async fn one_default(&mut self, plan: &MessagePlan) -> Result<()> {
        if plan.is_default {
            on!(self, |c| sqlx::query(NO_DEFAULT)
                .bind(plan.scope.merchant.0)
                .bind(plan.scope.live)
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Writes a plan back; as [`Db::insert_message_plan`].
    pub async fn save_message_plan(&mut self, plan: &MessagePlan) -> Result<()> {
        self.one_default(plan).await?;
        let steps = text(&plan.steps)?;
        on!(self, |c| sqlx::query(SAVE)
            .bind(plan.scope.merchant.0)
            .bind(plan.scope.live)
            .bind(plan.id.0)
            .bind(&plan.name)
            .bind(plan.is_default)
            .bind(&steps)
            .bind(plan.updated_at.millis())
            .bind(plan.archived_at.map(Timestamp::millis))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One plan, also one that was put away.
    pub async fn message_plan(&mut self, scope: Scope, id: MessagePlanId) -> Result<Option<MessagePlan>> {
        let row: Option<Row> = on!(self, |c| sqlx::query_as(BY_ID)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        row.map(MessagePlan::try_from).transpose()
    }

    /// The plan that "default" means, where the merchant made one.
    pub async fn default_message_plan(&mut self, scope: Scope) -> Result<Option<MessagePlan>> {
        let row: Option<Row> =
            on!(self, |c| sqlx::query_as(DEFAULT).bind(scope.merchant.0).bind(scope.live).fetch_optional(c).await)?;
        row.map(MessagePlan::try_from).transpose()
    }

    /// A page of the plans in use, in the order of their making.
    pub async fn list_message_plans(
        &mut self,
        scope: Scope,
        after: Option<MessagePlanId>,
        limit: i64,
    ) -> Result<Vec<MessagePlan>> {
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows: Vec<Row> = on!(self, |c| sqlx::query_as(PAGE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(after)
            .bind(limit)
            .fetch_all(c)
            .await)?;
        rows.into_iter().map(MessagePlan::try_from).collect()
    }

    /// Keeps what a request is made with.
    pub async fn insert_plan_in_use(&mut self, scope: Scope, id: PaymentRequestId, used: &PlanInUse) -> Result<()> {
        let (steps, channels) = (text(&used.steps)?, text(&used.channels)?);
        on!(self, |c| sqlx::query(USE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(used.plan.map(|id| id.0))
            .bind(&steps)
            .bind(&channels)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What a request was made with; none where it has no plan.
    pub async fn plan_in_use(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Option<PlanInUse>> {
        let row: Option<(Option<Uuid>, String, String)> = on!(self, |c| sqlx::query_as(USED)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_optional(c)
            .await)?;
        let Some((plan, steps, channels)) = row else { return Ok(None) };
        Ok(Some(PlanInUse { plan: plan.map(MessagePlanId), steps: read(&steps)?, channels: read(&channels)? }))
    }

    /// Notes that a payer asked to be reminded later, for the so manieth time.
    pub async fn insert_snooze(
        &mut self,
        scope: Scope,
        id: PaymentRequestId,
        number: i64,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<()> {
        on!(self, |c| sqlx::query(SNOOZE)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .bind(number)
            .bind(until.millis())
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Until when a payer wanted to be left alone, each time.
    pub async fn snoozes(&mut self, scope: Scope, id: PaymentRequestId) -> Result<Vec<Timestamp>> {
        let rows: Vec<(i64,)> = on!(self, |c| sqlx::query_as(SNOOZES)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .bind(id.0)
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(|(until,)| Timestamp::from_millis(until)).collect())
    }
}
