//! Messages that belong to no payment request: made with their text, sent at most once, like all others.

use super::book::{enqueue_in, kinds};
use super::hand_over::{Decided, hand_over};
use super::judge_message::held_because;
use super::manage_profiles::profile_of;
use super::send_message::lease;
use super::sending_account::{answering_account, is_house_account};
use super::settle_message::{Answered, RECEIPT_AHEAD, TRY_FOR, Told, next_try};
use super::write_message::callback_url;
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::direct_message::{DirectMessage, DirectPurpose};
use crate::domain::ids::MessageId;
use crate::domain::language::Language;
use crate::domain::message::{Letter, MessageState, WhyNot};
use crate::domain::message_account::MessageAccount;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::messaging::channel::{Outgoing, SendError, Taken};
use crate::messaging::segments::normalise;
use crate::messaging::sign_up::{SignUpFacts, sign_up_text};
use crate::store::Db;
use std::time::Duration;

/// Whoever has just signed up waits for it; later it would only be strange.
const WORTH_DELIVERING: Duration = Duration::from_secs(24 * 3600);

/// What is to be said to whom.
pub(super) struct NewDirect<'a> {
    pub purpose: DirectPurpose,
    pub channel: Channel,
    /// What heard the wish, where it came as a message.
    pub heard: Option<&'a MessageAccount>,
    pub language: Language,
    /// A number in E.164, or a mail address.
    pub to: &'a str,
    pub address_hash: &'a [u8],
    /// Where it is confirmed; empty in what needs no confirmation.
    pub link: &'a str,
}

/// Words a message, writes it and its job.
pub(super) async fn write_direct(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    new: NewDirect<'_>,
) -> Outcome<MessageId> {
    let now = context.now();
    let heard = new.heard.map(|account| account.id);
    let profile = profile_of(db, scope, new.heard.and_then(|account| account.profile)).await?;
    let account = answering_account(db, context, &profile, new.channel, heard).await?;
    let facts = SignUpFacts {
        merchant: &profile.display_name,
        link: new.link,
        can_reply: account.as_ref().map(|account| account.sender.can_reply),
    };
    let written = sign_up_text(new.purpose, new.channel, new.language, facts);
    let sender = account.as_ref().map(|account| &account.sender);
    let letter = Letter {
        to: new.to.to_owned(),
        from: sender.map(|sender| sender.name.clone().unwrap_or_else(|| sender.address.clone())),
        subject: written.subject,
        text: if new.channel == Channel::Sms { normalise(&written.text) } else { written.text },
        language: new.language.tag().to_owned(),
        wording: None,
    };
    let message = DirectMessage {
        scope,
        id: MessageId(context.random.uuid(now)),
        purpose: new.purpose,
        channel: new.channel,
        state: MessageState::Scheduled,
        reason: None,
        detail: None,
        letter: Some(letter),
        address_hash: new.address_hash.to_vec(),
        account: heard,
        reference: None,
        tries: 0,
        lease_until: None,
        created_at: now,
        sent_at: None,
    };
    db.insert_direct(&message).await?;
    let lane = kinds::lane_of(message.channel);
    enqueue_in(db, context, lane, scope, kinds::SEND_DIRECT, message.id.0, now).await?;
    Ok(message.id)
}

/// One step of sending it. `Some`: the next step is then.
pub async fn send_direct(context: &Context, scope: Scope, id: MessageId) -> Outcome<Option<Timestamp>> {
    let decided = context
        .store
        .transact((context.clone(), scope, id), |db, (context, scope, id)| Box::pin(decide(db, context, *scope, *id)))
        .await?;
    let (message, account, outgoing) = match decided {
        Decided::Nothing => return Ok(None),
        Decided::Later(at) => return Ok(Some(at)),
        Decided::HandOver(all) => *all,
    };
    let answer = hand_over(context, message.id, &account, &outgoing).await?;
    context
        .store
        .transact((context.clone(), message, answer), |db, (context, message, answer)| {
            Box::pin(settle(db, context, message, answer))
        })
        .await
}

