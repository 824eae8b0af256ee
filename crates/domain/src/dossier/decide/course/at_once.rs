//! Five things in one visit (5 tại chỗ): one command, and the usual events in their order.

use crate::dossier::command::AtOnce;
use crate::dossier::decide::course::going::Going;
use crate::dossier::decide::{given, opening, result};
use crate::dossier::event::{Event, Proposal};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Holding, Outcome, Situation, Stage};
use crate::people::delegation::SignedAs;
use crate::policy;
use crate::process::draft::{Ending, Work};

/// Whether all can be done at once from here.
pub(super) fn may_settle(going: &Going<'_>) -> Result<(), Refusal> {
    let granting = going.clone().at_once(Outcome::Granted);
    granting
        .or_else(|why| going.clone().at_once(Outcome::Declined).map_err(|_| why))
        .map(|_| ())
}

/// Receives where that is still to be done, appraises, approves or declines, records and hands over.
pub(super) fn settle(
    situation: &Situation<'_>,
    dossier: &Dossier,
    told: &AtOnce,
) -> Result<Vec<Event>, Refusal> {
    let mut events = match dossier.stage {
        Stage::Submitted => opening::receive(situation, dossier, &told.papers)?,
        _ => Vec::new(),
    };
    let received = super::begin::folded(situation, Some(dossier), &events);
    let received = received.ok_or(Refusal::NotAtThisStage)?;
    let going = Going::of(situation, &received)?.at_once(told.outcome)?;
    let main = going.main().ok_or(CourseRefusal::StepNotOpen)?;
    let official = situation.actor.official().ok_or(Refusal::NotYours)?;
    if !official.is(main.role) || official.unit != main.to.unit {
        return Err(Refusal::NotYours);
    }
    if !received.owed().is_zero() {
        let amount = received.owed();
        return Err(Refusal::StillOwed { amount });
    }
    let to = main.to.clone();
    let signed = policy::signed(situation, &received, &received.competent);
    let mut done = decided(told, &main.to, signed)?;
    let issued = result::issued(situation, &received, &told.result)?;
    done.push(Event::ResultRecorded { result: issued, to });
    let issued = going.folded(&done);
    done.extend(result::hand_over(&issued, &told.recipient, told.proof)?);
    let handed_over = going.folded(&done);
    let moved = going.issuing().seen_as(handed_over).settled(told.outcome)?;
    events.extend(done);
    events.push(moved.along()?);
    Ok(events)
}

fn decided(
    told: &AtOnce,
    to: &Holding,
    signed: Option<Box<SignedAs>>,
) -> Result<Vec<Event>, Refusal> {
    let proposed = |note| Event::Proposed {
        proposal: Proposal {
            outcome: told.outcome,
            note,
        },
        to: to.clone(),
    };
    match (told.outcome, &told.reason) {
        (Outcome::Granted, _) => {
            let to = to.clone();
            Ok(vec![proposed(None), Event::Approved { to, signed }])
        }
        (Outcome::Declined, None) => Err(Refusal::ReasonMissing),
        (Outcome::Declined, Some(reason)) => {
            given(reason)?;
            let reason = Personal::sealed(reason);
            let to = to.clone();
            let declined = Event::Declined { reason, to, signed };
            Ok(vec![proposed(None), declined])
        }
    }
}

impl Going<'_> {
    /// At the step that does all at once and can end so: the main one, or the one next to reception.
    fn at_once(self, outcome: Outcome) -> Result<Self, Refusal> {
        let main = self.main().ok_or(CourseRefusal::StepNotOpen)?;
        if main.work == Work::AtOnce {
            return if self.ends_so(outcome) {
                Ok(self)
            } else {
                Err(CourseRefusal::NotAWay.into())
            };
        }
        if main.work != Work::Reception {
            return Err(CourseRefusal::StepNotOpen.into());
        }
        let mut next = self.pick_any().into_iter().filter_map(|done| {
            let moved = self.clone().after_done(done).ok()?;
            let is_there = moved.main().is_some_and(|main| main.work == Work::AtOnce);
            (is_there && moved.ends_so(outcome)).then_some(moved)
        });
        next.next().ok_or_else(|| CourseRefusal::StepNotOpen.into())
    }

    fn ends_so(&self, outcome: Outcome) -> bool {
        let wanted = match outcome {
            Outcome::Granted => Ending::Granted,
            Outcome::Declined => Ending::Declined,
        };
        let key = self.main().and_then(|main| main.key);
        let draft = self.process.draft();
        let ahead = key.and_then(|key| draft.outlook(&key, None, self.facts()));
        ahead.is_some_and(|ahead| ahead.endings.contains(&wanted))
    }

    /// Once the step is done, and whatever of recording and handing over the process has behind it.
    fn settled(mut self, outcome: Outcome) -> Result<Self, Refusal> {
        loop {
            let Some(main) = self.main() else {
                return Ok(self);
            };
            let (Some(key), Work::AtOnce | Work::Records | Work::Return) = (main.key, main.work)
            else {
                return Ok(self);
            };
            let step = crate::dossier::course::step_of(self.process.draft(), &key);
            let results = step
                .map(|(_, step)| step.results.clone())
                .unwrap_or_default();
            let wanted = match outcome {
                Outcome::Granted => Ending::Granted,
                Outcome::Declined => Ending::Declined,
            };
            let leads = |result: &&String| {
                let ahead = self
                    .process
                    .draft()
                    .outlook(&key, Some(result), self.facts());
                ahead.is_some_and(|ahead| ahead.endings.contains(&wanted))
            };
            let result = results.iter().find(leads).cloned();
            self = self.after_beside(&key, result.as_deref())?;
        }
    }
}
