//! Messages as people and programs see them.

use super::{Context, OperationError, Outcome, one_more, page};
use crate::domain::ids::{InboundMessageId, MessageId, PaymentRequestId};
use crate::domain::inbound_message::InboundMessage;
use crate::domain::message::{Message, MessageState};
use crate::domain::scope::Scope;

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

/// A page of all messages, the newest first.
pub async fn list_messages(
    context: &Context,
    scope: Scope,
    state: Option<MessageState>,
    before: Option<MessageId>,
    limit: usize,
) -> Outcome<(Vec<Message>, Option<MessageId>)> {
    let found = context.store.read().await?.db().list_messages(scope, state, before, one_more(limit)).await?;
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
