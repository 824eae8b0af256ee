//! What agencies made of their promises, in numbers that anybody may read: counted by month in the
//! transaction that settles, apologises or ends late.

use std::collections::BTreeMap;

use domain::dossier::Dossier;
use domain::dossier::after::after;
use domain::dossier::event::{Event, Recorded};
use domain::dossier::punctuality::Punctuality;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};

use crate::fault::{Doing as _, Fault};
use crate::rows::settlement;
use crate::{Store, asked_again};

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

/// Whole months: those of the first and the last day, and all between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// A day of the first month.
    pub first: Date,
    /// A day of the last month.
    pub last: Date,
}

/// What an agency made of its promises in some months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisesKept {
    /// The agency that answers.
    pub agency: AgencyId,
    /// Dossiers whose result was recorded.
    pub settled: u64,
    /// Dossiers for which it apologised.
    pub apologised: u64,
    /// Dossiers that ended late without an apology.
    pub unexcused: u64,
    /// Supplement requests beyond the one that is allowed.
    pub asked_again: u64,
}

impl Store {
    /// What each agency made of its promises in these months; `agencies` are those that may have
    /// asked again. Whoever did nothing of it is left out.
    pub async fn promises_kept(
        &self,
        agencies: &[AgencyId],
        months: Months,
    ) -> Result<Vec<PromisesKept>, Fault> {
        let mut sums: BTreeMap<String, (Sums, i64)> = BTreeMap::new();
        let rows = of_months(months)
            .all(self.reader())
            .await
            .doing("reading what agencies settled")?;
        for row in rows {
            let (sums, _) = sums.entry(row.competent.clone()).or_default();
            sums.add(&Sums::of(&row));
        }
        let (from, to) = (months.first.first_of_month(), months.last.last_of_month());
        let again = asked_again::of_agencies(agencies, from, to)
            .all(self.reader())
            .await
            .doing("reading how often was asked again")?;
        for row in again {
            sums.entry(row.competent).or_default().1 += row.count;
        }
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        let kept = sums
            .into_iter()
            .map(|(agency, (sums, again))| PromisesKept {
                agency: AgencyId::from_stored(agency),
                settled: count(sums.settled),
                apologised: count(sums.apologised),
                unexcused: count(sums.unexcused),
                asked_again: count(again),
            });
        Ok(kept.collect())
    }
}

/// The counts of these months.
pub(crate) fn of_months(months: Months) -> Select<settlement::Entity> {
    settlement::Entity::find()
        .filter(settlement::Column::Month.gte(month_of(months.first)))
        .filter(settlement::Column::Month.lte(month_of(months.last)))
}

/// The month of a day as it is kept: `2026-03`.
fn month_of(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Where it is counted: month, agency.
type Cell = (String, String);

/// What is counted in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    settled: i64,
    apologised: i64,
    unexcused: i64,
}

impl Sums {
    fn of(row: &settlement::Model) -> Self {
        Self {
            settled: row.settled,
            apologised: row.apologised,
            unexcused: row.unexcused,
        }
    }

    fn add(&mut self, more: &Self) {
        self.settled += more.settled;
        self.apologised += more.apologised;
        self.unexcused += more.unexcused;
    }

    /// What an event adds that led to this dossier.
    fn of_event(recorded: &Recorded, was_settled: bool, dossier: &Dossier) -> Self {
        let ends = !was_settled && dossier.settled_at.is_some();
        let is_late = dossier.punctuality() == Some(Punctuality::Late);
        Self {
            settled: matches!(recorded.event, Event::ResultRecorded { .. }).into(),
            apologised: matches!(recorded.event, Event::Apologised(_)).into(),
            unexcused: (ends && is_late && dossier.apology.is_none()).into(),
        }
    }
}

/// What was counted, by cell and in its order.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<Cell, Sums>);

impl Counts {
    /// Counts what these events settle, apologise for or end late, which lead on from `before`.
    pub(crate) fn follow<'a>(
        &mut self,
        before: Option<Dossier>,
        events: impl Iterator<Item = &'a Recorded> + Clone,
    ) {
        // Most writes end nothing: then no dossier is replayed.
        if !events.clone().any(counts) {
            return;
        }
        let mut dossier = before;
        for recorded in events {
            let was_settled = dossier.as_ref().is_some_and(|was| was.settled_at.is_some());
            dossier = after(dossier, recorded);
            let Some(dossier) = dossier.as_ref() else {
                continue;
            };
            let more = Sums::of_event(recorded, was_settled, dossier);
            if more != Sums::default() {
                let cell = cell_of(dossier, recorded);
                self.0.entry(cell).or_default().add(&more);
            }
        }
    }

    /// Writes the counts where there are none yet.
    pub(crate) async fn insert(self, conn: &impl ConnectionTrait) -> Result<(), Fault> {
        let rows: Vec<settlement::Model> = self.0.into_iter().map(row_of).collect();
        for rows in rows.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            settlement::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing what agencies settled")?;
        }
        Ok(())
    }
}

/// Counts what new events settle, apologise for or end late.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    before: Option<&Dossier>,
    events: &[Recorded],
) -> Result<(), Fault> {
    if !events.iter().any(counts) {
        return Ok(());
    }
    let mut counted = Counts::default();
    counted.follow(before.cloned(), events.iter());
    // In sorted key order, so that two writes cannot wait for each other in a circle.
    for (cell, sums) in counted.0 {
        count(conn, cell, sums).await?;
    }
    Ok(())
}

/// Drops every count, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    settlement::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping what agencies settled")?;
    Ok(())
}

/// Every count as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = settlement::Entity::find()
        .order_by_asc(settlement::Column::Month)
        .order_by_asc(settlement::Column::Competent)
        .all(conn)
        .await
        .doing("reading what agencies settled")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

async fn count(conn: &impl ConnectionTrait, cell: Cell, more: Sums) -> Result<(), Fault> {
    use settlement::Column;
    let added = |column: Column, by: i64| Expr::col((settlement::Entity, column)).add(by);
    let key = [Column::Month, Column::Competent];
    settlement::Entity::insert(row_of((cell, more)).into_active_model())
        .on_conflict(
            OnConflict::columns(key)
                .value(Column::Settled, added(Column::Settled, more.settled))
                .value(
                    Column::Apologised,
                    added(Column::Apologised, more.apologised),
                )
                .value(Column::Unexcused, added(Column::Unexcused, more.unexcused))
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("counting what agencies settled")?;
    Ok(())
}

/// Whether an event can be one that counts.
fn counts(recorded: &Recorded) -> bool {
    matches!(
        recorded.event,
        Event::ResultRecorded { .. }
            | Event::Apologised(_)
            | Event::ReceptionRefused { .. }
            | Event::Withdrawn { .. }
            | Event::Stopped { .. }
    )
}

/// The agency that answers for it, in that month.
fn cell_of(dossier: &Dossier, recorded: &Recorded) -> Cell {
    let agency = dossier.competent.as_str().to_owned();
    (month_of(recorded.at.today()), agency)
}

fn row_of(((month, competent), sums): (Cell, Sums)) -> settlement::Model {
    settlement::Model {
        month,
        competent,
        settled: sums.settled,
        apologised: sums.apologised,
        unexcused: sums.unexcused,
    }
}
