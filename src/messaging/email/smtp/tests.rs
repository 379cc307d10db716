//! A scripted mail server breaks off, refuses or falls silent at every stage.

use super::super::letter::tests::full;
use super::*;
use crate::messaging::account::sample;
use serde_json::json;
use std::collections::HashMap;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const HELLO: &str = "250-mail.example.org\r\n250-AUTH PLAIN LOGIN\r\n250 SMTPUTF8";

/// Serves one connection: an answer for each command that begins with the word, or "MAIL 2" for its second time; an empty answer hangs up.
/// What was heard comes back.
async fn server(script: &[(&'static str, &'static str)]) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = Arc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
    let port = listener.local_addr().unwrap().port();
    (port, serve(&listener, script))
}

fn serve(listener: &Arc<TcpListener>, script: &[(&'static str, &'static str)]) -> tokio::task::JoinHandle<String> {
    let (listener, script) = (Arc::clone(listener), script.to_vec());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut times = HashMap::new();
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut heard = String::new();
        let mut answer = |word: &str| {
            let time = times.entry(word.to_owned()).or_insert(0);
            *time += 1;
            let named = |name: &str| script.iter().find(|(given, _)| *given == name).map(|(_, answer)| *answer);
            named(&format!("{word} {time}")).or_else(|| named(word))
        };
        let mut command = "CONNECT".to_owned();
        let mut text = false;
        loop {
            match answer(&command).unwrap_or("250 Ok") {
                "" => return heard,
                _ if text && command != "." => {}
                said => writing.write_all(format!("{said}\r\n").as_bytes()).await.unwrap(),
            }
            text = (text && command != ".") || command == "DATA";
            let Ok(Some(line)) = lines.next_line().await else { return heard };
            heard.push_str(&line);
            heard.push('\n');
            let word = line.split([' ', ':']).next().unwrap_or_default();
            command = if text { line.clone() } else { word.to_owned() };
        }
    })
}

async fn send(login: &str, script: &'static [(&'static str, &'static str)]) -> (Result<Taken, SendError>, String) {
    send_this(&full(), login, script).await
}

async fn send_this(
    message: &Outgoing,
    login: &str,
    script: &'static [(&'static str, &'static str)],
) -> (Result<Taken, SendError>, String) {
    let (port, served) = server(script).await;
    let account = sample("smtp", json!({ "url": format!("smtp://{login}127.0.0.1:{port}?tls=none") }));
    let result = Smtp::default().send(&account, message).await;
    (result, served.await.unwrap())
}

const GOOD: &[(&str, &str)] = &[
    ("CONNECT", "220 mail.example.org ESMTP"),
    ("EHLO", HELLO),
    ("AUTH", "235 2.7.0 Authentication successful"),
    ("DATA", "354 End data with <CR><LF>.<CR><LF>"),
    (".", "250 2.0.0 Ok: queued as 4F3C1A2B"),
    ("QUIT", "221 Bye"),
];

/// Knows plain letters only.
const PLAIN: &[(&str, &str)] = &[
    ("CONNECT", "220 mail.example.org ESMTP"),
    ("EHLO", "250-mail.example.org\r\n250 8BITMIME"),
    ("DATA", "354 End data with <CR><LF>.<CR><LF>"),
    (".", "250 2.0.0 Ok: queued as 4F3C1A2B"),
    ("QUIT", "221 Bye"),
];

#[tokio::test]
async fn a_domain_in_other_letters_goes_to_any_server_as_dns_has_it() {
    let mut message = full();
    message.to = "erika@müller.example".to_owned();
    message.from.address = "rechnung@straße.example".to_owned();
    message.from.reply_to = Some("buero@straße.example".to_owned());
    message.return_path = Some("bounces+42-aa@straße.example".to_owned());
    let (result, heard) = send_this(&message, "", PLAIN).await;
    assert!(result.is_ok(), "{result:?}");
    assert!(
        heard
            .contains("MAIL FROM:<bounces+42-aa@xn--strae-oqa.example>\nRCPT TO:<erika@xn--mller-kva.example>\nDATA\n"),
        "{heard}"
    );
    assert!(heard.is_ascii(), "{heard}");
}

