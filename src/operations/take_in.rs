//! What somebody wrote to us becomes a message of the inbox. STOP, START and HELP are understood; all else is for a person.

use super::book::{Doer, enqueue_in, kinds, write_event};
use super::hear_carrier::new_fact;
use super::plan_messages::{NewMessage, plan_one};
use super::record_consent::{Saying, check_address, write_and_tell};
use super::sign_up::{OwnMeaning, own_meaning, sign_up_by_word};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{ConsentSource, same_address};
use crate::domain::event::EventType;
use crate::domain::ids::{ConversationId, InboundMessageId, MessageId, PaymentRequestId};
use crate::domain::inbound_message::{InboundLetter, InboundMeaning, InboundMessage};
use crate::domain::message_account::MessageAccount;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::messaging::channel::Part;
use crate::messaging::email::quoted::own_words;
use crate::messaging::keywords::{meaning, meaning_of_mail};
use crate::store::Db;
use crate::store::inbound_parts::{InboundParts, PartialLetter};
use crate::store::message::NewMessageFact;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// So long is waited for the missing parts of a long text; then what is there is shown.
const PATIENCE_WITH_PARTS: Duration = Duration::from_secs(180);
/// Phones count their long texts up to 255 and begin again: after that long the same number is another text.
const NUMBER_GIVEN_OUT_AGAIN: Duration = Duration::from_secs(3600);
/// So long the same word of an address to one of our numbers is not answered again: each answer is paid for.
const ANSWERED_ONCE_IN: Duration = Duration::from_secs(3600);
/// Stands where a part is missing.
const GAP: &str = " […] ";

/// What somebody wrote to us.
#[derive(Clone)]
pub(super) struct Written {
    pub letter: InboundLetter,
    pub reference: Option<String>,
    /// Ours that it answers, by its own word.
    pub answers: Option<MessageId>,
    pub opt_out_handled_by_carrier: bool,
    pub part: Option<Part>,
}

/// Somebody writes to us.
pub(super) async fn take_in(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    written: &Written,
    body: &[u8],
) -> Outcome<()> {
    let now = context.now();
    let part = written.part.filter(|part| part.count > 1 && (1..=part.count).contains(&part.number));
    // Without an id of the carrier's two texts of the same words are two.
    let key = match &written.reference {
        Some(reference) => format!("inbound {reference} {}", part.map_or(0, |part| part.number)),
        None => format!("inbound {}", context.random.uuid(now)),
    };
    // By its hash it is forgotten with its person.
    let hash = db.address_hash(account.scope, account.channel, &written.address(account.channel));
    let key = Sha256::digest(key);
    let fact = NewMessageFact { address_hash: Some(&hash), ..new_fact(context, account, &key, None, body) };
    if !db.insert_message_fact(&fact).await? {
        return Ok(());
    }
    match part {
        Some(part) => take_in_part(db, context, account, written, part).await,
        None => {
            let id = InboundMessageId(context.random.uuid(now));
            keep(db, context, account, id, written).await
        }
    }
}

/// A part of a long text: in any order, perhaps again, perhaps the only one that ever comes.
async fn take_in_part(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    written: &Written,
    part: Part,
) -> Outcome<()> {
    let now = context.now();
    let letter = &written.letter;
    let nothing =
        PartialLetter { from: letter.from.clone(), to: letter.to.clone(), parts: vec![None; usize::from(part.count)] };
    let fresh = InboundParts {
        scope: account.scope,
        account: account.id,
        address_hash: db.address_hash(account.scope, account.channel, &written.address(account.channel)),
        part_of: part.of,
        part_count: part.count,
        id: InboundMessageId(context.random.uuid(now)),
        letter: nothing,
        began_at: now,
        shown_at: None,
    };
    let mut parts = db.begin_or_lock_parts(&fresh).await?;
    let place = usize::from(part.number) - 1;
    let known = parts.letter.parts.get(place).cloned().flatten();
    let is_old = now >= parts.began_at.plus(NUMBER_GIVEN_OUT_AGAIN);
    if known.as_ref() == Some(&letter.text) && !is_old {
        return Ok(());
    }
    if known.is_some() || is_old {
        if parts.shown_at.is_none() {
            show(db, context, account, &mut parts, now).await?;
        }
        parts = fresh.clone();
    }
    if let Some(slot) = parts.letter.parts.get_mut(place) {
        *slot = Some(letter.text.clone());
    }
    let is_whole = parts.letter.parts.iter().all(Option::is_some);
    if parts.shown_at.is_some() {
        complete(db, context, account, &parts).await?;
    } else if is_whole {
        show(db, context, account, &mut parts, now).await?;
    } else if parts.id == fresh.id {
        let until = now.plus(PATIENCE_WITH_PARTS);
        let lane = kinds::lane_of(account.channel);
        enqueue_in(db, context, lane, account.scope, kinds::JOIN_PARTS, parts.id.0, until).await?;
    }
    Ok(db.save_parts(&parts).await?)
}

