//! Taking over: a unit that the dossier lies with has ended, and another one carries on.

use crate::dossier::carried_on::CarriedOn;
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Holding, Situation};
use crate::people::OfficialId;
use crate::policy;

/// Who carries on once this person takes it over, if they may and something has ended.
pub(crate) fn may_take_over(
    situation: &Situation<'_>,
    dossier: &Dossier,
) -> Result<CarriedOn, Refusal> {
    let (rules, day) = (situation.rules, situation.now.today());
    if !policy::may_take_over(situation.actor, dossier, rules, day) {
        return Err(Refusal::NotYours);
    }
    // What is over stays with the unit that ended it, unless somebody waits for an answer there.
    if !dossier.is_open() && dossier.feedback_at.is_none() {
        return Err(Refusal::NotAtThisStage);
    }
    dossier.carried_on(rules, day, policy::unit_at_work(situation.actor))
}

/// Moves the dossier to the units that carry on. Code, promise and stage stay as they are.
pub(super) fn take_over(
    situation: &Situation<'_>,
    dossier: &Dossier,
) -> Result<Vec<Event>, Refusal> {
    let next = may_take_over(situation, dossier)?;
    let from = dossier
        .ended_unit(situation.rules, situation.now.today())
        .ok_or(Refusal::NothingToTakeOver)?;
    let to = next.holding.map(|held| Holding {
        officer: officer(situation, dossier, &held),
        ..held
    });
    Ok(vec![Event::TakenOver {
        from: from.id.clone(),
        desk: next.desk,
        competent: next.competent,
        to,
        beside: next.beside,
    }])
}

/// Whoever has it keeps it where they work in the unit that carries on; else nobody has it.
fn officer(situation: &Situation<'_>, dossier: &Dossier, next: &Holding) -> Option<OfficialId> {
    let has = next.officer?;
    let stays = dossier.holding().is_some_and(|held| held.unit == next.unit);
    let went_along = situation
        .named
        .is_some_and(|named| named.id == has && named.unit == next.unit);
    (stays || went_along).then_some(has)
}
