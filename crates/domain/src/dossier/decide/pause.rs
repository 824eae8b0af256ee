//! The clock stopped and taken up again: on a listed ground, with a paper; never to cure lateness.

use jiff::civil::Date;

use crate::calendar::clock::Clock;
use crate::calendar::deadline::{self, NoPromise, Promise};
use crate::calendar::pauses::{AfterPause, Pause, PauseGround};
use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::decide::given;
use crate::dossier::event::Event;
use crate::dossier::pause::{PAUSE_GROUNDS, Paused, Warrant};
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::clock::ClockRefusal;
use crate::dossier::{Count, Dossier, GivenPromise, Now, Resume, Situation, Stage};
use crate::people::Actor;
use crate::rulebook::Rulebook;

/// The promise whose clock runs, or stands still; else why there is none.
pub(crate) fn promise_that_runs(dossier: &Dossier) -> Result<&GivenPromise, Refusal> {
    match &dossier.stage {
        Stage::Submitted
        | Stage::AwaitingSupplement {
            then: Resume::Reception,
        } => Err(ClockRefusal::NotReceivedYet.into()),
        Stage::AwaitingSupplement {
            then: Resume::Settlement(_),
        }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..) => dossier
            .promise
            .as_ref()
            .ok_or(ClockRefusal::NothingPromised.into()),
        Stage::Refused
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => Err(ClockRefusal::SettledAlready.into()),
    }
}

/// Whether it may go on its way: a clock that stands still while the work goes on would count less
/// time than the agency had.
pub(crate) fn may_move(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.open_pause() {
        Some(_) => Err(ClockRefusal::ClockPaused.into()),
        None => Ok(()),
    }
}

/// Whether there is a clock that runs.
pub(crate) fn may_pause(dossier: &Dossier) -> Result<(), Refusal> {
    promise_that_runs(dossier)?;
    match dossier.open_pause().map(|pause| pause.ground) {
        Some(PauseGround::Supplement) => Err(ClockRefusal::PauseOverlaps.into()),
        Some(_) => Err(ClockRefusal::AlreadyPaused.into()),
        None => Ok(()),
    }
}

/// Whether a pause lasts that an official may end; the one for a supplement ends when it comes.
pub(crate) fn may_resume(dossier: &Dossier) -> Result<(), Refusal> {
    promise_that_runs(dossier)?;
    match dossier.open_pause().map(|pause| pause.ground) {
        Some(PauseGround::Supplement) | None => Err(ClockRefusal::NotPaused.into()),
        Some(_) => Ok(()),
    }
}

/// Stops the clock. What is late already may be stopped too: it goes on being late.
pub(super) fn pause(
    situation: &Situation<'_>,
    dossier: &Dossier,
    ground: PauseGround,
    reason: &Personal<String>,
    warrant: &Warrant,
) -> Result<Vec<Event>, Refusal> {
    if !PAUSE_GROUNDS.contains(&ground) {
        return Err(ClockRefusal::GroundNotListed.into());
    }
    if ground == PauseGround::FinancialObligation && dossier.owed().is_zero() {
        return Err(Refusal::NothingOwed);
    }
    given(reason)?;
    let number = numbered(&warrant.number)?;
    not_to_come(situation, warrant.dated_on)?;
    Ok(vec![Event::Paused(Paused {
        ground,
        reason: reason.sealed(),
        warrant: Warrant {
            number,
            dated_on: warrant.dated_on,
        },
    })])
}

/// The number of a letter or paper, without what stands around it.
pub(super) fn numbered(number: &str) -> Result<String, Refusal> {
    match number.trim() {
        "" => Err(ClockRefusal::PaperNumberMissing.into()),
        number => Ok(number.to_owned()),
    }
}

/// No letter or paper is dated after today.
pub(super) fn not_to_come(situation: &Situation<'_>, dated_on: Date) -> Result<(), Refusal> {
    if dated_on > situation.now.today() {
        Err(ClockRefusal::PaperDatedInFuture { dated_on }.into())
    } else {
        Ok(())
    }
}

/// Takes the clock up again.
pub(super) fn resume(situation: &Situation<'_>, dossier: &Dossier) -> Result<Vec<Event>, Refusal> {
    Ok(vec![Event::Resumed {
        promise: promise_after_pause(situation, dossier)?,
    }])
}

/// The clock goes on by itself when nothing is owed any more.
///
/// Money that came is recorded whatever the calendar knows: without a calendar for the year the
/// pause lasts until somebody ends it.
pub(super) fn when_paid(situation: &Situation<'_>, dossier: &Dossier) -> Vec<Event> {
    let waits_for_money = dossier
        .open_pause()
        .is_some_and(|pause| pause.ground == PauseGround::FinancialObligation);
    if waits_for_money {
        resume(situation, dossier).unwrap_or_default()
    } else {
        Vec::new()
    }
}

