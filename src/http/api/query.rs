//! Query parameters: each is asked for by name, so that unknown, repeated, blank and wrong ones are all told at once.

use super::cursor::{self, List, Place};
use super::problem::Problem;
use crate::domain::field::{Faults, FieldError};
use crate::domain::text::any_line;
use crate::domain::time::{Date, Timestamp, parse_date};
use actix_web::HttpRequest;
use std::str::FromStr;
use url::form_urlencoded;

/// Rows of a page when the caller says nothing.
pub const USUAL_LIMIT: usize = 20;
/// The most rows of a page.
pub const LARGEST_LIMIT: usize = 100;
/// So much of an unknown name is repeated to the caller.
const ECHO: usize = 100;

/// The parameters of a call.
pub struct Query {
    given: Vec<(String, String)>,
    asked: Vec<&'static str>,
    faults: Faults,
}

impl Query {
    /// Reads the parameters of a call.
    pub fn of(request: &HttpRequest) -> Self {
        let given = form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
        Self { given, asked: Vec::new(), faults: Faults::new() }
    }

    /// For calls that take none.
    pub fn none(request: &HttpRequest) -> Result<(), Problem> {
        Self::of(request).finish()
    }

    fn take(&mut self, name: &'static str) -> Option<String> {
        self.asked.push(name);
        let mut values = self.given.iter().filter(|(known, _)| known == name).map(|(_, value)| value);
        let first = values.next()?.clone();
        if values.next().is_some() {
            self.faults.add(name, "repeated", "Give this parameter once.");
        } else if first.is_empty() {
            self.faults.add(name, "blank", "Give a value, or leave the parameter out.");
        } else {
            return Some(first);
        }
        None
    }

    fn read<T>(&mut self, name: &'static str, read: impl FnOnce(&str) -> Result<T, FieldError>) -> Option<T> {
        let text = self.take(name)?;
        self.faults.take(read(&text))
    }

    /// A line of text. It is looked for and kept nowhere, so a telephone number may look like a card's.
    pub fn text(&mut self, name: &'static str, max: usize) -> Option<String> {
        self.read(name, |text| any_line(name, text, max)).flatten()
    }

    /// One of our words.
    pub fn word<T: FromStr>(&mut self, name: &'static str, words: &[&str]) -> Option<T> {
        self.read(name, |text| {
            text.parse().map_err(|_| FieldError::new(name, "unknown", format!("Use one of: {}.", words.join(", "))))
        })
    }

    /// `true`, or left out.
    pub fn flag(&mut self, name: &'static str) -> bool {
        let flag = self.read(name, |text| match text {
            "true" => Ok(()),
            _ => Err(FieldError::new(name, "invalid", "Write true, or leave the parameter out.")),
        });
        flag.is_some()
    }

    /// An instant.
    pub fn time(&mut self, name: &'static str) -> Option<Timestamp> {
        self.read(name, |text| {
            let detail = "Write a time of RFC 3339, like 2027-03-15T22:59:59Z (a plus sign as %2B).";
            Timestamp::parse_rfc3339(text).ok_or_else(|| FieldError::new(name, "invalid", detail))
        })
    }

    /// A day.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        self.read(name, |text| {
            let date = Some(text).filter(|text| text.len() == 10).and_then(parse_date);
            date.ok_or_else(|| FieldError::new(name, "invalid", "Write a day like 2026-12-19."))
        })
    }

    /// How many rows.
    pub fn limit(&mut self) -> usize {
        let limit = self.read("limit", |text| {
            let count = Some(text).filter(|text| text.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse().ok());
            let detail = format!("Use 1 to {LARGEST_LIMIT}.");
            count
                .filter(|count| (1..=LARGEST_LIMIT).contains(count))
                .ok_or_else(|| FieldError::new("limit", "out_of_range", detail))
        });
        limit.unwrap_or(USUAL_LIMIT)
    }

    /// A place in that list.
    pub fn cursor(&mut self, list: List) -> Option<Place> {
        self.read("cursor", |text| {
            let detail = "Send the next_cursor of an earlier answer of this list, unchanged.";
            cursor::decode(list, text).ok_or_else(|| FieldError::new("cursor", "invalid", detail))
        })
    }

    /// Says all that is wrong, also parameters that nobody asked for.
    pub fn finish(mut self) -> Result<(), Problem> {
        let mut known = self.asked.join(", ");
        if known.is_empty() {
            known.push_str("none");
        }
        for (name, _) in self.given.iter().filter(|(name, _)| !self.asked.contains(&name.as_str())) {
            let name: String = name.chars().take(ECHO).collect();
            self.faults.add(name, "unknown_parameter", format!("There is no such parameter here. Known: {known}."));
        }
        self.faults.check().map_err(Problem::invalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payment_request::Status;
    use actix_web::test::TestRequest;

    fn query(text: &str) -> Query {
        Query::of(&TestRequest::with_uri(&format!("/x?{text}")).to_http_request())
    }

    fn told(query: Query) -> String {
        format!("{:?}", query.finish().unwrap_err())
    }

    #[test]
    fn parameters_are_read() {
        let mut given =
            query("status=paid&created_from=2026-11-21T12:00:00%2B01:00&due_to=2026-12-19&q=%20Rohr%20&overdue=true");
        assert_eq!(given.word::<Status>("status", &[]), Some(Status::Paid));
        assert_eq!(given.time("created_from").unwrap().to_rfc3339(), "2026-11-21T11:00:00Z");
        assert!(given.date("due_to").is_some() && given.flag("overdue"));
        assert_eq!(given.text("q", 10).as_deref(), Some("Rohr"));
        assert_eq!(given.limit(), USUAL_LIMIT);
        assert!(given.finish().is_ok());
    }

    #[test]
    fn unknown_repeated_blank_and_wrong_ones_are_named() {
        let mut given = query("limit=101&cursor=x&cursor=y&q=&status=lost&nonsense=1&due_to=20261219&reference=%00");
        given.limit();
        given.cursor(List::Feed);
        given.text("q", 10);
        given.word::<Status>("status", &["open"]);
        given.date("due_to");
        given.text("reference", 64);
        let told = told(given);
        for name in ["limit", "cursor", "q", "status", "nonsense", "due_to", "reference"] {
            assert!(told.contains(&format!("field: \"{name}\"")), "{name}: {told}");
        }
    }

    #[test]
    fn limits_are_plain_numbers() {
        for (text, limit) in [("limit=1", 1), ("limit=100", 100)] {
            assert_eq!(query(text).limit(), limit);
        }
        for text in ["limit=0", "limit=101", "limit=-1", "limit=%2B5", "limit=1e2", "limit=99999999999999999999999"] {
            let mut given = query(text);
            given.limit();
            assert!(told(given).contains("out_of_range"), "{text}");
        }
    }
}
