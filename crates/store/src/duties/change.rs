//! Changes of who does what for whom, checked and noted in the write path's transaction.

use domain::people::OfficialId;
use domain::people::absence::{self as absences, Absence};
use domain::people::assignment::{self, AssignmentRule};
use domain::people::delegation::Delegation;
use domain::people::delegation::check as delegations;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use super::row::{absence_of, absence_row, delegation_of, delegation_row, rule_of, rule_row};
use super::{DutyChange, DutyRefusal, DutyWrite, absences_of, delegations_of, rules_of};
use crate::fault::{Doing as _, Fault};
use crate::people::active_official;
use crate::rows::{absence, assignment_rule, delegation, rulebook};
use crate::{Shared, accounts};

type Answer = Result<Result<(), DutyRefusal>, Fault>;

/// Carries one change out; a refusal is rolled back by whoever called.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DutyWrite,
) -> Answer {
    one_at_a_time(conn).await?;
    let today = write.at.today();
    match &write.change {
        DutyChange::Delegate(new) => delegate(conn, shared, write, new).await,
        DutyChange::EndDelegation(id) => end_delegation(conn, write, *id).await,
        DutyChange::Away(new) => away(conn, write, new).await,
        DutyChange::Back(id) => back(conn, write, *id).await,
        DutyChange::Assign(new) => assign(conn, shared, write, new).await,
        DutyChange::EndRule(id) => {
            let row = assignment_rule::Entity::find_by_id(*id).one(conn).await;
            let row = row.doing("reading an assignment rule")?;
            let rule = row.map(rule_of).transpose()?;
            let Some(rule) = rule.filter(|rule| is_open(rule.until, today)) else {
                return Ok(Err(DutyRefusal::Unknown));
            };
            end_rule(conn, rule.id, last_day(rule.from, today)).await?;
            note(conn, write, "end_assignment_rule", rule.id).await
        }
    }
}

/// Two changes at once are checked one after the other, whatever the engine: the second waits for
/// the first at the row of the rulebook's version.
async fn one_at_a_time(conn: &impl ConnectionTrait) -> Result<(), Fault> {
    let version = rulebook::Column::Version;
    rulebook::Entity::update_many()
        .col_expr(version, Expr::col(version).add(0))
        .exec(conn)
        .await
        .doing("waiting for other changes")?;
    Ok(())
}

async fn delegate(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DutyWrite,
    new: &Delegation,
) -> Answer {
    let rules = crate::rulebook::current(conn, shared).await?;
    let rows = delegations_of(std::slice::from_ref(&new.unit))
        .all(conn)
        .await;
    let rows = rows.doing("reading delegations")?;
    let known: Result<Vec<_>, _> = rows.into_iter().map(delegation_of).collect();
    let mut known = known?;
    // What ended before it began was withdrawn.
    known.retain(|one| one.until.is_none_or(|until| one.from <= until));
    let principal = active_official(conn, new.principal).await?;
    let delegate = active_official(conn, new.delegate).await?;
    let around = delegations::Around {
        rules: &rules,
        today: write.at.today(),
        principal: principal.as_ref(),
        delegate: delegate.as_ref(),
        known: &known,
    };
    if let Err(why) = delegations::check(new, around) {
        return Ok(Err(DutyRefusal::Delegation(why)));
    }
    let row = delegation_row(new, write.by, write.at)?;
    delegation::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("entering a delegation")?;
    note(conn, write, "delegate", new.id).await
}

async fn end_delegation(conn: &impl ConnectionTrait, write: &DutyWrite, id: Uuid) -> Answer {
    let row = delegation::Entity::find_by_id(id).one(conn).await;
    let known = row.doing("reading a delegation")?.map(delegation_of);
    let today = write.at.today();
    let Some(known) = known.transpose()?.filter(|one| is_open(one.until, today)) else {
        return Ok(Err(DutyRefusal::Unknown));
    };
    let last = last_day(known.from, today).to_string();
    delegation::Entity::update_many()
        .col_expr(delegation::Column::UntilOn, Expr::value(Some(last)))
        .filter(delegation::Column::Id.eq(id))
        .exec(conn)
        .await
        .doing("ending a delegation")?;
    note(conn, write, "end_delegation", id).await
}

