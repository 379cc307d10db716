//! Mails handed to a mail server. The dialogue is led step by step, because what a failure means depends on how far it had come.

use super::super::account::MessageAccount;
use super::super::callback::{BadSignature, Callback, CallbackAnswer};
use super::super::channel::{Carrier, Channel, Delivery, Heard, Outgoing, Reason, SendError, Taken};
use super::super::trial::{Failure, Step};
use super::bounce;
use super::letter::Letter;
use super::server::{Security, Server};
use crate::domain::field::FieldError;
use crate::guard::{Guard, Place, Way};
use async_trait::async_trait;
use kept::{Kept, Key, Open};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Greeting, encryption and log-in, each command of the envelope.
const PATIENCE: Duration = Duration::from_secs(60);
/// After the text was handed over. Servers scan mails before they answer, and giving up too early leaves an unknown outcome.
const PATIENCE_AFTER_DATA: Duration = Duration::from_secs(300);

/// Mail servers, and the connections to them that are open.
#[derive(Default)]
pub struct Smtp {
    kept: Arc<Kept>,
    guard: Guard,
}

impl Smtp {
    /// With no connection so far; where merchants' servers may be says the guard.
    pub fn new(guard: Guard) -> Self {
        Self { kept: Arc::default(), guard }
    }
}

/// Where the dialogue stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Sender,
    Recipient,
    /// Asking whether the text may come.
    Data,
    /// The text was handed over.
    Text,
}

#[async_trait]
impl Carrier for Smtp {
    fn word(&self) -> &'static str {
        "smtp"
    }

    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn check_credentials(&self, credentials: &Value, _live: bool) -> Result<(), FieldError> {
        Server::read(credentials).map(drop)
    }

    fn places(&self, credentials: &Value) -> Vec<Place> {
        let server = Server::read(credentials).ok();
        server.into_iter().map(|server| Place { host: server.host, port: server.port }).collect()
    }

    async fn test(&self, account: &MessageAccount) -> Result<String, SendError> {
        let server = server(account)?;
        let mut connection =
            open(&server, "localhost", &self.guard.way(account.by_operator)).await.map_err(|failure| failure.error)?;
        let encrypted = if connection.is_encrypted() { "over TLS" } else { "without encryption" };
        let logged_in = if server.login.is_some() { " and takes the log-in" } else { "" };
        quit(&mut connection).await;
        Ok(format!("The mail server {} answers {encrypted}{logged_in}.", server.host))
    }

    async fn send(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        self.try_out(account, message).await.map_err(|failure| failure.error)
    }

    async fn try_out(&self, account: &MessageAccount, message: &Outgoing) -> Result<Taken, Failure> {
        let server = server(account).map_err(|error| Step::Settings.failed(error))?;
        let mut letter = Letter::write(message)?;
        if let Some(signer) = &server.signer {
            letter.bytes = signer.sign(&letter.bytes, message.at.seconds()).ok_or_else(|| {
                Step::Settings.failed(SendError::refused(Reason::Other, "dkim", "The mail could not be signed."))
            })?;
        }
        let domain = letter.return_path.domain();
        let key = key(account, domain);
        if let Some(mut used) = self.kept.take(&key).await {
            match hand_over(&mut used.connection, &letter).await {
                // It may have carried as many mails as the server lets one carry: that says nothing of this mail.
                Err(failure) if failure.step == Step::Sender => quit(&mut used.connection).await,
                Err(failure) => return Err(failure),
                Ok(answer) => {
                    self.kept.keep(key, used).await;
                    return Ok(taken(&answer));
                }
            }
        }
        let connection = open(&server, domain, &self.guard.way(account.by_operator)).await?;
        let mut fresh = Open { connection, mails: 0 };
        let answer = hand_over(&mut fresh.connection, &letter).await?;
        self.kept.keep(key, fresh).await;
        Ok(taken(&answer))
    }

    /// Mail servers do not call by themselves; whoever has a mail for us hands it over as it is, see `bounce`.
    fn read_callback(&self, account: &MessageAccount, call: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        if !call.carries(&account.callback_secret) {
            return Err(BadSignature);
        }
        if !is_mail(call) {
            return Ok(Vec::new());
        }
        let to = call.query().into_iter().find(|(name, _)| name == "to").map(|(_, value)| value);
        Ok(bounce::read(call.body, to.as_deref(), &account.callback_secret))
    }

    fn callback_answer(&self, _account: &MessageAccount, call: &Callback<'_>) -> CallbackAnswer {
        if is_mail(call) {
            return CallbackAnswer::empty();
        }
        let body = "Send a mail as it is: POST, with the content type message/rfc822 or application/octet-stream.\n"
            .to_owned();
        CallbackAnswer { status: 415, body, ..CallbackAnswer::empty() }
    }
}

