//! The working calendar (lịch làm việc): which days are worked, at which hours, and why.
//!
//! Days off, swaps and make-up days are data that an administrator keeps. A year that has no entry
//! at all is unknown, and an unknown year is refused, never guessed.

pub mod clock;
pub mod csv_file;
pub mod deadline;
pub mod explanation;
mod index;
pub mod layer_file;
pub mod layers;
pub mod lint;
pub mod office_time;
pub mod pauses;
pub mod sessions;
pub mod time_limit;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::index::DayIndex;
use crate::calendar::layers::OwnSessions;
use crate::calendar::sessions::{DaySessions, WeekSessions};

/// The hour after which work that came in is taken up on the next working day (local time).
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 18 (15 giờ); carried on by Nghị định 118/2025/NĐ-CP.
pub const CUT_OFF: Time = Time::constant(15, 0, 0, 0);

/// What a calendar entry makes of its day.
///
/// Law: Bộ luật Lao động 2019, Điều 112 (holidays); swaps are announced each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A public holiday, or a day off in lieu of one (nghỉ lễ, nghỉ bù).
    Holiday,
    /// A working day that was swapped and is off (nghỉ hoán đổi).
    SwapOff,
    /// A day usually off that is worked in exchange (ngày làm bù).
    MakeUp,
    /// A working day on which the office is shut: flood, power (đóng cửa). Of a layer only.
    Closed,
}

/// How sure we are of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Known from the announced schedule.
    High,
    /// Known from a second-hand source.
    Medium,
    /// Heard of, not yet confirmed.
    Low,
    /// Reckoned by us before the announcement (dự kiến).
    Provisional,
}

/// One entry of the calendar: a day that does not follow its weekday, or a holiday on a weekend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day, local.
    pub date: Date,
    /// What becomes of it.
    pub kind: DayKind,
    /// What it is called, as people read it.
    pub name: String,
    /// How sure we are.
    pub certainty: Certainty,
    /// The other day of a swap, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair_date: Option<Date>,
}

impl CalendarDay {
    /// Whether the entry waits for its announcement.
    pub fn is_provisional(&self) -> bool {
        self.certainty == Certainty::Provisional
    }
}

/// Why a day is worked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayReason {
    /// A weekday with sessions (ngày làm việc).
    Working,
    /// A weekday without sessions (ngày nghỉ hằng tuần).
    Weekend,
    /// A public holiday (nghỉ lễ).
    Holiday {
        /// Its name.
        name: String,
    },
    /// Off by a swap (nghỉ hoán đổi).
    SwappedOff {
        /// Its name.
        name: String,
    },
    /// Worked by a swap (ngày làm bù).
    MakeUp {
        /// Its name.
        name: String,
    },
    /// The office is shut for a reason of its own: flood, power (đóng cửa).
    Closed {
        /// The reason.
        name: String,
    },
}

impl DayReason {
    /// Whether people work on such a day.
    pub fn is_working(&self) -> bool {
        match self {
            Self::Working | Self::MakeUp { .. } => true,
            Self::Weekend
            | Self::Holiday { .. }
            | Self::SwappedOff { .. }
            | Self::Closed { .. } => false,
        }
    }
}

/// The calendar knows nothing about this year, so nothing may be promised in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no working calendar for the year {year}")]
pub struct YearMissing {
    /// The year asked for.
    pub year: i16,
}

/// A calendar in plain form: what is stored, sent and edited. The sessions that a layer has for a
/// time, and the hours it closes, are no part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarData {
    /// The sessions of each weekday.
    #[serde(default)]
    pub sessions: WeekSessions,
    /// The hour after which work is taken up the next working day.
    #[serde(default = "usual_cut_off")]
    pub cut_off: Time,
    /// The entries, in any order.
    pub days: Vec<CalendarDay>,
}

fn usual_cut_off() -> Time {
    CUT_OFF
}

/// Why plain data are not a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarFlaw {
    /// No weekday has a session, so no limit would ever end.
    #[error("no weekday has a working session")]
    NothingWorked,
    /// Two entries speak of the same day.
    #[error("{date} is entered twice")]
    Twice {
        /// The day.
        date: Date,
    },
}

/// A calendar that can be asked. It exists only free of flaws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CalendarData", into = "CalendarData")]
pub struct WorkingCalendar {
    sessions: WeekSessions,
    cut_off: Time,
    days: BTreeMap<Date, CalendarDay>,
    known_years: BTreeSet<i16>,
    provisional_years: BTreeSet<i16>,
    /// Sessions of one weekday for a time; where several speak of a day, the last one does.
    own_sessions: Vec<OwnSessions>,
    /// What is left of days that are closed for some hours; never empty.
    shortened: BTreeMap<Date, DaySessions>,
    /// Follows from the rest, made once.
    index: DayIndex,
}

/// What the calendar sees on a day, before anybody needs it in words.
#[derive(Clone, Copy)]
enum Seen<'a> {
    Usual { worked: bool },
    Entered(&'a CalendarDay),
}

impl Seen<'_> {
    fn is_working(self) -> bool {
        match self {
            Self::Usual { worked } => worked,
            Self::Entered(day) => match day.kind {
                DayKind::MakeUp => true,
                DayKind::Holiday | DayKind::SwapOff | DayKind::Closed => false,
            },
        }
    }

    fn is_provisional(self) -> bool {
        match self {
            Self::Usual { .. } => false,
            Self::Entered(day) => day.is_provisional(),
        }
    }

    fn reason(self) -> DayReason {
        match self {
            Self::Usual { worked: true } => DayReason::Working,
            Self::Usual { worked: false } => DayReason::Weekend,
            Self::Entered(day) => {
                let name = day.name.clone();
                match day.kind {
                    DayKind::Holiday => DayReason::Holiday { name },
                    DayKind::SwapOff => DayReason::SwappedOff { name },
                    DayKind::MakeUp => DayReason::MakeUp { name },
                    DayKind::Closed => DayReason::Closed { name },
                }
            }
        }
    }
}

