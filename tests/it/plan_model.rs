//! A model of plans: random plans of random requests over weeks with clock changes, with workers that are away or die, carriers that take,
//! refuse, hang and tell late, payers who pay, put off, opt out and come back, merchants who cancel, move and take back.
//!
//! After every round: no message twice, none after a stop, none in quiet hours, none without ground, never more than the cap. In the end
//! every due one was sent once or skipped with a reason.
//!
//! `PAYLINK_PLAN_WORLDS=n` runs so many worlds of [`PLANS`] plans, `PAYLINK_PLAN_WORLD=x` that one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod carrier;
mod checks;

use crate::model::dice::Dice;
use crate::model::number_from_environment;
use crate::support::{Asked, Merchant, TestApp, hours};
use carrier::{Model, Post};
use checks::Rules;
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::message::MessageState;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_plan::{Anchor, ClockTime, Condition, PlanStep, StepChannel, check_steps};
use paylink::domain::message_setting::{Ground, MessageSettings};
use paylink::domain::purpose::Purpose;
use paylink::domain::time::{Timestamp, Zone, date_text};
use paylink::jobs::worker::{FAIR_LANES, run_due_jobs};
use paylink::messaging::channel::{Carrier, Carriers};
use paylink::operations::cancel_payment_request::cancel_payment_request;
use paylink::operations::change_message::{MessageChange, change_message, withdraw_message};
use paylink::operations::create_payment_request::{Draft, DraftPayer};
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::hear_carrier::hear;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account, save_message_settings};
use paylink::operations::manage_message_plans::{PlanDraft, create_message_plan};
use paylink::operations::patch_payment_request::{Patch, patch_payment_request};
use paylink::operations::put_off_reminder::{days_to_choose, put_off_reminder};
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::operations::sweep::sweep;
use paylink::operations::{Context, OperationError};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Instant;

const WORLDS: u64 = 10;
/// Of one world.
const PLANS: usize = 40;
const PEOPLE: usize = 20;
const ROUNDS: usize = 90;

/// Berlin, London, somewhere in North America.
const PREFIXES: [&str; 4] = ["+4915110000", "+44770090", "+12025550", "+61412340"];

/// Somebody who is asked to pay.
struct Person {
    phone: String,
    email: String,
}

struct World<'a> {
    dice: Dice,
    context: Context,
    merchant: Merchant<'a>,
    post: Arc<Mutex<Post>>,
    accounts: [MessageAccount; 2],
    people: Vec<Person>,
    requests: Vec<(Asked, usize)>,
    rules: Rules,
    zone: Zone,
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_no_message_is_sent_twice_or_where_it_may_not_be() {
    let (first, count) = match number_from_environment("PAYLINK_PLAN_WORLD") {
        Some(seed) => (seed, 1),
        None => (1, number_from_environment("PAYLINK_PLAN_WORLDS").unwrap_or(WORLDS)),
    };
    let began = Instant::now();
    let (mut calls, mut messages) = (0, 0);
    for seed in first..first + count {
        let app = TestApp::start().await;
        let mut world = World::of(&app, seed).await;
        println!("world {seed}");
        for _ in 0..ROUNDS {
            world.lives().await;
        }
        messages += world.ends().await;
        calls += world.post.lock().unwrap().calls.len();
        app.ends().await;
    }
    let plans = count * PLANS as u64;
    println!("{plans} plans, {messages} messages, {calls} calls in {:.1?}", began.elapsed());
}