/// The time for missing parts is over: what has come is shown.
pub async fn join_parts(context: &Context, scope: Scope, id: InboundMessageId) -> Outcome<Option<Timestamp>> {
    context
        .store
        .transact((context.clone(), scope, id), |db, (context, scope, id)| {
            Box::pin(async move {
                let Some(mut parts) = db.lock_parts(*scope, *id).await?.filter(|parts| parts.shown_at.is_none()) else {
                    return Ok(());
                };
                let account = db.message_account(parts.account).await?.ok_or(OperationError::NotFound)?;
                show(db, context, &account, &mut parts, context.now()).await?;
                Ok::<_, OperationError>(db.save_parts(&parts).await?)
            })
        })
        .await?;
    context.wake_workers();
    Ok(None)
}

fn joined(letter: &PartialLetter) -> InboundLetter {
    let missing = letter.parts.iter().filter(|part| part.is_none()).count();
    InboundLetter {
        from: letter.from.clone(),
        to: letter.to.clone(),
        text: letter.parts.iter().map(|part| part.as_deref().unwrap_or(GAP)).collect(),
        subject: None,
        quoted: None,
        missing: u8::try_from(missing).unwrap_or(u8::MAX),
    }
}

async fn show(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    parts: &mut InboundParts,
    now: Timestamp,
) -> Outcome<()> {
    parts.shown_at = Some(now);
    let written = Written {
        letter: joined(&parts.letter),
        reference: None,
        answers: None,
        opt_out_handled_by_carrier: false,
        part: None,
    };
    keep(db, context, account, parts.id, &written).await
}

/// A part that comes after its text was shown.
async fn complete(db: &mut Db<'_>, context: &Context, account: &MessageAccount, parts: &InboundParts) -> Outcome<()> {
    let known = db.inbound(parts.scope, parts.id).await?;
    let Some(mut inbound) = known else { return Ok(()) };
    inbound.letter = joined(&parts.letter);
    let own = own_of(db, context, account, &parts.address_hash, &inbound.letter).await?;
    inbound.meaning = meaning_of(account.channel, &inbound.letter, own);
    db.complete_inbound(&inbound).await?;
    let conversation = ConversationId(context.random.uuid(context.now()));
    db.note_in_conversation(conversation, &inbound, &parts.address_hash).await?;
    follow_meaning(db, context, account, &inbound, &parts.address_hash, (own, false)).await
}

/// What the merchant's own words in it mean. With a part missing nothing acts by itself.
async fn own_of(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    hash: &[u8],
    letter: &InboundLetter,
) -> Outcome<OwnMeaning> {
    if letter.missing > 0 {
        return Ok(OwnMeaning::Nothing);
    }
    own_meaning(db, context, account.scope, account.channel, hash, &letter.text).await
}

impl Written {
    /// A number that cannot be read cannot be written to either; what it says is kept all the same.
    fn address(&self, channel: Channel) -> String {
        check_address(channel, &self.letter.from).unwrap_or_else(|_| self.letter.from.clone())
    }
}

/// With a part missing nothing acts by itself, nor from a sender whom nobody can tell: a person reads it.
fn meaning_of(channel: Channel, letter: &InboundLetter, own: OwnMeaning) -> InboundMeaning {
    let is_known = check_address(channel, &letter.from).is_ok();
    if own != OwnMeaning::Nothing && is_known {
        return InboundMeaning::Start;
    }
    let said = match channel {
        Channel::Sms => meaning(&letter.text),
        Channel::Email => meaning_of_mail(letter.subject.as_deref(), &own_words(&letter.text)),
    };
    let acts = is_known && letter.missing == 0;
    match said {
        InboundMeaning::Stop | InboundMeaning::WrongNumber if !acts => InboundMeaning::MaybeStop,
        InboundMeaning::Start | InboundMeaning::Help if !acts => InboundMeaning::Reply,
        meaning => meaning,
    }
}

/// Their own words; of a mail that says it in its subject, that.
fn evidence_of(letter: &InboundLetter) -> String {
    match &letter.subject {
        Some(subject) => format!("{subject}\n{}", letter.text).trim().to_owned(),
        None => letter.text.clone(),
    }
}

/// Writes a message down, with all that follows from it.
async fn keep(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    id: InboundMessageId,
    written: &Written,
) -> Outcome<()> {
    let now = context.now();
    let (scope, channel) = (account.scope, account.channel);
    let hash = db.address_hash(scope, channel, &written.address(channel));
    let own = own_of(db, context, account, &hash, &written.letter).await?;
    let inbound = InboundMessage {
        scope,
        id,
        account: account.id,
        channel,
        letter: written.letter.clone(),
        meaning: meaning_of(channel, &written.letter, own),
        payment_request: request_of(db, account, &hash, written.answers).await?,
        received_at: now,
        read_at: None,
    };
    db.insert_inbound(&inbound, &hash).await?;
    db.note_in_conversation(ConversationId(context.random.uuid(now)), &inbound, &hash).await?;
    follow_meaning(db, context, account, &inbound, &hash, (own, written.opt_out_handled_by_carrier)).await
}

