//! A payment service provider in memory, with books of its own and every fault that a real one has shown: calls that get lost, that
//! have their effect but no answer, that stop half-way; endings that do nothing, ended checkouts that are paid all the same; repeats answered as
//! at first; notifications lost, repeated, delayed, out of order, thin or unreadable. It also watches how it is called: a second checkout
//! for one payment, other bytes under a known key and endings where it cannot end are written down as complaints.

use super::dice::Dice;
use async_trait::async_trait;
use paylink::clock::Clock;
use paylink::domain::carriage::Bounds;
use paylink::domain::fact::{Fact, FactKind, Success};
use paylink::domain::field::FieldError;
use paylink::domain::ids::{PaymentId, ProviderAccountId};
use paylink::domain::method::Method;
use paylink::domain::money::{Currency, Money};
use paylink::domain::payment::{DisputeState, Failure, FailureCode, PayerAccount};
use paylink::domain::provider_account::ProviderAccount;
use paylink::domain::refund::RefundStatus;
use paylink::domain::time::Timestamp;
use paylink::providers::{
    About, BadSignature, Capabilities, CheckoutRef, Headers, Notification, Provider, ProviderError, RefundParameters,
    RefundTold, StartParameters, Told,
};
use serde_json::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, oneshot};

pub const WORD: &str = "simulated";
/// The header without which a notification is not this provider's.
pub const SIGNATURE: (&str, &str) = ("simulated-signature", "genuine");

/// How often what goes wrong, in percent of the calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// Nothing is answered and nothing done.
    pub outage: bool,
    pub lost: u32,
    pub silent: u32,
    pub refuses_starts: u32,
    pub refuses_refunds: u32,
    pub ignores_endings: u32,
    pub answers_as_at_first: u32,
    pub loses_letters: u32,
    pub delays_letters: u32,
    pub repeats_letters: u32,
    pub writes_badly: u32,
    /// Calls that stop half-way, where the test lets them.
    pub stops: u32,
    /// The page of an ended checkout can still be paid.
    pub ended_may_succeed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Pending,
    Succeeded,
    Failed,
    Ended,
}

#[derive(Clone, Debug)]
pub struct Checkout {
    pub payment: PaymentId,
    pub account: ProviderAccountId,
    pub reference: String,
    pub url: String,
    pub amount: Money,
    pub received: i64,
    pub currency: Currency,
    pub state: State,
    pub created_at: Timestamp,
    pub ends_at: Timestamp,
    pub acted_at: Option<Timestamp>,
    pub settles: Option<(Timestamp, bool)>,
    pub succeeded_at: Option<Timestamp>,
    pub was_ended: bool,
    pub handed_out: bool,
    pub disputes: Vec<(String, i64, DisputeState)>,
    parameters: String,
}

impl Checkout {
    /// Whether its page takes money.
    pub fn is_payable(&self, now: Timestamp) -> bool {
        self.state == State::Open && now < self.ends_at
    }

    pub fn has_money(&self) -> bool {
        matches!(self.state, State::Pending | State::Succeeded)
    }
}

#[derive(Clone, Debug)]
pub struct Refund {
    pub checkout: usize,
    pub reference: String,
    pub amount: i64,
    pub status: RefundStatus,
    /// The caller's key; none for one made at the provider's own dashboard.
    pub key: Option<String>,
    /// Whether the caller heard of it.
    answered: bool,
    settles: Option<(Timestamp, bool)>,
}

/// A notification on its way.
#[derive(Clone, Debug)]
pub struct Letter {
    pub checkout: usize,
    pub notification: Notification,
    pub due_at: Timestamp,
    pub copies: u32,
    pub lost: bool,
    pub acknowledged: bool,
}

/// What a stopped call does when it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    On,
    /// The caller has waited long enough.
    TimeOut,
}

/// Where a call stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Before it reached the provider.
    Before,
    /// After its effect, on the way back.
    After,
}

/// A call that stopped half-way.
pub struct Stopped {
    pub half: Half,
    pub go: oneshot::Sender<Go>,
}

#[derive(Clone, Copy, Default)]
struct Fate {
    lost: bool,
    silent: bool,
    odd: u32,
    stops: Option<Half>,
}

