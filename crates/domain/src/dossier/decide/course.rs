//! Going along a published process: which result of the open step an act means, and where the
//! dossier comes to. What the acts say besides stays in the chapters of the line.

mod at_once;
mod begin;
mod going;
mod pick;
mod taking;
mod time;
pub(super) mod view;

pub(super) use begin::begun;
pub(super) use time::{with_settled, with_taken_back};

use crate::dossier::command::{Act, Command};
use crate::dossier::course::{Along, Course, MainStep, Stood};
use crate::dossier::decide::{given, money, pull_back, result, settlement, supplement};
use crate::dossier::event::{Event, Proposal};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::refusal::routing::RoutingRefusal;
use crate::dossier::{Dossier, Holding, Outcome, Situation};
use crate::process::draft::{Awaited, Work};
use going::Going;
use taking::{Taken, taken_first};

/// Whether the process lets this act go on now, besides person and stage.
pub(crate) fn may_go(
    situation: &Situation<'_>,
    dossier: &Dossier,
    act: Act,
) -> Result<(), Refusal> {
    let taken = taken_first(situation, dossier, act)?;
    let dossier = taken.as_ref().map_or(dossier, |taken| &taken.after);
    let Some(course) = &dossier.course else {
        return match act {
            Act::SettleAtOnce if begin::may_begin_at_once(situation, dossier) => Ok(()),
            Act::Along | Act::CompleteBeside | Act::SettleAtOnce | Act::RunOut => {
                Err(CourseRefusal::NoProcess.into())
            }
            _ => Ok(()),
        };
    };
    let going = || Going::of(situation, dossier);
    match act {
        Act::Forward => going()?.pick_onward().map(|_| ()),
        Act::Propose => {
            let going = going()?;
            let granting = going.pick_proposal(Outcome::Granted);
            granting
                .or_else(|why| going.pick_proposal(Outcome::Declined).map_err(|_| why))
                .map(|_| ())
        }
        Act::Approve => going()?.pick_decision(Outcome::Granted).map(|_| ()),
        Act::Decline => going()?.pick_decision(Outcome::Declined).map(|_| ()),
        Act::SendBack => going()?.pick_back().map(|_| ()),
        Act::AskSupplement => going()?.pick_supplement().map(|_| ()),
        Act::RecordResult => going()?.pick_only(Work::Records).map(|_| ()),
        Act::HandOver => going()?.pick_only(Work::Return).map(|_| ()),
        Act::Along => match going()?.pick_named().as_slice() {
            [] => Err(CourseRefusal::NotAWay.into()),
            _ => Ok(()),
        },
        Act::PullBack => stood_before(course).map(|_| ()),
        Act::CompleteBeside => {
            let is_step = course.beside.iter().any(|one| one.kind.role().is_some());
            let is_open = is_step && dossier.is_open();
            is_open
                .then_some(())
                .ok_or_else(|| CourseRefusal::StepNotOpen.into())
        }
        Act::SettleAtOnce => at_once::may_settle(&going()?),
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Receive
        | Act::Supplement
        | Act::RefuseReception
        | Act::Assign
        | Act::Examine
        | Act::Withdraw
        | Act::Stop
        | Act::Correct
        | Act::Charge
        | Act::RecordPayment
        | Act::Waive
        | Act::Rate
        | Act::GiveFeedback
        | Act::AnswerFeedback
        | Act::TakeOver
        | Act::Pause
        | Act::Resume
        | Act::Apologise
        | Act::RunOut
        | Act::Route
        | Act::Consult(_)
        | Act::MovePromise => Ok(()),
    }
}

/// Where it stood before it was passed on.
fn stood_before(course: &Course) -> Result<&Stood, Refusal> {
    let before = course.before.as_deref();
    before.ok_or_else(|| RoutingRefusal::NothingToPullBack.into())
}

