//! Where a dossier goes in the unit it came to, decided in the transaction that brought it there;
//! and the sweep that empties the boxes of those who are not there any more.

use std::collections::BTreeMap;

use domain::dossier::after::after;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Command};
use domain::dossier::event::{Event, Recorded};
use domain::dossier::routed::{
    AtHand, Presence, Routed, RoutedBy, came_to_a_box, role_of_box, route,
};
use domain::dossier::{Dossier, Holding, Now};
use domain::people::agency::AgencyId;
use domain::people::assignment::{AssignmentRule, Candidate, Way, rule_for};
use domain::people::{Actor, Official, OfficialId, Role};
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::keys::fresh_id;
use crate::people::{active_in, active_official};
use crate::rows::{assignment_rule, assignment_turn, listing};
use crate::write::DossierWrite;
use crate::{Store, duties};

/// Dossiers of one portion of a sweep.
const PORTION: u64 = 100;

/// The event that says where a dossier goes after these events; none when it stays where they
/// brought it. `before` is none for one that they opened.
pub(crate) async fn next(
    conn: &impl ConnectionTrait,
    write: &DossierWrite,
    before: Option<&Dossier>,
    events: &[Recorded],
) -> Result<Option<Recorded>, Fault> {
    let Some(dossier) = events.iter().fold(before.cloned(), after) else {
        return Ok(None);
    };
    let Some((role, holding)) = role_of_box(&dossier) else {
        return Ok(None);
    };
    let arrived = came_to_a_box(before, &dossier);
    if !arrived && write.command.act() != Act::Route {
        return Ok(None);
    }
    let day = write.now.today();
    let at_hand = at_hand(conn, &dossier, (role, holding), day).await?;
    let Some(routed) = route(&dossier, arrived, &at_hand) else {
        return Ok(None);
    };
    if let Some(rule) = &at_hand.rule {
        count(conn, rule, &routed).await?;
    }
    Ok(Some(Recorded {
        number: dossier.number + 1,
        at: write.now,
        event: Event::Routed(routed),
    }))
}

/// Who there is for a dossier.
async fn at_hand(
    conn: &impl ConnectionTrait,
    dossier: &Dossier,
    (role, holding): (Role, &Holding),
    day: Date,
) -> Result<AtHand, Fault> {
    let mut at_hand = AtHand::default();
    if let Some(officer) = holding.officer {
        let presence = presence(conn, officer, day).await?;
        let works_here = |one: &Official| one.unit == holding.unit && one.is(role);
        let is_there = presence.official.as_ref().is_some_and(works_here) && !presence.away;
        let stood_in = presence.stand_in.as_ref().is_some_and(works_here);
        at_hand.holder = Some(presence);
        if is_there || stood_in {
            return Ok(at_hand);
        }
    }
    let units = [holding.unit.clone(), dossier.competent.clone()];
    let rows = duties::rules_of(&units).all(conn).await;
    let rows = rows.doing("reading assignment rules")?;
    let rules: Vec<AssignmentRule> = rows
        .into_iter()
        .map(duties::rule_of)
        .collect::<Result<_, _>>()?;
    let of_both = (&holding.unit, &dossier.competent);
    let rule = rule_for(&rules, of_both, &dossier.procedure, day);
    let Some(rule) = rule.filter(|rule| rule.way != Way::SharedList) else {
        return Ok(at_hand);
    };
    // Of two that come at once the second waits here, and then sees what the first was given.
    turn(conn, rule.id).await?;
    at_hand.candidates = candidates(conn, rule, (role, &holding.unit), day).await?;
    at_hand.rule = Some(rule.clone());
    Ok(at_hand)
}

/// How it stands with whoever would have a dossier.
async fn presence(
    conn: &impl ConnectionTrait,
    officer: OfficialId,
    day: Date,
) -> Result<Presence, Fault> {
    let official = active_official(conn, officer).await?;
    let absences = duties::absent(conn, &[officer], day).await?;
    let named = absences.first().and_then(|absence| absence.stand_in);
    let stand_in = match named {
        Some(named) if duties::absent(conn, &[named], day).await?.is_empty() => {
            active_official(conn, named).await?
        }
        _ => None,
    };
    Ok(Presence {
        official,
        away: !absences.is_empty(),
        stand_in,
    })
}

/// Who is there today in a unit and has the role, with what the rule asks of each.
async fn candidates(
    conn: &impl ConnectionTrait,
    rule: &AssignmentRule,
    (role, unit): (Role, &AgencyId),
    day: Date,
) -> Result<Vec<Candidate>, Fault> {
    let mut officials = active_in(conn, unit).await?;
    officials.retain(|one| one.is(role));
    let ids: Vec<OfficialId> = officials.iter().map(|one| one.id).collect();
    let away = duties::absent(conn, &ids, day).await?;
    let turns = turns_of(rule.id).all(conn).await;
    let turns: BTreeMap<Uuid, i64> = turns
        .doing("reading whose turn it is")?
        .into_iter()
        .map(|row| (row.official, row.turn))
        .collect();
    let open = match rule.way {
        Way::LeastLoad => open_of(&ids)
            .into_tuple::<(Option<Uuid>, i64)>()
            .all(conn)
            .await
            .doing("counting open dossiers")?
            .into_iter()
            .filter_map(|(official, count)| Some((official?, count)))
            .collect(),
        Way::SharedList | Way::RoundRobin => BTreeMap::new(),
    };
    let count = |counts: &BTreeMap<Uuid, i64>, id: OfficialId| {
        let count = counts.get(&id.0).copied().unwrap_or_default();
        u64::try_from(count).unwrap_or_default()
    };
    let there = ids
        .into_iter()
        .filter(|id| away.iter().all(|absence| absence.official != *id));
    let candidates = there.map(|official| Candidate {
        official,
        open: count(&open, official),
        turn: count(&turns, official),
    });
    Ok(candidates.collect())
}

