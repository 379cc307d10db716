//! SMPP accounts need a session that is kept while the program runs; what arrives on it is stored before it is acknowledged.

use super::hear_carrier::hear;
use super::{Context, Outcome};
use crate::domain::ids::MessageAccountId;
use crate::domain::message_account::MessageAccount;
use crate::messaging::sms::smpp::Smpp;
use crate::messaging::sms::smpp::link::Arrived;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::mpsc::Receiver;

/// The sessions that are kept, with what they were begun with.
pub struct Sessions {
    smpp: Arc<Smpp>,
    kept: HashMap<MessageAccountId, String>,
}

impl Sessions {
    /// None so far.
    pub fn of(smpp: Arc<Smpp>) -> Self {
        Self { smpp, kept: HashMap::new() }
    }
}

/// Begins sessions for accounts that have none, and ends those of accounts that are out of use or have new keys.
pub async fn keep_sessions(context: &Context, sessions: &mut Sessions) -> Outcome<()> {
    let Sessions { smpp, kept } = sessions;
    let accounts = context.store.read().await?.db().message_accounts_of_carrier("smpp").await?;
    let wanted: HashMap<MessageAccountId, String> =
        accounts.iter().map(|account| (account.id, begun_with(account))).collect();
    let gone: Vec<MessageAccountId> =
        kept.iter().filter(|(id, keys)| wanted.get(id) != Some(keys)).map(|(id, _)| *id).collect();
    for id in gone {
        smpp.let_go(id);
        kept.remove(&id);
    }
    for account in accounts {
        if kept.contains_key(&account.id) {
            continue;
        }
        match smpp.keep(&account) {
            Ok(arrived) => {
                kept.insert(account.id, begun_with(&account));
                tokio::spawn(listen(context.clone(), account, arrived));
            }
            Err(fault) => {
                tracing::error!(account = %account.id, field = fault.field, fault.detail, "its session cannot be begun")
            }
        }
    }
    Ok(())
}

/// Credentials, and whether they may lead anywhere.
fn begun_with(account: &MessageAccount) -> String {
    format!("{} {}", account.by_operator, account.credentials)
}

/// Until the session is let go. What could not be stored is brought again by the carrier.
async fn listen(context: Context, account: MessageAccount, mut arrived: Receiver<Arrived>) {
    while let Some(Arrived { heard, kept }) = arrived.recv().await {
        match hear(&context, &account, heard, b"").await {
            Ok(()) => {
                let _ = kept.send(());
            }
            Err(error) => tracing::error!(account = %account.id, %error, "what a carrier brought was not stored"),
        }
    }
}