fn is_mail(call: &Callback<'_>) -> bool {
    let kind = call.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_raw = ["message/rfc822", "application/octet-stream"].iter().any(|known| kind.eq_ignore_ascii_case(known));
    call.method == "POST" && is_raw && !call.body.is_empty()
}

fn server(account: &MessageAccount) -> Result<Server, SendError> {
    Server::read(&account.credentials).map_err(|why| SendError::refused(Reason::Credentials, why.code, why.detail))
}

/// Another password is another connection, and so is one that may lead elsewhere.
fn key(account: &MessageAccount, hello_name: &str) -> Key {
    let whose = account.by_operator;
    Sha256::digest(format!("{}\0{whose}\0{hello_name}\0{}", account.id, account.credentials)).into()
}

/// Connects, encrypts and logs in. Nothing of the message was said yet, so every failure here is "not now", a refused log-in too: it
/// says nothing about the message, which goes out once the account is put right.
async fn open(server: &Server, hello_name: &str, way: &Way) -> Result<AsyncSmtpConnection, Failure> {
    let opened = timeout(PATIENCE, open_unhurried(server, hello_name, way)).await;
    let silent = || SendError::not_now(format!("The mail server {} does not answer.", server.host));
    opened.unwrap_or_else(|_| Err(Step::Reach.failed(silent())))
}

async fn open_unhurried(server: &Server, hello_name: &str, way: &Way) -> Result<AsyncSmtpConnection, Failure> {
    let hello = ClientId::Domain(server.hello_name.clone().unwrap_or_else(|| hello_name.to_owned()));
    let tls = server.tls().map_err(|why| Step::Encrypt.failed(SendError::not_now(why)))?;
    let wrapper = (server.security == Security::FromTheStart).then(|| tls.clone());
    let addresses = way.addresses(&server.host, server.port).await;
    let addresses = addresses.map_err(|why| Step::Reach.failed(SendError::not_now(why)))?;
    let not_reached =
        |why: Error| SendError::not_now(format!("The mail server {} was not reached: {why}", server.host));
    let mut connection = AsyncSmtpConnection::connect_tokio1(&addresses[..], Some(PATIENCE), &hello, wrapper, None)
        .await
        .map_err(|why| if why.is_tls() { Step::Encrypt } else { Step::Reach }.failed(not_reached(why)))?;
    let upgrade = match server.security {
        Security::StartTls if !connection.can_starttls() => {
            let without = format!("The mail server {} offers no STARTTLS.", server.host);
            return Err(Step::Encrypt.failed(SendError::not_now(without)));
        }
        Security::StartTls => true,
        Security::IfOffered => connection.can_starttls(),
        Security::FromTheStart | Security::Never => false,
    };
    if upgrade {
        connection.starttls(tls, &hello).await.map_err(|why| Step::Encrypt.failed(not_reached(why)))?;
    }
    if let Some((user, password)) = &server.login {
        if !may_log_in(connection.is_encrypted(), &addresses) {
            let clear =
                format!("The mail server {} offers no encryption: the password is not sent there.", server.host);
            return Err(Step::Encrypt.failed(SendError::not_now(clear)));
        }
        let login = Credentials::new(user.clone(), password.clone());
        let refused = |why: Error| {
            SendError::not_now(format!("The mail server {} refused the log-in: {}", server.host, words(&why)))
        };
        connection.auth(DEFAULT_MECHANISMS, &login).await.map_err(|why| Step::LogIn.failed(refused(why)))?;
    }
    Ok(connection)
}

/// A password leaves this machine encrypted or not at all: a server that offers no encryption now may have been made to by somebody between.
fn may_log_in(encrypted: bool, addresses: &[SocketAddr]) -> bool {
    encrypted || addresses.iter().all(|address| address.ip().to_canonical().is_loopback())
}

