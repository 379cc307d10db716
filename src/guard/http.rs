//! The guard for calls over HTTP.

use super::{Guard, NoWay, read_host};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::IpAddr;
use url::{Host, Url};

/// Ports at which another protocol listens, which a call over HTTP might speak to by accident or on purpose: those that browsers block
/// ("bad ports" of the Fetch standard).
const OTHER_PROTOCOLS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// An address on the web that a merchant has written. Programs read backslashes, blanks and control characters differently, and what is
/// understood in two ways leads past every guard.
pub fn web_address(text: &str) -> Option<Url> {
    if text.chars().any(|c| c == '\\' || c.is_whitespace() || c.is_control()) {
        return None;
    }
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Finds addresses for an HTTP client, each of them judged. The client connects to what it is given and looks nothing up again.
#[derive(Clone)]
pub struct JudgedNames(Guard);

impl JudgedNames {
    /// By this guard.
    pub fn new(guard: Guard) -> Self {
        Self(guard)
    }
}

impl Resolve for JudgedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let way = self.0.way(false);
        Box::pin(async move {
            let found = way.addresses(name.as_str(), 0).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// An HTTP client for what merchants point somewhere.
#[derive(Clone, Debug)]
pub struct GuardedClient {
    client: reqwest::Client,
    guard: Guard,
}

impl GuardedClient {
    /// Of a client that finds addresses by [`JudgedNames`], and follows nothing.
    pub fn of(client: reqwest::Client, guard: Guard) -> Self {
        Self { client, guard }
    }

    /// The client, to write a call with.
    pub fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// Judges a call before it is made: an address that is written as one is not looked up.
    pub fn judge(&self, url: &Url) -> Result<(), NoWay> {
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        match read_host(host)? {
            Host::Ipv4(address) => self.guard.judge(host, IpAddr::V4(address))?,
            Host::Ipv6(address) => self.guard.judge(host, IpAddr::V6(address))?,
            Host::Domain(_) => {}
        }
        if OTHER_PROTOCOLS.contains(&port) { Err(NoWay::Port(port)) } else { Ok(()) }
    }
}
