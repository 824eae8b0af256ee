//! Delegations, absences and rules as their rows have them.

use domain::dossier::Now;
use domain::people::OfficialId;
use domain::people::absence::Absence;
use domain::people::agency::AgencyId;
use domain::people::assignment::{AssignmentRule, Way};
use domain::people::delegation::{Capacity, Delegation};
use jiff::civil::Date;
use uuid::Uuid;

use crate::fault::Fault;
use crate::record::micros;
use crate::rows::{absence, assignment_rule, delegation};

/// A day as it was stored.
fn day(text: &str, what: &str, id: Uuid) -> Result<Date, Fault> {
    text.parse().map_err(|_| damaged(what, id))
}

fn damaged(what: &str, id: Uuid) -> Fault {
    Fault::damaged(format!("{what} {id}"))
}

pub(super) fn delegation_of(row: delegation::Model) -> Result<Delegation, Fault> {
    const WHAT: &str = "delegation";
    let id = row.id;
    let until = row.until_on.as_deref();
    Ok(Delegation {
        id,
        unit: AgencyId::from_stored(row.unit),
        principal: OfficialId(row.principal),
        principal_post: row.principal_post,
        delegate: OfficialId(row.delegate),
        delegate_post: row.delegate_post,
        capacity: Capacity::from_name(&row.capacity).ok_or_else(|| damaged(WHAT, id))?,
        procedures: serde_json::from_str(&row.procedures).map_err(|_| damaged(WHAT, id))?,
        from: day(&row.from_on, WHAT, id)?,
        until: until.map(|text| day(text, WHAT, id)).transpose()?,
        number: row.number,
        dated_on: day(&row.dated_on, WHAT, id)?,
    })
}

pub(super) fn delegation_row(
    new: &Delegation,
    by: Option<OfficialId>,
    at: Now,
) -> Result<delegation::Model, Fault> {
    Ok(delegation::Model {
        id: new.id,
        unit: new.unit.as_str().to_owned(),
        principal: new.principal.0,
        principal_post: new.principal_post.trim().to_owned(),
        delegate: new.delegate.0,
        delegate_post: new.delegate_post.trim().to_owned(),
        capacity: new.capacity.name().to_owned(),
        procedures: crate::rulebook::json(&new.procedures)?,
        from_on: new.from.to_string(),
        until_on: new.until.map(|day| day.to_string()),
        number: new.number.trim().to_owned(),
        dated_on: new.dated_on.to_string(),
        noted_by: by.map(|by| by.0),
        noted_at: micros(at),
    })
}

pub(crate) fn absence_of(row: absence::Model) -> Result<Absence, Fault> {
    const WHAT: &str = "absence";
    let id = row.id;
    Ok(Absence {
        id,
        official: OfficialId(row.official),
        unit: AgencyId::from_stored(row.unit),
        from: day(&row.from_on, WHAT, id)?,
        until: day(&row.until_on, WHAT, id)?,
        stand_in: row.stand_in.map(OfficialId),
    })
}

pub(super) fn absence_row(new: &Absence, by: Option<OfficialId>, at: Now) -> absence::Model {
    absence::Model {
        id: new.id,
        official: new.official.0,
        unit: new.unit.as_str().to_owned(),
        from_on: new.from.to_string(),
        until_on: new.until.to_string(),
        stand_in: new.stand_in.map(|one| one.0),
        noted_by: by.map(|by| by.0),
        noted_at: micros(at),
    }
}

pub(crate) fn rule_of(row: assignment_rule::Model) -> Result<AssignmentRule, Fault> {
    const WHAT: &str = "assignment rule";
    let id = row.id;
    let procedure = row.procedure.as_deref();
    let until = row.until_on.as_deref();
    Ok(AssignmentRule {
        id,
        unit: AgencyId::from_stored(row.unit),
        procedure: procedure
            .map(str::parse)
            .transpose()
            .map_err(|_| damaged(WHAT, id))?,
        way: Way::from_name(&row.way).ok_or_else(|| damaged(WHAT, id))?,
        from: day(&row.from_on, WHAT, id)?,
        until: until.map(|text| day(text, WHAT, id)).transpose()?,
        basis: row.basis,
    })
}

pub(super) fn rule_row(
    new: &AssignmentRule,
    by: Option<OfficialId>,
    at: Now,
) -> assignment_rule::Model {
    assignment_rule::Model {
        id: new.id,
        unit: new.unit.as_str().to_owned(),
        procedure: new.procedure.as_ref().map(|code| code.as_str().to_owned()),
        way: new.way.name().to_owned(),
        from_on: new.from.to_string(),
        until_on: new.until.map(|day| day.to_string()),
        basis: new.basis.trim().to_owned(),
        turns: 0,
        noted_by: by.map(|by| by.0),
        noted_at: micros(at),
    }
}
