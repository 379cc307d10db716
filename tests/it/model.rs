//! A model of everything that can happen to payment requests: seeded random sequences of the real operations on a real database, with a
//! simulated provider and a clock turned by hand. After every step the book and the provider's books are compared; in the end faults
//! stop, time passes, and all must settle.
//!
//! `PAYLINK_MODEL_SEEDS=n` runs so many seeds, `PAYLINK_MODEL_SEED=x` that one and prints what it does, `PAYLINK_TEST_POSTGRES=url` runs it on
//! PostgreSQL, where a database is made for every seed. A seed repeats its choices; how far a crash got that falls between two answers of
//! the database, and the order of jobs done at the same time, depend on the machine.
//!
//! Not modelled: refunds made at the provider's own dashboard of a payment of which another refund
//! came back, because providers tell totals, which cannot tell the two apart; notifications about payments that are over (paid after they
//! were ended, refunded, contested, refunds that settle) that never arrive at all: nobody asks about those any more, so they are lost and
//! delayed like all others, but sent again in the end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod checks;
mod database;
pub mod dice;
mod provider;
mod settle;
mod steps;

use checks::{Check, Entry};
use database::{Database, Server};
use dice::Dice;
use paylink::clock::Clock;
use paylink::config::Config;
use paylink::domain::ids::{MerchantId, PaymentRequestId, ProfileId, ProviderAccountId};
use paylink::domain::language::Language;
use paylink::domain::merchant::{Merchant, Profile, Support};
use paylink::domain::pay_token::PayToken;
use paylink::domain::policy::{Policy, Wish};
use paylink::domain::provider_account::ProviderAccount;
use paylink::domain::scope::Scope;
use paylink::domain::time::Timestamp;
use paylink::messaging::channel::Carriers;
use paylink::operations::record_opens::Opens;
use paylink::operations::{Context, OperationError, Outcome};
use paylink::providers::{Capabilities, Providers};
use paylink::randomness::Randomness;
use provider::{Faults, Simulated, Stopped};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

const SEEDS: u64 = 200;
const STEPS: usize = 60;

/// A request and the link that was sent out for it.
#[derive(Clone, Copy)]
struct Asked {
    id: PaymentRequestId,
    token: PayToken,
}

/// What an operation came to.
enum Done {
    /// A payer pressed Pay.
    Started(PaymentRequestId, paylink::operations::start_checkout::StartOutcome),
    /// Anything else, in words.
    Said(String),
}

/// An operation whose call stopped half-way.
struct Running {
    name: String,
    task: JoinHandle<Outcome<Done>>,
    stopped: Stopped,
}

/// Everything of one seed.
struct World {
    dice: Dice,
    clock: Clock,
    context: Context,
    database: Database,
    provider: Simulated,
    /// The merchant of the story, and another who must never see anything of it.
    scope: Scope,
    stranger: Scope,
    cards: ProviderAccountId,
    strangers_account: ProviderAccountId,
    requests: Vec<Asked>,
    running: Vec<Running>,
    before: Vec<Entry>,
    trace: Vec<String>,
    /// The workers are away until the end: only payers and notifications move things.
    idle_workers: bool,
    aloud: bool,
}

