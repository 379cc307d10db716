//! Messages are planned as rows, in the transaction of their cause, and visible before they are sent.

use super::book::{Doer, enqueue_in, kinds, write_event};
use super::idempotency::{Once, once};
use super::may_write::refuse_unwelcome;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::{MessageId, PaymentRequestId, UserId};
use crate::domain::message::{Message, MessageState, WhyNot, is_true, stopped_by};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::Db;
use crate::store::idempotency::IdempotencyClaim;
use serde_json::{Value, json};

/// A message that is about to be planned.
pub(super) struct NewMessage {
    /// Which step of the request's plan it is.
    pub step: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How it travels.
    pub channel: Channel,
    /// When it goes out.
    pub due_at: Timestamp,
    /// Who wants it, where it is a person.
    pub user: Option<UserId>,
}

/// Writes one planned message, its job and its event; `None`: the step has its message already.
pub(super) async fn plan_one(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    new: NewMessage,
) -> Outcome<Option<Message>> {
    let now = context.now();
    let message = Message {
        scope: request.scope,
        id: MessageId(context.random.uuid(now)),
        payment_request: request.id,
        step: new.step,
        purpose: new.purpose,
        channel: new.channel,
        state: MessageState::Scheduled,
        reason: None,
        detail: None,
        due_at: new.due_at,
        letter: None,
        account: None,
        reference: None,
        parts: None,
        ground: None,
        tries: 0,
        lease_until: None,
        requested_by: new.user,
        created_at: now,
        sent_at: None,
        finished_at: None,
        opened_at: None,
        handled_at: None,
    };
    if !db.insert_message(&message).await? {
        return Ok(None);
    }
    enqueue_message(db, context, &message).await?;
    let doer = Doer { user: message.requested_by, ..Doer::default() };
    write_event(db, context, request, EventType::MessageScheduled, snapshot(&message), &doer, now).await?;
    Ok(Some(message))
}

/// Writes the job that sends a message when its time has come, in the lane of its channel.
pub(super) async fn enqueue_message(db: &mut Db<'_>, context: &Context, message: &Message) -> Outcome<()> {
    let lane = kinds::lane_of(message.channel);
    enqueue_in(db, context, lane, message.scope, kinds::SEND_MESSAGE, message.id.0, message.due_at).await
}

/// A message under the lock of its request.
pub(super) async fn lock_message(db: &mut Db<'_>, scope: Scope, id: MessageId) -> Outcome<(PaymentRequest, Message)> {
    let known = db.message(scope, id).await?.ok_or(OperationError::NotFound)?;
    let request = db.lock_payment_request(scope, known.payment_request).await?.ok_or(OperationError::NotFound)?;
    // Read again: whoever held the lock may have changed it.
    let message = db.message(scope, id).await?.ok_or(OperationError::NotFound)?;
    Ok((request, message))
}

/// A message as events show it: without recipient and text.
pub(super) fn snapshot(message: &Message) -> Value {
    json!({ "message": {
        "id": message.id,
        "purpose": message.purpose,
        "channel": message.channel,
        "status": message.state,
        "reason": message.reason,
        "send_at": message.due_at,
    } })
}

/// A wish to send something about a request, now.
#[derive(Clone, Copy, Debug)]
pub struct SendWish {
    /// About this one.
    pub payment_request: PaymentRequestId,
    /// How.
    pub channel: Channel,
    /// What for.
    pub purpose: Purpose,
    /// Who wants it, where it is a person.
    pub user: Option<UserId>,
}

