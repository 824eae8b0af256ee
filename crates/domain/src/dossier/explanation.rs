//! Why a dossier is promised for its day: told from its history and counted once more, day by day.
//!
//! The promise that was given stands in the history. What is counted today may differ from it, since
//! a calendar is mended; both are shown, and the given one holds.

use jiff::civil::DateTime;

use crate::calendar::deadline::{self, Moment, NoPromise, Promise};
use crate::calendar::explanation::{CountBasis, bases};
use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::event::{Event, Recorded};
use crate::dossier::{Dossier, GivenPromise, Now};

/// The explanation of a promise (giải thích ngày hẹn trả).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// When the count began, local time.
    pub start: DateTime,
    /// By which rule it began then.
    pub start_rule: StartRule,
    /// What was promised.
    pub given: GivenPromise,
    /// The same count by the calendar of today.
    pub counted: Result<Promise, NoPromise>,
    /// The waits for the applicant since reception, oldest first.
    pub waits: Vec<SupplementWait>,
}

/// By which rule a count began (mốc bắt đầu tính thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartRule {
    /// At reception.
    Reception,
    /// At the supplement that made the dossier full.
    FullDossier,
}

impl StartRule {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::FullDossier => "full_dossier",
        }
    }
}

/// A stretch in which the applicant was waited for (thời gian chờ bổ sung).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupplementWait {
    /// When they were asked, local time.
    pub from: DateTime,
    /// When it ended; none while it lasts.
    pub to: Option<DateTime>,
}

/// Why the dossier of this history is promised for its day; none as long as nothing is promised.
pub fn explain<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    calendar: &WorkingCalendar,
) -> Option<Explanation> {
    let mut begun: Option<(DateTime, StartRule, GivenPromise)> = None;
    let mut waits: Vec<SupplementWait> = Vec::new();
    for recorded in history {
        let at = recorded.at.local();
        match &recorded.event {
            Event::Received { promise, .. } => {
                let promise = promise.clone();
                begun = promise.map(|promise| (at, StartRule::Reception, promise));
            }
            // Before reception nothing is counted, so nothing stands still.
            Event::SupplementAsked { .. } if begun.is_some() => {
                waits.push(SupplementWait { from: at, to: None });
            }
            Event::Supplemented { promise, .. } => {
                end_wait(&mut waits, at);
                if let Some(promise) = promise {
                    begun = Some((at, StartRule::FullDossier, promise.clone()));
                }
            }
            Event::ReceptionRefused { .. } | Event::Withdrawn { .. } | Event::Stopped { .. } => {
                end_wait(&mut waits, at);
            }
            Event::SupplementAsked { .. }
            | Event::Submitted(_)
            | Event::Forwarded { .. }
            | Event::Assigned { .. }
            | Event::Examined { .. }
            | Event::Proposed { .. }
            | Event::SentBack { .. }
            | Event::Approved { .. }
            | Event::Declined { .. }
            | Event::ResultRecorded { .. }
            | Event::HandedOver { .. }
            | Event::Corrected { .. }
            | Event::Charged { .. }
            | Event::PaymentRecorded { .. }
            | Event::Waived { .. }
            | Event::Rated { .. }
            | Event::FeedbackGiven { .. }
            | Event::FeedbackAnswered { .. }
            | Event::TakenOver { .. } => {}
        }
    }
    let (start, start_rule, given) = begun?;
    Some(Explanation {
        start,
        start_rule,
        counted: deadline::promise(calendar, start, &given.limit, Moment::EndOfDay),
        given,
        waits,
    })
}

fn end_wait(waits: &mut [SupplementWait], at: DateTime) {
    if let Some(wait) = waits.last_mut().filter(|wait| wait.to.is_none()) {
        wait.to = Some(at);
    }
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
        let mut leans = bases(&self.given.limit, days);
        match self.start_rule {
            StartRule::Reception => {}
            StartRule::FullDossier => leans.push(CountBasis::FullDossier),
        }
        leans
    }

    /// The wait that still lasts.
    pub fn open_wait(&self) -> Option<SupplementWait> {
        self.waits.last().copied().filter(|wait| wait.to.is_none())
    }

    /// The due moment if the applicant answered now; none unless they are waited for.
    ///
    /// A promise that was given never moves earlier.
    pub fn due_if_answered(&self, calendar: &WorkingCalendar, now: Now) -> Option<DateTime> {
        self.open_wait()?;
        let anew =
            deadline::due(calendar, now.local(), &self.given.limit, Moment::EndOfDay).ok()?;
        Some(anew.max(self.given.due))
    }

    /// Working minutes that are left until the promised moment: from now, from the beginning of a
    /// wait that lasts, or from the end of the work.
    ///
    /// # Errors
    /// [`YearMissing`] when the way leads through a year without a calendar.
    pub fn minutes_left(
        &self,
        dossier: &Dossier,
        calendar: &WorkingCalendar,
        now: Now,
    ) -> Result<u32, YearMissing> {
        let stood = self.open_wait().map(|wait| wait.from);
        let settled = dossier.settled_at.map(Now::local);
        let from = settled.or(stood).unwrap_or_else(|| now.local());
        calendar.working_minutes_between(from.max(self.start), self.given.due)
    }
}
