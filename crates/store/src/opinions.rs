//! What units were asked for their opinion: one row for each who was asked, derived from its dossier
//! in the transaction of each write; the inbox of a unit, what time claims, and the figures.

mod figures;
mod time;

pub use figures::OpinionFigures;
pub(crate) use figures::of_period as figures_of;
pub(crate) use time::due;

use domain::dossier::code::DossierCode;
use domain::dossier::consultation::{Consultation, Opinion, OpinionStanding};
use domain::dossier::{Dossier, Now};
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Iterable as _,
    Order, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::opinion;

/// Rows written by one statement: far from the most values that an engine takes.
const ROWS_MAX: usize = 500;

/// An opinion as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionLine {
    /// The dossier.
    pub dossier: Uuid,
    /// Its code.
    pub code: DossierCode,
    /// The procedure's code.
    pub procedure: String,
    /// The opinion's number in the dossier.
    pub number: u16,
    /// The unit that asks.
    pub lead: AgencyId,
    /// The unit that is asked; none outside.
    pub unit: Option<AgencyId>,
    /// The official who has it there.
    pub officer: Option<OfficialId>,
    /// Where it stands.
    pub standing: OpinionStanding,
    /// When it was asked.
    pub asked_at: Now,
    /// By when it is to be answered.
    pub due_at: Now,
    /// When its silence was put before the head of the unit.
    pub escalated_at: Option<Now>,
    /// When it was answered.
    pub answered_at: Option<Now>,
    /// Whether the answer came late.
    pub late: bool,
    /// Whether silence was recorded.
    pub silent: bool,
    /// Whether an answer was returned.
    pub bounced: bool,
}

impl Store {
    /// What these units are to answer, the earliest due first: at most `limit`.
    pub async fn opinions_waiting(
        &self,
        units: &[AgencyId],
        limit: u64,
    ) -> Result<Vec<OpinionLine>, Fault> {
        let rows = of_units(units, OpinionStanding::Waiting, Order::Asc).limit(limit);
        self.opinion_lines(rows).await
    }

    /// What these units answered, the latest due first: at most `limit`.
    pub async fn opinions_answered(
        &self,
        units: &[AgencyId],
        limit: u64,
    ) -> Result<Vec<OpinionLine>, Fault> {
        let rows = of_units(units, OpinionStanding::Answered, Order::Desc).limit(limit);
        self.opinion_lines(rows).await
    }

    async fn opinion_lines(
        &self,
        rows: Select<opinion::Entity>,
    ) -> Result<Vec<OpinionLine>, Fault> {
        let rows = rows.all(self.reader()).await;
        let rows = rows.doing("reading opinions")?;
        rows.into_iter().map(line).collect()
    }
}

/// The rows of some units that stand so, by when they are due.
pub(crate) fn of_units(
    units: &[AgencyId],
    standing: OpinionStanding,
    order: Order,
) -> Select<opinion::Entity> {
    use opinion::Column as C;
    opinion::Entity::find()
        .filter(C::Unit.is_in(units.iter().map(AgencyId::as_str)))
        .filter(C::Standing.eq(standing.name()))
        .order_by(C::DueAt, order.clone())
        .order_by(C::Dossier, order.clone())
        .order_by(C::Number, order)
}

/// Keeps the rows of a dossier that changed.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    id: Uuid,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), Fault> {
    if after.consultations.is_empty() {
        return Ok(());
    }
    let was = before.map(|before| rows_of(id, before)).unwrap_or_default();
    let rows: Vec<opinion::Model> = rows_of(id, after)
        .into_iter()
        .filter(|row| !was.contains(row))
        .collect();
    write(conn, rows).await
}

/// Drops every row, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    opinion::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping opinions")?;
    Ok(())
}

/// Writes the rows of these dossiers.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    dossiers: &[(Uuid, Dossier)],
) -> Result<(), Fault> {
    let rows = dossiers
        .iter()
        .flat_map(|(id, dossier)| rows_of(*id, dossier));
    write(conn, rows.collect()).await
}

/// Every row as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = opinion::Entity::find()
        .order_by_asc(opinion::Column::Dossier)
        .order_by_asc(opinion::Column::Number)
        .all(conn)
        .await
        .doing("reading opinions")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

async fn write(conn: &impl ConnectionTrait, rows: Vec<opinion::Model>) -> Result<(), Fault> {
    use opinion::Column as C;
    let others = || C::iter().filter(|column| !matches!(column, C::Dossier | C::Number));
    for rows in rows.chunks(ROWS_MAX) {
        let rows = rows.iter().map(|row| row.clone().into_active_model());
        opinion::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([C::Dossier, C::Number])
                    .update_columns(others())
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await
            .doing("writing opinions")?;
    }
    Ok(())
}

fn rows_of(id: Uuid, dossier: &Dossier) -> Vec<opinion::Model> {
    let opinions = dossier.opinions();
    opinions
        .map(|(round, opinion)| row_of(id, dossier, round, opinion))
        .collect()
}

fn row_of(id: Uuid, dossier: &Dossier, round: &Consultation, opinion: &Opinion) -> opinion::Model {
    let standing = round.standing(opinion);
    let waits = standing == OpinionStanding::Waiting;
    let moment = |local| micros(Now::from_local(local));
    let answer = opinion.answer();
    opinion::Model {
        dossier: id,
        number: i64::from(opinion.number),
        consultation: i64::from(round.number),
        code: dossier.code.as_str().to_owned(),
        procedure: dossier.procedure.as_str().to_owned(),
        lead: round.lead.as_str().to_owned(),
        unit: opinion.unit().map(|unit| unit.as_str().to_owned()),
        officer: opinion.officer().map(|officer| officer.0),
        standing: standing.name().to_owned(),
        asked_at: micros(round.asked_at),
        asked_on: round.asked_at.today().to_string(),
        due_at: moment(opinion.due),
        claim_at: waits.then(|| moment(opinion.next_claim())),
        escalated_at: opinion.escalated.map(|escalated| micros(escalated.at)),
        answered_at: answer.map(|answer| micros(answer.at)),
        used: answer.map(|answer| i64::from(answer.used)),
        late: opinion.was_late(),
        silent: opinion.silent_at.is_some(),
        bounced: opinion.bounced.is_some(),
        times_back: i64::try_from(opinion.times_back()).unwrap_or(i64::MAX),
    }
}

fn line(row: opinion::Model) -> Result<OpinionLine, Fault> {
    let damaged = || Fault::damaged(format!("opinion {} of {}", row.number, row.dossier));
    Ok(OpinionLine {
        dossier: row.dossier,
        code: row.code.parse().map_err(|_| damaged())?,
        number: u16::try_from(row.number).map_err(|_| damaged())?,
        lead: AgencyId::from_stored(row.lead.clone()),
        unit: row.unit.as_deref().map(AgencyId::from_stored),
        officer: row.officer.map(OfficialId),
        standing: OpinionStanding::from_name(&row.standing).ok_or_else(damaged)?,
        asked_at: now_from(row.asked_at).ok_or_else(damaged)?,
        due_at: now_from(row.due_at).ok_or_else(damaged)?,
        escalated_at: row.escalated_at.and_then(now_from),
        answered_at: row.answered_at.and_then(now_from),
        late: row.late,
        silent: row.silent,
        bounced: row.bounced,
        procedure: row.procedure.clone(),
    })
}
