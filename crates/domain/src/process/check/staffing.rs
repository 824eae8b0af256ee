//! Is somebody there: every role in every unit, at every place where the procedure is received.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::people::Role;
use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Consult, Draft, RoleSaid, Whom, all_blocks};
use crate::process::naming::role;
use crate::process::surroundings::{StaffedUnit, Surroundings};
use crate::workflow::UnitRule;

/// Units that are named where a role lacks in many.
const NAMED: usize = 3;

pub(super) fn findings(draft: &Draft, around: &Surroundings) -> Vec<Finding> {
    let mut found = BTreeSet::new();
    for (_, block) in all_blocks(&draft.body) {
        let mut empty: BTreeMap<Role, Vec<&str>> = BTreeMap::new();
        for (role, unit) in needed(block) {
            for place in &around.places {
                let unit = place.unit(unit);
                if !unit.roles.contains(&role) {
                    empty.entry(role).or_default().push(&unit.name);
                }
                found.extend(abolished(block.key(), unit, around.today));
            }
        }
        for (missing, units) in empty {
            let said = nobody(missing, units);
            found.insert(Finding::at(Code::NobodyInRole, block.key()).saying(&said));
        }
    }
    found.into_iter().collect()
}

/// `lãnh đạo ở 76 đơn vị: A; B; C; …`, or `lãnh đạo ở A`.
fn nobody(missing: Role, units: Vec<&str>) -> String {
    let mut seen = BTreeSet::new();
    let units: Vec<&str> = units
        .into_iter()
        .filter(|unit| seen.insert(*unit))
        .collect();
    let missing = role(missing);
    if let [only] = units.as_slice() {
        return format!("{missing} ở {only}");
    }
    let named: Vec<&str> = units.iter().take(NAMED).copied().collect();
    let more = if units.len() > NAMED { "; …" } else { "" };
    format!(
        "{missing} ở {} đơn vị: {}{more}",
        units.len(),
        named.join("; ")
    )
}

/// Who has to be where for this block.
fn needed(block: &Block) -> Vec<(Role, &UnitRule)> {
    match block {
        Block::Step(step) => match &step.role {
            RoleSaid::Known(role) => vec![(*role, &step.unit)],
            RoleSaid::Unknown(_) => Vec::new(),
        },
        Block::Consult(consult) => consulted(consult),
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Wait(_)
        | Block::End(_) => Vec::new(),
    }
}

fn consulted(consult: &Consult) -> Vec<(Role, &UnitRule)> {
    let inside = consult.asks.iter().filter_map(|asked| match &asked.whom {
        Whom::Unit(unit) => Some((Role::CaseOfficer, unit)),
        Whom::Outside(_) => None,
    });
    inside.collect()
}

fn abolished(place: &str, unit: &StaffedUnit, today: Option<Date>) -> Option<Finding> {
    let (last, today) = (unit.abolished_on?, today?);
    let code = if last <= today {
        Code::UnitAbolished
    } else {
        Code::UnitToBeAbolished
    };
    Some(Finding::at(code, place).saying(&format!("{}: {last}", unit.name)))
}
