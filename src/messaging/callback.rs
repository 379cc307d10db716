//! What a carrier sends us over HTTP, as it was sent, and what it hears in return.

use crate::domain::ids::MessageId;
use percent_encoding::percent_decode;
use serde_json::Value;
use subtle::ConstantTimeEq;
use url::Url;

/// A call from a carrier, untouched: signatures are over its exact bytes.
#[derive(Clone, Copy, Debug)]
pub struct Callback<'a> {
    /// "GET", "POST".
    pub method: &'a str,
    /// The full public URL, as the carrier called it, with its query.
    pub url: &'a str,
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    /// As it came.
    pub body: &'a [u8],
}

impl Callback<'_> {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The pairs of the query, decoded, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        Url::parse(self.url).map(|url| url.query_pairs().into_owned().collect()).unwrap_or_default()
    }

    /// A value of the query as the bytes that it stands for, which need not be text.
    pub fn query_bytes(&self, name: &str) -> Option<Vec<u8>> {
        let (_, query) = self.url.split_once('?')?;
        let query = query.split('#').next().unwrap_or_default();
        let (_, value) = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(given, _)| *given == name)?;
        Some(percent_decode(value.replace('+', " ").as_bytes()).collect())
    }

    /// The pairs of a form body, decoded, in order; none where the body is something else.
    pub fn form(&self) -> Vec<(String, String)> {
        match self.header("content-type") {
            Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => {
                serde_urlencoded::from_bytes(self.body).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// A JSON body; `Null` where the body is something else.
    pub fn json(&self) -> Value {
        match self.header("content-type") {
            Some(kind) if kind.starts_with("application/json") => serde_json::from_slice(self.body).unwrap_or_default(),
            _ => Value::Null,
        }
    }

    /// Our message that the URL names, see `Outgoing::receipt_url`.
    pub fn message(&self) -> Option<MessageId> {
        self.query().into_iter().find(|(name, _)| name == "message").and_then(|(_, id)| id.parse().ok())
    }

    /// Whether the URL carries the secret: as a part of its path, or as any value of its query. Every part is compared in constant time.
    pub fn carries(&self, secret: &str) -> bool {
        let Ok(url) = Url::parse(self.url) else { return false };
        let same = |part: &str| bool::from(part.as_bytes().ct_eq(secret.as_bytes()));
        let in_path = url.path_segments().into_iter().flatten().fold(false, |found, part| found | same(part));
        let in_query = url.query_pairs().fold(false, |found, (_, value)| found | same(&value));
        // An empty secret proves nothing.
        !secret.is_empty() && (in_path | in_query)
    }
}

/// The call is not the carrier's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the callback does not prove where it comes from")]
pub struct BadSignature;

/// What the carrier hears once its call is stored. Some repeat for ever unless they hear their own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackAnswer {
    /// HTTP status.
    pub status: u16,
    /// Of the body.
    pub content_type: String,
    /// Often empty.
    pub body: String,
}

impl CallbackAnswer {
    /// Nothing but "heard".
    pub fn empty() -> Self {
        Self { status: 204, content_type: "text/plain; charset=utf-8".to_owned(), body: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Callback<'_> {
        Callback { method: "GET", url, headers: &[], body: b"" }
    }

    #[test]
    fn the_secret_is_found_in_path_or_query_and_nowhere_else() {
        for (url, carried) in [
            ("https://pay.example/notifications/sms/ma_1/s3cret?type=1", true),
            ("https://pay.example/notifications/sms/ma_1?key=s3cret", true),
            ("https://pay.example/notifications/sms/ma_1?key=s3cre", false),
            ("https://pay.example/notifications/sms/ma_1?s3cret=1", false),
            ("https://s3cret/notifications", false),
            ("https://pay.example/x#s3cret", false),
            ("no url s3cret", false),
        ] {
            assert_eq!(at(url).carries("s3cret"), carried, "{url}");
        }
        assert!(!at("https://pay.example/a//b?c=").carries(""), "an empty secret proves nothing");
    }

    #[test]
    fn bodies_are_read_by_their_type() {
        let headers = [("content-type".to_owned(), "application/x-www-form-urlencoded; charset=UTF-8".to_owned())];
        let call = Callback {
            method: "POST",
            url: "https://a.example/?q=%C3%A4+b",
            headers: &headers,
            body: b"a=1&a=2&t=%E2%82%AC",
        };
        assert_eq!(call.query(), [("q".to_owned(), "ä b".to_owned())]);
        assert_eq!(
            at("https://a.example/?a=1&udh=%05%00%03%C8%02+").query_bytes("udh"),
            Some(vec![5, 0, 3, 200, 2, 32])
        );
        assert_eq!(call.form().len(), 3);
        assert_eq!(call.form()[2].1, "€");
        assert_eq!(call.json(), Value::Null);
    }
}
