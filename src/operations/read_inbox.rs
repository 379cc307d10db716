//! The inbox as people see it: who wrote, what was said on both sides, and what did not arrive.

use super::answer_payer::{Answerable, answerable};
use super::record_consent::check_address;
use super::{Context, OperationError, Outcome, one_more, page};
use crate::domain::consent::Consent;
use crate::domain::conversation::Conversation;
use crate::domain::ids::{ConversationId, InboundMessageId, MessageId, PaymentRequestId};
use crate::domain::inbound_message::InboundMessage;
use crate::domain::message::Message;
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::message_list::MessageFilter;

/// So much of a conversation is shown, each side counted alone.
const SHOWN: i64 = 200;

/// A line of the inbox.
#[derive(Clone, Debug)]
pub struct ConversationRow {
    /// The conversation.
    pub conversation: Conversation,
    /// What came last.
    pub last: InboundMessage,
    /// Who that is, where a request tells.
    pub payer: Option<Payer>,
}

/// Where a page of the inbox ends.
pub type InboxPlace = (Timestamp, ConversationId);

/// How much waits for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Conversations with something that nobody has read.
    pub unread: i64,
    /// Messages that did not arrive, and nobody has seen to that.
    pub lost: i64,
}

/// How much waits for a person.
pub async fn count_waiting(context: &Context, scope: Scope) -> Outcome<Waiting> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    Ok(Waiting { unread: db.count_unread_conversations(scope).await?, lost: db.count_lost_messages(scope).await? })
}

/// A page of the inbox, the latest first; `all`: also what is done.
pub async fn list_conversations(
    context: &Context,
    scope: Scope,
    all: bool,
    before: Option<InboxPlace>,
    limit: usize,
) -> Outcome<(Vec<ConversationRow>, Option<InboxPlace>)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let found = db.list_conversations(scope, all, before, one_more(limit)).await?;
    let (found, next) = page(found, limit, |conversation| (conversation.last_at, conversation.id));
    let ids: Vec<_> = found.iter().map(|conversation| conversation.last_inbound).collect();
    let mut last = db.inbound_of(scope, &ids).await?;
    let requests: Vec<_> = last.iter().filter_map(|inbound| inbound.payment_request).collect();
    let payers = db.payers_of(scope, &requests).await?;
    let rows = found.into_iter().filter_map(|conversation| {
        let at = last.iter().position(|inbound| inbound.id == conversation.last_inbound)?;
        let last = last.swap_remove(at);
        let payer = last.payment_request.and_then(|request| payers.get(&request)).cloned();
        Some(ConversationRow { conversation, last, payer })
    });
    Ok((rows.collect(), next))
}

/// Everything about a conversation.
#[derive(Clone, Debug)]
pub struct WholeConversation {
    /// In short.
    pub conversation: Conversation,
    /// What they wrote, the newest first.
    pub inbound: Vec<InboundMessage>,
    /// What we wrote to them, the newest first.
    pub sent: Vec<Message>,
    /// What it is about, the newest first.
    pub requests: Vec<(PaymentRequest, Payer)>,
    /// What they said last about being written to.
    pub consent: Option<Consent>,
    /// Whether they can be answered.
    pub answerable: Answerable,
}

/// Reads a conversation.
pub async fn read_conversation(context: &Context, scope: Scope, id: ConversationId) -> Outcome<WholeConversation> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let conversation = db.conversation(scope, id).await?.ok_or(OperationError::NotFound)?;
    let (channel, hash) = (conversation.channel, &conversation.address_hash);
    let inbound = db.inbound_from(scope, channel, hash, SHOWN).await?;
    let sent = db.messages_to(scope, channel, hash, SHOWN).await?;
    let consent = db.latest_consent(scope, channel, hash).await?;
    let last = db.inbound(scope, conversation.last_inbound).await?.ok_or(OperationError::NotFound)?;
    let answerable = answerable(&mut db, &conversation, &last, context.now()).await?;
    let mut ids: Vec<PaymentRequestId> = inbound
        .iter()
        .filter_map(|inbound| inbound.payment_request)
        .chain(sent.iter().map(|message| message.payment_request))
        .collect();
    ids.sort_unstable_by(|one, other| other.cmp(one));
    ids.dedup();
    let mut requests = Vec::new();
    for id in ids {
        if let Some(request) = db.payment_request(scope, id).await? {
            let payer = db.payer(scope, id).await?;
            requests.push((request, payer));
        }
    }
    Ok(WholeConversation { conversation, inbound, sent, requests, consent, answerable })
}

/// The conversation that a message of a payer's belongs to.
pub async fn find_conversation(context: &Context, scope: Scope, inbound: InboundMessageId) -> Outcome<Conversation> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let inbound = db.inbound(scope, inbound).await?.ok_or(OperationError::NotFound)?;
    let from = &inbound.letter.from;
    let address = check_address(inbound.channel, from).unwrap_or_else(|_| from.clone());
    let hash = db.address_hash(scope, inbound.channel, &address);
    db.conversation_with(scope, inbound.channel, &hash).await?.ok_or(OperationError::NotFound)
}

/// A message that did not arrive, and what can be done about it.
#[derive(Clone, Debug)]
pub struct LostMessage {
    /// The message.
    pub message: Message,
    /// What it is about.
    pub request: PaymentRequest,
    /// Whom it should have reached.
    pub payer: Payer,
    /// What was sent about the same since.
    pub since: Option<Message>,
}

/// A page of what did not arrive, the newest first.
pub async fn list_lost_messages(
    context: &Context,
    scope: Scope,
    before: Option<MessageId>,
    limit: usize,
) -> Outcome<(Vec<LostMessage>, Option<MessageId>)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let filter = MessageFilter { lost: true, ..MessageFilter::default() };
    let found = db.list_messages(scope, &filter, before, one_more(limit)).await?;
    let (found, next) = page(found, limit, |message| message.id);
    let mut rows = Vec::with_capacity(found.len());
    for message in found {
        let request = db.payment_request(scope, message.payment_request).await?;
        let request = request.ok_or(OperationError::Internal("a message without its request"))?;
        let payer = db.payer(scope, request.id).await?;
        let others = db.messages_of(scope, request.id).await?;
        let since = others.into_iter().rfind(|other| {
            other.id > message.id && other.purpose == message.purpose && other.letter.is_some() && !other.is_lost()
        });
        rows.push(LostMessage { message, request, payer, since });
    }
    Ok((rows, next))
}
