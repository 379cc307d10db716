//! Work after a commit: rows inserted by the transaction that wants it, claimed with a lease that finishing must present.

use super::{Db, Engine, Result, StoreError};
use crate::domain::ids::{JobId, MerchantId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use uuid::Uuid;

macro_rules! claim {
    ($of:literal, $lock:literal) => {
        concat!(
            "UPDATE job SET state = 'running', lease = $1, lease_until = $2, again = FALSE, tries = tries + 1 WHERE id IN (SELECT id FROM job \
             WHERE lane = $3 ",
            $of,
            "AND ((state = 'ready' AND run_at <= $4) OR (state = 'running' AND lease_until < $4)) ORDER BY run_at LIMIT $5 ",
            $lock,
            ") RETURNING id, merchant_id, live, lane, kind, subject, run_at, tries"
        )
    };
}

statements! {
    ENQUEUE = "INSERT INTO job (id, merchant_id, live, lane, kind, subject, state, run_at, tries, again, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'ready', $7, 0, FALSE, $8)
        ON CONFLICT (kind, subject) WHERE state <> 'given_up'
        DO UPDATE SET again = (job.state = 'running'),
        run_at = CASE WHEN (job.state = 'ready' OR job.again) AND job.run_at < excluded.run_at THEN job.run_at ELSE excluded.run_at END";
    THERE_IS = "SELECT 1 FROM job WHERE kind = $1 AND subject = $2 AND state <> 'given_up'";
    IS_DUE = "SELECT 1 FROM job WHERE lane = $1 AND ((state = 'ready' AND run_at <= $2) OR (state = 'running' AND lease_until < $2)) LIMIT 1";
    CLAIM = claim!("", "");
    CLAIM_OF = claim!("AND merchant_id = $6 AND live = $7 ", "");
    WITH_DUE_JOBS = "WITH RECURSIVE one(id) AS (
            SELECT (SELECT merchant_id FROM job WHERE lane = $1 AND state = 'ready' ORDER BY merchant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT merchant_id FROM job WHERE lane = $1 AND state = 'ready' AND merchant_id > one.id ORDER BY merchant_id LIMIT 1)
            FROM one WHERE one.id IS NOT NULL)
        SELECT one.id, mode.live FROM one CROSS JOIN (SELECT TRUE AS live UNION ALL SELECT FALSE) mode
        WHERE EXISTS (SELECT 1 FROM job WHERE lane = $1 AND state = 'ready' AND merchant_id = one.id AND live = mode.live AND run_at <= $2)
        UNION SELECT merchant_id, live FROM job WHERE lane = $1 AND state = 'running' AND lease_until < $2
        ORDER BY 1, 2";
    DELETE = "DELETE FROM job WHERE id = $1 AND lease = $2 AND state = 'running' AND NOT again";
    RESCHEDULE = "UPDATE job SET state = 'ready', lease = NULL, lease_until = NULL, last_error = $4,
        run_at = CASE WHEN again AND run_at < $3 THEN run_at ELSE $3 END
        WHERE id = $1 AND lease = $2 AND state = 'running'";
    RELEASE = "UPDATE job SET state = 'ready', lease = NULL, lease_until = NULL WHERE id = $1 AND lease = $2 AND state = 'running'";
    GIVE_UP = "UPDATE job SET state = 'given_up', lease = NULL, lease_until = NULL, last_error = $3 WHERE id = $1 AND lease = $2 AND state = 'running' AND NOT again";
    COUNT = "SELECT lane, state, CAST(COUNT(*) AS BIGINT) FROM job GROUP BY lane, state ORDER BY lane, state";
    NEXT = "SELECT MIN(run_at) FROM job WHERE state = 'ready'";
}
const CLAIM_ON_POSTGRES: &str = claim!("", "FOR UPDATE SKIP LOCKED");
const CLAIM_OF_ON_POSTGRES: &str = claim!("AND merchant_id = $6 AND live = $7 ", "FOR UPDATE SKIP LOCKED");

/// A job about to be written. A second one of the same kind and subject only brings the first forward.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// Merchant and mode.
    pub scope: Scope,
    /// Which workers do it: "money", "webhook", "message", "file".
    pub lane: &'static str,
    /// What to do.
    pub kind: &'static str,
    /// With which payment, refund, ….
    pub subject: Uuid,
    /// Not before.
    pub run_at: Timestamp,
}

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// Merchant and mode.
    pub scope: Scope,
    /// Which workers do it.
    pub lane: String,
    /// What to do.
    pub kind: String,
    /// With what.
    pub subject: Uuid,
    /// When it was due.
    pub run_at: Timestamp,
    /// How often it was tried, with this try.
    pub tries: i64,
    /// Proof that it is ours.
    pub lease: Uuid,
}

type JobRow = (Uuid, Uuid, bool, String, String, Uuid, i64, i64);

fn claimed(rows: Vec<JobRow>, lease: Uuid) -> Vec<Job> {
    let job = |(id, merchant, live, lane, kind, subject, run_at, tries): JobRow| Job {
        id: JobId(id),
        scope: Scope { merchant: MerchantId(merchant), live },
        lane,
        kind,
        subject,
        run_at: Timestamp::from_millis(run_at),
        tries,
        lease,
    };
    rows.into_iter().map(job).collect()
}

