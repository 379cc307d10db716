//! The steps of a story: what payers, merchants, the provider, the workers and accidents do.

use super::checks::{Check, must};
use super::provider::{Go, Half, SIGNATURE, State, WORD, Way};
use super::{Asked, Done, Running, World};
use paylink::domain::ids::{PaymentId, ProviderAccountId, RefundId};
use paylink::domain::method::Method;
use paylink::domain::payment::PaymentState;
use paylink::domain::payment_request::Status;
use paylink::domain::refund::RefundStatus;
use paylink::jobs::worker::{LANES, run_due_jobs};
use paylink::operations::book::Doer;
use paylink::operations::cancel_payment_request::cancel_payment_request;
use paylink::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use paylink::operations::decide_payment::decide_payment;
use paylink::operations::follow_payment::follow_payment;
use paylink::operations::manage_providers::disable_provider_account;
use paylink::operations::number_events::number_all_events;
use paylink::operations::patch_payment_request::{Patch, patch_payment_request};
use paylink::operations::read_payment_request::{read_page, read_payment_request};
use paylink::operations::receive_notification::{Received, receive_notification};
use paylink::operations::record_opens::Visit;
use paylink::operations::record_opens::flush_opens;
use paylink::operations::refund_payment::{RefundWish, follow_refund, refund_payment};
use paylink::operations::return_from_provider::return_from_provider;
use paylink::operations::start_checkout::{Choice, StartOutcome, start_checkout};
use paylink::operations::sweep::{forget, sweep};
use paylink::operations::{OperationError, Outcome};
use paylink::store::idempotency::IdempotencyClaim;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

type Operation = Pin<Box<dyn Future<Output = Outcome<Done>> + Send>>;

#[derive(Clone, Copy, Debug)]
enum Deed {
    Create,
    Look,
    PressPay,
    TwoTabs,
    PayThere,
    Deliver,
    Return,
    Cancel,
    Patch,
    Refund,
    RefundThere,
    Dispute,
    Decide,
    Sweep,
    Work,
    Follow,
    SendRefund,
    GoOn,
    Wait,
    Outage,
    Crash,
    DropJobs,
    Restart,
    Stranger,
    Disable,
}

const DEEDS: &[(u32, Deed)] = &[
    (2, Deed::Create),
    (2, Deed::Look),
    (16, Deed::PressPay),
    (4, Deed::TwoTabs),
    (18, Deed::PayThere),
    (16, Deed::Deliver),
    (6, Deed::Return),
    (2, Deed::Cancel),
    (2, Deed::Patch),
    (4, Deed::Refund),
    (3, Deed::RefundThere),
    (2, Deed::Dispute),
    (5, Deed::Decide),
    (5, Deed::Sweep),
    (12, Deed::Work),
    (6, Deed::Follow),
    (5, Deed::SendRefund),
    (8, Deed::GoOn),
    (14, Deed::Wait),
    (2, Deed::Outage),
    (8, Deed::Crash),
    (1, Deed::DropJobs),
    (1, Deed::Restart),
    (2, Deed::Stranger),
    (1, Deed::Disable),
];

const MOST_REQUESTS: usize = 3;

impl World {
    pub async fn step(&mut self) -> Check {
        let deed = self.dice.weighted(DEEDS);
        if self.idle_workers && matches!(deed, Deed::Work | Deed::Follow | Deed::SendRefund | Deed::Crash) {
            return self.wait().await;
        }
        match deed {
            Deed::Create => self.create_request().await,
            Deed::Look => self.look().await,
            Deed::PressPay => {
                let (name, pressing) = self.press_pay();
                self.run(name, pressing).await
            }
            Deed::TwoTabs => self.two_tabs().await,
            Deed::PayThere => self.pay_there(),
            Deed::Deliver => self.deliver_one().await,
            Deed::Return => {
                let (name, returning) = self.come_back();
                self.run(name, returning).await
            }
            Deed::Cancel => self.aloof(Self::cancel).await,
            Deed::Patch => self.patch().await,
            Deed::Refund => self.aloof(Self::refund).await,
            Deed::RefundThere => self.refund_there(),
            Deed::Dispute => self.dispute_there(),
            Deed::Decide => self.decide().await,
            Deed::Sweep => self.aloof(Self::sweep_and_number).await,
            Deed::Work => self.aloof(Self::work).await,
            Deed::Follow => self.follow().await,
            Deed::SendRefund => self.send_one_refund().await,
            Deed::GoOn => self.go_on().await,
            Deed::Wait => self.wait().await,
            Deed::Outage => self.outage(),
            Deed::Crash => self.crash().await,
            Deed::DropJobs => self.drop_jobs().await,
            Deed::Restart => {
                self.note("restart".to_owned());
                self.restart().await;
                Ok(())
            }
            Deed::Stranger => self.stranger_tries().await,
            Deed::Disable => self.disable().await,
        }
    }

