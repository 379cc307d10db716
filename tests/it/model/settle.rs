//! The end of every story: faults stop, calls that stopped go on, time passes, and everything must settle.

use super::World;
use super::checks::{Check, must};
use super::provider::{Faults, Go, State};
use super::steps::PAYER;
use paylink::domain::payment::{Payment, PaymentState};
use paylink::domain::payment_request::{PaymentRequest, Status};
use paylink::domain::refund::RefundStatus;
use paylink::jobs::worker::{LANES, run_due_jobs};
use paylink::operations::number_events::number_all_events;
use paylink::operations::sweep::sweep;
use paylink::operations::{OperationError, Outcome};
use std::collections::BTreeMap;
use std::time::Duration;

/// More rounds of background work than any story needs; a job that asks without a pause needs more.
const MOST_ROUNDS: usize = 1500;

/// Events that are told once of their subject; the others may be told again, as a checkout that was given up may be paid after all.
const TOLD_ONCE: &[&str] = &[
    "payment.started",
    "payment.succeeded",
    "payment.failed",
    "payment.late",
    "payment.surplus",
    "refund.created",
    "refund.succeeded",
    "refund.failed",
    "payment_request.opened",
    "payment_request.cancelled",
    "payment_request.expired",
    "payment_request.paid",
];

impl World {
    pub async fn settle(&mut self) -> Check {
        self.note("faults stop".to_owned());
        let ended_may_succeed = self.provider.books().faults.ended_may_succeed;
        self.provider.books().faults = Faults { ended_may_succeed, ..Faults::default() };
        while let Some(running) = self.running.pop() {
            self.release(running, Go::On).await?;
            self.check().await?;
        }
        self.deliver_all(false).await?;
        self.let_time_pass().await?;
        self.check().await?;
        // What is heard may lead to a refund, of whose end somebody has to hear as well.
        for _ in 0..3 {
            self.send_again_what_nobody_asks_about().await?;
            self.let_time_pass().await?;
            self.check().await?;
        }
        self.check_end().await
    }

    /// Everything that was not lost, in any order; or everything.
    async fn deliver_all(&mut self, lost_too: bool) -> Check {
        let count = self.provider.books().letters.len();
        let mut numbers: Vec<usize> = (0..count).collect();
        self.dice.shuffle(&mut numbers);
        for number in numbers {
            let copies = {
                let mut books = self.provider.books();
                let letter = &mut books.letters[number];
                letter.lost = letter.lost && !lost_too;
                if letter.lost { 0 } else { letter.copies }
            };
            for _ in 0..copies {
                self.deliver(number).await?;
            }
        }
        Ok(())
    }

    /// Works until nothing is left to do, from one due job to the next.
    async fn let_time_pass(&mut self) -> Check {
        for _ in 0..MOST_ROUNDS {
            let now = self.clock.now();
            self.provider.books().pass_time(now);
            let (done, next, jobs) = self.work_once().await.map_err(|error| format!("working: {error}"))?;
            if done > 0 {
                continue;
            }
            let unsettled = self.provider.books().checkouts.iter().any(|checkout| checkout.settles.is_some());
            let refunds_under_way = self.provider.books().refunds.iter().any(|r| r.status == RefundStatus::Pending);
            let expires = self.before.iter().any(|entry| entry.request.status(now) == Status::Open);
            if jobs == 0 && !unsettled && !refunds_under_way && !expires {
                return Ok(());
            }
            // A running job's lease may have to end; what waits for nobody else waits for the clock.
            let pause = next.map(|at| at.since(now)).filter(|pause| jobs > 0 && !pause.is_zero());
            self.clock.advance(pause.unwrap_or(Duration::from_secs(3600)));
            self.before = self.read_book().await?;
        }
        let book = self.read_book().await?;
        Err(format!("it does not settle: {:#?}", book.iter().flat_map(|entry| &entry.payments).collect::<Vec<_>>()))
    }

    /// What workers do in one round: how much, when the next job is due, how many jobs there are.
    async fn work_once(&self) -> Outcome<(usize, Option<paylink::domain::time::Timestamp>, i64)> {
        let mut done = sweep(&self.context).await?;
        for lane in LANES {
            done += run_due_jobs(&self.context, lane).await?;
        }
        number_all_events(&self.context).await?;
        let mut session = self.context.store.read().await?;
        let jobs = session.db().count_jobs().await?;
        let waiting = jobs.iter().map(|(_, _, count)| count).sum();
        Ok((done, session.db().next_job_at().await?, waiting))
    }

