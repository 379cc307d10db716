//! Messages as people and programs see them.

use super::{Context, OperationError, Outcome, one_more, page};
use crate::domain::ids::{InboundMessageId, MessageId, PaymentRequestId};
use crate::domain::inbound_message::InboundMessage;
use crate::domain::message::Message;
use crate::domain::payer::Payer;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::message_list::MessageFilter;

/// One message.
pub async fn read_message(context: &Context, scope: Scope, id: MessageId) -> Outcome<Message> {
    context.store.read().await?.db().message(scope, id).await?.ok_or(OperationError::NotFound)
}

/// All messages about a request, in the order of their times.
pub async fn read_messages_of(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Vec<Message>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    if db.payment_request(scope, id).await?.is_none() {
        return Err(OperationError::NotFound);
    }
    Ok(db.messages_of(scope, id).await?)
}

/// How often programs fetched a preview of a request's link, and when first.
pub async fn read_previews(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<(i64, Option<Timestamp>)> {
    Ok(context.store.read().await?.db().previews_of(scope, id).await?)
}

/// A page of the outbox, the newest first, each message with whom it is for.
pub async fn list_outbox(
    context: &Context,
    scope: Scope,
    filter: &MessageFilter,
    before: Option<MessageId>,
    limit: usize,
) -> Outcome<(Vec<(Message, Option<Payer>)>, Option<MessageId>)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let found = db.list_messages(scope, filter, before, one_more(limit)).await?;
    let (found, next) = page(found, limit, |message| message.id);
    let ids: Vec<PaymentRequestId> = found.iter().map(|message| message.payment_request).collect();
    let payers = db.payers_of(scope, &ids).await?;
    let rows = found.into_iter().map(|message| {
        let payer = payers.get(&message.payment_request).cloned();
        (message, payer)
    });
    Ok((rows.collect(), next))
}

/// A page of all messages, the newest first.
pub async fn list_messages(
    context: &Context,
    scope: Scope,
    filter: &MessageFilter,
    before: Option<MessageId>,
    limit: usize,
) -> Outcome<(Vec<Message>, Option<MessageId>)> {
    let found = context.store.read().await?.db().list_messages(scope, filter, before, one_more(limit)).await?;
    Ok(page(found, limit, |message| message.id))
}

/// A page of what payers wrote, the newest first.
pub async fn list_inbound(
    context: &Context,
    scope: Scope,
    before: Option<InboundMessageId>,
    limit: usize,
) -> Outcome<(Vec<InboundMessage>, Option<InboundMessageId>)> {
    let found = context.store.read().await?.db().list_inbound(scope, before, one_more(limit)).await?;
    Ok(page(found, limit, |inbound| inbound.id))
}