    fn any_request(&mut self) -> Asked {
        *self.dice.pick(&self.requests).unwrap()
    }

    /// A payment with its request's place in the book, as last read.
    fn any_payment(&mut self, fits: fn(PaymentState) -> bool) -> Option<PaymentId> {
        let payments = self.before.iter().flat_map(|entry| &entry.payments);
        let ids: Vec<_> = payments.filter(|payment| fits(payment.state)).map(|payment| payment.id).collect();
        self.dice.pick(&ids).copied()
    }

    fn any_checkout(&mut self, fits: impl Fn(State) -> bool) -> Option<usize> {
        let books = self.provider.books();
        let known =
            books.checkouts.iter().enumerate().filter(|(_, checkout)| checkout.handed_out && fits(checkout.state));
        let known: Vec<usize> = known.map(|(index, _)| index).collect();
        drop(books);
        // The newest is the one that somebody is most likely looking at.
        if self.dice.percent(60) { known.last().copied() } else { self.dice.pick(&known).copied() }
    }

    /// Runs an operation whose calls may stop half-way.
    async fn run(&mut self, name: String, operation: Operation) -> Check {
        let task = tokio::spawn(operation);
        self.drive(name, task).await
    }

    async fn drive(&mut self, name: String, mut task: tokio::task::JoinHandle<Outcome<Done>>) -> Check {
        self.provider.books().may_stop = true;
        let bell = self.provider.bell.clone();
        let done = tokio::select! {
            biased;
            done = &mut task => Some(done),
            () = bell.notified() => None,
        };
        self.provider.books().may_stop = false;
        match done {
            Some(done) => {
                let done = done.map_err(|error| format!("{name} panicked: {error}"))?;
                self.done(name, done).await
            }
            None => {
                let stopped = self.provider.take_stopped().ok_or("a bell without a call")?;
                self.note(format!("{name}: stops {:?}", stopped.half));
                self.running.push(Running { name, task, stopped });
                Ok(())
            }
        }
    }

    /// Runs an operation to its end.
    async fn aloof(&mut self, choose: fn(&mut Self) -> Option<(String, Operation)>) -> Check {
        let Some((name, operation)) = choose(self) else { return Ok(()) };
        let done = operation.await;
        self.done(name, done).await
    }

    /// Notes what came of it; checks what was handed out.
    async fn done(&mut self, name: String, done: Outcome<Done>) -> Check {
        match done {
            Ok(Done::Started(request, outcome)) => {
                self.note(format!("{name}: {outcome:?}"));
                if let StartOutcome::Redirect(url) = outcome { self.handed_out(request, &url).await } else { Ok(()) }
            }
            Ok(Done::Said(text)) => {
                self.note(format!("{name}: {text}"));
                Ok(())
            }
            Err(error @ (OperationError::Conflict { .. } | OperationError::Invalid(_))) => {
                self.note(format!("{name}: {error}"));
                Ok(())
            }
            Err(error) => {
                self.note(format!("{name}: {error}"));
                Err(format!("{name} failed: {error}"))
            }
        }
    }

