//! What carriers tell by themselves: receipts, bounces, and what payers write. It is stored before it is answered.

use super::book::{Doer, write_event};
use super::plan_messages::{NewMessage, lock_message, plan_one};
use super::record_consent::{Saying, address_hash, check_address, write_and_tell};
use super::send_direct::learn_of_direct;
use super::settle_message::{Told, learn, state_of};
use super::sign_up::{OwnMeaning, own_meaning, sign_up_by_word};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::direct_message::DirectMessage;
use crate::domain::event::EventType;
use crate::domain::ids::{FactId, InboundMessageId, MessageAccountId, MessageId};
use crate::domain::inbound_message::{InboundLetter, InboundMeaning, InboundMessage};
use crate::domain::message::MessageState;
use crate::domain::message_account::MessageAccount;
use crate::domain::purpose::Purpose;
use crate::messaging::callback::{Callback, CallbackAnswer};
use crate::messaging::channel::{Delivery, Heard, Reason};
use crate::messaging::keywords::meaning;
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
    match heard {
        Heard::Receipt { reference, message, delivery, code, detail, .. } => {
            let lost = matches!(delivery, Delivery::Failed | Delivery::Bounced { .. });
            let (reason, detail) = if lost { (code, detail) } else { (None, None) };
            let about = About { message, reference, state: state_of(delivery), reason, detail };
            learn_about(context, account, about, body).await?;
        }
        Heard::Bounce { message, hard, detail, .. } => {
            let reason = if hard { Reason::BadAddress.word() } else { "soft_bounce" };
            let reason = Some(reason.to_owned());
            let about = About { message, reference: None, state: MessageState::Bounced, reason, detail };
            learn_about(context, account, about, body).await?;
        }
        Heard::Inbound { from, to, text, reference, opt_out_handled_by_carrier, .. } => {
            let written = Written { letter: InboundLetter { from, to, text }, reference, opt_out_handled_by_carrier };
            context
                .store
                .transact(
                    (context.clone(), account.clone(), written, body.to_vec()),
                    |db, (context, account, written, body)| Box::pin(take_in(db, context, account, written, body)),
                )
                .await?;
        }
        Heard::AutoReply { .. } => {}
    }
    context.wake_workers();
    Ok(())
}

/// What is told of a message.
#[derive(Clone)]
struct About {
    message: Option<MessageId>,
    reference: Option<String>,
    state: MessageState,
    reason: Option<String>,
    detail: Option<String>,
}

async fn learn_about(context: &Context, account: &MessageAccount, about: About, body: &[u8]) -> Outcome<()> {
    let matched = write_about(context, account, &about, body).await?;
    // The answer that tells its reference may have been written down meanwhile.
    if !matched
        && context
            .store
            .read()
            .await?
            .db()
            .message_of_account(account.id, about.message, about.reference.as_deref())
            .await?
            .is_some()
    {
        write_about(context, account, &about, body).await?;
    }
    Ok(())
}

/// `false`: it is of no message that is known so far. Then it is kept until one is.
async fn write_about(context: &Context, account: &MessageAccount, about: &About, body: &[u8]) -> Outcome<bool> {
    let input = (context.clone(), account.clone(), about.clone(), body.to_vec());
    context
        .store
        .transact(input, |db, (context, account, about, body)| {
            Box::pin(async move {
                let now = context.now();
                let reference = about.reference.as_deref();
                let known = db.message_of_account(account.id, about.message, reference).await?;
                // Carriers give old references out again: a repeat is one about the same message only.
                let subject = known.as_ref().map_or_else(|| context.random.uuid(now), |message| message.id.0);
                let key = Sha256::digest(format!("{subject} {} {:?}", about.state.word(), about.reason));
                let direct = if known.is_none() { direct_of(db, account, about).await? } else { None };
                let fact = NewMessageFact {
                    // By which it is forgotten with its person; messages about requests are found by their own.
                    address_hash: direct.as_ref().map(|direct| direct.address_hash.as_slice()),
                    reference,
                    state: Some(about.state),
                    reason: about.reason.as_deref(),
                    ..new_fact(context, account, &key, known.as_ref().map(|message| message.id), body)
                };
                let is_fresh = db.insert_message_fact(&fact).await?;
                if known.is_none() {
                    let (reason, detail) = (about.reason.as_deref(), about.detail.as_deref());
                    return learn_of_direct(db, direct, about.state, reason, detail).await;
                }
                let is_matched = known.is_some();
                let Some(known) = known.filter(|_| is_fresh) else { return Ok(is_matched) };
                let (mut request, mut message) = lock_message(db, account.scope, known.id).await?;
                let told = Told { state: about.state, reason: about.reason.clone(), detail: about.detail.clone() };
                learn(db, context, &mut request, &mut message, told, now).await?;
                Ok::<_, OperationError>(true)
            })
        })
        .await
}

