//! The fold: one event further. It believes every event and cannot fail.

use crate::calendar::pauses::{Pause, PauseGround};
use crate::dossier::apology::{Apologised, Apology};
use crate::dossier::event::{CorrectedFact, Event, Recorded, Submitted};
use crate::dossier::{
    Dossier, GivenPromise, Holding, Now, Outcome, Resume, Stage, passed_on, took_part,
};
use crate::money::Dong;
use crate::people::OfficialId;
use crate::workflow::StepIndex;

/// The dossier after one more event; none as long as it was not opened.
pub fn after(dossier: Option<Dossier>, recorded: &Recorded) -> Option<Dossier> {
    let stood = dossier.as_ref().map(standing);
    let held = dossier.as_ref().and_then(Dossier::holding).cloned();
    let done_by = dossier
        .as_ref()
        .map(|dossier| took_part::in_event(dossier, &recorded.event));
    let mut next = match (dossier, &recorded.event) {
        (None, Event::Submitted(facts)) => opened(facts, recorded.at),
        (None, _) => return None,
        (Some(dossier), event) => changed(dossier, event, recorded.at),
    };
    next.number = recorded.number;
    next.took_part.extend(done_by.into_iter().flatten());
    next.passed_on = passed_on::after(&next, held.as_ref(), &recorded.event);
    // Along a process the event behind it tells where it comes to.
    let moves_on = match recorded.event {
        Event::Forwarded { .. } | Event::SentBack { .. } => next.course.is_some(),
        _ => false,
    };
    if let Stage::Examining(holding) = &next.stage
        && !moves_on
    {
        next.examined_by = Some(holding.clone());
    }
    if stood != Some(standing(&next)) {
        next.stage_since = recorded.at;
    }
    if !moves_nothing(&recorded.event) {
        next.last_at = recorded.at;
    }
    Some(next)
}

/// Stage and step: what a dossier moves through.
fn standing(dossier: &Dossier) -> (&'static str, Option<StepIndex>) {
    let step = dossier.holding().map(|holding| holding.step);
    (dossier.stage.name(), step)
}

/// Whether nobody worked on the dossier: something was said about the service, another unit carries
/// on, or the calendar changed. A dossier that stood still before still does.
fn moves_nothing(event: &Event) -> bool {
    if let Event::Consultation(event) = event {
        return event.is_reminder();
    }
    matches!(
        event,
        Event::Rated { .. }
            | Event::FeedbackGiven { .. }
            | Event::FeedbackAnswered { .. }
            | Event::TakenOver { .. }
            | Event::PromiseMoved(_)
            | Event::Routed(_)
    )
}

/// The dossier that a whole history tells.
pub fn replay<'a>(history: impl IntoIterator<Item = &'a Recorded>) -> Option<Dossier> {
    history.into_iter().fold(None, after)
}

fn opened(facts: &Submitted, at: Now) -> Dossier {
    Dossier {
        code: facts.code.clone(),
        number: 0,
        procedure: facts.procedure.clone(),
        version: facts.version,
        case: facts.case.clone(),
        channel: facts.channel,
        desk: facts.desk.clone(),
        competent: facts.competent.clone(),
        applicant_kind: facts.applicant_kind,
        applicant: facts.applicant.clone(),
        representative: facts.representative.clone(),
        answers: facts.answers.clone(),
        secret: facts.secret.clone(),
        papers: facts.papers.clone(),
        return_via: facts.return_via,
        assisted: facts.assisted,
        part_of: facts.part_of.clone(),
        stage: Stage::Submitted,
        stage_since: at,
        promise: None,
        counted: None,
        pauses: Vec::new(),
        apology: None,
        submitted_at: at,
        received_at: None,
        settled_at: None,
        supplements_asked: 0,
        charges: Vec::new(),
        charged_in_settlement: false,
        waived: Dong::ZERO,
        paid: Dong::ZERO,
        examined_by: None,
        officers: std::collections::BTreeMap::new(),
        took_part: std::collections::BTreeSet::new(),
        passed_on: None,
        course: None,
        rated: None,
        feedback_at: None,
        consultations: Vec::new(),
        last_at: at,
    }
}

