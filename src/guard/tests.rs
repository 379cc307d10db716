use super::nets::{CLOSED, closed, inside};
use super::*;
use crate::providers::client::guarded_client;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[derive(Deserialize)]
struct Vectors {
    refuse: Vec<Net>,
    urls: Vec<Verdict>,
}

#[derive(Deserialize)]
struct Net {
    net: String,
    why: String,
}

#[derive(Deserialize)]
struct Verdict {
    url: String,
    allowed: bool,
    why: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

/// Each name has what it is given; a list is answered one after the other, the last for ever.
#[derive(Default)]
struct Fixed {
    names: HashMap<&'static str, Vec<Vec<&'static str>>>,
    asked: Mutex<HashMap<String, usize>>,
    questions: AtomicUsize,
}

impl Fixed {
    fn of(names: &[(&'static str, &[&[&'static str]])]) -> Arc<Self> {
        let names = names.iter().map(|(name, turns)| (*name, turns.iter().map(|turn| turn.to_vec()).collect()));
        Arc::new(Self { names: names.collect(), ..Self::default() })
    }
}

#[async_trait]
impl Names for Fixed {
    async fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.questions.fetch_add(1, Ordering::SeqCst);
        let turns = self.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        let mut asked = self.asked.lock().unwrap();
        let turn = asked.entry(name.to_owned()).or_default();
        let now = &turns[(*turn).min(turns.len() - 1)];
        *turn += 1;
        Ok(now.iter().map(|address| address.parse().unwrap()).collect())
    }
}

fn nets(list: &[&str]) -> Vec<IpNet> {
    list.iter().map(|net| net.parse().unwrap()).collect()
}

#[test]
fn every_network_of_the_list_is_closed_from_its_first_address_to_its_last() {
    assert!(CLOSED.iter().all(|(net, _)| net.parse::<IpNet>().is_ok()), "a network is misspelt");
    for Net { net, why } in vectors().refuse {
        let net: IpNet = net.parse().unwrap();
        // Those that hold an IPv4 address are judged by it: the first and the last hold closed ones.
        for address in [net.network(), net.broadcast()] {
            assert!(closed(address, &[]).is_some(), "{address} of {net} ({why}) is open");
        }
    }
}

#[test]
fn what_is_public_is_open_in_every_clothing() {
    for open in [
        "93.184.216.34",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "168.63.129.17",
        "2606:4700:4700::1111",
        "2a00:1450:4001:800::200e",
        "::ffff:93.184.216.34",
        "64:ff9b::5db8:d822",
        "2002:5db8:d822::1",
    ] {
        assert_eq!(closed(open.parse().unwrap(), &[]), None, "{open}");
    }
    for shut in [
        "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:a00:1::",
        "2a00:1450:4001:800:0:5efe:7f00:1",
        "2a00:1450:4001:800:200:5efe:a00:1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "4000::1",
        "e000::1",
    ] {
        assert!(closed(shut.parse().unwrap(), &[]).is_some(), "{shut}");
    }
}

#[test]
fn the_operator_opens_networks_and_no_more() {
    let open = nets(&["10.1.0.0/16", "fd00:1::/32", "127.0.0.1/32"]);
    for address in ["10.1.2.3", "fd00:1::5", "127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::a01:203"] {
        assert_eq!(closed(address.parse().unwrap(), &open), None, "{address}");
    }
    for address in ["10.2.0.1", "fd00:2::5", "127.0.0.2", "::1", "::ffff:10.2.0.1"] {
        assert!(closed(address.parse().unwrap(), &open).is_some(), "{address}");
    }
}

proptest! {
    #[test]
    fn an_ipv4_address_is_judged_alike_however_it_is_wrapped(bits: u32) {
        let v4 = Ipv4Addr::from_bits(bits);
        let [a, b, c, d] = v4.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        let plain = closed(IpAddr::V4(v4), &[]).is_some();
        for wrapped in [
            v4.to_ipv6_mapped(),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            Ipv6Addr::new(0x2a00, 1, 2, 3, 0, 0x5efe, high, low),
        ] {
            prop_assert_eq!(inside(wrapped), Some(v4));
            prop_assert_eq!(closed(IpAddr::V6(wrapped), &[]).is_some(), plain, "{}", wrapped);
        }
    }
}

