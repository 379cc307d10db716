//! What callers send about planned messages and plans; as in [`super::inputs`].

use super::body::Fields;
use super::problem::Problem;
use crate::domain::channel::Channel;
use crate::domain::message_plan::{Anchor, Condition, MOST_STEPS, PlanStep, StepChannel};
use crate::domain::purpose::Purpose;
use crate::operations::change_message::MessageChange;
use crate::operations::manage_message_plans::PlanDraft;
use utoipa::ToSchema;

/// What to change of a planned message; absent fields stay.
#[derive(ToSchema)]
#[schema(example = json!({ "send_at": "2026-12-14T09:00:00Z" }))]
#[schema(as = MessageChange)]
pub struct MessageChangeInput {
    /// When it goes out instead; still to come, and before the request expires.
    #[schema(format = DateTime, nullable = false)]
    pub send_at: Option<String>,
    /// How it travels instead.
    #[schema(nullable = false)]
    pub channel: Option<Channel>,
}

/// A plan of messages.
#[derive(ToSchema)]
#[schema(example = json!({ "name": "Freundlich", "default": true, "steps": [
    { "name": "request", "purpose": "request", "channel": "each", "from": "created" },
    { "name": "unopened", "purpose": "reminder_1", "channel": "other", "from": "created", "days": 2, "at": "10:00", "only_if": ["unopened"] },
    { "name": "overdue", "purpose": "reminder_2", "from": "due_date", "days": 3, "at": "10:00" },
] }))]
pub struct NewMessagePlan {
    /// What to call it.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// Whether `default` means it from now on.
    #[schema(nullable = false)]
    pub default: Option<bool>,
    /// Its steps.
    #[schema(min_items = 1, max_items = 20)]
    pub steps: Vec<NewPlanStep>,
}

/// What to change of a plan; absent fields stay. Requests keep the steps that they were made with.
#[derive(ToSchema)]
#[schema(example = json!({ "default": true }))]
pub struct MessagePlanChange {
    /// What to call it.
    #[schema(min_length = 1, max_length = 60, nullable = false)]
    pub name: Option<String>,
    /// Whether `default` means it from now on.
    #[schema(nullable = false)]
    pub default: Option<bool>,
    /// All its steps.
    #[schema(min_items = 1, max_items = 20, nullable = false)]
    pub steps: Option<Vec<NewPlanStep>>,
}

/// One message of a plan.
#[derive(ToSchema)]
pub struct NewPlanStep {
    /// Unique within the plan. `request` and `paid` are the names of the first message and of the thanks.
    #[schema(pattern = "^[a-z0-9_]{1,40}$")]
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// On which of the request's channels; the first when absent.
    pub channel: Option<StepChannel>,
    /// What its time is counted from.
    pub from: Anchor,
    /// So many calendar days later; earlier where negative, which only due date and expiry allow.
    #[schema(minimum = -365, maximum = 365)]
    pub days: Option<i64>,
    /// So many minutes more, where there is no `at`.
    #[schema(minimum = -1439, maximum = 1439)]
    pub minutes: Option<i64>,
    /// At that time of day, by the clock of the merchant's zone.
    #[schema(pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$", example = "10:00")]
    pub at: Option<String>,
    /// Only if all of this is so then.
    #[schema(max_items = 14)]
    pub only_if: Option<Vec<Condition>>,
}

impl MessageChangeInput {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<MessageChange, Problem> {
        fields.refuse_null("send_at");
        fields.refuse_null("channel");
        let change = MessageChange {
            send_at: fields.word("send_at", "Use a time of RFC 3339, like 2026-12-14T09:00:00Z."),
            channel: fields.word("channel", "Use sms or email."),
        };
        fields.finish().map(|()| change)
    }
}

impl NewMessagePlan {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<PlanDraft, Problem> {
        fields.require("name");
        fields.require("steps");
        MessagePlanChange::read(fields)
    }
}

impl MessagePlanChange {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<PlanDraft, Problem> {
        for name in ["name", "default", "steps"] {
            fields.refuse_null(name);
        }
        let draft = PlanDraft {
            name: fields.text("name"),
            is_default: fields.word("default", "Send true or false."),
            steps: fields
                .objects("steps", MOST_STEPS, read_step)
                .map(|steps| steps.into_iter().flatten().collect::<Vec<_>>()),
        };
        fields.finish().map(|()| draft)
    }
}

/// `None`: a fault was noted.
fn read_step(step: &mut Fields) -> Option<PlanStep> {
    for name in ["name", "purpose", "from"] {
        step.require(name);
    }
    let one_of = |words: Vec<&str>| format!("Use one of: {}.", words.join(", "));
    let words = |all: &[&'static str]| one_of(all.to_vec());
    let purposes: Vec<&str> = Purpose::ALL.iter().filter(|purpose| !purpose.is_answer()).map(|p| p.word()).collect();
    let anchors: Vec<&str> = Anchor::ALL.iter().map(|anchor| anchor.word()).collect();
    let conditions: Vec<&str> = Condition::ALL.iter().map(|condition| condition.word()).collect();
    let (name, purpose) = (step.text("name"), step.word("purpose", &one_of(purposes)));
    let channel = step.word("channel", &words(&["first", "each", "other", "sms", "email"]));
    let from = step.word("from", &one_of(anchors));
    let (days, minutes) = (step.integer("days"), step.integer("minutes"));
    let at = step.word("at", "Use a time of day like 10:00.");
    let only_if = step.words("only_if", Condition::ALL.len(), &one_of(conditions));
    Some(PlanStep {
        name: name?,
        purpose: purpose?,
        channel: channel.unwrap_or_default(),
        from: from?,
        days: days.unwrap_or_default(),
        minutes: minutes.unwrap_or_default(),
        at,
        only_if,
    })
}
