//! What is around a process on one day: where it is received, and who works there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::people::Role;
use crate::people::agency::{Agency, AgencyId, AgencyKind};
use crate::procedure::ProcedureCode;
use crate::rulebook::Rulebook;
use crate::workflow::UnitRule;

/// Where the procedure is received. Without places nothing is said about staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The day on which is asked; none when there are no places to ask about.
    pub today: Option<Date>,
    /// Every desk that receives it, with the units behind that desk.
    pub places: Vec<Place>,
}

/// One desk and the units behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The desk itself.
    pub desk: StaffedUnit,
    /// The competent agency.
    pub competent: StaffedUnit,
    /// The units below the competent agency, by the end of their code, such as `VHXH`.
    pub below: BTreeMap<String, StaffedUnit>,
}

/// A unit and the roles that somebody holds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffedUnit {
    /// What it is called.
    pub name: String,
    /// The roles that somebody holds.
    pub roles: BTreeSet<Role>,
    /// The day from which it is no more.
    pub abolished_on: Option<Date>,
}

impl Surroundings {
    /// Where a procedure is received on `day`, with whoever works there: `staff` are the units and
    /// roles of all who may log in.
    pub fn of(
        rules: &Rulebook,
        code: &ProcedureCode,
        day: Date,
        staff: &[(AgencyId, Role)],
    ) -> Self {
        let looked = Looked {
            rules,
            day,
            roles: roles(staff),
        };
        let desks = rules.desks_for(code, day).into_iter();
        let places = desks.filter_map(|desk| {
            let competent = rules.competent_for(code, &desk.id, day).ok()?;
            Some(looked.place(desk, competent))
        });
        Self {
            today: Some(day),
            places: places.collect(),
        }
    }
}

fn roles(staff: &[(AgencyId, Role)]) -> BTreeMap<&AgencyId, BTreeSet<Role>> {
    let mut roles: BTreeMap<&AgencyId, BTreeSet<Role>> = BTreeMap::new();
    for (unit, role) in staff {
        roles.entry(unit).or_default().insert(*role);
    }
    roles
}

/// The organisation on a day, and who works where.
struct Looked<'a> {
    rules: &'a Rulebook,
    day: Date,
    roles: BTreeMap<&'a AgencyId, BTreeSet<Role>>,
}

impl Looked<'_> {
    fn place(&self, desk: &Agency, competent: &Agency) -> Place {
        let mut below: BTreeMap<String, &Agency> = BTreeMap::new();
        for unit in self.rules.organisation.children(&competent.id) {
            let Some(suffix) = suffix(unit) else {
                continue;
            };
            // Of two periods under one code, the one of that day does the step.
            let known = below.get(suffix);
            if known.is_none_or(|known| !known.is_valid_on(self.day)) {
                below.insert(suffix.to_owned(), unit);
            }
        }
        Place {
            desk: self.staffed(desk),
            competent: self.staffed(competent),
            below: below
                .into_iter()
                .map(|(suffix, unit)| (suffix, self.staffed(unit)))
                .collect(),
        }
    }

    fn staffed(&self, unit: &Agency) -> StaffedUnit {
        StaffedUnit {
            name: unit.name.clone(),
            roles: self.roles.get(&unit.id).cloned().unwrap_or_default(),
            abolished_on: unit.valid_to.and_then(|last| last.tomorrow().ok()),
        }
    }
}

/// The end of the code of a unit that steps can be given to.
fn suffix(unit: &Agency) -> Option<&str> {
    let does_steps = matches!(unit.kind, AgencyKind::Division | AgencyKind::Office);
    let (_, suffix) = unit.code.rsplit_once('-').filter(|_| does_steps)?;
    Some(suffix)
}

impl Place {
    /// The unit a rule leads to; as with the line, an agency without the named unit does it itself.
    pub(super) fn unit(&self, rule: &UnitRule) -> &StaffedUnit {
        match rule {
            UnitRule::Desk => &self.desk,
            UnitRule::CompetentAgency => &self.competent,
            UnitRule::UnitBelow(suffix) => self.below.get(suffix).unwrap_or(&self.competent),
        }
    }
}
