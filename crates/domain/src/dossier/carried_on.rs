//! Who carries on with a dossier when a unit that it lies with has ended.

use jiff::civil::Date;

use serde::{Deserialize, Serialize};

use crate::dossier::course::{Beside, RECORDS_AFTER_ALL, numbered_steps, step_of};
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Holding};
use crate::people::agency::{Agency, AgencyId, AgencyKind};
use crate::process::Process;
use crate::rulebook::Rulebook;
use crate::workflow::{self, StepIndex};

/// With which units a dossier lies after it was taken over (tiếp nhận từ đơn vị cũ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedOn {
    /// The desk that receives and hands over.
    pub desk: AgencyId,
    /// The agency that answers for it.
    pub competent: AgencyId,
    /// Who has it, while it is being settled; by name as before.
    pub holding: Option<Holding>,
    /// What moves beside the main step of its process.
    pub beside: Vec<CarriedBeside>,
}

/// Where something open beside the main step moves (việc song song chuyển đơn vị).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedBeside {
    /// Its key in the process.
    pub key: String,
    /// The unit that had it.
    pub from: AgencyId,
    /// The unit that has it from now on.
    pub to: AgencyId,
}

/// Which unit carries on for `ended`: that of the work beside where only such work lay there, else
/// whoever has the dossier, else the desk.
pub fn carries_on<'a>(
    ended: &AgencyId,
    (desk, to): (&'a AgencyId, Option<&'a Holding>),
    beside: &'a [CarriedBeside],
) -> &'a AgencyId {
    let moved = beside.iter().find(|one| one.from == *ended);
    let holder = to.map_or(desk, |held| &held.unit);
    moved.map_or(holder, |one| &one.to)
}

impl Dossier {
    /// The unit that the dossier lies with and that ended before `day`: whoever has it before
    /// whoever answers for it, and then whoever has work to do beside.
    pub fn ended_unit<'a>(&self, rules: &'a Rulebook, day: Date) -> Option<&'a Agency> {
        let beside = self.units_beside().filter(|_| self.is_open());
        [self.unit(), &self.competent, &self.desk]
            .into_iter()
            .chain(beside)
            .filter_map(|id| rules.organisation.find(id))
            .find(|unit| unit.has_ended_by(day))
    }

    /// With which units it lies once somebody of the unit `asking` takes it over on `day`; none
    /// asks for whoever is of no unit that carries on.
    ///
    /// # Errors
    ///
    /// Nothing has ended, nobody carries on, or several do and the one who asks is of none of them.
    pub fn carried_on(
        &self,
        rules: &Rulebook,
        day: Date,
        asking: Option<&AgencyId>,
    ) -> Result<CarriedOn, Refusal> {
        if self.ended_unit(rules, day).is_none() {
            return Err(Refusal::NothingToTakeOver);
        }
        let next = Next { rules, day, asking };
        let desk = next.successor_of(&self.desk)?;
        let competent = next.successor_of(&self.competent)?;
        let holding = self.holding().map(|held| Holding {
            unit: next.holder(self, (&held.unit, held.step), (&desk, &competent)),
            ..held.clone()
        });
        let beside = next.beside(self, (&desk, &competent));
        Ok(CarriedOn {
            desk,
            competent,
            holding,
            beside,
        })
    }

    /// Whether `unit` is one of those that carry on with the dossier on `day`; of several that
    /// could, each of them.
    pub fn is_carried_on_by(&self, rules: &Rulebook, day: Date, unit: &AgencyId) -> bool {
        let follows = |place: &AgencyId| {
            let next = rules.organisation.successors(place, day);
            next.iter().any(|next| next.id == *unit)
        };
        let holds = || {
            let Ok(next) = self.carried_on(rules, day, Some(unit)) else {
                return false;
            };
            next.holding.is_some_and(|held| held.unit == *unit)
                || next.beside.iter().any(|one| one.to == *unit)
        };
        follows(&self.desk) || follows(&self.competent) || holds()
    }
}

/// What comes after a unit, seen from whoever asks.
#[derive(Clone, Copy)]
struct Next<'a> {
    rules: &'a Rulebook,
    day: Date,
    asking: Option<&'a AgencyId>,
}

