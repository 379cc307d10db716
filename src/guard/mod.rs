//! Whatever a merchant can point somewhere is judged when it is connected to: on all addresses that its name has at that instant, and the
//! connection goes to the very address that was judged. What the operator has set leads anywhere.

mod http;
mod nets;
#[cfg(test)]
mod tests;

pub use self::http::{GuardedClient, JudgedNames, web_address};

use async_trait::async_trait;
use ipnet::IpNet;
use percent_encoding::percent_decode_str;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::Host;

/// A name server that says nothing for so long says nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Finds the addresses of names.
#[async_trait]
pub trait Names: Send + Sync {
    /// Those that it has now.
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// As this machine finds them.
struct OfThisMachine;

#[async_trait]
impl Names for OfThisMachine {
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(lookup_host((name, 0)).await?.map(|found| found.ip()).collect())
    }
}

/// Why there is no way to a place.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoWay {
    /// At least one of its addresses lies in a closed network. Which one, and why, is no business of a merchant's.
    #[error(
        "{0} lies in a network that accounts set up by merchants may not lead to. Whoever operates paylink can open it with PAYLINK_ALLOWED_NETWORKS."
    )]
    Closed(String),
    /// It has no address.
    #[error("The name {0} is not known.")]
    Unknown(String),
    /// It is neither a name nor an address.
    #[error("{0} is neither a name nor an address.")]
    Unreadable(String),
    /// Another protocol lives there.
    #[error("Port {0} belongs to another protocol.")]
    Port(u16),
}

/// Why there is no connection to a place.
#[derive(Debug, thiserror::Error)]
pub enum NotConnected {
    /// There is no way there.
    #[error(transparent)]
    NoWay(#[from] NoWay),
    /// Nobody answers.
    #[error("{0}")]
    Silent(#[from] io::Error),
}

/// Where something of a merchant's leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// A name or an address.
    pub host: String,
    /// The port there.
    pub port: u16,
}

/// Knows which networks are closed to merchants.
#[derive(Clone)]
pub struct Guard {
    open: Arc<[IpNet]>,
    names: Arc<dyn Names>,
}

impl Default for Guard {
    /// With nothing opened.
    fn default() -> Self {
        Self::new(&[])
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guard(open: {:?})", self.open)
    }
}

impl Guard {
    /// Open are these networks of the operator's besides what is public.
    pub fn new(open: &[IpNet]) -> Self {
        Self { open: open.into(), names: Arc::new(OfThisMachine) }
    }

    /// With another way to find addresses.
    pub fn with_names(open: &[IpNet], names: Arc<dyn Names>) -> Self {
        Self { open: open.into(), names }
    }

    /// The way out for something that the operator has set, or a merchant.
    pub fn way(&self, by_operator: bool) -> Way {
        Way { guard: self.clone(), free: by_operator }
    }

    /// Whether an address may be connected to for a merchant; the reason is for the log.
    fn judge(&self, host: &str, address: IpAddr) -> Result<(), NoWay> {
        let Some(why) = nets::closed(address, &self.open) else { return Ok(()) };
        tracing::info!(host, %address, why, "a closed network was not connected to");
        Err(NoWay::Closed(host.to_owned()))
    }
}

/// The way out for one account.
#[derive(Clone, Debug)]
pub struct Way {
    guard: Guard,
    free: bool,
}

impl Way {
    /// The addresses of a host, each of them judged. One closed address closes the whole name: which one is taken is chance.
    pub async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, NoWay> {
        let found = match read_host(host)? {
            Host::Ipv4(address) => vec![IpAddr::V4(address)],
            Host::Ipv6(address) => vec![IpAddr::V6(address)],
            Host::Domain(name) => {
                let found = timeout(PATIENCE, self.guard.names.addresses(&name)).await;
                found.ok().and_then(Result::ok).unwrap_or_default()
            }
        };
        if !self.free {
            for address in &found {
                self.guard.judge(host, *address)?;
            }
        }
        if found.is_empty() {
            return Err(NoWay::Unknown(host.to_owned()));
        }
        Ok(found.into_iter().map(|address| SocketAddr::new(address, port)).collect())
    }

    /// A connection to one of the addresses that were judged.
    pub async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, NotConnected> {
        Ok(TcpStream::connect(&self.addresses(host, port).await?[..]).await?)
    }

    /// Whether a place lies in a closed network; a name that is not known yet does not.
    pub async fn is_closed(&self, place: &Place) -> bool {
        match self.addresses(&place.host, place.port).await {
            Err(NoWay::Closed(_) | NoWay::Port(_)) => true,
            Err(NoWay::Unknown(_) | NoWay::Unreadable(_)) | Ok(_) => false,
        }
    }
}

/// A host as every part of the program understands it: short, octal, hexadecimal and full-width forms of IPv4 are the address that they
/// stand for, a dot at the end says nothing, a zone (`fe80::1%eth0`) is refused.
fn read_host(text: &str) -> Result<Host<String>, NoWay> {
    let unreadable = || NoWay::Unreadable(text.to_owned());
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| unreadable())?;
    let plain = decoded.strip_suffix('.').unwrap_or(&decoded);
    if let Ok(address) = plain.parse::<IpAddr>() {
        return Ok(match address {
            IpAddr::V4(v4) => Host::Ipv4(v4),
            IpAddr::V6(v6) => Host::Ipv6(v6),
        });
    }
    Host::parse(plain).map_err(|_| unreadable())
}
