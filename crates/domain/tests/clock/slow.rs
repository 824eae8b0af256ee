//! The slow reference: from plain data, day by day and minute by minute, in the words of the rules.
//! Nothing here asks the calendar that is tested.

use std::collections::BTreeMap;

use domain::calendar::deadline::Moment;
use domain::calendar::pauses::AfterPause;
use domain::calendar::sessions::{DaySessions, WeekSessions};
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarDay, Certainty, DayKind, WorkingCalendar};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Days and hours as plain data.
#[derive(Clone, Debug)]
pub struct World {
    /// The sessions of each weekday as text, Monday first.
    pub week: [&'static str; 7],
    pub entries: BTreeMap<Date, (DayKind, Option<Date>)>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Case {
    pub world: World,
    pub received: DateTime,
    pub limit: TimeLimit,
    pub moment: Moment,
    pub pauses: Vec<(DateTime, DateTime)>,
    pub after_pause: AfterPause,
}

impl World {
    /// The same as the calendar that is tested.
    pub fn calendar(&self) -> WorkingCalendar {
        let days = self.entries.iter().map(|(date, (kind, pair))| CalendarDay {
            date: *date,
            kind: *kind,
            name: "Ngày thử".to_owned(),
            certainty: Certainty::High,
            pair_date: *pair,
        });
        let mut week = WeekSessions::monday_to_friday(DaySessions::NONE);
        for (weekday, text) in WEEKDAYS.into_iter().zip(self.week) {
            week = week.with(weekday, text.parse().unwrap());
        }
        WorkingCalendar::new(week, days.collect()).unwrap()
    }

    /// For each minute of the day, whether people work.
    pub fn open(&self, date: Date) -> Vec<bool> {
        let of = |date: Date| {
            let place = WEEKDAYS.iter().position(|day| *day == date.weekday());
            self.week[place.unwrap()]
        };
        let text = match self.entries.get(&date) {
            None => of(date),
            Some((DayKind::Holiday | DayKind::SwapOff | DayKind::Closed, _)) => "",
            Some((DayKind::MakeUp, pair)) => {
                let mut candidates = pair.map(of).into_iter().chain([of(date)]).chain(self.week);
                candidates.find(|text| !text.is_empty()).unwrap()
            }
        };
        let mut minutes = vec![false; 24 * 60];
        for session in text.split(',').filter(|part| !part.is_empty()) {
            let (from, to) = session.split_once('-').unwrap();
            minutes[minute(from)..minute(to)].fill(true);
        }
        minutes
    }

    pub fn is_worked(&self, date: Date) -> bool {
        self.open(date).contains(&true)
    }

    /// This day if it is worked, or else the next one that is.
    fn worked_from(&self, date: Date) -> Date {
        let mut date = date;
        while !self.is_worked(date) {
            date = date.tomorrow().unwrap();
        }
        date
    }

    fn worked_after(&self, date: Date) -> Date {
        self.worked_from(date.tomorrow().unwrap())
    }

    fn due_on(&self, date: Date, received: DateTime, moment: Moment) -> DateTime {
        let open = self.open(date);
        let opening = open.iter().position(|open| *open).unwrap();
        let closing = open.iter().rposition(|open| *open).unwrap() + 1;
        let minute = match moment {
            Moment::EndOfDay => closing,
            Moment::SameClock => minute_of(received.time()).clamp(opening, closing),
        };
        at(date, minute)
    }

    /// Minute by minute, until so many open ones are over.
    fn run(&self, from: DateTime, minutes: usize) -> DateTime {
        if minutes == 0 {
            return from;
        }
        let (mut date, mut begin, mut left) = (from.date(), minute_of(from.time()), minutes);
        loop {
            for (minute, open) in self.open(date).into_iter().enumerate().skip(begin) {
                left -= usize::from(open);
                if left == 0 {
                    return at(date, minute + 1);
                }
            }
            begin = 0;
            date = date.tomorrow().unwrap();
        }
    }

    /// The open minutes between two moments, one by one.
    pub fn open_between(&self, from: DateTime, to: DateTime) -> usize {
        let (first, last) = (minute_of(from.time()), minute_of(to.time()));
        let mut count = 0;
        let mut date = from.date();
        while date <= to.date() {
            for (minute, open) in self.open(date).into_iter().enumerate() {
                let begun = date > from.date() || minute >= first;
                let ended = date == to.date() && minute >= last;
                count += usize::from(open && begun && !ended);
            }
            date = date.tomorrow().unwrap();
        }
        count
    }

    fn worked_between(&self, from: Date, to: Date) -> usize {
        let mut count = 0;
        let mut date = from;
        while date < to {
            date = date.tomorrow().unwrap();
            count += usize::from(self.is_worked(date));
        }
        count
    }

    /// Without pauses.
    fn plain(&self, from: DateTime, case: &Case) -> DateTime {
        let due_on = match &case.limit {
            TimeLimit::WorkingDays(days) => {
                (0..*days).fold(from.date(), |date, _| self.worked_after(date))
            }
            TimeLimit::CalendarDays(days) => {
                self.worked_from(from.date() + i64::from(*days).days())
            }
            TimeLimit::WithinDay => self.within_day(from),
            TimeLimit::WorkingHours { minutes } => {
                return self.run(from, usize::try_from(*minutes).unwrap());
            }
            TimeLimit::None { .. } => unreachable!("not asked"),
        };
        self.due_on(due_on, from, case.moment)
    }

    fn within_day(&self, from: DateTime) -> Date {
        let date = from.date();
        if self.is_worked(date) {
            let closing = self.due_on(date, from, Moment::EndOfDay).time();
            if from.time() <= closing.min(Time::constant(15, 0, 0, 0)) {
                return date;
            }
        }
        self.worked_after(date)
    }
}

/// When the result is due.
pub fn due(case: &Case) -> DateTime {
    let world = &case.world;
    let mut due = world.plain(case.received, case);
    // For calendar days: the day on which they are over, worked or not.
    let mut over = match case.limit {
        TimeLimit::CalendarDays(days) => case.received.date() + i64::from(days).days(),
        _ => due.date(),
    };
    for &(from, to) in &case.pauses {
        if from > due {
            continue;
        }
        due = match (case.after_pause, &case.limit) {
            (AfterPause::Restart, _) | (_, TimeLimit::WithinDay) => world.plain(to, case).max(due),
            (_, TimeLimit::WorkingHours { .. }) => later_by_minutes(world, due, from, to),
            (_, TimeLimit::CalendarDays(_)) => {
                over = (over + (to.date() - from.date())).max(to.date());
                not_inside(case, over, to)
            }
            _ => {
                let paused = world.worked_between(from.date(), to.date());
                let day = (0..paused).fold(due.date(), |date, _| world.worked_after(date));
                not_inside(case, day, to)
            }
        };
    }
    due
}

fn later_by_minutes(world: &World, due: DateTime, from: DateTime, to: DateTime) -> DateTime {
    let mut later = world.run(due, world.open_between(from, to));
    let end = at(to.date(), minute_of(to.time()));
    if later < end {
        later = end;
        while !world.open(later.date())[minute_of(later.time())] {
            later += 1.minute();
        }
    }
    later
}

/// On this day, but never before the first working day on or after the pause's end, nor inside it.
fn not_inside(case: &Case, day: Date, end: DateTime) -> DateTime {
    let world = &case.world;
    let day = world.worked_from(day.max(end.date()));
    let due = world.due_on(day, case.received, case.moment);
    if due < end {
        world.due_on(world.worked_after(day), case.received, case.moment)
    } else {
        due
    }
}

fn minute(text: &str) -> usize {
    let (hour, minute) = text.split_once(':').unwrap();
    hour.parse::<usize>().unwrap() * 60 + minute.parse::<usize>().unwrap()
}

pub fn minute_of(time: Time) -> usize {
    usize::try_from(time.hour()).unwrap() * 60 + usize::try_from(time.minute()).unwrap()
}

fn at(date: Date, minute: usize) -> DateTime {
    date.at(0, 0, 0, 0) + i64::try_from(minute).unwrap().minutes()
}
