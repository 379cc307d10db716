//! Under which names the program is there: those of its settings, and for who is near its addresses.

use super::client::{is_near, peer};
use crate::config::Config;
use actix_web::HttpRequest;
use actix_web::http::header::HOST;
use actix_web::http::uri::Authority;
use std::net::IpAddr;
use url::{Host, Url};

const FORWARDED_HOST: &str = "x-forwarded-host";

/// Whose pages are there under the name that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Served {
    /// Payers' and programs'.
    Public,
    /// The dashboard.
    Dashboard,
    /// All: they share a name, or the program was asked by its address.
    All,
    /// Nobody's: it is not a name of ours.
    Nothing,
}

/// What is served under the name that a request asks for. Where that is none of the settings' names, a trusted proxy may say which it was asked
/// for: some pass the host on in a header of its own only.
pub fn served(request: &HttpRequest, config: &Config) -> Served {
    let Some(asked) = asked_for(request) else { return Served::Nothing };
    if let Some(served) = by_name(&asked, config) {
        return served;
    }
    // Lists grow to the right: the last is what the nearest proxy wrote.
    let told = request.headers().get_all(FORWARDED_HOST).last();
    if let Some(told) = told.filter(|_| config.trusts(&peer(request))) {
        let last = told.to_str().ok().and_then(|list| read(list.rsplit(',').next().unwrap_or_default().trim()));
        return last.and_then(|name| by_name(&name, config)).unwrap_or(Served::Nothing);
    }
    if by_address(&asked, config) { Served::All } else { Served::Nothing }
}

/// The one name that a request gives, in its target or its header.
fn asked_for(request: &HttpRequest) -> Option<Name> {
    if let Some(authority) = request.uri().authority() {
        return read(authority.as_str());
    }
    let mut lines = request.headers().get_all(HOST);
    match (lines.next(), lines.next()) {
        (Some(line), None) => read(line.to_str().ok()?),
        _ => None,
    }
}

/// A name or address, and a port where one is given.
type Name = (Host<String>, Option<u16>);

fn read(text: &str) -> Option<Name> {
    let authority: Authority = text.parse().ok().filter(|_| !text.contains('@'))?;
    let host = authority.host();
    let port = match text.strip_prefix(host)?.trim_start_matches(':') {
        "" => None,
        port => Some(port.parse().ok()?),
    };
    let host = Host::parse(host.strip_suffix('.').unwrap_or(host)).ok()?;
    Some((host, port))
}

/// Proxies may leave the port out, so it counts only where it tells two origins apart.
fn by_name((host, port): &Name, config: &Config) -> Option<Served> {
    let names = |url: &Url| url.host().is_some_and(|own| own.to_owned() == *host);
    let opens = |url: &Url| port.or(url.port_or_known_default()) == url.port_or_known_default();
    let public = &config.public_url;
    let Some(dashboard) = &config.dashboard_url else { return names(public).then_some(Served::All) };
    match (names(public), names(dashboard)) {
        (true, true) => Some(match (opens(public), opens(dashboard)) {
            (true, false) => Served::Public,
            (false, true) => Served::Dashboard,
            (true, true) | (false, false) => Served::All,
        }),
        (true, false) => Some(Served::Public),
        (false, true) => Some(Served::Dashboard),
        (false, false) => None,
    }
}

