//! A mail server: where it is, how to talk to it, and who we are there.

use super::super::account::MessageAccount;
use super::dkim::{DkimSettings, Signer};
use super::verp;
use crate::domain::field::FieldError;
use crate::domain::ids::MessageId;
use crate::domain::mail_address;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

/// What an account at a mail server knows.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpCredentials {
    /// "smtps://user:password@host" (TLS from the start, port 465) or "smtp://user:password@host:587" (STARTTLS, required). With "?tls=none" in
    /// the clear, with "?tls=opportunistic" as it comes.
    pub url: String,
    /// Another authority that vouches for the server, in PEM.
    #[serde(default)]
    pub ca: Option<String>,
    /// What we call ourselves; the sender's domain where it is not given.
    #[serde(default)]
    pub hello_name: Option<String>,
    /// The mailbox whose mails reach us, for bounces: each mail then has a return address of its own, "bounces+…@example.org".
    #[serde(default)]
    pub bounces: Option<String>,
    /// Signs mails, unless the server does.
    #[serde(default)]
    pub dkim: Option<DkimSettings>,
}

/// When the connection is encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Security {
    FromTheStart,
    StartTls,
    IfOffered,
    Never,
}

/// Ready to be talked to.
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub login: Option<(String, String)>,
    pub hello_name: Option<String>,
    pub signer: Option<Signer>,
    ca: Option<String>,
}

impl Server {
    /// From credentials, or the field that is wrong.
    pub fn read(credentials: &Value) -> Result<Self, FieldError> {
        let given: SmtpCredentials = serde_json::from_value(credentials.clone())
            .map_err(|why| FieldError::new("credentials", "invalid", format!("{why}.")))?;
        let wrong = |detail: &str| FieldError::new("credentials.url", "invalid", detail);
        let url = Url::parse(&given.url).map_err(|_| wrong("Write it as smtps://user:password@host."))?;
        let security = security(&url)
            .ok_or_else(|| wrong("Use smtps://, or smtp:// with tls=required, opportunistic or none."))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("Name the server."))?;
        let host = host.trim_matches(['[', ']']).to_owned();
        let login = login(&url).ok_or_else(|| wrong("Give user and password, or neither."))?;
        if security == Security::Never && login.is_some() && !matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1")
        {
            return Err(wrong("A password is not sent in the clear to another machine."));
        }
        let port = url.port().unwrap_or(match security {
            Security::FromTheStart => 465,
            Security::StartTls | Security::IfOffered => 587,
            Security::Never => 25,
        });
        let signer = given.dkim.as_ref().map(Signer::new).transpose();
        let signer = signer.map_err(|why| FieldError::new("credentials.dkim", "invalid", why))?;
        if let Some(bounces) = &given.bounces {
            let wrong = |detail: &str| FieldError::new("credentials.bounces", "invalid", detail);
            mail_address::read("bounces", bounces)
                .map_err(|_| wrong("Write a mail address like bounces@example.org."))?;
            verp::address(bounces, MessageId(Uuid::nil()), "")
                .ok_or_else(|| wrong("Use a mailbox with a shorter name: ours is added to it."))?;
        }
        let server = Self { host, port, security, login, hello_name: given.hello_name, signer, ca: given.ca };
        server.tls().map_err(|why| FieldError::new("credentials.ca", "invalid", why))?;
        Ok(server)
    }

    /// How certificates are checked.
    pub fn tls(&self) -> Result<TlsParameters, String> {
        let mut builder = TlsParameters::builder(self.host.clone());
        if let Some(ca) = &self.ca {
            if !ca.contains("-----BEGIN CERTIFICATE-----") {
                return Err("Give the authority's certificate in PEM.".to_owned());
            }
            builder =
                builder.add_root_certificate(Certificate::from_pem(ca.as_bytes()).map_err(|why| why.to_string())?);
        }
        builder.build().map_err(|why| why.to_string())
    }
}

/// Where bounces of an account's mails reach us; none unless it says so.
pub fn bounce_mailbox(credentials: &Value) -> Option<&str> {
    credentials.get("bounces").and_then(Value::as_str)
}

/// What the public needs to know of a mail server.
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Name and text of the record with the key that we sign with, if we do.
    pub key: Option<(String, String)>,
}

impl MailServer {
    /// That of an account; `None` where it cannot be read.
    pub fn of(account: &MessageAccount) -> Option<Self> {
        let server = Server::read(&account.credentials).ok()?;
        Some(Self { key: server.signer.as_ref().map(Signer::record), host: server.host })
    }
}

fn security(url: &Url) -> Option<Security> {
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        ("smtps", None) => Some(Security::FromTheStart),
        ("smtp", None | Some("required")) => Some(Security::StartTls),
        ("smtp", Some("opportunistic")) => Some(Security::IfOffered),
        ("smtp", Some("none")) => Some(Security::Never),
        _ => None,
    }
}

/// `None` where half of it is missing.
fn login(url: &Url) -> Option<Option<(String, String)>> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned());
    match (url.username(), url.password()) {
        ("", None) => Some(None),
        (user, Some(password)) if !user.is_empty() => Some(Some((decoded(user)?, decoded(password)?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_url_says_how_to_talk() {
        for (url, host, port, security, login) in [
            ("smtps://u:p@mail.example.org", "mail.example.org", 465, Security::FromTheStart, true),
            ("smtp://u%40x.org:p%2F%3A@mail.example.org", "mail.example.org", 587, Security::StartTls, true),
            ("smtp://mail.example.org:2525?tls=required", "mail.example.org", 2525, Security::StartTls, false),
            ("smtp://mail.example.org?tls=opportunistic", "mail.example.org", 587, Security::IfOffered, false),
            ("smtp://[::1]:1025?tls=none", "::1", 1025, Security::Never, false),
            ("smtp://u:p@127.0.0.1?tls=none", "127.0.0.1", 25, Security::Never, true),
        ] {
            let server = Server::read(&json!({ "url": url })).unwrap_or_else(|why| panic!("{url}: {}", why.detail));
            assert_eq!(
                (server.host.as_str(), server.port, server.security, server.login.is_some()),
                (host, port, security, login)
            );
        }
        let server = Server::read(&json!({"url": "smtp://u%40x.org:p%2F%3A@mail.example.org"})).unwrap();
        assert_eq!(server.login, Some(("u@x.org".to_owned(), "p/:".to_owned())));
    }

    #[test]
    fn what_cannot_work_is_said_when_it_is_saved() {
        for (credentials, field) in [
            (json!({}), "credentials"),
            (json!({"url": "smtps://a", "pasword": "x"}), "credentials"),
            (json!({"url": "mail.example.org"}), "credentials.url"),
            (json!({"url": "https://mail.example.org"}), "credentials.url"),
            (json!({"url": "smtps://mail.example.org?tls=none"}), "credentials.url"),
            (json!({"url": "smtps://user@mail.example.org"}), "credentials.url"),
            (json!({"url": "smtp://u:p@mail.example.org?tls=none"}), "credentials.url"),
            (json!({"url": "smtps://a", "ca": "?"}), "credentials.ca"),
            (json!({"url": "smtps://a", "bounces": "nobody"}), "credentials.bounces"),
            (json!({"url": "smtps://a", "bounces": "a-mailbox-with-a-long-name@a.org"}), "credentials.bounces"),
            (
                json!({"url": "smtps://a", "dkim": {"domain": "a.org", "selector": "s", "private_key": "?"}}),
                "credentials.dkim",
            ),
        ] {
            assert_eq!(Server::read(&credentials).err().map(|why| why.field), Some(field.to_owned()), "{credentials}");
        }
    }
}
