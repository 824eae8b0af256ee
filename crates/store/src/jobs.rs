//! Follow-ups that wait: written with the events that caused them, claimed and ended later.
//!
//! A claim is a lease: it moves the time before which nobody else takes the job, and counts the
//! try. Who dies while holding one loses nothing but time; who comes back too late, when somebody
//! else has tried meanwhile, changes nothing.

use domain::dossier::Now;
use domain::dossier::event::Recorded;
use domain::dossier::follow_up::{FollowUp, follow_up};
use jiff::SignedDuration;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select, UpdateMany,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::job;
use crate::write::{Reply, Write};

/// Minutes for which a claimed job belongs to whoever claimed it.
const LEASE_MINUTES: i64 = 15;

/// Days after which a job that nobody has ever tried is too old to begin with: a province that
/// connects its first channel must not flood people with what they have known for long.
const STALE_DAYS: i64 = 3;

const WAITING: &str = "waiting";

/// What a follow-up is keyed by: twice is harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobKey {
    /// The dossier.
    pub dossier: Uuid,
    /// The event that caused it.
    pub number: u32,
    /// What is to be done.
    pub purpose: String,
}

/// A follow-up in somebody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Which one.
    pub key: JobKey,
    /// Which try this is, from 1.
    pub attempts: u32,
}

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// For good, at this time.
    Ended(JobEnd, Now),
    /// It failed and is tried again at this time.
    Again(Now),
    /// It was not the time for it; at this time it is. It does not count as a try.
    NotYet(Now),
}

/// How a follow-up ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// The applicant was told.
    Delivered(Carrier),
    /// Whoever delivers says that nobody is at this address.
    Refused,
    /// Nobody who delivers took it, however often it was tried.
    Unanswered,
    /// There is no address, or no longer.
    Unreachable,
    /// Something newer happened before it was told.
    Overtaken,
    /// It was too old when the first channel was connected.
    Stale,
}

/// What carries a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Mail.
    Mail,
    /// A text message.
    Sms,
}

/// A follow-up as the history of a dossier shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Which one.
    pub key: JobKey,
    /// How often it was tried.
    pub attempts: u32,
    /// How and when it ended; none while it waits.
    pub end: Option<(JobEnd, Option<Now>)>,
}

impl JobEnd {
    const ALL: [Self; 7] = [
        Self::Delivered(Carrier::Mail),
        Self::Delivered(Carrier::Sms),
        Self::Refused,
        Self::Unanswered,
        Self::Unreachable,
        Self::Overtaken,
        Self::Stale,
    ];

    /// The state and the detail under which it is kept.
    fn names(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Delivered(Carrier::Mail) => ("delivered", Some("mail")),
            Self::Delivered(Carrier::Sms) => ("delivered", Some("sms")),
            Self::Refused => ("failed", Some("refused")),
            Self::Unanswered => ("failed", Some("unanswered")),
            Self::Unreachable => ("unreachable", None),
            Self::Overtaken => ("overtaken", None),
            Self::Stale => ("stale", None),
        }
    }

    fn from_row(row: &job::Model) -> Option<Self> {
        let kept = (row.state.as_str(), row.detail.as_deref());
        Self::ALL.into_iter().find(|end| end.names() == kept)
    }
}

impl JobKey {
    fn of(row: &job::Model) -> Self {
        Self {
            dossier: row.dossier,
            number: u32::try_from(row.number).unwrap_or_default(),
            purpose: row.purpose.clone(),
        }
    }
}

/// Queues what has to be told. What may be printed is drawn when somebody asks for it.
pub(crate) async fn queue(
    conn: &impl ConnectionTrait,
    dossier: Uuid,
    events: &[Recorded],
) -> Result<(), Fault> {
    let rows: Vec<_> = events
        .iter()
        .flat_map(|recorded| {
            follow_up(&recorded.event)
                .into_iter()
                .map(move |f| (recorded, f))
        })
        .filter_map(|(recorded, follow_up)| match follow_up {
            FollowUp::Tell(notice) => Some(job::Model {
                dossier,
                number: i64::from(recorded.number),
                purpose: notice.purpose().to_owned(),
                state: WAITING.to_owned(),
                not_before: micros(later(
                    recorded.at,
                    SignedDuration::from_mins(i64::from(notice.told_after_minutes())),
                )),
                attempts: 0,
                detail: None,
                ended_at: None,
            }),
            FollowUp::Print(_) => None,
        })
        .map(job::Model::into_active_model)
        .collect();
    if !rows.is_empty() {
        job::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await
            .doing("queueing follow-ups")?;
    }
    Ok(())
}