/// Decides a command that moves a dossier along its process; none where the command moves nothing
/// there, or the dossier goes by the line.
pub(super) fn on_course(
    situation: &Situation<'_>,
    dossier: &Dossier,
    command: &Command,
) -> Result<Option<Vec<Event>>, Refusal> {
    if let Command::SettleAtOnce(at_once) = command {
        return at_once::settle(situation, dossier, at_once).map(Some);
    }
    let Some(course) = &dossier.course else {
        return Ok(None);
    };
    if let Some(taken) = taken_first(situation, dossier, command.act())? {
        return once_taken(situation, command, taken);
    }
    let going = || Going::of(situation, dossier);
    match command {
        Command::Forward => forward(going()?).map(Some),
        Command::Propose { outcome, note } => propose(going()?, *outcome, note.as_ref()).map(Some),
        Command::Approve => {
            let done = going()?.pick_decision(Outcome::Granted)?;
            let moved = going()?.after_done(done)?;
            let to = moved.holding()?;
            let signed = settlement::signed(situation, dossier);
            moved.told(vec![Event::Approved { to, signed }]).map(Some)
        }
        Command::Decline { reason } => {
            given(reason)?;
            let done = going()?.pick_decision(Outcome::Declined)?;
            let moved = going()?.after_done(done)?;
            let declined = Event::Declined {
                reason: reason.sealed(),
                to: moved.holding()?,
                signed: settlement::signed(situation, dossier),
            };
            moved.told(vec![declined]).map(Some)
        }
        Command::SendBack { reason } => {
            given(reason)?;
            let done = going()?.pick_back()?;
            let moved = going()?.after_done(done)?;
            let (to, reason) = (moved.holding()?, reason.sealed());
            moved.told(vec![Event::SentBack { reason, to }]).map(Some)
        }
        Command::PullBack { reason } => {
            let stood = stood_before(course)?;
            let mut events = pull_back::pull_back(dossier, reason)?;
            events.push(back_to(stood, dossier.passed_on.as_ref()));
            Ok(Some(events))
        }
        Command::RecordResult(to_record) => {
            let issued = result::issued(situation, dossier, to_record)?;
            let moved = going()?.issuing().after_only(Work::Records)?;
            let to = moved.holding()?;
            let recorded = Event::ResultRecorded { result: issued, to };
            moved.told(vec![recorded]).map(Some)
        }
        Command::HandOver { recipient, proof } => {
            let events = result::hand_over(dossier, recipient, *proof)?;
            let moved = going()?.issuing().after_only(Work::Return)?;
            moved.told(events).map(Some)
        }
        Command::AskSupplement {
            items,
            reason,
            again_because,
        } => {
            let events =
                supplement::ask(situation, dossier, items, reason, again_because.as_ref())?;
            let done = going()?.pick_supplement()?;
            going()?.after_done(done)?.told(events).map(Some)
        }
        Command::Supplement {
            papers,
            answers,
            note,
        } => {
            let (answers, note) = (answers.as_ref(), note.as_ref());
            let events = supplement::supplement(situation, dossier, papers, answers, note)?;
            brought(going()?, events, Awaited::Citizen).map(Some)
        }
        Command::RecordPayment {
            amount,
            method,
            receipt_number,
        } => {
            let events =
                money::record_payment(situation, dossier, *amount, *method, receipt_number)?;
            brought(going()?, events, Awaited::Payment).map(Some)
        }
        Command::Waive { ground, reason } => {
            let events = money::waive(situation, dossier, *ground, reason)?;
            brought(going()?, events, Awaited::Payment).map(Some)
        }
        Command::Along { result, note } => {
            along(going()?, result.as_deref(), note.as_ref()).map(Some)
        }
        Command::CompleteBeside { key, result, note } => {
            beside(going()?, (key, result.as_deref()), note.as_ref()).map(Some)
        }
        Command::RunOut { key, reason } => time::run_out(going()?, key, reason).map(Some),
        _ => Ok(None),
    }
}

/// The event that tells that it stands where it stood.
fn back_to(stood: &Stood, with: Option<&Holding>) -> Event {
    let to = |mut main: MainStep| {
        if let Some(holding) = with {
            main.to = holding.clone();
        }
        main
    };
    Event::Along(Box::new(Along {
        begun: None,
        done: Vec::new(),
        position: stood.position.clone(),
        main: stood.main.clone().map(to),
        beside: stood.beside.clone(),
    }))
}