    /// The provider sends again what it told about payments that were over, see "not modelled".
    async fn send_again_what_nobody_asks_about(&mut self) -> Check {
        self.before = self.read_book().await?;
        let first_new = {
            let mut books = self.provider.books();
            let first_new = books.letters.len();
            for index in 0..books.checkouts.len() {
                let checkout = books.checkouts[index].clone();
                let payment = self.before.iter().find_map(|entry| entry.payment(checkout.payment));
                let Some(payment) = payment else { return Err(format!("nobody knows {checkout:?}")) };
                let excused = checkout.was_ended || payment.state == PaymentState::Abandoned;
                let known = payment.state == PaymentState::Succeeded;
                let money = checkout.state == State::Succeeded;
                must(!money || known || excused, || {
                    format!("{} is {:?} there: {checkout:?}", payment.id, payment.state)
                })?;
                if money {
                    books.write_again(index);
                }
            }
            first_new
        };
        let last = self.provider.books().letters.len();
        for number in first_new..last {
            self.deliver(number).await?;
        }
        Ok(())
    }

    async fn check_end(&mut self) -> Check {
        let now = self.clock.now();
        {
            let books = self.provider.books();
            for entry in &self.before {
                let status = entry.request.status(now);
                must(
                    !matches!(status, Status::Open | Status::Processing) || waits(&entry.request, &entry.payments),
                    || format!("{} is still {}", entry.request.id, status.word()),
                )?;
                let recorded = entry.request.expiry_recorded_at.is_some();
                must(status != Status::Expired || recorded, || "an expiry is not written down".to_owned())?;
                for refund in &entry.refunds {
                    // One that was never answered waits for a person, and says so.
                    let over = matches!(refund.status, RefundStatus::Succeeded | RefundStatus::Failed)
                        || refund.failure.is_some();
                    must(over, || format!("{} is still {}", refund.id, refund.status.word()))?;
                }
                for payment in &entry.payments {
                    must(!payment.state.is_unfinished(), || format!("{} is still {:?}", payment.id, payment.state))?;
                }
            }
            for (index, checkout) in books.checkouts.iter().enumerate() {
                let payment =
                    self.before.iter().find_map(|entry| entry.payment(checkout.payment)).ok_or("no payment")?;
                let succeeded = payment.state == PaymentState::Succeeded;
                must(succeeded == (checkout.state == State::Succeeded), || {
                    format!("I3: {payment:?} but {checkout:?}")
                })?;
                let sent_back = books.sent_back(index);
                let unanswered: i64 = self
                    .before
                    .iter()
                    .flat_map(|entry| &entry.refunds)
                    .filter(|refund| refund.payment == payment.id && refund.status == RefundStatus::Created)
                    .map(|refund| refund.amount.minor)
                    .sum();
                must((payment.refunded - unanswered..=payment.refunded).contains(&sent_back), || {
                    format!("I6: {sent_back} sent back there, {} in the book: {:?}", payment.refunded, books.refunds)
                })?;
                let told: Vec<_> = checkout.disputes.iter().map(|(reference, _, state)| (reference, *state)).collect();
                let known: Vec<_> = payment.disputes.iter().map(|d| (&d.reference, d.state)).collect();
                must(told.iter().all(|dispute| known.contains(dispute)), || {
                    format!("disputes {known:?}, there {told:?}")
                })?;
                must(!checkout.is_payable(now), || format!("it can still be paid: {checkout:?}"))?;
            }
        }
        self.check_acknowledged().await?;
        self.check_jobs().await?;
        self.check_events().await?;
        self.check_audit().await
    }

