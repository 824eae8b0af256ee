//! Settlement: forward, take, examine, propose, decide.

use crate::dossier::command::Act;
use crate::dossier::decide::{consultation, given};
use crate::dossier::event::{ChecklistMark, Event, Proposal};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::routing::RoutingRefusal;
use crate::dossier::{Dossier, Holding, Outcome, Situation, Stage};
use crate::people::delegation::SignedAs;
use crate::people::{OfficialId, Role};
use crate::policy;
use crate::workflow::{self, Step, StepIndex, StepKind, Workflow};

/// To the next step: from the desk to the first examination, or from one examination to the next.
pub(super) fn forward(situation: &Situation<'_>, dossier: &Dossier) -> Result<Vec<Event>, Refusal> {
    let here = held(dossier)?;
    let (index, step) = workflow_of(situation, dossier)?
        .after(here.step)
        .filter(|(_, step)| step.kind == StepKind::Examination)
        .ok_or(Refusal::NotAtThisStage)?;
    let mut events = consultation::taken_as_they_are(dossier, |_| true);
    events.push(Event::Forwarded {
        to: holding(situation, dossier, index, step),
    });
    Ok(events)
}

/// Gives a dossier to an official of the unit. A case officer takes what nobody has, and hands on
/// what they have themselves, with a reason.
pub(super) fn assign(
    situation: &Situation<'_>,
    dossier: &Dossier,
    to: OfficialId,
    reason: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let here = held(dossier)?;
    let asking = situation.actor.official().ok_or(Refusal::NotYours)?;
    let is_led = policy::is_led_by(situation.actor, dossier);
    let has = policy::has(asking, situation.duty, dossier);
    if to != asking.id && !is_led && !has {
        return Err(Refusal::NotYours);
    }
    let named = situation
        .named
        .filter(|named| named.id == to)
        .ok_or(Refusal::OfficerUnknown)?;
    if situation.duty.away.contains(&to) {
        return Err(RoutingRefusal::OfficerAway { officer: to }.into());
    }
    if named.unit != here.unit {
        return Err(Refusal::OfficerInAnotherUnit);
    }
    if !named.is(Role::CaseOfficer) {
        return Err(Refusal::OfficerLacksRole);
    }
    if here.officer == Some(to) {
        return Err(Refusal::AlreadyTheirs);
    }
    let reason = reason.filter(|reason| !reason.value.trim().is_empty());
    // Who answers for a dossier does not change without a word, unless a leader changes it.
    if to != asking.id && !is_led && reason.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![Event::Assigned {
        to,
        reason: reason.map(Personal::sealed),
    }])
}

/// A note, marks, or both.
pub(super) fn examine(
    situation: &Situation<'_>,
    dossier: &Dossier,
    note: Option<&Personal<String>>,
    marks: &[ChecklistMark],
) -> Result<Vec<Event>, Refusal> {
    let note = note.filter(|note| !note.value.trim().is_empty());
    if note.is_none() && marks.is_empty() {
        return Err(Refusal::NothingExamined);
    }
    let case = dossier
        .procedure_in(situation.rules)
        .and_then(|procedure| procedure.case(&dossier.case))
        .ok_or(Refusal::UnknownCase)?;
    if let Some(mark) = marks.iter().find(|mark| case.paper(&mark.paper).is_none()) {
        return Err(Refusal::UnknownPaper {
            paper: mark.paper.clone(),
        });
    }
    Ok(vec![Event::Examined {
        note: note.map(Personal::sealed),
        marks: marks.to_vec(),
    }])
}

/// Up to the leader.
pub(super) fn propose(
    situation: &Situation<'_>,
    dossier: &Dossier,
    outcome: Outcome,
    note: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let here = held(dossier)?;
    let (index, step) = workflow_of(situation, dossier)?
        .after(here.step)
        .filter(|(_, step)| step.kind == StepKind::Decision)
        .ok_or(Refusal::NotAtThisStage)?;
    if outcome == Outcome::Declined && note.is_none_or(|note| note.value.trim().is_empty()) {
        return Err(Refusal::ReasonMissing);
    }
    let proposal = Proposal {
        outcome,
        note: note.map(Personal::sealed),
    };
    let mut events = consultation::taken_as_they_are(dossier, |_| true);
    events.push(Event::Proposed {
        proposal,
        to: holding(situation, dossier, index, step),
    });
    Ok(events)
}

