//! Connections to mail servers that have just taken a mail, open for the next one: greeting, encryption and log-in cost more than a mail.

use super::quit;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Servers hang up on who says nothing for long, some after half a minute.
const IDLE: Duration = Duration::from_secs(10);
/// For one account.
const MOST_IDLE: usize = 4;
/// Servers count the mails of a connection, and grow slow or hang up.
const MOST_MAILS: u32 = 50;

/// Whose connection it is: account, settings, and what we call ourselves there.
pub(super) type Key = [u8; 32];

/// A connection that was greeted, encrypted and logged in.
pub(super) struct Open {
    pub connection: AsyncSmtpConnection,
    /// What it has carried.
    pub mails: u32,
}

struct Idle {
    open: Open,
    /// Tells it from the others.
    number: u64,
}

#[derive(Default)]
struct Shelf {
    idle: HashMap<Key, Vec<Idle>>,
    last: u64,
}

/// Those that wait for a mail.
#[derive(Default)]
pub(super) struct Kept(Mutex<Shelf>);

impl Kept {
    fn pop(&self, key: &Key) -> Option<Open> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.idle.get_mut(key)?.pop().map(|idle| idle.open)
    }

    /// One that still answers.
    pub async fn take(&self, key: &Key) -> Option<Open> {
        while let Some(mut open) = self.pop(key) {
            if timeout(Duration::from_secs(5), open.connection.test_connected()).await == Ok(true) {
                return Some(open);
            }
        }
        None
    }

    /// Keeps one that has just taken a mail, or says goodbye.
    pub async fn keep(self: &Arc<Self>, key: Key, mut open: Open) {
        open.mails += 1;
        match self.push(key, open) {
            Ok(number) => {
                let kept = Arc::downgrade(self);
                tokio::spawn(async move {
                    sleep(IDLE).await;
                    let Some(mut open) = kept.upgrade().and_then(|kept| kept.remove(&key, number)) else { return };
                    quit(&mut open.connection).await;
                });
            }
            Err(mut open) => quit(&mut open.connection).await,
        }
    }

    fn push(&self, key: Key, open: Open) -> Result<u64, Box<Open>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if open.mails >= MOST_MAILS || shelf.idle.get(&key).is_some_and(|idle| idle.len() >= MOST_IDLE) {
            return Err(Box::new(open));
        }
        shelf.last += 1;
        let number = shelf.last;
        shelf.idle.entry(key).or_default().push(Idle { open, number });
        Ok(number)
    }

    fn remove(&self, key: &Key, number: u64) -> Option<Open> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = shelf.idle.get_mut(key)?;
        let at = idle.iter().position(|idle| idle.number == number)?;
        let open = idle.remove(at).open;
        if idle.is_empty() {
            shelf.idle.remove(key);
        }
        Some(open)
    }
}
