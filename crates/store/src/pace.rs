//! How long steps took, counted in the transaction that ends them; and what is therefore usual,
//! held in memory and learnt anew once a day.

use std::collections::BTreeMap;

use domain::dossier::Dossier;
use domain::dossier::after::after;
use domain::dossier::event::Recorded;
use domain::dossier::pace::{Bucket, StepDone, UsualTimes, Work, is_end_of_step, step_done};
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use domain::workflow::StepKind;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryOrder as _};

use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::pace;
use crate::{Shared, Store};

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

/// The steps that officials do, by the names they are kept under.
const STEPS: [(StepKind, &str); 4] = [
    (StepKind::Reception, "reception"),
    (StepKind::Examination, "examination"),
    (StepKind::Decision, "decision"),
    (StepKind::Records, "records"),
];

impl Store {
    /// Learns anew what steps usually take, from all that were counted. What is sorted already
    /// keeps its place until something happens to it.
    pub async fn learn_usual_times(&self) -> Result<(), Fault> {
        let counts = pace::Entity::find()
            .all(self.reader())
            .await
            .doing("reading how long steps took")?;
        let usual = UsualTimes::learn(counts.iter().filter_map(counted));
        self.shared.keep_usual_times(usual);
        Ok(())
    }
}

/// By when work on a dossier should begin, as far as is known here and now.
pub(crate) fn start_by(shared: &Shared, dossier: &Dossier, rules: &Rulebook) -> Option<i64> {
    dossier.start_by(&shared.usual_times(), rules).map(micros)
}

/// Where a step that was done is counted: procedure, unit, step, bucket.
pub(crate) type Cell = (String, String, &'static str, u8);

/// How many steps were done, by cell and in its order.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<Cell, i64>);

impl Counts {
    /// Counts the steps that these events end, which lead on from `before`.
    pub(crate) fn follow<'a>(
        &mut self,
        before: Option<Dossier>,
        events: impl IntoIterator<Item = &'a Recorded>,
    ) {
        let mut dossier = before;
        for recorded in events {
            let done = dossier.as_ref().and_then(|at| step_done(at, recorded));
            if let Some(cell) = done.and_then(cell_of) {
                *self.0.entry(cell).or_default() += 1;
            }
            dossier = after(dossier, recorded);
        }
    }

    /// Writes the counts where there are none yet.
    pub(crate) async fn insert(self, conn: &impl ConnectionTrait) -> Result<(), Fault> {
        let rows: Vec<pace::Model> = self.0.into_iter().map(row_of).collect();
        for rows in rows.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            pace::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing how long steps took")?;
        }
        Ok(())
    }
}

/// Counts the steps that new events end.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    before: Option<&Dossier>,
    events: &[Recorded],
) -> Result<(), Fault> {
    // Most writes end no step: then no dossier is copied.
    if !events
        .iter()
        .any(|recorded| is_end_of_step(&recorded.event))
    {
        return Ok(());
    }
    let mut counts = Counts::default();
    counts.follow(before.cloned(), events);
    // In sorted key order, so that two writes cannot wait for each other in a circle.
    for (cell, by) in counts.0 {
        count(conn, cell, by).await?;
    }
    Ok(())
}

/// Drops every count, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    pace::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping how long steps took")?;
    Ok(())
}

/// Every count as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = pace::Entity::find()
        .order_by_asc(pace::Column::Procedure)
        .order_by_asc(pace::Column::Unit)
        .order_by_asc(pace::Column::Step)
        .order_by_asc(pace::Column::Bucket)
        .all(conn)
        .await
        .doing("reading how long steps took")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

async fn count(conn: &impl ConnectionTrait, cell: Cell, by: i64) -> Result<(), Fault> {
    let key = [
        pace::Column::Procedure,
        pace::Column::Unit,
        pace::Column::Step,
        pace::Column::Bucket,
    ];
    let added = Expr::col((pace::Entity, pace::Column::Count)).add(by);
    pace::Entity::insert(row_of((cell, by)).into_active_model())
        .on_conflict(
            OnConflict::columns(key)
                .value(pace::Column::Count, added)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("counting how long a step took")?;
    Ok(())
}

fn cell_of(done: StepDone) -> Option<Cell> {
    let StepDone { work, took } = done;
    let (_, step) = STEPS.iter().find(|(kind, _)| *kind == work.kind)?;
    let (procedure, unit) = (work.procedure.as_str(), work.unit.as_str());
    Some((procedure.to_owned(), unit.to_owned(), *step, took.number()))
}

fn row_of(((procedure, unit, step, bucket), count): (Cell, i64)) -> pace::Model {
    pace::Model {
        procedure,
        unit,
        step: step.to_owned(),
        bucket: i64::from(bucket),
        count,
    }
}

/// A count as the rules read it; none of what no step or bucket of this program is.
fn counted(row: &pace::Model) -> Option<(Work, Bucket, u64)> {
    let (kind, _) = STEPS.iter().find(|(_, step)| *step == row.step)?;
    let work = Work {
        procedure: row.procedure.parse().ok()?,
        unit: AgencyId::from_stored(row.unit.as_str()),
        kind: *kind,
    };
    let bucket = Bucket::from_number(u8::try_from(row.bucket).ok()?)?;
    Some((work, bucket, u64::try_from(row.count).ok()?))
}
