//! What a domain publishes about its mail: which servers may send it (SPF), the key of its signatures (DKIM), and what to do with the
//! rest (DMARC).

use super::dns::{Dns, NoAnswer};
use ipnet::IpNet;
use std::net::IpAddr;

/// Which record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// RFC 7208.
    Spf,
    /// RFC 6376.
    Dkim,
    /// RFC 7489.
    Dmarc,
}

impl Kind {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
        }
    }
}

/// A record that should be published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Which.
    pub kind: Kind,
    /// Where; empty where that is not known.
    pub name: String,
    /// Its text; empty where only the mail server knows it.
    pub value: String,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// As it should be.
    Good,
    /// There is none.
    Missing,
    /// There are several, which counts as none.
    Several,
    /// It does not name the mail server.
    Incomplete,
    /// It lets everybody send.
    Open,
    /// Another key.
    Differs,
    /// It is no such record as far as it can be read.
    Invalid,
    /// Where it would be is not known.
    Unasked,
    /// No answer: nothing is known.
    Unreachable(String),
}

impl Verdict {
    /// The stable word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Missing => "missing",
            Self::Several => "several",
            Self::Incomplete => "incomplete",
            Self::Open => "open",
            Self::Differs => "differs",
            Self::Invalid => "invalid",
            Self::Unasked => "unasked",
            Self::Unreachable(_) => "unreachable",
        }
    }
}

/// A record, wanted and found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// As it should be.
    pub wanted: Wanted,
    /// As it is.
    pub found: Vec<String>,
    /// What that means.
    pub verdict: Verdict,
}

/// Mail servers of the great providers, and what their customers let in.
const PROVIDERS: &[(&str, &str)] = &[
    ("gmail.com", "include:_spf.google.com"),
    ("google.com", "include:_spf.google.com"),
    ("office365.com", "include:spf.protection.outlook.com"),
    ("outlook.com", "include:spf.protection.outlook.com"),
    ("amazonaws.com", "include:amazonses.com"),
    ("sendgrid.net", "include:sendgrid.net"),
    ("mailgun.org", "include:mailgun.org"),
    ("postmarkapp.com", "include:spf.mtasv.net"),
    ("mailjet.com", "include:spf.mailjet.com"),
    ("brevo.com", "include:spf.brevo.com"),
];

/// The mechanism that lets a mail server send.
fn mechanism(host: &str) -> String {
    let known = PROVIDERS
        .iter()
        .find(|(provider, _)| host == *provider || host.strip_suffix(provider).is_some_and(|rest| rest.ends_with('.')));
    match (known, host.parse::<IpAddr>()) {
        (Some((_, include)), _) => (*include).to_owned(),
        (None, Ok(IpAddr::V4(address))) => format!("ip4:{address}"),
        (None, Ok(IpAddr::V6(address))) => format!("ip6:{address}"),
        (None, Err(_)) => format!("a:{host}"),
    }
}

/// What should be published for mails from `address` through the mail server `host`. `key` is the record of our own signatures, `selector`
/// the mail server's where it signs.
pub fn wanted(address: &str, host: &str, key: Option<(String, String)>, selector: Option<&str>) -> Vec<Wanted> {
    let domain = address.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let (name, value) = key.unwrap_or_else(|| {
        let name = selector.map(|selector| format!("{selector}._domainkey.{domain}"));
        (name.unwrap_or_default(), String::new())
    });
    let spf = format!("v=spf1 {} ~all", mechanism(&host.to_ascii_lowercase()));
    let dmarc = format!("v=DMARC1; p=none; rua=mailto:{address}");
    vec![
        Wanted { kind: Kind::Spf, name: domain.clone(), value: spf },
        Wanted { kind: Kind::Dkim, name, value },
        Wanted { kind: Kind::Dmarc, name: format!("_dmarc.{domain}"), value: dmarc },
    ]
}

/// Looks whether it is published.
pub async fn look(dns: &Dns, wanted: Wanted, host: &str) -> Finding {
    if wanted.name.is_empty() {
        return Finding { wanted, found: Vec::new(), verdict: Verdict::Unasked };
    }
    let looked = match wanted.kind {
        Kind::Spf => look_spf(dns, &wanted.name, &host.to_ascii_lowercase()).await,
        Kind::Dkim => dns.texts(&wanted.name).await.map(|found| (dkim_verdict(&found, &wanted.value), found)),
        Kind::Dmarc => look_dmarc(dns, &wanted.name).await,
    };
    let (verdict, found) = looked.unwrap_or_else(|why| (Verdict::Unreachable(why.0), Vec::new()));
    Finding { wanted, found, verdict }
}

fn is_spf(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    text == "v=spf1" || text.starts_with("v=spf1 ")
}

async fn look_spf(dns: &Dns, domain: &str, host: &str) -> Result<(Verdict, Vec<String>), NoAnswer> {
    let mut found = dns.texts(domain).await?;
    found.retain(|text| is_spf(text));
    let verdict = match found.as_slice() {
        [] => Verdict::Missing,
        [_, _, ..] => Verdict::Several,
        [one] if one.split_whitespace().any(|word| matches!(word.to_ascii_lowercase().as_str(), "all" | "+all")) => {
            Verdict::Open
        }
        [one] => {
            let mut asking = Asking { dns, host, addresses: dns.addresses(host).await?, questions: 0 };
            if asking.lets_in(domain, one).await? { Verdict::Good } else { Verdict::Incomplete }
        }
    };
    Ok((verdict, found))
}

/// RFC 7208, 4.6.4: whoever asks more often than that gives up.
const MOST_QUESTIONS: usize = 10;

