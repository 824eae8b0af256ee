//! Where a dossier that came to a unit goes there: to whoever had it, to their stand-in, by rule, or
//! to the unit's shared list. Nothing waits in the box of somebody who is not there.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::dossier::{Dossier, Holding, Stage};
use crate::people::assignment::{AssignmentRule, Candidate, Way, pick};
use crate::people::{Official, OfficialId, Role};

/// A dossier was given to somebody, or to the unit's list, without anybody choosing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// Who has it now; the unit's list when none.
    pub to: Option<OfficialId>,
    /// Why.
    pub by: RoutedBy,
}

/// Why it went there. The names stand in stored events: variants are added, never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoutedBy {
    /// A rule of the agency.
    Rule {
        /// Which.
        rule: Uuid,
        /// How it chooses.
        way: Way,
    },
    /// Whoever would have it is away, and this one stands in.
    StandIn {
        /// Who is away.
        absent: OfficialId,
    },
    /// Whoever would have it is away and nobody stands in, or does not work there any more.
    NobodyThere {
        /// Who that is.
        absent: OfficialId,
    },
}

/// How it stands with whoever would have a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// The official as the accounts know them; none when the account is closed or gone.
    pub official: Option<Official>,
    /// Whether they are away today.
    pub away: bool,
    /// Who stands in today; none when nobody does, or the stand-in is not there either.
    pub stand_in: Option<Official>,
}

/// Who there is for a dossier that came to a unit: what the store read in the same transaction.
#[derive(Clone, Debug, Default)]
pub struct AtHand {
    /// Of whoever has it; none when nobody has.
    pub holder: Option<Presence>,
    /// The rule that holds for the unit and the procedure; none when it has none.
    pub rule: Option<AssignmentRule>,
    /// Who is there today and has the role, for that rule.
    pub candidates: Vec<Candidate>,
}

/// The role that works on a dossier in somebody's own box; none where a unit holds it in common.
pub fn role_of_box(dossier: &Dossier) -> Option<(Role, &Holding)> {
    match &dossier.stage {
        Stage::Examining(holding) => {
            let course = dossier.course.as_ref();
            let step = course.and_then(|course| course.main.as_ref());
            // What the process gives to another role its unit holds in common.
            let is_boxed = step.is_none_or(|step| step.role == Role::CaseOfficer);
            is_boxed.then_some((Role::CaseOfficer, holding))
        }
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

/// Whether a dossier came to a box it was not in before: another step, or another unit.
pub fn came_to_a_box(before: Option<&Dossier>, after: &Dossier) -> bool {
    let Some((_, holding)) = role_of_box(after) else {
        return false;
    };
    let was = before.and_then(role_of_box);
    was.is_none_or(|(_, was)| (was.step, &was.unit) != (holding.step, &holding.unit))
}

/// Where a dossier goes on: none when it stays with whoever has it, or in the list it is in.
/// `arrived` says that it came to this step or unit just now.
pub fn route(dossier: &Dossier, arrived: bool, at_hand: &AtHand) -> Option<Routed> {
    let (role, holding) = role_of_box(dossier)?;
    let works_here = |official: &Official| official.unit == holding.unit && official.is(role);
    let Some(absent) = holding.officer else {
        return if arrived {
            by_rule(at_hand, None)
        } else {
            None
        };
    };
    let presence = at_hand.holder.as_ref()?;
    let is_there = presence.official.as_ref().is_some_and(works_here) && !presence.away;
    if is_there {
        return None;
    }
    if let Some(stand_in) = presence.stand_in.as_ref().filter(|one| works_here(one)) {
        // What lies there when an absence begins stays: the stand-in may work on it as it is.
        return arrived.then_some(Routed {
            to: Some(stand_in.id),
            by: RoutedBy::StandIn { absent },
        });
    }
    by_rule(at_hand, Some(absent)).or(Some(Routed {
        to: None,
        by: RoutedBy::NobodyThere { absent },
    }))
}

fn by_rule(at_hand: &AtHand, absent: Option<OfficialId>) -> Option<Routed> {
    let rule = at_hand.rule.as_ref()?;
    let there: Vec<Candidate> = at_hand
        .candidates
        .iter()
        .filter(|one| Some(one.official) != absent)
        .copied()
        .collect();
    let to = pick(rule.way, &there)?;
    Some(Routed {
        to: Some(to),
        by: RoutedBy::Rule {
            rule: rule.id,
            way: rule.way,
        },
    })
}
