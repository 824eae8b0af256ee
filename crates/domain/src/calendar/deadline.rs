//! Promising a day: from the moment of reception and a limit to the moment the result is due, with
//! every day on the way counted or skipped, and why.
//!
//! Pauses shift a promise (`clock`) and so build on what is here.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::pauses::PauseEffect;
use crate::calendar::time_limit::TimeLimit;
use crate::calendar::walk::count;
use crate::calendar::{DayReason, WorkingCalendar, YearMissing};

/// At which moment of the due day a result is due (giờ hẹn trả). Limits in working hours ignore it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The closing time: the legal promise.
    #[default]
    EndOfDay,
    /// The clock time of reception to the minute, moved into the hours of the due day.
    SameClock,
}

impl Moment {
    /// Whether it is the one that the law promises; any other is a province's own choice.
    pub fn is_legal(&self) -> bool {
        match self {
            Self::EndOfDay => true,
            Self::SameClock => false,
        }
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::EndOfDay => "end_of_day",
            Self::SameClock => "same_clock",
        }
    }
}

/// Why a day was counted or passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CountReason {
    /// The count has a rule for this day.
    Rule(CountRule),
    /// The calendar decides.
    Day(DayReason),
}

/// Rules of the count that pass over a day whatever the calendar says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CountRule {
    /// The day of the event is not counted.
    ///
    /// Law: Bộ luật Dân sự 2015, Điều 147 khoản 2.
    ReceptionDay,
    /// It came in after the cut-off, so the day is gone.
    ///
    /// Law: Nghị định 61/2018/NĐ-CP, Điều 18.
    AfterCutOff,
    /// It came in after closing, so no working time was left.
    AfterClosing,
    /// The count stood still (tạm dừng).
    Paused,
    /// The first working day on or after the end of a pause: the result is due no earlier.
    TakenUpAgain,
    /// Used up before a pause after which the whole limit counts anew.
    CountedAnew,
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedDay {
    /// The day, local.
    pub date: Date,
    /// Whether it used up some of the limit.
    pub counted: bool,
    /// Why it did or did not.
    pub why: CountReason,
    /// Working minutes it used up; only for limits in working hours.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub minutes: Option<u32>,
}

/// A promised moment (ngày hẹn trả) and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// When the result is due, local time.
    pub due: DateTime,
    /// Every day from the reception day to the due day.
    pub days: Vec<CountedDay>,
    /// Whether the count leans on days or years that are not announced yet.
    pub provisional: bool,
    /// Every pause in its order and what it moved; each begins where the one before it left off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<PauseEffect>,
}

/// Why no day can be promised.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoPromise {
    /// The count runs into a year without a calendar.
    #[error(transparent)]
    YearMissing(#[from] YearMissing),
    /// The procedure has no limit of its own.
    #[error("the procedure has no time limit of its own: {because}")]
    NoOwnLimit {
        /// The procedure's reason.
        because: String,
    },
    /// The limit leaves no time at all.
    #[error("a time limit of nothing cannot be promised")]
    EmptyLimit,
}

/// The moment the result is due, with the whole count.
///
/// # Errors
/// [`NoPromise`] when a year has no calendar or the limit cannot be counted.
pub fn promise(
    calendar: &WorkingCalendar,
    received: DateTime,
    limit: &TimeLimit,
    moment: Moment,
) -> Result<Promise, NoPromise> {
    let mut days = Vec::new();
    let mut provisional = false;
    let due = count(calendar, received, limit, moment, &mut |step| {
        provisional |= step.seen.is_provisional() || calendar.is_provisional(step.date.year());
        days.push(step.tell());
    })?;
    Ok(Promise {
        due,
        days,
        provisional,
        pauses: Vec::new(),
    })
}

/// The moment the result is due, without the count: the same rules, looked up and not walked.
///
/// # Errors
/// As [`promise`].
pub fn due(
    calendar: &WorkingCalendar,
    received: DateTime,
    limit: &TimeLimit,
    moment: Moment,
) -> Result<DateTime, NoPromise> {
    let index = &calendar.index;
    let due_on = match limit {
        TimeLimit::WorkingDays(0)
        | TimeLimit::CalendarDays(0)
        | TimeLimit::WorkingHours { minutes: 0 }
        | TimeLimit::WithinDay
        | TimeLimit::None { .. } => {
            return count(calendar, received, limit, moment, &mut |_| {});
        }
        TimeLimit::WorkingHours { minutes } => {
            return Ok(index.after_minutes(calendar, received, *minutes)?);
        }
        TimeLimit::WorkingDays(days) => {
            index.working_day_after(received.date(), u32::from(*days))?
        }
        TimeLimit::CalendarDays(days) => index.working_day_from(received.date(), *days)?,
    };
    Ok(moment_on(calendar, due_on, received.time(), moment)?)
}

/// The moment of a working day at which a result is due.
pub(super) fn moment_on(
    calendar: &WorkingCalendar,
    date: Date,
    clock: Time,
    moment: Moment,
) -> Result<DateTime, YearMissing> {
    let hours = calendar.sessions_on(date)?.hours();
    let (opening, closing) = hours.expect("a due day is worked, and a worked day has sessions");
    Ok(date.to_datetime(match moment {
        Moment::EndOfDay => closing,
        Moment::SameClock => {
            let minute = Time::constant(clock.hour(), clock.minute(), 0, 0);
            minute.clamp(opening, closing)
        }
    }))
}

pub(super) fn minute_of(time: Time) -> u32 {
    u32::from(time.hour().unsigned_abs()) * 60 + u32::from(time.minute().unsigned_abs())
}

pub(super) fn at_minute(date: Date, minute: u32) -> DateTime {
    let part = |value: u32| i8::try_from(value).expect("a minute of the day fits");
    date.to_datetime(Time::constant(part(minute / 60), part(minute % 60), 0, 0))
}
