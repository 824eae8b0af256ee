//! The asked unit: who of it has the questions, and what it answers.

use std::collections::BTreeSet;

use crate::dossier::consultation::command::{AnswerToGive, ReplyToGive};
use crate::dossier::consultation::event::{ConsultationEvent, OpinionAnswered};
use crate::dossier::consultation::{AnswerForm, Letter, Opinion, Reply};
use crate::dossier::decide::consultation::{
    answers, consulted, found, is_of_asked_unit, takes_answer, used, waiting, when, with_end,
};
use crate::dossier::decide::{papers, pause};
use crate::dossier::event::{Event, HandedForm};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::consultation::ConsultationRefusal;
use crate::dossier::{Dossier, Situation};
use crate::people::{Official, OfficialId, Role};

/// Gives it to an official of the asked unit. An officer takes what nobody has, and hands on what
/// they have themselves, with a reason; the head of the unit gives it to whomever.
pub(super) fn hand_on(
    situation: &Situation<'_>,
    dossier: &Dossier,
    number: u16,
    to: OfficialId,
    reason: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let opinion = waiting(dossier, number)?;
    let asking = asked_official(situation, opinion)?;
    let is_head = asking.is(Role::Leader);
    has_or_heads(situation, opinion)?;
    let named = situation
        .named
        .filter(|named| named.id == to)
        .ok_or(Refusal::OfficerUnknown)?;
    if named.unit != asking.unit {
        return Err(Refusal::OfficerInAnotherUnit);
    }
    if !named.is(Role::CaseOfficer) && !named.is(Role::Leader) {
        return Err(Refusal::OfficerLacksRole);
    }
    if opinion.officer() == Some(to) {
        return Err(Refusal::AlreadyTheirs);
    }
    let reason = reason.filter(|reason| !reason.value.trim().is_empty());
    if to != asking.id && !is_head && reason.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(vec![consulted(ConsultationEvent::HandedOn {
        opinion: number,
        to,
        reason: reason.map(Personal::sealed),
    })])
}

/// Answers every question, in the form that is wanted.
pub(super) fn answer(
    situation: &Situation<'_>,
    dossier: &Dossier,
    answer: &AnswerToGive,
) -> Result<Vec<Event>, Refusal> {
    let (round, opinion) = found(dossier, answer.opinion)?;
    if !answers(situation, dossier, opinion) {
        return Err(Refusal::NotYours);
    }
    takes_answer(round, opinion, true)?;
    has_or_heads(situation, opinion)?;
    let replies = replies(opinion, &answer.replies)?;
    let letter = letter(situation, opinion, answer)?;
    let held = answer.file.as_ref().map(papers::held);
    let file = held.as_ref().and_then(|held| match &held.form {
        HandedForm::File(facts) => Some(facts.clone()),
        HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
    });
    let facts = OpinionAnswered {
        opinion: answer.opinion,
        replies,
        letter,
        file,
        file_name: held.and_then(|held| held.file_name),
        used: used(situation, dossier, opinion)?,
        instead_of: instead_of(situation, opinion),
    };
    let event = ConsultationEvent::Answered(facts);
    Ok(with_end(dossier, event, situation.now))
}

fn asked_official<'a>(
    situation: &Situation<'a>,
    opinion: &Opinion,
) -> Result<&'a Official, Refusal> {
    let asking = situation.actor.official().ok_or(Refusal::NotYours)?;
    if is_of_asked_unit(situation, opinion) {
        Ok(asking)
    } else {
        Err(Refusal::NotYours)
    }
}

/// What an official of the unit has by name, they answer and hand on, or whoever stands in for them
/// today; and the head of the unit.
pub(super) fn has_or_heads(situation: &Situation<'_>, opinion: &Opinion) -> Result<(), Refusal> {
    let asking = situation.actor.official();
    match (opinion.officer(), asking) {
        (Some(officer), Some(asking))
            if officer != asking.id
                && !asking.is(Role::Leader)
                && !situation.duty.stands_in_for(officer) =>
        {
            Err(Refusal::HeldByAnother { officer })
        }
        _ => Ok(()),
    }
}

/// For whom it is answered: the one who has it, where the one who asks stands in for them today.
fn instead_of(situation: &Situation<'_>, opinion: &Opinion) -> Option<OfficialId> {
    let asking = situation.actor.official()?.id;
    let officer = opinion.officer()?;
    (officer != asking && situation.duty.stands_in_for(officer)).then_some(officer)
}

/// One reply to each question that was asked, in the order of the questions, none without words.
fn replies(opinion: &Opinion, given: &[ReplyToGive]) -> Result<Vec<Reply>, Refusal> {
    let mut seen = BTreeSet::new();
    for reply in given {
        let question = reply.question;
        let is_asked = opinion.questions.contains(&question);
        when(is_asked, ConsultationRefusal::QuestionUnknown { question })?;
        let is_new = seen.insert(question);
        when(is_new, ConsultationRefusal::QuestionTwice { question })?;
    }
    let asked = opinion.questions.iter().copied();
    asked
        .map(|question| {
            given
                .iter()
                .find(|reply| reply.question == question)
                .filter(|reply| !reply.text.value.trim().is_empty())
                .map(|reply| Reply {
                    question,
                    stance: reply.stance,
                    text: reply.text.sealed(),
                })
                .ok_or_else(|| ConsultationRefusal::ReplyMissing { question }.into())
        })
        .collect()
}

/// The letter, where one is wanted or given; dated neither after today.
fn letter(
    situation: &Situation<'_>,
    opinion: &Opinion,
    answer: &AnswerToGive,
) -> Result<Option<Letter>, Refusal> {
    let Some((number, dated_on)) = &answer.letter else {
        let is_wanted = opinion.form == AnswerForm::Letter;
        when(!is_wanted, ConsultationRefusal::LetterMissing)?;
        return Ok(None);
    };
    let number = pause::numbered(number)?;
    pause::not_to_come(situation, *dated_on)?;
    Ok(Some(Letter {
        number,
        dated_on: *dated_on,
    }))
}
