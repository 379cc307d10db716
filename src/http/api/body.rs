//! Bodies: small, JSON, and read field by field, so that the caller hears of every wrong type and unknown name at once, each by the name
//! that they wrote.

use super::once;
use super::problem::Problem;
use crate::domain::attachment::{LARGEST_FILE, LARGEST_TOGETHER};
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::MerchantId;
use crate::http::files::{LONGEST_UPLOAD, UploadRoom, upload_room};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::web::{Bytes, BytesMut, Payload};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};
use tokio::time::sleep;

/// The largest body: a request with all its metadata fits several times.
pub const LARGEST_BODY: usize = 64 * 1024;
/// Where a file is sent: in base64, which makes four bytes of three.
pub const LARGEST_WITH_FILE: usize = LARGEST_BODY + LARGEST_FILE.div_ceil(3) * 4;
/// Where all files of a request are sent.
pub const LARGEST_WITH_FILES: usize = LARGEST_BODY + LARGEST_TOGETHER.div_ceil(3) * 4;
/// So much of an unknown name is repeated to the caller.
const ECHO: usize = 100;

/// A body as it came.
pub struct Body {
    /// The bytes, for the digest of an Idempotency-Key.
    pub bytes: Bytes,
    json: bool,
    /// Where it is a large one.
    _room: Option<UploadRoom>,
}

impl Body {
    /// Reads the body of a call to its end, within bounds.
    pub async fn read(request: &HttpRequest, payload: Payload) -> Result<Self, Problem> {
        Self::read_within(request, payload, LARGEST_BODY, None).await
    }

    /// As [`Body::read`], where a merchant sends more than usual.
    pub async fn read_large(
        request: &HttpRequest,
        payload: Payload,
        most: usize,
        whose: MerchantId,
    ) -> Result<Self, Problem> {
        Self::read_within(request, payload, most, Some(whose)).await
    }

    async fn read_within(
        request: &HttpRequest,
        mut payload: Payload,
        most: usize,
        whose: Option<MerchantId>,
    ) -> Result<Self, Problem> {
        let announced = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: usize| length > most) {
            return Err(too_large(most));
        }
        let mut bytes = BytesMut::new();
        let mut room = None;
        let late = sleep(LONGEST_UPLOAD);
        tokio::pin!(late);
        loop {
            let chunk = tokio::select! {
                chunk = payload.next() => chunk,
                () = &mut late, if room.is_some() => return Err(Problem::bad_request("incomplete_body", "The body took too long.")),
            };
            let Some(chunk) = chunk else { break };
            let chunk = chunk.map_err(|_| Problem::bad_request("incomplete_body", "The body broke off."))?;
            if bytes.len() + chunk.len() > most {
                return Err(too_large(most));
            }
            if let Some(whose) = whose.filter(|_| room.is_none() && bytes.len() + chunk.len() > LARGEST_BODY) {
                room = Some(upload_room(whose).await.ok_or_else(Problem::busy)?);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Self { bytes: bytes.freeze(), json: is_plain_json(request), _room: room })
    }

    /// The fields of the object that the body must be.
    pub fn fields(&self) -> Result<Fields, Problem> {
        if !self.json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Send JSON with `Content-Type: application/json` and without Content-Encoding.",
            ));
        }
        let (value, repeated) = once::read(&self.bytes).map_err(|error| match error.is_data() {
            true => Problem::bad_request("too_many_values", format!("Send a smaller body: {error}.")),
            false => Problem::bad_request("malformed_json", format!("This is not JSON: {error}.")),
        })?;
        let mut faults = Faults::new();
        for path in repeated {
            faults.add(join("", &path.join(".")), "repeated", "This stands here more than once. Send it once.");
        }
        find_nulls("", &value, &mut faults);
        faults.check().map_err(Problem::invalid)?;
        match value {
            Value::Object(map) => Ok(Fields::of(String::new(), map)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(Problem::invalid(vec![FieldError::new("", "wrong_type", "Send an object.")]))
            }
        }
    }

    /// As [`Body::fields`], where no body at all means no fields.
    pub fn fields_if_any(&self) -> Result<Fields, Problem> {
        if self.bytes.is_empty() { Ok(Fields::of(String::new(), Map::new())) } else { self.fields() }
    }
}