    /// I1: what was answered 2xx is in the database.
    async fn check_acknowledged(&self) -> Check {
        let acknowledged: Vec<_> = {
            let books = self.provider.books();
            let letters = books.letters.iter().filter(|letter| letter.acknowledged);
            // A word about a refund alone is kept by the refund.
            let kept = letters.filter(|l| l.notification.refund.is_none());
            kept.map(|l| (books.checkouts[l.checkout].account, l.notification.key.clone())).collect()
        };
        let read = async {
            let mut session = self.context.store.read().await?;
            for (account, key) in acknowledged {
                // One that could not be matched to a payment is kept under a key of its own.
                let unmatched = format!("unmatched:{key}");
                let known = session.db().knows_provider_fact(self.scope, account, &key).await?
                    || session.db().knows_provider_fact(self.scope, account, &unmatched).await?;
                if !known {
                    return Ok(Some(key));
                }
            }
            Ok::<_, OperationError>(None)
        };
        let missing = read.await.map_err(|error| error.to_string())?;
        must(missing.is_none(), || format!("I1: {missing:?} was acknowledged but is not there"))
    }

    async fn check_jobs(&self) -> Check {
        let read = async {
            let mut session = self.context.store.read().await?;
            Ok::<_, OperationError>((session.db().count_jobs().await?, session.db().unfinished_payments().await?))
        };
        let (jobs, unfinished) = read.await.map_err(|error| error.to_string())?;
        must(jobs.is_empty() && unfinished.is_empty(), || format!("left over: {jobs:?} {unfinished:?}"))
    }

    /// Every event has its position, in the order of its request; what happens once is told once; nothing personal is in it.
    async fn check_events(&self) -> Check {
        let read = async {
            let mut session = self.context.store.read().await?;
            let mut events = Vec::new();
            loop {
                let after = i64::try_from(events.len()).unwrap();
                let more = session.db().event_feed(self.scope, after, 500).await?;
                if more.is_empty() {
                    break;
                }
                events.extend(more);
            }
            Ok::<_, OperationError>(events)
        };
        let events = read.await.map_err(|error| error.to_string())?;
        for (index, event) in events.iter().enumerate() {
            must(event.position == i64::try_from(index + 1).ok(), || format!("position {:?}", event.position))?;
        }
        for (entry, asked) in self.before.iter().zip(&self.requests) {
            let own: Vec<_> = events.iter().filter(|event| event.payment_request == entry.request.id).collect();
            let in_order = own.iter().enumerate().all(|(index, e)| e.sequence == i64::try_from(index + 1).unwrap());
            must(in_order && own.len() as i64 == entry.request.last_sequence, || "events out of order".to_owned())?;
            let mut told: BTreeMap<(&str, String), usize> = BTreeMap::new();
            for event in &own {
                let text = event.data.to_string();
                let private = [asked.token.reveal(), PAYER.to_owned(), "jana.weber".to_owned(), "••••".to_owned()];
                must(!private.iter().any(|secret| text.contains(secret)), || format!("I8: {text}"))?;
                let about = event.data["refund"]["id"].as_str().or_else(|| event.data["payment"]["id"].as_str());
                *told.entry((&event.kind, about.unwrap_or_default().to_owned())).or_default() += 1;
            }
            let twice = told.iter().find(|((kind, _), count)| TOLD_ONCE.contains(kind) && **count > 1);
            must(twice.is_none(), || format!("told more than once: {twice:?}"))?;
            for payment in &entry.payments {
                let count = told.get(&("payment.succeeded", payment.id.to_string())).copied().unwrap_or(0);
                let succeeded = payment.state == PaymentState::Succeeded;
                must(count == usize::from(succeeded), || {
                    format!("{} told to have succeeded {count} times", payment.id)
                })?;
            }
            for refund in &entry.refunds {
                let count = |kind| told.get(&(kind, refund.id.to_string())).copied().unwrap_or(0);
                let created = count("refund.created");
                must(created == 1, || format!("{} told to be created {created} times", refund.id))?;
                let failed = count("refund.failed") == 1;
                must(failed == (refund.status == RefundStatus::Failed), || format!("{} and its events", refund.id))?;
            }
            if let Some(last) = own.last() {
                let shown = &last.data["payment_request"];
                let sums = entry.request.sums;
                let fits = shown["amount_paid"] == sums.allocated
                    && shown["amount_refunded"] == sums.refunded
                    && shown["amount_disputed"] == sums.disputed;
                must(fits, || format!("the last event shows {shown}, the book {sums:?}"))?;
            }
        }
        Ok(())
    }
}

/// Whether a person has to decide about late money, or money of another currency.
fn waits(request: &PaymentRequest, payments: &[Payment]) -> bool {
    let asked = request.terms.amount.currency;
    payments.iter().any(|payment| payment.awaits_decision && (payment.late || payment.is_foreign(asked)))
}
