//! How answers leave the house: whole, with their length, in one write.

use crate::support::TestApp;
use flate2::read::GzDecoder;
use std::io::Read;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer as it came: what the first read brought, and the head.
struct Arrived {
    head: String,
    first: usize,
    body: Vec<u8>,
}

impl Arrived {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// On a kept connection; whatever is written at once arrives at once on this machine.
async fn asks(stream: &mut TcpStream, path: &str, headers: &str) -> Arrived {
    let question = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n{headers}\r\n", stream.peer_addr().expect("a peer"));
    stream.write_all(question.as_bytes()).await.expect("it is sent");
    let mut bytes = vec![0; 256 * 1024];
    let first = stream.read(&mut bytes).await.expect("an answer");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head in the first read");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut arrived = Arrived { head, first: first - end - 4, body: bytes[end + 4..first].to_vec() };
    let length: usize = arrived.header("content-length").map_or(0, |length| length.parse().expect("a number"));
    while arrived.body.len() < length {
        let more = stream.read(&mut bytes).await.expect("the rest");
        assert!(more > 0, "{path} breaks off");
        arrived.body.extend_from_slice(&bytes[..more]);
    }
    arrived
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_answer_is_one_write_with_its_length() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).await.expect("a connection");
    let key = format!("authorization: Bearer {}\r\n", merchant.api_key);
    let qr = format!("{}/qr.svg", asked.link);
    for (place, headers) in [
        (asked.link.as_str(), ""),
        ("/p/AAAAAAAAAAAAAAAAAAAAAA", ""),
        ("/dashboard/login", ""),
        ("/static/css/dashboard/base.css", ""),
        ("/api/v1/payment_requests", key.as_str()),
        ("/api/v1/openapi.json", key.as_str()),
        (qr.as_str(), ""),
    ] {
        // Twice: the delay shows on a connection that is kept.
        for _ in 0..2 {
            let zipped = asks(&mut stream, place, &format!("{headers}accept-encoding: gzip, deflate, br\r\n")).await;
            assert_eq!(zipped.header("transfer-encoding"), None, "{place} comes in chunks");
            assert_eq!(zipped.header("content-encoding"), Some("gzip"), "{place}");
            let length = zipped.header("content-length").expect("a length").parse::<usize>().expect("a number");
            assert_eq!(zipped.first, length, "{place} took more than one write");
            let mut plain = Vec::new();
            GzDecoder::new(&zipped.body[..]).read_to_end(&mut plain).expect("gzip");
            let vary = zipped.head.to_ascii_lowercase();
            assert!(vary.lines().any(|line| line.starts_with("vary:") && line.contains("accept-encoding")), "{place}");
            assert!(plain.len() > length, "{place}");
        }
        let plain = asks(&mut stream, place, headers).await;
        assert_eq!((plain.header("content-encoding"), plain.header("transfer-encoding")), (None, None), "{place}");
        // More than this the loopback itself cuts.
        assert_eq!(plain.first, plain.body.len().min(plain.first.max(32 * 1024)), "{place} took more than one write");
    }
    let refused = asks(&mut stream, &asked.link, "accept-encoding: gzip;q=0, identity\r\n").await;
    assert_eq!(refused.header("content-encoding"), None, "who does not want it does not get it");
    let small = asks(&mut stream, "/livez", "accept-encoding: gzip\r\n").await;
    assert_eq!((small.header("content-encoding"), small.body.as_slice()), (None, b"ok\n".as_slice()));
    drop(stream);
    app.ends().await;
}