fn too_large(most: usize) -> Problem {
    let files = match most {
        LARGEST_WITH_FILE => " That is a file of 5 MB in base64.",
        LARGEST_WITH_FILES => " That is files of 7 MB together, in base64.",
        _ => "",
    };
    let detail = format!("Send at most {most} bytes.{files}");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail)
}

fn is_plain_json(request: &HttpRequest) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media = header(CONTENT_TYPE).split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let encoding = header(CONTENT_ENCODING);
    media == "application/json" && (encoding.is_empty() || encoding.eq_ignore_ascii_case("identity"))
}

/// Null characters are no text for PostgreSQL, in whatever field.
fn find_nulls(path: &str, value: &Value, faults: &mut Faults) {
    let bad = |text: &str| text.contains('\0');
    match value {
        Value::String(text) if bad(text) => faults.add(path, "null_character", "Remove null characters."),
        Value::Array(values) => values.iter().for_each(|value| find_nulls(path, value, faults)),
        Value::Object(map) => {
            for (name, value) in map {
                let inner = join(path, name);
                if bad(name) {
                    faults.add(inner.as_str(), "null_character", "Remove null characters.");
                }
                find_nulls(&inner, value, faults);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// "payer" and "email" as "payer.email".
fn join(path: &str, name: &str) -> String {
    let name: String = name.chars().take(ECHO).collect();
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// Whether it is beyond all integers of ours, perhaps written as 1e20.
fn is_huge(number: &Number) -> bool {
    // Above 2^53 a number with a decimal point is an integer.
    number.is_u64() || number.as_f64().is_some_and(|value| number.is_f64() && value.abs() > 9_007_199_254_740_992.0)
}

/// The fields of one object; each is asked for by name. `null` and absent are the same unless asked.
pub struct Fields {
    path: String,
    given: Map<String, Value>,
    asked: Vec<&'static str>,
    faults: Faults,
}

impl Fields {
    fn of(path: String, given: Map<String, Value>) -> Self {
        Self { path, given, asked: Vec::new(), faults: Faults::new() }
    }

    /// Whatever is there.
    pub fn value(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        self.given.get(name).filter(|value| !value.is_null()).cloned()
    }

    /// Whether `null` was written.
    pub fn is_null(&self, name: &str) -> bool {
        self.given.get(name).is_some_and(Value::is_null)
    }

    /// Notes that it has to be there.
    pub fn require(&mut self, name: &'static str) {
        if self.given.get(name).is_none_or(Value::is_null) {
            let field = join(&self.path, name);
            self.faults.add(field, "required", "This has to be there.");
        }
    }

    /// Notes that `null` cannot be.
    pub fn refuse_null(&mut self, name: &'static str) {
        if self.is_null(name) {
            let field = join(&self.path, name);
            self.faults.add(field, "wrong_type", "This cannot be null. Give a value, or leave it out.");
        }
    }

    /// A text.
    pub fn text(&mut self, name: &'static str) -> Option<String> {
        match self.value(name)? {
            Value::String(text) => Some(text),
            _ => self.wrong(name, "wrong_type", "Send a text."),
        }
    }

    /// Bytes in base64.
    pub fn base64(&mut self, name: &'static str) -> Option<Vec<u8>> {
        self.asked.push(name);
        // Not by way of a copy of the text: it may be large.
        match self.given.get(name).filter(|value| !value.is_null())? {
            Value::String(text) => match STANDARD.decode(text) {
                Ok(bytes) => Some(bytes),
                Err(_) => self.wrong(name, "invalid", "Send it in base64 (RFC 4648, section 4), without line breaks."),
            },
            _ => self.wrong(name, "wrong_type", "Send a text in base64."),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, name: &'static str) -> Option<i64> {
        match self.value(name)? {
            Value::Number(number) if number.is_i64() => number.as_i64(),
            Value::Number(number) if is_huge(&number) => {
                self.wrong(name, "out_of_range", "This number is too small or too large.")
            }
            _ => self.wrong(name, "wrong_type", "Send an integer, without quotes and without decimals."),
        }
    }

    /// A number that counts something; 0 when absent.
    pub fn count<T: TryFrom<i64> + Default>(&mut self, name: &'static str) -> T {
        self.refuse_null(name);
        let Some(number) = self.integer(name) else { return T::default() };
        let out_of_range =
            |fields: &mut Self| fields.wrong(name, "out_of_range", "This number is too small or too large.");
        T::try_from(number).ok().or_else(|| out_of_range(self)).unwrap_or_default()
    }

    /// `true` or `false`; `false` when absent.
    pub fn boolean(&mut self, name: &'static str) -> bool {
        self.refuse_null(name);
        match self.value(name) {
            None => false,
            Some(Value::Bool(yes)) => yes,
            Some(_) => self.wrong(name, "wrong_type", "Send true or false.").unwrap_or_default(),
        }
    }

    /// One of our words.
    pub fn word<T: DeserializeOwned>(&mut self, name: &'static str, words: &str) -> Option<T> {
        let word = self.value(name)?;
        serde_json::from_value(word).ok().or_else(|| self.wrong(name, "unknown", words))
    }

    /// A list of our words, each at most once; none when absent.
    pub fn words<T: DeserializeOwned + PartialEq>(&mut self, name: &'static str, most: usize, words: &str) -> Vec<T> {
        let Some(value) = self.value(name) else { return Vec::new() };
        let Value::Array(items) = value else {
            return self.wrong(name, "wrong_type", "Send a list.").unwrap_or_default();
        };
        let read: Vec<T> = items.iter().filter_map(|item| serde_json::from_value(item.clone()).ok()).collect();
        let repeated = read.iter().enumerate().any(|(at, item)| read[..at].contains(item));
        if read.len() < items.len() || repeated || items.len() > most {
            return self.wrong(name, "unknown", words).unwrap_or_default();
        }
        read
    }

    /// An object, read by `read`.
    pub fn object<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        match self.value(name)? {
            Value::Object(map) => {
                let mut inner = Self::of(join(&self.path, name), map);
                let value = read(&mut inner);
                inner.note_unknown();
                self.faults.take_all(inner.faults.check());
                Some(value)
            }
            _ => self.wrong(name, "wrong_type", "Send an object."),
        }
    }

    /// A list of objects, each taken and read by `read`; faults are named by their place, counted from 0.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        most: usize,
        mut read: impl FnMut(&mut Self) -> T,
    ) -> Option<Vec<T>> {
        self.asked.push(name);
        let given = self.given.get_mut(name).map(Value::take).filter(|value| !value.is_null())?;
        let Value::Array(items) = given else { return self.wrong(name, "wrong_type", "Send a list.") };
        if items.len() > most {
            return self.wrong(name, "out_of_range", &format!("Send at most {most}."));
        }
        let mut all = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            let place = format!("{}.{at}", join(&self.path, name));
            match item {
                Value::Object(map) => {
                    let mut inner = Self::of(place, map);
                    all.push(read(&mut inner));
                    inner.note_unknown();
                    self.faults.take_all(inner.faults.check());
                }
                _ => self.faults.add(place, "wrong_type", "Send an object."),
            }
        }
        Some(all)
    }

    /// Says all that is wrong, also fields that nobody asked for.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.note_unknown();
        self.faults.check().map_err(Problem::invalid)
    }

    fn note_unknown(&mut self) {
        let known = if self.asked.is_empty() { "none".to_owned() } else { self.asked.join(", ") };
        for name in self.given.keys().filter(|name| !self.asked.contains(&name.as_str())) {
            let detail = format!("There is no such field here. Known: {known}.");
            self.faults.add(join(&self.path, name), "unknown_field", detail);
        }
    }

    fn wrong<T>(&mut self, name: &str, code: &'static str, detail: &str) -> Option<T> {
        self.faults.add(join(&self.path, name), code, detail);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        Body { bytes: Bytes::copy_from_slice(text.as_bytes()), json: true, _room: None }
    }

    fn told(problem: Result<(), Problem>) -> String {
        format!("{:?}", problem.unwrap_err())
    }

    #[test]
    fn malformed_json_is_told_with_its_place() {
        for text in
            ["", "{", "{\"a\":1,}", "nan", "{\"a\":1e999}", "\u{feff}{}", "{}{}", "\"\\ud800\"", &"[".repeat(9000)]
        {
            let told = format!("{:?}", body(text).fields().err().unwrap());
            assert!(told.contains("400") && told.contains("line 1 column"), "{text}: {told}");
        }
        assert!(body("").fields_if_any().unwrap().finish().is_ok());
        assert!(body(" ").fields_if_any().is_err());
    }

    #[test]
    fn wrong_types_and_unknown_names_are_all_named() {
        let text = r#"{"amount":"1","big":99999999999999999999,"huge":18446744073709551615,"half":1.5,
            "reference":7,"payer":{"name":[],"nick":"x"},"gone":null,"nonsense":1}"#;
        let mut fields = body(text).fields().unwrap();
        for name in ["amount", "big", "huge", "half", "gone"] {
            assert_eq!(fields.integer(name), None, "{name}");
        }
        assert_eq!(fields.text("reference"), None);
        fields.object("payer", |payer| payer.text("name"));
        let told = told(fields.finish());
        for (name, code) in [
            ("amount", "wrong_type"),
            ("big", "out_of_range"),
            ("huge", "out_of_range"),
            ("half", "wrong_type"),
            ("reference", "wrong_type"),
            ("payer.name", "wrong_type"),
            ("payer.nick", "unknown_field"),
            ("nonsense", "unknown_field"),
        ] {
            assert!(told.contains(&format!("field: \"{name}\", code: \"{code}\"")), "{name}: {told}");
        }
        assert!(!told.contains("\"gone\""));
    }

    #[test]
    fn numbers_beyond_all_bounds_are_too_large_and_not_of_a_wrong_type() {
        for (number, code) in [
            ("1e20", "out_of_range"),
            ("-1e20", "out_of_range"),
            ("1.5e300", "out_of_range"),
            ("18446744073709551615", "out_of_range"),
            ("1.5", "wrong_type"),
            ("1e2", "wrong_type"),
            ("1.0", "wrong_type"),
        ] {
            let mut fields = body(&format!("{{\"amount\":{number}}}")).fields().unwrap();
            assert_eq!(fields.integer("amount"), None);
            let told = told(fields.finish());
            assert!(told.contains(&format!("code: \"{code}\"")), "{number}: {told}");
        }
    }

    #[test]
    fn a_field_that_stands_there_twice_is_named() {
        let text =
            r#"{"amount":1,"amount":2,"payer":{"email":"a","email":"b"},"list":[{"x":1,"x":1}],"fine":{"amount":1}}"#;
        let told = told(body(text).fields().map(drop));
        for name in ["amount", "payer.email", "list.x"] {
            assert!(told.contains(&format!("field: \"{name}\", code: \"repeated\"")), "{name}: {told}");
        }
        assert_eq!(told.matches("repeated").count(), 3, "{told}");
        let many = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(9_000));
        let many = self::told(body(&many).fields().map(drop));
        assert!(many.len() < 10_000, "the answer is bounded");
    }

    #[test]
    fn a_body_of_very_many_values_is_refused_before_it_fills_the_memory() {
        for text in [format!("{{\"metadata\":[{}0]}}", "[0],".repeat(30_000)), format!("[{}1]", "1,".repeat(30_000))] {
            let told = told(body(&text).fields().map(drop));
            assert!(told.contains("too_many_values"), "{told}");
        }
    }

    #[test]
    fn null_characters_are_found_wherever_they_are() {
        let told = told(body(r#"{"metadata":{"a":{"b":["x\u0000"]},"k\u0000":"y"}}"#).fields().map(drop));
        assert!(told.contains("metadata.a.b") && told.contains("null_character") && told.contains("metadata.k"));
    }

    #[test]
    fn only_an_object_has_fields() {
        for text in ["[]", "1", "null", "\"x\""] {
            assert!(told(body(text).fields().map(drop)).contains("wrong_type"));
        }
    }
}
