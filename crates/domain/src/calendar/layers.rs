//! The calendar in layers (lớp lịch): the nation's, and what a province, an agency or a desk adds.
//!
//! A layer holds what its decisions say, never a copy of the layer above. Laid over each other they
//! are an ordinary [`WorkingCalendar`]; where two speak of one day, the lower one is heard.

mod calendars;
mod differences;
mod version;

pub use calendars::Calendars;
pub use differences::CalendarDifference;
pub use version::{CalendarLayer, LayerChange, LayerRefusal};

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::index::DayIndex;
use crate::calendar::sessions::{DaySessions, WeekSessions, weekday_from_file, weekday_in_files};
use crate::calendar::{
    CUT_OFF, CalendarData, CalendarDay, CalendarFlaw, Certainty, DayKind, WorkingCalendar,
};
use crate::people::agency::AgencyId;

/// Whose layer (lớp lịch) it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayerOwner {
    /// Of all agencies.
    Nation,
    /// Of a province, an agency or a desk, and of what lies below it.
    Unit(AgencyId),
}

impl fmt::Display for LayerOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nation => f.write_str("nation"),
            Self::Unit(unit) => f.write_str(unit.as_str()),
        }
    }
}

/// The written decision (văn bản quyết định) that something rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number and sign, such as `1234/QĐ-UBND`.
    pub number: String,
    /// The day it was signed.
    pub on: Date,
}

/// An office that stays shut on a working day (đóng cửa), by a decision: flood, power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The day, local.
    pub date: Date,
    /// The hours that are closed; the whole day when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<DaySessions>,
    /// Why, as people read it.
    pub reason: String,
    /// The decision behind it.
    pub decision: Decision,
}

/// Sessions of one weekday for a time (buổi làm việc riêng): half a day, a Saturday morning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredSessions", into = "StoredSessions")]
pub struct OwnSessions {
    weekday: Weekday,
    sessions: DaySessions,
    valid_from: Date,
    valid_to: Option<Date>,
}

/// A period whose last day lies before its first, or a weekday that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the sessions of a weekday for a time")]
pub struct NotOwnSessions;

#[derive(Serialize, Deserialize)]
struct StoredSessions {
    weekday: String,
    sessions: DaySessions,
    valid_from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_to: Option<Date>,
}

impl OwnSessions {
    /// The sessions of a weekday from one day to another, or without an end.
    ///
    /// # Errors
    /// [`NotOwnSessions`] when the last day lies before the first.
    pub fn new(
        weekday: Weekday,
        sessions: DaySessions,
        valid_from: Date,
        valid_to: Option<Date>,
    ) -> Result<Self, NotOwnSessions> {
        if valid_to.is_some_and(|last| last < valid_from) {
            return Err(NotOwnSessions);
        }
        Ok(Self {
            weekday,
            sessions,
            valid_from,
            valid_to,
        })
    }

    /// The weekday.
    pub fn weekday(&self) -> Weekday {
        self.weekday
    }

    /// Its sessions; none when it is not worked.
    pub fn sessions(&self) -> &DaySessions {
        &self.sessions
    }

    /// The first day of the period.
    pub fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// The last day of the period; open when none.
    pub fn valid_to(&self) -> Option<Date> {
        self.valid_to
    }

    /// Whether they are the sessions of this date, should nothing else be said of it.
    pub fn covers(&self, date: Date) -> bool {
        self.weekday == date.weekday()
            && self.valid_from <= date
            && self.valid_to.is_none_or(|last| date <= last)
    }

    /// Whether both speak of one weekday on at least one day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.weekday == other.weekday
            && self.valid_to.is_none_or(|last| other.valid_from <= last)
            && other.valid_to.is_none_or(|last| self.valid_from <= last)
    }
}

impl TryFrom<StoredSessions> for OwnSessions {
    type Error = NotOwnSessions;

    fn try_from(stored: StoredSessions) -> Result<Self, NotOwnSessions> {
        let weekday = weekday_from_file(&stored.weekday).ok_or(NotOwnSessions)?;
        Self::new(weekday, stored.sessions, stored.valid_from, stored.valid_to)
    }
}

