//! Settings, read from the environment once. Secrets never print; an unknown `PAYLINK_*` is refused with a suggestion.

use ipnet::IpNet;
use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::{Host, Url};

mod networks;

use networks::networks;

/// Every setting: name, default, what it is for. The table in docs/operating.md is this one.
pub const SETTINGS: &[(&str, &str, &str)] = &[
    ("PAYLINK_LISTEN", "127.0.0.1:8080", "address and port to listen on"),
    ("PAYLINK_PUBLIC_URL", "http://{PAYLINK_LISTEN}", "origin of pay links, as payers see it"),
    ("PAYLINK_DASHBOARD_URL", "PAYLINK_PUBLIC_URL", "origin of the dashboard; one of its own is safer in live mode"),
    (
        "PAYLINK_DATABASE_URL",
        "sqlite:{PAYLINK_DATA_DIR}/paylink.db",
        "sqlite:path or postgres://user:password@host/name",
    ),
    ("PAYLINK_DATA_DIR", "./data", "folder of the SQLite database and its secret key"),
    (
        "PAYLINK_SECRET_KEY",
        "made and kept in PAYLINK_DATA_DIR (SQLite only)",
        "32 random bytes in hex; a list separated by commas rotates, the first one seals",
    ),
    (
        "PAYLINK_SMTP_URL",
        "none",
        "smtp(s)://user:password@host:port?from=address: e-mail of merchants without a mail server of their own",
    ),
    ("PAYLINK_TRUSTED_PROXIES", "none", "addresses or networks whose X-Forwarded-For is believed, separated by commas"),
    (
        "PAYLINK_ALLOWED_NETWORKS",
        "none",
        "networks besides the public ones that mail servers, gateways and SMSCs set up at the dashboard may lie in, separated by commas",
    ),
    ("PAYLINK_METRICS_LISTEN", "off", "address and port of their own for the figures at /metrics, like 127.0.0.1:9090"),
    ("PAYLINK_RATE_LIMITS", "on", "off for load tests only"),
    ("PAYLINK_LOG", "info", "what to log, as in tracing's env filter"),
    ("PAYLINK_LOG_FORMAT", "text on a terminal, else json", "text or json"),
    ("PAYLINK_STRIPE_URL", "https://api.stripe.com", "another Stripe, for tests"),
];

/// A text that never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// A setting is wrong; says which and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {remedy}")]
pub struct ConfigError {
    /// The variable.
    pub name: String,
    /// What to do.
    pub remedy: String,
}

/// Typed settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Origin of pay links.
    pub public_url: Url,
    /// Origin of the dashboard, where it has one of its own.
    pub dashboard_url: Option<Url>,
    /// `sqlite:…` or `postgres://…`; holds a password, so it is secret.
    pub database_url: Secret,
    /// Folder of SQLite's database and key.
    pub data_dir: PathBuf,
    /// Keys of 32 bytes in hex, the newest first; empty when they are to be made.
    pub secret_keys: Vec<Secret>,
    /// Mail server.
    pub smtp_url: Option<Secret>,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// What merchants may point to besides public addresses.
    pub allowed_networks: Vec<IpNet>,
    /// Where the figures are, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Whether rate limits work.
    pub rate_limits: bool,
    /// Filter of the log.
    pub log: String,
    /// Whether the log is JSON; by terminal when unset.
    pub log_json: Option<bool>,
    /// Another Stripe.
    pub stripe_url: Option<Url>,
    /// How long a call to a provider may take.
    pub provider_timeout: Duration,
    /// How long a payer waits for somebody else's call before the "preparing" page.
    pub preparing_wait: Duration,
    /// How long a payment page may show a shop as it was.
    pub shop_memory: Duration,
    /// A name server of its own; the machine's when absent. For tests.
    pub name_server: Option<SocketAddr>,
    /// How long a body may take that brings nothing; what has come gives it more.
    pub body_grace: Duration,
    /// How long the sandbox lets a pending payment wait.
    pub sandbox_settle: Duration,
}