impl<'a> World<'a> {
    async fn of(app: &'a TestApp, seed: u64) -> Self {
        let mut dice = Dice::seeded(seed);
        let merchant = app.merchant().await;
        // Half of the worlds live through the change of clocks in spring, half through that in autumn.
        let begin = if seed.is_multiple_of(2) { "2027-02-25T12:00:00Z" } else { "2027-10-05T12:00:00Z" };
        let begin = Timestamp::parse_rfc3339(begin).unwrap();
        app.passes(begin.since(app.context().now()));
        let post = Post { calls: Vec::new(), receipts: Vec::new(), dice: Dice::seeded(seed + 1_000_000), calm: false };
        let post = Arc::new(Mutex::new(post));
        let mut context = app.context().clone();
        let carrier = |channel| Arc::new(Model { channel, post: Arc::clone(&post) }) as Arc<dyn Carrier>;
        context.carriers = Carriers::new(vec![carrier(Channel::Sms), carrier(Channel::Email)]);
        let people: Vec<Person> = (0..PEOPLE)
            .map(|n| Person {
                phone: format!("{}{n:03}", PREFIXES[n % PREFIXES.len()]),
                email: format!("person{n}@example.org"),
            })
            .collect();
        let ground = |dice: &mut Dice| if dice.percent(15) { Ground::Consent } else { Ground::Contract };
        let settings = MessageSettings {
            test_recipients: people.iter().flat_map(|one| [one.phone.clone(), one.email.clone()]).collect(),
            sms_ground: ground(&mut dice),
            email_ground: ground(&mut dice),
            most_in_seven_days: dice.between(2, 6),
            fallback: dice.percent(80),
            fallback_after_minutes: dice.percent(50).then_some(90),
            ..MessageSettings::default()
        };
        save_message_settings(&context, merchant.scope, settings.clone()).await.unwrap();
        let accounts =
            [account(&context, &merchant, "model_sms").await, account(&context, &merchant, "model_mail").await];
        let zone = Zone::named("Europe/Berlin").unwrap();
        let rules = Rules::of(settings);
        Self { dice, context, merchant, post, accounts, people, requests: Vec::new(), rules, zone }
    }

    /// Some time passes, something happens, and workers do what is due, unless they are away.
    async fn lives(&mut self) {
        let hours_pass = self.dice.between(1, 20);
        self.context.clock.advance(hours(u64::try_from(hours_pass).unwrap()) / 2);
        for _ in 0..self.dice.between(0, 3) {
            self.something_happens().await;
        }
        sweep(&self.context).await.unwrap();
        // Downtime: nobody works for a while.
        if self.dice.percent(70) {
            self.workers_work(4).await;
        }
        self.post_tells(60).await;
    }

    async fn something_happens(&mut self) {
        match self.dice.below(100) {
            _ if self.requests.is_empty() => self.asks().await,
            0..55 => self.asks().await,
            55..65 => self.pays_or_cancels().await,
            65..75 => self.says_something().await,
            75..85 => self.puts_off().await,
            85..92 => self.moves_or_takes_back().await,
            _ => self.moves_the_end().await,
        }
    }

    async fn asks(&mut self) {
        if self.requests.len() >= PLANS {
            return;
        }
        let steps = self.some_steps();
        let draft = PlanDraft { name: Some("Plan".to_owned()), is_default: None, steps: Some(steps.clone()) };
        let plan = match self.dice.percent(75) {
            true => {
                PlanWish::Own(create_message_plan(&self.context, self.merchant.scope, draft, None).await.unwrap().id)
            }
            false => PlanWish::Default,
        };
        let who = self.dice.below(PEOPLE);
        let now = self.context.now();
        let due = self.dice.percent(85).then(|| {
            let days = self.dice.between(0, 25);
            date_text(self.zone.date(now) + time::Duration::days(days))
        });
        let channels = match self.dice.below(4) {
            0 => vec![Channel::Sms],
            1 => vec![Channel::Email],
            2 => vec![Channel::Sms, Channel::Email],
            _ => Vec::new(),
        };
        let person = &self.people[who];
        let (phone, email) = (Some(person.phone.clone()), Some(person.email.clone()));
        let change = |draft: &mut Draft| {
            draft.payer = DraftPayer { phone, email, ..DraftPayer::default() };
            draft.due_date = due;
            draft.expires_at = None;
            draft.messages = MessageWishes { channels, plan };
        };
        let asked = self.merchant.requests_with(change).await;
        self.requests.push((asked, who));
    }

