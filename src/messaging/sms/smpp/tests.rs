//! A small SMSC, written from the protocol's tables, that does what it is told to.

use super::*;
use crate::messaging::account::sample;
use crate::messaging::channel::{Delivery, Heard};
use crate::messaging::sms::tests::message;
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

const BIND: u32 = 0x09;
const SUBMIT: u32 = 0x04;
const DELIVER: u32 = 0x05;
const UNBIND: u32 = 0x06;
const ANSWER: u32 = 0x8000_0000;

/// One session of an SMSC.
struct Session(TcpStream);

/// Kind, status, sequence number, body.
type Pdu = (u32, u32, u32, Vec<u8>);

impl Session {
    /// The next PDU that is no sign of life; `None` once the other side hung up.
    async fn next(&mut self) -> Option<Pdu> {
        let mut header = [0; 16];
        self.0.read_exact(&mut header).await.ok()?;
        let number = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().unwrap());
        let mut body = vec![0; usize::try_from(number(0)).unwrap() - 16];
        self.0.read_exact(&mut body).await.ok()?;
        Some((number(4), number(8), number(12), body))
    }

    async fn say(&mut self, kind: u32, status: u32, sequence: u32, body: &[u8]) {
        let length = u32::try_from(16 + body.len()).unwrap();
        let header = [length, kind, status, sequence].map(u32::to_be_bytes).concat();
        self.0.write_all(&[&header, body].concat()).await.unwrap();
    }

    async fn bind(&mut self) {
        let (kind, _, sequence, body) = self.next().await.unwrap();
        assert_eq!(kind, BIND);
        assert!(body.starts_with(b"id\0secret1\0\0\x34"), "{body:?}");
        self.say(BIND | ANSWER, 0, sequence, b"SMSC\0").await;
    }

    /// A receipt or message; tells the status of the answer.
    async fn deliver(&mut self, class: u8, text: &str) -> u32 {
        let mut body = b"\0\x01\x014915112345678\0\0\0Nord\0".to_vec();
        body.extend([class, 0, 0, 0, 0, 0, 0, 0, 0, u8::try_from(text.len()).unwrap()]);
        body.extend(text.as_bytes());
        self.say(DELIVER, 0, 77, &body).await;
        loop {
            let (kind, status, sequence, _) = self.next().await.unwrap();
            if kind == DELIVER | ANSWER {
                assert_eq!(sequence, 77);
                return status;
            }
        }
    }
}

async fn smsc() -> (TcpListener, MessageAccount) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smpp://id:secret1@{}", listener.local_addr().unwrap());
    (listener, sample("smpp", json!({ "url": url })))
}

async fn accept(listener: &TcpListener) -> Session {
    let (stream, _) = timeout(Duration::from_secs(10), listener.accept()).await.unwrap().unwrap();
    let mut session = Session(stream);
    session.bind().await;
    session
}

async fn bound(smpp: &Smpp, account: &MessageAccount) {
    let mut link = smpp.link(account.id).unwrap();
    timeout(Duration::from_secs(10), link.bound()).await.unwrap();
}

fn sending(
    smpp: &std::sync::Arc<Smpp>,
    account: &MessageAccount,
    text: String,
) -> JoinHandle<Result<Taken, SendError>> {
    let (smpp, account) = (smpp.clone(), account.clone());
    tokio::spawn(async move { smpp.send(&account, &message(&text)).await })
}

