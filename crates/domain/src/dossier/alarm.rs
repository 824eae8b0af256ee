//! Time's own claims on a dossier: what nobody has done and the clock says. Derived from a dossier,
//! a calendar and a moment; each hangs on the moment that it is about, so that it is claimed once.

use jiff::civil::{Date, DateTime, Time};

use crate::calendar::WorkingCalendar;
use crate::calendar::sessions::DaySessions;
use crate::dossier::apology::extension_max;
use crate::dossier::stillness::still_days_on;
use crate::dossier::{Dossier, GivenPromise, Now};
use crate::rulebook::Rulebook;

/// What time claims (loại nhắc việc). The names stand in stored rows: variants are added, never
/// renamed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlarmKind {
    /// Sắp đến hạn: one working day is left, and there is no result.
    NearDue,
    /// Thư xin lỗi chờ ký: the head of the agency is offered the letter while it is still in time.
    ApologyDraft,
    /// Quá hạn.
    Overdue,
    /// Đứng yên: nothing has happened for too many working days.
    Still,
}

/// One claim (nhắc việc). With its dossier, kind and `about` are its key, whatever restarts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alarm {
    /// When it fell due.
    pub at: Now,
    /// What is claimed.
    pub kind: AlarmKind,
    /// The moment that it is about: what was promised, or when anything last happened.
    pub about: Now,
}

impl AlarmKind {
    /// Every kind, in the order in which screens list them.
    pub const ALL: [Self; 4] = [
        Self::Overdue,
        Self::NearDue,
        Self::ApologyDraft,
        Self::Still,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NearDue => "near_due",
            Self::ApologyDraft => "apology_draft",
            Self::Overdue => "overdue",
            Self::Still => "still",
        }
    }

    /// Reads a name written by [`AlarmKind::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Dossier {
    /// What time claims of it, in the order in which it fell due: everything up to now, however
    /// long nobody has asked. While its clock stands still nothing is claimed.
    pub fn alarms(&self, calendar: &WorkingCalendar, now: Now) -> Vec<Alarm> {
        let mut alarms = self.promise_alarms(calendar, now);
        alarms.extend(self.still_alarm(calendar, now));
        alarms.retain(|alarm| alarm.at <= now);
        alarms.sort_unstable();
        alarms
    }

    /// What hangs on its promise.
    ///
    /// Law: as two provinces published in 2018 (source), the applicant gets the letter at the latest
    /// one day before the limit ends. The claim comes when that day opens, so that it can be signed.
    fn promise_alarms(&self, calendar: &WorkingCalendar, now: Now) -> Vec<Alarm> {
        let promise = self.promise.as_ref().filter(|_| self.is_awaited());
        let Some(promise) = promise else {
            return Vec::new();
        };
        let due = Now::from_local(promise.due);
        let from = self.counted.as_ref().map(|count| count.from);
        let near = near_due_at(calendar, from, promise.due).map(Now::from_local);
        let overdue = self.is_overdue(now).then_some(due);
        let draft = near.or(overdue).filter(|_| self.may_need_letter(promise));
        [
            (AlarmKind::NearDue, near),
            (AlarmKind::ApologyDraft, draft),
            (AlarmKind::Overdue, overdue),
        ]
        .into_iter()
        .filter_map(|(kind, at)| {
            Some(Alarm {
                at: at?,
                kind,
                about: due,
            })
        })
        .collect()
    }

    /// That nothing happens.
    fn still_alarm(&self, calendar: &WorkingCalendar, now: Now) -> Option<Alarm> {
        self.still_for(calendar, now)?;
        let mut day = self.last_at.today();
        for _ in 0..still_days_on(now.today()) {
            day = working_day_after(calendar, day)?;
        }
        Some(Alarm {
            at: Now::from_local(opening(calendar, day)),
            kind: AlarmKind::Still,
            about: self.last_at,
        })
    }

    /// Whether its result is awaited, and the clock runs.
    fn is_awaited(&self) -> bool {
        self.settled_at.is_none() && !self.is_paused()
    }

    /// Whether the one letter is still to be had.
    fn may_need_letter(&self, promise: &GivenPromise) -> bool {
        self.apology.is_none() && extension_max(&promise.limit) > 0
    }
}

/// When one working day is left of what is counted from here and due there (sắp đến hạn): as the
/// working day before the last one opens. What was promised since then is near when its last day
/// opens, and what is promised within that day never is.
pub fn near_due_at(
    calendar: &WorkingCalendar,
    from: Option<DateTime>,
    due: DateTime,
) -> Option<DateTime> {
    let last = due.date();
    let days = [working_day_before(calendar, last), Some(last)];
    days.into_iter()
        .flatten()
        .map(|day| opening(calendar, day))
        .find(|at| *at < due && from.is_none_or(|from| from < *at))
}

/// Before this moment is due whatever is near its end now, by any calendar of any agency: beyond it
/// nobody need look.
pub fn near_due_before(rules: &Rulebook, now: Now) -> Now {
    let today = now.today();
    let after = |calendar: &WorkingCalendar| working_day_after(calendar, today);
    let agencies = rules.organisation.all();
    let days = agencies.filter_map(|agency| after(rules.calendar_for(&agency.id, today)));
    let last = days.chain(after(rules.calendar.nation())).max();
    let end = last.unwrap_or(today).tomorrow();
    end.map_or(now, |day| {
        Now::from_local(day.to_datetime(Time::midnight()))
    })
}

/// Before this moment something last happened to whatever stands still now, by any calendar.
pub fn still_before(now: Now) -> Now {
    let mut day = now.today();
    // Working days are no fewer days of any kind.
    for _ in 1..still_days_on(day) {
        day = day.yesterday().unwrap_or(day);
    }
    Now::from_local(day.to_datetime(Time::midnight()))
}

/// The working day on which officials are told what is claimed now: today until it closes.
pub fn told_on(calendar: &WorkingCalendar, now: Now) -> Date {
    let today = now.today();
    let hours = calendar.sessions_on(today).ok();
    let hours = hours.and_then(DaySessions::hours);
    let closing = hours.map(|(_, closing)| closing);
    if closing.is_some_and(|closing| now.local().time() < closing) {
        return today;
    }
    working_day_after(calendar, today).unwrap_or(today)
}

/// The working day before; any day where a year has no calendar.
fn working_day_before(calendar: &WorkingCalendar, day: Date) -> Option<Date> {
    let mut day = day.yesterday().ok()?;
    while calendar.is_working(day) == Ok(false) {
        day = day.yesterday().ok()?;
    }
    Some(day)
}

/// The working day after; any day where a year has no calendar.
fn working_day_after(calendar: &WorkingCalendar, day: Date) -> Option<Date> {
    let mut day = day.tomorrow().ok()?;
    while calendar.is_working(day) == Ok(false) {
        day = day.tomorrow().ok()?;
    }
    Some(day)
}

/// When a day opens; as it begins where nothing is known of its hours.
fn opening(calendar: &WorkingCalendar, day: Date) -> DateTime {
    let hours = calendar.sessions_on(day).ok().and_then(DaySessions::hours);
    day.to_datetime(hours.map_or(Time::midnight(), |(opening, _)| opening))
}