impl From<OwnSessions> for StoredSessions {
    fn from(own: OwnSessions) -> Self {
        Self {
            weekday: weekday_in_files(own.weekday).to_owned(),
            sessions: own.sessions,
            valid_from: own.valid_from,
            valid_to: own.valid_to,
        }
    }
}

/// What one layer says, in plain form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerContent {
    /// The sessions of each weekday; as above when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<WeekSessions>,
    /// The hour after which work is taken up the next working day; as above when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Time>,
    /// Days off, swaps and make-up days, in any order.
    #[serde(default)]
    pub days: Vec<CalendarDay>,
    /// Closures, in any order.
    #[serde(default)]
    pub closures: Vec<Closure>,
    /// Sessions of one weekday for a time; of two that overlap, the one that begins later is heard.
    #[serde(default)]
    pub sessions: Vec<OwnSessions>,
}

impl LayerContent {
    fn sessions_in_order(&self) -> Vec<OwnSessions> {
        let mut sessions = self.sessions.clone();
        sessions.sort_by_key(OwnSessions::valid_from);
        sessions
    }
}

impl From<CalendarData> for LayerContent {
    fn from(plain: CalendarData) -> Self {
        Self {
            week: Some(plain.sessions),
            cut_off: Some(plain.cut_off),
            days: plain.days,
            ..Self::default()
        }
    }
}

/// The calendar of whoever stands below these layers, the nation's first.
///
/// Only the nation makes a year known: who has a local holiday has no calendar of that year yet.
///
/// # Errors
/// [`CalendarFlaw`] when a layer speaks twice of a day, or nothing is ever worked.
pub fn resolve(layers: &[&LayerContent]) -> Result<WorkingCalendar, CalendarFlaw> {
    let mut upward = layers.iter().rev();
    let week = upward.find_map(|layer| layer.week.clone());
    let mut upward = layers.iter().rev();
    let cut_off = upward.find_map(|layer| layer.cut_off);
    let mut calendar = WorkingCalendar::try_from(CalendarData {
        sessions: week.unwrap_or_default(),
        cut_off: cut_off.unwrap_or(CUT_OFF),
        days: layers
            .first()
            .map(|nation| nation.days.clone())
            .unwrap_or_default(),
    })?;
    let mut closed: BTreeMap<Date, Vec<&Closure>> = BTreeMap::new();
    for layer in layers {
        said_once(&layer.days)?;
        calendar.own_sessions.extend(layer.sessions_in_order());
        for day in &layer.days {
            // Who says what becomes of a day also opens what was closed above.
            closed.remove(&day.date);
            calendar.days.insert(day.date, day.clone());
        }
        for closure in &layer.closures {
            closed.entry(closure.date).or_default().push(closure);
        }
    }
    for (date, closures) in closed {
        close(&mut calendar, date, &closures);
    }
    calendar.index = DayIndex::of(&calendar);
    Ok(calendar)
}

fn said_once(days: &[CalendarDay]) -> Result<(), CalendarFlaw> {
    let mut dates: Vec<Date> = days.iter().map(|day| day.date).collect();
    dates.sort_unstable();
    match dates.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(CalendarFlaw::Twice { date: pair[0] }),
        None => Ok(()),
    }
}

/// Closes a day or some of its hours. A day off stays what it is, an unknown year stays unknown.
fn close(calendar: &mut WorkingCalendar, date: Date, closures: &[&Closure]) {
    let Ok(open) = calendar.sessions_on(date) else {
        return;
    };
    if open.is_empty() {
        return;
    }
    let left = closures
        .iter()
        .fold(open.clone(), |left, closure| match &closure.hours {
            Some(hours) => left.without(hours),
            None => DaySessions::NONE.clone(),
        });
    if !left.is_empty() {
        calendar.shortened.insert(date, left);
        return;
    }
    let reasons: Vec<&str> = closures.iter().map(|one| one.reason.as_str()).collect();
    let day = CalendarDay {
        date,
        kind: DayKind::Closed,
        name: reasons.join("; "),
        certainty: Certainty::High,
        pair_date: None,
    };
    calendar.days.insert(date, day);
}
