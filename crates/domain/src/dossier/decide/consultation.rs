//! Consultation: the lead asks, whoever was asked answers, and time does not wait for the silent.

mod answering;
mod asking;
mod concluding;

pub(super) use concluding::names_one;

use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::consultation::command::{ConsultationAct, ConsultationCommand};
use crate::dossier::consultation::event::{ConsultationEnded, ConsultationEvent};
use crate::dossier::consultation::time::{BOUNCE_MINUTES_MIN, after_minutes, silence_minutes_on};
use crate::dossier::consultation::{Consultation, HowEnded, Opinion, OpinionStanding};
use crate::dossier::decide::given;
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::consultation::ConsultationRefusal;
use crate::dossier::{Dossier, Holding, Now, Situation, Stage};
use crate::people::{Actor, Official, Role};
use crate::policy;

/// May you, and may it now: asked by the gate for every act about opinions.
pub(crate) fn open(
    situation: &Situation<'_>,
    dossier: &Dossier,
    act: ConsultationAct,
) -> Result<(), Refusal> {
    match act {
        ConsultationAct::Ask => {
            the_lead(situation, dossier)?;
            let is_examined = matches!(dossier.stage, Stage::Examining(_));
            is_examined.then_some(()).ok_or(Refusal::NotAtThisStage)
        }
        ConsultationAct::Bounce => {
            the_lead(situation, dossier)?;
            let returnable = dossier
                .consultations
                .iter()
                .any(Consultation::may_be_bounced);
            when(returnable, ConsultationRefusal::NothingToReturn)
        }
        ConsultationAct::Conclude => {
            the_lead(situation, dossier)?;
            // Where none was asked, there is not even the first.
            if dossier.consultations.is_empty() {
                return Err(ConsultationRefusal::ConsultationUnknown { consultation: 1 }.into());
            }
            let is_open = dossier
                .consultations
                .iter()
                .any(|round| round.ended.is_none());
            when(is_open, ConsultationRefusal::ConsultationOver)
        }
        ConsultationAct::Answer | ConsultationAct::HandOn => any_takes(situation, dossier, act),
        ConsultationAct::Escalate | ConsultationAct::RecordSilence => match situation.actor {
            Actor::System => Ok(()),
            Actor::Official(_) | Actor::Applicant => Err(Refusal::NotYours),
        },
    }
}

/// Decides a command about opinions, once the gate let it through.
pub(super) fn decide(
    situation: &Situation<'_>,
    dossier: &Dossier,
    command: &ConsultationCommand,
) -> Result<Vec<Event>, Refusal> {
    match command {
        ConsultationCommand::Ask(asked) => asking::ask(situation, dossier, asked),
        ConsultationCommand::HandOn {
            opinion,
            to,
            reason,
        } => answering::hand_on(situation, dossier, *opinion, *to, reason.as_ref()),
        ConsultationCommand::Answer(answer) => answering::answer(situation, dossier, answer),
        ConsultationCommand::Bounce { opinion, reason } => {
            bounce(situation, dossier, *opinion, reason)
        }
        ConsultationCommand::Conclude {
            consultation,
            reason,
        } => concluding::conclude(dossier, *consultation, reason.as_ref()),
        ConsultationCommand::Escalate { opinion } => escalate(situation, dossier, *opinion),
        ConsultationCommand::RecordSilence { opinion } => silence(situation, dossier, *opinion),
    }
}

/// Whether the lead may go on: nobody who was asked is still to answer, but for those whom the
/// process has asked beside this very step.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19 [memory, medium]: the lead unit gathers the opinions; the
/// silence of whoever does not answer in time is recorded, and does not hold it up.
pub(crate) fn may_go_on(dossier: &Dossier) -> Result<(), Refusal> {
    when(
        !dossier.is_held_up_by_opinions(),
        ConsultationRefusal::OpinionsAwaited,
    )
}

/// What is answered is taken as it is when the lead goes on without a word about it.
pub(super) fn taken_as_they_are(
    dossier: &Dossier,
    of: impl Fn(&Consultation) -> bool,
) -> Vec<Event> {
    let open = dossier.consultations.iter().filter(|round| of(round));
    open.filter(|round| round.ended.is_none() && !round.is_awaited())
        .map(|round| ended(round, HowEnded::Complete, None))
        .collect()
}

