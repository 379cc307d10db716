//! What all carriers over HTTP share: one call, and what its failure means.

use super::super::channel::SendError;
use crate::guard::NoWay;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, StatusCode};
use std::time::Duration;

/// Bytes of an answer that are kept.
const ANSWER: usize = 64 * 1024;

/// An answer, whatever it says.
pub(super) struct Answer {
    pub status: StatusCode,
    pub body: Vec<u8>,
    pub retry_after: Option<Duration>,
}

/// Makes the call. Without an answer: nothing was sent if there was no connection, otherwise nobody knows.
pub(super) async fn call(request: RequestBuilder) -> Result<Answer, SendError> {
    let mut response = request.send().await.map_err(|why| {
        if let Some(no_way) = no_way(&why) {
            return SendError::not_now(no_way);
        }
        // Addresses of gateways carry passwords in their query.
        let not_sent = why.is_connect() || why.is_builder();
        let detail = chain(&why.without_url());
        if not_sent { SendError::not_now(detail) } else { SendError::unknown(detail) }
    })?;
    let (status, retry_after) = (response.status(), retry_after(response.headers()));
    let mut body = Vec::new();
    let broken = |why: reqwest::Error| SendError::unknown(chain(&why.without_url()));
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER {
            body.truncate(ANSWER);
            break;
        }
    }
    Ok(Answer { status, body, retry_after })
}

/// What the guard said, deep inside.
fn no_way(why: &reqwest::Error) -> Option<NoWay> {
    let mut cause = std::error::Error::source(why);
    while let Some(inner) = cause {
        if let Some(no_way) = inner.downcast_ref::<NoWay>() {
            return Some(no_way.clone());
        }
        cause = inner.source();
    }
    None
}

/// An error with its causes; the library's own words say only "error sending request".
fn chain(why: &dyn std::error::Error) -> String {
    let mut words = why.to_string();
    let mut source = why.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}

/// Seconds; the form with a date is not used by carriers.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(86_400)))
}

/// An answer without a reading of its own: "too many requests" was not accepted, a server's failure may hide an acceptance.
pub(super) fn by_status(answer: &Answer) -> Option<SendError> {
    match answer.status.as_u16() {
        429 => Some(SendError::NotNow {
            detail: "The carrier asks to slow down.".to_owned(),
            retry_after: answer.retry_after,
        }),
        500..=599 => Some(SendError::unknown(format!("The carrier answered with status {}.", answer.status))),
        _ => None,
    }
}