/// No page of somebody else's can make a browser ask for an address of this machine or network as if it were its own name.
fn by_address((host, _): &Name, config: &Config) -> bool {
    let is_ours = |address: IpAddr| is_near(&address.to_canonical()) || address == config.listen.ip();
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => is_ours(IpAddr::V4(*address)),
        Host::Ipv6(address) => is_ours(IpAddr::V6(*address)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn config(settings: &[(&str, &str)]) -> Config {
        Config::from_variables(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).unwrap()
    }

    fn asked(config: &Config, headers: &[(&str, &str)]) -> Served {
        let mut request = TestRequest::default().peer_addr("10.0.0.1:1".parse().unwrap());
        for (name, value) in headers {
            request = request.append_header((*name, *value));
        }
        served(&request.to_http_request(), config)
    }

    #[test]
    fn a_name_is_known_in_every_spelling_and_others_are_not() {
        let config = config(&[("PAYLINK_PUBLIC_URL", "https://pay.example.org")]);
        for host in [
            "pay.example.org",
            "PAY.Example.ORG",
            "pay.example.org.",
            "pay.example.org:443",
            "pay.example.org:8080",
            "localhost:8080",
            "127.0.0.1",
            "127.0.0.2:8080",
            "[::1]:8080",
            "[::ffff:127.0.0.1]",
            "10.0.0.5:8080",
            "192.168.1.1",
            "[fd00::1]",
        ] {
            assert_eq!(asked(&config, &[("host", host)]), Served::All, "{host}");
        }
        for host in [
            "evil.example",
            "pay.example.org.evil.example",
            "xpay.example.org",
            "pay.example.org@evil.example",
            "evil@pay.example.org",
            "pay.example.org:x",
            "203.0.113.9",
            "[2001:db8::1]",
            "localhost.evil.example",
            "pay.example.org, evil.example",
            "",
            "pay example org",
        ] {
            assert_eq!(asked(&config, &[("host", host)]), Served::Nothing, "{host}");
        }
        assert_eq!(asked(&config, &[]), Served::Nothing);
        assert_eq!(asked(&config, &[("host", "pay.example.org"), ("host", "evil.example")]), Served::Nothing);
    }

    #[test]
    fn names_of_addresses_and_of_other_alphabets_are_compared_as_what_they_are() {
        let six = config(&[("PAYLINK_PUBLIC_URL", "https://[2001:db8::1]:8443")]);
        assert_eq!(asked(&six, &[("host", "[2001:DB8:0::1]:8443")]), Served::All);
        assert_eq!(asked(&six, &[("host", "[2001:db8::2]:8443")]), Served::Nothing);
        let umlaut = config(&[("PAYLINK_PUBLIC_URL", "https://zahlen.müller.example")]);
        assert_eq!(asked(&umlaut, &[("host", "zahlen.xn--mller-kva.example")]), Served::All);
        let listening = config(&[("PAYLINK_LISTEN", "203.0.113.5:8080"), ("PAYLINK_PUBLIC_URL", "https://a.example")]);
        assert_eq!(asked(&listening, &[("host", "203.0.113.5:8080")]), Served::All);
    }

    #[test]
    fn two_origins_are_told_apart_by_name_and_where_they_share_it_by_port() {
        let settings =
            |public, dashboard| config(&[("PAYLINK_PUBLIC_URL", public), ("PAYLINK_DASHBOARD_URL", dashboard)]);
        let names = settings("https://pay.example.org", "https://desk.example.org");
        assert_eq!(asked(&names, &[("host", "pay.example.org")]), Served::Public);
        assert_eq!(asked(&names, &[("host", "desk.example.org:443")]), Served::Dashboard);
        assert_eq!(asked(&names, &[("host", "127.0.0.1:8080")]), Served::All);
        let ports = settings("http://127.0.0.1:8080", "http://127.0.0.1:8081");
        assert_eq!(asked(&ports, &[("host", "127.0.0.1:8080")]), Served::Public);
        assert_eq!(asked(&ports, &[("host", "127.0.0.1:8081")]), Served::Dashboard);
        let same = settings("https://pay.example.org", "https://pay.example.org");
        assert_eq!(asked(&same, &[("host", "pay.example.org")]), Served::All);
    }

    #[test]
    fn only_a_trusted_proxy_may_say_which_name_it_was_asked_for() {
        let pages =
            [("PAYLINK_PUBLIC_URL", "https://pay.example.org"), ("PAYLINK_DASHBOARD_URL", "https://desk.example.org")];
        let trusting = config(&[pages[0], pages[1], ("PAYLINK_TRUSTED_PROXIES", "10.0.0.1")]);
        let others = config(&pages);
        let inner = |told| [("host", "paylink:8080"), ("x-forwarded-host", told)];
        assert_eq!(asked(&trusting, &inner("pay.example.org")), Served::Public);
        assert_eq!(asked(&trusting, &inner("desk.example.org, pay.example.org")), Served::Public);
        assert_eq!(asked(&trusting, &inner("evil.example")), Served::Nothing);
        assert_eq!(
            asked(&trusting, &[("host", "127.0.0.1"), ("x-forwarded-host", "desk.example.org")]),
            Served::Dashboard
        );
        assert_eq!(asked(&others, &inner("pay.example.org")), Served::Nothing);
        let told = [("host", "pay.example.org"), ("x-forwarded-host", "desk.example.org")];
        assert_eq!(asked(&others, &told), Served::Public);
        assert_eq!(asked(&trusting, &told), Served::Public, "the caller's own header overrules no name");
    }

    #[test]
    fn a_target_that_names_a_host_is_taken_at_its_word() {
        let config = config(&[("PAYLINK_PUBLIC_URL", "https://pay.example.org")]);
        let target = TestRequest::with_uri("http://evil.example/p/x").insert_header(("host", "pay.example.org"));
        assert_eq!(served(&target.to_http_request(), &config), Served::Nothing);
    }
}
