//! What pauses do to the due moment, one after the other.

use jiff::civil::{Date, DateTime};

use crate::calendar::clock::Clock;
use crate::calendar::deadline::{self, NoPromise, at_minute, minute_of, moment_on};
use crate::calendar::pauses::{Added, AfterPause, Pause, PauseEffect, PauseGround};
use crate::calendar::time_limit::TimeLimit;
use crate::calendar::{WorkingCalendar, YearMissing, next};

/// A pause with an end: its own, or the moment for which it is asked.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub(super) from: DateTime,
    pub(super) to: DateTime,
    pub(super) ground: PauseGround,
    pub(super) is_open: bool,
}

impl Stretch {
    /// The stretch of a pause; an open one is answered at the moment asked for, or left out.
    pub(super) fn of(pause: Pause, answered: Option<DateTime>) -> Option<Self> {
        let is_open = pause.to.is_none();
        let to = pause.to.or(answered)?.max(pause.from);
        Some(Self {
            from: pause.from,
            to,
            ground: pause.ground,
            is_open,
        })
    }

    /// Whether the whole day stands still: the day on which a pause begins is not one of these.
    pub(super) fn holds(&self, date: Date) -> bool {
        self.from.date() < date && date <= self.to.date()
    }
}

/// Where the pauses carried the due moment.
pub(super) struct Carried {
    pub(super) due: DateTime,
    /// Every pause and what it did.
    pub(super) effects: Vec<PauseEffect>,
    /// Those that began in time; the others change nothing.
    pub(super) held: Vec<Stretch>,
}

/// Carries the due moment over each stretch; they are in order and do not overlap.
pub(super) fn carry(
    calendar: &WorkingCalendar,
    clock: &Clock,
    stretches: &[Stretch],
) -> Result<Carried, NoPromise> {
    let due = deadline::due(calendar, clock.received, &clock.limit, clock.moment)?;
    let mut count = Count {
        calendar,
        clock,
        due,
        spent_on: spent_on(clock, due)?,
    };
    let (mut effects, mut held) = (Vec::new(), Vec::new());
    for stretch in stretches {
        let before = count.due;
        // Begun later, it would cure lateness.
        if stretch.from <= before {
            count.carry_over(stretch)?;
            held.push(*stretch);
        }
        effects.push(PauseEffect {
            from: stretch.from,
            to: stretch.to,
            is_open: stretch.is_open,
            ground: stretch.ground,
            before,
            after: count.due,
            added: difference(calendar, &clock.limit, before, count.due)?,
        });
    }
    let due = count.due;
    // Nothing may be promised across a year that nobody knows.
    for year in clock.received.year()..=due.year() {
        if !calendar.knows(year) {
            return Err(YearMissing { year }.into());
        }
    }
    Ok(Carried { due, effects, held })
}

/// The day on which a limit in calendar days is used up, be it worked or not.
fn spent_on(clock: &Clock, due: DateTime) -> Result<Date, YearMissing> {
    let received_on = clock.received.date();
    match &clock.limit {
        TimeLimit::CalendarDays(days) => later(received_on, jiff::Span::new().days(*days)),
        TimeLimit::WorkingDays(_)
        | TimeLimit::WorkingHours { .. }
        | TimeLimit::WithinDay
        | TimeLimit::None { .. } => Ok(due.date()),
    }
}

fn later(date: Date, by: jiff::Span) -> Result<Date, YearMissing> {
    date.checked_add(by)
        .map_err(|_| YearMissing { year: date.year() })
}

/// How far one moment lies after another, in the unit of the limit.
fn difference(
    calendar: &WorkingCalendar,
    limit: &TimeLimit,
    from: DateTime,
    to: DateTime,
) -> Result<Added, YearMissing> {
    Ok(match limit {
        TimeLimit::WorkingDays(_) | TimeLimit::WithinDay | TimeLimit::None { .. } => {
            Added::WorkingDays(calendar.working_days_between(from.date(), to.date())?)
        }
        TimeLimit::WorkingHours { .. } => {
            Added::WorkingMinutes(calendar.index.minutes_between(calendar, from, to)?)
        }
        TimeLimit::CalendarDays(_) => {
            let days = (to.date() - from.date()).get_days();
            Added::CalendarDays(u32::try_from(days).unwrap_or_default())
        }
    })
}

