//! In whose hands a dossier was, working minute by working minute, and how long each step took of
//! what it was given: derived from the history, never stored.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::calendar::WorkingCalendar;
use crate::calendar::clock::attribution::{
    Attribution, Hand, HolderKind, NotAttributed, attribute,
};
use crate::calendar::pauses::PauseGround;
use crate::dossier::after::after;
use crate::dossier::course::{Course, numbered_steps};
use crate::dossier::event::Recorded;
use crate::dossier::{Dossier, Now, ReturnVia, Stage};
use crate::process::draft::{Draft, Work};
use crate::workflow::{StepIndex, StepKind, Workflow};

/// How long a step took of what it was given (đồng hồ từng bước).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepClock {
    /// The step of the procedure's workflow.
    pub step: StepIndex,
    /// Working minutes that the workflow gives it.
    pub granted: u32,
    /// Working minutes that officials had it there; what was waited for is not among them.
    pub used: u32,
}

impl StepClock {
    /// Whether it took longer than it was given.
    pub fn is_over(self) -> bool {
        self.used > self.granted
    }
}

/// A stretch in one pair of hands at one step.
struct Stay {
    from: DateTime,
    holder: HolderKind,
    /// None before reception, and once the result is there.
    step: Option<StepIndex>,
}

/// Whose the working minutes of a history are, until the dossier ended or until now. The shares add
/// up to the whole.
///
/// # Errors
/// [`NotAttributed`] when a year has no calendar.
pub fn shares<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    calendar: &WorkingCalendar,
    now: Now,
) -> Result<Attribution, NotAttributed> {
    let (stays, end) = stays(history, now);
    let hands: Vec<Hand> = stays.iter().map(Stay::hand).collect();
    attribute(calendar, &hands, end)
}

/// How long each step took so far. Steps that were not reached took nothing.
///
/// # Errors
/// As [`shares`].
pub fn step_clocks<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    workflow: &Workflow,
    calendar: &WorkingCalendar,
    now: Now,
) -> Result<Vec<StepClock>, NotAttributed> {
    let used = used_by_step(history, calendar, now)?;
    let steps = workflow.steps().iter().zip(0..);
    let steps = steps.filter(|(step, _)| step.kind != StepKind::Return);
    Ok(steps
        .map(|(step, index)| clock(StepIndex(index), step.minutes, &used))
        .collect())
}

/// The same of a dossier that goes by a process: the steps that it came to, in their order. What
/// stands beside the main step has its own time, and none of the dossier's.
///
/// # Errors
/// As [`shares`].
pub fn course_clocks<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    draft: &Draft,
    calendar: &WorkingCalendar,
    now: Now,
) -> Result<Vec<(String, StepClock)>, NotAttributed> {
    let used = used_by_step(history, calendar, now)?;
    let steps = numbered_steps(draft).filter(|(_, step)| step.work != Work::Return);
    let reached = steps.filter(|(index, _)| used.contains_key(index));
    Ok(reached
        .map(|(index, step)| (step.name.clone(), clock(index, step.minutes, &used)))
        .collect())
}

fn clock(step: StepIndex, granted: u32, used: &BTreeMap<StepIndex, u32>) -> StepClock {
    StepClock {
        step,
        granted,
        used: used.get(&step).copied().unwrap_or_default(),
    }
}

fn used_by_step<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    calendar: &WorkingCalendar,
    now: Now,
) -> Result<BTreeMap<StepIndex, u32>, NotAttributed> {
    let (stays, end) = stays(history, now);
    let nexts = stays.iter().skip(1).map(|stay| stay.from).chain([end]);
    let mut used: BTreeMap<StepIndex, u32> = BTreeMap::new();
    for (stay, until) in stays.iter().zip(nexts) {
        if let Some(step) = stay.step.filter(|_| works(stay.holder)) {
            let minutes = attribute(calendar, &[stay.hand()], until)?.elapsed;
            *used.entry(step).or_default() += minutes;
        }
    }
    Ok(used)
}