    fn some_steps(&mut self) -> Vec<PlanStep> {
        let count = self.dice.between(1, 6);
        let mut steps: Vec<PlanStep> = Vec::new();
        for n in 0..count {
            let purposes =
                [Purpose::Reminder1, Purpose::Reminder2, Purpose::Reminder3, Purpose::LastNotice, Purpose::Expired];
            let anchors = [
                Anchor::Created,
                Anchor::DueDate,
                Anchor::Expiry,
                Anchor::Opened,
                Anchor::PaymentFailed,
                Anchor::Expired,
            ];
            let channels =
                [StepChannel::First, StepChannel::Each, StepChannel::Other, StepChannel::Sms, StepChannel::Email];
            let from = *self.dice.pick(&anchors).unwrap();
            let backwards = matches!(from, Anchor::DueDate | Anchor::Expiry);
            let days = self.dice.between(if backwards { -12 } else { 0 }, 12);
            let clock = ClockTime {
                hour: u8::try_from(self.dice.between(0, 23)).unwrap(),
                minute: u8::try_from(self.dice.between(0, 59)).unwrap(),
            };
            let step = PlanStep {
                name: format!("step_{n}"),
                purpose: *self.dice.pick(&purposes).unwrap(),
                channel: *self.dice.pick(&channels).unwrap(),
                from,
                days,
                minutes: 0,
                at: self.dice.percent(70).then_some(clock),
                only_if: (0..self.dice.below(3)).map(|_| *self.dice.pick(Condition::ALL).unwrap()).collect(),
            };
            if check_steps(std::slice::from_ref(&step)).is_ok() {
                steps.push(step);
            }
        }
        if steps.is_empty() { paylink::domain::message_plan::built_in_plan() } else { steps }
    }

    fn some_request(&mut self) -> (Asked, usize) {
        let at = self.dice.below(self.requests.len());
        let (asked, who) = &self.requests[at];
        (Asked { id: asked.id, link: asked.link.clone() }, *who)
    }

    async fn pays_or_cancels(&mut self) {
        let (asked, _) = self.some_request();
        let now = self.context.now();
        if self.dice.percent(70) {
            let payer = self.merchant.app.payer();
            // A slow machine may answer with "being prepared": then nothing was paid.
            if let Some(checkout) = payer.presses_pay(&asked).await.location {
                let back = payer.chooses(&checkout, "succeed").await;
                payer.comes_back(&back).await;
            }
            if self.merchant.sees_status(asked.id).await.word() != "open" {
                self.rules.stops(asked.id, now);
            }
        } else if cancel_payment_request(&self.context, self.merchant.scope, asked.id, None, None).await.is_ok() {
            self.rules.stops(asked.id, now);
        }
    }

    async fn says_something(&mut self) {
        let who = self.dice.below(PEOPLE);
        let channel = *self.dice.pick(Channel::ALL).unwrap();
        let address = match channel {
            Channel::Sms => self.people[who].phone.clone(),
            Channel::Email => self.people[who].email.clone(),
        };
        let given = self.dice.percent(60);
        let saying = Saying { given, ..Saying::no_more(channel, &address, ConsentSource::Agent) };
        record_consent(&self.context, self.merchant.scope, saying).await.unwrap();
        self.rules.says(channel, &address, given);
    }

