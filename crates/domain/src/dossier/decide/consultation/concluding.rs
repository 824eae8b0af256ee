//! The end of a consultation that the lead says: which one, and why.

use crate::dossier::command::Command;
use crate::dossier::consultation::command::ConsultationCommand;
use crate::dossier::consultation::{Consultation, HowEnded};
use crate::dossier::decide::consultation::{ended, the_lead};
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::consultation::ConsultationRefusal;
use crate::dossier::{Dossier, Situation};

/// Whether there is a consultation of the number that the lead names.
///
/// # Errors
///
/// There is none; asked before the gate, which knows no number.
pub(in crate::dossier::decide) fn names_one(
    situation: &Situation<'_>,
    dossier: &Dossier,
    command: &Command,
) -> Result<(), Refusal> {
    let Command::Consult(command) = command else {
        return Ok(());
    };
    match command.as_ref() {
        ConsultationCommand::Conclude { consultation, .. }
            if the_lead(situation, dossier).is_ok() =>
        {
            numbered(dossier, *consultation).map(|_| ())
        }
        ConsultationCommand::Ask(_)
        | ConsultationCommand::HandOn { .. }
        | ConsultationCommand::Answer(_)
        | ConsultationCommand::Bounce { .. }
        | ConsultationCommand::Conclude { .. }
        | ConsultationCommand::Escalate { .. }
        | ConsultationCommand::RecordSilence { .. } => Ok(()),
    }
}

fn numbered(dossier: &Dossier, number: u16) -> Result<&Consultation, Refusal> {
    let mut rounds = dossier.consultations.iter();
    let round = rounds.find(|round| round.number == number);
    let unknown = ConsultationRefusal::ConsultationUnknown {
        consultation: number,
    };
    round.ok_or_else(|| unknown.into())
}

/// Ends a consultation: with a reason while somebody is still to answer.
pub(super) fn conclude(
    dossier: &Dossier,
    number: u16,
    reason: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let round = numbered(dossier, number)?;
    if round.ended.is_some() {
        return Err(ConsultationRefusal::ConsultationOver.into());
    }
    let reason = reason.filter(|reason| !reason.value.trim().is_empty());
    if !round.is_awaited() {
        return Ok(vec![ended(round, HowEnded::Complete, reason)]);
    }
    let reason = reason.ok_or(Refusal::ReasonMissing)?;
    Ok(vec![ended(round, HowEnded::TakenBack, Some(reason))])
}