pub struct Books {
    seed: u64,
    now: Timestamp,
    dice: Dice,
    met: Vec<PaymentId>,
    calls: HashMap<(&'static str, PaymentId), u64>,
    pub faults: Faults,
    pub may_stop: bool,
    pub checkouts: Vec<Checkout>,
    keys: HashMap<String, (usize, Timestamp)>,
    pub refunds: Vec<Refund>,
    refund_keys: HashMap<String, (usize, Timestamp)>,
    pub letters: Vec<Letter>,
    pub complaints: Vec<String>,
    stopped: Vec<Stopped>,
}

#[derive(Clone)]
pub struct Simulated {
    books: Arc<Mutex<Books>>,
    clock: Clock,
    can: Capabilities,
    /// Rings when a call has stopped half-way.
    pub bell: Arc<Notify>,
}

impl Simulated {
    pub fn new(seed: u64, clock: Clock, can: Capabilities, faults: Faults) -> Self {
        let books = Books {
            seed,
            now: clock.now(),
            dice: Dice::seeded(seed ^ 0x5eed),
            met: Vec::new(),
            calls: HashMap::new(),
            faults,
            may_stop: false,
            checkouts: Vec::new(),
            keys: HashMap::new(),
            refunds: Vec::new(),
            refund_keys: HashMap::new(),
            letters: Vec::new(),
            complaints: Vec::new(),
            stopped: Vec::new(),
        };
        Self { books: Arc::new(Mutex::new(books)), clock, can, bell: Arc::new(Notify::new()) }
    }

    pub fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest call that stopped half-way.
    pub fn take_stopped(&self) -> Option<Stopped> {
        self.books().stopped.pop()
    }

    async fn call<T>(
        &self,
        kind: &'static str,
        payment: PaymentId,
        work: impl FnOnce(&mut Books, Fate, Timestamp) -> Result<T, ProviderError>,
    ) -> Result<T, ProviderError> {
        let fate = self.books().fate(kind, payment);
        if fate.stops == Some(Half::Before) {
            self.stop(Half::Before).await?;
        }
        if fate.lost {
            return Err(ProviderError::unanswered("lost on its way"));
        }
        let answer = {
            let now = self.clock.now();
            let mut books = self.books();
            books.pass_time(now);
            work(&mut books, fate, now)
        };
        if fate.stops == Some(Half::After) {
            self.stop(Half::After).await?;
        }
        if fate.silent { Err(ProviderError::unanswered("no answer")) } else { answer }
    }

    async fn stop(&self, half: Half) -> Result<(), ProviderError> {
        let (go, wait) = oneshot::channel();
        self.books().stopped.push(Stopped { half, go });
        self.bell.notify_one();
        match wait.await {
            Ok(Go::On) => Ok(()),
            Ok(Go::TimeOut) | Err(_) => Err(ProviderError::unanswered("timed out")),
        }
    }
}

impl Books {
    /// What becomes of a call. It depends on the seed and on how often this was called, not on the order of calls at the same time.
    fn fate(&mut self, kind: &'static str, payment: PaymentId) -> Fate {
        let which = self.met.iter().position(|met| *met == payment).unwrap_or_else(|| {
            self.met.push(payment);
            self.met.len() - 1
        });
        let count = self.calls.entry((kind, payment)).or_insert(0);
        *count += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, kind, which, *count).hash(&mut hasher);
        let mut dice = Dice::seeded(hasher.finish());
        let faults = &self.faults;
        let (lost, silent) = (dice.percent(faults.lost), dice.percent(faults.silent));
        let odd = u32::try_from(dice.below(100)).unwrap();
        let half = if dice.percent(50) { Half::Before } else { Half::After };
        let stops = (dice.percent(faults.stops) && self.may_stop).then_some(half);
        Fate { lost: lost || faults.outage, silent, odd, stops }
    }

    /// What happens by itself: debits settle, checkouts end.
    pub fn pass_time(&mut self, now: Timestamp) {
        self.now = now;
        for index in 0..self.checkouts.len() {
            let checkout = &mut self.checkouts[index];
            if let Some((_, works)) = checkout.settles.filter(|(when, _)| *when <= now) {
                checkout.settles = None;
                checkout.state = if works { State::Succeeded } else { State::Failed };
                checkout.succeeded_at = works.then_some(now);
                self.write(index);
            } else if checkout.state == State::Open && checkout.ends_at <= now {
                checkout.state = State::Ended;
                checkout.was_ended = true;
                self.write(index);
            }
        }
        for index in 0..self.refunds.len() {
            let refund = &mut self.refunds[index];
            if let Some((_, works)) = refund.settles.filter(|(when, _)| *when <= now) {
                refund.settles = None;
                // Whoever gave it up unanswered learns of it by the total alone, and a total cannot tell that it came back.
                let works = works || !refund.answered;
                refund.status = if works { RefundStatus::Succeeded } else { RefundStatus::Failed };
                self.write_about_refund(index);
            }
        }
    }