/// Back to the step before, to whoever held it there.
pub(super) fn send_back(
    situation: &Situation<'_>,
    dossier: &Dossier,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    given(reason)?;
    let mut events = consultation::taken_as_they_are(dossier, |_| true);
    events.push(Event::SentBack {
        reason: reason.sealed(),
        to: before(situation, dossier)?,
    });
    Ok(events)
}

/// Whether a case officer may take it or hand it on: nobody else has it.
pub(crate) fn may_assign(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let Some(asking) = situation.actor.official() else {
        return Err(Refusal::NotYours);
    };
    match dossier.holding().and_then(|here| here.officer) {
        _ if policy::is_led_by(situation.actor, dossier)
            || policy::has(asking, situation.duty, dossier) =>
        {
            Ok(())
        }
        Some(officer) => Err(Refusal::HeldByAnother { officer }),
        None => Ok(()),
    }
}

/// Whether there is something to approve: what was proposed to be declined is declined.
pub(crate) fn may_approve(dossier: &Dossier) -> Result<(), Refusal> {
    match &dossier.stage {
        Stage::Deciding(_, proposal) if proposal.outcome == Outcome::Granted => Ok(()),
        Stage::Deciding(..) => Err(Refusal::ProposedToDecline),
        _ => Err(Refusal::NotAtThisStage),
    }
}

/// Grants what was proposed to be granted.
pub(super) fn approve(situation: &Situation<'_>, dossier: &Dossier) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Approved {
        to: next(situation, dossier)?,
        signed: signed(situation, dossier),
    }])
}

/// Declines in writing, with a reason: that too is a result, numbered and handed over.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19: a written answer with reason, within the limit.
pub(super) fn decline(
    situation: &Situation<'_>,
    dossier: &Dossier,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    given(reason)?;
    Ok(vec![Event::Declined {
        reason: reason.sealed(),
        to: next(situation, dossier)?,
        signed: signed(situation, dossier),
    }])
}

/// The holding of the step that follows.
pub(super) fn next(situation: &Situation<'_>, dossier: &Dossier) -> Result<Holding, Refusal> {
    let here = held(dossier)?;
    let workflow = workflow_of(situation, dossier)?;
    let (index, step) = workflow.after(here.step).ok_or(Refusal::NotAtThisStage)?;
    Ok(holding(situation, dossier, index, step))
}

/// The holding of the step before, with whoever held it there.
pub(super) fn before(situation: &Situation<'_>, dossier: &Dossier) -> Result<Holding, Refusal> {
    let here = held(dossier)?;
    let index = here.step.0.checked_sub(1).map(StepIndex);
    let index = index.ok_or(Refusal::NotAtThisStage)?;
    let workflow = workflow_of(situation, dossier)?;
    let step = workflow.step(index).ok_or(Refusal::NotAtThisStage)?;
    Ok(holding(situation, dossier, index, step))
}

/// Whether a step of the line lets `act` go on, besides stage and person.
///
/// A line may hold several examinations: only the last one proposes, the others forward.
pub(crate) fn step_allows(situation: &Situation<'_>, dossier: &Dossier, act: Act) -> bool {
    if dossier.course.is_some() {
        // Its process was asked before.
        return true;
    }
    let wanted = match act {
        Act::Forward => StepKind::Examination,
        Act::Propose => StepKind::Decision,
        _ => return true,
    };
    let Ok(workflow) = workflow_of(situation, dossier) else {
        return false;
    };
    dossier
        .holding()
        .and_then(|here| workflow.after(here.step))
        .is_some_and(|(_, step)| step.kind == wanted)
}

/// In which capacity a decision is signed: of the unit that has the dossier.
pub(super) fn signed(situation: &Situation<'_>, dossier: &Dossier) -> Option<Box<SignedAs>> {
    policy::signed(situation, dossier, dossier.unit())
}

fn held(dossier: &Dossier) -> Result<&Holding, Refusal> {
    dossier.holding().ok_or(Refusal::NotAtThisStage)
}

fn workflow_of<'a>(situation: &Situation<'a>, dossier: &Dossier) -> Result<&'a Workflow, Refusal> {
    let procedure = dossier
        .procedure_in(situation.rules)
        .ok_or(Refusal::UnknownProcedure)?;
    Ok(&procedure.workflow)
}

fn holding(situation: &Situation<'_>, dossier: &Dossier, index: StepIndex, step: &Step) -> Holding {
    Holding {
        step: index,
        unit: workflow::unit_for(
            &step.unit,
            &dossier.desk,
            &dossier.competent,
            situation.rules,
            situation.now.today(),
        ),
        officer: dossier.officers.get(&index).copied(),
    }
}