/// The message without a request that a receipt is about.
async fn direct_of(db: &mut Db<'_>, account: &MessageAccount, about: &About) -> Outcome<Option<DirectMessage>> {
    let by_id = match about.message {
        Some(id) => db.lock_direct(account.scope, id).await?,
        None => None,
    };
    let known = match (by_id, &about.reference) {
        (Some(known), _) => Some(known),
        (None, Some(reference)) => db.direct_by_reference(account.id, reference).await?,
        (None, None) => None,
    };
    Ok(known.filter(|known| known.account == Some(account.id)))
}

fn new_fact<'a>(
    context: &Context,
    account: &MessageAccount,
    key: &'a [u8],
    message: Option<MessageId>,
    body: &'a [u8],
) -> NewMessageFact<'a> {
    let now = context.now();
    NewMessageFact {
        scope: account.scope,
        id: FactId(context.random.uuid(now)),
        account: account.id,
        key,
        message,
        reference: None,
        state: None,
        reason: None,
        address_hash: None,
        body,
        received_at: now,
    }
}

/// What somebody wrote to us.
#[derive(Clone)]
struct Written {
    letter: InboundLetter,
    reference: Option<String>,
    opt_out_handled_by_carrier: bool,
}

/// Somebody writes to us. STOP, START and HELP are understood; all else is for a person.
async fn take_in(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    written: &Written,
    body: &[u8],
) -> Outcome<()> {
    let now = context.now();
    // Without an id of the carrier's two texts of the same words are two.
    let key = match &written.reference {
        Some(reference) => format!("inbound {reference}"),
        None => format!("inbound {}", context.random.uuid(now)),
    };
    let letter = written.letter.clone();
    let (scope, channel) = (account.scope, account.channel);
    // A number that cannot be read cannot be written to either; what it says is kept all the same.
    let address = check_address(channel, &letter.from).unwrap_or_else(|_| letter.from.clone());
    let hash = address_hash(scope, channel, &address);
    let key = Sha256::digest(key);
    let fact = NewMessageFact { address_hash: Some(&hash), ..new_fact(context, account, &key, None, body) };
    if !db.insert_message_fact(&fact).await? {
        return Ok(());
    }
    let own = own_meaning(db, context, scope, channel, &hash, &letter.text).await?;
    let meaning = if own == OwnMeaning::Nothing { meaning(&letter.text) } else { InboundMeaning::Start };
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
        let said = &inbound.letter.text;
        if own == OwnMeaning::Nothing {
            let saying = Saying {
                given: meaning == InboundMeaning::Start,
                evidence: Some(said.clone()),
                ..Saying::no_more(channel, &address, ConsentSource::Keyword)
            };
            write_and_tell(db, context, scope, &saying, None).await?;
        } else {
            sign_up_by_word(db, context, scope, (channel, &address, &hash), said, own).await?;
        }
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
    if let Some(purpose) = answer.filter(|_| !written.opt_out_handled_by_carrier && channel == Channel::Sms) {
        let step = format!("answer/{}", inbound.id);
        plan_one(db, context, &mut request, NewMessage { step, purpose, channel, due_at: now, user: None }).await?;
    }
    db.save_payment_request(&mut request).await?;
    Ok(())
}