async fn hand_over(connection: &mut AsyncSmtpConnection, letter: &Letter) -> Result<Response, Failure> {
    let mut options = Vec::new();
    if !letter.to.to_string().is_ascii() || !letter.return_path.to_string().is_ascii() {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(SendError::refused(
                Reason::BadAddress,
                "smtputf8",
                "The mail server takes only addresses in plain letters.",
            )
            .into());
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    let sender = Mail::new(Some(letter.return_path.clone()), options);
    step(Stage::Sender, PATIENCE, connection.command(sender)).await?;
    step(Stage::Recipient, PATIENCE, connection.command(Rcpt::new(letter.to.clone(), Vec::new()))).await?;
    step(Stage::Data, PATIENCE, connection.command(Data)).await?;
    step(Stage::Text, PATIENCE_AFTER_DATA, connection.message(&letter.bytes)).await
}

async fn step(
    stage: Stage,
    patience: Duration,
    answer: impl Future<Output = Result<Response, Error>>,
) -> Result<Response, Failure> {
    let error = match timeout(patience, answer).await {
        Ok(Ok(response)) => return Ok(response),
        Ok(Err(why)) => classify(stage, &why),
        Err(_) if stage == Stage::Text => SendError::unknown("The mail server took the text and did not answer."),
        Err(_) => SendError::not_now("The mail server stopped answering."),
    };
    let step = match (stage, &error) {
        (_, SendError::Unknown { .. }) => Step::Answer,
        (Stage::Sender, _) => Step::Sender,
        (Stage::Recipient, _) => Step::Recipient,
        (Stage::Data | Stage::Text, _) => Step::Text,
    };
    Err(step.failed(error))
}

/// An answer with a code is the truth at every stage. Silence is harmless until the text was handed over.
fn classify(stage: Stage, why: &Error) -> SendError {
    let detail = words(why);
    if why.is_permanent() {
        let code = why.status().map(|code| code.to_string()).unwrap_or_default();
        let reason = reason(stage, &code, enhanced_code(&detail).as_deref());
        return SendError::refused(reason, enhanced_code(&detail).unwrap_or(code), detail);
    }
    match stage {
        _ if why.is_transient() => SendError::not_now(detail),
        Stage::Text => SendError::unknown(detail),
        Stage::Sender | Stage::Recipient | Stage::Data => SendError::not_now(detail),
    }
}

/// The server's words without the library's.
fn words(why: &Error) -> String {
    let words = why.source().map_or_else(|| why.to_string(), ToString::to_string);
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

/// "5.1.1" at the beginning of an answer (RFC 3463).
pub(super) fn enhanced_code(words: &str) -> Option<String> {
    let first = words.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let numbers =
        parts.iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    (parts.len() == 3 && numbers && matches!(parts[0], "2" | "4" | "5")).then(|| first.to_owned())
}

fn reason(stage: Stage, code: &str, enhanced: Option<&str>) -> Reason {
    match (stage, code, enhanced) {
        (_, "530" | "535", _) => Reason::Credentials,
        (_, _, Some("5.2.3" | "5.3.4")) => Reason::TooLong,
        (_, _, Some(enhanced)) if enhanced.starts_with("5.7.") => Reason::Blocked,
        // What is said about the sender says nothing about the recipient.
        (Stage::Sender, _, _) => Reason::Blocked,
        (_, _, Some("5.1.7" | "5.1.8")) => Reason::Blocked,
        (_, _, Some("5.2.1")) => Reason::BadAddress,
        (_, _, Some(enhanced)) if enhanced.starts_with("5.1.") => Reason::BadAddress,
        (_, _, Some(enhanced)) if enhanced.starts_with("5.2.") => Reason::Other,
        (Stage::Recipient, "550" | "551" | "553", _) => Reason::BadAddress,
        (Stage::Data | Stage::Text, "550" | "554", _) | (Stage::Recipient, "554", _) => Reason::Blocked,
        (_, "552", _) => Reason::TooLong,
        _ => Reason::Other,
    }
}

fn taken(response: &Response) -> Taken {
    let answer = format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join("\n"));
    // Postfix, Exim and others name their own id, which their logs are searched by.
    let lower = answer.to_ascii_lowercase();
    let reference = ["queued as ", "ok id="].iter().find_map(|before| {
        let from = lower.find(before)? + before.len();
        answer.get(from..)?.split_whitespace().next().map(|id| id.trim_end_matches(['.', ',', ';']).to_owned())
    });
    Taken { reference, status: Delivery::Sent, parts: None, answer: answer.into_bytes() }
}

/// Politeness; the mail is already taken.
async fn quit(connection: &mut AsyncSmtpConnection) {
    let _ = timeout(Duration::from_secs(5), connection.command(Quit)).await;
}

mod kept;
#[cfg(test)]
mod tests;
