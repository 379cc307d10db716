//! What became of a message: the carrier's answer and its receipts, in any order and any number of times.

use super::book::{Doer, write_event};
use super::plan_messages::{NewMessage, lock_message, plan_one, snapshot};
use super::record_consent::{Saying, write_saying};
use super::{Context, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::event::EventType;
use crate::domain::message::{Message, MessageState, stopped_by};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::time::Timestamp;
use crate::messaging::channel::{Delivery, Reason, SendError, Taken};
use crate::store::Db;
use std::time::Duration;

/// After so long a message that a carrier would not take yet is no use any more.
pub(super) const TRY_FOR: Duration = Duration::from_secs(24 * 3600);
const SHORTEST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// A receipt may be that much faster than the answer to sending. Carriers give old references out again, so it is no more.
pub(super) const RECEIPT_AHEAD: Duration = Duration::from_secs(600);

/// Why a mail that was sent has not arrived: a mail server on the way tries on.
pub(super) const DELAYED: &str = "delayed";

/// What is told of a message.
pub(super) struct Told {
    pub state: MessageState,
    /// As a word.
    pub reason: Option<String>,
    /// In plain words.
    pub detail: Option<String>,
}

impl Told {
    /// That it is so far.
    pub(super) fn state(state: MessageState) -> Self {
        Self { state, reason: None, detail: None }
    }

    /// That a carrier would not take it as long as it was of use.
    pub(super) fn not_taken(detail: &str) -> Self {
        let (reason, detail) = (Some("not_taken".to_owned()), Some(detail.to_owned()));
        Self { state: MessageState::Failed, reason, detail }
    }

    /// That nobody knows whether it went out.
    pub(super) fn unconfirmed(detail: &str) -> Self {
        Self { detail: Some(detail.to_owned()), ..Self::state(MessageState::Unconfirmed) }
    }
}

/// What a carrier's answer says of a message.
pub(super) enum Answered<'a> {
    /// How far it is.
    Told(Told),
    /// Nothing: it was not taken, for a reason that will pass, and may be offered again after that long.
    NotYet(&'a str, Option<Duration>),
}

impl<'a> Answered<'a> {
    /// `undecided`: nothing else was heard of the message meanwhile.
    pub(super) fn of(answer: &'a Result<Taken, SendError>, undecided: bool) -> Self {
        match answer {
            Ok(taken) => Self::Told(Told::state(state_of(taken.status))),
            // A refused account has to be mended, which says nothing about the message.
            Err(SendError::Refused { detail, reason: Reason::Credentials, .. }) if undecided => {
                Self::NotYet(detail, None)
            }
            Err(SendError::NotNow { detail, retry_after }) => Self::NotYet(detail, *retry_after),
            Err(SendError::Unknown { detail }) => Self::Told(Told::unconfirmed(detail)),
            Err(SendError::Refused { code, detail, reason }) => Self::Told(Told {
                state: MessageState::Failed,
                reason: Some(reason.word().to_owned()),
                detail: Some(format!("{detail} ({code})")),
            }),
        }
    }
}

/// A carrier's word for how far a message is, as a state.
pub(super) fn state_of(delivery: Delivery) -> MessageState {
    match delivery {
        Delivery::Queued | Delivery::Sent | Delivery::Delayed => MessageState::Sent,
        Delivery::Failed => MessageState::Failed,
        Delivery::Bounced { .. } => MessageState::Bounced,
        Delivery::Delivered => MessageState::Delivered,
    }
}

/// What the carrier answered. `Some`: try again then.
pub(super) async fn settle(
    db: &mut Db<'_>,
    context: &Context,
    handed_over: &Message,
    answer: &Result<Taken, SendError>,
) -> Outcome<Option<Timestamp>> {
    let now = context.now();
    let (mut request, mut message) = lock_message(db, handed_over.scope, handed_over.id).await?;
    // Otherwise a receipt came first, or the lease ran out: then only what says more counts.
    let undecided = message.state == MessageState::Sending;
    message.lease_until = None;
    if let Ok(taken) = answer {
        message.reference = taken.reference.clone().or(message.reference);
        message.parts = taken.parts.map(i64::from).or(message.parts);
        message.sent_at = message.sent_at.or(Some(now));
    }
    let told = match Answered::of(answer, undecided) {
        Answered::NotYet(detail, retry_after) if undecided => {
            return wait(db, context, &mut request, message, detail, retry_after).await;
        }
        Answered::NotYet(..) => return Ok(None),
        Answered::Told(told) => told,
    };
    if !learn(db, context, &mut request, &mut message, told, now).await? {
        save(db, &message).await?;
    }
    if let (Some(account), Some(reference)) = (message.account, message.reference.clone()) {
        let since = now.minus(RECEIPT_AHEAD);
        for (state, reason) in db.take_early_receipts(account, &reference, message.id, since).await? {
            let told = Told { reason, ..Told::state(state) };
            learn(db, context, &mut request, &mut message, told, now).await?;
        }
    }
    fallback_at(db, &message).await
}

/// It was not sent, and is tried again as long as it is of use. `Some`: then.
async fn wait(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    mut message: Message,
    detail: &str,
    retry_after: Option<Duration>,
) -> Outcome<Option<Timestamp>> {
    let now = context.now();
    if now >= message.due_at.plus(TRY_FOR) {
        let told = Told::not_taken(detail);
        learn(db, context, request, &mut message, told, now).await?;
        return Ok(None);
    }
    message.state = MessageState::Scheduled;
    message.detail = Some(detail.to_owned());
    save(db, &message).await?;
    Ok(Some(next_try(context, message.tries, retry_after)))
}

/// When a carrier is asked again that would not take a message yet.
pub(super) fn next_try(context: &Context, tries: i64, retry_after: Option<Duration>) -> Timestamp {
    let pause = SHORTEST_PAUSE.saturating_mul(1 << tries.clamp(0, 10)).min(LONGEST_PAUSE);
    context.now().plus(retry_after.unwrap_or_else(|| context.random.jitter(pause)))
}

/// Writes down what was told, with all that follows from it. `false`: it is no news, because a message only climbs.
pub(super) async fn learn(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    message: &mut Message,
    told: Told,
    now: Timestamp,
) -> Outcome<bool> {
    let bad_address = |reason: &Option<String>| reason.as_deref() == Some(Reason::BadAddress.word());
    let firmer = told.state == message.state && bad_address(&told.reason) && !bad_address(&message.reason);
    if !told.state.overrules(message.state) && !firmer {
        return note_delay(db, message, told).await;
    }
    let refused = message.state == MessageState::Sending && told.state == MessageState::Failed;
    message.state = told.state;
    message.reason = told.reason;
    message.detail = told.detail;
    message.lease_until = None;
    if !refused {
        message.sent_at = message.sent_at.or(Some(now));
    }
    if matches!(told.state, MessageState::Delivered | MessageState::Failed | MessageState::Bounced) {
        message.finished_at = Some(now);
    }
    save(db, message).await?;
    if message.reason.as_deref() == Some(Reason::OptedOut.word()) {
        note_opt_out(db, context, message).await?;
    }
    if let Some(kind) = event_of(message.state) {
        tell(db, context, request, kind, message, now).await?;
    }
    fall_back(db, context, request, message, now).await?;
    Ok(true)
}

/// A mail is still on its way, for a reason that is worth knowing. `false`: it is no news.
async fn note_delay(db: &mut Db<'_>, message: &mut Message, told: Told) -> Outcome<bool> {
    let is_news = told.state == message.state && told.reason.as_deref() == Some(DELAYED) && message.reason.is_none();
    if is_news {
        message.reason = told.reason;
        message.detail = told.detail;
        save(db, message).await?;
    }
    Ok(is_news)
}

/// What happened when a message has come to a state.
fn event_of(state: MessageState) -> Option<EventType> {
    match state {
        MessageState::Sent | MessageState::Unconfirmed => Some(EventType::MessageSent),
        MessageState::Delivered => Some(EventType::MessageDelivered),
        MessageState::Failed => Some(EventType::MessageFailed),
        MessageState::Bounced => Some(EventType::MessageBounced),
        MessageState::Skipped | MessageState::Held => Some(EventType::MessageSkipped),
        MessageState::Scheduled | MessageState::Sending => None,
    }
}

async fn save(db: &mut Db<'_>, message: &Message) -> Outcome<()> {
    let hash = message.letter.as_ref().map(|letter| db.address_hash(message.scope, message.channel, &letter.to));
    db.save_message(message, hash.as_deref()).await?;
    Ok(())
}

pub(super) async fn tell(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    kind: EventType,
    message: &Message,
    now: Timestamp,
) -> Outcome<()> {
    write_event(db, context, request, kind, snapshot(message), &Doer::default(), now).await?;
    db.save_payment_request(request).await?;
    Ok(())
}

async fn note_opt_out(db: &mut Db<'_>, context: &Context, message: &Message) -> Outcome<()> {
    let Some(letter) = &message.letter else { return Ok(()) };
    let saying = Saying::no_more(message.channel, &letter.to, ConsentSource::Carrier);
    write_saying(db, context, message.scope, &saying).await?;
    Ok(())
}

const FALLBACK: &str = "/fallback";

/// What did not arrive on one channel goes out on the other, once, where the payer has an address there and is not written the same to
/// it anyway.
async fn fall_back(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    message: &Message,
    now: Timestamp,
) -> Outcome<()> {
    let lost = matches!(message.state, MessageState::Failed | MessageState::Bounced);
    let opted_out = message.reason.as_deref() == Some(Reason::OptedOut.word());
    if lost && !opted_out && db.message_settings(message.scope).await?.fallback {
        send_otherwise(db, context, request, message, now).await?;
    }
    Ok(())
}

/// When an SMS that nobody has confirmed goes out by mail instead; `None`: never. Mails have no receipts, so there it means nothing.
async fn fallback_at(db: &mut Db<'_>, message: &Message) -> Outcome<Option<Timestamp>> {
    let unheard = matches!(message.state, MessageState::Sent | MessageState::Unconfirmed);
    if message.channel != Channel::Sms || !unheard || message.step.ends_with(FALLBACK) {
        return Ok(None);
    }
    let settings = db.message_settings(message.scope).await?;
    let minutes = settings.fallback_after_minutes.and_then(|minutes| u64::try_from(minutes).ok());
    let minutes = minutes.filter(|_| settings.fallback);
    Ok(minutes.map(|minutes| message.sent_at.unwrap_or(message.due_at).plus(Duration::from_secs(minutes * 60))))
}

/// Sends by mail what is still not known to have arrived by SMS when its time is over. `Some`: it is not over before then.
pub(super) async fn fall_back_in_time(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    message: &Message,
    now: Timestamp,
) -> Outcome<Option<Timestamp>> {
    match fallback_at(db, message).await? {
        Some(at) if now < at => Ok(Some(at)),
        Some(_) => send_otherwise(db, context, request, message, now).await.map(|_| None),
        None => Ok(None),
    }
}

/// Sends it on the other channel instead, where that is possible. `false`: it says the same nowhere else.
pub(super) async fn send_otherwise(
    db: &mut Db<'_>,
    context: &Context,
    request: &mut PaymentRequest,
    message: &Message,
    now: Timestamp,
) -> Outcome<bool> {
    let stopped = stopped_by(message.purpose, request.status(now)).is_some();
    // An answer goes where the question came from.
    if stopped || message.purpose.is_answer() || message.step.ends_with(FALLBACK) {
        return Ok(false);
    }
    let channel = message.channel.other();
    if db.payer(message.scope, request.id).await?.reached_by(channel).is_none() {
        return Ok(false);
    }
    let is_the_same = |other: &&Message| other.purpose == message.purpose && other.channel == channel;
    let messages = db.messages_of(message.scope, request.id).await?;
    let same: Vec<&Message> = messages.iter().filter(is_the_same).collect();
    if !same.is_empty() {
        return Ok(same.iter().any(|other| other.state != MessageState::Skipped && !other.is_lost()));
    }
    let new = NewMessage {
        step: format!("{}{FALLBACK}", message.step),
        purpose: message.purpose,
        channel,
        due_at: now,
        user: message.requested_by,
    };
    let is_planned = plan_one(db, context, request, new).await?.is_some();
    if is_planned {
        db.save_payment_request(request).await?;
    }
    Ok(is_planned)
}