    /// A payer was sent on: only while the request is open, to its own checkout, which waits for them and asks for what is due.
    async fn handed_out(&mut self, request: paylink::domain::ids::PaymentRequestId, url: &str) -> Check {
        let now = self.clock.now();
        let book = self.read_book().await?;
        let entry = book.iter().find(|entry| entry.request.id == request).ok_or("an unknown request")?;
        let status = entry.request.status(now);
        must(status == Status::Open, || format!("a payer was sent on although it is {}", status.word()))?;
        let mut books = self.provider.books();
        let can_end = paylink::providers::Provider::capabilities(&self.provider).ends_checkouts;
        let checkout = books.checkouts.iter_mut().find(|checkout| checkout.url == url).ok_or("an unknown address")?;
        let own = entry.payment(checkout.payment).is_some();
        must(own, || "a payer was sent to the checkout of another request".to_owned())?;
        must(now < checkout.ends_at, || format!("a payer was sent to a checkout that is over: {checkout:?}"))?;
        let fits = checkout.amount == entry.request.amount_due() || !can_end;
        must(fits, || {
            format!("a payer was sent to pay {:?}, due is {:?}", checkout.amount, entry.request.amount_due())
        })?;
        checkout.handed_out = true;
        Ok(())
    }

    pub async fn create_request(&mut self) -> Check {
        if self.requests.len() >= MOST_REQUESTS {
            return Ok(());
        }
        let lives = self.dice.weighted(&[(1, 300), (3, 7_200), (3, 86_400), (3, 432_000)]);
        let expires_at = self.clock.now().plus(Duration::from_secs(lives)).to_rfc3339();
        let draft = Draft {
            amount: Some(self.dice.between(1, 2000)),
            currency: Some("EUR".to_owned()),
            reference: Some("RE-2026-1".to_owned()),
            expires_at: Some(expires_at),
            payer: DraftPayer {
                name: Some(PAYER.to_owned()),
                email: Some("jana.weber@example.org".to_owned()),
                ..DraftPayer::default()
            },
            ..Draft::default()
        };
        let asked = async {
            let id = create_payment_request(&self.context, self.scope, &draft, None, None).await?;
            let token = read_payment_request(&self.context, self.scope, id).await?.token;
            Ok::<_, OperationError>(Asked { id, token: token.ok_or(OperationError::NotFound)? })
        };
        let asked = asked.await.map_err(|error| format!("create: {error}"))?;
        self.requests.push(asked);
        self.note(format!("create {} for {:?}, lives {lives} s", asked.id, draft.amount));
        self.before = self.read_book().await?;
        Ok(())
    }

    async fn look(&mut self) -> Check {
        let asked = self.any_request();
        let doer = Doer { user_agent: Some("Mozilla/5.0 Safari".to_owned()), ..Doer::default() };
        self.context.opens.note(self.scope, asked.id, Visit { doer, is_ahead: false });
        let looked = async {
            read_page(&self.context, asked.token).await?;
            flush_opens(&self.context).await?;
            forget(&self.context).await
        };
        looked.await.map_err(|error| format!("look: {error}"))?;
        self.note(format!("look at {}", asked.id));
        Ok(())
    }

    fn press_pay(&mut self) -> (String, Operation) {
        let asked = self.any_request();
        let method = self.dice.weighted(&[(5, Method::Any), (3, Method::Card), (2, Method::SepaDebit)]);
        let known = self.before.iter().find(|entry| entry.request.id == asked.id);
        let terms = known.map(|entry| entry.request.terms_version);
        let stale = i64::from(self.dice.percent(3));
        let choice = Choice {
            method,
            terms_version: terms.map(|version| version - stale),
            language: None,
            doer: Doer::default(),
        };
        let context = self.context.clone();
        let name = format!("press Pay on {} by {}", asked.id, method.word());
        let operation =
            async move { Ok(Done::Started(asked.id, start_checkout(&context, asked.token, choice).await?)) };
        (name, Box::pin(operation))
    }