#[test]
fn whatever_happens_the_book_stays_true_and_all_settles() {
    let (first, count) = match number_from_environment("PAYLINK_MODEL_SEED") {
        Some(seed) => (seed, 1),
        None => (1, number_from_environment("PAYLINK_MODEL_SEEDS").unwrap_or(SEEDS)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let began = Instant::now();
    runtime.block_on(async {
        let server = Server::start().await;
        for seed in first..first + count {
            let mut world = World::new(&server, seed, count == 1).await;
            let result = world.live().await;
            if let Err(what) = result {
                panic!("seed {seed}: {what}\n\n{}", world.trace.join("\n"));
            }
            world.end().await;
        }
        server.stop().await;
    });
    println!("{count} seeds in {:.1?}", began.elapsed());
}

impl World {
    async fn new(server: &Server, seed: u64, aloud: bool) -> Self {
        let mut dice = Dice::seeded(seed);
        let clock = Clock::standing_at(Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap());
        let random = Randomness::seeded(seed);
        let database = server.database(seed).await;
        let can = Capabilities {
            ends_checkouts: dice.percent(75),
            shortest_life: Duration::from_secs(1800),
            longest_life: Duration::from_secs(*dice.pick(&[3600, 86_400, 259_200]).unwrap()),
            key_life: Duration::from_secs(86_400),
        };
        let faults = some_faults(&mut dice);
        let provider = Simulated::new(seed, clock.clone(), can, faults);
        let context = open(&database, &clock, &random, &provider).await;
        let wishes = [Wish::Accept, Wish::Refund, Wish::Ask];
        let policy = Policy { late: *dice.pick(&wishes).unwrap(), surplus: *dice.pick(&wishes).unwrap() };
        let live = dice.percent(50);
        let scope = Scope { merchant: MerchantId(random.uuid(clock.now())), live };
        let stranger = Scope { merchant: MerchantId(random.uuid(clock.now())), live };
        let cards = set_up(&context, scope, policy, &[("cards", "card"), ("debits", "sepa_debit")]).await;
        let strangers_account = set_up(&context, stranger, policy, &[("stranger", "card")]).await;
        let idle_workers = dice.percent(20);
        let mut world = Self {
            dice,
            idle_workers,
            clock,
            context,
            database,
            provider,
            scope,
            stranger,
            cards,
            strangers_account,
            requests: Vec::new(),
            running: Vec::new(),
            before: Vec::new(),
            trace: Vec::new(),
            aloud,
        };
        world.note(format!("{policy:?} {can:?} {faults:?} idle workers {idle_workers}"));
        world
    }

    async fn live(&mut self) -> Check {
        self.create_request().await?;
        for _ in 0..STEPS {
            self.step().await?;
            self.check().await?;
        }
        self.settle().await
    }

    fn note(&mut self, text: String) {
        let line = format!("{} {text}", self.clock.now().to_rfc3339());
        if self.aloud {
            println!("{line}");
        }
        self.trace.push(line);
    }

    /// Every request as the book has it.
    async fn read_book(&self) -> Result<Vec<Entry>, String> {
        let read = async {
            let mut session = self.context.store.read().await?;
            let mut db = session.db();
            let mut entries = Vec::new();
            for asked in &self.requests {
                entries.push(Entry {
                    request: db.payment_request(self.scope, asked.id).await?.ok_or(OperationError::NotFound)?,
                    payments: db.payments_of(self.scope, asked.id).await?,
                    refunds: db.refunds_of(self.scope, asked.id).await?,
                });
            }
            Ok::<_, OperationError>(entries)
        };
        read.await.map_err(|error| format!("the book cannot be read: {error}"))
    }

    /// The process dies: what it was doing is gone, what it committed is not.
    async fn restart(&mut self) {
        for running in self.running.drain(..) {
            running.task.abort();
            let _ = running.task.await;
        }
        self.context.store.close().await;
        let random = self.context.random.clone();
        self.context = open(&self.database, &self.clock, &random, &self.provider).await;
    }

    async fn end(self) {
        self.context.store.close().await;
        self.database.remove().await;
    }
}

fn some_faults(dice: &mut Dice) -> Faults {
    if dice.percent(10) {
        return Faults::default();
    }
    let mut some = |most: i64| u32::try_from(dice.between(0, most)).unwrap();
    let (lost, silent) = (some(20), some(25));
    let (refuses_starts, refuses_refunds, ignores_endings) = (some(10), some(20), some(50));
    let (answers_as_at_first, loses_letters, delays_letters) = (some(100), some(100), some(60));
    let (repeats_letters, writes_badly, stops) = (some(60), some(50), some(40));
    Faults {
        outage: false,
        lost,
        silent,
        refuses_starts,
        refuses_refunds,
        ignores_endings,
        answers_as_at_first,
        loses_letters,
        delays_letters,
        repeats_letters,
        writes_badly,
        stops,
        ended_may_succeed: dice.percent(25),
    }
}

async fn open(database: &Database, clock: &Clock, random: &Randomness, provider: &Simulated) -> Context {
    let store = database.open(random).await;
    let mut config = Config::from_variables(std::iter::empty()).unwrap();
    config.preparing_wait = Duration::ZERO;
    Context {
        store,
        clock: clock.clone(),
        random: random.clone(),
        providers: Providers::new(vec![Arc::new(provider.clone())]),
        config: Arc::new(config),
        wake: Arc::new(Notify::new()),
        opens: Arc::new(Opens::default()),
        carriers: Carriers::new(Vec::new()),
        forwarders: Arc::default(),
        shops: Arc::default(),
        hashing: Arc::default(),
        enclosing: Arc::default(),
    }
}

/// A merchant with accounts at the provider, each with its one method; tells the first of them.
async fn set_up(context: &Context, scope: Scope, policy: Policy, accounts: &[(&str, &str)]) -> ProviderAccountId {
    let now = context.now();
    let merchant = Merchant {
        id: scope.merchant,
        name: "Klempnerei Nord".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        country: "DE".to_owned(),
        policy,
        created_at: now,
    };
    let profile = Profile {
        scope,
        id: ProfileId(context.random.uuid(now)),
        version: 1,
        is_default: true,
        name: "default".to_owned(),
        display_name: merchant.name.clone(),
        legal_name: None,
        town: None,
        accent: "#1d5fa8".to_owned(),
        language: Language::De,
        support: Support::default(),
        imprint_url: None,
        privacy_url: None,
        archived_at: None,
    };
    let accounts: Vec<ProviderAccount> = accounts
        .iter()
        .enumerate()
        .map(|(order, (name, method))| ProviderAccount {
            scope,
            id: ProviderAccountId(context.random.uuid(now)),
            provider: provider::WORD.to_owned(),
            name: (*name).to_owned(),
            credentials: json!({ "methods": [method] }),
            faults: json!({}),
            created_at: now.plus(Duration::from_millis(order as u64)),
            disabled_at: None,
        })
        .collect();
    let first = accounts[0].id;
    context
        .store
        .transact((merchant, profile, accounts), |db, (merchant, profile, accounts)| {
            Box::pin(async move {
                db.insert_merchant(merchant).await?;
                db.insert_profile(profile).await?;
                for account in accounts {
                    db.insert_provider_account(account).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await
        .unwrap();
    first
}

/// The one place where the tests of the model read the environment.
#[expect(clippy::disallowed_methods, reason = "settings of a test are no settings of the program")]
fn from_environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

pub fn number_from_environment(name: &str) -> Option<u64> {
    from_environment(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name} must be a number")))
}
