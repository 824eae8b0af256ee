//! Pulled back: whoever passed a dossier on takes it back before the next one acts.

use crate::dossier::decide::{given, pause};
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::routing::RoutingRefusal;
use crate::dossier::{Dossier, Situation, Stage};
use crate::policy;

/// Whether this person may take it back now.
///
/// Not law: an honest mistake is mended by whoever made it, as long as nobody has built on it.
pub(crate) fn may_pull_back(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    // What a desk passed on to a wait of the process it still has.
    let waits = dossier
        .course
        .as_ref()
        .is_some_and(|course| course.main.is_none());
    let passed = match &dossier.stage {
        Stage::Examining(_) | Stage::Deciding(..) => dossier.passed_on.as_ref(),
        Stage::Received(_) if waits => dossier.passed_on.as_ref(),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => return Err(Refusal::NotAtThisStage),
    };
    let passed = passed.ok_or(RoutingRefusal::NothingToPullBack)?;
    let official = situation.actor.official().ok_or(Refusal::NotYours)?;
    if !policy::passed_on(official, situation.duty, dossier, passed) {
        return Err(RoutingRefusal::PassedOnByAnother.into());
    }
    pause::may_move(dossier)
}

/// Back to where it was, with whoever had it there.
pub(super) fn pull_back(
    dossier: &Dossier,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    given(reason)?;
    let to = dossier.passed_on.clone();
    Ok(vec![Event::PulledBack {
        reason: reason.sealed(),
        to: to.ok_or(RoutingRefusal::NothingToPullBack)?,
    }])
}
