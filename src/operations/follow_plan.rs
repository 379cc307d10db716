//! What a request's plan asks for: at its making, when something happens, and when its terms change.

use super::book::{Doer, write_event};
use super::may_write::refuse_unwelcome;
use super::plan_messages::{NewMessage, enqueue_message, plan_one, snapshot};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::field::FieldError;
use crate::domain::ids::{MessagePlanId, UserId};
use crate::domain::message::{Message, MessageState};
use crate::domain::message_plan::{
    Anchor, Condition, PlanStep, Standing, StepChannel, built_in_plan, request_step, timed,
};
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Terms};
use crate::domain::purpose::Purpose;
use crate::domain::time::{Timestamp, Zone};
use crate::store::Db;
use crate::store::message_plan::PlanInUse;

/// Which messages follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanWish {
    /// None.
    #[default]
    None,
    /// Those of the merchant's default plan, or of the built-in one.
    Default,
    /// Those of this plan.
    Own(MessagePlanId),
    /// What comes later in this plan, or in the default one: the request itself goes out only where a channel is named, and something must
    /// be left to be reminded of.
    Reminders(Option<MessagePlanId>),
}

/// What a new request's payer is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageWishes {
    /// The request goes out on these channels, at once.
    pub channels: Vec<Channel>,
    /// What follows, on the first of them unless the plan says otherwise.
    pub plan: PlanWish,
}

impl MessageWishes {
    /// The channels, or those on which the payer can be reached where none is named.
    fn channels_for(&self, payer: &Payer) -> Vec<Channel> {
        let reached = |channel: &Channel| payer.reached_by(*channel).is_some();
        if self.channels.is_empty() {
            Channel::ALL.iter().copied().filter(reached).collect()
        } else {
            self.channels.clone()
        }
    }

