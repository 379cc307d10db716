//! A merchant's program: what calls the API.

use super::{Asked, Merchant, TestApp};
use paylink::providers::client::http_client;
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use std::borrow::Borrow;
use std::time::Duration;

/// Holds a key.
pub struct Program<'a> {
    app: &'a TestApp,
    key: String,
    client: Client,
}

/// What the API answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The bytes as JSON, null where they are none.
    pub body: Value,
}

impl Answer {
    pub fn kind(&self) -> &str {
        self.headers.get("content-type").map_or("", |kind| kind.to_str().expect("text"))
    }

    /// The fields at fault, each with its code.
    pub fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }

    pub fn code(&self) -> (u16, String) {
        (self.status.as_u16(), self.body["code"].as_str().unwrap_or_default().to_owned())
    }
}

impl<'a> Program<'a> {
    pub fn of(merchant: &Merchant<'a>) -> Self {
        Self::with_key(merchant.app, merchant.api_key.clone())
    }

    pub fn with_key(app: &'a TestApp, key: String) -> Self {
        Self { app, key, client: http_client(Duration::from_secs(60)).expect("a client") }
    }

    /// `once`: an Idempotency-Key.
    pub async fn calls(&self, method: Method, path: &str, body: Option<Value>, once: Option<&str>) -> Answer {
        let mut call = self.client.request(method, format!("{}/api/v1{path}", self.app.base)).bearer_auth(&self.key);
        if let Some(body) = body {
            call = call.json(&body);
        }
        if let Some(key) = once {
            call = call.header("idempotency-key", key);
        }
        let answer = call.send().await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await.expect("a body").to_vec();
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null), bytes }
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.calls(Method::GET, path, None, None).await
    }

    pub async fn posts(&self, path: &str, body: impl Borrow<Value>) -> Answer {
        self.calls(Method::POST, path, Some(body.borrow().clone()), None).await
    }
}

/// One call, for stories that need no more of the answer.
pub async fn calls(merchant: &Merchant<'_>, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let answer = Program::of(merchant).calls(method, path, body, None).await;
    (answer.status.as_u16(), answer.body)
}

/// A request as the API shows it.
pub fn asked(object: &Value) -> Asked {
    let url = object["pay_url"].as_str().expect("a link");
    Asked {
        id: object["id"].as_str().expect("an id").parse().expect("an id"),
        link: url[url.find("/p/").expect("/p/")..].to_owned(),
    }
}