#[tokio::test]
async fn addresses_on_the_web_are_judged_as_the_list_says() {
    let names = Fixed::of(&[
        ("hooks.example.com", &[&["93.184.216.34"]]),
        ("example.com", &[&["93.184.216.34", "2606:2800:220:1::1"]]),
        ("localhost", &[&["127.0.0.1", "::1"]]),
        ("metadata.google.internal", &[&["169.254.169.254"]]),
    ]);
    let guard = Guard::with_names(&[], names);
    let client = guarded_client(Duration::from_secs(1), &guard).unwrap();
    for Verdict { url, allowed, why } in vectors().urls {
        // That it has to be https is a rule of whoever calls in live mode.
        let read = web_address(&url).filter(|url| url.scheme() == "https" && client.judge(url).is_ok());
        let open = match read {
            Some(url) => guard.way(false).addresses(url.host_str().unwrap(), 443).await.is_ok(),
            None => false,
        };
        assert_eq!(open, allowed, "{url}: {why}");
    }
}

#[tokio::test]
async fn hosts_are_judged_in_every_spelling() {
    let names = Fixed::of(&[
        ("mail.example.org", &[&["93.184.216.34"]]),
        ("both.example.org", &[&["93.184.216.34", "10.0.0.1"]]),
        ("xn--mller-kva.example", &[&["93.184.216.34"]]),
    ]);
    let way = Guard::with_names(&[], names).way(false);
    for open in ["mail.example.org", "MAIL.example.org.", "93.184.216.34", "müller.example", "[2606:4700::1]"] {
        assert!(way.addresses(open, 25).await.is_ok(), "{open}");
    }
    for shut in [
        "both.example.org",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "１２７.０.０.１",
        "%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1",
        "127%2e0.0.1",
        "127.0.0.1.",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "[::ffff:a00:1]",
        "169.254.169.254",
    ] {
        assert_eq!(way.addresses(shut, 25).await, Err(NoWay::Closed(shut.to_owned())), "{shut}");
    }
    for odd in ["fe80::1%eth0", "[fe80::1%25eth0]", "a b", "a/b", "a@b", "a\\b", "", "."] {
        assert_eq!(way.addresses(odd, 25).await, Err(NoWay::Unreadable(odd.to_owned())), "{odd:?}");
    }
    assert_eq!(way.addresses("nobody.example", 25).await, Err(NoWay::Unknown("nobody.example".to_owned())));
}

/// Answers every call; counts the connections.
async fn listening() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut heard = [0; 1024];
            let _ = stream.read(&mut heard).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok").await;
        }
    });
    (address, count)
}

#[tokio::test]
async fn a_name_that_turns_after_it_was_judged_leads_nowhere_else() {
    let (address, connections) = listening().await;
    let turning: &[&[&str]] = &[&["127.0.0.1"], &["127.0.0.2"]];
    let names = Fixed::of(&[("turning.example", turning)]);
    let guard = Guard::with_names(&nets(&["127.0.0.1/32"]), Arc::clone(&names) as Arc<dyn Names>);
    let port = address.port();
    let mut stream = guard.way(false).connect("turning.example", port).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    stream.read_to_end(&mut Vec::new()).await.unwrap();
    assert_eq!(names.questions.load(Ordering::SeqCst), 1, "the name is looked up once per connection");
    let refused = guard.way(false).connect("turning.example", port).await;
    assert!(matches!(refused, Err(NotConnected::NoWay(NoWay::Closed(_)))), "{refused:?}");
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert!(guard.way(true).connect("127.0.0.1", port).await.is_ok(), "what the operator sets is free");
}

#[tokio::test]
async fn an_http_client_connects_to_what_was_judged() {
    let (address, connections) = listening().await;
    let turning: &[&[&str]] = &[&["10.0.0.1"], &["127.0.0.1"]];
    let names = Fixed::of(&[("turning.example", turning), ("localhost", &[&["127.0.0.1"]])]);
    let guard = Guard::with_names(&[], Arc::clone(&names) as Arc<dyn Names>);
    let client = guarded_client(Duration::from_secs(5), &guard).unwrap();
    for name in ["turning.example", "turning.example", "localhost"] {
        let failed = client.client().get(format!("http://{name}:{}/", address.port())).send().await.unwrap_err();
        assert!(failed.is_connect(), "{failed:?}");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
    let opened = Guard::with_names(&nets(&["127.0.0.0/8"]), names);
    let client = guarded_client(Duration::from_secs(5), &opened).unwrap();
    let answer = client.client().get(format!("http://localhost:{}/", address.port())).send().await.unwrap();
    assert!(answer.status().is_success());
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
