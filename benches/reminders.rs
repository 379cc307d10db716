//! A hundred thousand reminders that fall due at the same instant, of ten merchants, of which one has a carrier that takes five seconds to
//! answer: how many go out per second, what it costs in memory, and how long somebody else's message waits meanwhile.
//!
//! `cargo bench --bench reminders`, with `REMINDERS=n` for another number and `DATABASE=postgres://…/empty` for PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement that cannot go on may stop"
)]

use async_trait::async_trait;
use paylink::app::build;
use paylink::clock::Clock;
use paylink::config::{Config, Secret};
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::language::Language;
use paylink::domain::merchant::Support;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_plan::{Anchor, ClockTime, PlanStep, StepChannel};
use paylink::domain::purpose::Purpose;
use paylink::domain::scope::Scope;
use paylink::domain::time::Timestamp;
use paylink::jobs::schedule::run_workers;
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Outgoing, SendError, Taken};
use paylink::operations::Context;
use paylink::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::keep_sessions::Sessions;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account};
use paylink::operations::manage_message_plans::{PlanDraft, create_message_plan};
use paylink::operations::setup_merchant::{NewMerchant, setup_merchant};
use paylink::randomness::Randomness;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};

const MERCHANTS: usize = 10;
const QUICK: Duration = Duration::from_millis(30);
const SLOW: Duration = Duration::from_secs(5);

#[derive(Default)]
struct Counted {
    quick: AtomicUsize,
    slow: AtomicUsize,
    bystander: Mutex<Option<Instant>>,
    arrived: Notify,
}

/// Takes everything, after a while; the account's name says how long.
struct Gateway(Arc<Counted>);

