//! Who is calling: the peer's address, or what a trusted proxy says of it.

use crate::config::Config;
use crate::operations::Context;
use crate::operations::book::Doer;
use actix_web::HttpRequest;
use actix_web::http::header;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The caller's address. `X-Forwarded-For` is believed only from trusted proxies, from the right, up to the first address that is none. What
/// cannot be read ends it: left of it stands whatever the caller wrote, so that only the peer is known.
pub fn address(request: &HttpRequest, config: &Config) -> IpAddr {
    let peer = peer(request);
    if !config.trusts(&peer) {
        return peer;
    }
    // Each proxy adds itself to the end of the list, which may be spread over several lines.
    let lines: Vec<&str> =
        request.headers().get_all("x-forwarded-for").map(|line| line.to_str().unwrap_or("?")).collect();
    let hops = lines.into_iter().rev().flat_map(|line| line.rsplit(',')).map(read_hop);
    for hop in hops {
        match hop {
            Some(proxy) if config.trusts(&proxy) => {}
            Some(caller) => return caller,
            None => break,
        }
    }
    peer
}

/// "203.0.113.9", "203.0.113.9:4711", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:4711"; an IPv4 address in the clothes of IPv6 is one.
fn read_hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = match bare {
        Some(bare) => bare.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip())),
    };
    address.map(|address| address.to_canonical())
}

/// Who is connected to us.
pub fn peer(request: &HttpRequest) -> IpAddr {
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
    Some(network(address(request, &context.config)))
}

/// What one caller has: an address, or 64 bits of IPv6.
pub fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0).to_string()
        }
    }
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
    fn a_caller_is_read_in_every_form_that_proxies_write() {
        let config = config("10.0.0.0/8, fd00::/8");
        for (lines, caller) in [
            (&["203.0.113.9"][..], "203.0.113.9"),
            (&["203.0.113.9:4711"], "203.0.113.9"),
            (&["::ffff:203.0.113.9"], "203.0.113.9"),
            (&["[::ffff:203.0.113.9]:4711"], "203.0.113.9"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["[2001:db8::1]"], "2001:db8::1"),
            (&["[2001:db8::1]:4711"], "2001:db8::1"),
            // What the caller wrote stands left of what the proxies did.
            (&["1.2.3.4, 203.0.113.9:4711"], "203.0.113.9"),
            (&["1.2.3.4,203.0.113.9,10.0.0.2:80,[fd00::1]:80,::ffff:10.0.0.3"], "203.0.113.9"),
            (&["1.2.3.4", "203.0.113.9", "10.0.0.2"], "203.0.113.9"),
            (&["1.2.3.4, 5.6.7.8", "203.0.113.9"], "203.0.113.9"),
            // Not readable: nobody is believed.
            (&["1.2.3.4, unknown"], "10.0.0.1"),
            (&["1.2.3.4, unknown, 10.0.0.2"], "10.0.0.1"),
            (&["1.2.3.4, _hidden"], "10.0.0.1"),
            (&["1.2.3.4,"], "10.0.0.1"),
            (&["1.2.3.4", ""], "10.0.0.1"),
            (&["1.2.3.4, 203.0.113.9:99999"], "10.0.0.1"),
            (&["1.2.3.4, fe80::1%eth0"], "10.0.0.1"),
            (&["1.2.3.4, 203.0.113.09"], "10.0.0.1"),
            (&["1.2.3.4, \"203.0.113.9\""], "10.0.0.1"),
            (&["10.0.0.5"], "10.0.0.1"),
            (&[], "10.0.0.1"),
        ] {
            let mut request = TestRequest::default().peer_addr("[::ffff:10.0.0.1]:1".parse().unwrap());
            for line in lines {
                request = request.append_header(("x-forwarded-for", *line));
            }
            assert_eq!(address(&request.to_http_request(), &config).to_string(), caller, "{lines:?}");
        }
        let odd = actix_web::http::header::HeaderValue::from_bytes(b"1.2.3.4, \xff").unwrap();
        let request = TestRequest::default().peer_addr("10.0.0.1:1".parse().unwrap());
        let request = request.append_header(("x-forwarded-for", odd)).to_http_request();
        assert_eq!(address(&request, &config).to_string(), "10.0.0.1");
    }

    #[test]
    fn the_last_part_is_zeroed() {
        assert_eq!(zeroed("203.0.113.77".parse().unwrap()), "203.0.113.0");
        assert_eq!(zeroed("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1::");
    }
}
