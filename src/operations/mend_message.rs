//! What a person does about a message that did not arrive: corrects the address, takes another way, or notes that it is seen to.

use super::book::{Doer, write_event};
use super::check_draft::{DraftPayer, check_payer};
use super::may_write::refuse_unwelcome;
use super::plan_messages::{NewMessage, lock_message, plan_one, refuse_stopped};
use super::read_payment_request::home_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::event::EventType;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::message::Message;
use crate::domain::message::is_true;
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::scope::Scope;
use crate::store::Db;
use serde_json::json;

/// What is done about it.
#[derive(Clone, Debug)]
pub enum Mending {
    /// The number or address was wrong: this is the right one.
    Corrected(String),
    /// By the other way.
    OtherWay,
}

/// Sends the same again, to another address or by another way; once, however often it is wished for. What was lost is then seen to.
pub async fn mend_message(
    context: &Context,
    scope: Scope,
    id: MessageId,
    mending: Mending,
    user: UserId,
) -> Outcome<Message> {
    let country = home_of(context, scope).await?.country;
    let input = (context.clone(), country, scope, id, mending, user);
    let message = context
        .store
        .transact(input, |db, (context, country, scope, id, mending, user)| {
            Box::pin(mend(db, context, country, *scope, *id, mending, *user))
        })
        .await?;
    context.wake_workers();
    Ok(message)
}

async fn mend(
    db: &mut Db<'_>,
    context: &Context,
    country: &str,
    scope: Scope,
    id: MessageId,
    mending: &Mending,
    user: UserId,
) -> Outcome<Message> {
    let now = context.now();
    let (mut request, lost) = lock_message(db, scope, id).await?;
    if !lost.is_lost() || lost.purpose.is_answer() {
        return Err(OperationError::conflict("not_lost", "There is nothing to mend about this message."));
    }
    refuse_stopped(lost.purpose, request.status(now))?;
    if lost.purpose.is_answer() || !is_true(lost.purpose, &request, now) {
        let detail = "This message does not go with what has become of the request.";
        return Err(OperationError::conflict("wrong_purpose", detail));
    }
    let channel = match mending {
        Mending::Corrected(address) => {
            correct(db, context, country, &mut request, &lost, address, user).await?;
            lost.channel
        }
        Mending::OtherWay => lost.channel.other(),
    };
    let payer = db.payer(scope, request.id).await?;
    if payer.reached_by(channel).is_none() {
        return Err(OperationError::field("address", "required", "Enter the payer's number or address first."));
    }
    refuse_unwelcome(db, scope, &payer, channel).await.map_err(|error| error.about("address"))?;
    let step = format!("mended/{}/{channel}", lost.id);
    let new = NewMessage { step: step.clone(), purpose: lost.purpose, channel, due_at: now, user: Some(user) };
    let planned = plan_one(db, context, &mut request, new).await?;
    db.mark_message_handled(scope, lost.id, now).await?;
    db.save_payment_request(&mut request).await?;
    match planned {
        Some(message) => Ok(message),
        None => {
            let known = db.messages_of(scope, request.id).await?.into_iter().find(|message| message.step == step);
            known.ok_or(OperationError::Internal("a step that is taken has no message"))
        }
    }
}

/// The payer of the request gets the right number or address.
async fn correct(
    db: &mut Db<'_>,
    context: &Context,
    country: &str,
    request: &mut PaymentRequest,
    lost: &Message,
    address: &str,
    user: UserId,
) -> Outcome<()> {
    let (scope, channel) = (lost.scope, lost.channel);
    let payer = corrected(&db.payer(scope, request.id).await?, channel, address, country)?;
    let address = payer.reached_by(channel).unwrap_or_default();
    if db.is_bad_address(scope, channel, &db.address_hash(scope, channel, address)).await? {
        return Err(OperationError::field("address", "bad_address", "Nothing arrives there. Enter another one."));
    }
    if payer == db.payer(scope, request.id).await? {
        return Ok(());
    }
    db.save_payer(scope, request.id, &payer).await?;
    let doer = Doer { user: Some(user), ..Doer::default() };
    write_event(db, context, request, EventType::RequestUpdated, json!({}), &doer, context.now()).await
}

fn corrected(payer: &Payer, channel: Channel, address: &str, country: &str) -> Outcome<Payer> {
    let text = Some(address.trim().to_owned());
    let draft = match channel {
        Channel::Sms => DraftPayer { phone: text, ..DraftPayer::default() },
        Channel::Email => DraftPayer { email: text, ..DraftPayer::default() },
    };
    let read = check_payer(&draft, country).map_err(|faults| OperationError::Invalid(faults).about("address"))?;
    if read.reached_by(channel).is_none() {
        return Err(OperationError::field("address", "required", "Say which number or address."));
    }
    Ok(match channel {
        Channel::Sms => Payer { phone: read.phone, ..payer.clone() },
        Channel::Email => Payer { email: read.email, ..payer.clone() },
    })
}

/// Notes that somebody has seen to messages that did not arrive; tells how many that were.
pub async fn mark_handled(context: &Context, scope: Scope, ids: Vec<MessageId>) -> Outcome<usize> {
    context
        .store
        .transact((context.now(), scope, ids), |db, (now, scope, ids)| {
            Box::pin(async move {
                let mut marked = 0;
                for id in ids {
                    marked += usize::from(db.mark_message_handled(*scope, *id, *now).await?);
                }
                Ok::<_, OperationError>(marked)
            })
        })
        .await
}
