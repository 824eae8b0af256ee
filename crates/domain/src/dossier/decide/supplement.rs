//! Supplement: asked once, with one complete list.

use crate::dossier::command::{HandedIn, MissingItem};
use crate::dossier::decide::{given, papers, pause, settlement};
use crate::dossier::event::{AskedItem, Event};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Holding, Situation, Stage};
use crate::policy;
use crate::procedure::declaration::Answers;
use crate::procedure::paper::RequiredPaper;

/// Supplement requests that officers may send for one dossier; any further one takes a leader's
/// reason, is recorded with it, and counts against the agency.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 17 and Điều 19: asked once, in writing, complete
/// [memory, high]; Nghị định 118/2025/NĐ-CP keeps it [memory, medium].
pub const SUPPLEMENT_REQUESTS_MAX: u32 = 1;

/// Whether this person may ask now: officers once, a leader again; and there is something to ask.
pub(crate) fn may_ask(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    if asked_enough(dossier) && !policy::is_led_by(situation.actor, dossier) {
        return Err(Refusal::AlreadyAskedOnce);
    }
    let case = dossier
        .procedure_in(situation.rules)
        .and_then(|procedure| procedure.case(&dossier.case))
        .ok_or(Refusal::UnknownCase)?;
    if case.papers.iter().any(may_be_asked) {
        Ok(())
    } else {
        Err(Refusal::NothingMissing)
    }
}

/// Nobody may ask for what can be read from a database.
///
/// Law: Nghị định 107/2021/NĐ-CP and Nghị định 118/2025/NĐ-CP [memory, medium].
fn may_be_asked(paper: &RequiredPaper) -> bool {
    paper.replaceable_by.is_none()
}

fn asked_enough(dossier: &Dossier) -> bool {
    dossier.supplements_asked >= SUPPLEMENT_REQUESTS_MAX
}

/// Asks the applicant for everything that is missing; whoever asks again says why.
pub(super) fn ask(
    situation: &Situation<'_>,
    dossier: &Dossier,
    items: &[MissingItem],
    reason: &Personal<String>,
    again_because: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    if items.is_empty() || items.iter().any(|item| item.what.value.trim().is_empty()) {
        return Err(Refusal::NothingMissing);
    }
    given(reason)?;
    let case = dossier
        .procedure_in(situation.rules)
        .and_then(|procedure| procedure.case(&dossier.case))
        .ok_or(Refusal::UnknownCase)?;
    for (at, item) in items.iter().enumerate() {
        let paper = item.paper.clone();
        match case.paper(&paper) {
            None => return Err(Refusal::UnknownPaper { paper }),
            Some(_) if items[..at].iter().any(|earlier| earlier.paper == paper) => {
                return Err(Refusal::PaperTwice { paper });
            }
            Some(required) if !may_be_asked(required) => {
                return Err(Refusal::PaperNotToBeAsked { paper });
            }
            Some(_) => {}
        }
    }
    // A first request has no reason for a second one, whatever a form sent along.
    let again_because = again_because.filter(|_| asked_enough(dossier));
    if asked_enough(dossier) && again_because.is_none_or(|because| given(because).is_err()) {
        return Err(Refusal::LeaderReasonMissing);
    }
    Ok(vec![Event::SupplementAsked {
        items: items
            .iter()
            .map(|item| AskedItem {
                paper: item.paper.clone(),
                what: item.what.sealed(),
            })
            .collect(),
        reason: reason.sealed(),
        again_because: again_because.map(Personal::sealed),
        to: taken_up_by(situation, dossier)?,
    }])
}

/// What a leader asks for is examined when it comes: it goes back to the last examination.
fn taken_up_by(situation: &Situation<'_>, dossier: &Dossier) -> Result<Option<Holding>, Refusal> {
    match &dossier.stage {
        Stage::Deciding(..) if dossier.course.is_none() => {
            settlement::before(situation, dossier).map(Some)
        }
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => Ok(dossier.holding().cloned()),
    }
}

/// Takes what the applicant brings.
pub(super) fn supplement(
    situation: &Situation<'_>,
    dossier: &Dossier,
    handed_in: &[HandedIn],
    answers: Option<&Personal<Answers>>,
    note: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let case = dossier
        .procedure_in(situation.rules)
        .and_then(|procedure| procedure.case(&dossier.case))
        .ok_or(Refusal::UnknownCase)?;
    if handed_in.is_empty() && answers.is_none() {
        return Err(Refusal::NothingAdded);
    }
    Ok(vec![Event::Supplemented {
        papers: papers::read(case, handed_in)?,
        answers: answers.map(Personal::sealed),
        note: note.map(Personal::sealed),
        // In settlement the limit counts anew, or goes on, by the reading of the law that holds.
        promise: pause::promise_after_pause(situation, dossier)?,
    }])
}
