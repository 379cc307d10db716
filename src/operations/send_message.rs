//! Sends a planned message when its time has come: at most once, and only where it may go.
//!
//! Written down first, then handed over, then written down how it went. A message whose carrier did not answer is never sent again: two
//! reminders are worse than none. Receipts tell later what became of it.

use super::attach_files::enclosed;
use super::book::{enqueue, kinds};
use super::hand_over::{Decided, hand_over};
use super::judge_message::{Place, Verdict};
use super::plan_messages::{lock_message, skip};
use super::sending_account::is_house_account;
use super::settle_message::{Told, fall_back_in_time, learn, send_otherwise, settle, tell};
use super::write_message::{Writing, outgoing, write_message};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::MessageId;
use crate::domain::message::{Message, MessageState, WhyNot, worded_as};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone};
use crate::messaging::channel::{Reason, SendError};
use crate::store::Db;
use std::collections::HashSet;
use std::time::Duration;

/// Longer than a carrier can take to answer. A mail server may scan a mail with files for minutes, and has its patience at every step.
pub(super) fn lease(channel: Channel) -> Duration {
    match channel {
        Channel::Sms => Duration::from_secs(120),
        Channel::Email => Duration::from_secs(720),
    }
}

/// Until there may be room for its files.
const NO_ROOM_FOR: Duration = Duration::from_secs(5);
/// What a provider said so long ago still holds for a reminder.
const FRESH: Duration = Duration::from_secs(60);
/// Until the provider of an unfinished checkout may have answered; then, while it does not, until it is asked again.
const SOON: Duration = Duration::from_secs(5);
const AGAIN: Duration = Duration::from_secs(60);

/// One step of sending a message. `Some`: the next step is then.
pub async fn send_message(context: &Context, scope: Scope, id: MessageId) -> Outcome<Option<Timestamp>> {
    let decided = context
        .store
        .transact((context.clone(), scope, id), |db, (context, scope, id)| Box::pin(decide(db, context, *scope, *id)))
        .await?;
    let (message, account, mut outgoing) = match decided {
        Decided::Nothing => return Ok(None),
        Decided::Later(at) => return Ok(Some(at)),
        Decided::HandOver(all) => *all,
    };
    let answer = match enclosed(context, &message).await {
        Ok(mut enclosed) => {
            outgoing.attachments = std::mem::take(&mut enclosed.files);
            let mut answer = hand_over(context, message.id, &account, &outgoing).await?;
            let too_long = matches!(&answer, Err(SendError::Refused { reason: Reason::TooLong, .. }));
            if too_long && !outgoing.attachments.is_empty() {
                // It was not taken. Its link leads to the files, too.
                outgoing.attachments.clear();
                answer = hand_over(context, message.id, &account, &outgoing).await?;
            }
            drop((outgoing, enclosed));
            answer
        }
        Err(error) => Err(unread(&message, &error)),
    };
    context
        .store
        .transact((context.clone(), message, answer), |db, (context, message, answer)| {
            Box::pin(settle(db, context, message, answer))
        })
        .await
}

/// Its files could not be read, or there is no room for them now: nothing has left the house, so it is tried again.
fn unread(message: &Message, error: &OperationError) -> SendError {
    tracing::warn!(message = %message.id, %error, "the files of a message could not be enclosed");
    let retry_after = matches!(error, OperationError::Conflict { .. }).then_some(NO_ROOM_FOR);
    SendError::NotNow { detail: "The attachments could not be enclosed yet.".to_owned(), retry_after }
}

async fn decide(db: &mut Db<'_>, context: &Context, scope: Scope, id: MessageId) -> Outcome<Decided<Message>> {
    let now = context.now();
    let (mut request, mut message) = lock_message(db, scope, id).await?;
    match message.state {
        MessageState::Scheduled => {}
        MessageState::Sending => return abandoned(db, context, &mut request, message, now).await,
        MessageState::Unconfirmed | MessageState::Sent => {
            let next = fall_back_in_time(db, context, &mut request, &message, now).await?;
            return Ok(next.map_or(Decided::Nothing, Decided::Later));
        }
        MessageState::Held
        | MessageState::Delivered
        | MessageState::Failed
        | MessageState::Bounced
        | MessageState::Skipped => return Ok(Decided::Nothing),
    }
    if now < message.due_at {
        return Ok(Decided::Later(message.due_at));
    }
    let place = Place::of(db, context, &request, &message).await?;
    match place.verdict(db, &request, &message, now).await? {
        Verdict::Never(why) => leave_out(db, context, &mut request, message, why, now).await,
        Verdict::NotBefore(at) => put_off(db, message, at, WhyNot::QuietHours).await,
        Verdict::NoRoomBefore(at) => {
            let goes = may_go_otherwise(db, context, &request, &message, &place, now).await?;
            if goes && send_otherwise(db, context, &mut request, &message, now).await? {
                return leave_out(db, context, &mut request, message, WhyNot::Cap, now).await;
            }
            put_off(db, message, at, WhyNot::Cap).await
        }
        Verdict::Now(ground) => {
            if let Some(at) = waits_for_provider(db, context, &mut message, now).await? {
                return Ok(Decided::Later(at));
            }
            message.ground = Some(ground);
            message.purpose = counted(db, &request, &message, &place.zone, now).await?;
            write_and_lease(db, context, &mut request, message, &place, now).await
        }
    }
}

