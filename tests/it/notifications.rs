//! What providers tell unasked: authentic or refused, known or new, about ours or not.

use crate::support::{TestApp, seconds};
use paylink::operations::manage_providers::read_provider_account;
use paylink::providers::client::http_client;
use paylink::providers::sandbox::{credentials, sign};
use reqwest::StatusCode;
use std::time::Duration;

struct Sender<'a> {
    app: &'a TestApp,
    place: String,
    secret: String,
}

impl Sender<'_> {
    async fn sends(&self, body: &str, signature: Option<String>) -> StatusCode {
        let client = http_client(Duration::from_secs(10)).expect("a client");
        let mut request = client.post(&self.place).body(body.to_owned());
        if let Some(signature) = signature {
            request = request.header("sandbox-signature", signature);
        }
        request.send().await.expect("an answer").status()
    }

    fn signed(&self, body: &str) -> Option<String> {
        Some(sign(&self.secret, self.app.context().now(), body.as_bytes()))
    }
}

async fn sender<'a>(merchant: &crate::support::Merchant<'a>) -> Sender<'a> {
    let id = merchant.sandbox_account().await;
    let account = read_provider_account(merchant.app.context(), merchant.scope, id).await.expect("the account");
    let secret = credentials(&account).expect("credentials").webhook_secret;
    Sender { app: merchant.app, place: format!("{}/notifications/sandbox/{id}", merchant.app.base), secret }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_signed_notifications_are_taken() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let sender = sender(&merchant).await;
    let body = "{}";
    assert_eq!(sender.sends(body, None).await, StatusCode::BAD_REQUEST);
    assert_eq!(sender.sends(body, Some("t=1,v1=00".to_owned())).await, StatusCode::BAD_REQUEST);
    let old = sign(&sender.secret, app.context().now().minus(seconds(301)), body.as_bytes());
    assert_eq!(sender.sends(body, Some(old)).await, StatusCode::BAD_REQUEST);
    let other = sender.signed("{ }");
    assert_eq!(sender.sends(body, other).await, StatusCode::BAD_REQUEST, "signed for another body");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authentic_notification_of_unknown_shape_is_kept_and_answered() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let sender = sender(&merchant).await;
    let body = r#"{"something":"new"}"#;
    assert_eq!(sender.sends(body, sender.signed(body)).await, StatusCode::NO_CONTENT);
    assert_eq!(sender.sends(body, sender.signed(body)).await, StatusCode::NO_CONTENT);
    let kept = app.context().store.read().await.expect("a connection").db().unreadable_facts().await.expect("a count");
    assert_eq!(kept, 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_account_is_not_found() {
    let app = TestApp::start().await;
    let client = http_client(Duration::from_secs(10)).expect("a client");
    for place in [
        "/notifications/sandbox/pa_00000000000000000000000000000000",
        "/notifications/sandbox/x",
        "/notifications/nobody/x",
    ] {
        let answer = client.post(format!("{}{place}", app.base)).body("{}").send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{place}");
    }
    app.ends().await;
}
