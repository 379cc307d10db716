//! Bodies that are begun and do not come: of accounts that are none, of callers who are slow, of one caller too many.

use crate::support::TestApp;
use paylink::domain::message_account::MessageSender;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account};
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Long after anything should have been answered.
const AT_LAST: Duration = Duration::from_secs(60);
const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

/// Begins a request and leaves the rest of its body unsent.
async fn begins(app: &TestApp, place: &str, headers: &str, body: &[u8]) -> TcpStream {
    let host = app.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let head = format!("POST {place} HTTP/1.1\r\nhost: {host}\r\norigin: {}\r\n{headers}\r\n", app.base);
    stream.write_all(&[head.as_bytes(), body].concat()).await.expect("it is sent");
    stream
}

/// What is answered until the connection ends.
async fn ends(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = timeout(AT_LAST, stream.read_to_end(&mut bytes)).await.expect("the connection ends");
    // One that was closed while we were still sending is reset.
    assert!(read.is_ok() || !bytes.is_empty(), "{read:?}");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What is answered first.
async fn answers(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 64 * 1024];
    let read = timeout(AT_LAST, stream.read(&mut bytes)).await.expect("an answer").expect("an answer");
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

async fn mail_account(app: &TestApp, merchant: &crate::support::Merchant<'_>) -> String {
    let address = "rechnung@nord.example".to_owned();
    let sender = MessageSender { address, name: None, reply_to: None, can_reply: true };
    let credentials = json!({ "url": "smtp://127.0.0.1:1" });
    let new = NewMessageAccount { profile: None, carrier: "smtp".to_owned(), name: String::new(), credentials, sender };
    let account = add_message_account(app.context(), merchant.scope, new).await.expect("an account");
    format!("/notifications/messages/{}/{}", account.id, account.callback_secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_know_the_account_is_answered_before_the_body_comes() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let right = mail_account(&app, &merchant).await;
    let sandbox = merchant.sandbox_account().await;
    let made_up = "ma_00000000000000000000000000";
    for place in [
        format!("/notifications/messages/{made_up}/0123456789abcdef"),
        format!("{}0", right),
        right.rsplit_once('/').expect("a path").0.to_owned() + "/wrong",
        format!("/notifications/stripe/{sandbox}"),
        "/notifications/sandbox/pa_00000000000000000000000000".to_owned(),
    ] {
        let mut stream = begins(&app, &place, "content-length: 10000000\r\n", &[b'x'; 20_000]).await;
        assert_eq!(status(&answers(&mut stream).await), 404, "{place}");
        ends(stream).await;
    }
    // The right address is listened to.
    let headers = "content-type: message/rfc822\r\ncontent-length: 40\r\n";
    let mut stream = begins(&app, &right, headers, b"From: a@example.org\r\n").await;
    stream.write_all(b"\r\nHello, hello, hel").await.expect("it is sent");
    let answer = answers(&mut stream).await;
    assert!((200..300).contains(&status(&answer)), "{answer}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_does_not_come_ends_its_connection() {
    let app = TestApp::start_with(|config| config.body_grace = Duration::from_millis(400)).await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let (mail, sandbox) = (mail_account(&app, &merchant).await, merchant.sandbox_account().await);
    let key = format!("authorization: Bearer {}\r\n", merchant.api_key);
    let form = format!("{FORM}content-length: 500\r\n");
    let json = format!("{key}content-type: application/json\r\ncontent-length: 500\r\n");
    let chunks = format!("{FORM}transfer-encoding: chunked\r\n");
    let large = "content-length: 200000\r\n";
    let mut begun = Vec::new();
    for (place, headers, body) in [
        ("/dashboard/login", form.as_str(), "email=chef"),
        ("/dashboard/login", chunks.as_str(), "5\r\nemail\r\n"),
        (&format!("{}/checkout", asked.link), &form, "method=card"),
        (&format!("{}/opt-out", asked.link), &form, "channel=sms"),
        ("/api/v1/payment_requests", &json, "{\"amount\""),
        (&format!("/notifications/sandbox/{sandbox}"), large, "{"),
        (mail.as_str(), "content-length: 5000000\r\n", "From: a"),
        (&format!("/sandbox/api/{sandbox}/refunds"), large, "{"),
    ] {
        begun.push((place.to_owned(), begins(&app, place, headers, body.as_bytes()).await));
    }
    for (place, stream) in begun {
        let answer = ends(stream).await;
        assert!((400..500).contains(&status(&answer)), "{place}: {answer}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_not_kept_for_a_body_that_nobody_reads() {
    let app = TestApp::start().await;
    let chunks = "transfer-encoding: chunked\r\n";
    for (place, headers) in [
        ("/nothing/here", chunks),
        ("/nothing/here", "content-length: 100000\r\n"),
        ("/api/v1/payment_requests", chunks),
        ("/livez", chunks),
        ("/p/AAAAAAAAAAAAAAAAAAAAAA", chunks),
    ] {
        let answer = ends(begins(&app, place, headers, b"5\r\nemail\r\n").await).await;
        assert!(status(&answer) >= 400 && answer.to_lowercase().contains("connection: close"), "{place}: {answer}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_caller_has_so_many_unfinished_bodies_and_others_have_theirs() {
    let trusted = |config: &mut paylink::config::Config| {
        config.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    };
    let app = TestApp::start_with(trusted).await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let of =
        |caller: &str| format!("x-forwarded-for: {caller}\r\naccept-language: de\r\n{FORM}content-length: 500\r\n");
    let mut begun = Vec::new();
    for _ in 0..100 {
        begun.push(begins(&app, "/dashboard/login", &of("203.0.113.9"), b"email=").await);
    }
    for (place, word) in [
        ("/dashboard/login".to_owned(), "Zu viele Anfragen"),
        (format!("{}/checkout", asked.link), "<h1"),
        ("/api/v1/payment_requests".to_owned(), "\"rate_limited\""),
    ] {
        // The hundred may still be on their way in; the first that is too many is told so.
        let answer = loop {
            let stream = begins(&app, &place, &of("203.0.113.9"), b"a=").await;
            match timeout(Duration::from_millis(300), stream.readable()).await {
                Ok(_) => break ends(stream).await,
                Err(_) => begun.push(stream),
            }
        };
        assert_eq!(status(&answer), 429, "{answer}");
        assert!(answer.contains(word) && answer.to_lowercase().contains("retry-after:"), "{answer}");
        assert!(answer.to_lowercase().contains("x-content-type-options: nosniff"), "{answer}");
    }
    let mut other = begins(&app, "/dashboard/login", &of("203.0.113.10"), b"email=").await;
    other.write_all(&[b'a'; 494]).await.expect("it is sent");
    assert_ne!(status(&answers(&mut other).await), 429, "another caller");
    assert_eq!(app.payer().opens(&asked.link).await.status, 200, "what brings no body is none");
    drop(begun);
    app.ends().await;
}
