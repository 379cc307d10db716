//! `{{ name }}` in the settings of a gateway, filled in with values. Strict: an unknown name is an error when the settings are saved.
//! Where a value lands decides how it is escaped, so that no text can break out of its place.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What needs no escaping in a part of a URL.
const URL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Escape {
    /// As it is: something else escapes the whole (a form, a query, a JSON string).
    Whole,
    /// Percent-encoded, as a part of a path.
    Url,
    /// As a header: line breaks are refused.
    Header,
    /// Each place says it: `{{ text | json }}`, `url`, `xml`, `none`.
    Told,
}

/// Names and values; later ones win.
pub(super) type Values<'v> = dyn Fn(&str) -> Option<String> + 'v;

/// Fills in a text, or says what is wrong with it.
pub(super) fn fill(template: &str, escape: Escape, values: &Values<'_>) -> Result<String, String> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, behind) = after.split_once("}}").ok_or("\"{{\" is not closed by \"}}\".")?;
        filled.push_str(before);
        filled.push_str(&one(inside, escape, values)?);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn one(inside: &str, escape: Escape, values: &Values<'_>) -> Result<String, String> {
    let (name, told) = match inside.split_once('|') {
        Some((name, told)) => (name.trim(), Some(told.trim())),
        None => (inside.trim(), None),
    };
    let value = values(name).ok_or_else(|| format!("There is no value \"{name}\"."))?;
    match (escape, told) {
        (Escape::Told, Some("json")) => Ok(json_inside(&value)),
        (Escape::Told | Escape::Whole, Some("url")) => Ok(utf8_percent_encode(&value, URL).to_string()),
        (Escape::Told, Some("xml")) => Ok(xml(&value)),
        (Escape::Told, Some("none")) | (Escape::Whole, None) => Ok(value),
        (Escape::Told, _) => Err(format!("Say how \"{name}\" is escaped: json, url, xml or none.")),
        (Escape::Url, None) => Ok(utf8_percent_encode(&value, URL).to_string()),
        // The first part of an address is an address itself, and what follows has to stay its path.
        (Escape::Url, Some("none")) if !value.contains(['?', '#', '\\']) => Ok(value),
        (Escape::Url, Some("none")) => Err(format!("\"{name}\" is no beginning of an address.")),
        (Escape::Header, None) if !value.chars().any(char::is_control) => Ok(value),
        (Escape::Header, None) => Err(format!("\"{name}\" holds a line break.")),
        (_, Some(told)) => Err(format!("\"{told}\" does not belong here.")),
    }
}

/// A JSON document whose strings are templates; values cannot change its structure. A string that is nothing but `{{ name }}` followed by
/// `| number` becomes a number.
pub(super) fn fill_json(template: &Value, values: &Values<'_>) -> Result<Value, String> {
    Ok(match template {
        Value::String(text) => {
            match text.strip_prefix("{{").and_then(|text| text.strip_suffix("}}")).and_then(|text| text.split_once('|'))
            {
                Some((name, told)) if told.trim() == "number" => {
                    let filled = fill(&format!("{{{{{name}}}}}"), Escape::Whole, values)?;
                    Value::from(filled.parse::<i64>().map_err(|_| format!("\"{}\" is not a number.", name.trim()))?)
                }
                _ => Value::String(fill(text, Escape::Whole, values)?),
            }
        }
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| fill_json(item, values)).collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => {
            let filled = fields.iter().map(|(name, value)| Ok((name.clone(), fill_json(value, values)?)));
            Value::Object(filled.collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

fn json_inside(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn xml(value: &str) -> String {
    value.chars().fold(String::with_capacity(value.len()), |mut written, c| {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            // XML cannot hold these at all.
            c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => {}
            c => written.push(c),
        }
        written
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn values(name: &str) -> Option<String> {
        match name {
            "text" => Some("a&b=\"ü\"<\n{{ to }}".to_owned()),
            "to" => Some("+49151".to_owned()),
            "count" => Some("2".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_value_cannot_break_out_of_its_place() {
        for (template, escape, filled) in [
            ("/send/{{to}}/{{ text }}", Escape::Url, "/send/%2B49151/a%26b%3D%22%C3%BC%22%3C%0A%7B%7B%20to%20%7D%7D"),
            ("{{ to }} {{ to }}", Escape::Whole, "+49151 +49151"),
            ("{{ to }}", Escape::Header, "+49151"),
            ("{{ text | json }}", Escape::Told, "a&b=\\\"ü\\\"<\\n{{ to }}"),
            ("<t>{{ text | xml }}</t>", Escape::Told, "<t>a&amp;b=&quot;ü&quot;&lt;\n{{ to }}</t>"),
            ("plain } text", Escape::Told, "plain } text"),
        ] {
            assert_eq!(fill(template, escape, &values).as_deref(), Ok(filled), "{template}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (template, escape, said) in [
            ("{{ txt }}", Escape::Whole, "\"txt\""),
            ("{{ text", Escape::Whole, "closed"),
            ("{{ text }}", Escape::Told, "how \"text\" is escaped"),
            ("{{ text }}", Escape::Header, "line break"),
            ("{{ to | shout }}", Escape::Url, "shout"),
            ("{{ to | shout }}", Escape::Told, "how \"to\""),
        ] {
            let why = fill(template, escape, &values).unwrap_err();
            assert!(why.contains(said), "{template}: {why}");
        }
    }

    #[test]
    fn what_follows_the_beginning_of_an_address_stays_its_path() {
        for value in ["http://a/x?y=", "http://a#", "http://a\\b"] {
            assert!(fill("{{ base | none }}/send", Escape::Url, &|_| Some(value.to_owned())).is_err(), "{value}");
        }
        let whole = fill("{{ base | none }}/send", Escape::Url, &|_| Some("http://a:1/x".to_owned()));
        assert_eq!(whole.as_deref(), Ok("http://a:1/x/send"));
    }

    #[test]
    fn json_keeps_its_structure() {
        let template = json!({"to": ["{{ to }}"], "text": "{{ text }}!", "n": "{{ count | number }}", "flash": false});
        let filled = json!({"to": ["+49151"], "text": "a&b=\"ü\"<\n{{ to }}!", "n": 2, "flash": false});
        assert_eq!(fill_json(&template, &values), Ok(filled));
        assert!(fill_json(&json!("{{ to | number }}"), &|_| Some("x".to_owned())).is_err());
    }
}