    async fn two_tabs(&mut self) -> Check {
        let (one, other) = (self.press_pay(), self.press_pay());
        let (first, second) = tokio::join!(one.1, other.1);
        // What one tab was given may be over by what the other found out, so each is judged by what was before both.
        let book = std::mem::take(&mut self.before);
        for (name, done) in [(one.0, first), (other.0, second)] {
            let name = format!("at the same time: {name}");
            if let Ok(Done::Started(request, StartOutcome::Redirect(url))) = &done {
                self.note(format!("{name}: {url}"));
                let status =
                    book.iter().find(|entry| entry.request.id == *request).map(|e| e.request.status(self.clock.now()));
                must(status == Some(Status::Open), || format!("a payer was sent on although it is {status:?}"))?;
                if let Some(checkout) = self.provider.books().checkouts.iter_mut().find(|checkout| checkout.url == *url)
                {
                    checkout.handed_out = true;
                }
            } else {
                self.done(name, done).await?;
            }
        }
        self.before = book;
        Ok(())
    }

    fn pay_there(&mut self) -> Check {
        let Some(index) = self.any_checkout(|state| matches!(state, State::Open | State::Ended)) else { return Ok(()) };
        let after = Duration::from_secs(self.dice.weighted(&[(1, 3), (2, 3600), (2, 259_200)]));
        let way = self.dice.weighted(&[
            (9, Way::Succeed),
            (4, Way::Decline),
            (3, Way::PendingThenSucceed(after)),
            (2, Way::PendingThenFail(after)),
            (1, Way::More),
            (1, Way::Less),
            (1, Way::InFrancs),
        ]);
        let now = self.clock.now();
        let taken = self.provider.books().pay(index, now, way);
        self.note(format!("checkout {index} there: {way:?}, {}", if taken { "taken" } else { "not taken" }));
        Ok(())
    }

    async fn deliver_one(&mut self) -> Check {
        let now = self.clock.now();
        self.provider.books().pass_time(now);
        let waiting: Vec<usize> = {
            let books = self.provider.books();
            let due = books.letters.iter().enumerate().filter(|(_, l)| !l.lost && l.copies > 0 && l.due_at <= now);
            due.map(|(number, _)| number).collect()
        };
        let Some(number) = self.dice.pick(&waiting).copied() else { return Ok(()) };
        let account = self.account_of(number);
        if self.dice.percent(5) {
            let forged = self.receive(number, account, "forged").await;
            let refused = matches!(forged, Err(OperationError::Forbidden));
            must(refused, || format!("a forged notification: {forged:?}"))?;
        }
        self.deliver(number).await
    }

    pub async fn deliver(&mut self, number: usize) -> Check {
        let account = self.account_of(number);
        let received = self.receive(number, account, SIGNATURE.1).await;
        let letter = self.read_letter(number);
        let name = format!("letter {number} about checkout {}: {}", letter.checkout, words(&letter));
        self.note(format!("{name}: {received:?}"));
        let received = received.map_err(|error| format!("{name}: {error}"))?;
        must(received != Received::News || !letter.acknowledged || !letter.unreadable, || "news twice".to_owned())?;
        let mut books = self.provider.books();
        books.letters[number].acknowledged = true;
        books.letters[number].copies = books.letters[number].copies.saturating_sub(1);
        Ok(())
    }

    async fn receive(&self, number: usize, account: ProviderAccountId, signature: &str) -> Outcome<Received> {
        let headers = [(SIGNATURE.0.to_owned(), signature.to_owned())];
        receive_notification(&self.context, WORD, account, &headers, number.to_string().into_bytes()).await
    }

    fn account_of(&self, letter: usize) -> ProviderAccountId {
        let books = self.provider.books();
        books.checkouts[books.letters[letter].checkout].account
    }

    fn read_letter(&self, number: usize) -> Seen {
        let books = self.provider.books();
        let letter = &books.letters[number];
        Seen {
            checkout: letter.checkout,
            facts: letter.notification.facts.iter().map(|fact| fact.kind.word()).collect(),
            refund: letter.notification.refund.as_ref().map(|refund| refund.status),
            unreadable: letter.notification.unreadable,
            acknowledged: letter.acknowledged,
        }
    }