impl Config {
    /// Whether an address's `X-Forwarded-For` is believed.
    pub fn trusts(&self, address: &IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(address))
    }

    /// From the process's environment.
    #[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::from_variables(std::env::vars())
    }

    /// From given variables; those that do not begin with `PAYLINK_` are ignored, unknown ones that do are refused.
    pub fn from_variables(variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let given: BTreeMap<String, String> = variables.filter(|(name, _)| name.starts_with("PAYLINK_")).collect();
        if let Some(unknown) = given.keys().find(|name| !SETTINGS.iter().any(|(known, _, _)| known == name)) {
            return Err(unknown_setting(unknown));
        }
        let text = |name: &str| given.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let wrong = |name: &str, remedy: &str| ConfigError { name: name.to_owned(), remedy: remedy.to_owned() };
        let listen: SocketAddr = text("PAYLINK_LISTEN")
            .unwrap_or("127.0.0.1:8080")
            .parse()
            .map_err(|_| wrong("PAYLINK_LISTEN", "write an address and a port, like 127.0.0.1:8080"))?;
        let origin = |name: &str| text(name).map(|value| parse_origin(name, value)).transpose();
        let public_url = match origin("PAYLINK_PUBLIC_URL")? {
            Some(url) => url,
            None => parse_origin("PAYLINK_LISTEN", &format!("http://{listen}"))?,
        };
        let data_dir = PathBuf::from(text("PAYLINK_DATA_DIR").unwrap_or("data"));
        let database_url = match text("PAYLINK_DATABASE_URL") {
            Some(url)
                if url.starts_with("sqlite:") || url.starts_with("postgres://") || url.starts_with("postgresql://") =>
            {
                Secret::new(url)
            }
            Some(_) => return Err(wrong("PAYLINK_DATABASE_URL", "begin it with sqlite: or postgres://")),
            None => Secret::new(format!("sqlite:{}", data_dir.join("paylink.db").display())),
        };
        let switch = |name: &str, default: bool| match text(name) {
            None => Ok(default),
            Some("on") => Ok(true),
            Some("off") => Ok(false),
            Some(_) => Err(wrong(name, "write on or off")),
        };
        Ok(Self {
            listen,
            public_url,
            dashboard_url: origin("PAYLINK_DASHBOARD_URL")?,
            database_url,
            data_dir,
            secret_keys: secret_keys(text("PAYLINK_SECRET_KEY"))?,
            smtp_url: text("PAYLINK_SMTP_URL").map(smtp_url).transpose()?,
            trusted_proxies: networks("PAYLINK_TRUSTED_PROXIES", text("PAYLINK_TRUSTED_PROXIES"))?,
            allowed_networks: networks("PAYLINK_ALLOWED_NETWORKS", text("PAYLINK_ALLOWED_NETWORKS"))?,
            metrics_listen: metrics_listen(text("PAYLINK_METRICS_LISTEN"))?,
            rate_limits: switch("PAYLINK_RATE_LIMITS", true)?,
            log: log_filter(text("PAYLINK_LOG").unwrap_or("info"))?,
            log_json: match text("PAYLINK_LOG_FORMAT") {
                None => None,
                Some("json") => Some(true),
                Some("text") => Some(false),
                Some(_) => return Err(wrong("PAYLINK_LOG_FORMAT", "write text or json")),
            },
            stripe_url: origin("PAYLINK_STRIPE_URL")?.map(stripe_url).transpose()?,
            provider_timeout: Duration::from_secs(15),
            preparing_wait: Duration::from_secs(5),
            shop_memory: Duration::from_secs(2),
            name_server: None,
            body_grace: Duration::from_secs(20),
            sandbox_settle: Duration::from_secs(5),
        })
    }

    /// Where the dashboard is.
    pub fn dashboard_origin(&self) -> &Url {
        self.dashboard_url.as_ref().unwrap_or(&self.public_url)
    }

    /// Where the database is, without the password.
    pub fn database_place(&self) -> String {
        let address = self.database_url.reveal();
        if self.uses_sqlite() {
            return address.to_owned();
        }
        match Url::parse(address) {
            Ok(mut url) => {
                url.set_query(None);
                // Fails only for addresses that cannot have one.
                let _ = url.set_password(None);
                url.into()
            }
            Err(_) => "not an address".to_owned(),
        }
    }

    /// Whether the database is SQLite.
    pub fn uses_sqlite(&self) -> bool {
        self.database_url.reveal().starts_with("sqlite:")
    }
}