fn changed(mut dossier: Dossier, event: &Event, at: Now) -> Dossier {
    match event {
        Event::Submitted(_) | Event::Examined { .. } => {}
        Event::Received {
            papers,
            promise,
            holding,
        } => {
            dossier.papers.extend(papers.iter().cloned());
            dossier.give(promise.as_ref(), at);
            dossier.received_at = Some(at);
            dossier.remember(holding);
            dossier.stage = Stage::Received(holding.clone());
        }
        Event::SupplementAsked { to, .. } => {
            dossier.supplements_asked += 1;
            if to.is_some() {
                dossier.pause(PauseGround::Supplement, at);
            }
            let then = to.clone().map_or(Resume::Reception, Resume::Settlement);
            dossier.stage = Stage::AwaitingSupplement { then };
        }
        Event::Supplemented {
            papers,
            answers,
            promise,
            ..
        } => {
            dossier.papers.extend(papers.iter().cloned());
            if let Some(answers) = answers {
                dossier.answers = answers.clone();
            }
            dossier.resume(at);
            dossier.give(promise.as_ref(), at);
            dossier.stage = match dossier.stage {
                Stage::AwaitingSupplement {
                    then: Resume::Settlement(holding),
                } => {
                    if holding.step.0 == 0 {
                        Stage::Received(holding)
                    } else {
                        Stage::Examining(holding)
                    }
                }
                _ => Stage::Submitted,
            };
        }
        Event::ReceptionRefused { .. } => dossier.end(Stage::Refused, at),
        Event::Forwarded { to } => dossier.stage = Stage::Examining(to.clone()),
        Event::Assigned { to, .. } => {
            if let Stage::Examining(holding) = &mut dossier.stage {
                holding.officer = Some(*to);
                dossier.officers.insert(holding.step, *to);
            }
        }
        Event::Proposed { proposal, to } => {
            dossier.stage = Stage::Deciding(to.clone(), proposal.clone());
        }
        Event::SentBack { to, .. } => dossier.stage = dossier.stage_sent_back(to),
        Event::PulledBack { to, .. } => dossier.stage = Dossier::stage_pulled_back(to),
        Event::Approved { to, .. } => {
            dossier.stage = Stage::Numbering(to.clone(), Outcome::Granted)
        }
        Event::Declined { to, .. } => {
            dossier.stage = Stage::Numbering(to.clone(), Outcome::Declined);
        }
        Event::ResultRecorded { result, to } => {
            dossier.settled_at = Some(at);
            dossier.stage = Stage::Resolved(to.clone(), dossier.outcome(), result.clone());
        }
        Event::HandedOver { .. } => {
            if let Stage::Resolved(_, outcome, result) = dossier.stage {
                dossier.stage = Stage::HandedOver(outcome, result);
            }
        }
        Event::Withdrawn { .. } => dossier.end(Stage::Withdrawn, at),
        Event::Stopped { .. } => dossier.end(Stage::Stopped, at),
        Event::Corrected { correction, .. } => dossier.put_right(correction),
        Event::Charged { charges } => {
            dossier.charges.extend(charges.iter().cloned());
            dossier.charged_in_settlement |= !matches!(dossier.stage, Stage::Received(_));
        }
        Event::PaymentRecorded { amount, .. } => dossier.paid = dossier.paid.plus(*amount),
        Event::Waived { amount, .. } => dossier.waived = dossier.waived.plus(*amount),
        Event::Rated { score, .. } => dossier.rated = Some(*score),
        Event::FeedbackGiven { .. } => dossier.feedback_at = Some(at),
        Event::FeedbackAnswered { .. } => dossier.feedback_at = None,
        Event::TakenOver {
            desk,
            competent,
            to,
            beside,
            ..
        } => {
            let from = (dossier.desk.clone(), dossier.competent.clone());
            dossier.carry_on_course((&from.0, &from.1), (desk, competent));
            dossier.carry_on_beside(beside, to.as_ref());
            dossier.desk.clone_from(desk);
            dossier.competent.clone_from(competent);
            if let (Some(held), Some(to)) = (dossier.holding_mut(), to) {
                held.clone_from(to);
            }
        }
        Event::Paused(paused) => dossier.pause(paused.ground, at),
        Event::Resumed { promise } => {
            dossier.resume(at);
            dossier.give(promise.as_ref(), at);
        }
        Event::Apologised(letter) => dossier.apologise(letter, at),
        Event::Routed(routed) => dossier.routed_to(routed.to),
        Event::PromiseMoved(moved) => dossier.give(Some(&moved.promise), at),
        Event::Consultation(event) => dossier.consulted(event, at),
        Event::Along(along) => dossier.go_along(along, at),
    }
    dossier
}