impl Stay {
    fn hand(&self) -> Hand {
        Hand {
            from: self.from,
            holder: self.holder,
        }
    }
}

/// Every stretch of a history, and when the last one ended. Where the server's clock went backwards
/// no time passes until it has caught up.
fn stays<'a>(history: impl IntoIterator<Item = &'a Recorded>, now: Now) -> (Vec<Stay>, DateTime) {
    let mut dossier = None;
    let mut stays: Vec<Stay> = Vec::new();
    let mut from = DateTime::MIN;
    for recorded in history {
        from = from.max(recorded.at.local());
        dossier = after(dossier, recorded);
        let Some((holder, step)) = dossier.as_ref().and_then(in_hand) else {
            return (stays, from);
        };
        let moved = |last: &Stay| (last.holder, last.step) != (holder, step);
        if stays.last().is_none_or(moved) {
            stays.push(Stay { from, holder, step });
        }
    }
    (stays, from.max(now.local()))
}

/// Who has it, and at which step; none when it is over.
fn in_hand(dossier: &Dossier) -> Option<(HolderKind, Option<StepIndex>)> {
    let holder = holder(dossier)?;
    let step = match &dossier.stage {
        Stage::Received(held)
        | Stage::Examining(held)
        | Stage::Deciding(held, _)
        | Stage::Numbering(held, _) => Some(held.step),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    };
    Some((holder, step))
}

fn holder(dossier: &Dossier) -> Option<HolderKind> {
    let waited_for = dossier
        .open_pause()
        .and_then(|pause| waited_for(pause.ground));
    let at_work = match &dossier.stage {
        Stage::Received(_) | Stage::Examining(_)
            if dossier
                .course
                .as_ref()
                .is_some_and(Course::waits_for_payment) =>
        {
            HolderKind::Payment
        }
        Stage::Received(_) | Stage::Examining(_)
            if dossier
                .course
                .as_ref()
                .is_some_and(Course::waits_for_opinions) =>
        {
            HolderKind::ConsultedUnit
        }
        Stage::Submitted | Stage::Received(_) => HolderKind::Desk,
        Stage::AwaitingSupplement { .. } => HolderKind::Citizen,
        // While others are to answer, the lead can do nothing but wait for them.
        Stage::Examining(_) if dossier.is_held_up_by_opinions() => HolderKind::ConsultedUnit,
        Stage::Examining(_) => HolderKind::ExaminingUnit,
        Stage::Deciding(..) => HolderKind::Signer,
        Stage::Numbering(..) => HolderKind::Records,
        Stage::Resolved(..) => match dossier.return_via {
            ReturnVia::Post => HolderKind::Post,
            ReturnVia::Desk | ReturnVia::Electronic => HolderKind::Desk,
        },
        Stage::Refused | Stage::HandedOver(..) | Stage::Withdrawn | Stage::Stopped => {
            return None;
        }
    };
    Some(waited_for.unwrap_or(at_work))
}

/// Whom a pause waits for; nobody when nobody can work.
fn waited_for(ground: PauseGround) -> Option<HolderKind> {
    match ground {
        PauseGround::Supplement => Some(HolderKind::Citizen),
        PauseGround::FinancialObligation => Some(HolderKind::Payment),
        PauseGround::AwaitedVerification => Some(HolderKind::ConsultedUnit),
        PauseGround::ForceMajeure => None,
    }
}

/// Whether it is officials of the agency who have it.
fn works(holder: HolderKind) -> bool {
    match holder {
        HolderKind::Desk | HolderKind::ExaminingUnit | HolderKind::Signer | HolderKind::Records => {
            true
        }
        HolderKind::ConsultedUnit
        | HolderKind::Citizen
        | HolderKind::Payment
        | HolderKind::Post => false,
    }
}
