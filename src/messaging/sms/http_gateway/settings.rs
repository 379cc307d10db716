//! What a gateway wants to be told, what its answers mean, what it tells: as data. Three gateways come with the program.

use super::super::super::channel::{Delivery, Reason};
use super::template::{Escape, Values, fill, fill_json};
use crate::domain::field::FieldError;
use crate::guard::web_address;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Gateways that come with the program, by word.
pub const PRESETS: &[(&str, &str)] = &[
    ("kannel", include_str!("presets/kannel.json")),
    ("jasmin", include_str!("presets/jasmin.json")),
    ("seven", include_str!("presets/seven.json")),
];

/// What an account at a gateway knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// One of `PRESETS`, or
    #[serde(default)]
    preset: Option<String>,
    /// a description of its own.
    #[serde(default)]
    gateway: Option<Value>,
    /// Fills in the names that the description uses: addresses, log-ins.
    #[serde(default)]
    values: BTreeMap<String, String>,
}

/// A gateway, ready to use.
pub(super) struct Gateway {
    pub shape: Shape,
    pub values: BTreeMap<String, String>,
}

/// The description of a gateway.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    /// Values that an account has to give.
    #[serde(default)]
    needs: Vec<String>,
    /// Values that it may give.
    #[serde(default)]
    defaults: BTreeMap<String, String>,
    pub send: Request,
    /// A call that sends nothing; a 2xx is good news.
    #[serde(default)]
    pub test: Option<Request>,
    /// The first that fits decides.
    pub answers: Vec<Rule>,
    /// Where an answer names the message; without it receipts find it by their URL.
    #[serde(default)]
    pub reference: Option<Pick>,
    #[serde(default)]
    pub parts: Option<Pick>,
    /// Of a refusal; the HTTP status otherwise.
    #[serde(default)]
    pub code: Option<Pick>,
    #[serde(default)]
    pub receipt: Option<ReceiptShape>,
    #[serde(default)]
    pub inbound: Option<InboundShape>,
    #[serde(default)]
    pub callback_answer: Option<Said>,
}

/// A call; `{{ name }}` is filled in. What stays empty is left out of query and form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    method: String,
    url: String,
    #[serde(default)]
    query: Map<String, Value>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    form: Option<Map<String, Value>>,
    #[serde(default)]
    json: Option<Value>,
    /// Anything else, with the content type in `headers`; each place says how it is escaped.
    #[serde(default)]
    body: Option<String>,
}

/// What an answer means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    #[serde(default)]
    pub status: Vec<u16>,
    /// JSON pointer into the answer …
    #[serde(default)]
    pub at: Option<String>,
    /// … whose value is one of these.
    #[serde(default)]
    pub equals: Vec<String>,
    /// The whole body is one of these.
    #[serde(default)]
    pub body: Vec<String>,
    #[serde(default)]
    pub contains: Option<String>,
    pub then: Then,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub detail: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Then {
    Taken,
    Refused,
    NotNow,
    Unknown,
}

/// A piece of an answer: by JSON pointer, or between two texts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pick {
    #[serde(default)]
    pub at: Option<String>,
    #[serde(default)]
    pub after: Option<String>,
    #[serde(default)]
    pub before: Option<String>,
}

/// Fields that are there (and have one of these values).
pub(super) type When = BTreeMap<String, Vec<String>>;

/// Where a receipt says what. A place that begins with "/" is a JSON pointer, any other the name of a query or form field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptShape {
    pub when: When,
    #[serde(default)]
    pub reference: Option<String>,
    pub status: String,
    /// The gateway's words for our states; "X*" stands for all that begin so.
    pub words: BTreeMap<String, String>,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub detail: Option<String>,
    #[serde(default)]
    pub at: Option<String>,
}

/// Where an inbound message says what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InboundShape {
    pub when: When,
    pub from: String,
    pub to: String,
    pub text: String,
    /// Where the text stands as the network's own bytes, in hexadecimal. The first that fits wins over `text`.
    #[serde(default)]
    pub hex: Vec<HexText>,
    /// The value of the query that holds the user data header as it is, for parts of long texts.
    #[serde(default)]
    pub header: Option<String>,
    #[serde(default)]
    pub reference: Option<String>,
    #[serde(default)]
    pub at: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HexText {
    pub at: String,
    pub r#as: Alphabet,
    pub when: When,
}

/// How the network's bytes are read.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(super) enum Alphabet {
    /// A septet per byte.
    Gsm7,
    Ucs2,
}

/// What the gateway hears after its call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

