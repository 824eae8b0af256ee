//! Promising a day: from the moment of reception and a limit to the moment the result is due, with
//! every day on the way counted or skipped, and why.
//!
//! Missing on purpose: pauses. They shift a promise and so build on what is here; the walks below
//! take any starting moment for that reason.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::time_limit::TimeLimit;
use crate::calendar::{DayReason, Seen, WorkingCalendar, YearMissing, next};

/// At which moment of the due day a result is due. Limits in working hours ignore it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The closing time: the legal promise.
    #[default]
    EndOfDay,
    /// The clock time of reception to the minute, moved into the hours of the due day.
    SameClock,
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
    })
}

/// The moment the result is due, without the count: the same rules, nothing written down.
///
/// # Errors
/// As [`promise`].
pub fn due(
    calendar: &WorkingCalendar,
    received: DateTime,
    limit: &TimeLimit,
    moment: Moment,
) -> Result<DateTime, NoPromise> {
    count(calendar, received, limit, moment, &mut |_| {})
}

/// One day of a walk, as the counting functions report it.
struct Step<'a> {
    date: Date,
    counted: bool,
    seen: Seen<'a>,
    rule: Option<CountRule>,
    minutes: Option<u32>,
}

impl Step<'_> {
    fn tell(self) -> CountedDay {
        let why = match self.rule {
            Some(rule) => CountReason::Rule(rule),
            None => CountReason::Day(self.seen.reason()),
        };
        CountedDay {
            date: self.date,
            counted: self.counted,
            why,
            minutes: self.minutes,
        }
    }
}

/// Takes down each day of a walk.
type Notes<'n> = &'n mut dyn FnMut(Step<'_>);

fn count(
    calendar: &WorkingCalendar,
    received: DateTime,
    limit: &TimeLimit,
    moment: Moment,
    notes: Notes<'_>,
) -> Result<DateTime, NoPromise> {
    let due_on = match limit {
        TimeLimit::WorkingDays(0)
        | TimeLimit::CalendarDays(0)
        | TimeLimit::WorkingHours { minutes: 0 } => return Err(NoPromise::EmptyLimit),
        TimeLimit::None { because } => {
            return Err(NoPromise::NoOwnLimit {
                because: because.clone(),
            });
        }
        TimeLimit::WorkingHours { minutes } => {
            return Ok(after_working_minutes(calendar, received, *minutes, notes)?);
        }
        TimeLimit::WorkingDays(days) => {
            after_working_days(calendar, received.date(), *days, notes)?
        }
        TimeLimit::WithinDay => within_day(calendar, received, notes)?,
        TimeLimit::CalendarDays(days) => {
            after_calendar_days(calendar, received.date(), *days, notes)?
        }
    };
    Ok(moment_on(calendar, due_on, received.time(), moment)?)
}

/// The n-th working day after the reception day.
///
/// Law: Bộ luật Dân sự 2015, Điều 147 khoản 2 (the day of the event is not counted).
fn after_working_days(
    calendar: &WorkingCalendar,
    received_on: Date,
    days: u16,
    notes: Notes<'_>,
) -> Result<Date, YearMissing> {
    note_reception(calendar, received_on, notes)?;
    let mut date = received_on;
    let mut left = days;
    while left > 0 {
        date = next(date)?;
        let seen = calendar.see(date)?;
        let counted = seen.is_working();
        left -= u16::from(counted);
        notes(Step {
            date,
            counted,
            seen,
            rule: None,
            minutes: None,
        });
    }
    Ok(date)
}

/// The n-th day after the reception day; when that is a day off, the next working day.
///
/// Law: Bộ luật Dân sự 2015, Điều 147 khoản 2 and Điều 148 khoản 5.
fn after_calendar_days(
    calendar: &WorkingCalendar,
    received_on: Date,
    days: u16,
    notes: Notes<'_>,
) -> Result<Date, YearMissing> {
    note_reception(calendar, received_on, notes)?;
    let mut date = received_on;
    let mut left = days;
    loop {
        date = next(date)?;
        let seen = calendar.see(date)?;
        let counted = left > 0;
        left = left.saturating_sub(1);
        notes(Step {
            date,
            counted,
            seen,
            rule: None,
            minutes: None,
        });
        if left == 0 && seen.is_working() {
            return Ok(date);
        }
    }
}

/// The same working day up to and including the cut-off, otherwise the next working day.
///
/// On half a day the closing time is the last chance, else the promise would lie before reception.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 18; Nghị định 118/2025/NĐ-CP.
fn within_day(
    calendar: &WorkingCalendar,
    received: DateTime,
    notes: Notes<'_>,
) -> Result<Date, YearMissing> {
    let mut date = received.date();
    loop {
        let seen = calendar.see(date)?;
        let in_time = date > received.date() || {
            let closing = calendar
                .sessions_on(date)?
                .hours()
                .map(|(_, closing)| closing);
            closing.is_some_and(|closing| received.time() <= calendar.cut_off().min(closing))
        };
        let counted = seen.is_working() && in_time;
        let rule = (seen.is_working() && !in_time).then_some(CountRule::AfterCutOff);
        notes(Step {
            date,
            counted,
            seen,
            rule,
            minutes: None,
        });
        if counted {
            return Ok(date);
        }
        date = next(date)?;
    }
}

/// The moment the working time is used up, running through the sessions; seconds are dropped.
fn after_working_minutes(
    calendar: &WorkingCalendar,
    received: DateTime,
    minutes: u32,
    notes: Notes<'_>,
) -> Result<DateTime, YearMissing> {
    let mut date = received.date();
    let mut since_midnight = minute_of(received.time());
    let mut left = minutes;
    loop {
        let seen = calendar.see(date)?;
        let mut used = 0;
        let mut end = None;
        for session in calendar.sessions_on(date)?.iter() {
            let from = minute_of(session.from()).max(since_midnight);
            let open = minute_of(session.to()).saturating_sub(from);
            let taken = open.min(left - used);
            used += taken;
            if used == left && taken > 0 {
                end = Some(from + taken);
                break;
            }
        }
        let rule = (seen.is_working() && used == 0).then_some(CountRule::AfterClosing);
        notes(Step {
            date,
            counted: used > 0,
            seen,
            rule,
            minutes: Some(used),
        });
        if let Some(end) = end {
            return Ok(at_minute(date, end));
        }
        left -= used;
        since_midnight = 0;
        date = next(date)?;
    }
}

fn note_reception(
    calendar: &WorkingCalendar,
    date: Date,
    notes: Notes<'_>,
) -> Result<(), YearMissing> {
    let seen = calendar.see(date)?;
    let rule = Some(CountRule::ReceptionDay);
    notes(Step {
        date,
        counted: false,
        seen,
        rule,
        minutes: None,
    });
    Ok(())
}

fn moment_on(
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