impl WorkingCalendar {
    /// A calendar with the usual cut-off of 15:00.
    pub fn new(sessions: WeekSessions, days: Vec<CalendarDay>) -> Result<Self, CalendarFlaw> {
        Self::try_from(CalendarData {
            sessions,
            cut_off: CUT_OFF,
            days,
        })
    }

    /// Why this day is worked or not.
    pub fn why(&self, date: Date) -> Result<DayReason, YearMissing> {
        self.see(date).map(Seen::reason)
    }

    /// Whether this day is worked (ngày làm việc).
    pub fn is_working(&self, date: Date) -> Result<bool, YearMissing> {
        self.see(date).map(Seen::is_working)
    }

    /// The first working day on this day or after it.
    pub fn working_day_from(&self, date: Date) -> Result<Date, YearMissing> {
        let mut day = date;
        while !self.is_working(day)? {
            day = next(day)?;
        }
        Ok(day)
    }

    /// The working days after `from` up to and including `to`; 0 when `to` is not after `from`.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<u32, YearMissing> {
        let mut day = from;
        let mut count = 0;
        while day < to {
            day = next(day)?;
            count += u32::from(self.is_working(day)?);
        }
        Ok(count)
    }

    /// Working minutes between two moments, seconds dropped.
    ///
    /// # Errors
    /// [`YearMissing`] when a year has no calendar.
    pub fn minutes_between(&self, from: DateTime, to: DateTime) -> Result<u32, YearMissing> {
        self.index.minutes_between(self, from, to)
    }

    /// The sessions worked on this day; empty on a day off.
    ///
    /// A make-up day keeps the hours of the day it makes up for; without a known pair, those of its
    /// own weekday, or else of the first worked weekday.
    pub fn sessions_on(&self, date: Date) -> Result<&DaySessions, YearMissing> {
        let seen = self.see(date)?;
        if let Some(left) = self.shortened.get(&date) {
            return Ok(left);
        }
        Ok(match seen {
            Seen::Usual { .. } => self.usual_on(date),
            Seen::Entered(day) => match day.kind {
                DayKind::Holiday | DayKind::SwapOff | DayKind::Closed => DaySessions::NONE,
                DayKind::MakeUp => day
                    .pair_date
                    .into_iter()
                    .chain([date])
                    .map(|date| self.usual_on(date))
                    .find(|sessions| !sessions.is_empty())
                    .unwrap_or_else(|| self.sessions.first_worked()),
            },
        })
    }

    /// The hour after which work that came in is taken up the next working day.
    pub fn cut_off(&self) -> Time {
        self.cut_off
    }

    /// Whether the calendar has entries for this year.
    pub fn knows(&self, year: i16) -> bool {
        self.known_years.contains(&year)
    }

    /// Whether this year still waits for its announcement: half of its entries or more do.
    pub fn is_provisional(&self, year: i16) -> bool {
        self.provisional_years.contains(&year)
    }

    /// The entries in the order of their days.
    pub fn days(&self) -> impl Iterator<Item = &CalendarDay> {
        self.days.values()
    }

    fn see(&self, date: Date) -> Result<Seen<'_>, YearMissing> {
        // A year is asked for first: an entry of a layer does not make it known.
        if !self.knows(date.year()) {
            return Err(YearMissing { year: date.year() });
        }
        Ok(match self.days.get(&date) {
            Some(day) => Seen::Entered(day),
            None => Seen::Usual {
                worked: !self.usual_on(date).is_empty(),
            },
        })
    }

    /// The sessions of a date by its weekday alone.
    fn usual_on(&self, date: Date) -> &DaySessions {
        self.own_sessions
            .iter()
            .rev()
            .find(|own| own.covers(date))
            .map_or_else(|| self.sessions.of(date.weekday()), OwnSessions::sessions)
    }
}

/// The day after; the end of all dates is a year without a calendar.
fn next(date: Date) -> Result<Date, YearMissing> {
    date.tomorrow()
        .map_err(|_| YearMissing { year: date.year() })
}

impl TryFrom<CalendarData> for WorkingCalendar {
    type Error = CalendarFlaw;

    fn try_from(plain: CalendarData) -> Result<Self, CalendarFlaw> {
        if plain.sessions.is_empty() {
            return Err(CalendarFlaw::NothingWorked);
        }
        let mut days = BTreeMap::new();
        let mut entries: BTreeMap<i16, (u32, u32)> = BTreeMap::new();
        for day in plain.days {
            let (provisional, all) = entries.entry(day.date.year()).or_default();
            *provisional += u32::from(day.is_provisional());
            *all += 1;
            let date = day.date;
            if days.insert(date, day).is_some() {
                return Err(CalendarFlaw::Twice { date });
            }
        }
        let mut calendar = Self {
            sessions: plain.sessions,
            cut_off: plain.cut_off,
            days,
            known_years: entries.keys().copied().collect(),
            provisional_years: entries
                .iter()
                .filter(|(_, (provisional, all))| provisional * 2 >= *all)
                .map(|(year, _)| *year)
                .collect(),
            index: DayIndex::default(),
            own_sessions: Vec::new(),
            shortened: BTreeMap::new(),
        };
        calendar.index = DayIndex::of(&calendar);
        Ok(calendar)
    }
}

impl From<WorkingCalendar> for CalendarData {
    fn from(calendar: WorkingCalendar) -> Self {
        Self {
            sessions: calendar.sessions,
            cut_off: calendar.cut_off,
            days: calendar.days.into_values().collect(),
        }
    }
}