/// What it is about: the request of the message that it answers, or the one that the address was written to about last.
async fn request_of(
    db: &mut Db<'_>,
    account: &MessageAccount,
    hash: &[u8],
    answers: Option<MessageId>,
) -> Outcome<Option<PaymentRequestId>> {
    if let Some(id) = answers
        && let Some(answered) = db.message(account.scope, id).await?
    {
        return Ok(Some(answered.payment_request));
    }
    Ok(db.request_written_about(account.scope, account.channel, hash, account.id).await?)
}

/// The address that was written to, where the answer comes from another one of theirs: whoever answers our mail has read it there.
async fn other_mailbox(
    db: &mut Db<'_>,
    account: &MessageAccount,
    inbound: &InboundMessage,
    hash: &[u8],
) -> Outcome<Option<String>> {
    let Some(request) = inbound.payment_request.filter(|_| inbound.channel == Channel::Email) else { return Ok(None) };
    // Otherwise it was told by the sender what it is about, and the payer may have another address by now.
    if db.request_written_about(inbound.scope, inbound.channel, hash, account.id).await?.is_some() {
        return Ok(None);
    }
    let payer = db.payer(inbound.scope, request).await?;
    let written_to = payer.reached_by(inbound.channel).map(|to| same_address(inbound.channel, to));
    Ok(written_to.filter(|to| *to != same_address(inbound.channel, &inbound.letter.from)))
}

async fn follow_meaning(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    inbound: &InboundMessage,
    hash: &[u8],
    (own, handled_by_carrier): (OwnMeaning, bool),
) -> Outcome<()> {
    let now = context.now();
    let (scope, channel, meaning) = (account.scope, account.channel, inbound.meaning);
    let was_out = db.latest_consent(scope, channel, hash).await?.is_some_and(|latest| !latest.given);
    let from = &inbound.letter.from;
    let is_known = check_address(channel, from).is_ok();
    if meaning == InboundMeaning::MaybeStop && !is_known {
        tracing::warn!(account = %account.id, inbound = %inbound.id, "a withdrawal came from a sender that cannot be told, and waits in the inbox");
    }
    let acts = match meaning {
        InboundMeaning::Stop | InboundMeaning::WrongNumber | InboundMeaning::Start => true,
        InboundMeaning::Help | InboundMeaning::MaybeStop | InboundMeaning::Reply => false,
    };
    if acts && is_known {
        let said = &inbound.letter.text;
        if own == OwnMeaning::Nothing {
            let saying = Saying {
                given: meaning == InboundMeaning::Start,
                evidence: Some(evidence_of(&inbound.letter)),
                ..Saying::no_more(channel, from, ConsentSource::Keyword)
            };
            write_and_tell(db, context, scope, &saying, None).await?;
            if let Some(written_to) = other_mailbox(db, account, inbound, hash).await?.filter(|_| !saying.given) {
                write_and_tell(db, context, scope, &Saying { address: written_to, ..saying }, None).await?;
            }
        } else {
            sign_up_by_word(db, context, account, (from, hash), said, own).await?;
        }
    }
    let Some(request) = inbound.payment_request else { return Ok(()) };
    let request = db.lock_payment_request(scope, request).await?;
    let mut request = request.ok_or(OperationError::NotFound)?;
    let about = json!({ "reply": { "id": inbound.id, "channel": channel, "meaning": meaning } });
    write_event(db, context, &mut request, EventType::MessageReplied, about, &Doer::default(), now).await?;
    // Carriers that answer these words themselves leave nothing to say, and mail needs no receipt for every word.
    let answer = answer_to(meaning, was_out).filter(|_| !handled_by_carrier && channel == Channel::Sms);
    if let Some(purpose) = answer
        && !db.was_answered(scope, channel, hash, purpose, (account.id, now.minus(ANSWERED_ONCE_IN))).await?
    {
        let step = format!("answer/{}", inbound.id);
        let new = NewMessage { step, purpose, channel, due_at: now, user: None };
        if let Some(mut message) = plan_one(db, context, &mut request, new).await? {
            // It goes back the way that the question came.
            message.account = Some(account.id);
            db.save_message(&message, Some(hash)).await?;
        }
    }
    db.save_payment_request(&mut request).await?;
    Ok(())
}

/// What a word is answered with.
fn answer_to(meaning: InboundMeaning, was_out: bool) -> Option<Purpose> {
    match meaning {
        // The end is confirmed once, not to somebody who says it twice.
        InboundMeaning::Stop | InboundMeaning::WrongNumber => (!was_out).then_some(Purpose::OptOutConfirmed),
        InboundMeaning::Help => Some(Purpose::Help),
        InboundMeaning::Start | InboundMeaning::MaybeStop | InboundMeaning::Reply => None,
    }
}
