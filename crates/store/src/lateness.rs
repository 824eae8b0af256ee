//! What an agency promised and did not keep, with and without an apology: one row a dossier,
//! derived from it in the transaction of each write.

use std::collections::HashSet;

use domain::dossier::apology::{Apology, LatenessCause};
use domain::dossier::code::DossierCode;
use domain::dossier::punctuality::Punctuality;
use domain::dossier::{Dossier, Now};
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Iterable as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::lateness;

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

/// A dossier that was late, or apologised for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateDossier {
    /// Its code.
    pub code: DossierCode,
    /// The procedure's code.
    pub procedure: String,
    /// The unit that examined it last.
    pub unit: Option<AgencyId>,
    /// Who examined it last.
    pub officer: Option<OfficialId>,
    /// The day of the apology, or of the result that came late without one.
    pub day: Date,
    /// The first promise.
    pub due_at: Now,
    /// The apology; none when there was none.
    pub apology: Option<SentApology>,
    /// When it was settled.
    pub settled_at: Option<Now>,
    /// Whether it was settled after its last promise.
    pub late: bool,
}

/// An apology as the ledger keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentApology {
    /// Why the promise is not kept.
    pub cause: LatenessCause,
    /// When it was sent.
    pub at: Now,
    /// Whether it was sent before the promise was broken.
    pub in_time: bool,
}

/// A period of an agency: first and last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyPeriod {
    /// The agency that answers for the dossiers.
    pub agency: AgencyId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Store {
    /// What an agency was late with, or apologised for, in a period: at most `limit`, by days.
    pub async fn late_dossiers(
        &self,
        period: &AgencyPeriod,
        limit: u64,
    ) -> Result<Vec<LateDossier>, Fault> {
        of_period(period)
            .limit(limit)
            .all(self.reader())
            .await
            .doing("reading what was late")?
            .into_iter()
            .map(late_dossier)
            .collect()
    }

    /// Those of these dossiers for which the agency apologised.
    pub async fn apologised_for(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, Fault> {
        let rows = apologies_among(ids)
            .all(self.reader())
            .await
            .doing("reading apologies")?;
        Ok(rows.into_iter().map(|row| row.dossier).collect())
    }
}

/// The rows of a period.
pub(crate) fn of_period(period: &AgencyPeriod) -> Select<lateness::Entity> {
    lateness::Entity::find()
        .filter(lateness::Column::Competent.eq(period.agency.as_str()))
        .filter(lateness::Column::Day.gte(period.from.to_string()))
        .filter(lateness::Column::Day.lte(period.to.to_string()))
        .order_by_asc(lateness::Column::Day)
        .order_by_asc(lateness::Column::Dossier)
}

/// The rows with an apology among these dossiers.
pub(crate) fn apologies_among(ids: &[Uuid]) -> Select<lateness::Entity> {
    lateness::Entity::find()
        .filter(lateness::Column::Dossier.is_in(ids.iter().copied()))
        .filter(lateness::Column::Cause.is_not_null())
}

/// Keeps the row of a dossier that changed.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    id: Uuid,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), Fault> {
    let was = before.and_then(|before| row_of(id, before));
    let Some(row) = row_of(id, after).filter(|row| was.as_ref() != Some(row)) else {
        return Ok(());
    };
    let others =
        lateness::Column::iter().filter(|column| !matches!(column, lateness::Column::Dossier));
    lateness::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(lateness::Column::Dossier)
                .update_columns(others)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("writing what is late")?;
    Ok(())
}

/// Drops every row, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    lateness::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping what was late")?;
    Ok(())
}

/// Writes the rows of these dossiers where there are none yet.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    dossiers: &[(Uuid, Dossier)],
) -> Result<(), Fault> {
    let rows: Vec<lateness::Model> = dossiers
        .iter()
        .filter_map(|(id, dossier)| row_of(*id, dossier))
        .collect();
    for rows in rows.chunks(ROWS_MAX) {
        let rows = rows.iter().map(|row| row.clone().into_active_model());
        lateness::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await
            .doing("writing what was late")?;
    }
    Ok(())
}

/// Every row as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = lateness::Entity::find()
        .order_by_asc(lateness::Column::Dossier)
        .all(conn)
        .await
        .doing("reading what was late")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

/// The row of a dossier that was settled late, or apologised for; none of every other.
fn row_of(id: Uuid, dossier: &Dossier) -> Option<lateness::Model> {
    let apology = dossier.apology.as_ref();
    let is_late = dossier.punctuality() == Some(Punctuality::Late);
    let late_at = dossier.settled_at.filter(|_| is_late);
    let day = apology.map(|apology| apology.at).or(late_at)?.today();
    let promised = dossier.promise.as_ref().map(|promise| promise.due);
    let due = apology.map(|apology| apology.was_due).or(promised)?;
    let examined_by = dossier.examined_by.as_ref();
    Some(lateness::Model {
        dossier: id,
        code: dossier.code.as_str().to_owned(),
        procedure: dossier.procedure.as_str().to_owned(),
        competent: dossier.competent.as_str().to_owned(),
        unit: examined_by.map(|held| held.unit.as_str().to_owned()),
        officer: examined_by
            .and_then(|held| held.officer)
            .map(|officer| officer.0),
        day: day.to_string(),
        due_at: micros(Now::from_local(due)),
        cause: apology.map(|apology| cause_name(apology.cause).to_owned()),
        apologised_at: apology.map(|apology| micros(apology.at)),
        in_time: apology.is_some_and(Apology::was_in_time),
        settled_at: dossier.settled_at.map(micros),
        late: is_late,
    })
}

fn cause_name(cause: LatenessCause) -> &'static str {
    match cause {
        LatenessCause::OfficerSlow => "officer_slow",
        LatenessCause::TooFewOfficials => "too_few_officials",
        LatenessCause::PassedOnLate => "passed_on_late",
        LatenessCause::CooperatingAgencySlow => "cooperating_agency_slow",
        LatenessCause::FurtherVerification => "further_verification",
        LatenessCause::RulesChanged => "rules_changed",
        LatenessCause::SystemDown => "system_down",
        LatenessCause::ForceMajeure => "force_majeure",
    }
}

fn cause_from(name: &str) -> Option<LatenessCause> {
    LatenessCause::ALL
        .into_iter()
        .find(|cause| cause_name(*cause) == name)
}

fn late_dossier(row: lateness::Model) -> Result<LateDossier, Fault> {
    let damaged = || Fault::damaged(format!("late dossier {}", row.dossier));
    let cause = row.cause.as_deref().and_then(cause_from);
    let sent_at = row.apologised_at.and_then(now_from);
    let apology = cause.zip(sent_at).map(|(cause, at)| SentApology {
        cause,
        at,
        in_time: row.in_time,
    });
    Ok(LateDossier {
        code: row.code.parse().map_err(|_| damaged())?,
        unit: row.unit.as_deref().map(AgencyId::from_stored),
        officer: row.officer.map(OfficialId),
        day: row.day.parse().map_err(|_| damaged())?,
        due_at: now_from(row.due_at).ok_or_else(damaged)?,
        apology,
        settled_at: row.settled_at.and_then(now_from),
        late: row.late,
        procedure: row.procedure.clone(),
    })
}