    /// A payer does something on the page of a checkout. `false`: the page does not take it.
    pub fn pay(&mut self, index: usize, now: Timestamp, way: Way) -> bool {
        self.pass_time(now);
        let may_succeed_ended = self.faults.ended_may_succeed;
        let checkout = &mut self.checkouts[index];
        if !(checkout.is_payable(now) || (checkout.state == State::Ended && may_succeed_ended)) {
            return false;
        }
        checkout.acted_at = Some(now);
        checkout.received = match way {
            Way::More => checkout.amount.minor + 250,
            Way::Less => (checkout.amount.minor / 2).max(1),
            Way::Succeed | Way::InFrancs | Way::Decline | Way::PendingThenSucceed(_) | Way::PendingThenFail(_) => {
                checkout.amount.minor
            }
        };
        if matches!(way, Way::InFrancs) {
            checkout.currency = "CHF".parse().unwrap();
        }
        match way {
            Way::Succeed | Way::InFrancs | Way::More | Way::Less => {
                checkout.state = State::Succeeded;
                checkout.succeeded_at = Some(now);
            }
            Way::Decline => checkout.state = State::Failed,
            Way::PendingThenSucceed(after) | Way::PendingThenFail(after) => {
                checkout.state = State::Pending;
                checkout.settles = Some((now.plus(after), matches!(way, Way::PendingThenSucceed(_))));
            }
        }
        self.write(index);
        true
    }

    /// How much of a checkout's money went back or is on its way back.
    pub fn sent_back(&self, index: usize) -> i64 {
        let of = |refund: &&Refund| refund.checkout == index && refund.status != RefundStatus::Failed;
        self.refunds.iter().filter(of).map(|refund| refund.amount).sum()
    }

    /// Somebody refunds at the provider's own dashboard.
    pub fn refund_at_dashboard(&mut self, index: usize, amount: i64) -> bool {
        let checkout = &self.checkouts[index];
        // Totals cannot tell a refund that came back from one that was made here, so the two never meet: see "not modelled".
        let came_back = self
            .refunds
            .iter()
            .any(|r| r.checkout == index && (r.status == RefundStatus::Failed || r.settles.is_some()));
        if checkout.state != State::Succeeded || came_back || amount > checkout.received - self.sent_back(index) {
            return false;
        }
        let reference = format!("refund-{}", self.refunds.len());
        let status = RefundStatus::Succeeded;
        self.refunds.push(Refund {
            checkout: index,
            reference,
            amount,
            status,
            key: None,
            answered: true,
            settles: None,
        });
        self.write(index);
        true
    }

    /// The payer's bank contests a payment, or decides.
    pub fn dispute(&mut self, index: usize, decision: Option<bool>) -> bool {
        let checkout = &mut self.checkouts[index];
        if checkout.state != State::Succeeded {
            return false;
        }
        // One that was lost may be won after all.
        let open = checkout.disputes.iter_mut().find(|(_, _, state)| match decision {
            Some(true) => *state != DisputeState::Won,
            Some(false) | None => *state == DisputeState::Open,
        });
        match (open, decision) {
            (Some(dispute), Some(won)) => dispute.2 = if won { DisputeState::Won } else { DisputeState::Lost },
            (None, None) => {
                let reference = format!("dispute-{index}-{}", checkout.disputes.len());
                checkout.disputes.push((reference, checkout.received / 2 + 1, DisputeState::Open));
            }
            (Some(_), None) | (None, Some(_)) => return false,
        }
        self.write(index);
        true
    }

    fn told(&mut self, index: usize) -> Told {
        let mut facts = self.facts(index);
        self.dice.shuffle(&mut facts);
        Told { facts, body: format!("{:?}", self.checkouts[index].state).into_bytes() }
    }

