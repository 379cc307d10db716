//! What need not be said never keeps anybody from paying.

use super::{PAYMENT, account, at, session};
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::providers::stripe::Stripe;
use crate::providers::{Provider, ProviderError, StartParameters};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers one call after the other, each on a connection of its own; what was asked comes back, with the key of each call.
async fn answers(listener: TcpListener, answers: Vec<(u16, Value)>) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for (status, answer) in answers {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut heard, mut piece) = (Vec::new(), [0; 4096]);
        let body = loop {
            let read = stream.read(&mut piece).await.unwrap();
            heard.extend_from_slice(&piece[..read]);
            let text = String::from_utf8_lossy(&heard).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let field = |name: &str| {
                let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
                line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
            };
            let length: usize = field("content-length").unwrap().parse().unwrap();
            if body.len() >= length {
                break (field("idempotency-key").unwrap(), body.to_owned());
            }
        };
        asked.push(body);
        let text = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            text.len()
        );
        stream.write_all(format!("{head}{text}").as_bytes()).await.unwrap();
    }
    asked
}

fn refusal(param: &str) -> (u16, Value) {
    (400, json!({ "error": { "type": "invalid_request_error", "message": "Invalid", "param": param } }))
}

async fn starts(replies: Vec<(u16, Value)>) -> (Result<(), ProviderError>, Vec<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(answers(listener, replies));
    let stripe = Stripe::new(Some(place.parse().unwrap()), Duration::from_secs(10));
    let parameters = StartParameters {
        payment: PAYMENT,
        amount: Money::new(11_900, "EUR".parse().unwrap()),
        description: "Reifenwechsel".to_owned(),
        reference: None,
        merchant_name: "Werkstatt".to_owned(),
        language: Language::De,
        method: Method::Any,
        payer_email: Some("erika@example.org".to_owned()),
        return_url: "https://pay.example/p/t/return".to_owned(),
        notify_url: "https://pay.example/notifications/stripe/pa_1".to_owned(),
        ends_at: at(super::ENDS),
    };
    let account = account(json!({ "secret_key": format!("sk_test_{}", "a".repeat(24)) }));
    let told = stripe.start_checkout(&account, &parameters, "key-1").await.map(drop);
    (told, server.await.unwrap())
}

#[tokio::test]
async fn an_address_that_stripe_refuses_is_left_out_under_another_key() {
    let open = session(json!({ "status": "open", "url": "https://checkout.stripe.com/c/pay/cs_test_1" }));
    let (told, asked) = starts(vec![refusal("customer_email"), (200, open)]).await;
    assert!(told.is_ok(), "{told:?}");
    let [(first_key, first), (second_key, second)] = &asked[..] else { panic!("{asked:?}") };
    assert!(first.contains("customer_email=erika@example.org"), "{first}");
    assert!(!second.contains("customer_email") && second.contains("unit_amount"), "{second}");
    assert_eq!((first_key.as_str(), second_key.as_str()), ("key-1", "key-1/plain"), "other bytes are another call");
}

#[tokio::test]
async fn what_has_to_be_said_is_asked_once() {
    let (told, asked) = starts(vec![refusal("line_items[0][price_data][currency]")]).await;
    assert!(matches!(told, Err(ProviderError::Refused { .. })), "{told:?}");
    assert_eq!(asked.len(), 1);
}