    fn come_back(&mut self) -> (String, Operation) {
        let (asked, scope, context) = (self.any_request(), self.scope, self.context.clone());
        let operation =
            async move { Ok(Done::Said(format!("{:?}", return_from_provider(&context, scope, asked.id).await?))) };
        (format!("come back to {}", asked.id), Box::pin(operation))
    }

    fn cancel(&mut self) -> Option<(String, Operation)> {
        let (asked, scope, context) = (self.any_request(), self.scope, self.context.clone());
        let operation = async move {
            cancel_payment_request(&context, scope, asked.id, None, None).await?;
            Ok(Done::Said("cancelled".to_owned()))
        };
        Some((format!("cancel {}", asked.id), Box::pin(operation)))
    }

    async fn patch(&mut self) -> Check {
        let asked = self.any_request();
        let mut patch = Patch::default();
        match self.dice.below(3) {
            0 => patch.amount = Some(self.dice.between(1, 2000)),
            1 => patch.metadata = Some(serde_json::json!({ "note": self.trace.len().to_string() })),
            _ => {
                let lives = u64::try_from(self.dice.between(1, 400_000)).unwrap();
                patch.expires_at = Some(self.clock.now().plus(Duration::from_secs(lives)).to_rfc3339());
            }
        }
        let name = format!("patch {} {:?} {:?}", asked.id, patch.amount, patch.expires_at);
        let done = patch_payment_request(&self.context, self.scope, asked.id, patch).await;
        self.done(name, done.map(|request| Done::Said(format!("version {}", request.version)))).await
    }

    fn refund(&mut self) -> Option<(String, Operation)> {
        let payment = self.any_payment(|state| state == PaymentState::Succeeded)?;
        let amount = self.dice.percent(60).then(|| self.dice.between(1, 1200));
        let (scope, context) = (self.scope, self.context.clone());
        let claim = IdempotencyClaim {
            scope,
            method: "POST",
            path: format!("/api/v1/payments/{payment}/refunds"),
            key: self.trace.len().to_string(),
            body_hash: vec![1],
        };
        let twice = self.dice.percent(50);
        let operation = async move {
            let wish = RefundWish { payment, amount, requested_by: None, refunded_before: None };
            let refund = refund_payment(&context, scope, wish.clone(), Some(claim.clone())).await?;
            if twice {
                let again = refund_payment(&context, scope, wish, Some(claim)).await?;
                if again.id != refund.id {
                    return Err(OperationError::Internal("the same key made two refunds"));
                }
            }
            Ok(Done::Said(refund.id.to_string()))
        };
        Some((format!("refund {amount:?} of {payment}"), Box::pin(operation)))
    }

    fn refund_there(&mut self) -> Check {
        let Some(index) = self.any_checkout(|state| state == State::Succeeded) else { return Ok(()) };
        let amount = self.dice.between(1, 800);
        let made = self.provider.books().refund_at_dashboard(index, amount);
        self.note(format!("checkout {index} there: {amount} sent back by hand, {made}"));
        Ok(())
    }

    fn dispute_there(&mut self) -> Check {
        let Some(index) = self.any_checkout(|state| state == State::Succeeded) else { return Ok(()) };
        let decision = self.dice.percent(50).then(|| self.dice.percent(50));
        let made = self.provider.books().dispute(index, decision);
        self.note(format!("checkout {index} there: dispute {decision:?}, {made}"));
        Ok(())
    }

    async fn decide(&mut self) -> Check {
        let payments = self.before.iter().flat_map(|entry| &entry.payments);
        let waiting: Vec<_> = payments.filter(|payment| payment.awaits_decision).map(|payment| payment.id).collect();
        let Some(payment) = self.dice.pick(&waiting).copied() else { return Ok(()) };
        let accept = self.dice.percent(50);
        let done = decide_payment(&self.context, self.scope, payment, accept, None).await;
        // The provider sends nothing back that a bank contests or has taken.
        let disputed = matches!(&done, Err(OperationError::Conflict { code: "disputed" | "lost_to_dispute", .. }));
        must(done.is_ok() || (disputed && !accept), || format!("{payment} waits but cannot be decided: {done:?}"))?;
        self.note(format!("decide {payment}: accept {accept}"));
        Ok(())
    }