/// It is never sent.
async fn leave_out(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    why: WhyNot,
    now: Timestamp,
) -> Outcome<Decided<Message>> {
    skip(&mut message, why, now);
    db.save_message(&message, None).await?;
    tell(db, context, request, EventType::MessageSkipped, &message, now).await?;
    Ok(Decided::Nothing)
}

/// It is sent when that has passed, if it is still of use then.
async fn put_off(db: &mut Db<'_>, mut message: Message, until: Timestamp, why: WhyNot) -> Outcome<Decided<Message>> {
    message.due_at = until;
    message.reason = Some(why.word().to_owned());
    db.save_message(&message, None).await?;
    Ok(Decided::Later(until))
}

/// Whether the payer may be written to on the other channel instead, and has room there. Otherwise the message waits where it is.
async fn may_go_otherwise(
    db: &mut Db<'_>,
    context: &Context,
    request: &PaymentRequest,
    message: &Message,
    place: &Place,
    now: Timestamp,
) -> Outcome<bool> {
    if !place.settings.fallback {
        return Ok(false);
    }
    let other = Message { channel: message.channel.other(), ..message.clone() };
    let place = Place::of(db, context, request, &other).await?;
    let may = match place.verdict(db, request, &other, now).await? {
        Verdict::Now(_) | Verdict::NotBefore(_) => place.account.is_some(),
        Verdict::NoRoomBefore(_) | Verdict::Never(_) => false,
    };
    Ok(may)
}

/// A reminder waits while a checkout of its request is unfinished and its provider has not been asked just now: the payer may have paid
/// already, and the news of it been lost. Has the provider asked; `Some`: the message is looked at again then.
async fn waits_for_provider(
    db: &mut Db<'_>,
    context: &Context,
    message: &mut Message,
    now: Timestamp,
) -> Outcome<Option<Timestamp>> {
    if !message.purpose.asks_for_money() || message.requested_by.is_some() {
        return Ok(None);
    }
    let payments = db.payments_of(message.scope, message.payment_request).await?;
    let unsure = |answered_at: Option<Timestamp>| answered_at.is_none_or(|at| at < now.minus(FRESH));
    let mut waits = false;
    for payment in payments.iter().filter(|payment| payment.state.is_unfinished() && unsure(payment.answered_at)) {
        enqueue(db, context, message.scope, kinds::FOLLOW_PAYMENT, payment.id.0, now).await?;
        waits = true;
    }
    if !waits {
        return Ok(None);
    }
    let reason = Some(WhyNot::Checkout.word().to_owned());
    if message.reason == reason {
        return Ok(Some(now.plus(AGAIN)));
    }
    message.reason = reason;
    db.save_message(message, None).await?;
    Ok(Some(now.plus(SOON)))
}

/// What it is called, by the steps that went out before it. What a person chose stays as it is.
async fn counted(
    db: &mut Db<'_>,
    request: &PaymentRequest,
    message: &Message,
    zone: &Zone,
    now: Timestamp,
) -> Outcome<Purpose> {
    if message.requested_by.is_some() {
        return Ok(message.purpose);
    }
    let step = |message: &Message| message.step.split('/').next().unwrap_or_default().to_owned();
    let (own, others) = (step(message), db.messages_of(message.scope, message.payment_request).await?);
    let reminded: HashSet<String> = others
        .iter()
        .filter(|other| other.purpose.reminds() && other.state.went_out() && step(other) != own)
        .map(step)
        .collect();
    let is_due_today = request.terms.due_date == Some(zone.date(now));
    Ok(worded_as(message.purpose, is_due_today, reminded.len()))
}

/// Whoever was sending it has died: whether it went out is unknown.
async fn abandoned(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    now: Timestamp,
) -> Outcome<Decided<Message>> {
    if let Some(until) = message.lease_until.filter(|until| now < *until) {
        return Ok(Decided::Later(until));
    }
    let told = Told::unconfirmed("Sending was interrupted. It may have arrived, so it is not sent again.");
    learn(db, context, request, &mut message, told, now).await?;
    Ok(Decided::Nothing)
}

async fn write_and_lease(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    place: &Place,
    now: Timestamp,
) -> Outcome<Decided<Message>> {
    let Some(to) = &place.to else { return Ok(Decided::Nothing) };
    let writing = Writing {
        request,
        message: &message,
        payer: &place.payer,
        account: place.account.as_ref(),
        zone: &place.zone,
        to,
    };
    let written = write_message(db, context, &writing).await?;
    message.letter = Some(written.letter.clone());
    message.reason = None;
    if let Some(why) = place.held_because(message.scope) {
        message.state = MessageState::Held;
        message.account = None;
        message.reason = Some(why.word().to_owned());
        message.finished_at = Some(now);
        db.save_message(&message, place.hash.as_deref()).await?;
        tell(db, context, request, EventType::MessageSkipped, &message, now).await?;
        return Ok(Decided::Nothing);
    }
    let Some(account) = place.account.clone() else { return Ok(Decided::Nothing) };
    message.state = MessageState::Sending;
    message.tries += 1;
    message.lease_until = Some(now.plus(lease(message.channel)));
    message.account = Some(account.id).filter(|_| !is_house_account(&account));
    db.save_message(&message, place.hash.as_deref()).await?;
    let outgoing = outgoing(context, &message, &account, written, now);
    Ok(Decided::HandOver(Box::new((message, account, outgoing))))
}
