//! Supplement requests beyond the one that is allowed, counted by the agency that answers for them,
//! in the transaction that sends them.

use std::collections::BTreeMap;

use domain::dossier::Dossier;
use domain::dossier::after::after;
use domain::dossier::event::{Event, Recorded};
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::lateness::AgencyPeriod;
use crate::rows::asked_again as again;

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

impl Store {
    /// How many further requests an agency sent in a period.
    pub async fn asked_again_count(&self, period: &AgencyPeriod) -> Result<u64, Fault> {
        let rows = of_period(period)
            .all(self.reader())
            .await
            .doing("reading how often was asked again")?;
        let count: i64 = rows.iter().map(|row| row.count).sum();
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

/// The counts of a period.
pub(crate) fn of_period(period: &AgencyPeriod) -> Select<again::Entity> {
    again::Entity::find()
        .filter(again::Column::Competent.eq(period.agency.as_str()))
        .filter(again::Column::Day.gte(period.from.to_string()))
        .filter(again::Column::Day.lte(period.to.to_string()))
}

/// The counts of these agencies between two days.
pub(crate) fn of_agencies(agencies: &[AgencyId], from: Date, to: Date) -> Select<again::Entity> {
    let agencies = agencies.iter().map(AgencyId::as_str);
    again::Entity::find()
        .filter(again::Column::Competent.is_in(agencies))
        .filter(again::Column::Day.gte(from.to_string()))
        .filter(again::Column::Day.lte(to.to_string()))
}

/// Where a request is counted: agency, day.
type Cell = (String, String);

/// How many further requests were sent, by cell and in its order.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<Cell, i64>);

impl Counts {
    /// Counts the further requests among these events, which lead on from `before`.
    pub(crate) fn follow<'a>(
        &mut self,
        before: Option<Dossier>,
        events: impl Iterator<Item = &'a Recorded> + Clone,
    ) {
        // Most dossiers are asked once: then none is replayed.
        if !events.clone().any(is_further) {
            return;
        }
        let mut dossier = before;
        for recorded in events {
            if let Some(dossier) = dossier.as_ref().filter(|_| is_further(recorded)) {
                let cell = cell_of(dossier, recorded);
                *self.0.entry(cell).or_default() += 1;
            }
            dossier = after(dossier, recorded);
        }
    }

    /// Writes the counts where there are none yet.
    pub(crate) async fn insert(self, conn: &impl ConnectionTrait) -> Result<(), Fault> {
        let rows: Vec<again::Model> = self.0.into_iter().map(row_of).collect();
        for rows in rows.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            again::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing how often was asked again")?;
        }
        Ok(())
    }
}

/// Counts the further requests among new events.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    before: Option<&Dossier>,
    events: &[Recorded],
) -> Result<(), Fault> {
    if !events.iter().any(is_further) {
        return Ok(());
    }
    let mut counts = Counts::default();
    counts.follow(before.cloned(), events.iter());
    for (cell, by) in counts.0 {
        count(conn, cell, by).await?;
    }
    Ok(())
}

/// Drops every count, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    again::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping how often was asked again")?;
    Ok(())
}

/// Every count as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = again::Entity::find()
        .order_by_asc(again::Column::Competent)
        .order_by_asc(again::Column::Day)
        .all(conn)
        .await
        .doing("reading how often was asked again")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

async fn count(conn: &impl ConnectionTrait, cell: Cell, by: i64) -> Result<(), Fault> {
    let key = [again::Column::Competent, again::Column::Day];
    let added = Expr::col((again::Entity, again::Column::Count)).add(by);
    again::Entity::insert(row_of((cell, by)).into_active_model())
        .on_conflict(
            OnConflict::columns(key)
                .value(again::Column::Count, added)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("counting a further request")?;
    Ok(())
}

fn is_further(recorded: &Recorded) -> bool {
    matches!(
        recorded.event,
        Event::SupplementAsked {
            again_because: Some(_),
            ..
        }
    )
}

/// The agency that answers for it on that day.
fn cell_of(dossier: &Dossier, recorded: &Recorded) -> Cell {
    let agency = dossier.competent.as_str().to_owned();
    (agency, recorded.at.today().to_string())
}

fn row_of(((competent, day), count): (Cell, i64)) -> again::Model {
    again::Model {
        competent,
        day,
        count,
    }
}
