//! Follow-ups that wait: written with the events that caused them, taken later.

use domain::dossier::event::Recorded;
use domain::dossier::follow_up::{FollowUp, follow_up};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::job;
use crate::write::Write;

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
                state: "waiting".to_owned(),
                not_before: micros(recorded.at),
                attempts: 0,
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

pub(crate) async fn done(conn: &impl ConnectionTrait, keys: &[JobKey]) -> Result<(), Fault> {
    for key in keys {
        job::Entity::delete_by_id((key.dossier, i64::from(key.number), key.purpose.clone()))
            .exec(conn)
            .await
            .doing("ending a follow-up")?;
    }
    Ok(())
}

impl Store {
    /// The oldest follow-ups that wait, at most `limit`.
    pub async fn waiting_jobs(&self, limit: u64) -> Result<Vec<JobKey>, Fault> {
        let rows = job::Entity::find()
            .filter(job::Column::State.eq("waiting"))
            .order_by_asc(job::Column::Dossier)
            .order_by_asc(job::Column::Number)
            .limit(limit)
            .all(self.reader())
            .await
            .doing("reading follow-ups")?;
        Ok(rows
            .into_iter()
            .map(|row| JobKey {
                dossier: row.dossier,
                number: u32::try_from(row.number).unwrap_or_default(),
                purpose: row.purpose,
            })
            .collect())
    }

    /// How many follow-ups wait.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        job::Entity::find()
            .count(self.reader())
            .await
            .doing("counting follow-ups")
    }

    /// Ends follow-ups that were delivered.
    pub async fn end_jobs(&self, keys: Vec<JobKey>) -> Result<(), Fault> {
        self.write(Write::JobsDone(keys)).await.map(|_| ())
    }
}
