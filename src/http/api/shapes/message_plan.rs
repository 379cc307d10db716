//! Message plans as programs see them.

use crate::domain::ids::MessagePlanId;
use crate::domain::message_plan::{Anchor, Condition, MessagePlan, PlanStep, StepChannel};
use crate::domain::purpose::Purpose;
use crate::domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A plan of messages.
#[derive(Serialize, ToSchema)]
#[schema(as = MessagePlan)]
pub struct MessagePlanObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^mpl_[0-9a-f]{32}$")]
    pub id: MessagePlanId,
    /// What the merchant calls it.
    pub name: String,
    /// Whether `default` means it.
    pub default: bool,
    /// Its steps.
    pub steps: Vec<PlanStepObject>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// When it was put away.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub archived_at: Option<Timestamp>,
}

/// One message of a plan.
#[derive(Serialize, ToSchema)]
#[schema(as = PlanStep)]
pub struct PlanStepObject {
    /// Unique within the plan.
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// On which of the request's channels.
    pub channel: StepChannel,
    /// What its time is counted from.
    pub from: Anchor,
    /// So many calendar days later.
    pub days: i64,
    /// So many minutes more.
    pub minutes: i64,
    /// At that time of day, by the clock of the merchant's zone.
    pub at: Option<String>,
    /// Only if all of this is so then.
    pub only_if: Vec<Condition>,
}

impl MessagePlanObject {
    /// A plan as it stands.
    pub fn of(plan: &MessagePlan) -> Self {
        Self {
            id: plan.id,
            name: plan.name.clone(),
            default: plan.is_default,
            steps: plan.steps.iter().map(PlanStepObject::of).collect(),
            created_at: plan.created_at,
            updated_at: plan.updated_at,
            archived_at: plan.archived_at,
        }
    }
}

impl PlanStepObject {
    fn of(step: &PlanStep) -> Self {
        Self {
            name: step.name.clone(),
            purpose: step.purpose,
            channel: step.channel,
            from: step.from,
            days: step.days,
            minutes: step.minutes,
            at: step.at.map(|at| at.to_string()),
            only_if: step.only_if.clone(),
        }
    }
}
