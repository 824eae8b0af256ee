//! What somebody may do for others on a day: what was delegated to them, and for whom they stand in.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::people::OfficialId;
use crate::people::agency::AgencyId;
use crate::people::delegation::Delegation;
use crate::procedure::ProcedureCode;

/// What the one who asks may do for others, and who is away of those whom the command touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// For whom they stand in today.
    pub stands_in_for: BTreeSet<OfficialId>,
    /// What was delegated to them and holds today.
    pub delegations: Vec<Delegation>,
    /// Who is away today: of whoever has the dossier and whoever the command names.
    pub away: BTreeSet<OfficialId>,
}

/// Nothing for others.
static NONE: Duty = Duty {
    stands_in_for: BTreeSet::new(),
    delegations: Vec::new(),
    away: BTreeSet::new(),
};

impl Duty {
    /// Whoever does nothing for others.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Whether somebody is among those for whom is stood in.
    pub fn stands_in_for(&self, official: OfficialId) -> bool {
        self.stands_in_for.contains(&official)
    }

    /// The delegation under which a paper of `unit` about this procedure is signed today, if there
    /// is one. One that names the procedure comes before one for all.
    pub fn delegation(
        &self,
        unit: &AgencyId,
        procedure: &ProcedureCode,
        day: Date,
    ) -> Option<&Delegation> {
        self.delegations
            .iter()
            .filter(|one| one.unit == *unit && one.covers(procedure) && one.is_in_force_on(day))
            .min_by_key(|one| (one.procedures.is_empty(), one.capacity, one.id))
    }
}
