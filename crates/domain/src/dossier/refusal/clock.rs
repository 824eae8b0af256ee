//! Why the clock of a dossier is not stopped, taken up again or given a new day.

use jiff::civil::Date;

/// Why a command about the clock was refused, or one that its clock does not let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockRefusal {
    /// It was not received yet, so no clock runs.
    NotReceivedYet,
    /// It is settled or ended, so no clock runs any more.
    SettledAlready,
    /// Nothing was promised: the procedure has no limit of its own.
    NothingPromised,
    /// The clock stands still; it goes on first.
    ClockPaused,
    /// The clock stands still already.
    AlreadyPaused,
    /// The clock stands still until the supplement comes; two pauses must not overlap.
    PauseOverlaps,
    /// No pause lasts that an official could end.
    NotPaused,
    /// Officials do not stop the clock on this ground.
    GroundNotListed,
    /// The number of the letter or paper is missing.
    PaperNumberMissing,
    /// The letter or paper is dated after today.
    PaperDatedInFuture {
        /// The date.
        dated_on: Date,
    },
    /// The letter is dated before the dossier was received.
    PaperDatedBeforeReception {
        /// The date.
        dated_on: Date,
        /// The day on which the dossier was received.
        received_on: Date,
    },
    /// A letter of this day cannot give this cause.
    CauseNotListed,
    /// The promise moves by at least one working day, and by no more than its own limit.
    ExtensionOutOfRange {
        /// The most working days.
        most: u16,
    },
    /// The agency apologised before; there is no third day.
    AlreadyApologised,
    /// Its time is over: the agency apologises before it is put before the leader.
    ApologyMissing,
    /// The calendar in force leads to no later moment, or the clock does not run just now.
    PromiseStays,
}

impl ClockRefusal {
    /// The name in addresses of problems, such as `clock-paused`.
    pub fn kebab(self) -> &'static str {
        match self {
            Self::NotReceivedYet => "not-received-yet",
            Self::SettledAlready => "settled-already",
            Self::NothingPromised => "nothing-promised",
            Self::ClockPaused => "clock-paused",
            Self::AlreadyPaused => "already-paused",
            Self::PauseOverlaps => "pause-overlaps",
            Self::NotPaused => "not-paused",
            Self::GroundNotListed => "ground-not-listed",
            Self::PaperNumberMissing => "paper-number-missing",
            Self::PaperDatedInFuture { .. } => "paper-dated-in-future",
            Self::PaperDatedBeforeReception { .. } => "paper-dated-before-reception",
            Self::CauseNotListed => "cause-not-listed",
            Self::ExtensionOutOfRange { .. } => "extension-out-of-range",
            Self::AlreadyApologised => "already-apologised",
            Self::ApologyMissing => "apology-missing",
            Self::PromiseStays => "promise-stays",
        }
    }
}