    fn opening(&self, index: usize) -> Fact {
        let checkout = &self.checkouts[index];
        let (reference, url) = (checkout.reference.clone(), checkout.url.clone());
        Fact { kind: FactKind::Open { reference, url, ends_at: checkout.ends_at }, at: checkout.created_at }
    }

    /// Everything that is so of a checkout.
    fn facts(&self, index: usize) -> Vec<Fact> {
        let checkout = &self.checkouts[index];
        let acted = checkout.acted_at.unwrap_or(checkout.created_at);
        let kind = match checkout.state {
            State::Open => None,
            State::Pending => Some(FactKind::Pending),
            State::Succeeded => Some(FactKind::Succeeded(Success {
                amount: Money::new(checkout.received, checkout.currency),
                succeeded_at: checkout.succeeded_at.unwrap_or(acted),
                charge_reference: Some(format!("charge-{index}")),
                method: Some(Method::Card),
                payer_account: Some(PayerAccount {
                    name: Some("Visa".into()), number: Some("•••• 4242".into())
                }),
                fee: Some(25),
            })),
            State::Failed => Some(FactKind::Failed(Failure { code: FailureCode::Declined, detail: None })),
            State::Ended => Some(FactKind::Ended),
        };
        let mut facts = vec![self.opening(index)];
        facts.extend(kind.map(|kind| Fact { kind, at: acted }));
        let total = self.sent_back(index);
        if total > 0 {
            facts.push(Fact { kind: FactKind::Refunded { total }, at: acted });
        }
        for (reference, amount, state) in checkout.disputes.clone() {
            let kind = match state {
                DisputeState::Open => FactKind::DisputeOpened { reference, amount },
                DisputeState::Won | DisputeState::Lost => {
                    FactKind::DisputeClosed { reference, amount, won: state == DisputeState::Won }
                }
            };
            facts.push(Fact { kind, at: acted });
        }
        facts
    }

    /// Writes a notification about a checkout as it is now, well or badly.
    fn write(&mut self, index: usize) {
        let mut facts = self.facts(index);
        let badly = self.dice.percent(self.faults.writes_badly);
        let (mut about, mut unreadable) = (About::Payment(self.checkouts[index].payment), false);
        if badly {
            match self.dice.below(4) {
                // Only the newest of it.
                0 => facts = facts.split_off(facts.len() - 1),
                // Something happened, see for yourself.
                1 => facts.clear(),
                2 => about = About::Reference(self.checkouts[index].reference.clone()),
                _ => (facts, about, unreadable) = (Vec::new(), About::Nothing, true),
            }
        }
        self.dice.shuffle(&mut facts);
        self.post(index, about, facts, None, unreadable);
    }

    fn write_about_refund(&mut self, index: usize) {
        let (checkout, told) = (self.refunds[index].checkout, told_of(&self.refunds[index]));
        let about = About::Payment(self.checkouts[checkout].payment);
        self.post(checkout, about, Vec::new(), Some(told), false);
    }

    fn post(&mut self, index: usize, about: About, facts: Vec<Fact>, refund: Option<RefundTold>, unreadable: bool) {
        let faults = self.faults;
        let delayed = self.dice.percent(faults.delays_letters);
        let delay = if delayed { self.dice.between(1, 100_000) } else { 0 };
        let key = format!("letter-{}", self.letters.len());
        self.letters.push(Letter {
            checkout: index,
            notification: Notification { key, word: "news".to_owned(), about, facts, refund, unreadable },
            due_at: self.now.plus(Duration::from_secs(delay.unsigned_abs())),
            copies: if self.dice.percent(faults.repeats_letters) { 3 } else { 1 },
            lost: self.dice.percent(faults.loses_letters),
            acknowledged: false,
        });
    }

    /// Once more, and well: everything that is so of a checkout and of its refunds.
    pub fn write_again(&mut self, index: usize) {
        let faults = std::mem::take(&mut self.faults);
        for refund in 0..self.refunds.len() {
            if self.refunds[refund].checkout == index && self.refunds[refund].status != RefundStatus::Created {
                self.write_about_refund(refund);
            }
        }
        self.write(index);
        self.faults = faults;
    }

    fn find(&self, which: &CheckoutRef) -> Result<usize, ProviderError> {
        let fits = |checkout: &Checkout| match &which.reference {
            Some(reference) => checkout.reference == *reference,
            None => checkout.payment == which.payment,
        };
        self.checkouts.iter().position(fits).ok_or(ProviderError::NotFound)
    }