#[tokio::test]
async fn only_other_letters_before_the_at_need_a_server_that_knows_them() {
    let mut message = full();
    message.to = "jürgen@müller.example".to_owned();
    let (result, _) = send_this(&message, "", PLAIN).await;
    assert!(matches!(result, Err(SendError::Refused { reason: Reason::BadAddress, .. })), "{result:?}");
    let (result, heard) = send_this(&message, "u:p@", GOOD).await;
    assert!(result.is_ok() && heard.contains("SMTPUTF8\nRCPT TO:<jürgen@xn--mller-kva.example>"), "{heard}");
}

#[tokio::test]
async fn a_mail_is_taken() {
    let (result, heard) = send("u:p@", GOOD).await;
    let taken = result.unwrap();
    assert_eq!((taken.reference.as_deref(), taken.status), (Some("4F3C1A2B"), Delivery::Sent));
    assert_eq!(String::from_utf8(taken.answer).unwrap(), "250 2.0.0 Ok: queued as 4F3C1A2B");
    assert!(heard.contains("EHLO klempnerei-nord.example\nAUTH PLAIN AHUAcA==\n"), "{heard}");
    assert!(heard.contains("MAIL FROM:<bounces+42-aa@klempnerei-nord.example>\nRCPT TO:<erika@example.com>\nDATA\n"));
    assert!(heard.ends_with(".\n"));
}

#[tokio::test]
async fn the_next_mail_goes_through_the_connection_that_is_open() {
    let (port, served) = server(GOOD).await;
    let account =
        |password: &str| sample("smtp", json!({ "url": format!("smtp://u:{password}@127.0.0.1:{port}?tls=none") }));
    let smtp = Smtp::default();
    for _ in 0..2 {
        smtp.send(&account("p"), &full()).await.unwrap();
    }
    assert_ne!(
        key(&account("p"), "a.example"),
        key(&account("q"), "a.example"),
        "another password, another connection"
    );
    drop(smtp);
    let heard = served.await.unwrap();
    let count = |word: &str| heard.lines().filter(|line| line.starts_with(word)).count();
    assert_eq!((count("EHLO"), count("AUTH"), count("NOOP"), count("MAIL")), (1, 1, 1, 2), "{heard}");
}

#[tokio::test]
async fn a_connection_that_carries_no_more_is_replaced_and_the_mail_goes_out() {
    for end in [("NOOP", ""), ("NOOP", "421 4.4.2 Timeout"), ("MAIL 2", "421 4.7.0 Too many mails"), ("MAIL 2", "")] {
        let listener = Arc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
        let account = sample("smtp", json!({ "url": format!("smtp://{}?tls=none", listener.local_addr().unwrap()) }));
        let smtp = Smtp::default();
        let first = serve(&listener, &[GOOD, &[end]].concat());
        smtp.send(&account, &full()).await.unwrap();
        let second = serve(&listener, GOOD);
        smtp.send(&account, &full()).await.unwrap();
        drop(smtp);
        let count = |heard: &str| heard.lines().filter(|line| *line == ".").count();
        assert_eq!(count(&first.await.unwrap()), 1, "{end:?}");
        assert_eq!(count(&second.await.unwrap()), 1, "{end:?}");
    }
}

