//! What is asked of whom: complete, or refused with the one thing to mend.

use std::collections::BTreeSet;

use crate::dossier::consultation::command::{OpinionsToAsk, UnitToAsk, WhomToAsk};
use crate::dossier::consultation::event::{AskedOpinion, ConsultationEvent, OpinionsAsked};
use crate::dossier::consultation::time::after_minutes;
use crate::dossier::consultation::{
    ASKED_MAX, AnswerForm, MINUTES_MAX, OpinionStanding, QUESTIONS_MAX, Whom,
};
use crate::dossier::decide::consultation::{consulted, unknown_year, when};
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::consultation::ConsultationRefusal;
use crate::dossier::{Dossier, Situation};
use crate::people::agency::AgencyId;

/// Asks, and tells each by when it is to answer.
pub(super) fn ask(
    situation: &Situation<'_>,
    dossier: &Dossier,
    asked: &OpinionsToAsk,
) -> Result<Vec<Event>, Refusal> {
    when(!asked.asked.is_empty(), ConsultationRefusal::NobodyAsked)?;
    let is_blank = |question: &Personal<String>| question.value.trim().is_empty();
    let without = asked.questions.is_empty() || asked.questions.iter().any(is_blank);
    when(!without, ConsultationRefusal::QuestionMissing)?;
    not_too_much(asked.questions.len(), QUESTIONS_MAX)?;
    not_too_much(asked.asked.len(), ASKED_MAX)?;
    let here = dossier.holding().ok_or(Refusal::NotAtThisStage)?;
    let mut units = BTreeSet::new();
    let first = dossier.opinions().count() + 1;
    let mut opinions = Vec::with_capacity(asked.asked.len());
    for (one, number) in asked.asked.iter().zip(first..) {
        let (whom, unit) = whom(situation, dossier, &one.whom)?;
        if let Some(unit) = unit {
            when(*unit != here.unit, ConsultationRefusal::AsksItself)?;
            when(units.insert(unit), ConsultationRefusal::AskedAlready)?;
        }
        opinions.push(AskedOpinion {
            opinion: numbered(number),
            whom,
            questions: questions(one, asked.questions.len())?,
            form: form(one),
            minutes: one.minutes,
            due: due(situation, dossier, unit, one.minutes)?,
        });
    }
    let facts = OpinionsAsked {
        consultation: numbered(dossier.consultations.len() + 1),
        block: asked.block.clone().or_else(|| block_that_asks(dossier)),
        lead: here.unit.clone(),
        questions: asked.questions.iter().map(Personal::sealed).collect(),
        opinions,
    };
    Ok(vec![consulted(ConsultationEvent::Asked(facts))])
}

/// The consultation of the process to which belongs what the lead asks: the open one that nobody
/// asked for yet, else the first that is open.
fn block_that_asks(dossier: &Dossier) -> Option<String> {
    let one = dossier
        .consult_to_ask()
        .or_else(|| dossier.consults_open().next());
    one.map(|one| one.key.clone())
}

/// Who is asked: a unit of today that has nothing open from this dossier, or a name.
fn whom<'a>(
    situation: &Situation<'_>,
    dossier: &Dossier,
    whom: &'a WhomToAsk,
) -> Result<(Whom, Option<&'a AgencyId>), Refusal> {
    match whom {
        WhomToAsk::Outside(name) => {
            let is_named = !name.value.trim().is_empty();
            when(is_named, ConsultationRefusal::NameMissing)?;
            Ok((Whom::Outside(name.sealed()), None))
        }
        WhomToAsk::Unit(unit) => {
            let today = situation.now.today();
            let known = situation.rules.organisation.find(unit);
            let is_there = known.is_some_and(|agency| agency.is_valid_on(today));
            when(is_there, ConsultationRefusal::UnitUnknown)?;
            let waits = dossier.opinions().any(|(round, opinion)| {
                opinion.unit() == Some(unit) && round.standing(opinion) == OpinionStanding::Waiting
            });
            when(!waits, ConsultationRefusal::AskedAlready)?;
            Ok((Whom::Unit(unit.clone()), Some(unit)))
        }
    }
}

/// The questions of one who is asked: named once each, or all of them.
fn questions(one: &UnitToAsk, count: usize) -> Result<Vec<u16>, Refusal> {
    if one.questions.is_empty() {
        return Ok((1..=count).map(numbered).collect());
    }
    let mut asked = BTreeSet::new();
    for question in &one.questions {
        let question = *question;
        let is_known = question > 0 && usize::from(question) <= count;
        when(is_known, ConsultationRefusal::QuestionUnknown { question })?;
        let is_new = asked.insert(question);
        when(is_new, ConsultationRefusal::QuestionTwice { question })?;
    }
    Ok(asked.into_iter().collect())
}

/// From outside nobody answers here.
fn form(one: &UnitToAsk) -> AnswerForm {
    match one.whom {
        WhomToAsk::Outside(_) => AnswerForm::Letter,
        WhomToAsk::Unit(_) => one.form,
    }
}

fn due(
    situation: &Situation<'_>,
    dossier: &Dossier,
    unit: Option<&AgencyId>,
    minutes: u32,
) -> Result<jiff::civil::DateTime, Refusal> {
    let fits = (1..=MINUTES_MAX).contains(&minutes);
    when(
        fits,
        ConsultationRefusal::TimeOutOfRange { most: MINUTES_MAX },
    )?;
    let unit = unit.unwrap_or(&dossier.competent);
    let calendar = situation.rules.calendar_for(unit, situation.now.today());
    after_minutes(calendar, situation.now.local(), minutes).map_err(unknown_year)
}

fn not_too_much(count: usize, most: usize) -> Result<(), Refusal> {
    let most_said = numbered(most);
    when(
        count <= most,
        ConsultationRefusal::TooMuchAsked { most: most_said },
    )
}

/// Numbers stay far below what they are written in.
fn numbered(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
