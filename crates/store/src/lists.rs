//! List rows and counts: derived from a dossier, kept in the same transaction, never asked by rules.

use std::collections::BTreeMap;

use domain::dossier::Dossier;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::{listing, tally};

/// The due moment of a dossier without a promise: after every real one.
pub(crate) const NO_PROMISE: i64 = i64::MAX;

/// The day under which dossiers without a promise are counted.
const NO_DAY: &str = "9999-12-31";

/// The row that lists show for a dossier; without a `start_by` it should begin when it is due.
pub(crate) fn listing_row(id: Uuid, dossier: &Dossier, start_by: Option<i64>) -> listing::Model {
    let due_at = dossier.promise.as_ref().map_or(NO_PROMISE, |promise| {
        micros(domain::dossier::Now::from_local(promise.due))
    });
    listing::Model {
        dossier: id,
        code: dossier.code.as_str().to_owned(),
        procedure: dossier.procedure.as_str().to_owned(),
        procedure_version: i64::from(dossier.version),
        channel: channel_name(dossier.channel).to_owned(),
        desk: dossier.desk.as_str().to_owned(),
        unit: dossier.unit().as_str().to_owned(),
        competent: dossier.competent.as_str().to_owned(),
        officer: dossier
            .holding()
            .and_then(|holding| holding.officer)
            .map(|officer| officer.0),
        stage: dossier.stage.name().to_owned(),
        status: i64::from(dossier.national_status().code()),
        open: dossier.is_open(),
        paused: dossier.is_open() && dossier.is_paused(),
        submitted_at: micros(dossier.submitted_at),
        received_at: dossier.received_at.map(micros),
        due_at,
        start_by: start_by.unwrap_or(due_at),
        settled_at: dossier.settled_at.map(micros),
        last_number: i64::from(dossier.number),
        last_at: micros(dossier.last_at),
        owed: i64::try_from(dossier.owed().amount()).unwrap_or(i64::MAX),
        applicant: dossier.applicant.id,
    }
}

fn channel_name(channel: domain::procedure::Channel) -> &'static str {
    use domain::procedure::Channel;
    match channel {
        Channel::Desk => "desk",
        Channel::Online => "online",
        Channel::Post => "post",
    }
}

/// Keeps list row and counts in step with a dossier that changed.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    row: listing::Model,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), Fault> {
    let id = row.dossier;
    if before.is_none() {
        listing::Entity::insert(row.into_active_model())
            .exec_without_returning(conn)
            .await
            .doing("writing a list row")?;
    } else {
        let mut row = row.into_active_model().reset_all();
        row.dossier = Unchanged(id);
        listing::Entity::update_many()
            .set(row)
            .filter(listing::Column::Dossier.eq(id))
            .exec(conn)
            .await
            .doing("updating a list row")?;
    }
    let mut change: BTreeMap<Cell, i64> = BTreeMap::new();
    if let Some(cell) = before.and_then(cell_of) {
        *change.entry(cell).or_default() -= 1;
    }
    if let Some(cell) = cell_of(after) {
        *change.entry(cell).or_default() += 1;
    }
    // In sorted key order, so that two transfers cannot wait for each other in a circle.
    for (cell, by) in change.into_iter().filter(|(_, by)| *by != 0) {
        count(conn, &cell, by).await?;
    }
    Ok(())
}

/// Where an open dossier is counted: unit, stage, promised day.
pub(crate) type Cell = (String, String, String);

pub(crate) fn cell_of(dossier: &Dossier) -> Option<Cell> {
    let day = || {
        dossier.promise.as_ref().map_or_else(
            || NO_DAY.to_owned(),
            |promise| promise.due.date().to_string(),
        )
    };
    dossier.is_open().then(|| {
        (
            dossier.unit().as_str().to_owned(),
            dossier.stage.name().to_owned(),
            day(),
        )
    })
}

async fn count(conn: &impl ConnectionTrait, cell: &Cell, by: i64) -> Result<(), Fault> {
    let (unit, stage, due_on) = cell.clone();
    let row = tally::ActiveModel {
        unit: Set(unit.clone()),
        stage: Set(stage.clone()),
        due_on: Set(due_on.clone()),
        count: Set(by),
    };
    let key = [
        tally::Column::Unit,
        tally::Column::Stage,
        tally::Column::DueOn,
    ];
    let added = Expr::col((tally::Entity, tally::Column::Count)).add(by);
    tally::Entity::insert(row)
        .on_conflict(
            OnConflict::columns(key)
                .value(tally::Column::Count, added)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("counting")?;
    if by < 0 {
        tally::Entity::delete_many()
            .filter(tally::Column::Unit.eq(unit))
            .filter(tally::Column::Stage.eq(stage))
            .filter(tally::Column::DueOn.eq(due_on))
            .filter(tally::Column::Count.eq(0))
            .exec(conn)
            .await
            .doing("counting")?;
    }
    Ok(())
}
