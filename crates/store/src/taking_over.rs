//! What lies with units that have ended: where, how much, and taking it over in portions.

use std::collections::BTreeMap;

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::keys::fresh_id;
use crate::rows::{beside, listing};
use crate::write::{Done, DossierWrite, NotDone};

/// Dossiers of one portion: as many as one waits for.
const PORTION: u64 = 50;

/// Open dossiers that a unit left when it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The unit.
    pub unit: AgencyId,
    /// How many; each is counted once, at the unit that has it before the one that answers for it.
    pub count: u64,
}

/// A portion to be taken over.
#[derive(Clone, Copy, Debug)]
pub struct TakingOver<'a> {
    /// Who does it.
    pub actor: &'a Actor,
    /// When.
    pub now: Now,
    /// The unit that has ended.
    pub from: &'a AgencyId,
    /// The dossier after which the portion begins; what was refused before is not tried again.
    pub after: Option<Uuid>,
}

/// What became of a portion.
#[derive(Clone, Debug)]
pub struct TakenOver {
    /// Each dossier with its own answer.
    pub dossiers: Vec<(DossierCode, Result<Done, NotDone>)>,
    /// After which dossier the next portion begins; none when this was the last.
    pub next: Option<Uuid>,
}

impl Store {
    /// The units that ended before `day` and still have open dossiers, by their keys.
    pub async fn left_behind(&self, rules: &Rulebook, day: Date) -> Result<Vec<LeftBehind>, Fault> {
        use listing::Column as C;
        let ended: Vec<&AgencyId> = rules
            .organisation
            .all()
            .filter(|unit| unit.has_ended_by(day))
            .map(|unit| &unit.id)
            .collect();
        if ended.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<(String, String, String, i64)> = listing::Entity::find()
            .filter(listing::Column::Open.eq(true))
            .filter(place_of(&ended))
            .select_only()
            .column(C::Unit)
            .column(C::Competent)
            .column(C::Desk)
            .column_as(C::Dossier.count(), "dossiers")
            .group_by(C::Unit)
            .group_by(C::Competent)
            .group_by(C::Desk)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("counting what ended units left")?;
        let mut counts: BTreeMap<&AgencyId, u64> = BTreeMap::new();
        for (unit, competent, desk, count) in places {
            let first = [&unit, &competent, &desk]
                .into_iter()
                .find_map(|place| ended.iter().find(|id| id.as_str() == place));
            if let Some(id) = first {
                *counts.entry(*id).or_default() += u64::try_from(count).unwrap_or_default();
            }
        }
        for unit in self.left_beside(&ended).await? {
            *counts.entry(unit).or_default() += 1;
        }
        let left = counts.into_iter().map(|(unit, count)| LeftBehind {
            unit: unit.clone(),
            count,
        });
        Ok(left.collect())
    }

    /// Of every dossier in which only work beside lies with one of these units, that unit.
    async fn left_beside<'a>(&self, ended: &[&'a AgencyId]) -> Result<Vec<&'a AgencyId>, Fault> {
        let elsewhere = listing::Entity::find()
            .select_only()
            .column(listing::Column::Dossier)
            .filter(listing::Column::Open.eq(true))
            .filter(place_of(ended))
            .into_query();
        let rows: Vec<(Uuid, String)> = crate::beside::steps_of(ended)
            .column(beside::Column::Unit)
            .filter(beside::Column::Dossier.not_in_subquery(elsewhere))
            .order_by_asc(beside::Column::Dossier)
            .order_by_asc(beside::Column::Key)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("reading what ended units left beside")?;
        let by_dossier: BTreeMap<Uuid, String> = rows.into_iter().rev().collect();
        let unit_of = |unit: &String| ended.iter().copied().find(|id| id.as_str() == unit);
        Ok(by_dossier.values().filter_map(unit_of).collect())
    }

    /// Takes a portion over, each dossier by a command and a commit of its own. What is broken off
    /// goes on where it stopped: a dossier that was taken over lies elsewhere.
    pub async fn take_over(&self, portion: TakingOver<'_>) -> Result<TakenOver, Fault> {
        let mut rows = codes_at(portion.from, portion.after)
            .into_tuple::<(Uuid, String)>()
            .all(self.reader())
            .await
            .doing("reading what an ended unit left")?;
        let limit = usize::try_from(PORTION).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|(id, _)| *id);
        let mut dossiers = Vec::with_capacity(rows.len());
        for (id, code) in rows {
            let damaged = || Fault::damaged(format!("list row {id}"));
            let code: DossierCode = code.parse().map_err(|_| damaged())?;
            let write = DossierWrite {
                once: None,
                actor: portion.actor.clone(),
                now: portion.now,
                code: Some(code.clone()),
                seen: None,
                id: fresh_id(),
                command: Command::TakeOver,
            };
            dossiers.push((code, self.carry_out(write).await?));
        }
        Ok(TakenOver { dossiers, next })
    }
}

/// That one of these units has it, answers for it or received it.
fn place_of(units: &[&AgencyId]) -> Condition {
    use listing::Column as C;
    let ids = || units.iter().map(|id| id.as_str());
    Condition::any()
        .add(C::Unit.is_in(ids()))
        .add(C::Competent.is_in(ids()))
        .add(C::Desk.is_in(ids()))
}

/// Open dossiers that lie with one of these units, or in which it has work to do beside.
fn lying_with(units: &[&AgencyId]) -> Select<listing::Entity> {
    use listing::Column as C;
    let beside = crate::beside::steps_of(units).into_query();
    listing::Entity::find()
        .filter(C::Open.eq(true))
        .filter(place_of(units).add(C::Dossier.in_subquery(beside)))
}

/// The next dossiers that lie with a unit, and one more to see whether it goes on.
fn codes_at(unit: &AgencyId, after: Option<Uuid>) -> Select<listing::Entity> {
    use listing::Column as C;
    lying_with(&[unit])
        .select_only()
        .column(C::Dossier)
        .column(C::Code)
        .apply_if(after, |query, after| query.filter(C::Dossier.gt(after)))
        .order_by_asc(C::Dossier)
        .limit(PORTION + 1)
}
