//! A connection to an SMSC that is kept: bound, watched, made again.

use super::super::super::channel::{Delivery, Heard, Outgoing, SendError, Taken};
use super::settings::Settings;
use super::{answers, deliver, submit};
use crate::guard::Way;
use futures_util::{Stream, StreamExt};
use rusmpp::pdus::{BindTransceiver, DeliverSmResp, SubmitSm};
use rusmpp::types::COctetString;
use rusmpp::values::InterfaceVersion;
use rusmpp::{Command, CommandStatus, Pdu};
use rusmppc::{Client, ConnectionBuilder, Event};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::time::{Instant, sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use webpki_roots::TLS_SERVER_ROOTS;

/// Connecting and binding.
const PATIENCE: Duration = Duration::from_secs(20);
/// An answer to a message. Giving up earlier leaves an unknown outcome.
const PATIENCE_WITH_ANSWERS: Duration = Duration::from_secs(60);
/// A sign of life, when nothing else is said.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// How long storing what arrived may take before the SMSC is asked to bring it again.
const PATIENCE_WITH_US: Duration = Duration::from_secs(20);
/// Between tries to connect, doubling.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A connection that held so long was a good one.
const GOOD: Duration = Duration::from_secs(60);
/// Tries for the second and later parts of a message, when the SMSC asks to slow down.
const TRIES: u32 = 10;

/// Something arrived. The SMSC hears "taken" only after `kept` was told so; when it is dropped, the SMSC brings it again.
#[derive(Debug)]
pub struct Arrived {
    /// What arrived.
    pub heard: Heard,
    /// To be told once it is stored.
    pub kept: oneshot::Sender<()>,
}

type Events = Box<dyn Stream<Item = Event> + Unpin + Send>;

/// How the connection stands.
#[derive(Clone)]
enum State {
    Down(String),
    Bound(Client),
}

/// A handle on a kept connection; the last one that is dropped ends it.
#[derive(Clone)]
pub struct Link {
    settings: Arc<Settings>,
    state: watch::Receiver<State>,
    window: Arc<Semaphore>,
}

/// Keeps a connection from now on. What arrives comes out of the receiver.
pub(super) fn connect(settings: Settings, way: Way) -> (Link, mpsc::Receiver<Arrived>) {
    let settings = Arc::new(settings);
    let (state, watched) = watch::channel(State::Down("not connected yet".to_owned()));
    let (arrivals, arrived) = mpsc::channel(settings.window);
    let window = Arc::new(Semaphore::new(settings.window));
    tokio::spawn(keep(settings.clone(), way, state, arrivals));
    (Link { settings, state: watched, window }, arrived)
}

async fn keep(settings: Arc<Settings>, way: Way, state: watch::Sender<State>, arrivals: mpsc::Sender<Arrived>) {
    let mut pause = FIRST_PAUSE;
    loop {
        match bind(&settings, &way).await {
            Ok((client, events)) => {
                let since = Instant::now();
                let _ = state.send(State::Bound(client.clone()));
                let why = tokio::select! {
                    why = listen(&settings, &client, events, &arrivals) => why,
                    () = state.closed() => {
                        leave(&client).await;
                        return;
                    }
                };
                tracing::warn!(host = %settings.host, %why, "connection to the SMSC lost");
                let _ = state.send(State::Down(why));
                leave(&client).await;
                if since.elapsed() >= GOOD {
                    pause = FIRST_PAUSE;
                }
            }
            Err(why) => {
                tracing::warn!(host = %settings.host, %why, "no connection to the SMSC");
                let _ = state.send(State::Down(why));
            }
        }
        tokio::select! {
            () = sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            () = state.closed() => return,
        }
    }
}

/// Connects and binds once, or says in words why not.
pub(super) async fn bind(settings: &Settings, way: &Way) -> Result<(Client, Events), String> {
    let bound = timeout(PATIENCE, bind_unhurried(settings, way)).await;
    bound.unwrap_or_else(|_| Err("The SMSC does not answer.".to_owned()))
}

async fn bind_unhurried(settings: &Settings, way: &Way) -> Result<(Client, Events), String> {
    let builder = ConnectionBuilder::new()
        .max_command_length(64 * 1024)
        .enquire_link_interval(SIGN_OF_LIFE)
        .enquire_link_response_timeout(PATIENCE)
        .response_timeout(PATIENCE_WITH_ANSWERS)
        // We speak 3.4, which the library takes for a mistake.
        .disable_interface_version_check();
    let stream = way.connect(&settings.host, settings.port).await.map_err(|why| why.to_string())?;
    let _ = stream.set_nodelay(true);
    let (client, events): (Client, Events) = if settings.tls {
        let (client, events) = builder.connected(encrypted(stream, &settings.host).await?);
        (client, Box::new(events))
    } else {
        let (client, events) = builder.connected(stream);
        (client, Box::new(events))
    };
    let text = |why: &dyn std::fmt::Display| why.to_string();
    let request = BindTransceiver::builder()
        .system_id(COctetString::from_string(settings.system_id.clone()).map_err(|why| text(&why))?)
        .password(COctetString::from_string(settings.password.clone()).map_err(|why| text(&why))?)
        .system_type(COctetString::from_string(settings.system_type.clone()).map_err(|why| text(&why))?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build();
    match client.bind_transceiver(request).await {
        Ok(_) => Ok((client, events)),
        Err(why) => {
            let _ = client.close().await;
            Err(answers::words(&why))
        }
    }
}

/// TLS over a connection that stands. The library's own way looks the name up once more, and goes where nobody judged.
async fn encrypted(stream: TcpStream, host: &str) -> Result<TlsStream<TcpStream>, String> {
    let name = ServerName::try_from(host.to_owned()).map_err(|why| why.to_string())?;
    let roots = RootCertStore { roots: TLS_SERVER_ROOTS.to_vec() };
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|why| why.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|why| why.to_string())
}

/// Until the connection ends; tells why it did.
async fn listen(
    settings: &Arc<Settings>,
    client: &Client,
    mut events: Events,
    arrivals: &mpsc::Sender<Arrived>,
) -> String {
    let mut why = "The connection was closed.".to_owned();
    while let Some(event) = events.next().await {
        match event {
            Event::Incoming(command) => {
                if matches!(command.pdu(), Some(Pdu::Unbind)) {
                    let _ = client.unbind_resp(command.sequence_number()).await;
                    return "The SMSC ended the session.".to_owned();
                }
                // Storing may take a while; meanwhile others arrive, as many as the SMSC's window allows.
                tokio::spawn(take(settings.clone(), client.clone(), command, arrivals.clone()));
            }
            Event::Error(error) => why = answers::words(&error),
        }
    }
    why
}

async fn take(settings: Arc<Settings>, client: Client, command: Command, arrivals: mpsc::Sender<Arrived>) {
    let Some(Pdu::DeliverSm(pdu)) = command.pdu() else {
        // A late answer to a message that was given up, or a notice, is nothing to answer; anything else is not spoken here.
        if !command.id().is_response() && !matches!(command.pdu(), Some(Pdu::AlertNotification(_) | Pdu::Outbind(_))) {
            let _ = client.status(CommandStatus::EsmeRinvcmdid).generic_nack(command.sequence_number()).await;
        }
        return;
    };
    let kept = match deliver::read(&settings, pdu) {
        None => true,
        Some(heard) => {
            let (kept, told) = oneshot::channel();
            let arrived = Arrived { heard, kept };
            matches!(
                timeout(PATIENCE_WITH_US, async { arrivals.send(arrived).await.is_ok() && told.await.is_ok() }).await,
                Ok(true)
            )
        }
    };
    // "Temporary application error": bring it again later.
    let status = if kept { CommandStatus::EsmeRok } else { CommandStatus::EsmeRxTAppn };
    let _ = client.status(status).deliver_sm_resp(command.sequence_number(), DeliverSmResp::default()).await;
}

/// Says goodbye. That the connection is closed by then is as it should be.
pub(super) async fn leave(client: &Client) {
    let _ = timeout(Duration::from_secs(5), client.unbind()).await;
    let _ = timeout(Duration::from_secs(5), client.close_and_wait()).await;
}

impl Link {
    /// Whether messages can go out, or why not.
    pub fn stands(&self) -> Result<(), String> {
        match &*self.state.borrow() {
            State::Bound(_) => Ok(()),
            State::Down(why) => Err(why.clone()),
        }
    }

    /// Waits until it is bound.
    pub async fn bound(&mut self) {
        let _ = self.state.wait_for(|state| matches!(state, State::Bound(_))).await;
    }

    fn client(&self) -> Result<Client, SendError> {
        match &*self.state.borrow() {
            State::Bound(client) if client.is_active() => Ok(client.clone()),
            State::Bound(_) => Err(SendError::not_now("The connection to the SMSC was just lost.")),
            State::Down(why) => Err(SendError::not_now(format!("The SMSC is not connected: {why}"))),
        }
    }

    /// Hands a message over, part by part in order. Once a part was taken, whatever goes wrong leaves the message half sent.
    pub(super) async fn send(&self, message: &Outgoing) -> Result<Taken, SendError> {
        let parts = submit::parts(&self.settings, message)?;
        let count = parts.len();
        let mut answered = String::new();
        for (at, part) in parts.into_iter().enumerate() {
            let answer = if at == 0 { self.submit(part).await } else { self.submit_patiently(part).await };
            answered = answer.map_err(|why| {
                if at == 0 { why } else { SendError::unknown(format!("{at} of {count} parts were sent. {why}")) }
            })?;
        }
        let reference = Some(self.settings.reference(&answered, false)).filter(|id| !id.is_empty());
        Ok(Taken {
            reference,
            status: Delivery::Queued,
            parts: u32::try_from(count).ok(),
            answer: answered.into_bytes(),
        })
    }

    async fn submit(&self, part: SubmitSm) -> Result<String, SendError> {
        let _place = self.window.acquire().await.map_err(SendError::not_now)?;
        let client = self.client()?;
        let answer = client.submit_sm(part).await.map_err(|why| answers::read(&why))?;
        Ok(answer.message_id().as_str().trim_end_matches('\0').to_owned())
    }

    async fn submit_patiently(&self, part: SubmitSm) -> Result<String, SendError> {
        for _ in 1..TRIES {
            match self.submit(part.clone()).await {
                Err(SendError::NotNow { .. }) => sleep(Duration::from_secs(1)).await,
                known => return known,
            }
        }
        self.submit(part).await
    }
}
