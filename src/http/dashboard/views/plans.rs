//! Plans of messages: each as a list of sentences, and what payers may do about reminders.

use super::frame::Frame;
use crate::domain::message_plan::{Anchor, MessagePlan, PlanStep};
use crate::domain::message_setting::MessageSettings;
use crate::i18n::Arg;
use askama::Template;

/// What the page is made of.
pub struct PlansData {
    /// The merchant's own plans.
    pub plans: Vec<MessagePlan>,
    /// What there is without any.
    pub built_in: Vec<PlanStep>,
    /// What is allowed.
    pub settings: MessageSettings,
    /// What the form of the rules said, where that is wrong.
    pub minutes_typed: Option<String>,
    /// Whether the form was sent from another merchant or mode.
    pub elsewhere: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/plans.html")]
pub struct PlansPage {
    frame: Frame,
    plans: Vec<PlanCard>,
    built_in: Vec<StepLine>,
    built_in_is_default: bool,
    may_edit: bool,
    scope: String,
    snooze: bool,
    new_links: bool,
    minutes: String,
    minutes_wrong: bool,
    elsewhere: bool,
}

struct PlanCard {
    id: String,
    name: String,
    is_default: bool,
    steps: Vec<StepLine>,
}

/// One message of a plan, in words.
pub struct StepLine {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) how: String,
    pub(super) only_if: Vec<String>,
}

impl PlansPage {
    /// All of a merchant's plans.
    pub fn new(frame: Frame, data: &PlansData) -> Self {
        let lines = |steps: &[PlanStep]| steps.iter().map(|step| StepLine::of(&frame, step)).collect::<Vec<_>>();
        let card = |plan: &MessagePlan| PlanCard {
            id: plan.id.to_string(),
            name: plan.name.clone(),
            is_default: plan.is_default,
            steps: lines(&plan.steps),
        };
        let minutes = data.settings.fallback_after_minutes.map(|minutes| minutes.to_string());
        Self {
            plans: data.plans.iter().map(card).collect(),
            built_in: lines(&data.built_in),
            built_in_is_default: !data.plans.iter().any(|plan| plan.is_default),
            may_edit: frame.role.may_set_up(),
            scope: frame.scope_word(),
            snooze: data.settings.snooze,
            new_links: data.settings.new_links,
            minutes: data.minutes_typed.clone().or(minutes).unwrap_or_default(),
            minutes_wrong: data.minutes_typed.is_some() && !data.elsewhere,
            elsewhere: data.elsewhere,
            frame,
        }
    }
}

/// A word of ours as it stands in the key of a text.
pub(super) fn key(word: &str) -> String {
    word.replace('_', "-")
}

impl StepLine {
    pub(super) fn of(frame: &Frame, step: &PlanStep) -> Self {
        let only_if =
            step.only_if.iter().map(|condition| frame.t(&format!("dash-plan-if-{}", key(condition.word())))).collect();
        Self {
            when: when(frame, step),
            what: frame.t(&format!("dash-purpose-{}", key(step.purpose.word()))),
            how: frame.t(&format!("dash-plan-channel-{}", step.channel.word())),
            only_if,
        }
    }
}

/// "7 Tage vor der Fälligkeit, 10:00 Uhr".
fn when(frame: &Frame, step: &PlanStep) -> String {
    let anchor = key(step.from.word());
    let day = match step.days {
        0 => frame.t(&format!("dash-plan-on-{anchor}")),
        days => {
            let word = if days < 0 { "before" } else { "after" };
            let anchor = frame.t(&format!("dash-plan-anchor-{anchor}"));
            frame.with(&format!("dash-plan-{word}"), &[("days", Arg::Number(days.abs())), ("anchor", anchor.into())])
        }
    };
    let is_day = matches!(step.from, Anchor::DueDate | Anchor::Expiry);
    match (step.at, step.minutes) {
        (Some(at), _) => frame.with("dash-plan-at", &[("day", day.into()), ("clock", at.to_string().into())]),
        (None, 0) if is_day && step.from == Anchor::DueDate => {
            frame.with("dash-plan-at", &[("day", day.into()), ("clock", "10:00".into())])
        }
        (None, 0) => day,
        (None, minutes) => frame.with("dash-plan-minutes", &[("day", day.into()), ("minutes", Arg::Number(minutes))]),
    }
}