/// Open dossiers by who has them.
pub(crate) fn open_of(officials: &[OfficialId]) -> Select<listing::Entity> {
    use listing::Column as C;
    listing::Entity::find()
        .select_only()
        .column(C::Officer)
        .column_as(C::Dossier.count(), "dossiers")
        .filter(C::Officer.is_in(officials.iter().map(|one| one.0)))
        .filter(C::Open.eq(true))
        .group_by(C::Officer)
}

/// When a rule last chose each.
pub(crate) fn turns_of(rule: Uuid) -> Select<assignment_turn::Entity> {
    assignment_turn::Entity::find().filter(assignment_turn::Column::Rule.eq(rule))
}

/// Takes a rule's next turn, and with it the rule until the commit.
async fn turn(conn: &impl ConnectionTrait, rule: Uuid) -> Result<(), Fault> {
    let turns = assignment_rule::Column::Turns;
    assignment_rule::Entity::update_many()
        .col_expr(turns, Expr::col(turns).add(1))
        .filter(assignment_rule::Column::Id.eq(rule))
        .exec(conn)
        .await
        .doing("taking a turn")?;
    Ok(())
}

/// Remembers whose turn it was.
async fn count(
    conn: &impl ConnectionTrait,
    rule: &AssignmentRule,
    routed: &Routed,
) -> Result<(), Fault> {
    let (RoutedBy::Rule { .. }, Some(to)) = (&routed.by, routed.to) else {
        return Ok(());
    };
    let row = assignment_rule::Entity::find_by_id(rule.id).one(conn).await;
    let row = row.doing("reading a turn")?;
    let turn = row.map_or(0, |row| row.turns);
    let chosen = assignment_turn::ActiveModel {
        rule: Set(rule.id),
        official: Set(to.0),
        turn: Set(turn),
    };
    let key = [
        assignment_turn::Column::Rule,
        assignment_turn::Column::Official,
    ];
    assignment_turn::Entity::insert(chosen)
        .on_conflict(
            OnConflict::columns(key)
                .update_column(assignment_turn::Column::Turn)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("remembering a turn")?;
    Ok(())
}

impl Store {
    /// Empties the boxes of those who are not there: away without a stand-in, closed, in another
    /// unit. Each dossier goes on by a command and a commit of its own. Answers how many.
    pub async fn route_absent(&self, now: Now) -> Result<u64, Fault> {
        let boxes: Vec<(Option<Uuid>, String)> = boxes()
            .into_tuple()
            .all(self.reader())
            .await
            .doing("reading who has dossiers")?;
        let mut routed = 0;
        for (officer, unit) in boxes {
            let Some(officer) = officer.map(OfficialId) else {
                continue;
            };
            let unit = AgencyId::from_stored(unit);
            if self.is_looked_after(officer, &unit, now.today()).await? {
                continue;
            }
            routed += self.empty_box(officer, &unit, now).await?;
        }
        Ok(routed)
    }

    /// Whether somebody is there for a box: whoever has it, or a stand-in.
    async fn is_looked_after(
        &self,
        officer: OfficialId,
        unit: &AgencyId,
        day: Date,
    ) -> Result<bool, Fault> {
        let presence = presence(self.reader(), officer, day).await?;
        let works = |one: &Official| one.unit == *unit && one.is(Role::CaseOfficer);
        let is_there = !presence.away && presence.official.as_ref().is_some_and(works);
        Ok(is_there || presence.stand_in.as_ref().is_some_and(works))
    }

    async fn empty_box(
        &self,
        officer: OfficialId,
        unit: &AgencyId,
        now: Now,
    ) -> Result<u64, Fault> {
        let (mut routed, mut last) = (0, Uuid::nil());
        loop {
            let rows: Vec<(Uuid, String)> = in_box(officer, unit, last)
                .into_tuple()
                .all(self.reader())
                .await
                .doing("reading a box")?;
            let Some((after, _)) = rows.last() else {
                return Ok(routed);
            };
            last = *after;
            for (id, code) in rows {
                let code: Result<DossierCode, _> = code.parse();
                let write = DossierWrite {
                    once: None,
                    actor: Actor::System,
                    now,
                    code: Some(code.map_err(|_| Fault::damaged(format!("list row {id}")))?),
                    seen: None,
                    id: fresh_id(),
                    command: Command::Route,
                };
                routed += u64::from(self.carry_out(write).await?.is_ok());
            }
        }
    }
}

/// Who has dossiers in a box of their own, and in which unit.
fn boxes() -> Select<listing::Entity> {
    use listing::Column as C;
    listing::Entity::find()
        .select_only()
        .column(C::Officer)
        .column(C::Unit)
        .distinct()
        .filter(C::Officer.is_not_null())
        .filter(C::Open.eq(true))
        .filter(C::Stage.eq("examining"))
}

/// The next dossiers of a box. What somebody has is little: it is found by them alone, and sorted.
fn in_box(officer: OfficialId, unit: &AgencyId, after: Uuid) -> Select<listing::Entity> {
    use listing::Column as C;
    listing::Entity::find()
        .select_only()
        .column(C::Dossier)
        .column(C::Code)
        .filter(C::Officer.eq(officer.0))
        .filter(Func::coalesce([C::Unit.into_expr(), C::Unit.into_expr()]).eq(unit.as_str()))
        .filter(C::Open.eq(true))
        .filter(C::Stage.eq("examining"))
        .filter(C::Dossier.gt(after))
        .order_by_asc(C::Dossier)
        .limit(PORTION)
}