#[tokio::test]
async fn a_message_is_taken_and_its_receipt_is_acknowledged_once_it_is_kept() {
    let (listener, account) = smsc().await;
    let smpp = std::sync::Arc::new(Smpp::default());
    let mut arrived = smpp.keep(&account).unwrap();
    let mut session = accept(&listener).await;
    bound(&smpp, &account).await;
    let sent = sending(&smpp, &account, "a".repeat(200));
    for id in ["1", "2"] {
        let (kind, _, sequence, _) = session.next().await.unwrap();
        assert_eq!(kind, SUBMIT);
        session.say(SUBMIT | ANSWER, 0, sequence, format!("{id}\0").as_bytes()).await;
    }
    let taken = sent.await.unwrap().unwrap();
    assert_eq!((taken.reference.as_deref(), taken.parts, taken.status), (Some("2"), Some(2), Delivery::Queued));

    let receipt = "id:2 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:DELIVRD err:000 text:";
    let keeping = tokio::spawn(async move {
        // The first time it cannot be stored.
        drop(arrived.recv().await.unwrap());
        let second = arrived.recv().await.unwrap();
        second.kept.send(()).unwrap();
        (second.heard, arrived)
    });
    assert_eq!(session.deliver(4, receipt).await, 0x64, "bring it again");
    assert_eq!(session.deliver(4, receipt).await, 0);
    let (heard, _arrived) = keeping.await.unwrap();
    assert!(matches!(heard, Heard::Receipt { reference: Some(id), delivery: Delivery::Delivered, .. } if id == "2"));

    smpp.let_go(account.id);
    let (kind, _, sequence, _) = session.next().await.unwrap();
    assert_eq!(kind, UNBIND);
    session.say(UNBIND | ANSWER, 0, sequence, b"").await;
}

#[tokio::test]
async fn what_breaks_after_handing_over_is_unknown_and_the_session_comes_back() {
    let (listener, account) = smsc().await;
    let smpp = std::sync::Arc::new(Smpp::default());
    let before = smpp.send(&account, &message("a")).await;
    assert!(matches!(before, Err(SendError::NotNow { .. })), "no session is kept: {before:?}");
    let _arrived = smpp.keep(&account).unwrap();
    let early = smpp.send(&account, &message("a")).await;
    assert!(matches!(early, Err(SendError::NotNow { .. })), "not bound yet: {early:?}");

    let mut session = accept(&listener).await;
    bound(&smpp, &account).await;
    let sent = sending(&smpp, &account, "a".to_owned());
    assert_eq!(session.next().await.unwrap().0, SUBMIT);
    drop(session);
    let lost = sent.await.unwrap();
    assert!(matches!(lost, Err(SendError::Unknown { .. })), "{lost:?}");

    let mut session = accept(&listener).await;
    bound(&smpp, &account).await;
    for (status, expected) in [(0x58, "not now"), (0x0B, "bad_address")] {
        let sent = sending(&smpp, &account, "a".to_owned());
        let (_, _, sequence, _) = session.next().await.unwrap();
        session.say(SUBMIT | ANSWER, status, sequence, b"").await;
        let told = match sent.await.unwrap().unwrap_err() {
            SendError::Refused { reason, .. } => reason.word(),
            SendError::NotNow { .. } => "not now",
            SendError::Unknown { .. } => "unknown",
        };
        assert_eq!(told, expected);
    }
    // The second part is refused after the first was taken: half a message is out.
    let sent = sending(&smpp, &account, "a".repeat(200));
    for status in [0, 0x0B] {
        let (_, _, sequence, _) = session.next().await.unwrap();
        session.say(SUBMIT | ANSWER, status, sequence, b"1\0").await;
    }
    let Err(SendError::Unknown { detail }) = sent.await.unwrap() else { panic!("half a message") };
    assert!(detail.starts_with("1 of 2 parts were sent"), "{detail}");
}

#[tokio::test]
async fn a_refused_log_in_is_told_and_tried_again() {
    let (listener, account) = smsc().await;
    let smpp = Smpp::default();
    let _arrived = smpp.keep(&account).unwrap();
    let (stream, _) = listener.accept().await.unwrap();
    let mut session = Session(stream);
    let (_, _, sequence, _) = session.next().await.unwrap();
    session.say(BIND | ANSWER, 0x0E, sequence, b"").await;
    assert!(session.next().await.is_none(), "it hangs up");
    let told = smpp.test(&account).await;
    let Err(SendError::NotNow { detail, .. }) = told else { panic!("{told:?}") };
    assert!(detail.contains("log-in"), "{detail}");
    accept(&listener).await;
}
