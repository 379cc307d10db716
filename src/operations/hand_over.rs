//! The moment at which a message leaves the house, whatever it belongs to: what is to be done with it was written down before, and how
//! it went is written down after.

use super::{Context, OperationError, Outcome};
use crate::domain::ids::MessageId;
use crate::domain::message_account::MessageAccount;
use crate::domain::time::Timestamp;
use crate::messaging::channel::{Outgoing, SendError, Taken};

/// What is to be done with a message now.
pub(super) enum Decided<M> {
    Nothing,
    Later(Timestamp),
    HandOver(Box<(M, MessageAccount, Outgoing)>),
}

/// Asks the carrier, outside every transaction.
pub(super) async fn hand_over(
    context: &Context,
    id: MessageId,
    account: &MessageAccount,
    outgoing: &Outgoing,
) -> Outcome<Result<Taken, SendError>> {
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::Internal("an unknown carrier"))?;
    let answer = carrier.send(account, outgoing).await;
    if let Err(error) = &answer {
        tracing::warn!(message = %id, %error, "a message was not taken");
    }
    Ok(answer)
}
