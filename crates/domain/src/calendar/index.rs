//! Every day of the known years numbered once: the n-th working day after a day, and the working
//! minutes between two moments, are looked up and not walked to.

use jiff::civil::{Date, DateTime};

use crate::calendar::deadline::{at_minute, minute_of};
use crate::calendar::{WorkingCalendar, YearMissing, next};

/// The known years, as runs of years that follow one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DayIndex {
    runs: Vec<Run>,
}

/// Years that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    first_year: i16,
    /// Days of the run before each of its years.
    starts: Vec<usize>,
    /// For each day, the working days before it.
    before: Vec<usize>,
    /// The working days in order.
    worked: Vec<Date>,
    /// For each working day, the working minutes of the run up to its end.
    minutes: Vec<u32>,
    last: Date,
}

/// A day of a run: its place among all days, and among the working days.
#[derive(Clone, Copy)]
struct Place<'a> {
    run: &'a Run,
    day: usize,
    worked_before: usize,
    is_worked: bool,
}

impl DayIndex {
    /// The index of a calendar whose days and years stand.
    pub(super) fn of(calendar: &WorkingCalendar) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        for year in calendar.known_years.iter().copied() {
            let Ok(first) = Date::new(year, 1, 1) else {
                continue;
            };
            if runs.last().is_none_or(|run| !run.is_followed_by(first)) {
                runs.push(Run::beginning(first));
            }
            if let Some(run) = runs.last_mut() {
                run.add_year(calendar, first);
            }
        }
        Self { runs }
    }

    /// So many working days after this day; the day itself when there are none to go.
    pub(super) fn working_day_after(&self, date: Date, days: u32) -> Result<Date, YearMissing> {
        let place = self.place(date)?;
        if days == 0 {
            return Ok(date);
        }
        let days = usize::try_from(days).unwrap_or(usize::MAX);
        let until = place.worked_before + usize::from(place.is_worked);
        place.run.worked_day(until.saturating_add(days - 1))
    }

    /// So many days of any kind after this day, or the first working day after that.
    pub(super) fn working_day_from(&self, date: Date, days: u16) -> Result<Date, YearMissing> {
        let place = self.place(date)?;
        let day = place.day + usize::from(days);
        match place.run.before.get(day) {
            Some(at) => place.run.worked_day(*at),
            None => Err(place.run.over()),
        }
    }

    /// The moment at which so many working minutes are used up; at least one.
    pub(super) fn after_minutes(
        &self,
        calendar: &WorkingCalendar,
        from: DateTime,
        minutes: u32,
    ) -> Result<DateTime, YearMissing> {
        let place = self.place(from.date())?;
        let run = place.run;
        let wanted = minutes_until(calendar, place, from)?.saturating_add(minutes);
        let at = run.minutes.partition_point(|until| *until < wanted);
        let date = run.worked_day(at)?;
        let mut left = wanted - run.minutes_before(at);
        for session in calendar.sessions_on(date)?.iter() {
            let (opens, closes) = (minute_of(session.from()), minute_of(session.to()));
            if left <= closes - opens {
                return Ok(at_minute(date, opens + left));
            }
            left -= closes - opens;
        }
        // Not reached: the day was chosen because its sessions hold what is left.
        Err(run.over())
    }

    /// The working minutes between two moments, seconds dropped; 0 when `to` is not after `from`.
    pub(super) fn minutes_between(
        &self,
        calendar: &WorkingCalendar,
        from: DateTime,
        to: DateTime,
    ) -> Result<u32, YearMissing> {
        let (begins, ends) = (self.place(from.date())?, self.place(to.date())?);
        if begins.run.first_year != ends.run.first_year {
            return Err(begins.run.earlier(ends.run).over());
        }
        let until = |place, moment| minutes_until(calendar, place, moment);
        Ok(until(ends, to)?.saturating_sub(until(begins, from)?))
    }

    fn place(&self, date: Date) -> Result<Place<'_>, YearMissing> {
        let missing = YearMissing { year: date.year() };
        let known = self.runs.iter().find(|run| date <= run.last);
        let run = known
            .filter(|run| run.first_year <= date.year())
            .ok_or(missing)?;
        let year = usize::from((date.year() - run.first_year).unsigned_abs());
        let start = run.starts.get(year).copied().ok_or(missing)?;
        let day = start + usize::from(date.day_of_year().unsigned_abs()) - 1;
        let worked_before = run.before.get(day).copied().ok_or(missing)?;
        Ok(Place {
            run,
            day,
            worked_before,
            is_worked: run.worked.get(worked_before) == Some(&date),
        })
    }
}

/// The working minutes of the run before this moment of this day.
fn minutes_until(
    calendar: &WorkingCalendar,
    place: Place<'_>,
    moment: DateTime,
) -> Result<u32, YearMissing> {
    let before = place.run.minutes_before(place.worked_before);
    if !place.is_worked {
        return Ok(before);
    }
    let minute = minute_of(moment.time());
    let sessions = calendar.sessions_on(moment.date())?.iter();
    let today: u32 = sessions
        .map(|session| {
            let closes = minute_of(session.to()).min(minute);
            closes.saturating_sub(minute_of(session.from()))
        })
        .sum();
    Ok(before + today)
}

impl Run {
    fn beginning(first: Date) -> Self {
        Self {
            first_year: first.year(),
            starts: Vec::new(),
            before: Vec::new(),
            worked: Vec::new(),
            minutes: Vec::new(),
            last: first,
        }
    }

    fn add_year(&mut self, calendar: &WorkingCalendar, first: Date) {
        self.starts.push(self.before.len());
        let mut day = Some(first);
        while let Some(date) = day.filter(|date| date.year() == first.year()) {
            self.before.push(self.worked.len());
            // A day of a known year is always seen.
            if let Ok(sessions) = calendar.sessions_on(date)
                && !sessions.is_empty()
            {
                let minutes: u32 = sessions
                    .iter()
                    .map(|session| minute_of(session.to()) - minute_of(session.from()))
                    .sum();
                let before = self.minutes_before(self.worked.len());
                self.minutes.push(before + minutes);
                self.worked.push(date);
            }
            self.last = date;
            day = date.tomorrow().ok();
        }
    }

    fn worked_day(&self, at: usize) -> Result<Date, YearMissing> {
        self.worked.get(at).copied().ok_or_else(|| self.over())
    }

    /// The working minutes of the run before its n-th working day, counted from 0.
    fn minutes_before(&self, at: usize) -> u32 {
        let before = at.checked_sub(1).and_then(|at| self.minutes.get(at));
        before.copied().unwrap_or_default()
    }

    /// Whether this day is the first one after the last.
    fn is_followed_by(&self, first: Date) -> bool {
        self.last.tomorrow().is_ok_and(|day| day == first)
    }

    fn earlier<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self.last <= other.last { self } else { other }
    }

    /// The year that is missing after the last day.
    fn over(&self) -> YearMissing {
        match next(self.last) {
            Ok(day) => YearMissing { year: day.year() },
            Err(missing) => missing,
        }
    }
}