/// An origin without its closing slash, for building addresses.
pub fn origin_text(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

fn parse_origin(name: &str, value: &str) -> Result<Url, ConfigError> {
    let wrong = || ConfigError {
        name: name.to_owned(),
        remedy: "write an origin like https://pay.example.org, without a path".to_owned(),
    };
    let url = Url::parse(value).map_err(|_| wrong())?;
    let fits = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    if fits { Ok(url) } else { Err(wrong()) }
}

fn secret_keys(text: Option<&str>) -> Result<Vec<Secret>, ConfigError> {
    let keys: Vec<Secret> =
        text.into_iter().flat_map(|list| list.split(',')).map(|key| Secret::new(key.trim())).collect();
    let fits = |key: &Secret| key.reveal().len() == 64 && key.reveal().bytes().all(|b| b.is_ascii_hexdigit());
    if keys.iter().all(fits) {
        Ok(keys)
    } else {
        Err(ConfigError {
            name: "PAYLINK_SECRET_KEY".to_owned(),
            remedy: "write 32 random bytes as 64 hex digits, for example from: openssl rand -hex 32".to_owned(),
        })
    }
}

fn metrics_listen(text: Option<&str>) -> Result<Option<SocketAddr>, ConfigError> {
    let Some(text) = text.filter(|text| *text != "off") else { return Ok(None) };
    text.parse().map(Some).map_err(|_| ConfigError {
        name: "PAYLINK_METRICS_LISTEN".to_owned(),
        remedy: "write an address and a port, like 127.0.0.1:9090, or off".to_owned(),
    })
}

/// The keys travel over it, so plain http is for a Stripe on this very machine only.
fn stripe_url(url: Url) -> Result<Url, ConfigError> {
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    };
    if url.scheme() == "https" || loopback {
        Ok(url)
    } else {
        let remedy = "use https; http only for a test on this machine, like http://127.0.0.1:8420".to_owned();
        Err(ConfigError { name: "PAYLINK_STRIPE_URL".to_owned(), remedy })
    }
}

fn smtp_url(text: &str) -> Result<Secret, ConfigError> {
    let wrong = |remedy: &str| ConfigError { name: "PAYLINK_SMTP_URL".to_owned(), remedy: remedy.to_owned() };
    let url = Url::parse(text).ok();
    let fits =
        |url: &Url| matches!(url.scheme(), "smtp" | "smtps") && url.host_str().is_some_and(|host| !host.is_empty());
    let Some(url) = url.filter(fits) else {
        return Err(wrong("write an address like smtps://user:password@mail.example.org:465"));
    };
    if smtp_sender(&url).is_none() {
        return Err(wrong("say whom mails come from: add ?from=rechnung@example.org"));
    }
    Ok(Secret::new(text))
}

/// Whom mails come from that go through `PAYLINK_SMTP_URL`: its `from`, or its user where that is an address.
pub fn smtp_sender(url: &Url) -> Option<String> {
    let from = url.query_pairs().find(|(name, _)| name == "from").map(|(_, from)| from.into_owned());
    let user = || percent_encoding::percent_decode_str(url.username()).decode_utf8().ok().map(|user| user.into_owned());
    let is_address =
        |text: &String| text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    from.or_else(user).filter(is_address)
}

/// To the filter a word that is no level is the name of a module: "verbose" would silence everything.
fn log_filter(text: &str) -> Result<String, ConfigError> {
    let is_level = |word: &str| LevelFilter::from_str(word).is_ok();
    let mut words = text.split(',').map(str::trim);
    if words.all(|word| is_level(word) || word.contains(['=', ':', '[', ']'])) && EnvFilter::try_new(text).is_ok() {
        Ok(text.to_owned())
    } else {
        let remedy = "write off, error, warn, info, debug or trace, for parts like info,paylink=debug".to_owned();
        Err(ConfigError { name: "PAYLINK_LOG".to_owned(), remedy })
    }
}

