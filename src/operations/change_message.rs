//! What becomes of a planned message that somebody changes or takes back.

use super::book::{Doer, write_event};
use super::plan_messages::{enqueue_message, lock_message, skip, snapshot};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::message::{Message, MessageState, WhyNot};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::Db;

/// Takes a message back that was not sent yet.
pub async fn withdraw_message(
    context: &Context,
    scope: Scope,
    id: MessageId,
    user: Option<UserId>,
) -> Outcome<Message> {
    context
        .store
        .transact((context.clone(), scope, id, user), |db, (context, scope, id, user)| {
            Box::pin(async move {
                let now = context.now();
                let (mut request, mut message) = lock_message(db, *scope, *id).await?;
                if message.state == MessageState::Skipped {
                    return Ok(message);
                }
                if message.state != MessageState::Scheduled {
                    return Err(OperationError::conflict("already_sent", "It is sent already."));
                }
                skip(&mut message, WhyNot::Withdrawn, now);
                db.save_message(&message, None).await?;
                let doer = Doer { user: *user, ..Doer::default() };
                write_event(db, context, &mut request, EventType::MessageSkipped, snapshot(&message), &doer, now)
                    .await?;
                db.save_payment_request(&mut request).await?;
                Ok(message)
            })
        })
        .await
}

/// What to change of a planned message; absent parts stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageChange {
    /// When it goes out instead.
    pub send_at: Option<Timestamp>,
    /// How it travels instead.
    pub channel: Option<Channel>,
}

/// Changes a message that was not sent yet.
pub async fn change_message(
    context: &Context,
    scope: Scope,
    id: MessageId,
    change: MessageChange,
    user: Option<UserId>,
) -> Outcome<Message> {
    let message = context
        .store
        .transact((context.clone(), scope, id, change, user), |db, (context, scope, id, change, user)| {
            Box::pin(write_change(db, context, *scope, *id, *change, *user))
        })
        .await?;
    context.wake_workers();
    Ok(message)
}

async fn write_change(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    id: MessageId,
    change: MessageChange,
    user: Option<UserId>,
) -> Outcome<Message> {
    let now = context.now();
    let (mut request, mut message) = lock_message(db, scope, id).await?;
    if message.state != MessageState::Scheduled {
        return Err(OperationError::conflict("already_sent", "It is not planned any more: it was sent, or skipped."));
    }
    let before = (message.due_at, message.channel);
    if let Some(send_at) = change.send_at {
        if send_at < now {
            return Err(OperationError::field("send_at", "in_the_past", "Use a time that is still to come."));
        }
        if message.purpose.asks_for_money() && send_at >= request.terms.expires_at {
            let detail = "By then it cannot be paid any more. Use a time before the request expires.";
            return Err(OperationError::field("send_at", "too_late", detail));
        }
        message.due_at = send_at;
        message.reason = None;
    }
    if let Some(channel) = change.channel {
        if db.payer(scope, request.id).await?.reached_by(channel).is_none() {
            let detail = "The payer has no number or address for this channel. Give one first.";
            return Err(OperationError::field("channel", "unreachable", detail));
        }
        message.channel = channel;
    }
    if (message.due_at, message.channel) == before {
        return Ok(message);
    }
    db.save_message(&message, None).await?;
    enqueue_message(db, context, &message).await?;
    let doer = Doer { user, ..Doer::default() };
    write_event(db, context, &mut request, EventType::MessageScheduled, snapshot(&message), &doer, now).await?;
    db.save_payment_request(&mut request).await?;
    Ok(message)
}