    async fn puts_off(&mut self) {
        let (asked, _) = self.some_request();
        let request = self.merchant.sees(asked.id).await.request;
        let days = days_to_choose(&request, &self.zone, self.context.now());
        let Some(day) = self.dice.pick(&days).copied() else { return };
        match put_off_reminder(&self.context, self.merchant.scope, asked.id, day).await {
            Ok(until) => self.rules.puts_off(asked.id, until),
            Err(OperationError::Conflict { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    async fn moves_or_takes_back(&mut self) {
        let (asked, _) = self.some_request();
        let messages = read_messages_of(&self.context, self.merchant.scope, asked.id).await.unwrap();
        let planned: Vec<_> = messages.iter().filter(|message| message.state == MessageState::Scheduled).collect();
        let Some(message) = self.dice.pick(&planned).copied() else { return };
        let scope = self.merchant.scope;
        let done = if self.dice.percent(40) {
            self.rules.takes_back(message.id);
            withdraw_message(&self.context, scope, message.id, None).await
        } else {
            let send_at = self.context.now().plus(hours(u64::try_from(self.dice.between(1, 200)).unwrap()));
            let change = MessageChange { send_at: Some(send_at), channel: None };
            change_message(&self.context, scope, message.id, change, None).await
        };
        assert!(matches!(done, Ok(_) | Err(OperationError::Invalid(_))), "{done:?}");
    }

    async fn moves_the_end(&mut self) {
        let (asked, _) = self.some_request();
        let request = self.merchant.sees(asked.id).await.request;
        let days = time::Duration::days(self.dice.between(1, 30));
        let today = self.zone.date(self.context.now());
        let end = self
            .zone
            .end_of_day(today + days)
            .max(request.terms.due_date.map_or(self.context.now(), |due| self.zone.end_of_day(due)));
        let patch = Patch { expires_at: Some(end.to_rfc3339()), ..Patch::default() };
        match patch_payment_request(&self.context, self.merchant.scope, asked.id, patch).await {
            Ok(_) | Err(OperationError::Conflict { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// Two workers at the same time, of which one may die in the middle.
    async fn workers_work(&mut self, rounds: usize) {
        self.rules.before(&self.context, &self.merchant, &self.requests).await;
        for _ in 0..rounds {
            let worker = |context: Context| async move {
                for lane in FAIR_LANES {
                    while run_due_jobs(&context, lane).await.unwrap() > 0 {}
                }
            };
            let one = tokio::spawn(worker(self.context.clone()));
            let other = tokio::spawn(worker(self.context.clone()));
            let dies = self.dice.percent(25);
            for _ in 0..self.dice.below(200) {
                tokio::task::yield_now().await;
            }
            if dies {
                one.abort();
            }
            // A carrier that hangs holds its worker until the lease is over; nobody waits for it here.
            for task in [one, other] {
                let abort = task.abort_handle();
                if tokio::time::timeout(std::time::Duration::from_millis(50), task).await.is_err() {
                    abort.abort();
                }
            }
            self.context.clock.advance(std::time::Duration::from_secs(121));
        }
        self.rules.check(&self.context, &self.merchant, &self.people, &self.post).await;
    }

    /// Some of the receipts come, in any order.
    async fn post_tells(&mut self, chance: u32) {
        let mut receipts = std::mem::take(&mut self.post.lock().unwrap().receipts);
        self.dice.shuffle(&mut receipts);
        let mut later = Vec::new();
        for (channel, heard) in receipts {
            if self.dice.percent(chance) {
                let account = &self.accounts[usize::from(channel == Channel::Email)];
                hear(&self.context, account, heard, b"").await.unwrap();
            } else {
                later.push((channel, heard));
            }
        }
        self.post.lock().unwrap().receipts.extend(later);
    }

    /// Faults stop, time passes, and every message has come to its end. Tells how many there were.
    async fn ends(&mut self) -> usize {
        self.post.lock().unwrap().calm = true;
        // Steps that come to every hour of the day, for longer than anything was planned ahead.
        for _ in 0..110 {
            self.context.clock.advance(hours(29));
            sweep(&self.context).await.unwrap();
            self.workers_work(1).await;
            self.post_tells(100).await;
        }
        let mut count = 0;
        for (asked, _) in &self.requests {
            let messages = read_messages_of(&self.context, self.merchant.scope, asked.id).await.unwrap();
            count += messages.len();
            for message in messages {
                let over = !matches!(message.state, MessageState::Scheduled | MessageState::Sending);
                let planned_for_later = message.due_at > self.context.now();
                assert!(over || planned_for_later, "left behind: {message:?} due {:?}", message.due_at);
                let skipped = message.state == MessageState::Skipped;
                assert!(!skipped || message.reason.is_some(), "skipped without a reason: {message:?}");
                self.rules.check_end(&message, &self.post);
            }
        }
        count
    }
}

async fn account(context: &Context, merchant: &Merchant<'_>, carrier: &str) -> MessageAccount {
    let address = if carrier == "model_sms" { "+4917600000" } else { "rechnung@example.org" };
    let sender = MessageSender { address: address.to_owned(), name: None, reply_to: None, can_reply: false };
    let new = NewMessageAccount {
        profile: None,
        carrier: carrier.to_owned(),
        name: String::new(),
        credentials: json!({}),
        sender,
    };
    add_message_account(context, merchant.scope, new).await.unwrap()
}