/// What was so before the text was handed over is "not now" or a refusal; what broke after it is unknown.
#[tokio::test]
async fn a_failure_means_what_its_stage_says() {
    let cases: &[(&'static [(&str, &str)], &str)] = &[
        (&[("CONNECT", "")], "not now"),
        (&[("CONNECT", "554 5.7.1 You are on a list")], "not now"),
        (&[("CONNECT", "220 x"), ("EHLO", "")], "not now"),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "535 5.7.8 Authentication failed")], "not now"),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("MAIL", "451 4.3.0 Try later")], "not now"),
        (
            &[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("MAIL", "550 5.7.1 Sender not allowed")],
            "refused (5.7.1) blocked",
        ),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("RCPT", "")], "not now"),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("RCPT", "450 4.2.0 Greylisted")], "not now"),
        (
            &[
                ("CONNECT", "220 x"),
                ("EHLO", HELLO),
                ("AUTH", "235 Ok"),
                ("RCPT", "550 5.1.1 <erika@example.com>: unknown"),
            ],
            "refused (5.1.1) bad_address",
        ),
        (
            &[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("RCPT", "550 No such user here")],
            "refused (550) bad_address",
        ),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("DATA", "")], "not now"),
        (&[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("DATA", "354 Go"), (".", "")], "unknown"),
        (
            &[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("DATA", "354 Go"), (".", "gibberish")],
            "unknown",
        ),
        (
            &[("CONNECT", "220 x"), ("EHLO", HELLO), ("AUTH", "235 Ok"), ("DATA", "354 Go"), (".", "452 4.3.1 Full")],
            "not now",
        ),
        (
            &[
                ("CONNECT", "220 x"),
                ("EHLO", HELLO),
                ("AUTH", "235 Ok"),
                ("DATA", "354 Go"),
                (".", "554 5.7.1 Looks like spam"),
            ],
            "refused (5.7.1) blocked",
        ),
    ];
    for (script, expected) in cases {
        let told = match send("u:p@", script).await.0.unwrap_err() {
            SendError::Refused { code, reason, .. } => format!("refused ({code}) {}", reason.word()),
            SendError::NotNow { .. } => "not now".to_owned(),
            SendError::Unknown { .. } => "unknown".to_owned(),
        };
        assert_eq!(told, *expected, "{script:?}");
    }
}

#[tokio::test]
async fn silence_is_harmless_until_the_text_was_handed_over() {
    for (stage, unknown) in
        [(Stage::Sender, false), (Stage::Recipient, false), (Stage::Data, false), (Stage::Text, true)]
    {
        let silent = step(stage, Duration::from_millis(1), std::future::pending()).await.unwrap_err().error;
        assert_eq!(matches!(silent, SendError::Unknown { .. }), unknown, "{stage:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_or_does_not_encrypt_gets_nothing() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let account = sample("smtp", json!({ "url": format!("smtp://{closed}?tls=none") }));
    assert!(matches!(Smtp::default().send(&account, &full()).await, Err(SendError::NotNow { .. })));
    let (port, served) = server(GOOD).await;
    let account = sample("smtp", json!({ "url": format!("smtp://127.0.0.1:{port}") }));
    let Err(SendError::NotNow { detail, .. }) = Smtp::default().send(&account, &full()).await else {
        panic!("was taken")
    };
    assert!(detail.contains("STARTTLS"), "{detail}");
    assert!(!served.await.unwrap().contains("MAIL"));
}

#[test]
fn enhanced_codes_are_read_from_the_front() {
    for (words, code) in [
        ("5.1.1 <x@y>: Recipient address rejected", Some("5.1.1")),
        ("4.7.650 The mail server [1.2.3.4]", Some("4.7.650")),
        ("Requested action not taken", None),
        ("1.2.3.4 is blocked", None),
        ("5.1.1000 x", None),
        ("", None),
    ] {
        assert_eq!(enhanced_code(words).as_deref(), code, "{words}");
    }
}

#[test]
fn a_password_leaves_this_machine_encrypted_or_not_at_all() {
    let at = |addresses: &[&str]| addresses.iter().map(|address| address.parse().unwrap()).collect::<Vec<_>>();
    for (encrypted, addresses, may) in [
        (true, at(&["93.184.216.34:587"]), true),
        (false, at(&["93.184.216.34:587"]), false),
        (false, at(&["10.0.0.1:25"]), false),
        (false, at(&["127.0.0.1:25", "[::1]:25"]), true),
        (false, at(&["127.0.0.1:25", "93.184.216.34:25"]), false),
    ] {
        assert_eq!(may_log_in(encrypted, &addresses), may, "{encrypted} {addresses:?}");
    }
}