/// The ends of consultations whose block was open in the process and is not any more: another way
/// was through first, or its time was over.
pub(super) fn taken_back(before: &Dossier, after: &Dossier) -> Vec<Event> {
    let is_open = |dossier: &Dossier, round: &Consultation| {
        let course = dossier.course.as_ref().zip(round.block.as_deref());
        course.is_some_and(|(course, key)| course.beside(key).is_some())
    };
    let lasting = after.consultations.iter();
    lasting
        .filter(|round| round.ended.is_none())
        .filter(|round| is_open(before, round) && !is_open(after, round))
        .map(|round| {
            let how = if round.is_awaited() {
                HowEnded::TakenBack
            } else {
                HowEnded::Complete
            };
            ended(round, how, None)
        })
        .collect()
}

/// Returns an empty answer, once. What the unit had left goes on, and no less than half a day.
fn bounce(
    situation: &Situation<'_>,
    dossier: &Dossier,
    number: u16,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    let (round, opinion) = found(dossier, number)?;
    if round.ended.is_some() {
        return Err(ConsultationRefusal::ConsultationOver.into());
    }
    if opinion.bounced.is_some() {
        return Err(ConsultationRefusal::ReturnedAlready.into());
    }
    when(
        opinion.may_be_bounced(),
        ConsultationRefusal::NothingToReturn,
    )?;
    given(reason)?;
    let calendar = calendar_of(situation, dossier, opinion);
    let used = opinion
        .used(calendar, situation.now)
        .map_err(unknown_year)?;
    let left = opinion.minutes.saturating_sub(used).max(BOUNCE_MINUTES_MIN);
    let due = after_minutes(calendar, situation.now.local(), left).map_err(unknown_year)?;
    Ok(vec![consulted(ConsultationEvent::Bounced {
        opinion: number,
        reason: reason.sealed(),
        due: due.max(opinion.due),
    })])
}

/// Puts silence before the head of the unit, once for each moment by which it was to answer.
fn escalate(
    situation: &Situation<'_>,
    dossier: &Dossier,
    number: u16,
) -> Result<Vec<Event>, Refusal> {
    let opinion = waiting(dossier, number)?;
    when(
        opinion.is_to_escalate(situation.now),
        ConsultationRefusal::NotYetSilent,
    )?;
    let calendar = calendar_of(situation, dossier, opinion);
    let minutes = silence_minutes_on(situation.now.today());
    let now = situation.now.local();
    let silence_at = after_minutes(calendar, now, minutes).map_err(unknown_year)?;
    Ok(vec![consulted(ConsultationEvent::Escalated {
        opinion: number,
        silence_at,
    })])
}

/// Records silence against the unit; the lead goes on when nobody else is to answer.
fn silence(
    situation: &Situation<'_>,
    dossier: &Dossier,
    number: u16,
) -> Result<Vec<Event>, Refusal> {
    let opinion = waiting(dossier, number)?;
    when(
        opinion.is_to_record(situation.now),
        ConsultationRefusal::NotYetSilent,
    )?;
    let used = used(situation, dossier, opinion)?;
    let event = ConsultationEvent::SilenceRecorded {
        opinion: number,
        used,
    };
    Ok(with_end(dossier, event, situation.now))
}

/// An event, and the end of its consultation where it leaves nothing to wait for and nothing that
/// the lead looks at.
fn with_end(dossier: &Dossier, event: ConsultationEvent, now: Now) -> Vec<Event> {
    let mut then = dossier.clone();
    then.consulted(&event, now);
    let number = match &event {
        ConsultationEvent::Answered(facts) => facts.opinion,
        ConsultationEvent::SilenceRecorded { opinion, .. }
        | ConsultationEvent::HandedOn { opinion, .. }
        | ConsultationEvent::Bounced { opinion, .. }
        | ConsultationEvent::Escalated { opinion, .. } => *opinion,
        ConsultationEvent::Asked(_) | ConsultationEvent::Ended(_) => 0,
    };
    let over = then
        .opinion(number)
        .map(|(round, _)| round)
        .filter(|round| round.ended.is_none() && !round.is_awaited() && !round.wants_a_look())
        .map(|round| ended(round, HowEnded::Complete, None));
    [consulted(event)].into_iter().chain(over).collect()
}

fn ended(round: &Consultation, how: HowEnded, reason: Option<&Personal<String>>) -> Event {
    consulted(ConsultationEvent::Ended(ConsultationEnded {
        consultation: round.number,
        block: round.block.clone(),
        how,
        reason: reason.map(Personal::sealed),
    }))
}

fn consulted(event: ConsultationEvent) -> Event {
    Event::Consultation(Box::new(event))
}

