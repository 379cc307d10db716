//! Twilio's signature: an HMAC over the full public URL and all parameters of a form, whatever they are called.

use super::super::super::callback::Callback;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, Key, verify};
use std::collections::BTreeSet;
use subtle::ConstantTimeEq;
use url::Url;

/// Whether the account's secret signed the call: its auth token (SHA-1), or where the call says so the key shared for webhooks (SHA-256).
pub(super) fn fits(auth_token: &str, shared_key: Option<&str>, call: &Callback<'_>) -> bool {
    let Some(given) = call.header("x-twilio-signature").and_then(|header| STANDARD.decode(header.trim()).ok()) else {
        return false;
    };
    let settings = call.header("x-twilio-webhooks-signature-settings").unwrap_or_default();
    let newer = settings.split(',').any(|setting| setting.trim().eq_ignore_ascii_case("algorithm=HMAC_SHA256"));
    let key = match (newer, shared_key) {
        (true, Some(shared)) => Key::new(HMAC_SHA256, shared.as_bytes()),
        (true, None) => return false,
        (false, _) => Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, auth_token.as_bytes()),
    };
    // A JSON body is signed through its hash, which the URL carries.
    let told_hash = call.query().into_iter().find(|(name, _)| name == "bodySHA256").map(|(_, hash)| hash);
    let parameters = match told_hash {
        Some(told) => {
            let hash = hex::encode(ring::digest::digest(&ring::digest::SHA256, call.body));
            if !bool::from(told.to_ascii_lowercase().as_bytes().ct_eq(hash.as_bytes())) {
                return false;
            }
            String::new()
        }
        None => call
            .form()
            .into_iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .flat_map(|(name, value)| [name, value])
            .collect(),
    };
    urls(call.url).iter().any(|url| verify(&key, format!("{url}{parameters}").as_bytes(), &given).is_ok())
}

/// The URL as it stands, and with the standard port named or left out: Twilio is not of one mind about it.
fn urls(given: &str) -> Vec<String> {
    let mut urls = vec![given.to_owned()];
    if let Ok(url) = Url::parse(given)
        && let (Some(host), Some(standard)) = (url.host_str(), url.port_or_known_default())
        && url.port().is_none()
        && let Some((scheme, rest)) = given.split_once("://")
    {
        let after = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
        let login =
            rest[..rest.len() - after.len()].rsplit_once('@').map_or(String::new(), |(login, _)| format!("{login}@"));
        urls.push(format!("{scheme}://{login}{host}:{standard}{after}"));
        urls.push(format!("{scheme}://{login}{host}{after}"));
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by `RequestValidator` of Twilio's own library for Python, see tests/rigs/sms/sign_twilio.py.
    #[test]
    fn what_twilios_own_library_signs_is_accepted() {
        for line in include_str!("signatures.txt").lines() {
            let [algorithm, kind, url, body, signature] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            let mut headers = vec![header("content-type", kind), header("x-twilio-signature", signature)];
            if algorithm == "HMAC_SHA256" {
                headers.push(header("x-twilio-webhooks-signature-settings", "key=webhooks_1,algorithm=HMAC_SHA256"));
            }
            let fits = |url: &str, body: &str, headers: &[(String, String)], token| {
                super::fits(token, Some(token), &Callback { method: "POST", url, headers, body: body.as_bytes() })
            };
            assert!(fits(url, body, &headers, "12345"), "{line}");
            assert!(!fits(url, body, &headers, "12346"), "another secret: {line}");
            assert!(!fits(&format!("{url}&x=1"), body, &headers, "12345"), "another URL: {line}");
            assert!(!fits(url, &format!("{body}&AddedByNobody=1"), &headers, "12345"), "another body: {line}");
            assert!(!fits(url, body, &headers[..1], "12345"), "no signature: {line}");
        }
    }
}