impl Gateway {
    /// From an account's credentials, or the field that is wrong.
    pub fn read(credentials: &Value) -> Result<Self, FieldError> {
        let wrong = |field: &str, detail: String| FieldError::new(field, "invalid", detail);
        let given: Credentials =
            serde_json::from_value(credentials.clone()).map_err(|why| wrong("credentials", format!("{why}.")))?;
        let shape: Shape = match (&given.preset, given.gateway) {
            (Some(preset), None) => {
                let known = PRESETS.iter().find(|(word, _)| word == preset).map(|(_, text)| *text);
                let names: Vec<&str> = PRESETS.iter().map(|(word, _)| *word).collect();
                let text =
                    known.ok_or_else(|| wrong("credentials.preset", format!("Use one of {}.", names.join(", "))))?;
                serde_json::from_str(text).map_err(|why| wrong("credentials.preset", format!("{why}.")))?
            }
            (None, Some(own)) => {
                serde_json::from_value(own).map_err(|why| wrong("credentials.gateway", format!("{why}.")))?
            }
            _ => return Err(wrong("credentials", "Name a preset, or describe the gateway.".to_owned())),
        };
        let mut values = shape.defaults.clone();
        values.extend(given.values);
        if let Some(missing) =
            shape.needs.iter().find(|name| values.get(*name).is_none_or(|value| value.trim().is_empty()))
        {
            return Err(FieldError::new(format!("credentials.values.{missing}"), "required", "It is needed."));
        }
        if let Some(address) = values.get_mut("base_url") {
            *address = address.trim().trim_end_matches('/').to_owned();
            let wrong = |detail: &str| wrong("credentials.values.base_url", detail.to_owned());
            let url = web_address(address).ok_or_else(|| wrong("Write it as https://gateway.example.org."))?;
            if address.contains(['?', '#']) || !url.username().is_empty() || url.password().is_some() {
                return Err(wrong("Write it without user and password, and without anything behind \"?\" or \"#\"."));
            }
        }
        shape.check().map_err(|why| wrong("credentials.gateway", why))?;
        Ok(Self { shape, values })
    }
}

impl Shape {
    /// Words of ours that are used have to be ours.
    fn check(&self) -> Result<(), String> {
        let words = self.receipt.iter().flat_map(|receipt| receipt.words.values());
        if let Some(word) = words.into_iter().find(|word| Delivery::from_word(word).is_none()) {
            return Err(format!("\"{word}\" is no state of a message."));
        }
        let reasons = self.answers.iter().filter_map(|rule| rule.reason.as_deref());
        if let Some(word) = reasons.into_iter().find(|word| Reason::from_word(word).is_none()) {
            return Err(format!("\"{word}\" is no reason of a refusal."));
        }
        if !self.answers.iter().any(|rule| rule.then == Then::Taken) {
            return Err("No answer means that a message was taken.".to_owned());
        }
        if self.answers.iter().any(Rule::says_nothing) {
            return Err("A rule for answers has to say which answers it is about.".to_owned());
        }
        Ok(())
    }
}

impl Rule {
    /// A rule without a condition would call everything taken.
    fn says_nothing(&self) -> bool {
        self.status.is_empty() && self.equals.is_empty() && self.body.is_empty() && self.contains.is_none()
    }
}

impl Request {
    /// The call with everything filled in, or what is wrong with its description.
    pub fn fill(&self, client: &reqwest::Client, values: &Values<'_>) -> Result<reqwest::RequestBuilder, String> {
        let method = match self.method.as_str() {
            "GET" => Method::GET,
            "POST" => Method::POST,
            "PUT" => Method::PUT,
            other => return Err(format!("\"{other}\" is no method: use GET, POST or PUT.")),
        };
        let mut url = web_address(&fill(&self.url, Escape::Url, values)?)
            .ok_or_else(|| "The address begins with http:// or https://, and names a host.".to_owned())?;
        let query = pairs(&self.query, values)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = client.request(method, url);
        for (name, template) in &self.headers {
            request = request.header(name, fill(template, Escape::Header, values)?);
        }
        Ok(match (&self.form, &self.json, &self.body) {
            (None, None, None) => request,
            (Some(form), None, None) => request.form(&pairs(form, values)?),
            (None, Some(json), None) => request.json(&fill_json(json, values)?),
            (None, None, Some(body)) => request.body(fill(body, Escape::Told, values)?),
            _ => return Err("Give one body: form, json or body.".to_owned()),
        })
    }
}

/// In the order of the description. A pair in which a value stays empty is left out.
fn pairs(templates: &Map<String, Value>, values: &Values<'_>) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::with_capacity(templates.len());
    for (name, template) in templates {
        let template = template.as_str().ok_or_else(|| format!("\"{name}\" is not a text."))?;
        let empty = std::cell::Cell::new(false);
        let noting = |name: &str| {
            let value = values(name);
            empty.set(empty.get() || value.as_deref() == Some(""));
            value
        };
        let filled = fill(template, Escape::Whole, &noting)?;
        if !empty.get() {
            pairs.push((name.clone(), filled));
        }
    }
    Ok(pairs)
}