    fn sweep_and_number(&mut self) -> Option<(String, Operation)> {
        let context = self.context.clone();
        let operation = async move {
            let swept = sweep(&context).await?;
            number_all_events(&context).await?;
            Ok(Done::Said(format!("{swept} expired")))
        };
        Some(("sweep".to_owned(), Box::pin(operation)))
    }

    fn work(&mut self) -> Option<(String, Operation)> {
        let context = self.context.clone();
        let operation = async move {
            let mut done = 0;
            for lane in LANES {
                done += run_due_jobs(&context, lane).await?;
            }
            Ok(Done::Said(format!("{done} jobs")))
        };
        Some(("work".to_owned(), Box::pin(operation)))
    }

    /// A worker follows a payment, whether its job is due or another worker is at it already.
    async fn follow(&mut self) -> Check {
        let Some(payment) = self.any_payment(PaymentState::is_unfinished) else { return Ok(()) };
        let (scope, context) = (self.scope, self.context.clone());
        let operation = async move {
            let next = follow_payment(&context, scope, payment).await?;
            Ok(Done::Said(format!("again {next:?}")))
        };
        self.run(format!("follow {payment}"), Box::pin(operation)).await
    }

    async fn send_one_refund(&mut self) -> Check {
        let refunds = self.before.iter().flat_map(|entry| &entry.refunds);
        let waiting: Vec<RefundId> =
            refunds.filter(|refund| refund.finished_at.is_none()).map(|refund| refund.id).collect();
        let Some(refund) = self.dice.pick(&waiting).copied() else { return Ok(()) };
        let (scope, context) = (self.scope, self.context.clone());
        let operation = async move {
            let next = follow_refund(&context, scope, refund).await?;
            Ok(Done::Said(format!("again {next:?}")))
        };
        self.run(format!("follow {refund}"), Box::pin(operation)).await
    }

    /// A call that stopped half-way goes on, times out, or its process dies.
    async fn go_on(&mut self) -> Check {
        if self.running.is_empty() {
            return Ok(());
        }
        let at = self.dice.below(self.running.len());
        let running = self.running.swap_remove(at);
        match self.dice.below(3) {
            0 => self.die(running).await,
            1 => self.release(running, Go::TimeOut).await,
            _ => self.release(running, Go::On).await,
        }
    }

    async fn die(&mut self, running: Running) -> Check {
        self.note(format!("{}: dies {:?}", running.name, running.stopped.half));
        running.task.abort();
        let _ = running.task.await;
        Ok(())
    }

    pub async fn release(&mut self, running: Running, go: Go) -> Check {
        self.note(format!("{}: {go:?}", running.name));
        let _ = running.stopped.go.send(go);
        self.drive(running.name, running.task).await
    }

    async fn wait(&mut self) -> Check {
        let most = self.dice.weighted(&[(6, 5_i64), (5, 60), (4, 1800), (4, 43_200), (4, 350_000)]);
        let millis = self.dice.between(1, most * 1000);
        // No call takes longer than its time limit; only its answer may be looked at late, by a process that was paused.
        if millis > 10_000 {
            for running in std::mem::take(&mut self.running) {
                if running.stopped.half == Half::After && self.dice.percent(40) {
                    self.running.push(running);
                } else if self.dice.percent(50) {
                    self.die(running).await?;
                } else {
                    self.release(running, Go::TimeOut).await?;
                }
            }
        }
        self.clock.advance(Duration::from_millis(millis.unsigned_abs()));
        let now = self.clock.now();
        self.provider.books().pass_time(now);
        self.note(format!("{millis} ms pass"));
        // Payers come before the workers after a long night, too.
        if millis > 3_600_000 && self.dice.percent(40) {
            let (name, pressing) = self.press_pay();
            return self.run(name, pressing).await;
        }
        Ok(())
    }

