//! A payer who wants to be reminded later: what would have come until then is not sent, and one reminder comes on the day they chose.

use super::book::{Doer, write_event};
use super::may_write::refusal;
use super::plan_messages::{NewMessage, plan_one, skip, snapshot};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::PaymentRequestId;
use crate::domain::message::{Message, MessageState, WhyNot};
use crate::domain::message_plan::ClockTime;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::{Date, Timestamp, Zone};
use crate::store::Db;

/// Who puts it off more often is not helped by another reminder.
pub const MOST_SNOOZES: usize = 3;
const MOST_DAYS: i64 = 30;

/// The days on which a payer may be reminded instead: tomorrow, in three days, in a week, in two; as long as it can be paid then.
pub fn days_to_choose(request: &PaymentRequest, zone: &Zone, now: Timestamp) -> Vec<Date> {
    let today = zone.date(now);
    let days = [1, 3, 7, 14].map(|days| today.saturating_add(time::Duration::days(days)));
    days.into_iter().filter(|day| reminder_at(*day, zone) < request.terms.expires_at).collect()
}

fn reminder_at(day: Date, zone: &Zone) -> Timestamp {
    zone.at(day, ClockTime::MORNING.hour, ClockTime::MORNING.minute)
}

/// Puts reminders off until that day. Tells when the next one comes.
pub async fn put_off_reminder(context: &Context, scope: Scope, id: PaymentRequestId, day: Date) -> Outcome<Timestamp> {
    let until = context
        .store
        .transact((context.clone(), scope, id, day), |db, (context, scope, id, day)| {
            Box::pin(write(db, context, *scope, *id, *day))
        })
        .await?;
    context.wake_workers();
    Ok(until)
}

async fn write(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    day: Date,
) -> Outcome<Timestamp> {
    let now = context.now();
    let mut request = db.lock_payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    if request.status(now) != Status::Open || !db.message_settings(scope).await?.snooze {
        return Err(OperationError::conflict("not_open", "There is nothing to be reminded of."));
    }
    let until = reminder_at(day, &zone);
    let days = (day - zone.date(now)).whole_days();
    if !(1..=MOST_DAYS).contains(&days) || until >= request.terms.expires_at {
        return Err(OperationError::field("day", "out_of_range", "Choose one of the days."));
    }
    let before = db.snoozes(scope, id).await?;
    if before.last() == Some(&until) {
        return Ok(until);
    }
    if before.len() >= MOST_SNOOZES {
        return Err(OperationError::conflict("too_often", "It was put off as often as possible."));
    }
    let number = i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1);
    db.insert_snooze(scope, id, number, until, now).await?;
    let messages = db.messages_of(scope, id).await?;
    let payer = db.payer(scope, id).await?;
    let mut welcome = Vec::new();
    for channel in Channel::ALL.iter().copied() {
        if refusal(db, scope, &payer, channel).await?.is_none() {
            welcome.push(channel);
        }
    }
    let channel = channel_of(&messages, &welcome)
        .ok_or_else(|| OperationError::conflict("unreachable", "There is no address to remind at."))?;
    for message in messages {
        if message.state == MessageState::Scheduled && message.purpose.asks_for_money() && message.due_at <= until {
            put_off(db, context, &mut request, message, now).await?;
        }
    }
    let due_then = request.terms.due_date == Some(day);
    let purpose = if due_then { Purpose::DueToday } else { Purpose::Reminder1 };
    let step = format!("snooze/{number}/{channel}");
    plan_one(db, context, &mut request, NewMessage { step, purpose, channel, due_at: until, user: None }).await?;
    db.save_payment_request(&mut request).await?;
    Ok(until)
}

/// The way on which they would have been reminded, or were written to, or may be written to.
fn channel_of(messages: &[Message], welcome: &[Channel]) -> Option<Channel> {
    let planned = messages.iter().find(|message| message.state == MessageState::Scheduled);
    let sent = messages.iter().rfind(|message| message.sent_at.is_some());
    let known = planned.or(sent).map(|message| message.channel);
    known.filter(|channel| welcome.contains(channel)).or_else(|| welcome.first().copied())
}

async fn put_off(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    now: Timestamp,
) -> Outcome<()> {
    skip(&mut message, WhyNot::Snoozed, now);
    db.save_message(&message, None).await?;
    write_event(db, context, request, EventType::MessageSkipped, snapshot(&message), &Doer::default(), now).await
}