impl<'a> Next<'a> {
    /// The unit that carries on for `place`: itself while it is there, its only successor, or of
    /// several the one that asks or is of the same agency.
    fn successor_of(self, place: &AgencyId) -> Result<AgencyId, Refusal> {
        if !self.has_ended(place) {
            return Ok(place.clone());
        }
        let found = self.rules.organisation.successors(place, self.day);
        let Some(main) = found.first() else {
            return Err(Refusal::NoSuccessor);
        };
        let asks = found.iter().find(|unit| Some(&unit.id) == self.asking);
        let home = self.asking.and_then(|id| self.home_of(id));
        let beside = found
            .iter()
            .find(|unit| home.is_some() && home == self.home_of(&unit.id));
        // Several desks of one agency: its first one.
        let is_one_agency = found
            .iter()
            .all(|unit| self.home_of(&unit.id) == self.home_of(&main.id));
        asks.or(beside)
            .or(is_one_agency.then_some(main))
            .map(|unit| unit.id.clone())
            .ok_or(Refusal::SeveralSuccessors)
    }

    /// What stands beside in other units from now on. What others are waited for lies with whoever
    /// waits: the agency itself where its own unit is gone.
    fn beside(self, dossier: &Dossier, places: (&AgencyId, &AgencyId)) -> Vec<CarriedBeside> {
        let process = dossier.process_in(self.rules);
        let step = |one: &Beside| {
            let step = step_of(process.as_ref()?.draft(), &one.key);
            step.map(|(index, _)| index)
        };
        let open = dossier.course.iter().flat_map(|course| &course.beside);
        let moved = open.filter(|_| dossier.is_open()).filter_map(|one| {
            let at = (&one.unit, step(one).unwrap_or(RECORDS_AFTER_ALL));
            let to = self.holder(dossier, at, places);
            (to != one.unit).then(|| CarriedBeside {
                key: one.key.clone(),
                from: one.unit.clone(),
                to,
            })
        });
        moved.collect()
    }

    /// The unit that has a step next: what follows the one that has it now.
    fn holder(
        self,
        dossier: &Dossier,
        (held_by, step): (&AgencyId, StepIndex),
        (desk, competent): (&AgencyId, &AgencyId),
    ) -> AgencyId {
        if *held_by == dossier.desk {
            return desk.clone();
        }
        if *held_by == dossier.competent {
            return competent.clone();
        }
        if !self.has_ended(held_by) {
            return held_by.clone();
        }
        let organisation = &self.rules.organisation;
        let own = organisation
            .successors(held_by, self.day)
            .into_iter()
            .find(|unit| organisation.is_within_on(&unit.id, competent, self.day));
        own.map_or_else(
            || self.by_process(dossier, step, (desk, competent)),
            |unit| unit.id.clone(),
        )
    }

    /// The unit that the internal process names; the agency itself where there is no such unit.
    fn by_process(
        self,
        dossier: &Dossier,
        at: StepIndex,
        (desk, competent): (&AgencyId, &AgencyId),
    ) -> AgencyId {
        let by_line = || {
            let procedure = dossier.procedure_in(self.rules)?;
            let step = procedure.workflow.step(at)?;
            Some(workflow::unit_for(
                &step.unit, desk, competent, self.rules, self.day,
            ))
        };
        let by_process = |process: &Process| {
            let mut steps = numbered_steps(process.draft());
            let (_, step) = steps.find(|(index, _)| *index == at)?;
            Some(workflow::unit_for(
                &step.unit, desk, competent, self.rules, self.day,
            ))
        };
        dossier
            .process_in(self.rules)
            .map_or_else(by_line, |process| by_process(&process))
            .filter(|unit| !self.has_ended(unit))
            .unwrap_or_else(|| competent.clone())
    }

    fn has_ended(self, id: &AgencyId) -> bool {
        let unit = self.rules.organisation.find(id);
        unit.is_some_and(|unit| unit.has_ended_by(self.day))
    }

    /// The agency that a unit is a part of; itself when it is one of its own.
    fn home_of(self, id: &AgencyId) -> Option<&'a AgencyId> {
        let organisation = &self.rules.organisation;
        let unit = organisation.find(id)?;
        std::iter::once(unit)
            .chain(organisation.ancestors_on(id, self.day))
            .find(|unit| !is_part(unit.kind))
            .map(|unit| &unit.id)
    }
}

fn is_part(kind: AgencyKind) -> bool {
    match kind {
        AgencyKind::Office
        | AgencyKind::Division
        | AgencyKind::ServiceCentre
        | AgencyKind::Desk => true,
        AgencyKind::PeopleCommittee
        | AgencyKind::Department
        | AgencyKind::Inspectorate
        | AgencyKind::ManagementBoard
        | AgencyKind::ServiceUnit
        | AgencyKind::VerticalAgency => false,
    }
}
