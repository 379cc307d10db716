//! How to talk to a short message service centre.

use crate::domain::field::FieldError;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

/// What an account at an SMSC knows.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SmppCredentials {
    /// "smpp://system_id:password@host:2775", or "smpps://…" over TLS.
    url: String,
    #[serde(default)]
    system_type: String,
    /// What data coding 0 means at this SMSC.
    #[serde(default)]
    charset: Charset,
    /// How a long text travels.
    #[serde(default)]
    long: Long,
    /// How receipts write the id that the answer to sending wrote.
    #[serde(default)]
    receipt_ids: ReceiptIds,
    /// Messages on their way at once.
    #[serde(default = "ten")]
    window: usize,
    /// Type of number and numbering plan of the sender, where the SMSC wants others than usual.
    #[serde(default)]
    source_ton: Option<u8>,
    #[serde(default)]
    source_npi: Option<u8>,
    /// Whether to say how long a message is worth delivering; some SMSCs refuse it.
    #[serde(default = "yes")]
    validity: bool,
}

fn ten() -> usize {
    10
}

fn yes() -> bool {
    true
}

/// What data coding 0 means.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(super) enum Charset {
    /// GSM 7-bit, a septet per byte.
    #[default]
    Gsm7,
    /// ISO 8859-1; texts are sent as data coding 3, which says so.
    Latin1,
}

/// How a long text travels.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(super) enum Long {
    /// In parts with a user data header.
    #[default]
    Udh,
    /// As a whole in `message_payload`; the SMSC cuts it.
    Payload,
}

/// How receipts write ids. SMSCs are known to answer in hexadecimal and report in decimal.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "lowercase")]
pub(super) enum ReceiptIds {
    /// As the answer did.
    #[default]
    Same,
    /// The answer in hexadecimal, receipts in decimal.
    Decimal,
    /// The answer in decimal, receipts in hexadecimal.
    Hex,
}

/// Ready to connect.
#[derive(Clone)]
pub(super) struct Settings {
    pub host: String,
    pub port: u16,
    pub tls: bool,
    pub system_id: String,
    pub password: String,
    pub system_type: String,
    pub charset: Charset,
    pub long: Long,
    pub receipt_ids: ReceiptIds,
    pub window: usize,
    pub source_ton: Option<u8>,
    pub source_npi: Option<u8>,
    pub validity: bool,
}

impl Settings {
    /// From an account's credentials, or the field that is wrong.
    pub fn read(credentials: &Value) -> Result<Self, FieldError> {
        let given: SmppCredentials = serde_json::from_value(credentials.clone())
            .map_err(|why| FieldError::new("credentials", "invalid", format!("{why}.")))?;
        let wrong = |field: &str, detail: &str| FieldError::new(format!("credentials.{field}"), "invalid", detail);
        let form = || wrong("url", "Write it as smpp://system_id:password@host:2775, or smpps:// over TLS.");
        let url = Url::parse(&given.url).map_err(|_| form())?;
        let tls = match url.scheme() {
            "smpp" => false,
            "smpps" => true,
            _ => return Err(form()),
        };
        let decoded =
            |text: &str| percent_decode_str(text).decode_utf8().map(|text| text.into_owned()).unwrap_or_default();
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(form)?.trim_matches(['[', ']']).to_owned();
        let (system_id, password) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
        // The protocol's own limits.
        if !(1..=15).contains(&system_id.len()) || !system_id.is_ascii() || password.len() > 8 || !password.is_ascii() {
            return Err(wrong("url", "The system id has up to 15 plain characters, the password up to 8."));
        }
        if given.system_type.len() > 12 || !given.system_type.is_ascii() {
            return Err(wrong("system_type", "It has up to 12 plain characters."));
        }
        if !(1..=1000).contains(&given.window) {
            return Err(wrong("window", "It lies between 1 and 1000."));
        }
        Ok(Self {
            host,
            port: url.port().unwrap_or(2775),
            tls,
            system_id,
            password,
            system_type: given.system_type,
            charset: given.charset,
            long: given.long,
            receipt_ids: given.receipt_ids,
            window: given.window,
            source_ton: given.source_ton,
            source_npi: given.source_npi,
            validity: given.validity,
        })
    }

    /// An id as it is kept: the same, whether an answer or a receipt wrote it.
    pub fn reference(&self, id: &str, in_receipt: bool) -> String {
        let id = id.trim();
        let radix = match (self.receipt_ids, in_receipt) {
            (ReceiptIds::Same, _) => return id.to_owned(),
            (ReceiptIds::Decimal, true) | (ReceiptIds::Hex, false) => 10,
            (ReceiptIds::Decimal, false) | (ReceiptIds::Hex, true) => 16,
        };
        u128::from_str_radix(id, radix).map_or_else(|_| id.to_owned(), |number| number.to_string())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    pub fn settings(more: Value) -> Settings {
        let mut credentials = json!({ "url": "smpp://id:secret1@127.0.0.1:2776" });
        credentials.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Settings::read(&credentials).unwrap()
    }

    #[test]
    fn settings_are_read_and_mistakes_named() {
        let read = settings(json!({ "charset": "latin1", "long": "payload", "window": 3 }));
        assert_eq!((read.charset, read.long, read.window, read.port), (Charset::Latin1, Long::Payload, 3, 2776));
        for (credentials, field) in [
            (json!({}), "credentials"),
            (json!({ "url": "http://a@b" }), "credentials.url"),
            (json!({ "url": "smpp://b" }), "credentials.url"),
            (json!({ "url": "smpp://id:ninechars@b" }), "credentials.url"),
            (json!({ "url": "smpp://id@b", "charset": "ebcdic" }), "credentials"),
            (json!({ "url": "smpp://id@b", "window": 0 }), "credentials.window"),
            (json!({ "url": "smpp://id@b", "system_type": "thirteen chars" }), "credentials.system_type"),
        ] {
            assert_eq!(Settings::read(&credentials).err().unwrap().field, field, "{credentials}");
        }
    }

    #[test]
    fn ids_of_answers_and_receipts_meet() {
        for (kind, answer, receipt) in
            [("same", "0A-7", "0A-7"), ("decimal", "0000ABCD", "0043981"), ("hex", "43981", "abcd")]
        {
            let settings = settings(json!({ "receipt_ids": kind }));
            assert_eq!(settings.reference(answer, false), settings.reference(receipt, true), "{kind}");
        }
    }
}
