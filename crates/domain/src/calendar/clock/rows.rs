//! The explanation of a promise with pauses: every day from the reception to the due day.

use std::cmp::Ordering;

use jiff::civil::{Date, DateTime};

use crate::calendar::clock::Clock;
use crate::calendar::clock::shift::Carried;
use crate::calendar::deadline::{CountRule, CountedDay, NoPromise, minute_of};
use crate::calendar::pauses::AfterPause;
use crate::calendar::sessions::Session;
use crate::calendar::time_limit::TimeLimit;
use crate::calendar::walk::{self, Step};
use crate::calendar::{WorkingCalendar, YearMissing, next};

/// Where a day ends, in minutes since midnight.
///
/// Not law: 24 hours.
const DAY_END: u32 = 24 * 60;

/// Every day, and whether the count leans on one that is not announced yet.
pub(super) fn tell(
    calendar: &WorkingCalendar,
    clock: &Clock,
    carried: &Carried,
) -> Result<(Vec<CountedDay>, bool), NoPromise> {
    let mut told = Told {
        calendar,
        clock,
        carried,
        days: Vec::new(),
        provisional: false,
    };
    match (clock.after_pause, &clock.limit) {
        (AfterPause::Restart, _) | (AfterPause::Resume, TimeLimit::WithinDay) => told.anew()?,
        (AfterPause::Resume, TimeLimit::WorkingDays(days)) => told.working_days(*days)?,
        (AfterPause::Resume, TimeLimit::CalendarDays(days)) => told.calendar_days(*days)?,
        (AfterPause::Resume, TimeLimit::WorkingHours { .. }) => told.hours()?,
        (AfterPause::Resume, TimeLimit::None { because }) => {
            return Err(NoPromise::NoOwnLimit {
                because: because.clone(),
            });
        }
    }
    Ok((told.days, told.provisional))
}

/// The explanation as far as it is told.
struct Told<'a> {
    calendar: &'a WorkingCalendar,
    clock: &'a Clock,
    carried: &'a Carried,
    days: Vec<CountedDay>,
    provisional: bool,
}

impl Told<'_> {
    fn working_days(&mut self, limit: u16) -> Result<(), YearMissing> {
        let (received_on, due_on) = self.ends();
        let mut left = limit;
        for date in days_of(received_on, due_on)? {
            let is_worked = self.calendar.is_working(date)?;
            let rule = if date == received_on {
                Some(CountRule::ReceptionDay)
            } else if !is_worked {
                None
            } else if self.is_held(date) && date != due_on {
                Some(CountRule::Paused)
            } else if left == 0 {
                Some(CountRule::TakenUpAgain)
            } else {
                None
            };
            let counted = is_worked && rule.is_none();
            left -= u16::from(counted);
            self.note(date, counted, rule, None)?;
        }
        Ok(())
    }

    fn calendar_days(&mut self, limit: u16) -> Result<(), YearMissing> {
        let (received_on, due_on) = self.ends();
        let mut left = limit;
        for date in days_of(received_on, due_on)? {
            let rule = if date == received_on {
                Some(CountRule::ReceptionDay)
            } else if !self.is_held(date) {
                None
            } else if date == due_on {
                Some(CountRule::TakenUpAgain)
            } else {
                Some(CountRule::Paused)
            };
            let counted = rule.is_none() && left > 0;
            left -= u16::from(counted);
            self.note(date, counted, rule, None)?;
        }
        Ok(())
    }

    fn hours(&mut self) -> Result<(), YearMissing> {
        let (received, due) = (self.clock.received, self.carried.due);
        for date in days_of(received.date(), due.date())? {
            let (mut open, mut held) = (0, 0);
            for session in self.calendar.sessions_on(date)?.iter() {
                open += overlap(session, date, received, due);
                for pause in &self.carried.held {
                    held += overlap(session, date, pause.from, pause.to.min(due));
                }
            }
            let used = open.saturating_sub(held);
            let rule = if used > 0 || !self.calendar.is_working(date)? {
                None
            } else if held == 0 && date == received.date() {
                Some(CountRule::AfterClosing)
            } else if date == due.date() {
                Some(CountRule::TakenUpAgain)
            } else {
                Some(CountRule::Paused)
            };
            self.note(date, used > 0, rule, Some(used))?;
        }
        Ok(())
    }

    /// What came before the last pause's end counts for nothing; from there on as any count.
    fn anew(&mut self) -> Result<(), NoPromise> {
        let clock = self.clock;
        let from = self
            .carried
            .held
            .last()
            .map_or(clock.received, |pause| pause.to);
        let is_in_minutes = matches!(clock.limit, TimeLimit::WorkingHours { .. });
        let provisional = self.provisional;
        let mut date = clock.received.date();
        while date < from.date() {
            let is_worked = self.calendar.is_working(date)?;
            let rule = is_worked.then(|| self.rule_before(date));
            self.note(date, false, rule, is_in_minutes.then_some(0))?;
            date = next(date)?;
        }
        // The promise does not lean on what counts for nothing.
        self.provisional = provisional;
        let calendar = self.calendar;
        let is_later = clock.received.date() < from.date();
        walk::count(
            calendar,
            from,
            &clock.limit,
            clock.moment,
            &mut |mut step| {
                if is_later && step.rule == Some(CountRule::ReceptionDay) {
                    step.rule = Some(CountRule::CountedAnew);
                }
                self.take(step);
            },
        )?;
        Ok(())
    }

    /// Why a working day before the new beginning counts for nothing.
    fn rule_before(&self, date: Date) -> CountRule {
        let is_within_day = matches!(self.clock.limit, TimeLimit::WithinDay);
        let first = self.carried.held.first().map(|pause| pause.from.date());
        match (is_within_day, first) {
            // It was not due that day, so it came in too late for it.
            (true, Some(first)) if date < first => CountRule::AfterCutOff,
            (true, _) => CountRule::Paused,
            (false, _) if self.is_held(date) => CountRule::Paused,
            (false, _) => CountRule::CountedAnew,
        }
    }

    fn is_held(&self, date: Date) -> bool {
        self.carried.held.iter().any(|pause| pause.holds(date))
    }

    /// The first and the last day of the explanation.
    fn ends(&self) -> (Date, Date) {
        (self.clock.received.date(), self.carried.due.date())
    }

    fn note(
        &mut self,
        date: Date,
        counted: bool,
        rule: Option<CountRule>,
        minutes: Option<u32>,
    ) -> Result<(), YearMissing> {
        let seen = self.calendar.see(date)?;
        self.take(Step {
            date,
            counted,
            seen,
            rule,
            minutes,
        });
        Ok(())
    }

    fn take(&mut self, step: Step<'_>) {
        let year = step.date.year();
        self.provisional |= step.seen.is_provisional() || self.calendar.is_provisional(year);
        self.days.push(step.tell());
    }
}

/// All days from the first to the last.
fn days_of(first: Date, last: Date) -> Result<Vec<Date>, YearMissing> {
    let mut days = vec![first];
    let mut day = first;
    while day < last {
        day = next(day)?;
        days.push(day);
    }
    Ok(days)
}

/// The minutes of a session of this day that lie between two moments, seconds dropped.
fn overlap(session: Session, date: Date, from: DateTime, to: DateTime) -> u32 {
    let on_the_day = |moment: DateTime| match moment.date().cmp(&date) {
        Ordering::Equal => minute_of(moment.time()),
        Ordering::Less => 0,
        Ordering::Greater => DAY_END,
    };
    let begins = minute_of(session.from()).max(on_the_day(from));
    let ends = minute_of(session.to()).min(on_the_day(to));
    ends.saturating_sub(begins)
}
