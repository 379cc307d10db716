//! Proxies that nobody told us to trust. Seen from behind one, everybody has its address: limits by address would throttle all payers
//! together, and the log would name nobody. `paylink check` fails on them.

use super::{Context, OperationError, Outcome};
use crate::config::Config;
use crate::domain::time::Timestamp;
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Such proxies, seen but not written down yet.
#[derive(Default)]
pub struct Forwarders(Mutex<Noted>);

#[derive(Default)]
struct Noted {
    fresh: BTreeSet<IpAddr>,
    /// Written down by this process already.
    known: BTreeSet<IpAddr>,
}

/// More than this many are no proxies of anybody's.
const MOST: usize = 100;

impl Forwarders {
    /// A caller of this address forwarded somebody else's request.
    pub fn note(&self, address: IpAddr) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.known.len() < MOST && noted.known.insert(address) {
            noted.fresh.insert(address);
        }
    }

    fn take(&self) -> BTreeSet<IpAddr> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).fresh)
    }
}

/// Writes down which ones were seen.
pub async fn flush_forwarders(context: &Context) -> Outcome<()> {
    for address in context.forwarders.take() {
        tracing::error!(%address, "it forwards requests but is not in PAYLINK_TRUSTED_PROXIES; limits by address are off for it");
        let input = (address.to_string(), context.now());
        context
            .store
            .transact(input, |db, (address, now)| {
                Box::pin(async move { Ok::<_, OperationError>(db.note_forwarder(address, *now).await?) })
            })
            .await?;
    }
    Ok(())
}

/// How long one that was seen matters.
const LATELY: Duration = Duration::from_secs(7 * 86_400);

/// Those that were seen lately and are not trusted by these settings.
pub async fn untrusted_forwarders(context: &Context, config: &Config) -> Outcome<Vec<(IpAddr, Timestamp)>> {
    let seen = context.store.read().await?.db().forwarders_since(context.now().minus(LATELY)).await?;
    let parsed = seen.into_iter().filter_map(|(address, at)| Some((address.parse::<IpAddr>().ok()?, at)));
    Ok(parsed.filter(|(address, _)| !config.trusts(address)).collect())
}