/// Ends what is too old to begin with, and takes what is due.
pub(crate) async fn claim(
    conn: &impl ConnectionTrait,
    now: Now,
    limit: u64,
) -> Result<Vec<ClaimedJob>, Fault> {
    let (state, _) = JobEnd::Stale.names();
    let oldest = later(now, SignedDuration::from_hours(-24 * STALE_DAYS));
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::EndedAt, Expr::value(micros(now)))
        .filter(job::Column::State.eq(WAITING))
        .filter(job::Column::NotBefore.lt(micros(oldest)))
        .filter(job::Column::Attempts.eq(0))
        .exec(conn)
        .await
        .doing("ending old follow-ups")?;
    let lease = micros(later(now, SignedDuration::from_mins(LEASE_MINUTES)));
    let rows = due(now).limit(limit).all(conn).await;
    let mut claimed = Vec::new();
    for row in rows.doing("reading follow-ups")? {
        // Another server may have taken it this very moment: then the count has changed.
        let taken = held(row.dossier, row.number, &row.purpose, row.attempts)
            .col_expr(job::Column::Attempts, Expr::value(row.attempts + 1))
            .col_expr(job::Column::NotBefore, Expr::value(lease))
            .filter(job::Column::NotBefore.eq(row.not_before))
            .exec(conn)
            .await
            .doing("claiming a follow-up")?;
        if taken.rows_affected == 1 {
            claimed.push(ClaimedJob {
                key: JobKey::of(&row),
                attempts: u32::try_from(row.attempts + 1).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(claimed)
}

/// Keeps how a try ended, unless somebody else has tried since.
pub(crate) async fn settle(
    conn: &impl ConnectionTrait,
    job: &ClaimedJob,
    tried: Tried,
) -> Result<(), Fault> {
    let (key, attempts) = (&job.key, i64::from(job.attempts));
    let row = held(key.dossier, i64::from(key.number), &key.purpose, attempts);
    let settled = match tried {
        Tried::Ended(end, at) => {
            let (state, detail) = end.names();
            row.col_expr(job::Column::State, Expr::value(state))
                .col_expr(job::Column::Detail, Expr::value(detail.map(str::to_owned)))
                .col_expr(job::Column::EndedAt, Expr::value(micros(at)))
        }
        Tried::Again(at) => row.col_expr(job::Column::NotBefore, Expr::value(micros(at))),
        Tried::NotYet(at) => row
            .col_expr(job::Column::NotBefore, Expr::value(micros(at)))
            .col_expr(job::Column::Attempts, Expr::value(attempts - 1)),
    };
    settled.exec(conn).await.doing("ending a follow-up")?;
    Ok(())
}

/// The waiting job under this key after so many tries, to be updated.
fn held(dossier: Uuid, number: i64, purpose: &str, attempts: i64) -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Dossier.eq(dossier))
        .filter(job::Column::Number.eq(number))
        .filter(job::Column::Purpose.eq(purpose))
        .filter(job::Column::State.eq(WAITING))
        .filter(job::Column::Attempts.eq(attempts))
}

/// What is due, the oldest first.
pub(crate) fn due(now: Now) -> Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::State.eq(WAITING))
        .filter(job::Column::NotBefore.lte(micros(now)))
        .order_by_asc(job::Column::NotBefore)
}

/// The follow-ups of one dossier, in the order of its events.
pub(crate) fn of(dossier: Uuid) -> Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::Dossier.eq(dossier))
        .order_by_asc(job::Column::Number)
}

fn later(now: Now, span: SignedDuration) -> Now {
    Now(now.0.saturating_add(span).unwrap_or(now.0))
}

impl Store {
    /// The follow-ups that wait, at most `limit`, dossier by dossier.
    pub async fn waiting_jobs(&self, limit: u64) -> Result<Vec<JobKey>, Fault> {
        let rows = job::Entity::find()
            .filter(job::Column::State.eq(WAITING))
            .order_by_asc(job::Column::Dossier)
            .order_by_asc(job::Column::Number)
            .limit(limit)
            .all(self.reader())
            .await
            .doing("reading follow-ups")?;
        Ok(rows.iter().map(JobKey::of).collect())
    }

    /// How many follow-ups wait.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        job::Entity::find()
            .filter(job::Column::State.eq(WAITING))
            .count(self.reader())
            .await
            .doing("counting follow-ups")
    }

    /// Takes follow-ups that are due, at most `limit`: nobody else gets them for a quarter of an
    /// hour. Those that waited for days before anybody could deliver them end as stale.
    pub async fn claim_jobs(&self, now: Now, limit: u64) -> Result<Vec<ClaimedJob>, Fault> {
        // Asked for often and seldom found: then nothing has to be written.
        let next = due(now).limit(1).one(self.reader()).await;
        if next.doing("reading follow-ups")?.is_none() {
            return Ok(Vec::new());
        }
        match self.write(Write::ClaimJobs(now, limit)).await? {
            Reply::Jobs(claimed) => Ok(claimed),
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// Keeps how a try ended. Too late, when somebody else has tried since, it changes nothing.
    pub async fn settle_job(&self, job: ClaimedJob, tried: Tried) -> Result<(), Fault> {
        self.write(Write::SettleJob(job, tried)).await.map(|_| ())
    }

    /// The follow-ups of a dossier, in the order of its events.
    pub async fn jobs_of(&self, dossier: Uuid) -> Result<Vec<JobLine>, Fault> {
        let rows = of(dossier).all(self.reader()).await;
        Ok(rows
            .doing("reading follow-ups")?
            .iter()
            .map(|row| JobLine {
                key: JobKey::of(row),
                attempts: u32::try_from(row.attempts).unwrap_or_default(),
                end: JobEnd::from_row(row).map(|end| (end, row.ended_at.and_then(now_from))),
            })
            .collect())
    }

    /// Waits until a command has been carried out here, after which something may have to be told.
    pub async fn something_done(&self) {
        self.shared.done.notified().await;
    }
}