fn unknown_setting(name: &str) -> ConfigError {
    let own = |name: &str| name.trim_start_matches("PAYLINK_").to_owned();
    let distances = SETTINGS.iter().map(|(known, _, _)| (strsim::damerau_levenshtein(&own(known), &own(name)), *known));
    // Further away it would be a guess.
    let near = distances.min().filter(|(distance, known)| distance * 3 <= own(known).len());
    let remedy = match near {
        Some((_, known)) => format!("there is no such setting; did you mean {known}?"),
        None => {
            let all: Vec<&str> = SETTINGS.iter().map(|(known, _, _)| *known).collect();
            format!("there is no such setting; these are: {}", all.join(", "))
        }
    };
    ConfigError { name: name.to_owned(), remedy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_variables(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn defaults_fit_one_machine() {
        let config = config(&[("HOME", "/root")]).unwrap();
        assert_eq!(origin_text(&config.public_url), "http://127.0.0.1:8080");
        assert!(config.uses_sqlite() && config.rate_limits);
    }

    #[test]
    fn an_unknown_setting_is_refused_with_a_suggestion() {
        let error = config(&[("PAYLINK_PUBLC_URL", "x")]).unwrap_err();
        assert!(error.to_string().contains("did you mean PAYLINK_PUBLIC_URL?"), "{error}");
        let far = config(&[("PAYLINK_COLOUR", "x")]).unwrap_err().to_string();
        assert!(!far.contains("did you mean"), "{far}");
        for (name, _, _) in SETTINGS {
            assert!(far.contains(name), "{far}");
        }
    }

    #[test]
    fn wrong_values_name_the_setting_and_the_remedy() {
        for (name, value) in [
            ("PAYLINK_LISTEN", "8080"),
            ("PAYLINK_PUBLIC_URL", "https://pay.example.org/path"),
            ("PAYLINK_DATABASE_URL", "mysql://x"),
            ("PAYLINK_SECRET_KEY", "short"),
            ("PAYLINK_TRUSTED_PROXIES", "nonsense"),
            ("PAYLINK_ALLOWED_NETWORKS", "10.0.0.0/33"),
            ("PAYLINK_ALLOWED_NETWORKS", "10.0.0.1,"),
            ("PAYLINK_ALLOWED_NETWORKS", "localhost"),
            ("PAYLINK_METRICS_LISTEN", "9090"),
            ("PAYLINK_RATE_LIMITS", "maybe"),
            ("PAYLINK_LOG", "verbose"),
            ("PAYLINK_LOG", "info,paylink=loud"),
            ("PAYLINK_LOG", "info warn"),
            ("PAYLINK_SMTP_URL", "mail.example.org"),
            ("PAYLINK_SMTP_URL", "https://mail.example.org"),
            ("PAYLINK_SMTP_URL", "smtp://"),
            ("PAYLINK_SMTP_URL", "smtp://localhost:1025"),
            ("PAYLINK_STRIPE_URL", "api.stripe.com"),
            ("PAYLINK_STRIPE_URL", "https://api.stripe.com/v1"),
            ("PAYLINK_STRIPE_URL", "http://api.stripe.com"),
            ("PAYLINK_STRIPE_URL", "http://127.0.0.1.example.org"),
        ] {
            let error = config(&[(name, value)]).unwrap_err();
            assert_eq!(error.name, name);
            assert!(!error.remedy.is_empty());
        }
    }

    #[test]
    fn right_values_are_taken() {
        for (name, value) in [
            ("PAYLINK_LOG", "debug"),
            ("PAYLINK_LOG", "WARN"),
            ("PAYLINK_LOG", "warn,paylink::http=debug,sqlx=off"),
            ("PAYLINK_SMTP_URL", "smtps://u%40example.org:p@mail.example.org:465"),
            ("PAYLINK_SMTP_URL", "smtp://localhost:1025?tls=none&from=a@example.org"),
            ("PAYLINK_ALLOWED_NETWORKS", "10.0.0.5, 10.1.0.0/16,fd00::/8"),
            ("PAYLINK_METRICS_LISTEN", "off"),
            ("PAYLINK_METRICS_LISTEN", "[::1]:9090"),
            ("PAYLINK_STRIPE_URL", "https://stripe.example.org"),
            ("PAYLINK_STRIPE_URL", "http://127.0.0.1:8420"),
            ("PAYLINK_STRIPE_URL", "http://localhost:8420"),
            ("PAYLINK_STRIPE_URL", "http://[::1]:8420"),
        ] {
            assert!(config(&[(name, value)]).is_ok(), "{name}={value}");
        }
    }

    #[test]
    fn the_place_of_a_database_is_told_without_its_password() {
        let url = "postgres://paylink:geheim@db.example.org/paylink?password=geheim";
        let config = config(&[("PAYLINK_DATABASE_URL", url)]).unwrap();
        assert_eq!(config.database_place(), "postgres://paylink@db.example.org/paylink");
    }

    #[test]
    fn secrets_do_not_print() {
        let key = "a".repeat(64);
        let config =
            config(&[("PAYLINK_SECRET_KEY", &key), ("PAYLINK_DATABASE_URL", "postgres://u:geheim@h/d")]).unwrap();
        let printed = format!("{config:?}");
        assert!(!printed.contains(&key) && !printed.contains("geheim"), "{printed}");
    }
}
