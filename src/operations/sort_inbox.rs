//! What people do with a conversation besides answering: note that it was read or is done, and decide what a sentence meant.

use super::record_consent::{Saying, check_address, write_and_tell};
use super::{Context, OperationError, Outcome};
use crate::domain::consent::ConsentSource;
use crate::domain::conversation::Mark;
use crate::domain::ids::{ConversationId, InboundMessageId, UserId};
use crate::domain::scope::Scope;
use crate::store::Db;

/// Notes what a person says of a conversation.
pub async fn mark_conversation(context: &Context, scope: Scope, id: ConversationId, mark: Mark) -> Outcome<()> {
    context
        .store
        .transact((context.now(), scope, id, mark), |db, (now, scope, id, mark)| {
            Box::pin(async move {
                let conversation = db.conversation(*scope, *id).await?.ok_or(OperationError::NotFound)?;
                db.mark_conversation(*scope, *id, *mark, *now).await?;
                if matches!(mark, Mark::Read | Mark::Done) {
                    let (channel, hash) = (conversation.channel, &conversation.address_hash);
                    db.mark_inbound_read(*scope, channel, hash, *now).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await
}

/// What a person takes a message for that sounds like a withdrawal.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// Whose it is.
    pub conversation: ConversationId,
    /// The message.
    pub inbound: InboundMessageId,
    /// It is one.
    pub stop: bool,
    /// Who decides.
    pub user: UserId,
}

/// Carries a decision out, once; tells whether nobody was faster.
pub async fn decide_suggestion(context: &Context, scope: Scope, decision: Decision) -> Outcome<bool> {
    context
        .store
        .transact((context.clone(), scope, decision), |db, (context, scope, decision)| {
            Box::pin(write_decision(db, context, *scope, *decision))
        })
        .await
}

async fn write_decision(db: &mut Db<'_>, context: &Context, scope: Scope, decision: Decision) -> Outcome<bool> {
    let now = context.now();
    let conversation = db.conversation(scope, decision.conversation).await?.ok_or(OperationError::NotFound)?;
    let inbound = db.inbound(scope, decision.inbound).await?.ok_or(OperationError::NotFound)?;
    if decision.stop && check_address(conversation.channel, &inbound.letter.from).is_err() {
        let detail = "Nobody can tell whose number this is. Note the withdrawal for the person's own number.";
        return Err(OperationError::conflict("no_address", detail));
    }
    if !db.settle_suggestion(scope, conversation.id, decision.inbound).await? {
        return Ok(false);
    }
    db.mark_inbound_read(scope, conversation.channel, &conversation.address_hash, now).await?;
    if !decision.stop {
        return Ok(true);
    }
    let saying = Saying {
        // Their own words are the proof, and it counts from when they said so.
        evidence: Some(inbound.letter.text.clone()),
        recorded_by: Some(decision.user),
        happened_at: Some(inbound.received_at),
        ..Saying::no_more(conversation.channel, &inbound.letter.from, ConsentSource::Agent)
    };
    write_and_tell(db, context, scope, &saying, inbound.payment_request).await?;
    db.mark_conversation(scope, conversation.id, Mark::Done, now).await?;
    Ok(true)
}
