//! The program as tests see it: real, on a fresh database, with a clock that is turned by hand, and actors that tell stories.

pub mod database;
pub mod gateway;
pub mod mail_server;
pub mod payer;
pub mod program;

use database::TestDatabase;
use payer::Payer;
use paylink::app::{App, Parts, build};
use paylink::clock::Clock;
use paylink::config::{Config, Secret};
use paylink::domain::ids::{PaymentRequestId, ProviderAccountId};
use paylink::domain::language::Language;
use paylink::domain::merchant::Support;
use paylink::domain::money::{Currency, Money};
use paylink::domain::payment::{Payment, PaymentState};
use paylink::domain::payment_request::Status;
use paylink::domain::policy::{Policy, Wish};
use paylink::domain::refund::Refund;
use paylink::domain::scope::Scope;
use paylink::domain::time::Timestamp;
use paylink::jobs::schedule::run_round;
use paylink::operations::Context;
use paylink::operations::audit::audit;
use paylink::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use paylink::operations::manage_providers::{disable_provider_account, list_provider_accounts, set_sandbox_faults};
use paylink::operations::read_payment_request::{Whole, read_payment_request, read_timeline};
use paylink::operations::setup_merchant::{NewMerchant, setup_merchant};
use paylink::randomness::Randomness;
use serde_json::Value;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tokio::sync::oneshot;

/// When every test begins.
pub const BEGINNING: &str = "2026-11-21T12:00:00Z";

/// The program, running.
pub struct TestApp {
    pub parts: Parts,
    pub base: String,
    /// Where the figures are, if anywhere.
    pub figures: Option<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
    database: Option<TestDatabase>,
    ended: bool,
}

impl TestApp {
    /// On a fresh database, rate limits off, quick about providers that do not answer.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::fresh().await;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let mut config = Config::from_variables(std::iter::empty()).expect("defaults");
        config.listen = address;
        config.public_url = format!("http://{address}").parse().expect("an address");
        config.database_url = Secret::new(database.url.clone());
        config.data_dir = database.folder.clone();
        config.secret_keys = vec![Secret::new("11".repeat(32))];
        config.rate_limits = false;
        config.allowed_networks =
            vec!["127.0.0.0/8".parse().expect("a network"), "::1/128".parse().expect("a network")];
        config.provider_timeout = Duration::from_millis(1500);
        config.shop_memory = Duration::ZERO;
        config.preparing_wait = Duration::from_secs(3);
        change(&mut config);
        let clock = Clock::standing_at(Timestamp::parse_rfc3339(BEGINNING).expect("a time"));
        let parts = build(config, clock, Randomness::seeded(7)).await.expect("the program builds");
        let app = App::listen_on(parts.clone(), listener, 2).expect("it listens");
        let figures = app.figures_address;
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(app.serve(async move {
            let _ = stopped.await;
        }));
        Self {
            parts,
            base: format!("http://{address}"),
            figures,
            stop: Some(stop),
            server: Some(server),
            database: Some(database),
            ended: false,
        }
    }

    pub fn context(&self) -> &Context {
        &self.parts.context
    }

    pub async fn merchant(&self) -> Merchant<'_> {
        self.merchant_named("Klempnerei Nord", "chef@example.org").await
    }

    pub async fn merchant_named(&self, name: &str, email: &str) -> Merchant<'_> {
        let new = NewMerchant {
            name: name.to_owned(),
            email: email.to_owned(),
            password: Some(PASSWORD.to_owned()),
            zone: "Europe/Berlin".to_owned(),
            country: "DE".to_owned(),
            language: Language::De,
            town: Some("Flensburg".to_owned()),
            support: Support { phone: Some("+494611234567".to_owned()), email: None, hours: None },
        };
        let made = setup_merchant(self.context(), new).await.expect("a merchant");
        Merchant { app: self, scope: Scope { merchant: made.merchant, live: false }, api_key: made.api_key }
    }

    pub fn payer(&self) -> Payer<'_> {
        Payer::new(self)
    }

    /// Lets time pass; nothing happens by itself.
    pub fn passes(&self, time: Duration) {
        self.context().clock.advance(time);
    }

    /// Does everything that is due at this instant.
    pub async fn works(&self) {
        for _ in 0..200 {
            let done = run_round(self.context(), &self.parts.client).await.expect("background work");
            if done == 0 {
                return;
            }
        }
        panic!("background work does not come to an end");
    }

    /// Time passes in steps, and whatever falls due is done.
    pub async fn passes_and_works(&self, time: Duration) {
        const STEPS: u32 = 12;
        for _ in 0..STEPS {
            self.passes(time / STEPS);
            self.works().await;
        }
    }

    /// The story is over: nothing is left undone, and the books are right.
    pub async fn ends(mut self) {
        self.works().await;
        let audit = audit(self.context()).await.expect("the audit runs");
        assert!(audit.findings.is_empty(), "the audit finds: {:#?}", audit.findings);
        let now = self.context().now();
        let mut session = self.context().store.read().await.expect("a connection");
        assert!(!session.db().has_due_job("money", now).await.expect("jobs"), "a job is left");
        let given_up = session.db().count_jobs().await.expect("jobs");
        assert!(given_up.iter().all(|(_, state, _)| state != "given_up"), "a job was given up: {given_up:?}");
        drop(session);
        self.ended = true;
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(server) = self.server.take() {
            server.await.expect("the server's task").expect("the server stops");
        }
        if let Some(database) = self.database.take() {
            database.remove().await;
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        assert!(self.ended || std::thread::panicking(), "a story must end with `app.ends().await`");
    }
}

