//! What is around a process on one day: where it is received, and who works there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::people::Role;
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