/// The lead: whoever examines it and has it.
fn the_lead(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let Some(official) = situation
        .actor
        .official()
        .filter(|official| leads(official, dossier))
    else {
        return Err(Refusal::NotYours);
    };
    let holding = examined(dossier).ok_or(Refusal::NotAtThisStage)?;
    match holding.officer {
        Some(officer) if officer != official.id && !situation.duty.stands_in_for(officer) => {
            Err(Refusal::HeldByAnother { officer })
        }
        _ => Ok(()),
    }
}

/// Who examines it: along a process also while it lies with whoever decides, since somebody may
/// still be asked then.
fn examined(dossier: &Dossier) -> Option<&Holding> {
    let is_decided_on = dossier.course.is_some() && matches!(dossier.stage, Stage::Deciding(..));
    match &dossier.stage {
        Stage::Examining(holding) => Some(holding),
        _ if is_decided_on => dossier.examined_by.as_ref(),
        _ => None,
    }
}

fn leads(official: &Official, dossier: &Dossier) -> bool {
    let here = examined(dossier).or_else(|| dossier.holding());
    official.is(Role::CaseOfficer) && here.is_some_and(|held| held.unit == official.unit)
}

/// Whether this person answers: officials of the asked unit, and for somebody outside the lead.
fn answers(situation: &Situation<'_>, dossier: &Dossier, opinion: &Opinion) -> bool {
    match opinion.unit() {
        Some(_) => is_of_asked_unit(situation, opinion),
        None => the_lead(situation, dossier).is_ok(),
    }
}

/// Whether this person works for the unit that was asked, in a role in which opinions are given.
fn is_of_asked_unit(situation: &Situation<'_>, opinion: &Opinion) -> bool {
    let official = situation.actor.official();
    official.is_some_and(|official| {
        policy::may_give_opinion(official, opinion, situation.rules, situation.now.today())
    })
}

/// Whether one of the opinions that are this person's may still be given or handed on; else why the
/// last of them may not.
fn any_takes(
    situation: &Situation<'_>,
    dossier: &Dossier,
    act: ConsultationAct,
) -> Result<(), Refusal> {
    let is_answer = act == ConsultationAct::Answer;
    let mut why = Refusal::NotYours;
    for (round, opinion) in dossier.opinions() {
        let is_theirs = if is_answer {
            answers(situation, dossier, opinion)
        } else {
            is_of_asked_unit(situation, opinion)
        };
        if !is_theirs {
            continue;
        }
        let takes = takes_answer(round, opinion, is_answer).map_err(Refusal::from);
        match takes.and_then(|()| answering::has_or_heads(situation, opinion)) {
            Ok(()) => return Ok(()),
            Err(not) => why = not,
        }
    }
    Err(why)
}

/// Whether an opinion may still be answered: also after its silence was recorded, while the
/// consultation lasts.
fn takes_answer(
    round: &Consultation,
    opinion: &Opinion,
    after_silence: bool,
) -> Result<(), ConsultationRefusal> {
    match round.standing(opinion) {
        OpinionStanding::Waiting => Ok(()),
        OpinionStanding::Silent if after_silence && round.ended.is_none() => Ok(()),
        OpinionStanding::Answered => Err(ConsultationRefusal::AnsweredAlready),
        OpinionStanding::Silent | OpinionStanding::Dropped => {
            Err(ConsultationRefusal::ConsultationOver)
        }
    }
}

fn found(dossier: &Dossier, number: u16) -> Result<(&Consultation, &Opinion), Refusal> {
    let found = dossier.opinion(number);
    found.ok_or(ConsultationRefusal::OpinionUnknown.into())
}

fn waiting(dossier: &Dossier, number: u16) -> Result<&Opinion, Refusal> {
    let (round, opinion) = found(dossier, number)?;
    takes_answer(round, opinion, false)?;
    Ok(opinion)
}

/// Working minutes that the asked unit had it so far.
fn used(situation: &Situation<'_>, dossier: &Dossier, opinion: &Opinion) -> Result<u32, Refusal> {
    let calendar = calendar_of(situation, dossier, opinion);
    opinion.used(calendar, situation.now).map_err(unknown_year)
}

/// The calendar by which an opinion's clock runs: that of the unit that was asked; from outside,
/// that of the agency that answers for the dossier.
fn calendar_of<'a>(
    situation: &Situation<'a>,
    dossier: &Dossier,
    opinion: &Opinion,
) -> &'a WorkingCalendar {
    let unit = opinion.unit().unwrap_or(&dossier.competent);
    situation.rules.calendar_for(unit, situation.now.today())
}

fn unknown_year(missing: YearMissing) -> Refusal {
    Refusal::NoCalendar { year: missing.year }
}

fn when(holds: bool, otherwise: ConsultationRefusal) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(otherwise.into()) }
}