impl Dossier {
    fn end(&mut self, stage: Stage, at: Now) {
        self.resume(at);
        self.lapse_consultations(at);
        self.stage = stage;
        self.settled_at = Some(at);
    }

    /// A new promise takes the place of the one before; without a new one that one stays.
    fn give(&mut self, promise: Option<&GivenPromise>, at: Now) {
        if let Some(promise) = promise {
            self.counted = Some(promise.counted_from(at));
            self.promise = Some(promise.clone());
        }
    }

    /// A pause begins neither before the count nor inside the pause before it: where a server's
    /// clock went backwards, the ledger of the dossier stays one that can be counted.
    fn pause(&mut self, ground: PauseGround, at: Now) {
        let counted = self.counted.as_ref().map(|count| count.from);
        let before = self.pauses.last().and_then(|pause| pause.to);
        let earliest = counted.max(before);
        self.pauses.push(Pause {
            from: earliest.map_or(at.local(), |earliest| earliest.max(at.local())),
            to: None,
            ground,
        });
    }

    fn resume(&mut self, at: Now) {
        let open = self.pauses.last_mut();
        if let Some(pause) = open.filter(|pause| pause.to.is_none()) {
            pause.to = Some(at.local().max(pause.from));
        }
    }

    fn apologise(&mut self, letter: &Apologised, at: Now) {
        let promise = &letter.promise;
        self.apology = Some(Apology {
            at,
            was_due: self.promise.as_ref().unwrap_or(promise).due,
            cause: letter.cause,
            number: letter.number.clone(),
            dated_on: letter.dated_on,
            signer: letter.signer,
        });
        self.give(Some(promise), at);
    }

    fn holding_mut(&mut self) -> Option<&mut Holding> {
        match &mut self.stage {
            Stage::Received(holding)
            | Stage::Examining(holding)
            | Stage::Deciding(holding, _)
            | Stage::Numbering(holding, _)
            | Stage::Resolved(holding, _, _)
            | Stage::AwaitingSupplement {
                then: Resume::Settlement(holding),
            } => Some(holding),
            Stage::Submitted
            | Stage::AwaitingSupplement {
                then: Resume::Reception,
            }
            | Stage::Refused
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }

    /// In somebody's box, or in the list of the unit.
    fn routed_to(&mut self, to: Option<OfficialId>) {
        if let Stage::Examining(holding) = &mut self.stage {
            holding.officer = to;
            match to {
                Some(to) => self.officers.insert(holding.step, to),
                None => self.officers.remove(&holding.step),
            };
        }
    }

    fn remember(&mut self, holding: &Holding) {
        if let Some(officer) = holding.officer {
            self.officers.insert(holding.step, officer);
        }
    }

    fn outcome(&self) -> Outcome {
        match &self.stage {
            Stage::Numbering(_, outcome)
            | Stage::Resolved(_, outcome, _)
            | Stage::HandedOver(outcome, _) => *outcome,
            _ => Outcome::Granted,
        }
    }

    /// Back from the clerk to the leader, who has what was decided before them; else one step
    /// earlier.
    fn stage_sent_back(&self, to: &Holding) -> Stage {
        match (&self.stage, to.step.0) {
            (Stage::Numbering(_, outcome), _) => {
                let proposal = crate::dossier::event::Proposal {
                    outcome: *outcome,
                    note: None,
                };
                Stage::Deciding(to.clone(), proposal)
            }
            (_, 0) => Stage::Received(to.clone()),
            _ => Stage::Examining(to.clone()),
        }
    }

    fn put_right(&mut self, correction: &CorrectedFact) {
        match correction {
            CorrectedFact::Applicant { kind, row } => {
                self.applicant_kind = *kind;
                self.applicant = row.clone();
            }
            CorrectedFact::Answers(row) => self.answers = row.clone(),
            CorrectedFact::ReturnVia(via) => self.return_via = *via,
            CorrectedFact::IssuedResult(issued) => match &mut self.stage {
                Stage::Resolved(_, _, result) | Stage::HandedOver(_, result) => {
                    result.clone_from(issued);
                }
                _ => {}
            },
        }
    }
}