async fn decide(db: &mut Db<'_>, context: &Context, scope: Scope, id: MessageId) -> Outcome<Decided<DirectMessage>> {
    let now = context.now();
    let mut message = db.lock_direct(scope, id).await?.ok_or(OperationError::NotFound)?;
    if message.state == MessageState::Sending {
        if let Some(until) = message.lease_until.filter(|until| now < *until) {
            return Ok(Decided::Later(until));
        }
        message.state = MessageState::Unconfirmed;
        message.detail = Some("Sending was interrupted. It may have arrived, so it is not sent again.".to_owned());
        message.lease_until = None;
        db.save_direct(&message).await?;
        return Ok(Decided::Nothing);
    }
    let (MessageState::Scheduled, Some(letter)) = (message.state, message.letter.clone()) else {
        return Ok(Decided::Nothing);
    };
    let settings = db.message_settings(scope).await?;
    let profile = profile_of(db, scope, None).await?;
    let account = answering_account(db, context, &profile, message.channel, message.account).await?;
    let (state, why) = match refused_because(db, &message).await? {
        Some(why) => (MessageState::Skipped, Some(why)),
        None => (MessageState::Held, held_because(scope, &settings, account.is_some(), &letter.to)),
    };
    let (Some(account), None) = (account, why) else {
        (message.state, message.account) = (state, None);
        message.reason = why.map(|why| why.word().to_owned());
        db.save_direct(&message).await?;
        return Ok(Decided::Nothing);
    };
    message.state = MessageState::Sending;
    message.tries += 1;
    message.lease_until = Some(now.plus(lease(message.channel)));
    message.account = Some(account.id).filter(|_| !is_house_account(&account));
    db.save_direct(&message).await?;
    let outgoing = outgoing(context, &message, &account, letter, now);
    Ok(Decided::HandOver(Box::new((message, account, outgoing))))
}

/// Who wants nothing more, or is not there, is not asked either.
async fn refused_because(db: &mut Db<'_>, message: &DirectMessage) -> Outcome<Option<WhyNot>> {
    let (scope, channel, hash) = (message.scope, message.channel, &message.address_hash);
    if db.latest_consent(scope, channel, hash).await?.is_some_and(|said| !said.given) {
        return Ok(Some(WhyNot::OptedOut));
    }
    Ok(db.is_bad_address(scope, channel, hash).await?.then_some(WhyNot::BadAddress))
}

fn outgoing(
    context: &Context,
    message: &DirectMessage,
    account: &MessageAccount,
    letter: Letter,
    now: Timestamp,
) -> Outgoing {
    Outgoing {
        id: message.id,
        to: letter.to,
        from: (&account.sender).into(),
        subject: letter.subject,
        text: letter.text,
        html: None,
        attachments: Vec::new(),
        status_url: Some(callback_url(origin_text(&context.config.public_url), account)),
        unsubscribe_url: None,
        return_path: None,
        valid_for: WORTH_DELIVERING,
        at: now,
    }
}

/// What the carrier answered. `Some`: try again then.
async fn settle(
    db: &mut Db<'_>,
    context: &Context,
    handed_over: &DirectMessage,
    answer: &Result<Taken, SendError>,
) -> Outcome<Option<Timestamp>> {
    let now = context.now();
    let Some(mut message) = db.lock_direct(handed_over.scope, handed_over.id).await? else { return Ok(None) };
    let undecided = message.state == MessageState::Sending;
    message.lease_until = None;
    if let Ok(taken) = answer {
        message.reference = taken.reference.clone();
        message.sent_at = message.sent_at.or(Some(now));
    }
    let mut next = None;
    let told = match Answered::of(answer, undecided) {
        Answered::Told(told) => Some(told),
        Answered::NotYet(..) if !undecided => None,
        Answered::NotYet(detail, _) if now >= message.created_at.plus(TRY_FOR) => Some(Told::not_taken(detail)),
        Answered::NotYet(detail, retry_after) => {
            message.state = MessageState::Scheduled;
            message.detail = Some(detail.to_owned());
            next = Some(next_try(context, message.tries, retry_after));
            None
        }
    };
    if let Some(told) = told.filter(|told| told.state.overrules(message.state)) {
        (message.state, message.reason, message.detail) = (told.state, told.reason, told.detail);
    }
    db.save_direct(&message).await?;
    if let (Some(account), Some(reference)) = (message.account, message.reference.clone()) {
        let early = db.take_early_receipts(account, &reference, message.id, now.minus(RECEIPT_AHEAD)).await?;
        for (state, reason) in early {
            learn_of_direct(db, Some(message.clone()), state, reason.as_deref(), None).await?;
        }
    }
    Ok(next)
}

/// What a carrier told later. `false`: it is of no such message.
pub(super) async fn learn_of_direct(
    db: &mut Db<'_>,
    known: Option<DirectMessage>,
    state: MessageState,
    reason: Option<&str>,
    detail: Option<&str>,
) -> Outcome<bool> {
    let Some(known) = known else { return Ok(false) };
    let Some(mut message) = db.lock_direct(known.scope, known.id).await? else { return Ok(false) };
    if state.overrules(message.state) {
        message.state = state;
        message.reason = reason.map(str::to_owned);
        message.detail = detail.map(str::to_owned);
        message.lease_until = None;
        db.save_direct(&message).await?;
    }
    Ok(true)
}
