//! Who is calling: the peer's address, or what a trusted proxy says of it.

use crate::config::Config;
use crate::operations::Context;
use crate::operations::book::Doer;
use actix_web::HttpRequest;
use actix_web::http::header;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The caller's address. `X-Forwarded-For` is believed only from trusted proxies, from the right, up to the first address that is none.
pub fn address(request: &HttpRequest, config: &Config) -> IpAddr {
    let peer = peer(request);
    if !config.trusts(&peer) {
        return peer;
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<IpAddr> =
        forwarded.flat_map(|list| list.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.into_iter().rev().find(|hop| !config.trusts(hop)).unwrap_or(peer)
}

fn peer(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical())
}

/// What limits count by: the address, for IPv6 its network of 64 bits, because one caller has all of that. `None` behind a proxy that
/// nobody told us to trust: all callers would share one limit there. It is noted, and `paylink check` fails. Only a near peer counts as
/// a proxy; anybody else who sends that header wants to be somebody else.
pub fn limit_key(request: &HttpRequest, context: &Context) -> Option<String> {
    let peer = peer(request);
    if is_near(&peer) && is_forwarded(request) && !context.config.trusts(&peer) {
        context.forwarders.note(peer);
        return None;
    }
    Some(match address(request, &context.config) {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0).to_string()
        }
    })
}

/// Whether somebody in between passed the request on.
pub fn is_forwarded(request: &HttpRequest) -> bool {
    request.headers().contains_key("x-forwarded-for") || request.headers().contains_key("forwarded")
}

/// On this machine, or in a private network.
pub fn is_near(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

/// The address with its last part zeroed: enough for a proof, too little for a person.
pub fn zeroed(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            Ipv4Addr::new(a, b, c, 0).to_string()
        }
        IpAddr::V6(v6) => {
            let s = v6.segments();
            Ipv6Addr::new(s[0], s[1], s[2], 0, 0, 0, 0, 0).to_string()
        }
    }
}

/// What the caller calls itself.
pub fn user_agent(request: &HttpRequest) -> Option<String> {
    let text = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().filter(|c| !c.is_control()).take(200).collect())
}

/// The caller, for the event of a payer's doings.
pub fn doer(request: &HttpRequest, config: &Config) -> Doer {
    Doer { ip: Some(zeroed(address(request, config))), user_agent: user_agent(request), user: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn config(proxies: &str) -> Config {
        Config::from_variables([("PAYLINK_TRUSTED_PROXIES".to_owned(), proxies.to_owned())].into_iter()).unwrap()
    }

    #[test]
    fn forwarded_addresses_are_believed_from_trusted_proxies_only() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:1".parse().unwrap())
            .insert_header(("x-forwarded-for", "1.2.3.4, 203.0.113.9, 10.0.0.2"))
            .to_http_request();
        assert_eq!(address(&request, &config("10.0.0.0/8")).to_string(), "203.0.113.9");
        assert_eq!(address(&request, &config("192.168.0.1")).to_string(), "10.0.0.1");
    }

    #[test]
    fn the_last_part_is_zeroed() {
        assert_eq!(zeroed("203.0.113.77".parse().unwrap()), "203.0.113.0");
        assert_eq!(zeroed("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1::");
    }
}
