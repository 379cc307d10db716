//! Hands the jobs of a lane out fairly: whoever has many due, or a carrier that answers slowly, delays nobody else.

use super::schedule::IDLE;
use super::worker::{Ending, LEASE, do_job};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::operations::{Context, OperationError, Outcome};
use crate::store::job::Job;
use std::collections::HashMap;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};

/// Jobs of a lane at one time in this process. They wait for carriers most of it, so they are many.
const MOST: usize = 256;
/// Jobs of one merchant and mode at one time: their carrier's, not everybody's, time.
const MOST_OF_ONE: usize = 16;

/// Does the jobs of a lane until `stop` says so; what has begun is finished.
pub async fn dispatch(context: Context, lane: &'static str, mut stop: watch::Receiver<bool>) {
    let mut dispatcher =
        Dispatcher { context, lane, running: JoinSet::new(), whose: HashMap::new(), ended: Vec::new(), turn: 0 };
    while !*stop.borrow() {
        let pause = match dispatcher.hand_out().await {
            Ok(0) => IDLE,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, lane, "jobs could not be handed out");
                IDLE * 4
            }
        };
        tokio::select! {
            Some(done) = dispatcher.running.join_next_with_id() => dispatcher.note(done),
            () = dispatcher.context.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
    dispatcher.finish().await;
}

struct Dispatcher {
    context: Context,
    lane: &'static str,
    running: JoinSet<(Job, Ending)>,
    /// Whose jobs run.
    whose: HashMap<Id, Scope>,
    /// Done, not yet written down.
    ended: Vec<(Job, Ending)>,
    /// Whose turn it is first.
    turn: usize,
}

impl Dispatcher {
    /// Writes down what has ended and takes what is due, in one transaction; tells how much there was to do.
    async fn hand_out(&mut self) -> Outcome<usize> {
        while let Some(done) = self.running.try_join_next_with_id() {
            self.note(done);
        }
        let shares = self.shares().await?;
        if shares.is_empty() && self.ended.is_empty() {
            return Ok(0);
        }
        let ended = std::mem::take(&mut self.ended);
        let now = self.context.now();
        let round = Round { lane: self.lane, lease: self.context.random.uuid(now), now, ended, shares };
        let count = round.ended.len();
        let jobs = self.context.store.transact(round, |db, round| Box::pin(round.write(db))).await?;
        let done = count + jobs.len();
        for job in jobs {
            let (context, scope) = (self.context.clone(), job.scope);
            let task = self.running.spawn(async move {
                let ending = do_job(&context, &job).await;
                (job, ending)
            });
            self.whose.insert(task.id(), scope);
        }
        Ok(done)
    }

    /// Who may have how many more.
    async fn shares(&mut self) -> Outcome<Vec<(Scope, usize)>> {
        let free = MOST.saturating_sub(self.running.len());
        let now = self.context.now();
        let mut session = self.context.store.read().await?;
        let mut db = session.db();
        if free == 0 || !db.has_due_job(self.lane, now).await? {
            return Ok(Vec::new());
        }
        let mut due = db.with_due_jobs(self.lane, now).await?;
        let mut running: HashMap<Scope, usize> = HashMap::new();
        for scope in self.whose.values() {
            *running.entry(*scope).or_default() += 1;
        }
        let more = |scope: &Scope| MOST_OF_ONE.saturating_sub(running.get(scope).copied().unwrap_or_default());
        due.retain(|scope| more(scope) > 0);
        if due.is_empty() {
            return Ok(Vec::new());
        }
        self.turn = (self.turn + 1) % due.len();
        due.rotate_left(self.turn);
        let each = (free / due.len()).max(1);
        Ok(due.into_iter().take(free).map(|scope| (scope, each.min(more(&scope)))).collect())
    }

    fn note(&mut self, done: Result<(Id, (Job, Ending)), JoinError>) {
        match done {
            Ok((id, ended)) => {
                self.whose.remove(&id);
                self.ended.push(ended);
            }
            Err(error) => {
                self.whose.remove(&error.id());
                tracing::error!(%error, lane = self.lane, "a job panicked; its lease will run out");
            }
        }
    }

    /// Waits for what runs, and writes down how it ended.
    async fn finish(mut self) {
        while let Some(done) = self.running.join_next_with_id().await {
            self.note(done);
        }
        let now = self.context.now();
        let lease = self.context.random.uuid(now);
        let jobs = self.ended.len();
        if jobs == 0 {
            return;
        }
        let round = Round { lane: self.lane, lease, now, ended: self.ended, shares: Vec::new() };
        if let Err(error) = self.context.store.transact(round, |db, round| Box::pin(round.write(db))).await {
            tracing::warn!(%error, lane = self.lane, jobs, "jobs could not be put back; their lease will run out");
        }
    }
}

/// What is written at one time.
struct Round {
    lane: &'static str,
    lease: uuid::Uuid,
    now: Timestamp,
    ended: Vec<(Job, Ending)>,
    shares: Vec<(Scope, usize)>,
}

impl Round {
    async fn write(&self, db: &mut crate::store::Db<'_>) -> Outcome<Vec<Job>> {
        for (job, ending) in &self.ended {
            ending.write(db, job).await?;
        }
        let mut jobs = Vec::new();
        for (scope, share) in &self.shares {
            let (until, share) = (self.now.plus(LEASE), i64::try_from(*share).unwrap_or_default());
            jobs.extend(db.claim_jobs_of(*scope, self.lane, self.lease, until, self.now, share).await?);
        }
        Ok::<_, OperationError>(jobs)
    }
}
