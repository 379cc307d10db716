//! DKIM signatures (RFC 6376), relaxed/relaxed with RSA and SHA-256, over the very bytes that are sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::rsa::KeyPair;
use ring::signature::RSA_PKCS1_SHA256;
use serde::Deserialize;

/// What is signed where it is there. `From` is named once more than it occurs, so that no second one can be added. `Content-Type` is
/// left out: relays rewrite it.
const SIGNED: &[&str] = &[
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
];

/// As it stands in an account's credentials.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DkimSettings {
    /// That of the sender's address, or one above it.
    pub domain: String,
    /// The key is published at "<selector>._domainkey.<domain>".
    pub selector: String,
    /// RSA, 2048 bits or more, PEM (PKCS#1 or PKCS#8).
    pub private_key: String,
}

/// Signs mails of a domain.
pub struct Signer {
    domain: String,
    selector: String,
    key: KeyPair,
}

impl Signer {
    /// From settings, or what is wrong with them.
    pub fn new(settings: &DkimSettings) -> Result<Self, String> {
        let name = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        };
        if !name(&settings.domain) || !name(&settings.selector) {
            return Err("Domain and selector consist of letters, digits, dots and hyphens.".to_owned());
        }
        let pem = settings.private_key.trim();
        let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        let der = STANDARD.decode(body.trim()).map_err(|_| "The key is not PEM.".to_owned())?;
        let key =
            if pem.contains("BEGIN RSA PRIVATE KEY") { KeyPair::from_der(&der) } else { KeyPair::from_pkcs8(&der) };
        let key = key.map_err(|why| format!("The key cannot be used ({why}): RSA of 2048 bits or more is needed."))?;
        Ok(Self { domain: settings.domain.to_ascii_lowercase(), selector: settings.selector.clone(), key })
    }

    /// The DNS record that publishes the key: its name and its text.
    pub fn record(&self) -> (String, String) {
        // SubjectPublicKeyInfo (RFC 5280): the algorithm rsaEncryption, and the key as a bit string without unused bits.
        const ALGORITHM: &[u8] =
            &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
        let bits = der(0x03, &[&[0], self.key.public().as_ref()].concat());
        let key = der(0x30, &[ALGORITHM, &bits].concat());
        let name = format!("{}._domainkey.{}", self.selector, self.domain);
        (name, format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(key)))
    }

    /// The mail with its signature as the first header; `None` where it has no header at all.
    pub fn sign(&self, mail: &[u8], seconds: i64) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(mail).ok()?;
        let (head, body) = text.split_once("\r\n\r\n")?;
        let headers = unfold(head);
        let names = signed_names(&headers);
        let unsigned = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={}; t={seconds};\r\n\th={};\r\n\tbh={};\r\n\tb=",
            self.domain,
            self.selector,
            names.join(":\r\n\t "),
            STANDARD.encode(digest(&SHA256, relaxed_body(body).as_bytes())),
        );
        let mut to_sign = relaxed_headers(&headers, &names);
        to_sign.push_str(&format!("dkim-signature:{}", squeeze(&unsigned)));
        let mut signature = vec![0; self.key.public().modulus_len()];
        // The random bytes blind the computation; the signature itself is always the same.
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), to_sign.as_bytes(), &mut signature).ok()?;
        let signature = STANDARD.encode(signature);
        let lines: Vec<&str> =
            signature.as_bytes().chunks(70).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Some(format!("DKIM-Signature: {unsigned}{}\r\n{text}", lines.join("\r\n\t ")).into_bytes())
    }
}

/// Tag, length and content.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length = &length[length.iter().position(|byte| *byte != 0).unwrap_or(length.len() - 1)..];
    let mut written = vec![tag];
    if content.len() > 0x7f {
        // How many bytes the length has.
        written.push(0x80 | u8::try_from(length.len()).unwrap_or(0x7f));
    }
    written.extend(length);
    written.extend(content);
    written
}

/// Names in lower case and values as written, folding kept.
fn unfold(head: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        match (line.starts_with([' ', '\t']), headers.last_mut()) {
            (true, Some((_, value))) => value.push_str(line),
            _ => {
                if let Some((name, value)) = line.split_once(':') {
                    headers.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
                }
            }
        }
    }
    headers
}

fn signed_names(headers: &[(String, String)]) -> Vec<&'static str> {
    SIGNED.iter().copied().filter(|name| headers.iter().any(|(given, _)| given == name)).collect()
}

/// Each named header once, from the last upwards; a name that has no header left counts as empty and is skipped.
fn relaxed_headers(headers: &[(String, String)], names: &[&str]) -> String {
    let mut left: Vec<&(String, String)> = headers.iter().collect();
    let mut written = String::new();
    for name in names {
        if let Some(at) = left.iter().rposition(|(given, _)| given == name) {
            let (_, value) = left.remove(at);
            written.push_str(&format!("{name}:{}\r\n", squeeze(value)));
        }
    }
    written
}

/// Runs of white space become one space, those at both ends go.
fn squeeze(text: &str) -> String {
    text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// RFC 6376, 3.4.4: white space within lines squeezed, at their ends gone, empty lines at the end gone.
fn relaxed_body(body: &str) -> String {
    let mut written = String::with_capacity(body.len());
    let mut empty_lines = 0;
    for line in body.split("\r\n") {
        let line = squeeze_within(line);
        if line.is_empty() {
            empty_lines += 1;
            continue;
        }
        (0..empty_lines).for_each(|_| written.push_str("\r\n"));
        empty_lines = 0;
        written.push_str(&line);
        written.push_str("\r\n");
    }
    written
}

/// A leading run of white space becomes one space here: only the end of a line loses its own.
fn squeeze_within(line: &str) -> String {
    let mut written = String::with_capacity(line.len());
    for c in line.trim_end_matches([' ', '\t']).chars() {
        match c {
            ' ' | '\t' if written.ends_with(' ') => {}
            ' ' | '\t' => written.push(' '),
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376, 3.4.5: the example of both canonicalizations.
    #[test]
    fn canonical_forms_are_those_of_the_standard() {
        assert_eq!(relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(relaxed_body(""), "");
        assert_eq!(relaxed_body("a\r\n\r\nb"), "a\r\n\r\nb\r\n");
        let headers = unfold("A: X\r\nB : Y\t\r\n\tZ  ");
        assert_eq!(relaxed_headers(&headers, &["a", "b"]), "a:X\r\nb:Y Z\r\n");
    }

    #[test]
    fn what_is_there_is_signed_and_from_once_more() {
        let headers = unfold("Subject: s\r\nFrom: a@b\r\nContent-Type: text/plain");
        assert_eq!(signed_names(&headers), ["from", "from", "subject"]);
    }

    #[test]
    fn unusable_settings_say_why() {
        let settings = |domain: &str, key: &str| DkimSettings {
            domain: domain.to_owned(),
            selector: "s1".to_owned(),
            private_key: key.to_owned(),
        };
        assert!(Signer::new(&settings("a; d=evil", "")).err().unwrap().contains("letters"));
        assert!(Signer::new(&settings("a.org", "?")).err().unwrap().contains("PEM"));
        assert!(Signer::new(&settings("a.org", "AAAA")).err().unwrap().contains("2048"));
    }
}
