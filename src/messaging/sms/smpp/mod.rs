//! SMPP 3.4: a transceiver session with an operator's short message service centre (SMSC).

mod answers;
mod deliver;
pub mod link;
mod settings;
mod submit;
#[cfg(test)]
mod tests;

use self::link::{Arrived, Link};
use self::settings::Settings;
use super::super::account::MessageAccount;
use super::super::callback::{BadSignature, Callback, CallbackAnswer};
use super::super::channel::{Carrier, Channel, Heard, Outgoing, Reason, SendError, Taken};
use crate::domain::field::FieldError;
use crate::domain::ids::MessageAccountId;
use crate::guard::{Guard, Place};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// SMSCs. Sessions are kept for accounts that `keep` was called for; the others send nothing.
#[derive(Default)]
pub struct Smpp {
    links: Mutex<HashMap<MessageAccountId, Link>>,
    guard: Guard,
}

impl Smpp {
    /// Without sessions so far; where merchants' SMSCs may be says the guard.
    pub fn new(guard: Guard) -> Self {
        Self { links: Mutex::default(), guard }
    }

    /// Keeps a session for the account from now on, in place of an earlier one. What the SMSC brings comes out of the receiver; a
    /// receipt that comes before the answer to sending was stored is best not kept: the SMSC brings it again.
    pub fn keep(&self, account: &MessageAccount) -> Result<mpsc::Receiver<Arrived>, FieldError> {
        let (link, arrived) = link::connect(Settings::read(&account.credentials)?, self.guard.way(account.by_operator));
        self.links().insert(account.id, link);
        Ok(arrived)
    }

    /// Ends the account's session.
    pub fn let_go(&self, account: MessageAccountId) {
        self.links().remove(&account);
    }

    /// The account's session.
    pub fn link(&self, account: MessageAccountId) -> Option<Link> {
        self.links().get(&account).cloned()
    }

    fn links(&self) -> MutexGuard<'_, HashMap<MessageAccountId, Link>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Carrier for Smpp {
    fn word(&self) -> &'static str {
        "smpp"
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn check_credentials(&self, credentials: &Value, _live: bool) -> Result<(), FieldError> {
        Settings::read(credentials).map(drop)
    }

    fn places(&self, credentials: &Value) -> Vec<Place> {
        let settings = Settings::read(credentials).ok();
        settings.into_iter().map(|settings| Place { host: settings.host, port: settings.port }).collect()
    }

    /// Tells how the kept session stands. Without one it binds and leaves again: many SMSCs allow one session only.
    async fn test(&self, account: &MessageAccount) -> Result<String, SendError> {
        if let Some(link) = self.link(account.id) {
            return link.stands().map(|()| "The session with the SMSC stands.".to_owned()).map_err(SendError::not_now);
        }
        let settings = Settings::read(&account.credentials)
            .map_err(|why| SendError::refused(Reason::Other, why.code, why.detail))?;
        let way = self.guard.way(account.by_operator);
        let (client, _events) = link::bind(&settings, &way).await.map_err(SendError::not_now)?;
        link::leave(&client).await;
        Ok("The SMSC takes the log-in.".to_owned())
    }

    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        match self.link(account.id) {
            Some(link) => link.send(message).await,
            None => Err(SendError::not_now("No session with the SMSC is kept for this account.")),
        }
    }

    /// SMSCs do not call; what they bring comes through the session.
    fn read_callback(&self, _account: &MessageAccount, _call: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _account: &MessageAccount, _call: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer { status: 404, ..CallbackAnswer::empty() }
    }
}