/// The promise as if the open pause ended now; none when it stays, or nothing was promised. A given
/// promise never moves earlier, and a pause that began after it moves nothing.
pub(super) fn promise_after_pause(
    situation: &Situation<'_>,
    dossier: &Dossier,
) -> Result<Option<GivenPromise>, Refusal> {
    let (Some(given), Some(open)) = (&dossier.promise, dossier.open_pause()) else {
        return Ok(None);
    };
    if open.from > given.due {
        return Ok(None);
    }
    let counted = match after_pause(situation, dossier, open.ground) {
        AfterPause::Restart => counted_anew(situation, dossier, given)?,
        AfterPause::Resume => counted_on(situation, dossier)?,
    };
    let anew = counted.map(|(promise, counted)| GivenPromise {
        due: promise.due,
        limit: given.limit.clone(),
        provisional: promise.provisional,
        moment: given.moment,
        counted,
    });
    Ok(anew.filter(|anew| anew.due > given.due))
}

/// The promise that would be given if what is waited for were there now; none when the clock runs.
pub fn promise_if_answered(rules: &Rulebook, now: Now, dossier: &Dossier) -> Option<GivenPromise> {
    dossier.open_pause()?;
    let situation = Situation {
        actor: &Actor::System,
        now,
        rules,
        number: None,
        answers: None,
        named: None,
        duty: crate::people::duty::Duty::none(),
    };
    match promise_after_pause(&situation, dossier) {
        Ok(Some(moved)) => Some(moved),
        Ok(None) => dossier.promise.clone(),
        Err(_) => None,
    }
}

/// Which reading of the law holds: the one of the day on which the dossier was received. Only what
/// the applicant hands in starts the limit anew; everything else that was waited for is taken out.
fn after_pause(situation: &Situation<'_>, dossier: &Dossier, ground: PauseGround) -> AfterPause {
    let received = dossier.received_at.unwrap_or(dossier.submitted_at);
    match ground {
        PauseGround::Supplement => situation.rules.after_supplement(received.today()),
        PauseGround::FinancialObligation
        | PauseGround::AwaitedVerification
        | PauseGround::ForceMajeure => AfterPause::Resume,
    }
}

/// A promise, and from where it is counted unless that is now.
type Counted = Option<(Promise, Option<Count>)>;

/// The whole limit from now on.
fn counted_anew(
    situation: &Situation<'_>,
    dossier: &Dossier,
    given: &GivenPromise,
) -> Result<Counted, Refusal> {
    let (calendar, now) = (calendar(situation, dossier), situation.now.local());
    let promise = deadline::promise(calendar, now, &given.limit, given.moment);
    Ok(known(promise)?.map(|promise| (promise, None)))
}

/// What was left of the time, from now on.
fn counted_on(situation: &Situation<'_>, dossier: &Dossier) -> Result<Counted, Refusal> {
    let Some(count) = &dossier.counted else {
        return Ok(None);
    };
    let now = situation.now.local();
    let pauses: Vec<Pause> = dossier
        .pauses
        .iter()
        .filter(|pause| pause.from >= count.from)
        .map(|pause| Pause {
            // Whoever resumes by a clock that went backwards resumes at once.
            to: pause.to.or(Some(now.max(pause.from))),
            ..*pause
        })
        .collect();
    let clock = Clock::new(count.from, count.limit.clone()).due_at(count.moment);
    // A ledger that cannot be is none that this program kept: then nothing moves.
    let Ok(clock) = clock.paused(pauses, AfterPause::Resume) else {
        return Ok(None);
    };
    let promise = known(clock.promise(calendar(situation, dossier)))?;
    Ok(promise.map(|promise| (promise, Some(count.clone()))))
}

/// The calendar by which the dossier's limit is counted.
pub(super) fn calendar<'a>(situation: &Situation<'a>, dossier: &Dossier) -> &'a WorkingCalendar {
    let (rules, today) = (situation.rules, situation.now.today());
    rules.calendar_for(&dossier.competent, today)
}

/// A year without a calendar refuses; a limit that does not count promises nothing.
fn known(promise: Result<Promise, NoPromise>) -> Result<Option<Promise>, Refusal> {
    match promise {
        Ok(promise) => Ok(Some(promise)),
        Err(NoPromise::YearMissing(YearMissing { year })) => Err(Refusal::NoCalendar { year }),
        Err(NoPromise::NoOwnLimit { .. } | NoPromise::EmptyLimit) => Ok(None),
    }
}