    fn outage(&mut self) -> Check {
        let mut books = self.provider.books();
        books.faults.outage = !books.faults.outage;
        let outage = books.faults.outage;
        drop(books);
        self.note(format!("outage {outage}"));
        Ok(())
    }

    /// The process dies between two answers of the database or the provider.
    async fn crash(&mut self) -> Check {
        let chosen = match self.dice.below(7) {
            0 | 1 => Some(self.press_pay()),
            2 | 3 => self.work(),
            4 => self.refund(),
            5 => Some(self.come_back()),
            _ => {
                if self.dice.percent(50) {
                    self.cancel()
                } else {
                    self.sweep_and_number()
                }
            }
        };
        let Some((name, operation)) = chosen else { return Ok(()) };
        let polls = self.dice.between(1, 40);
        match cut(operation, polls).await {
            Some(done) => self.done(name, done).await,
            None => {
                self.note(format!("{name}: dies at its poll {polls}"));
                Ok(())
            }
        }
    }

    /// A worker takes jobs and dies.
    async fn drop_jobs(&mut self) -> Check {
        let now = self.clock.now();
        let lease = self.context.random.uuid(now);
        let claimed = self
            .context
            .store
            .transact((lease, now), |db, (lease, now)| {
                let until = now.plus(Duration::from_secs(120));
                Box::pin(async move { db.claim_jobs(LANES[0], *lease, until, *now, 16).await })
            })
            .await
            .map_err(|error| error.to_string())?;
        self.note(format!("a worker dies with {} jobs", claimed.len()));
        Ok(())
    }

    /// I7: another merchant, and the same one in the other mode, see and change nothing.
    async fn stranger_tries(&mut self) -> Check {
        let asked = self.any_request();
        let mut other_mode = self.scope;
        other_mode.live = !other_mode.live;
        let payment = self.any_payment(|_| true);
        for scope in [self.stranger, other_mode] {
            let context = &self.context;
            let not_found = |result: Result<(), OperationError>| {
                let refused = matches!(result, Err(OperationError::NotFound));
                must(refused, || format!("I7: {scope:?} got {result:?}"))
            };
            not_found(read_payment_request(context, scope, asked.id).await.map(drop))?;
            not_found(cancel_payment_request(context, scope, asked.id, None, None).await.map(drop))?;
            not_found(patch_payment_request(context, scope, asked.id, Patch::default()).await.map(drop))?;
            if let Some(payment) = payment {
                let wish = RefundWish { payment, amount: None, requested_by: None, refunded_before: None };
                not_found(refund_payment(context, scope, wish, None).await.map(drop))?;
                not_found(decide_payment(context, scope, payment, true, None).await.map(drop))?;
            }
        }
        let letters = self.provider.books().letters.len();
        if letters > 0 {
            let number = self.dice.below(letters);
            let received = self.receive(number, self.strangers_account, SIGNATURE.1).await;
            let noted = matches!(received, Ok(Received::Noted | Received::Repeat));
            must(noted, || format!("I7: another account's notification is {received:?}"))?;
        }
        self.note("a stranger tries".to_owned());
        Ok(())
    }

    async fn disable(&mut self) -> Check {
        let disabled = self.dice.percent(50);
        let done = disable_provider_account(&self.context, self.scope, self.cards, disabled).await;
        done.map_err(|error| format!("disable: {error}"))?;
        self.note(format!("the account for cards is disabled: {disabled}"));
        Ok(())
    }
}

pub const PAYER: &str = "Jana Weber";

struct Seen {
    checkout: usize,
    facts: Vec<&'static str>,
    refund: Option<RefundStatus>,
    unreadable: bool,
    acknowledged: bool,
}

fn words(letter: &Seen) -> String {
    let refund = letter.refund.map(|status| format!(" refund {}", status.word())).unwrap_or_default();
    let unreadable = if letter.unreadable { " unreadable" } else { "" };
    let again = if letter.acknowledged { " again" } else { "" };
    format!("{}{refund}{unreadable}{again}", letter.facts.join(","))
}

/// Polls a future so many times, then drops it.
async fn cut<T>(future: impl Future<Output = T>, polls: i64) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}
