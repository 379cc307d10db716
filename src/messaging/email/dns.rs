//! Questions to the domain name system. No answer is told apart from the answer that there is nothing.

use hickory_resolver::ResolveError;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig};
use hickory_resolver::name_server::TokioConnectionProvider;
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::xfer::Protocol;
use hickory_resolver::proto::{ProtoError, ProtoErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// Nobody answered, so nothing is known.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(pub String);

/// A way to ask.
pub struct Dns(TokioResolver);

impl Dns {
    /// Through the name servers of this machine, or through one.
    pub fn new(server: Option<SocketAddr>) -> Result<Self, NoAnswer> {
        let mut builder = match server {
            None => TokioResolver::builder_tokio().map_err(|why| NoAnswer(why.to_string()))?,
            Some(server) => {
                let mut config = ResolverConfig::new();
                config.add_name_server(NameServerConfig::new(server, Protocol::Udp));
                TokioResolver::builder_with_config(config, TokioConnectionProvider::default())
            }
        };
        let options = builder.options_mut();
        options.timeout = Duration::from_secs(3);
        options.attempts = 1;
        // Whoever has just published a record wants to see it.
        options.cache_size = 0;
        Ok(Self(builder.build()))
    }

    /// The texts of a name.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, NoAnswer> {
        let found = answer(self.0.txt_lookup(absolute(name)).await)?;
        let whole =
            |pieces: &[Box<[u8]>]| pieces.iter().map(|piece| String::from_utf8_lossy(piece)).collect::<String>();
        Ok(found.map(|found| found.iter().map(|text| whole(text.txt_data())).collect()).unwrap_or_default())
    }

    /// The addresses of a name, or the address that it is.
    pub async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, NoAnswer> {
        if let Ok(address) = name.parse() {
            return Ok(vec![address]);
        }
        let found = answer(self.0.lookup_ip(absolute(name)).await)?;
        Ok(found.map(|found| found.iter().collect()).unwrap_or_default())
    }

    /// The hosts that take mail for a name.
    pub async fn exchanges(&self, name: &str) -> Result<Vec<String>, NoAnswer> {
        let found = answer(self.0.mx_lookup(absolute(name)).await)?;
        let host = |text: String| text.trim_end_matches('.').to_ascii_lowercase();
        Ok(found.map(|found| found.iter().map(|mx| host(mx.exchange().to_string())).collect()).unwrap_or_default())
    }
}

/// Without the search list of this machine.
fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

fn answer<T>(result: Result<T, ResolveError>) -> Result<Option<T>, NoAnswer> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(why) if why.proto().is_some_and(says_nothing_there) => Ok(None),
        Err(why) => Err(NoAnswer(why.to_string())),
    }
}

/// A server that fails or refuses is reported like an empty answer: only its code tells.
fn says_nothing_there(why: &ProtoError) -> bool {
    match why.kind() {
        ProtoErrorKind::NoRecordsFound { response_code, .. } => {
            matches!(*response_code, ResponseCode::NoError | ResponseCode::NXDomain)
        }
        _ => false,
    }
}