    /// Whether there is anybody to write to.
    pub fn check(&self, payer: &Payer) -> Result<(), Vec<FieldError>> {
        let missing = self.channels.iter().filter(|channel| payer.reached_by(**channel).is_none());
        let mut faults: Vec<FieldError> = missing
            .map(|channel| match channel {
                Channel::Sms => FieldError::new("payer.phone", "required", "Enter the number that the SMS goes to."),
                Channel::Email => {
                    FieldError::new("payer.email", "required", "Enter the address that the e-mail goes to.")
                }
            })
            .collect();
        if self.plan != PlanWish::None && self.channels_for(payer).is_empty() {
            let detail = "Reminders need somewhere to go: give the payer's phone number or e-mail address.";
            faults.push(FieldError::new("payer", "required", detail));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

/// Plans the messages of a new request, in its transaction.
pub async fn plan_messages(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    payer: &Payer,
    wishes: &MessageWishes,
    zone: &Zone,
    user: Option<UserId>,
) -> Outcome<()> {
    let now = context.now();
    for channel in &wishes.channels {
        if user.is_some() {
            refuse_unwelcome(db, request.scope, payer, *channel).await?;
        }
        let step = request_step(StepChannel::Each);
        plan_step(db, context, request, &step, *channel, now, user).await?;
    }
    let Some(used) = wished_plan(db, request, payer, wishes).await? else { return Ok(()) };
    db.insert_plan_in_use(request.scope, request.id, &used).await?;
    let (terms, created_at) = (request.terms.clone(), request.created_at);
    let mut planned = timed(&used.steps, &terms, created_at, zone);
    if matches!(wishes.plan, PlanWish::Reminders(_)) {
        planned.retain(|(_, due_at)| *due_at > now);
        refuse_no_reminders(&used.steps, &planned, &terms)?;
    }
    for (step, due_at) in planned {
        // A reminder goes out by the plan, whoever made it: hours and cap hold for it.
        let user = user.filter(|_| step.purpose == Purpose::Request && due_at <= now);
        for channel in step.channel.of(&used.channels) {
            plan_step(db, context, request, step, channel, due_at, user).await?;
        }
    }
    Ok(())
}

/// Who wishes for reminders and would get none is told so, and where it lies.
fn refuse_no_reminders(steps: &[PlanStep], planned: &[(&PlanStep, Timestamp)], terms: &Terms) -> Outcome<()> {
    let reminds = |step: &PlanStep| step.purpose.asks_for_money() && step.purpose != Purpose::Request;
    let promised = steps.iter().any(reminds);
    let kept = planned.iter().any(|(step, _)| reminds(step))
        || steps.iter().any(|step| reminds(step) && step.from.event().is_some());
    if !promised || kept {
        return Ok(());
    }
    let (code, detail) = match terms.due_date {
        None => ("reminders_need_it", "Reminders are counted from the due date. Say when it is due, or want none."),
        Some(_) => ("too_near_to_remind", "That is too near for a reminder. Choose a later day, or want none."),
    };
    Err(OperationError::field("due_date", code, detail))
}

async fn wished_plan(
    db: &mut Db<'_>,
    request: &PaymentRequest,
    payer: &Payer,
    wishes: &MessageWishes,
) -> Outcome<Option<PlanInUse>> {
    let own = match wishes.plan {
        PlanWish::None => return Ok(None),
        PlanWish::Default | PlanWish::Reminders(None) => db.default_message_plan(request.scope).await?,
        PlanWish::Own(id) | PlanWish::Reminders(Some(id)) => {
            let found = db.message_plan(request.scope, id).await?.filter(|plan| plan.archived_at.is_none());
            let unknown = || OperationError::field("message_plan", "unknown", "There is no such plan.");
            Some(found.ok_or_else(unknown)?)
        }
    };
    Ok(Some(PlanInUse {
        plan: own.as_ref().map(|plan| plan.id),
        steps: own.map_or_else(built_in_plan, |plan| plan.steps),
        channels: wishes.channels_for(payer),
    }))
}

async fn plan_step(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    step: &PlanStep,
    channel: Channel,
    due_at: Timestamp,
    user: Option<UserId>,
) -> Outcome<()> {
    let new = NewMessage { step: step.key(channel), purpose: step.purpose, channel, due_at, user };
    plan_one(db, context, request, new).await?;
    Ok(())
}

/// Plans what a request's plan asks for after what has just happened to it.
pub async fn follow_events(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    happened: &[EventType],
    now: Timestamp,
) -> Outcome<()> {
    let waits_for = |anchor: Anchor| anchor.event().is_some_and(|event| happened.contains(&event));
    if !Anchor::ALL.iter().any(|anchor| waits_for(*anchor)) {
        return Ok(());
    }
    let Some(used) = db.plan_in_use(request.scope, request.id).await? else { return Ok(()) };
    let steps: Vec<&PlanStep> = used.steps.iter().filter(|step| waits_for(step.from)).collect();
    if steps.is_empty() {
        return Ok(());
    }
    let zone = zone_in(db, request).await?;
    for step in steps {
        for channel in step.channel.of(&used.channels) {
            plan_step(db, context, request, step, channel, step.due_after(now, &zone), None).await?;
        }
    }
    Ok(())
}

async fn zone_in(db: &mut Db<'_>, request: &PaymentRequest) -> Outcome<Zone> {
    let merchant = db.merchant(request.scope.merchant).await?.ok_or(OperationError::NotFound)?;
    Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))
}

/// Moves what is counted from the end of a request, because that has been moved.
pub async fn follow_terms(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    zone: &Zone,
    now: Timestamp,
) -> Outcome<()> {
    let Some(used) = db.plan_in_use(request.scope, request.id).await? else { return Ok(()) };
    let terms = request.terms.clone();
    let moved = timed(&used.steps, &terms, request.created_at, zone);
    for (step, due_at) in moved.into_iter().filter(|(step, due_at)| step.from == Anchor::Expiry && *due_at > now) {
        for channel in step.channel.of(&used.channels) {
            let messages = db.messages_of(request.scope, request.id).await?;
            match messages.into_iter().find(|message| message.step == step.key(channel)) {
                None => plan_step(db, context, request, step, channel, due_at, None).await?,
                Some(planned) => postpone(db, context, request, planned, due_at, now).await?,
            }
        }
    }
    Ok(())
}

async fn postpone(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    due_at: Timestamp,
    now: Timestamp,
) -> Outcome<()> {
    if message.state != MessageState::Scheduled || message.due_at == due_at {
        return Ok(());
    }
    message.due_at = due_at;
    message.reason = None;
    db.save_message(&message, None).await?;
    enqueue_message(db, context, &message).await?;
    write_event(db, context, request, EventType::MessageScheduled, snapshot(&message), &Doer::default(), now).await
}

/// Whether what a message's step asks for is so.
pub(super) async fn conditions_hold(
    db: &mut Db<'_>,
    request: &PaymentRequest,
    message: &Message,
    zone: &Zone,
    now: Timestamp,
) -> Outcome<bool> {
    let Some(used) = db.plan_in_use(request.scope, request.id).await? else { return Ok(true) };
    let name = message.step.split('/').next();
    let step = used.steps.iter().find(|step| Some(step.name.as_str()) == name);
    let conditions: &[Condition] = step.map_or(&[], |step| &step.only_if);
    if conditions.is_empty() {
        return Ok(true);
    }
    let messages = db.messages_of(request.scope, request.id).await?;
    let snoozed = !db.snoozes(request.scope, request.id).await?.is_empty();
    let standing = Standing { request, messages: &messages, snoozed, zone, now };
    Ok(conditions.iter().all(|condition| condition.holds(&standing)))
}
