//! Where an account of a merchant's leads. This is for the words of it, when the account is set up, tried out or checked: what counts is the
//! judgement at the moment of connecting.

use super::{Context, Outcome};
use crate::domain::message_account::MessageAccount;
use crate::guard::{Guard, NoWay};
use serde_json::Value;

/// The first place that credentials lead to and that is closed to merchants.
pub(super) async fn closed_place(context: &Context, carrier: &str, credentials: &Value) -> Option<NoWay> {
    let way = Guard::new(&context.config.allowed_networks).way(false);
    for place in context.carriers.get(carrier)?.places(credentials) {
        if way.is_closed(&place).await {
            return Some(NoWay::Closed(place.host));
        }
    }
    None
}

/// Accounts in use that are a merchant's and lead into a closed network: their messages wait.
pub async fn closed_accounts(context: &Context) -> Outcome<Vec<(MessageAccount, NoWay)>> {
    let accounts = context.store.read().await?.db().message_accounts_in_use().await?;
    let mut closed = Vec::new();
    for account in accounts.into_iter().filter(|account| !account.by_operator) {
        if let Some(why) = closed_place(context, &account.carrier, &account.credentials).await {
            closed.push((account, why));
        }
    }
    Ok(closed)
}
