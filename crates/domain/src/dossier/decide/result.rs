//! The result: issued, handed over, and put right when an honest error was made.

use crate::dossier::command::{Correction, ResultToRecord};
use crate::dossier::decide::{given, papers, settlement};
use crate::dossier::event::{CorrectedFact, Event, HandedForm, IssuedResult};
use crate::dossier::ground::HandOverProof;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, ReturnVia, Situation, Stage};
use crate::people::{Actor, Applicant, Role};

/// Gives the result its number and sends it to the desk.
pub(super) fn record(
    situation: &Situation<'_>,
    dossier: &Dossier,
    result: &ResultToRecord,
) -> Result<Vec<Event>, Refusal> {
    let issued = issued(situation, dossier, result)?;
    Ok(vec![Event::ResultRecorded {
        result: issued,
        to: settlement::next(situation, dossier)?,
    }])
}

/// Hands the result over. What is owed was asked about at the gate; lateness never blocks it.
pub(super) fn hand_over(
    dossier: &Dossier,
    recipient: &Personal<String>,
    proof: HandOverProof,
) -> Result<Vec<Event>, Refusal> {
    match proof {
        // Nobody can have downloaded what is not there.
        HandOverProof::Electronic if has_no_file(dossier) => {
            return Err(Refusal::ResultFileMissing);
        }
        HandOverProof::Receipt
        | HandOverProof::IdentityCard
        | HandOverProof::Authorisation
        | HandOverProof::Post
        | HandOverProof::Electronic => {}
    }
    if recipient.value.trim().is_empty() {
        return Err(Refusal::RecipientMissing);
    }
    Ok(vec![Event::HandedOver {
        recipient: recipient.sealed(),
        proof,
    }])
}

/// Puts an honest error right: the desk what the applicant wrote, the records clerk the result.
pub(super) fn correct(
    situation: &Situation<'_>,
    dossier: &Dossier,
    correction: &Correction,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    let (at_desk, in_records) = corrects(situation.actor, dossier);
    let theirs = match correction {
        Correction::Applicant(_) | Correction::Answers(_) | Correction::ReturnVia(_) => at_desk,
        Correction::IssuedResult(_) => in_records,
    };
    if !theirs {
        return Err(Refusal::NotYours);
    }
    let fact = match correction {
        Correction::Applicant(row) => applicant(situation, dossier, row)?,
        Correction::Answers(row) => CorrectedFact::Answers(row.sealed()),
        Correction::ReturnVia(via) => return_via(dossier, *via)?,
        Correction::IssuedResult(result) => issued_result(situation, dossier, result)?,
    };
    given(reason)?;
    Ok(vec![Event::Corrected {
        correction: fact,
        reason: reason.sealed(),
    }])
}

fn applicant(
    situation: &Situation<'_>,
    dossier: &Dossier,
    row: &Personal<Applicant>,
) -> Result<CorrectedFact, Refusal> {
    let procedure = dossier
        .procedure_in(situation.rules)
        .ok_or(Refusal::UnknownProcedure)?;
    if !procedure.applicants.contains(&row.value.kind) {
        return Err(Refusal::WrongApplicantKind);
    }
    Ok(CorrectedFact::Applicant {
        kind: row.value.kind,
        row: row.sealed(),
    })
}

fn return_via(dossier: &Dossier, via: ReturnVia) -> Result<CorrectedFact, Refusal> {
    if matches!(dossier.stage, Stage::HandedOver(..)) {
        return Err(Refusal::NotAtThisStage);
    }
    if via == dossier.return_via {
        return Err(Refusal::NothingToCorrect);
    }
    if via == ReturnVia::Electronic && has_no_file(dossier) {
        return Err(Refusal::ResultFileMissing);
    }
    Ok(CorrectedFact::ReturnVia(via))
}

fn issued_result(
    situation: &Situation<'_>,
    dossier: &Dossier,
    result: &ResultToRecord,
) -> Result<CorrectedFact, Refusal> {
    let there = issued_in(dossier).ok_or(Refusal::NotAtThisStage)?;
    let mut right = issued(situation, dossier, result)?;
    // What was not asked anew stays as it was said.
    right.facts = right.facts.or_else(|| there.facts.clone());
    let facts = |of: &IssuedResult| {
        let says = of.facts.clone();
        (of.number.clone(), of.dated_on, of.file.clone(), says)
    };
    if facts(there) == facts(&right) {
        return Err(Refusal::NothingToCorrect);
    }
    Ok(CorrectedFact::IssuedResult(right))
}

/// Whether there is anything this person could put right.
pub(crate) fn may_correct(actor: &Actor, dossier: &Dossier) -> Result<(), Refusal> {
    let (at_desk, in_records) = corrects(actor, dossier);
    if at_desk || (in_records && issued_in(dossier).is_some()) {
        Ok(())
    } else {
        Err(Refusal::NotAtThisStage)
    }
}

/// Who corrects what: the desk the applicant's facts, the records clerk the result.
fn corrects(actor: &Actor, dossier: &Dossier) -> (bool, bool) {
    actor.official().map_or((false, false), |official| {
        (
            official.is(Role::DeskOfficer) && official.unit == dossier.desk,
            official.is(Role::RecordsClerk) && official.unit == dossier.competent,
        )
    })
}

/// Whether the result was issued on paper only.
fn has_no_file(dossier: &Dossier) -> bool {
    issued_in(dossier).is_some_and(|issued| issued.file.is_none())
}

fn issued_in(dossier: &Dossier) -> Option<&IssuedResult> {
    match &dossier.stage {
        Stage::Resolved(_, _, issued) | Stage::HandedOver(_, issued) => Some(issued),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

pub(super) fn issued(
    situation: &Situation<'_>,
    dossier: &Dossier,
    result: &ResultToRecord,
) -> Result<IssuedResult, Refusal> {
    if result.number.trim().is_empty() {
        return Err(Refusal::ResultNumberMissing);
    }
    if result.dated_on > situation.now.today() {
        return Err(Refusal::ResultDatedInFuture {
            dated_on: result.dated_on,
        });
    }
    // Also a copy of an old paper is dated on the day on which this copy is issued.
    let submitted_on = dossier.submitted_at.today();
    if result.dated_on < submitted_on {
        return Err(Refusal::ResultDatedBeforeSubmission {
            dated_on: result.dated_on,
            submitted_on,
        });
    }
    let held = result.file.as_ref().map(papers::held);
    let file = held.as_ref().and_then(|held| match &held.form {
        HandedForm::File(facts) => Some(facts.clone()),
        HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
    });
    if dossier.return_via == ReturnVia::Electronic && file.is_none() {
        return Err(Refusal::ResultFileMissing);
    }
    Ok(IssuedResult {
        number: result.number.trim().to_owned(),
        dated_on: result.dated_on,
        file,
        file_name: held.and_then(|held| held.file_name),
        facts: result.facts.as_ref().map(Personal::sealed),
    })
}