impl Db<'_> {
    /// Writes a job, or brings the waiting one of the same kind and subject forward.
    pub async fn enqueue(&mut self, job: &NewJob, now: Timestamp) -> Result<()> {
        on!(self, |c| sqlx::query(ENQUEUE)
            .bind(job.id.0)
            .bind(job.scope.merchant.0)
            .bind(job.scope.live)
            .bind(job.lane)
            .bind(job.kind)
            .bind(job.subject)
            .bind(job.run_at.millis())
            .bind(now.millis())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Whether a job of that kind waits or runs for a subject; for `paylink audit`.
    pub async fn has_job(&mut self, kind: &str, subject: Uuid) -> Result<bool> {
        let row: Option<(i32,)> =
            on!(self, |c| sqlx::query_as(THERE_IS).bind(kind).bind(subject).fetch_optional(c).await)?;
        Ok(row.is_some())
    }

    /// Whether a lane has anything to do; asked on a reading connection, so that idle workers leave the writer alone.
    pub async fn has_due_job(&mut self, lane: &str, now: Timestamp) -> Result<bool> {
        let row: Option<(i32,)> =
            on!(self, |c| sqlx::query_as(IS_DUE).bind(lane).bind(now.millis()).fetch_optional(c).await)?;
        Ok(row.is_some())
    }

    /// Takes up to `limit` due jobs of a lane, also those whose worker died. PostgreSQL steps over rows that another worker holds;
    /// SQLite has one writer.
    pub async fn claim_jobs(
        &mut self,
        lane: &str,
        lease: Uuid,
        lease_until: Timestamp,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<Job>> {
        let sql = match self.engine {
            Engine::Sqlite(_) => CLAIM,
            Engine::Postgres(_) => CLAIM_ON_POSTGRES,
        };
        let rows: Vec<JobRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(lease)
            .bind(lease_until.millis())
            .bind(lane)
            .bind(now.millis())
            .bind(limit)
            .fetch_all(c)
            .await)?;
        Ok(claimed(rows, lease))
    }

    /// As [`Db::claim_jobs`], of one merchant and mode.
    pub async fn claim_jobs_of(
        &mut self,
        scope: Scope,
        lane: &str,
        lease: Uuid,
        lease_until: Timestamp,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<Job>> {
        let sql = match self.engine {
            Engine::Sqlite(_) => CLAIM_OF,
            Engine::Postgres(_) => CLAIM_OF_ON_POSTGRES,
        };
        let rows: Vec<JobRow> = on!(self, |c| sqlx::query_as(sql)
            .bind(lease)
            .bind(lease_until.millis())
            .bind(lane)
            .bind(now.millis())
            .bind(limit)
            .bind(scope.merchant.0)
            .bind(scope.live)
            .fetch_all(c)
            .await)?;
        Ok(claimed(rows, lease))
    }

    /// Whose jobs of a lane are due. Steps from merchant to merchant, whatever number of jobs each has planned for later.
    pub async fn with_due_jobs(&mut self, lane: &str, now: Timestamp) -> Result<Vec<Scope>> {
        let rows: Vec<(Uuid, bool)> =
            on!(self, |c| sqlx::query_as(WITH_DUE_JOBS).bind(lane).bind(now.millis()).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(merchant, live)| Scope { merchant: MerchantId(merchant), live }).collect())
    }

    /// The job is done. When it was wanted again while it ran, it goes back instead.
    pub async fn finish_job(&mut self, job: &Job) -> Result<()> {
        let deleted = on!(self, |c| sqlx::query(DELETE)
            .bind(job.id.0)
            .bind(job.lease)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if deleted == 0 {
            on!(self, |c| sqlx::query(RELEASE).bind(job.id.0).bind(job.lease).execute(c).await.map(drop))?;
        }
        Ok(())
    }

    /// The job goes on later; a wish that came meanwhile for an earlier time is kept.
    pub async fn reschedule_job(&mut self, job: &Job, run_at: Timestamp, error: Option<&str>) -> Result<()> {
        on!(self, |c| sqlx::query(RESCHEDULE)
            .bind(job.id.0)
            .bind(job.lease)
            .bind(run_at.millis())
            .bind(error)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The job is kept, visible, but not tried again.
    pub async fn give_up_job(&mut self, job: &Job, error: &str) -> Result<()> {
        let given_up = on!(self, |c| sqlx::query(GIVE_UP)
            .bind(job.id.0)
            .bind(job.lease)
            .bind(error)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if given_up == 0 {
            on!(self, |c| sqlx::query(RELEASE).bind(job.id.0).bind(job.lease).execute(c).await.map(drop))?;
        }
        Ok(())
    }

    /// How many jobs there are, by lane and state.
    pub async fn count_jobs(&mut self) -> Result<Vec<(String, String, i64)>> {
        on!(self, |c| sqlx::query_as(COUNT).fetch_all(c).await).map_err(StoreError::from)
    }

    /// When the next job is due.
    pub async fn next_job_at(&mut self) -> Result<Option<Timestamp>> {
        let (at,): (Option<i64>,) = on!(self, |c| sqlx::query_as(NEXT).fetch_one(c).await)?;
        Ok(at.map(Timestamp::from_millis))
    }
}
