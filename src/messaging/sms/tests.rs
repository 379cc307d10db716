//! What tests of the carriers share: a message, and a server that answers once.

use super::super::channel::{Outgoing, Sender};
use crate::domain::ids::MessageId;
use crate::domain::time::Timestamp;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// An SMS with that text.
pub fn message(text: &str) -> Outgoing {
    Outgoing {
        id: MessageId(Uuid::from_u128(0x42)),
        to: "+4915112345678".to_owned(),
        from: Sender { address: "Nord".to_owned(), name: None, reply_to: None },
        subject: None,
        text: text.to_owned(),
        html: None,
        attachments: Vec::new(),
        status_url: Some("https://pay.example/n/sms?a=1".to_owned()),
        unsubscribe_url: None,
        return_path: None,
        valid_for: Duration::from_secs(3600),
        at: Timestamp::from_millis(1_763_750_000_000),
    }
}

/// A server on loopback and what it heard.
pub struct Served {
    /// "http://127.0.0.1:…".
    pub base: String,
    /// The one request, as text.
    pub heard: JoinHandle<String>,
}

/// Answers one request. An empty status hangs up, "silence" waits until the caller gives up.
pub async fn serve(status: &'static str, body: &'static str) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut heard, mut buffer) = (Vec::new(), [0; 4096]);
        while !is_whole(&heard) {
            let read = stream.read(&mut buffer).await.unwrap();
            heard.extend_from_slice(&buffer[..read]);
            assert!(read > 0, "the request broke off");
        }
        if status == "silence" {
            let _ = stream.read(&mut buffer).await;
        } else if !status.is_empty() {
            let answer =
                format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        String::from_utf8(heard).unwrap()
    });
    Served { base, heard }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.parse().unwrap());
    body.len() >= length
}
