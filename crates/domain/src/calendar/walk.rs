//! The count itself, day by day: which days use up a limit, which are passed over, and why.
//!
//! Whoever only wants the due moment of a long limit looks it up in the index instead.

use jiff::civil::{Date, DateTime};

use crate::calendar::deadline::{
    CountReason, CountRule, CountedDay, Moment, NoPromise, at_minute, minute_of, moment_on,
};
use crate::calendar::time_limit::TimeLimit;
use crate::calendar::{Seen, WorkingCalendar, YearMissing, next};

/// One day of a walk, as the counting functions report it.
pub(super) struct Step<'a> {
    pub(super) date: Date,
    pub(super) counted: bool,
    pub(super) seen: Seen<'a>,
    pub(super) rule: Option<CountRule>,
    pub(super) minutes: Option<u32>,
}

impl Step<'_> {
    pub(super) fn tell(self) -> CountedDay {
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
pub(super) type Notes<'n> = &'n mut dyn FnMut(Step<'_>);

pub(super) fn count(
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
