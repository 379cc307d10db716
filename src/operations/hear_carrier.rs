//! What carriers tell by themselves: receipts, bounces, and what payers write. It is stored before it is answered.

use super::book::{Doer, write_event};
use super::plan_messages::{NewMessage, plan_one};
use super::record_consent::{Saying, address_hash, check_address, write_saying};
use super::send_message::{climb, fall_back, news, note_opt_out, save, state_of, tell};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::event::EventType;
use crate::domain::ids::{FactId, InboundMessageId, MessageAccountId, MessageId};
use crate::domain::inbound_message::{InboundLetter, InboundMeaning, InboundMessage};
use crate::domain::message::MessageState;
use crate::domain::message_account::MessageAccount;
use crate::domain::purpose::Purpose;
use crate::domain::time::Timestamp;
use crate::messaging::callback::{Callback, CallbackAnswer};
use crate::messaging::channel::{Delivery, Heard, Reason};
use crate::messaging::keywords::{Meaning, meaning};
use crate::store::Db;
use crate::store::message::NewMessageFact;
use serde_json::json;
use sha2::{Digest, Sha256};

/// A call of a carrier, as it came in.
#[derive(Clone, Debug)]
pub struct CarrierCall {
    /// "GET", "POST".
    pub method: String,
    /// The full public URL, as the carrier called it, with its query.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As it came.
    pub body: Vec<u8>,
}

/// Verifies, reads and stores a call of a carrier to an account. A call that proves nothing is `Forbidden`.
pub async fn receive_callback(
    context: &Context,
    account: MessageAccountId,
    call: CarrierCall,
) -> Outcome<CallbackAnswer> {
    let call = &Callback { method: &call.method, url: &call.url, headers: &call.headers, body: &call.body };
    let account = context.store.read().await?.db().message_account(account).await?.ok_or(OperationError::NotFound)?;
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::NotFound)?;
    let heard = carrier.read_callback(&account, call).map_err(|_| OperationError::Forbidden)?;
    for one in heard {
        hear(context, &account, one, call.body).await?;
    }
    Ok(carrier.callback_answer(&account, call))
}

/// Stores one thing that a carrier told and carries out what it means, once.
pub async fn hear(context: &Context, account: &MessageAccount, heard: Heard, body: &[u8]) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), account.clone(), heard, body.to_vec()), |db, (context, account, heard, body)| {
            Box::pin(write(db, context, account, heard, body))
        })
        .await?;
    context.wake_workers();
    Ok(())
}

/// What is told of a message of ours.
struct Told {
    state: MessageState,
    reason: Option<String>,
    detail: Option<String>,
}

async fn write(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    heard: &Heard,
    body: &[u8],
) -> Outcome<()> {
    let now = context.now();
    let (message, reference, told) = match heard {
        Heard::Receipt { reference, message, delivery, code, detail, .. } => {
            let lost = matches!(delivery, Delivery::Failed | Delivery::Bounced { .. });
            let told = Told {
                state: state_of(*delivery),
                reason: lost.then(|| code.clone()).flatten(),
                detail: lost.then(|| detail.clone()).flatten(),
            };
            (*message, reference.as_deref(), Some(told))
        }
        Heard::Bounce { message, hard, detail, .. } => {
            let reason = if *hard { Reason::BadAddress.word() } else { "soft_bounce" };
            let told = Told { state: MessageState::Bounced, reason: Some(reason.to_owned()), detail: detail.clone() };
            (*message, None, Some(told))
        }
        Heard::Inbound { message, .. } => (*message, None, None),
        Heard::AutoReply { .. } => return Ok(()),
    };
    let known = db.message_of_account(account.id, message, reference).await?;
    let fact = NewMessageFact {
        scope: account.scope,
        id: FactId(context.random.uuid(now)),
        account: account.id,
        // Two texts of the same words are two, unless the carrier's own id of them is the same.
        key: &fact_key(context, heard, now),
        message: known.as_ref().map(|message| message.id),
        body,
        received_at: now,
    };
    if !db.insert_message_fact(&fact).await? {
        return Ok(());
    }
    match (told, heard, known) {
        (Some(told), _, Some(known)) => learn(db, context, account, known.id, told, now).await,
        (Some(_), _, None) => {
            tracing::warn!(account = %account.id, "a receipt for no message of ours");
            Ok(())
        }
        (None, Heard::Inbound { from, to, text, opt_out_handled_by_carrier, .. }, _) => {
            let letter = InboundLetter { from: from.clone(), to: to.clone(), text: text.clone() };
            take_in(db, context, account, letter, *opt_out_handled_by_carrier, now).await
        }
        (None, Heard::Receipt { .. } | Heard::Bounce { .. } | Heard::AutoReply { .. }, _) => Ok(()),
    }
}

