//! Applications that an official typed for somebody who agreed to it, counted by the desk's day in
//! the transaction that opens them. They are of the desk, never online; this only tells how many.

use std::collections::BTreeMap;

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
use crate::rows::assisted_filing as filing;

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

impl Store {
    /// How many applications were filed with help at a desk on a day.
    pub async fn assisted_count(&self, desk: &AgencyId, day: Date) -> Result<u64, Fault> {
        let row = count_of(desk, day)
            .one(self.reader())
            .await
            .doing("reading how many were helped")?;
        Ok(row.map_or(0, |row| u64::try_from(row.count).unwrap_or_default()))
    }
}

/// The count of a desk's day.
pub(crate) fn count_of(desk: &AgencyId, day: Date) -> Select<filing::Entity> {
    filing::Entity::find()
        .filter(filing::Column::Desk.eq(desk.as_str()))
        .filter(filing::Column::Day.eq(day.to_string()))
}

/// Where an application is counted: desk, day.
type Cell = (String, String);

/// How many were helped, by cell and in its order.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<Cell, i64>);

impl Counts {
    /// Counts the help that these events tell of.
    pub(crate) fn follow<'a>(&mut self, events: impl IntoIterator<Item = &'a Recorded>) {
        for cell in events.into_iter().filter_map(cell_of) {
            *self.0.entry(cell).or_default() += 1;
        }
    }

    /// Writes the counts where there are none yet.
    pub(crate) async fn insert(self, conn: &impl ConnectionTrait) -> Result<(), Fault> {
        let rows: Vec<filing::Model> = self.0.into_iter().map(row_of).collect();
        for rows in rows.chunks(ROWS_MAX) {
            let rows = rows.iter().map(|row| row.clone().into_active_model());
            filing::Entity::insert_many(rows)
                .exec_without_returning(conn)
                .await
                .doing("writing how many were helped")?;
        }
        Ok(())
    }
}

/// Counts the help that new events tell of.
pub(crate) async fn keep(conn: &impl ConnectionTrait, events: &[Recorded]) -> Result<(), Fault> {
    let mut counts = Counts::default();
    counts.follow(events);
    for (cell, by) in counts.0 {
        count(conn, cell, by).await?;
    }
    Ok(())
}

/// Drops every count, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    filing::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping how many were helped")?;
    Ok(())
}

/// Every count as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = filing::Entity::find()
        .order_by_asc(filing::Column::Desk)
        .order_by_asc(filing::Column::Day)
        .all(conn)
        .await
        .doing("reading how many were helped")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

async fn count(conn: &impl ConnectionTrait, cell: Cell, by: i64) -> Result<(), Fault> {
    let key = [filing::Column::Desk, filing::Column::Day];
    let added = Expr::col((filing::Entity, filing::Column::Count)).add(by);
    filing::Entity::insert(row_of((cell, by)).into_active_model())
        .on_conflict(
            OnConflict::columns(key)
                .value(filing::Column::Count, added)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("counting help")?;
    Ok(())
}

/// The day of the desk where the application was filed, wherever the dossier goes later.
fn cell_of(recorded: &Recorded) -> Option<Cell> {
    let Event::Submitted(facts) = &recorded.event else {
        return None;
    };
    let desk = facts.desk.as_str().to_owned();
    let day = recorded.at.today().to_string();
    facts.assisted.map(|_| (desk, day))
}

fn row_of(((desk, day), count): (Cell, i64)) -> filing::Model {
    filing::Model { desk, day, count }
}