/// What follows once opinions are taken, and their blocks of the process are settled.
fn once_taken(
    situation: &Situation<'_>,
    command: &Command,
    taken: Taken,
) -> Result<Option<Vec<Event>>, Refusal> {
    let mut events = taken.events;
    let then = on_course(situation, &taken.after, command)?;
    events.extend(then.unwrap_or_default());
    Ok(Some(events))
}

/// Whether the step that is named as one beside is not the main one, for whoever does that.
///
/// # Errors
///
/// It is the main one; asked before the gate, which knows no key.
pub(super) fn names_a_step_beside(
    situation: &Situation<'_>,
    dossier: &Dossier,
    command: &Command,
) -> Result<(), Refusal> {
    let Command::CompleteBeside { key, .. } = command else {
        return Ok(());
    };
    let course = dossier.course.as_ref();
    let official = situation.actor.official();
    let is_main = course.zip(official).is_some_and(|(course, official)| {
        let main = course.main.as_ref().and_then(|main| main.key.as_ref());
        main == Some(key) && course.may_do(official, dossier.unit())
    });
    if is_main {
        Err(CourseRefusal::MainStep.into())
    } else {
        Ok(())
    }
}

fn forward(going: Going<'_>) -> Result<Vec<Event>, Refusal> {
    let done = going.pick_onward()?;
    let moved = going.after_done(done)?;
    let to = moved.holding()?;
    moved.told(vec![Event::Forwarded { to }])
}

fn propose(
    going: Going<'_>,
    outcome: Outcome,
    note: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    if outcome == Outcome::Declined && note.is_none_or(|note| note.value.trim().is_empty()) {
        return Err(Refusal::ReasonMissing);
    }
    let done = going.pick_proposal(outcome)?;
    let moved = going.after_done(done)?;
    let proposal = Proposal {
        outcome,
        note: note.map(Personal::sealed),
    };
    let to = moved.holding()?;
    moved.told(vec![Event::Proposed { proposal, to }])
}

/// What was waited for is there: the wait is over, if it is one of the process.
fn brought(
    going: Going<'_>,
    mut events: Vec<Event>,
    awaited: Awaited,
) -> Result<Vec<Event>, Refusal> {
    let after = going.folded(&events);
    let is_there = awaited == Awaited::Citizen || after.owed().is_zero();
    match going.wait(awaited) {
        Some(key) if is_there => {
            let moved = going.seen_as(after).after_block(&key)?;
            events.push(moved.along()?);
            Ok(events)
        }
        Some(_) | None => Ok(events),
    }
}

/// Completes the main step in a way of its own.
fn along(
    going: Going<'_>,
    result: Option<&str>,
    note: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let open = going.pick_named();
    let done = open
        .into_iter()
        .find(|done| done.result.as_deref() == result);
    let done = done.ok_or(CourseRefusal::NotAWay)?;
    let moved = going.after_done(done)?;
    let mut events = noted(note);
    // What is issued already only moves on.
    if moved.is_in_settlement() {
        events.push(Event::Forwarded {
            to: moved.holding()?,
        });
    }
    moved.told(events)
}

fn beside(
    going: Going<'_>,
    (key, result): (&str, Option<&str>),
    note: Option<&Personal<String>>,
) -> Result<Vec<Event>, Refusal> {
    let one = going.course()?.beside(key);
    let one = one.ok_or(CourseRefusal::StepNotOpen)?;
    let official = going.actor().official().ok_or(Refusal::NotYours)?;
    if !going.course()?.may_do_beside(official, one) {
        return Err(Refusal::NotYours);
    }
    going.after_beside(key, result)?.told(noted(note))
}

fn noted(note: Option<&Personal<String>>) -> Vec<Event> {
    let note = note.filter(|note| !note.value.trim().is_empty());
    let examined = note.map(|note| Event::Examined {
        note: Some(note.sealed()),
        marks: Vec::new(),
    });
    examined.into_iter().collect()
}
