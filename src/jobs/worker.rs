//! Takes due jobs under a lease, does them, and puts back what has to go on later.

use crate::domain::ids::{InboundMessageId, MessageId, PaymentId, RefundId};
use crate::domain::time::Timestamp;
use crate::operations::book::kinds;
use crate::operations::follow_payment::{ask_payment, follow_payment};
use crate::operations::receive_notification::read_again;
use crate::operations::refund_payment::follow_refund;
use crate::operations::send_direct::send_direct;
use crate::operations::send_message::send_message;
use crate::operations::take_in::join_parts;
use crate::operations::{Context, OperationError, Outcome};
use crate::store::Db;
use crate::store::job::Job;
use std::time::Duration;
use tokio::task::JoinSet;

/// How many jobs of a lane one worker does at a time. It waits for the slowest of them, so they are few and the workers several.
const AT_A_TIME: i64 = 4;
/// How many workers a lane has.
pub const WORKERS: usize = 4;
/// Whoever takes longer loses the job to somebody else.
pub(super) const LEASE: Duration = Duration::from_secs(60);
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

/// Lanes with a few workers each, that wait for providers.
pub const LANES: &[&str] = &[kinds::MONEY];
/// Lanes whose jobs wait for carriers, handed out fairly between merchants.
pub const FAIR_LANES: &[&str] = &[kinds::SMS, kinds::EMAIL];

/// Does what is due in a lane now; tells how many jobs were tried.
pub async fn run_due_jobs(context: &Context, lane: &'static str) -> Outcome<usize> {
    let now = context.now();
    if !context.store.read().await?.db().has_due_job(lane, now).await? {
        return Ok(0);
    }
    let lease = context.random.uuid(now);
    let jobs = context
        .store
        .transact((lane, lease, now), |db, (lane, lease, now)| {
            Box::pin(async move { db.claim_jobs(lane, *lease, now.plus(LEASE), *now, AT_A_TIME).await })
        })
        .await?;
    let count = jobs.len();
    let mut running = JoinSet::new();
    for job in jobs {
        let context = context.clone();
        running.spawn(async move {
            let ending = do_job(&context, &job).await;
            let (id, kind) = (job.id, job.kind.clone());
            let written = context.store.transact((job, ending), |db, (job, ending)| Box::pin(ending.write(db, job)));
            if let Err(error) = written.await {
                tracing::error!(%error, job = %id, kind, "a job could not be put back; its lease will run out");
            }
        });
    }
    while let Some(done) = running.join_next().await {
        match done {
            Ok(()) => {}
            Err(error) => tracing::error!(%error, "a job panicked; its lease will run out"),
        }
    }
    Ok(count)
}

/// Does a job; tells how it goes on.
pub(super) async fn do_job(context: &Context, job: &Job) -> Ending {
    let done = match job.kind.as_str() {
        kinds::FOLLOW_PAYMENT => follow_payment(context, job.scope, PaymentId(job.subject)).await,
        kinds::ASK_PAYMENT => ask_payment(context, job.scope, PaymentId(job.subject), job.tries).await,
        kinds::SEND_MESSAGE => send_message(context, job.scope, MessageId(job.subject)).await,
        kinds::SEND_DIRECT => send_direct(context, job.scope, MessageId(job.subject)).await,
        kinds::JOIN_PARTS => join_parts(context, job.scope, InboundMessageId(job.subject)).await,
        kinds::READ_AGAIN => read_again(context, job.scope, PaymentId(job.subject)).await.map(|()| None),
        kinds::FOLLOW_REFUND => follow_refund(context, job.scope, RefundId(job.subject)).await,
        _ => Err(OperationError::Internal("an unknown kind of job")),
    };
    let result = match &done {
        Ok(None) => "done",
        Ok(Some(_)) => "again",
        Err(_) => "failed",
    };
    metrics::counter!("paylink_jobs_total", "kind" => job.kind.clone(), "result" => result).increment(1);
    match done {
        Ok(None) => Ending::Done,
        Ok(Some(at)) => Ending::Again(at, None),
        Err(error @ (OperationError::Store(_) | OperationError::Provider(_) | OperationError::Conflict { .. })) => {
            tracing::warn!(job = %job.id, kind = job.kind, %error, tries = job.tries, "a job failed and is tried again");
            let pause = Duration::from_secs(1).saturating_mul(1 << job.tries.clamp(0, 20)).min(LONGEST_PAUSE);
            Ending::Again(context.now().plus(context.random.jitter(pause)), Some(error.to_string()))
        }
        Err(error) => {
            // Something of ours is wrong. Money is not given up for that: it is tried again, rarely, until we have mended it.
            tracing::error!(job = %job.id, kind = job.kind, %error, tries = job.tries, "a job cannot be done");
            Ending::Again(context.now().plus(context.random.jitter(LONGEST_PAUSE)), Some(error.to_string()))
        }
    }
}

/// How a job goes on.
pub(super) enum Ending {
    Done,
    Again(Timestamp, Option<String>),
}

impl Ending {
    /// Writes it down.
    pub(super) async fn write(&self, db: &mut Db<'_>, job: &Job) -> Outcome<()> {
        match self {
            Self::Done => db.finish_job(job).await?,
            Self::Again(at, error) => db.reschedule_job(job, *at, error.as_deref()).await?,
        }
        Ok(())
    }
}
