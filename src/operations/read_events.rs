//! Events as programs read them: those of one request by sequence, and the feed of a merchant and mode by position.

use super::number_events::number_events;
use super::{Context, OperationError, Outcome};
use crate::domain::event::Event;
use crate::domain::ids::PaymentRequestId;
use crate::domain::scope::Scope;

/// Events of a request after a sequence, oldest first, and whether there are more.
pub async fn read_request_events(
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    after: i64,
    limit: usize,
) -> Outcome<(Vec<Event>, bool)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut events = db.events_of(scope, id, after, one_more).await?;
    let more = events.len() > limit;
    events.truncate(limit);
    Ok((events, more))
}

/// The feed after a position, oldest first, without gaps: whatever is committed gets its position before it is read.
pub async fn read_event_feed(context: &Context, scope: Scope, after: i64, limit: usize) -> Outcome<Vec<Event>> {
    number_events(context, scope).await?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(context.store.read().await?.db().event_feed(scope, after, limit).await?)
}
