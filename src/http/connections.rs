//! Connections: none waits to fill its packets, and no single address takes all of them.

use super::client::{is_near, network};
use super::crowd::Crowd;
use crate::config::Config;
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use rustix::net::Shutdown;
use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;

/// A large office behind one address, with several for each browser.
const MOST_OF_ONE_ADDRESS: usize = 512;
/// The database, its files, the log, calls of ours.
const KEPT_FREE: u64 = 256;
/// What Actix takes of itself.
const MOST_OF_ONE_WORKER: u64 = 25_600;

/// Who is connected.
pub struct Connections {
    config: Arc<Config>,
    crowd: Arc<Crowd>,
}

impl Connections {
    /// Nobody so far.
    pub fn new(config: Arc<Config>) -> Self {
        Self { config, crowd: Crowd::new(MOST_OF_ONE_ADDRESS) }
    }

    /// Called for every new connection. One too many of an address is closed at once.
    pub fn greet(&self, connection: &dyn Any, kept: &mut Extensions) {
        let Some(connection) = connection.downcast_ref::<TcpStream>() else { return };
        // What is written is whole, so nothing is gained by waiting for more of it (Nagle's algorithm).
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays slow");
        }
        let Ok(peer) = connection.peer_addr() else { return };
        let Some(caller) = self.counted(peer.ip().to_canonical()) else { return };
        if let Some(place) = self.crowd.enter(&caller) {
            kept.insert(place);
            return;
        }
        metrics::counter!("paylink_connections_refused_total").increment(1);
        if let Err(error) = rustix::net::shutdown(connection, Shutdown::Both) {
            tracing::debug!(%error, "a connection was gone before it was closed");
        }
    }

    /// The name by which an address is counted. A proxy brings the connections of all callers; one near by may be one that nobody told us of.
    fn counted(&self, peer: IpAddr) -> Option<String> {
        (!is_near(&peer) && !self.config.trusts(&peer)).then(|| network(peer))
    }
}

/// How many connections a worker takes; more wait until one ends. So there is always something left to open the database with.
pub fn most_of_one_worker(descriptors: u64, workers: usize) -> usize {
    let workers = u64::try_from(workers.max(1)).unwrap_or(1);
    let share = descriptors.saturating_sub(KEPT_FREE).max(descriptors / 2) / workers;
    usize::try_from(share.clamp(1, MOST_OF_ONE_WORKER)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_and_neighbours_are_not_counted_as_one_caller() {
        let given = [("PAYLINK_TRUSTED_PROXIES".to_owned(), "203.0.113.0/28".to_owned())];
        let connections = Connections::new(Arc::new(Config::from_variables(given.into_iter()).unwrap()));
        let counted = |address: &str| connections.counted(address.parse().unwrap());
        assert_eq!(counted("203.0.113.7"), None, "a trusted proxy");
        assert_eq!(counted("127.0.0.1"), None);
        assert_eq!(counted("10.0.0.7"), None, "perhaps a proxy");
        assert_eq!(counted("198.51.100.7").as_deref(), Some("198.51.100.7"));
        assert_eq!(counted("2001:db8:1:2:3::1"), counted("2001:db8:1:2:ffff::9"), "one caller has 64 bits");
    }

    #[test]
    fn connections_leave_descriptors_for_everything_else() {
        assert_eq!(most_of_one_worker(1024, 2), 384);
        assert_eq!(most_of_one_worker(256, 4), 32);
        assert_eq!(most_of_one_worker(1_048_576, 2), 25_600);
        assert_eq!(most_of_one_worker(0, 0), 1);
    }
}
