//! What runs in the background of `serve` and `worker`, and one round of all of it for tests.

use super::dispatch::dispatch;
use super::worker::{FAIR_LANES, LANES, WORKERS, run_due_jobs};
use crate::operations::keep_sessions::{Sessions, keep_sessions};
use crate::operations::note_forwarders::flush_forwarders;
use crate::operations::number_events::number_all_events;
use crate::operations::record_opens::flush_opens;
use crate::operations::sandbox::settle_pending;
use crate::operations::sandbox_notifications::send_notifications;
use crate::operations::sweep::{forget, sweep};
use crate::operations::{Context, Outcome};
use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long an idle worker waits before it looks again, unless it is woken.
pub(super) const IDLE: Duration = Duration::from_millis(500);
const LOOK_FOR_ACCOUNTS: Duration = Duration::from_secs(2);
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Everything that is due now, once; tells how much was done. Tests call it until nothing is left.
pub async fn run_round(context: &Context, client: &reqwest::Client) -> Outcome<usize> {
    flush_opens(context).await?;
    flush_forwarders(context).await?;
    let mut done = sweep(context).await?;
    done += settle_pending(context).await?;
    done += send_notifications(context, client).await?;
    for lane in LANES.iter().chain(FAIR_LANES) {
        done += run_due_jobs(context, lane).await?;
    }
    number_all_events(context).await?;
    Ok(done)
}

/// Runs until `stop` says so; what has begun is finished.
pub async fn run_workers(context: Context, client: reqwest::Client, sessions: Sessions, stop: watch::Receiver<bool>) {
    let mut tasks = JoinSet::new();
    for lane in LANES.iter().flat_map(|lane| std::iter::repeat_n(lane, WORKERS)) {
        let context = context.clone();
        tasks.spawn(repeat(stop.clone(), context.clone(), "jobs", move || {
            let context = context.clone();
            async move { run_due_jobs(&context, lane).await }
        }));
    }
    for lane in FAIR_LANES {
        tasks.spawn(dispatch(context.clone(), lane, stop.clone()));
    }
    let sandbox = context.clone();
    tasks.spawn(repeat(stop.clone(), context.clone(), "sandbox", move || {
        let (context, client) = (sandbox.clone(), client.clone());
        async move { Ok(settle_pending(&context).await? + send_notifications(&context, &client).await?) }
    }));
    // Each by itself, so that trouble with one holds up no other.
    let (flushing, sweeping, numbering) = (context.clone(), context.clone(), context.clone());
    tasks.spawn(repeat(stop.clone(), context.clone(), "opens", move || {
        let context = flushing.clone();
        async move {
            flush_opens(&context).await?;
            flush_forwarders(&context).await.map(|()| 0)
        }
    }));
    tasks.spawn(repeat(stop.clone(), context.clone(), "sweep", move || {
        let context = sweeping.clone();
        async move { sweep(&context).await }
    }));
    tasks.spawn(repeat(stop.clone(), context.clone(), "numbering", move || {
        let context = numbering.clone();
        async move { number_all_events(&context).await.map(|()| 0) }
    }));
    tasks.spawn(keep_carriers(context.clone(), sessions, stop.clone()));
    tasks.spawn(forget_now_and_then(context.clone(), stop));
    while tasks.join_next().await.is_some() {}
    if let Err(error) = flush_opens(&context).await {
        tracing::warn!(%error, "opens of pay links could not be written at the end");
    }
}

/// Does one thing again and again; waits while there is nothing to do, and longer after an error.
async fn repeat<F, W>(mut stop: watch::Receiver<bool>, context: Context, what: &'static str, work: F)
where
    F: Fn() -> W,
    W: Future<Output = Outcome<usize>>,
{
    while !*stop.borrow() {
        let pause = match work().await {
            Ok(0) => IDLE,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, what, "background work failed");
                IDLE * 4
            }
        };
        tokio::select! {
            () = context.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
}

/// SMPP accounts that are added, changed or put out of use are noticed within a few seconds.
async fn keep_carriers(context: Context, mut sessions: Sessions, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = keep_sessions(&context, &mut sessions).await {
            tracing::error!(%error, "accounts of carriers could not be looked through");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_FOR_ACCOUNTS) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
}

async fn forget_now_and_then(context: Context, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = forget(&context).await {
            tracing::error!(%error, "old data could not be forgotten");
        }
        tokio::select! {
            () = tokio::time::sleep(FORGET_EVERY) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
}
