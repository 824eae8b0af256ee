//! Why a dossier is promised for its day: told from its history and counted once more, day by day.
//!
//! The promise that was given stands in the history. What is counted today may differ from it, since
//! a calendar is mended; both are shown, and the given one holds.

use jiff::civil::DateTime;

use crate::calendar::clock::Clock;
use crate::calendar::deadline::{Moment, NoPromise, Promise};
use crate::calendar::explanation::{CountBasis, bases};
use crate::calendar::pauses::{AfterPause, Pause};
use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::after::after;
use crate::dossier::apology::Apology;
use crate::dossier::decide::promise_if_answered;
use crate::dossier::event::{Event, Recorded};
use crate::dossier::{Count, Dossier, GivenPromise, Now};
use crate::rulebook::Rulebook;

/// The explanation of a promise (giải thích ngày hẹn trả).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// From where it is counted, and for how long.
    pub count: Count,
    /// By which rule the count began there.
    pub start_rule: StartRule,
    /// What was promised.
    pub given: GivenPromise,
    /// The same count by the calendar of today. A pause that still lasts has not moved it.
    pub counted: Result<Promise, NoPromise>,
    /// Every stretch since reception in which the clock stood still, oldest first.
    pub pauses: Vec<Pause>,
    /// The letter by which another day was set, once there is one.
    pub apology: Option<Apology>,
}

/// By which rule a count began (mốc bắt đầu tính thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRule {
    /// At reception.
    Reception,
    /// At the supplement that made the dossier full.
    FullDossier,
    /// At the letter of apology, which set the one new day.
    Apology,
}

impl StartRule {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::FullDossier => "full_dossier",
            Self::Apology => "apology",
        }
    }
}

/// Why the dossier of this history is promised for its day; none as long as nothing is promised.
pub fn explain<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    calendar: &WorkingCalendar,
) -> Option<Explanation> {
    let mut dossier: Option<Dossier> = None;
    let mut start_rule = StartRule::Reception;
    for recorded in history {
        start_rule = begins(&recorded.event).unwrap_or(start_rule);
        dossier = after(dossier, recorded);
    }
    let dossier = dossier?;
    let (given, count) = (dossier.promise?, dossier.counted?);
    Some(Explanation {
        counted: counted_today(calendar, &count, &dossier.pauses),
        count,
        start_rule,
        given,
        pauses: dossier.pauses,
        apology: dossier.apology,
    })
}

/// The beginning that an event gives to the count; none when it leaves it where it was.
fn begins(event: &Event) -> Option<StartRule> {
    match event {
        Event::Received {
            promise: Some(_), ..
        } => Some(StartRule::Reception),
        // What was left goes on from the old beginning, and says so.
        Event::Supplemented {
            promise: Some(promise),
            ..
        } if promise.counted.is_none() => Some(StartRule::FullDossier),
        Event::Apologised(_) => Some(StartRule::Apology),
        _ => None,
    }
}

/// The count with every pause that began since, due at the moment that was promised; pauses before
/// it are in its beginning.
pub(super) fn counted_today(
    calendar: &WorkingCalendar,
    count: &Count,
    pauses: &[Pause],
) -> Result<Promise, NoPromise> {
    let since = pauses.iter().copied().filter(|p| p.from >= count.from);
    let clock = Clock::new(count.from, count.limit.clone()).due_at(count.moment);
    // A ledger that cannot be is none that this program kept.
    let paused = clock.clone().paused(since.collect(), AfterPause::Resume);
    paused.unwrap_or(clock).promise(calendar)
}

impl Explanation {
    /// Whether the calendar of today still leads to what was promised.
    pub fn is_as_given(&self) -> bool {
        self.counted
            .as_ref()
            .is_ok_and(|counted| counted.due == self.given.due)
    }

    /// The rules that the promise leans on.
    pub fn bases(&self) -> Vec<CountBasis> {
        let days = self
            .counted
            .as_ref()
            .map_or(&[][..], |counted| counted.days.as_slice());
        let mut leans = bases(&self.count.limit, days);
        match self.start_rule {
            StartRule::Reception | StartRule::Apology => {}
            StartRule::FullDossier => leans.push(CountBasis::FullDossier),
        }
        match self.count.moment {
            Moment::EndOfDay => {}
            Moment::SameClock => leans.push(CountBasis::SameClock),
        }
        leans
    }

    /// The pause that still lasts; one that began after the promised moment stops nothing.
    pub fn open_pause(&self) -> Option<Pause> {
        let last = self.pauses.last().copied();
        last.filter(|pause| pause.to.is_none() && pause.from <= self.given.due)
    }

    /// The due moment if what is waited for were there now; none while the clock runs.
    pub fn due_if_answered(
        &self,
        dossier: &Dossier,
        rules: &Rulebook,
        now: Now,
    ) -> Option<DateTime> {
        self.open_pause()?;
        let promise = promise_if_answered(rules, now, dossier)?;
        Some(promise.due)
    }

    /// Working minutes that are left until the promised moment: from now, from the beginning of a
    /// pause that lasts, or from the end of the work.
    ///
    /// # Errors
    /// [`YearMissing`] when the way leads through a year without a calendar.
    pub fn minutes_left(
        &self,
        dossier: &Dossier,
        calendar: &WorkingCalendar,
        now: Now,
    ) -> Result<u32, YearMissing> {
        let stood = self.open_pause().map(|pause| pause.from);
        let settled = dossier.settled_at.map(Now::local);
        let from = settled.or(stood).unwrap_or_else(|| now.local());
        calendar.working_minutes_between(from.max(self.count.from), self.given.due)
    }
}