/// The count as it stands after some of the pauses.
struct Count<'a> {
    calendar: &'a WorkingCalendar,
    clock: &'a Clock,
    due: DateTime,
    /// For limits in calendar days: when they are used up.
    spent_on: Date,
}

impl Count<'_> {
    fn carry_over(&mut self, pause: &Stretch) -> Result<(), NoPromise> {
        self.due = match (self.clock.after_pause, &self.clock.limit) {
            // What has to be done within the day has to be done within the day on which it goes on.
            (AfterPause::Restart, _) | (AfterPause::Resume, TimeLimit::WithinDay) => {
                self.anew_from(pause.to)?
            }
            (AfterPause::Resume, TimeLimit::WorkingDays(_)) => {
                let (from, to) = (pause.from.date(), pause.to.date());
                let days = self.calendar.working_days_between(from, to)?;
                let index = &self.calendar.index;
                let day = index.working_day_after(self.due.date(), days)?;
                self.not_before(day, pause.to)?
            }
            (AfterPause::Resume, TimeLimit::CalendarDays(_)) => {
                let to = pause.to.date();
                let spent_on = later(self.spent_on, to - pause.from.date())?;
                self.spent_on = spent_on.max(to);
                self.not_before(self.spent_on, pause.to)?
            }
            (AfterPause::Resume, TimeLimit::WorkingHours { .. }) => self.minutes_later(pause)?,
            (AfterPause::Resume, TimeLimit::None { .. }) => self.due,
        };
        Ok(())
    }

    /// The whole limit once more; a promise that was given never moves earlier.
    fn anew_from(&self, at: DateTime) -> Result<DateTime, NoPromise> {
        let clock = self.clock;
        let anew = deadline::due(self.calendar, at, &clock.limit, clock.moment)?;
        Ok(anew.max(self.due))
    }

    /// The due moment on this day, or on the next one on which it is not inside the pause.
    fn not_before(&self, day: Date, end: DateTime) -> Result<DateTime, YearMissing> {
        let due_on = |day: Date| {
            let day = self.calendar.working_day_from(day)?;
            let clock = self.clock;
            moment_on(self.calendar, day, clock.received.time(), clock.moment)
        };
        let due = due_on(day.max(end.date()))?;
        if due >= end {
            return Ok(due);
        }
        due_on(next(due.date())?)
    }

    /// Later by exactly the working minutes of the pause. When nothing was left to do when it
    /// began, that can lead back into it: then the first working minute after it.
    fn minutes_later(&self, pause: &Stretch) -> Result<DateTime, YearMissing> {
        let (calendar, index) = (self.calendar, &self.calendar.index);
        let due = match index.minutes_between(calendar, pause.from, pause.to)? {
            0 => self.due,
            minutes => index.after_minutes(calendar, self.due, minutes)?,
        };
        let end = at_minute(pause.to.date(), minute_of(pause.to.time()));
        if due >= end {
            return Ok(due);
        }
        open_from(calendar, end)
    }
}

/// The first working minute at this moment or after it.
fn open_from(calendar: &WorkingCalendar, moment: DateTime) -> Result<DateTime, YearMissing> {
    let mut date = moment.date();
    let mut since_midnight = minute_of(moment.time());
    loop {
        for session in calendar.sessions_on(date)?.iter() {
            let from = minute_of(session.from()).max(since_midnight);
            if from < minute_of(session.to()) {
                return Ok(at_minute(date, from));
            }
        }
        since_midnight = 0;
        date = next(date)?;
    }
}
