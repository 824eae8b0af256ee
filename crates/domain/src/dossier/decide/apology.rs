//! The apology: one letter with one new day, signed by the head of the competent agency.

use crate::calendar::YearMissing;
use crate::calendar::deadline::{self, Moment, NoPromise};
use crate::calendar::time_limit::TimeLimit;
use crate::dossier::apology::{Apologised, ApologyToSend, extension_max};
use crate::dossier::decide::{given, pause};
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::clock::ClockRefusal;
use crate::dossier::{Count, Dossier, GivenPromise, Now, Situation};
use crate::people::Actor;
use crate::people::duty::Duty;
use crate::policy;
use crate::rulebook::Rulebook;

/// Whether the agency may still apologise: once, for a clock that runs.
///
/// Law: rules of several provinces on the apology, as two of them published in 2018 (source): the
/// new day is set at most once. What is late again is explained to the level above.
pub(crate) fn may_apologise(dossier: &Dossier) -> Result<(), Refusal> {
    pause::promise_that_runs(dossier)?;
    if dossier.apology.is_some() {
        return Err(ClockRefusal::AlreadyApologised.into());
    }
    pause::may_move(dossier)
}

/// What is late goes before the leader only with the apology.
///
/// Law: as published by a province in 2018 (source): a late dossier that is submitted for signature
/// without the apology is handed back.
pub(crate) fn may_propose(now: Now, dossier: &Dossier) -> Result<(), Refusal> {
    if dossier.owes_apology(now) {
        Err(ClockRefusal::ApologyMissing.into())
    } else {
        Ok(())
    }
}

/// Sends the letter, and sets the new day.
pub(super) fn apologise(
    situation: &Situation<'_>,
    dossier: &Dossier,
    letter: &ApologyToSend,
) -> Result<Vec<Event>, Refusal> {
    let signer = situation.actor.official().ok_or(Refusal::NotYours)?;
    if !letter.cause.is_listed_on(letter.dated_on) {
        return Err(ClockRefusal::CauseNotListed.into());
    }
    given(&letter.reason)?;
    let number = pause::numbered(&letter.number)?;
    pause::not_to_come(situation, letter.dated_on)?;
    let received = dossier.received_at.unwrap_or(dossier.submitted_at);
    if letter.dated_on < received.today() {
        return Err(ClockRefusal::PaperDatedBeforeReception {
            dated_on: letter.dated_on,
            received_on: received.today(),
        }
        .into());
    }
    let promise = new_promise(situation, dossier, letter.extension)?;
    Ok(vec![Event::Apologised(Box::new(Apologised {
        cause: letter.cause,
        reason: letter.reason.sealed(),
        number,
        dated_on: letter.dated_on,
        signer: signer.id,
        signed: policy::signed(situation, dossier, &dossier.competent),
        extension: letter.extension,
        promise,
    }))])
}

/// The promise that a letter with so many more working days would give now, if it gives one.
pub fn promise_if_apologised(
    rules: &Rulebook,
    now: Now,
    dossier: &Dossier,
    extension: u16,
) -> Option<GivenPromise> {
    let situation = Situation {
        actor: &Actor::System,
        now,
        rules,
        number: None,
        answers: None,
        named: None,
        duty: Duty::none(),
    };
    new_promise(&situation, dossier, extension).ok()
}

/// The new promise: so many working days after the one that is not kept, or after today when its
/// time is over already.
fn new_promise(
    situation: &Situation<'_>,
    dossier: &Dossier,
    extension: u16,
) -> Result<GivenPromise, Refusal> {
    let given = pause::promise_that_runs(dossier)?;
    let most = extension_max(&given.limit);
    if !(1..=most).contains(&extension) {
        return Err(ClockRefusal::ExtensionOutOfRange { most }.into());
    }
    let refused = |no: NoPromise| match no {
        NoPromise::YearMissing(YearMissing { year }) => Refusal::NoCalendar { year },
        NoPromise::NoOwnLimit { .. } | NoPromise::EmptyLimit => {
            ClockRefusal::ExtensionOutOfRange { most }.into()
        }
    };
    let (calendar, now) = (pause::calendar(situation, dossier), situation.now.local());
    let from = given.due.max(now);
    let limit = TimeLimit::WorkingDays(extension);
    let counted = deadline::promise(calendar, from, &limit, Moment::EndOfDay).map_err(refused)?;
    // From now on it is counted from here: a later pause moves it by the days that are left.
    let left = calendar
        .working_days_between(now.date(), counted.due.date())
        .map_err(|missing| refused(missing.into()))?;
    Ok(GivenPromise {
        due: counted.due,
        limit: given.limit.clone(),
        provisional: counted.provisional,
        // The new day is promised as the law has it.
        moment: Moment::EndOfDay,
        counted: Some(Count {
            from: now,
            limit: TimeLimit::WorkingDays(u16::try_from(left).unwrap_or(u16::MAX)),
            moment: Moment::EndOfDay,
        }),
    })
}