/// Sends something about a request, now. With a claim, a repeat gives the same message.
pub async fn send_about(
    context: &Context,
    scope: Scope,
    wish: SendWish,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Message> {
    let message = context
        .store
        .transact((context.clone(), scope, wish, claim), |db, (context, scope, wish, claim)| {
            Box::pin(write_wish(db, context, *scope, *wish, claim.as_ref()))
        })
        .await?;
    context.wake_workers();
    Ok(message)
}

async fn write_wish(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    wish: SendWish,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<Message> {
    let now = context.now();
    if let Once::Before(id) = once(db, claim, now).await? {
        let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no message"))?;
        return db.message(scope, id).await?.ok_or(OperationError::NotFound);
    }
    let request = db.lock_payment_request(scope, wish.payment_request).await?;
    let mut request = request.ok_or(OperationError::NotFound)?;
    refuse_stopped(wish.purpose, request.status(now))?;
    if wish.purpose.is_answer() || !is_true(wish.purpose, &request, now) {
        let detail = "This message does not go with what has become of the request.";
        return Err(OperationError::conflict("wrong_purpose", detail));
    }
    let payer = db.payer(scope, request.id).await?;
    if payer.reached_by(wish.channel).is_none() {
        let (field, detail) = match wish.channel {
            Channel::Sms => ("payer.phone", "Enter the payer's phone number first."),
            Channel::Email => ("payer.email", "Enter the payer's e-mail address first."),
        };
        return Err(OperationError::field(field, "required", detail));
    }
    if wish.user.is_some() {
        refuse_unwelcome(db, scope, &payer, wish.channel).await?;
    }
    // Each wish of a person is a step of its own: what was sent before does not stand in its way.
    let step = NewMessage {
        step: format!("sent/{}", context.random.uuid(now).simple()),
        purpose: wish.purpose,
        channel: wish.channel,
        due_at: now,
        user: wish.user,
    };
    let message = plan_one(db, context, &mut request, step).await?;
    let message = message.ok_or(OperationError::Internal("a fresh step was taken"))?;
    db.save_payment_request(&mut request).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 201, &message.id.to_string()).await?;
    }
    Ok(message)
}

/// Why nothing is asked for any more.
pub(super) fn refuse_stopped(purpose: Purpose, status: Status) -> Outcome<()> {
    let (code, detail) = match status {
        _ if !purpose.asks_for_money() => return Ok(()),
        Status::Open => return Ok(()),
        Status::Paid => ("paid", "It is paid already: there is nothing to ask for."),
        Status::Processing => ("processing", "A payment is on its way. Wait how it ends."),
        Status::Cancelled => ("cancelled", "The request was cancelled."),
        Status::Expired => ("expired", "The link cannot be paid any more. Make a new request."),
    };
    Err(OperationError::conflict(code, detail))
}

/// It will not be sent.
pub(super) fn skip(message: &mut Message, why: WhyNot, now: Timestamp) {
    message.state = MessageState::Skipped;
    message.reason = Some(why.word().to_owned());
    message.finished_at = Some(now);
    message.lease_until = None;
}

/// What follows for the messages of a request from what has become of it: planned ones are stopped, which shows it at once (the rest would be
/// stopped when their time comes), and who was written to is thanked on the same way once it is paid.
pub async fn follow_status(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    now: Timestamp,
) -> Outcome<()> {
    let status = request.status(now);
    let messages = db.messages_of(request.scope, request.id).await?;
    let went_out = |message: &&Message| message.letter.is_some() && message.state != MessageState::Failed;
    let thanked_on = messages.iter().rfind(went_out).map(|message| message.channel).filter(|_| status == Status::Paid);
    for mut message in messages {
        let stop = stopped_by(message.purpose, status).filter(|_| message.state == MessageState::Scheduled);
        if let Some(why) = stop {
            skip(&mut message, why, now);
            db.save_message(&message, None).await?;
            let doer = Doer::default();
            write_event(db, context, request, EventType::MessageSkipped, snapshot(&message), &doer, now).await?;
        }
    }
    if let Some(channel) = thanked_on {
        let step = format!("paid/{channel}");
        let thanks = NewMessage { step, purpose: Purpose::Paid, channel, due_at: now, user: None };
        plan_one(db, context, request, thanks).await?;
    }
    Ok(())
}
