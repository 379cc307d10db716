//! Plans to look at.

use super::super::{Frame, PlanForm, PlanPage, PlansData, PlansPage, Section};
use super::parts::frame;
use crate::domain::field::FieldError;
use crate::domain::ids::{MerchantId, MessagePlanId};
use crate::domain::language::Language;
use crate::domain::message_plan::{
    Anchor, ClockTime, Condition, MessagePlan, PlanStep, StepChannel, built_in_plan, request_step,
};
use crate::domain::message_setting::MessageSettings;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

fn steps() -> Vec<PlanStep> {
    let step = |name: &str, purpose, from, days, only_if: &[Condition]| PlanStep {
        name: name.to_owned(),
        purpose,
        channel: StepChannel::First,
        from,
        days,
        minutes: 0,
        at: Some(ClockTime::MORNING),
        only_if: only_if.to_vec(),
    };
    let unopened = PlanStep {
        channel: StepChannel::Other,
        ..step("unopened", Purpose::Reminder1, Anchor::Created, 2, &[Condition::Unopened])
    };
    let declined = PlanStep {
        at: None,
        minutes: 15,
        ..step("declined", Purpose::Reminder1, Anchor::PaymentFailed, 0, &[Condition::Open, Condition::Unsnoozed])
    };
    vec![
        request_step(StepChannel::Each),
        unopened,
        step("before", Purpose::Reminder2, Anchor::DueDate, -3, &[]),
        step("today", Purpose::DueToday, Anchor::DueDate, 0, &[]),
        declined,
        step("last", Purpose::LastNotice, Anchor::Expiry, -1, &[Condition::Overdue]),
    ]
}

fn messages_frame(language: Language) -> Frame {
    Frame { active: Section::Messages, ..frame(language) }
}

/// A merchant's own.
pub fn own_plan() -> MessagePlan {
    let at = Timestamp::from_millis(0);
    MessagePlan {
        scope: Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false },
        id: MessagePlanId(Uuid::from_u128(2)),
        name: "Handwerk, freundlich".to_owned(),
        is_default: true,
        steps: steps(),
        created_at: at,
        updated_at: at,
        archived_at: None,
    }
}

impl PlansPage {
    /// A plan of one's own beside the built-in one.
    pub fn sample(language: Language) -> Self {
        let settings = MessageSettings { fallback_after_minutes: Some(120), ..MessageSettings::default() };
        let data = PlansData {
            plans: vec![own_plan()],
            built_in: built_in_plan(),
            settings,
            minutes_typed: None,
            elsewhere: false,
        };
        Self::new(messages_frame(language), &data)
    }
}

impl PlanPage {
    /// To be changed.
    pub fn sample(language: Language) -> Self {
        let form = PlanForm::showing("Handwerk, freundlich", true, &steps());
        Self::new(messages_frame(language), Some("mpl_00000000000000000000000000000002"), &form, &[])
    }
}

/// With what is wrong beside it.
pub fn wrong_plan(language: Language) -> PlanPage {
    let form = PlanForm::showing("", false, &steps());
    let faults = [
        FieldError::new("name", "required", ""),
        FieldError::new("steps.1.days", "out_of_range", ""),
        FieldError::new("steps.2.at", "invalid", ""),
        FieldError::new("steps.3.purpose", "contradiction", ""),
    ];
    PlanPage::new(messages_frame(language), None, &form, &faults)
}