struct Asking<'a> {
    dns: &'a Dns,
    host: &'a str,
    addresses: Vec<IpAddr>,
    questions: usize,
}

impl Asking<'_> {
    /// Whether an SPF record lets the mail server send, by itself or by what it includes.
    async fn lets_in(&mut self, domain: &str, record: &str) -> Result<bool, NoAnswer> {
        let usual = mechanism(self.host);
        let mut open: Vec<(String, String)> = vec![(domain.to_owned(), record.to_ascii_lowercase())];
        while let Some((domain, record)) = open.pop() {
            for word in record.split_whitespace().skip(1) {
                let word = word.strip_prefix('+').unwrap_or(word);
                if word == usual || self.names(&domain, word).await? {
                    return Ok(true);
                }
                let other = word.strip_prefix("include:").or_else(|| word.strip_prefix("redirect="));
                if let Some(other) = other.filter(|_| self.questions < MOST_QUESTIONS) {
                    self.questions += 1;
                    let texts = self.dns.texts(other).await?;
                    open.extend(
                        texts
                            .into_iter()
                            .find(|text| is_spf(text))
                            .map(|text| (other.to_owned(), text.to_ascii_lowercase())),
                    );
                }
            }
        }
        Ok(false)
    }

    async fn names(&mut self, domain: &str, word: &str) -> Result<bool, NoAnswer> {
        let (kind, of) = word.split_once(':').unwrap_or((word, domain));
        match kind {
            "ip4" | "ip6" => {
                let network = of.parse::<IpNet>().ok().or_else(|| of.parse::<IpAddr>().ok().map(IpNet::from));
                Ok(network.is_some_and(|network| self.addresses.iter().any(|address| network.contains(address))))
            }
            "a" if of == self.host => Ok(true),
            "a" if self.questions < MOST_QUESTIONS => {
                self.questions += 1;
                let found = self.dns.addresses(of).await?;
                Ok(found.iter().any(|address| self.addresses.contains(address)))
            }
            "mx" if self.questions < MOST_QUESTIONS => {
                self.questions += 1;
                Ok(self.dns.exchanges(of).await?.iter().any(|exchange| exchange == self.host))
            }
            _ => Ok(false),
        }
    }
}

/// The value of a tag: "v=DKIM1; k=rsa; p=…".
fn tag(text: &str, name: &str) -> Option<String> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(tag, _)| tag.trim() == name).map(|(_, value)| value);
    values.next().map(|value| value.split_whitespace().collect())
}

fn dkim_verdict(found: &[String], wanted: &str) -> Verdict {
    let keys: Vec<String> = found.iter().filter_map(|text| tag(text, "p")).collect();
    match (keys.as_slice(), tag(wanted, "p")) {
        ([], _) if found.is_empty() => Verdict::Missing,
        ([], _) => Verdict::Invalid,
        (keys, Some(ours)) => {
            if keys.contains(&ours) {
                Verdict::Good
            } else {
                Verdict::Differs
            }
        }
        (keys, None) => {
            if keys.iter().any(|key| !key.is_empty()) {
                Verdict::Good
            } else {
                Verdict::Invalid
            }
        }
    }
}

/// RFC 7489, 6.6.3: a domain that publishes none is spoken for by the one above it.
async fn look_dmarc(dns: &Dns, name: &str) -> Result<(Verdict, Vec<String>), NoAnswer> {
    let mut domain = name.strip_prefix("_dmarc.").unwrap_or(name);
    loop {
        let mut found = dns.texts(&format!("_dmarc.{domain}")).await?;
        found.retain(|text| text.trim_start().to_ascii_lowercase().starts_with("v=dmarc1"));
        match found.as_slice() {
            [] => {}
            [one] => {
                let policy = tag(one, "p").unwrap_or_default().to_ascii_lowercase();
                let known = matches!(policy.as_str(), "none" | "quarantine" | "reject");
                return Ok((if known { Verdict::Good } else { Verdict::Invalid }, found));
            }
            [_, _, ..] => return Ok((Verdict::Several, found)),
        }
        match domain.split_once('.') {
            Some((_, above)) if above.contains('.') => domain = above,
            _ => return Ok((Verdict::Missing, found)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_be_published_follows_from_sender_and_server() {
        let records = wanted("rechnung@Nord.example", "smtp.gmail.com", None, None);
        assert_eq!(
            (records[0].name.as_str(), records[0].value.as_str()),
            ("nord.example", "v=spf1 include:_spf.google.com ~all")
        );
        assert_eq!(wanted("a@b.example", "mail.b.example", None, Some("s1"))[1].name, "s1._domainkey.b.example");
        assert_eq!(wanted("a@b.example", "192.0.2.7", None, None)[0].value, "v=spf1 ip4:192.0.2.7 ~all");
        assert_eq!(mechanism("notgmail.com"), "a:notgmail.com");
    }

    #[test]
    fn keys_are_compared_whatever_blanks_stand_in_them() {
        let found = |text: &str| vec![text.to_owned()];
        assert_eq!(dkim_verdict(&found("v=DKIM1; p=AB CD"), "v=DKIM1; k=rsa; p=ABCD"), Verdict::Good);
        assert_eq!(dkim_verdict(&found("v=DKIM1; p=AB"), "v=DKIM1; k=rsa; p=ABCD"), Verdict::Differs);
        assert_eq!(dkim_verdict(&found("v=DKIM1; p="), ""), Verdict::Invalid);
        assert_eq!(dkim_verdict(&[], ""), Verdict::Missing);
    }
}