pub const PASSWORD: &str = "blau rohr zange nordsee";

/// A merchant in test mode.
pub struct Merchant<'a> {
    pub app: &'a TestApp,
    pub scope: Scope,
    pub api_key: String,
}

/// A request and its link.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: PaymentRequestId,
    /// "/p/{token}".
    pub link: String,
}

impl Merchant<'_> {
    /// Asks for 119,00 €.
    pub async fn requests(&self) -> Asked {
        self.requests_with(|_| {}).await
    }

    pub async fn requests_with(&self, change: impl FnOnce(&mut Draft)) -> Asked {
        let mut draft = Draft {
            amount: Some(11_900),
            currency: Some("EUR".to_owned()),
            reference: Some("LI-748925".to_owned()),
            description: Some("Rohrreparatur am 15. Dezember".to_owned()),
            payer: DraftPayer { name: Some("Erika Mustermann".to_owned()), ..DraftPayer::default() },
            ..Draft::default()
        };
        change(&mut draft);
        let id = create_payment_request(self.app.context(), self.scope, &draft, None, None).await.expect("a request");
        let token = self.sees(id).await.token.expect("a link");
        Asked { id, link: format!("/p/{}", token.reveal()) }
    }

    pub async fn sees(&self, id: PaymentRequestId) -> Whole {
        read_payment_request(self.app.context(), self.scope, id).await.expect("the request")
    }

    pub async fn sees_status(&self, id: PaymentRequestId) -> Status {
        self.sees(id).await.request.status(self.app.context().now())
    }

    pub async fn sees_paid(&self, asked: &Asked) {
        assert_eq!(self.sees_status(asked.id).await, Status::Paid);
    }

    pub async fn sees_payments(&self, asked: &Asked) -> Vec<Payment> {
        self.sees(asked.id).await.payments
    }

    pub async fn sees_states(&self, asked: &Asked) -> Vec<PaymentState> {
        self.sees_payments(asked).await.into_iter().map(|payment| payment.state).collect()
    }

    pub async fn sees_refunds(&self, asked: &Asked) -> Vec<Refund> {
        self.sees(asked.id).await.refunds
    }

    /// The words of the timeline, in order.
    pub async fn sees_events(&self, asked: &Asked) -> Vec<String> {
        let events = read_timeline(self.app.context(), self.scope, asked.id).await.expect("the timeline");
        events.into_iter().map(|event| event.kind).collect()
    }

    pub async fn wants(&self, late: Wish, surplus: Wish) {
        let store = &self.app.context().store;
        let (merchant, policy) = (self.scope.merchant, Policy { late, surplus });
        store
            .transact((merchant, policy), |db, (merchant, policy)| Box::pin(db.set_policy(*merchant, *policy)))
            .await
            .expect("the policy");
    }

    /// The same merchant where money is real.
    pub fn in_live_mode(&self) -> Self {
        Self { app: self.app, scope: Scope { live: true, ..self.scope }, api_key: String::new() }
    }

    /// No new checkout goes through the sandbox.
    pub async fn disables_the_sandbox(&self, disabled: bool) {
        let id = self.sandbox_account().await;
        disable_provider_account(self.app.context(), self.scope, id, disabled).await.expect("the account");
    }

    pub async fn sandbox_account(&self) -> ProviderAccountId {
        list_provider_accounts(self.app.context(), self.scope).await.expect("accounts").first().expect("the sandbox").id
    }

    /// Switches named faults of the sandbox on; those not named are off.
    pub async fn sandbox_faults(&self, faults: Value) {
        let id = self.sandbox_account().await;
        set_sandbox_faults(self.app.context(), self.scope, id, &faults).await.expect("faults");
    }
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub fn days(days: u64) -> Duration {
    Duration::from_secs(days * 86_400)
}

pub fn hours(hours: u64) -> Duration {
    seconds(hours * 3600)
}

pub fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
