//! Is somebody there: every role in every unit, at every place where the procedure is received.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::people::Role;
use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Consult, Draft, RoleSaid, Whom, all_blocks};
use crate::process::naming::role;
use crate::process::surroundings::{Place, StaffedUnit, Surroundings};
use crate::workflow::UnitRule;

/// Units that are named where a role lacks in many.
const NAMED: usize = 3;

pub(super) fn findings(draft: &Draft, around: &Surroundings) -> Vec<Finding> {
    let mut found = BTreeSet::new();
    for (_, block) in all_blocks(&draft.body) {
        let mut empty: BTreeMap<Role, Vec<&str>> = BTreeMap::new();
        for (role, unit) in needed(block) {
            found.extend(unknown(block.key(), unit, around));
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

/// An end of a code that no place has is mistyped more often than meant.
fn unknown(place: &str, unit: &UnitRule, around: &Surroundings) -> Option<Finding> {
    let UnitRule::UnitBelow(suffix) = unit else {
        return None;
    };
    let is_below = |place: &Place| place.below.contains_key(suffix);
    if around.places.is_empty() || around.places.iter().any(is_below) {
        return None;
    }
    let places = around.places.iter();
    let known: BTreeSet<&str> = places
        .flat_map(|place| place.below.keys())
        .map(String::as_str)
        .collect();
    let known: Vec<&str> = known.into_iter().collect();
    let said = match known.as_slice() {
        [] => format!("“{suffix}”, mà nơi tiếp nhận không có đơn vị nào ở dưới"),
        known => format!("“{suffix}”, mà nơi tiếp nhận chỉ có {}", known.join(", ")),
    };
    Some(Finding::at(Code::UnitUnknown, place).saying(&said))
}

/// `lãnh đạo ở 76 đơn vị: A; B; C và 73 đơn vị nữa`, or `lãnh đạo ở A`.
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
    let (count, named) = (units.len(), named.join("; "));
    match count.saturating_sub(NAMED) {
        0 => format!("{missing} ở {count} đơn vị: {named}"),
        more => format!("{missing} ở {count} đơn vị: {named} và {more} đơn vị nữa"),
    }
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