    fn start(
        &mut self,
        account: ProviderAccountId,
        p: &StartParameters,
        key: &str,
        can: Capabilities,
        fate: Fate,
        now: Timestamp,
    ) -> Result<Told, ProviderError> {
        let parameters = serde_json::to_string(p).unwrap();
        if let Some((index, _)) = self.keys.get(key).filter(|(_, made)| now < made.plus(can.key_life)).copied() {
            if self.checkouts[index].parameters != parameters {
                self.complaints.push(format!("other bytes under the key of checkout {index}"));
            }
            if fate.odd < self.faults.answers_as_at_first {
                return Ok(Told { facts: vec![self.opening(index)], body: Vec::new() });
            }
            return Ok(self.told(index));
        }
        if fate.odd >= 100 - self.faults.refuses_starts || p.ends_at <= now {
            return Err(ProviderError::Refused { detail: "not today".to_owned() });
        }
        if let Some(index) = self.checkouts.iter().position(|known| known.payment == p.payment) {
            self.complaints.push(format!("a second checkout for the payment of checkout {index}"));
        }
        let index = self.checkouts.len();
        self.keys.insert(key.to_owned(), (index, now));
        self.checkouts.push(Checkout {
            payment: p.payment,
            account,
            reference: format!("checkout-{account}-{index}"),
            url: format!("https://simulated.test/{index}"),
            amount: p.amount,
            received: 0,
            currency: p.amount.currency,
            state: State::Open,
            created_at: now,
            ends_at: p.ends_at,
            acted_at: None,
            settles: None,
            succeeded_at: None,
            was_ended: false,
            handed_out: false,
            disputes: Vec::new(),
            parameters,
        });
        Ok(self.told(index))
    }

    fn send_back(
        &mut self,
        p: &RefundParameters,
        key: &str,
        can: Capabilities,
        fate: Fate,
        now: Timestamp,
    ) -> Result<RefundTold, ProviderError> {
        let known = self.refund_keys.get(key).filter(|(_, made)| now < made.plus(can.key_life)).copied();
        let index = match known {
            Some((index, _)) => index,
            None => {
                let which = CheckoutRef { payment: p.payment, reference: p.reference.clone(), created_at: now };
                let checkout = self.find(&which)?;
                let left = self.checkouts[checkout].received - self.sent_back(checkout);
                let refuses = fate.odd >= 100 - self.faults.refuses_refunds;
                if self.checkouts[checkout].state != State::Succeeded || p.amount.minor > left || refuses {
                    return Err(ProviderError::Refused { detail: "not this much, or not today".to_owned() });
                }
                if self.checkouts[checkout].currency != p.amount.currency {
                    self.complaints.push(format!("{:?} of checkout {checkout} in another currency", p.amount));
                }
                if self.refunds.iter().any(|refund| refund.key.as_deref() == Some(key)) {
                    self.complaints.push(format!("sent back twice: {key}"));
                }
                let index = self.refunds.len();
                let by_dashboard = self.refunds.iter().any(|r| r.checkout == checkout && r.key.is_none());
                let slow = fate.odd.is_multiple_of(4);
                let works = by_dashboard || !fate.odd.is_multiple_of(8);
                self.refund_keys.insert(key.to_owned(), (index, now));
                self.refunds.push(Refund {
                    checkout,
                    reference: format!("refund-{index}"),
                    amount: p.amount.minor,
                    status: if slow { RefundStatus::Pending } else { RefundStatus::Succeeded },
                    key: Some(key.to_owned()),
                    answered: false,
                    settles: slow.then(|| (now.plus(Duration::from_secs(3 * 86_400)), works)),
                });
                self.write(checkout);
                if fate.odd.is_multiple_of(3) {
                    self.write_about_refund(index);
                }
                index
            }
        };
        Ok(told_of(&self.refunds[index]))
    }
}

fn told_of(refund: &Refund) -> RefundTold {
    let failure = (refund.status == RefundStatus::Failed).then(|| "The account is closed.".to_owned());
    RefundTold { reference: refund.reference.clone(), status: refund.status, failure }
}

fn letter_number(body: &[u8]) -> Option<usize> {
    std::str::from_utf8(body).ok()?.parse().ok()
}