#[async_trait]
impl Carrier for Gateway {
    fn word(&self) -> &'static str {
        "gateway"
    }

    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn check_credentials(&self, _: &Value, _: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test(&self, _: &MessageAccount) -> Result<String, SendError> {
        Ok(String::new())
    }

    async fn send(&self, account: &MessageAccount, _: &Outgoing) -> Result<Taken, SendError> {
        match account.name.as_str() {
            "slow" => {
                tokio::time::sleep(SLOW).await;
                self.0.slow.fetch_add(1, Ordering::Relaxed);
            }
            "bystander" => {
                *self.0.bystander.lock().unwrap() = Some(Instant::now());
                self.0.arrived.notify_one();
            }
            _ => {
                tokio::time::sleep(QUICK).await;
                self.0.quick.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(Taken { reference: None, status: Delivery::Sent, parts: Some(1), answer: Vec::new() })
    }

    fn read_callback(&self, _: &MessageAccount, _: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _: &MessageAccount, _: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer::empty()
    }
}

async fn merchant(context: &Context, number: usize, account: &str) -> (Scope, PlanWish) {
    let new = NewMerchant {
        name: format!("Händler {number}"),
        email: format!("chef{number}@example.org"),
        password: Some("blau rohr zange nordsee".to_owned()),
        zone: "Europe/Berlin".to_owned(),
        country: "DE".to_owned(),
        language: Language::De,
        town: None,
        support: Support::default(),
    };
    let scope = Scope { merchant: setup_merchant(context, new).await.unwrap().merchant, live: true };
    let sender = MessageSender { address: "+4917600000".to_owned(), name: None, reply_to: None, can_reply: true };
    let new = NewMessageAccount {
        profile: None,
        carrier: "gateway".to_owned(),
        name: account.to_owned(),
        credentials: json!({}),
        sender,
    };
    add_message_account(context, scope, new).await.unwrap();
    let step = PlanStep {
        name: "tomorrow".to_owned(),
        purpose: Purpose::Reminder1,
        channel: StepChannel::First,
        from: Anchor::Created,
        days: 1,
        minutes: 0,
        at: Some(ClockTime::MORNING),
        only_if: Vec::new(),
    };
    let draft = PlanDraft { name: Some("Morgen".to_owned()), is_default: None, steps: Some(vec![step]) };
    (scope, PlanWish::Own(create_message_plan(context, scope, draft, None).await.unwrap().id))
}

async fn ask(context: &Context, scope: Scope, number: usize, messages: MessageWishes) {
    let draft = Draft {
        amount: Some(11_900),
        currency: Some("EUR".to_owned()),
        payer: DraftPayer { phone: Some(format!("+49151{number:08}")), ..DraftPayer::default() },
        messages,
        ..Draft::default()
    };
    create_payment_request(context, scope, &draft, None, None).await.unwrap();
}

/// Kilobytes, of a line of /proc/self/status.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find(|text| text.starts_with(line)).unwrap_or_default();
    found.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[tokio::main]
async fn main() {
    let count: usize = std::env::var("REMINDERS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = std::env::temp_dir().join(format!("paylink-reminders-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut config = Config::from_variables(std::iter::empty()).unwrap();
    let sqlite = format!("sqlite:{}", folder.join("paylink.db").display());
    config.database_url = Secret::new(std::env::var("DATABASE").unwrap_or(sqlite));
    config.data_dir = folder.clone();
    config.secret_keys = vec![Secret::new("11".repeat(32))];
    let clock = Clock::standing_at(Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap());
    let parts = build(config, clock, Randomness::from_system()).await.unwrap();
    let counted = Arc::new(Counted::default());
    let mut context = parts.context.clone();
    context.carriers = Carriers::new(vec![Arc::new(Gateway(Arc::clone(&counted))) as Arc<dyn Carrier>]);

    let mut merchants = Vec::new();
    for number in 0..MERCHANTS {
        merchants.push(merchant(&context, number, if number == 0 { "slow" } else { "quick" }).await);
    }
    let (bystander, _) = merchant(&context, MERCHANTS, "bystander").await;
    let began = Instant::now();
    let mut making = tokio::task::JoinSet::new();
    for worker in 0..16 {
        let (context, merchants) = (context.clone(), merchants.clone());
        making.spawn(async move {
            for number in (worker..count).step_by(16) {
                let (scope, plan) = merchants[number % MERCHANTS];
                ask(&context, scope, number, MessageWishes { channels: Vec::new(), plan }).await;
            }
        });
    }
    making.join_all().await;
    println!("{count} requests made in {:.1?}", began.elapsed());
    let before = memory("VmRSS");

    context.clock.advance(Duration::from_secs(22 * 3600));
    let (stop, stopped) = watch::channel(false);
    let began = Instant::now();
    let workers =
        tokio::spawn(run_workers(context.clone(), parts.client.clone(), Sessions::of(parts.smpp.clone()), stopped));
    let quick = count - count.div_ceil(MERCHANTS);
    let mut waits = Vec::new();
    let mut number = count;
    while counted.quick.load(Ordering::Relaxed) < quick {
        let asked = Instant::now();
        number += 1;
        ask(&context, bystander, number, MessageWishes { channels: vec![Channel::Sms], plan: PlanWish::None }).await;
        counted.arrived.notified().await;
        waits.push(counted.bystander.lock().unwrap().unwrap().duration_since(asked));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let took = began.elapsed();
    waits.sort();
    let slow = counted.slow.load(Ordering::Relaxed);
    let rate = quick as u128 * 1000 / took.as_millis().max(1);
    println!(
        "{quick} reminders of nine merchants in {took:.1?}: {rate}/s; {slow} of the tenth, whose carrier takes 5 s"
    );
    println!(
        "a message asked for meanwhile reached its carrier after {:.1?} (median), {:.1?} (worst of {})",
        waits[waits.len() / 2],
        waits[waits.len() - 1],
        waits.len()
    );
    println!(
        "memory {} MiB before, {} MiB after, {} MiB at most",
        before / 1024,
        memory("VmRSS") / 1024,
        memory("VmHWM") / 1024
    );
    stop.send(true).unwrap();
    workers.await.unwrap();
    let _ = std::fs::remove_dir_all(&folder);
}
