//! What is open beside the main step of a dossier: derived from it, kept in the same transaction;
//! and what of it time closes, once, however many servers look.

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::course::Beside;
use domain::dossier::personal::Personal;
use domain::dossier::{Dossier, Now};
use domain::people::agency::AgencyId;
use domain::people::{Actor, Role};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::keys::{fresh_id, random};
use crate::record::micros;
use crate::rows::beside;
use crate::write::DossierWrite;

/// Rows written by one statement.
const ROWS_MAX: usize = 500;

/// Dossiers that are looked at together.
const PAGE: u64 = 100;

/// What never runs out.
const NEVER: i64 = i64::MAX;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// What the applicant reads where a process ends because nothing came.
const SILENCE: &str = "Đã quá thời gian chờ theo quy trình mà chưa nhận được phản hồi.";

fn rows_of(id: Uuid, dossier: &Dossier) -> Vec<beside::Model> {
    let Some(course) = dossier.course.as_ref().filter(|_| dossier.is_open()) else {
        return Vec::new();
    };
    let row = |one: &Beside| {
        let since = course.since.get(&one.key).map_or(0, |since| micros(*since));
        let least = one.kind.least_minutes();
        beside::Model {
            dossier: id,
            key: one.key.clone(),
            unit: one.unit.as_str().to_owned(),
            role: one.kind.role().map_or("", Role::name).to_owned(),
            over_after: least.map_or(NEVER, |minutes| {
                since.saturating_add(minutes.saturating_mul(MINUTE))
            }),
        }
    };
    course.beside.iter().map(row).collect()
}

/// Keeps the rows in step with a dossier that changed.
pub(crate) async fn keep(
    conn: &impl ConnectionTrait,
    id: Uuid,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), Fault> {
    let stood = before.map_or_else(Vec::new, |before| rows_of(id, before));
    let stands = rows_of(id, after);
    if stood == stands {
        return Ok(());
    }
    if !stood.is_empty() {
        beside::Entity::delete_many()
            .filter(beside::Column::Dossier.eq(id))
            .exec(conn)
            .await
            .doing("dropping what was open beside")?;
    }
    write(conn, stands).await
}

/// Writes the rows of dossiers that have none yet.
pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    dossiers: &[(Uuid, Dossier)],
) -> Result<(), Fault> {
    let rows = dossiers
        .iter()
        .flat_map(|(id, dossier)| rows_of(*id, dossier));
    write(conn, rows.collect()).await
}

async fn write(conn: &impl ConnectionTrait, rows: Vec<beside::Model>) -> Result<(), Fault> {
    for rows in rows.chunks(ROWS_MAX) {
        let rows = rows.iter().map(|row| row.clone().into_active_model());
        beside::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await
            .doing("writing what is open beside")?;
    }
    Ok(())
}

/// Drops every row, to be made anew.
pub(crate) async fn drop_all(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    beside::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping what was open beside")?;
    Ok(())
}

/// Every row as text, in a fixed order.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = beside::Entity::find()
        .order_by_asc(beside::Column::Dossier)
        .order_by_asc(beside::Column::Key)
        .all(conn)
        .await
        .doing("reading what is open beside")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

/// The ids of the dossiers in which a unit has a step beside the main one.
pub(crate) fn ids_of(unit: &AgencyId) -> SelectStatement {
    beside::Entity::find()
        .select_only()
        .column(beside::Column::Dossier)
        .filter(beside::Column::Unit.eq(unit.as_str()))
        .filter(beside::Column::Role.gt(""))
        .into_query()
}

/// The ids of the dossiers in which one of these units has a step beside the main one.
pub(crate) fn steps_of(units: &[&AgencyId]) -> Select<beside::Entity> {
    beside::Entity::find()
        .select_only()
        .column(beside::Column::Dossier)
        .filter(beside::Column::Unit.is_in(units.iter().map(|id| id.as_str())))
        .filter(beside::Column::Role.gt(""))
}

/// What time may have closed by now, behind a place.
fn over_by(now: Now, after: Option<(i64, Uuid)>) -> Select<beside::Entity> {
    use beside::Column as C;
    use sea_orm::sea_query::{Expr, ExprTrait as _};
    beside::Entity::find()
        .filter(C::OverAfter.lte(micros(now)))
        .apply_if(after, |query, (at, dossier)| {
            let place = Expr::tuple([C::OverAfter.into_expr(), C::Dossier.into_expr()]);
            query.filter(place.gt(Expr::tuple([Expr::value(at), Expr::value(dossier)])))
        })
        .order_by_asc(C::OverAfter)
        .order_by_asc(C::Dossier)
}

impl Store {
    /// Closes what time has closed by now, each by a command and a commit of its own, and answers
    /// how much it was. Of several servers one closes it: the others are told that it is not open.
    pub async fn run_out(&self, now: Now) -> Result<u64, Fault> {
        let rules = self.rulebook().await?;
        let mut closed = 0;
        let mut after = None;
        loop {
            let rows = over_by(now, after).limit(PAGE).all(self.reader()).await;
            let rows = rows.doing("looking what ran out")?;
            let Some(last) = rows.last() else {
                return Ok(closed);
            };
            after = Some((last.over_after, last.dossier));
            for row in rows {
                let Some(loaded) = self.find_by_id(row.dossier).await? else {
                    continue;
                };
                let dossier = &loaded.dossier;
                let calendar = rules.calendar_for(&dossier.competent, now.today());
                let is_over = |course: &domain::dossier::course::Course| {
                    course.over_by(calendar, now).contains(&row.key.as_str())
                };
                if !dossier.course.as_ref().is_some_and(is_over) {
                    continue;
                }
                let write = running_out(dossier.code.clone(), row.key, now);
                if self.carry_out(write).await?.is_ok() {
                    closed += 1;
                }
            }
        }
    }
}

fn running_out(code: DossierCode, key: String, now: Now) -> DossierWrite {
    DossierWrite {
        once: None,
        actor: Actor::System,
        now,
        code: Some(code),
        seen: None,
        id: fresh_id(),
        command: Command::RunOut {
            key,
            reason: Personal {
                id: fresh_id(),
                salt: random(),
                value: SILENCE.to_owned(),
            },
        },
    }
}