/// What a payer does on the provider's page.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    Succeed,
    InFrancs,
    More,
    Less,
    Decline,
    PendingThenSucceed(Duration),
    PendingThenFail(Duration),
}

#[async_trait]
impl Provider for Simulated {
    fn word(&self) -> &'static str {
        WORD
    }

    fn display_name(&self) -> &'static str {
        "Simulated"
    }

    fn capabilities(&self) -> Capabilities {
        self.can
    }

    fn bounds(&self, _method: Method, _currency: Currency) -> Option<Bounds> {
        Some(Bounds::ALL)
    }

    fn checkout_origins(&self) -> Vec<String> {
        vec!["https://simulated.test".to_owned()]
    }

    fn check_credentials(&self, _credentials: &Value, _live: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test_account(&self, _account: &ProviderAccount) -> Result<String, ProviderError> {
        Ok("It answers.".to_owned())
    }

    async fn start_checkout(
        &self,
        account: &ProviderAccount,
        parameters: &StartParameters,
        key: &str,
    ) -> Result<Told, ProviderError> {
        let (id, can) = (account.id, self.can);
        self.call("start", parameters.payment, |books, fate, now| books.start(id, parameters, key, can, fate, now))
            .await
    }

    async fn look_up(&self, _account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        self.call("look_up", which.payment, |books, _, _| {
            let index = books.find(which)?;
            Ok(books.told(index))
        })
        .await
    }

    async fn end_checkout(&self, _account: &ProviderAccount, which: &CheckoutRef) -> Result<Told, ProviderError> {
        let can = self.can;
        self.call("end", which.payment, |books, fate, _| {
            let index = books.find(which)?;
            if !can.ends_checkouts {
                books.complaints.push(format!("checkout {index} cannot be ended"));
            }
            if books.checkouts[index].state == State::Open && fate.odd >= books.faults.ignores_endings {
                books.checkouts[index].state = State::Ended;
                books.checkouts[index].was_ended = true;
                books.write(index);
            }
            Ok(books.told(index))
        })
        .await
    }

    async fn refund(
        &self,
        _account: &ProviderAccount,
        parameters: &RefundParameters,
        key: &str,
    ) -> Result<RefundTold, ProviderError> {
        let can = self.can;
        let told = self
            .call("refund", parameters.payment, |books, fate, now| books.send_back(parameters, key, can, fate, now))
            .await?;
        if let Some(refund) = self.books().refunds.iter_mut().find(|refund| refund.reference == told.reference) {
            refund.answered = true;
        }
        Ok(told)
    }

    async fn look_up_refund(
        &self,
        _account: &ProviderAccount,
        parameters: &RefundParameters,
        reference: Option<&str>,
    ) -> Result<RefundTold, ProviderError> {
        let key = parameters.refund.to_string();
        self.call("look_up_refund", parameters.payment, |books, _, _| {
            let fits = |refund: &&mut Refund| match reference {
                Some(reference) => refund.reference == reference,
                None => refund.key.as_deref() == Some(key.as_str()),
            };
            let refund = books.refunds.iter_mut().find(fits).ok_or(ProviderError::NotFound)?;
            refund.answered = true;
            Ok(told_of(refund))
        })
        .await
    }

    fn methods(&self, account: &ProviderAccount) -> Vec<Method> {
        serde_json::from_value(account.credentials["methods"].clone()).unwrap_or_default()
    }

    fn verify_notification(
        &self,
        account: &ProviderAccount,
        headers: &Headers,
        body: &[u8],
        _now: Timestamp,
    ) -> Result<(), BadSignature> {
        let signed = headers.iter().any(|(name, value)| (name.as_str(), value.as_str()) == SIGNATURE);
        let books = self.books();
        let letter = letter_number(body).and_then(|number| books.letters.get(number)).ok_or(BadSignature)?;
        let own = books.checkouts[letter.checkout].account == account.id || account.name == "stranger";
        if signed && own { Ok(()) } else { Err(BadSignature) }
    }

    fn read_notification(&self, _account: &ProviderAccount, body: &[u8]) -> Notification {
        let books = self.books();
        let letter = letter_number(body).and_then(|number| books.letters.get(number));
        letter.map_or_else(|| Notification::unreadable(body), |letter| letter.notification.clone())
    }
}
