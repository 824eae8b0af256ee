//! Working time between two moments, and back from one: what usual durations are counted in.

use jiff::civil::DateTime;

use crate::calendar::deadline::{at_minute, minute_of};
use crate::calendar::sessions::{Session, WeekSessions};
use crate::calendar::{WorkingCalendar, YearMissing, next};

/// Where a day ends, in minutes since midnight.
///
/// Not law: 24 hours.
const DAY_END: u32 = 24 * 60;

/// Minutes of the usual week between two local moments, at most `most`; none when `to` is not after
/// `from`.
///
/// By the usual week and not by a calendar: what was counted once must not change when a year is
/// entered or mended later. A holiday makes a few durations longer, and a median little.
pub fn office_minutes(from: DateTime, to: DateTime, most: u32) -> u32 {
    let week = WeekSessions::default();
    let mut day = from.date();
    let mut minutes = 0;
    while day <= to.date() && minutes < most {
        let opens = if day == from.date() {
            minute_of(from.time())
        } else {
            0
        };
        let closes = if day == to.date() {
            minute_of(to.time())
        } else {
            DAY_END
        };
        for session in week.of(day.weekday()).iter() {
            let begin = minute_of(session.from()).max(opens);
            minutes += minute_of(session.to()).min(closes).saturating_sub(begin);
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    minutes.min(most)
}

impl WorkingCalendar {
    /// The working minutes between two local moments by this calendar; none when `to` is not after
    /// `from`. Seconds are dropped.
    ///
    /// # Errors
    /// [`YearMissing`] when the way leads through a year without a calendar.
    pub fn working_minutes_between(
        &self,
        from: DateTime,
        to: DateTime,
    ) -> Result<u32, YearMissing> {
        let mut day = from.date();
        let mut minutes = 0;
        while day <= to.date() {
            let opens = if day == from.date() {
                minute_of(from.time())
            } else {
                0
            };
            let closes = if day == to.date() {
                minute_of(to.time())
            } else {
                DAY_END
            };
            for session in self.sessions_on(day)?.iter() {
                let begin = minute_of(session.from()).max(opens);
                minutes += minute_of(session.to()).min(closes).saturating_sub(begin);
            }
            if day == to.date() {
                break;
            }
            day = next(day)?;
        }
        Ok(minutes)
    }

    /// The moment from which on so many working minutes are left until `until`.
    ///
    /// # Errors
    /// [`YearMissing`] when the way back leads into a year without a calendar.
    pub fn before(&self, until: DateTime, minutes: u32) -> Result<DateTime, YearMissing> {
        if minutes == 0 {
            return Ok(until);
        }
        let mut left = minutes;
        let mut day = until.date();
        let mut end = minute_of(until.time());
        loop {
            let sessions: Vec<Session> = self.sessions_on(day)?.iter().collect();
            for session in sessions.into_iter().rev() {
                let closes = minute_of(session.to()).min(end);
                let open = closes.saturating_sub(minute_of(session.from()));
                if open >= left {
                    return Ok(at_minute(day, closes - left));
                }
                left -= open;
            }
            end = DAY_END;
            day = day
                .yesterday()
                .map_err(|_| YearMissing { year: day.year() })?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{CalendarDay, Certainty, DayKind};
    use jiff::civil::date;

    fn local(text: &str) -> DateTime {
        text.parse().expect("a local date and time")
    }

    fn calendar() -> WorkingCalendar {
        let holiday = CalendarDay {
            date: date(2026, 3, 4),
            kind: DayKind::Holiday,
            name: "Nghỉ thử".to_owned(),
            certainty: Certainty::High,
            pair_date: None,
        };
        WorkingCalendar::new(WeekSessions::default(), vec![holiday]).expect("a sound calendar")
    }

    #[test]
    fn nights_weekends_and_noon_are_no_working_time() {
        let between = |from, to| office_minutes(local(from), local(to), 10_000);
        // Monday.
        assert_eq!(between("2026-03-02T09:00", "2026-03-02T10:30"), 90);
        assert_eq!(between("2026-03-02T11:00", "2026-03-02T13:30"), 60);
        assert_eq!(between("2026-03-02T16:00", "2026-03-03T08:00"), 90);
        assert_eq!(between("2026-03-06T16:30", "2026-03-09T07:31"), 31);
        assert_eq!(between("2026-03-07T08:00", "2026-03-08T16:00"), 0);
        assert_eq!(between("2026-03-03T09:00", "2026-03-02T09:00"), 0);
        assert_eq!(between("2026-03-02T09:00", "2036-03-02T10:30"), 10_000);
    }

    #[test]
    fn by_the_calendar_a_holiday_is_no_working_time_either() {
        let calendar = calendar();
        let between = |from, to| calendar.working_minutes_between(local(from), local(to));
        assert_eq!(between("2026-03-02T11:00", "2026-03-02T13:30"), Ok(60));
        // Over the holiday of Wednesday.
        assert_eq!(between("2026-03-03T16:00", "2026-03-05T08:30"), Ok(120));
        assert_eq!(between("2026-03-05T09:00", "2026-03-03T09:00"), Ok(0));
        assert_eq!(between("2026-03-03T09:00", "2026-03-03T08:00"), Ok(0));
        assert!(between("2026-12-31T16:00", "2027-01-04T08:00").is_err());
    }

    #[test]
    fn the_way_back_skips_what_is_not_worked() {
        let calendar = calendar();
        let before = |until, minutes| {
            calendar
                .before(local(until), minutes)
                .expect("a known year")
                .to_string()
        };
        assert_eq!(before("2026-03-05T17:00", 0), "2026-03-05T17:00:00");
        assert_eq!(before("2026-03-05T17:00", 240), "2026-03-05T13:00:00");
        assert_eq!(before("2026-03-05T17:00", 300), "2026-03-05T10:30:00");
        // Over the holiday of Wednesday.
        assert_eq!(before("2026-03-05T17:00", 540), "2026-03-03T16:00:00");
        // From a Monday over the weekend.
        assert_eq!(before("2026-03-09T08:00", 60), "2026-03-06T16:30:00");
        assert!(calendar.before(local("2026-01-01T17:00"), 1_000).is_err());
    }
}
