//! A promise moved by a change of the calendar: openly, with the change behind it, never earlier.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::deadline::NoPromise;
use crate::calendar::layers::{CalendarLayer, Decision, LayerOwner};
use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::explanation::counted_today;
use crate::dossier::{Dossier, GivenPromise, Now, Resume, Stage};
use crate::people::OfficialId;

/// The change of the calendar behind a move (thay đổi lịch).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarChange {
    /// Whose layer changed.
    pub layer: LayerOwner,
    /// The version that came.
    pub version: u32,
    /// The decision it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

impl From<&CalendarLayer> for CalendarChange {
    fn from(layer: &CalendarLayer) -> Self {
        Self {
            layer: layer.owner.clone(),
            version: layer.version,
            decision: layer.decision.clone(),
        }
    }
}

/// What the program is told when a campaign comes to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseToMove {
    /// The campaign.
    pub campaign: Uuid,
    /// The change behind it.
    pub because: CalendarChange,
    /// Who confirmed the change; none on the command line.
    pub confirmed_by: Option<OfficialId>,
    /// When: what was late by then stays late, however long the campaign takes.
    pub confirmed_at: Now,
}

/// A promise that a change of the calendar moved (dời ngày hẹn), as its event keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseMoved {
    /// What was promised before.
    pub from: DateTime,
    /// The promise from now on.
    pub promise: GivenPromise,
    /// The change behind it.
    pub because: CalendarChange,
    /// The campaign that came to the dossier.
    pub campaign: Uuid,
    /// Who confirmed the change; none on the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<OfficialId>,
}

/// What a changed calendar does to a promise (tính lại ngày hẹn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recount {
    /// It moves to this one, which is later.
    Moves(GivenPromise),
    /// It stays as it was given.
    Stays(WhyStays),
}

/// Why a promise stays when the calendar changes (giữ nguyên).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyStays {
    /// The count leads to the same moment.
    Same,
    /// The count leads to an earlier moment, and a given promise never moves earlier.
    WouldBeEarlier {
        /// To which.
        counted: DateTime,
    },
    /// Its time was over when the change was confirmed: no change of the calendar cures lateness.
    TimeWasOver,
    /// The clock stands still: when it goes on it is counted by the new calendar anyway.
    ClockPaused,
    /// No clock runs: nothing is promised yet, or it is settled.
    NoClock,
    /// The count runs into a year without a calendar.
    YearMissing {
        /// The year.
        year: i16,
    },
}

/// Counts the promise of a dossier once more, by the calendar as it is from now on.
///
/// It depends on the moment of the confirmation and not on the one at which it is asked, so that a
/// campaign that was broken off ends as if it had not been.
pub fn recount(dossier: &Dossier, calendar: &WorkingCalendar, confirmed_at: Now) -> Recount {
    let (Some(given), Some(count)) = (promise_that_counts(dossier), &dossier.counted) else {
        return Recount::Stays(WhyStays::NoClock);
    };
    if dossier.open_pause().is_some() {
        return Recount::Stays(WhyStays::ClockPaused);
    }
    if given.due < confirmed_at.local() {
        return Recount::Stays(WhyStays::TimeWasOver);
    }
    let counted = match counted_today(calendar, count, &dossier.pauses) {
        Ok(counted) => counted,
        Err(NoPromise::YearMissing(YearMissing { year })) => {
            return Recount::Stays(WhyStays::YearMissing { year });
        }
        Err(NoPromise::NoOwnLimit { .. } | NoPromise::EmptyLimit) => {
            return Recount::Stays(WhyStays::NoClock);
        }
    };
    if counted.due == given.due {
        return Recount::Stays(WhyStays::Same);
    }
    if counted.due < given.due {
        return Recount::Stays(WhyStays::WouldBeEarlier {
            counted: counted.due,
        });
    }
    Recount::Moves(GivenPromise {
        due: counted.due,
        limit: given.limit.clone(),
        provisional: counted.provisional,
        moment: given.moment,
        counted: Some(count.clone()),
    })
}

/// The promise of a dossier that is being settled.
fn promise_that_counts(dossier: &Dossier) -> Option<&GivenPromise> {
    match &dossier.stage {
        Stage::AwaitingSupplement {
            then: Resume::Settlement(_),
        }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..) => dossier.promise.as_ref(),
        Stage::Submitted
        | Stage::AwaitingSupplement {
            then: Resume::Reception,
        }
        | Stage::Refused
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}