fn fact_key(context: &Context, heard: &Heard, now: Timestamp) -> Vec<u8> {
    let text = match heard {
        Heard::Inbound { reference: Some(reference), .. } => format!("inbound {reference}"),
        Heard::Inbound { reference: None, .. } => format!("inbound {}", context.random.uuid(now)),
        other => format!("{other:?}"),
    };
    Sha256::digest(text).to_vec()
}

async fn learn(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    id: MessageId,
    told: Told,
    now: Timestamp,
) -> Outcome<()> {
    let known = db.message(account.scope, id).await?.ok_or(OperationError::NotFound)?;
    let request = db.lock_payment_request(account.scope, known.payment_request).await?;
    let mut request = request.ok_or(OperationError::NotFound)?;
    let mut message = db.message(account.scope, id).await?.ok_or(OperationError::NotFound)?;
    let before = message.state;
    climb(&mut message, told.state, now);
    if message.state == before {
        return Ok(());
    }
    message.lease_until = None;
    message.sent_at = message.sent_at.or(Some(now));
    message.reason = told.reason;
    message.detail = told.detail;
    save(db, &message).await?;
    if message.reason.as_deref() == Some(Reason::OptedOut.word()) {
        note_opt_out(db, context, &message).await?;
    }
    if let Some(kind) = news(before, message.state) {
        tell(db, context, &mut request, kind, &message, now).await?;
    }
    fall_back(db, context, &mut request, &message, now).await
}

/// Somebody writes to us. STOP, START and HELP are understood; all else is for a person.
async fn take_in(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    letter: InboundLetter,
    handled_by_carrier: bool,
    now: Timestamp,
) -> Outcome<()> {
    let (scope, channel) = (account.scope, account.channel);
    let meaning = match meaning(&letter.text) {
        Meaning::Stop => InboundMeaning::Stop,
        Meaning::Start => InboundMeaning::Start,
        Meaning::Help => InboundMeaning::Help,
        Meaning::MaybeStop => InboundMeaning::MaybeStop,
        Meaning::Reply => InboundMeaning::Reply,
    };
    // A number that cannot be read cannot be written to either; what it says is kept all the same.
    let address = check_address(channel, &letter.from).unwrap_or_else(|_| letter.from.clone());
    let hash = address_hash(scope, channel, &address);
    let request = db.request_written_about(scope, channel, &hash).await?;
    let inbound = InboundMessage {
        scope,
        id: InboundMessageId(context.random.uuid(now)),
        account: account.id,
        channel,
        letter,
        meaning,
        payment_request: request,
        received_at: now,
        read_at: None,
    };
    db.insert_inbound(&inbound, &hash).await?;
    let was_out = db.latest_consent(scope, channel, &hash).await?.is_some_and(|latest| !latest.given);
    if matches!(meaning, InboundMeaning::Stop | InboundMeaning::Start) && check_address(channel, &address).is_ok() {
        let saying = Saying {
            given: meaning == InboundMeaning::Start,
            evidence: Some(inbound.letter.text.clone()),
            ..Saying::no_more(channel, &address, ConsentSource::Keyword)
        };
        write_saying(db, context, scope, &saying).await?;
    }
    let Some(request) = request else { return Ok(()) };
    let request = db.lock_payment_request(scope, request).await?;
    let mut request = request.ok_or(OperationError::NotFound)?;
    let about = json!({ "reply": { "id": inbound.id, "channel": channel, "meaning": meaning } });
    write_event(db, context, &mut request, EventType::MessageReplied, about, &Doer::default(), now).await?;
    let answer = match meaning {
        // The end is confirmed once, not to somebody who says it twice.
        InboundMeaning::Stop if !was_out => Some(Purpose::OptOutConfirmed),
        InboundMeaning::Help => Some(Purpose::Help),
        InboundMeaning::Stop | InboundMeaning::Start | InboundMeaning::MaybeStop | InboundMeaning::Reply => None,
    };
    // Carriers that answer these words themselves leave nothing to say, and mail needs no receipt for every word.
    if let Some(purpose) = answer.filter(|_| !handled_by_carrier && channel == Channel::Sms) {
        let step = format!("answer/{}", inbound.id);
        plan_one(db, context, &mut request, NewMessage { step, purpose, channel, due_at: now, user: None }).await?;
    }
    db.save_payment_request(&mut request).await?;
    Ok(())
}