async fn away(conn: &impl ConnectionTrait, write: &DutyWrite, new: &Absence) -> Answer {
    let rows = absences_of(std::slice::from_ref(&new.unit)).all(conn).await;
    let rows = rows.doing("reading absences")?;
    let known: Result<Vec<_>, _> = rows.into_iter().map(absence_of).collect();
    let mut known = known?;
    known.retain(|one| one.from <= one.until);
    let official = active_official(conn, new.official).await?;
    let stand_in = match new.stand_in {
        Some(id) => active_official(conn, id).await?,
        None => None,
    };
    let around = absences::Around {
        today: write.at.today(),
        official: official.as_ref(),
        stand_in: stand_in.as_ref(),
        known: &known,
    };
    if let Err(why) = absences::check(new, around) {
        return Ok(Err(DutyRefusal::Absence(why)));
    }
    let row = absence_row(new, write.by, write.at);
    absence::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("entering an absence")?;
    note(conn, write, "enter_absence", new.id).await
}

async fn back(conn: &impl ConnectionTrait, write: &DutyWrite, id: Uuid) -> Answer {
    let row = absence::Entity::find_by_id(id).one(conn).await;
    let known = row.doing("reading an absence")?.map(absence_of);
    let today = write.at.today();
    let Some(known) = known.transpose()?.filter(|one| one.until >= today) else {
        return Ok(Err(DutyRefusal::Unknown));
    };
    let last = last_day(known.from, today).to_string();
    absence::Entity::update_many()
        .col_expr(absence::Column::UntilOn, Expr::value(last))
        .filter(absence::Column::Id.eq(id))
        .exec(conn)
        .await
        .doing("ending an absence")?;
    note(conn, write, "end_absence", id).await
}

/// Enters rules one after the other, each beside those before it.
async fn assign(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DutyWrite,
    new: &[AssignmentRule],
) -> Answer {
    let rules = crate::rulebook::current(conn, shared).await?;
    for (place, rule) in new.iter().enumerate() {
        let rows = rules_of(std::slice::from_ref(&rule.unit)).all(conn).await;
        let rows = rows.doing("reading assignment rules")?;
        let known: Result<Vec<_>, _> = rows.into_iter().map(rule_of).collect();
        let mut known = known?;
        known.retain(|one| one.until.is_none_or(|until| one.from <= until));
        if let Err(why) = assignment::check(rule, &known, &rules, write.at.today()) {
            return Ok(Err(DutyRefusal::Rule { place, why }));
        }
        for before in assignment::cut_short(rule, &known) {
            end_rule(conn, before.id, day_before(rule.from)).await?;
        }
        let row = rule_row(rule, write.by, write.at);
        assignment_rule::Entity::insert(row.into_active_model())
            .exec_without_returning(conn)
            .await
            .doing("entering an assignment rule")?;
        note_of(conn, write.by, "enter_assignment_rule", rule.id, write).await?;
    }
    Ok(Ok(()))
}

async fn end_rule(conn: &impl ConnectionTrait, id: Uuid, last: Date) -> Result<(), Fault> {
    let column = assignment_rule::Column::UntilOn;
    assignment_rule::Entity::update_many()
        .col_expr(column, Expr::value(Some(last.to_string())))
        .filter(assignment_rule::Column::Id.eq(id))
        .exec(conn)
        .await
        .doing("ending an assignment rule")?;
    Ok(())
}

/// The last day of what ends today: yesterday, or the day before it would have begun.
fn last_day(from: Date, today: Date) -> Date {
    day_before(today.max(from))
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

fn is_open(until: Option<Date>, today: Date) -> bool {
    until.is_none_or(|last| today <= last)
}

async fn note(conn: &impl ConnectionTrait, write: &DutyWrite, what: &str, id: Uuid) -> Answer {
    note_of(conn, write.by, what, id, write).await?;
    Ok(Ok(()))
}

async fn note_of(
    conn: &impl ConnectionTrait,
    by: Option<OfficialId>,
    what: &str,
    id: Uuid,
    write: &DutyWrite,
) -> Result<(), Fault> {
    accounts::note(conn, by, what, &id.to_string(), write.at).await
}
