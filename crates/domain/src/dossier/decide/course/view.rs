//! What screens ask: what an act leads to, and in which ways the open step can turn out.

use crate::dossier::command::Act;
use crate::dossier::course::{Done, name_of};
use crate::dossier::decide::course::going::Going;
use crate::dossier::decide::course::taking::taken_first;
use crate::dossier::{Dossier, Outcome, Situation};
use crate::people::agency::AgencyId;
use crate::process::draft::Work;

/// The step to which an act leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What people call it; none where the process has no name for it.
    pub name: Option<String>,
    /// The unit that has it then.
    pub unit: AgencyId,
}

/// To whom an act passes a dossier that goes by a process; none where it is refused.
pub fn next_step(situation: &Situation<'_>, dossier: &Dossier, act: Act) -> Option<NextStep> {
    let taken = taken_first(situation, dossier, act).ok()?;
    let dossier = taken.as_ref().map_or(dossier, |taken| &taken.after);
    let going = || Going::of(situation, dossier);
    let done = match act {
        Act::Forward => going().ok()?.pick_onward().ok()?,
        Act::Propose => {
            let going = going().ok()?;
            let granting = going.pick_proposal(Outcome::Granted);
            granting
                .or_else(|_| going.pick_proposal(Outcome::Declined))
                .ok()?
        }
        Act::Approve => going().ok()?.pick_decision(Outcome::Granted).ok()?,
        Act::Decline => going().ok()?.pick_decision(Outcome::Declined).ok()?,
        Act::SendBack => going().ok()?.pick_back().ok()?,
        Act::RecordResult => going().ok()?.pick_only(Work::Records).ok()??,
        _ => return None,
    };
    let issues = act == Act::RecordResult;
    let going = going().ok()?;
    let going = if issues { going.issuing() } else { going };
    let moved = going.after_done(done).ok()?;
    let to = moved.holding().ok()?;
    let key = moved.main().and_then(|main| main.key);
    let name = key.and_then(|key| name_of(moved.process.draft(), &key).map(str::to_owned));
    Some(NextStep {
        name,
        unit: to.unit,
    })
}

/// In which ways the main step can be completed by name now; none of a step that is only done.
pub fn results_open(situation: &Situation<'_>, dossier: &Dossier) -> Vec<Option<String>> {
    let taken = taken_first(situation, dossier, Act::Along).ok().flatten();
    let dossier = taken.as_ref().map_or(dossier, |taken| &taken.after);
    let going = Going::of(situation, dossier);
    let ways: Vec<Done> = going.map(|going| going.pick_named()).unwrap_or_default();
    ways.into_iter().map(|done| done.result).collect()
}
