//! Odd moments and odd pauses, one by one: at the edge of a session and one second after, on days
//! off, over the longest limits, over Tết, within a minute.

use domain::calendar::WorkingCalendar;
use domain::calendar::clock::Clock;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{Moment, due, promise};
use domain::calendar::pauses::{AfterPause, Pause, PauseGround};
use domain::calendar::sessions::WeekSessions;
use jiff::civil::{DateTime, Weekday};

use crate::cases::{OUR_CALENDAR, at, our_calendar};

/// The same days off, with people at work on Saturday mornings.
fn with_saturday_mornings() -> WorkingCalendar {
    let morning = "07:30-11:30".parse().unwrap();
    let week = WeekSessions::default().with(Weekday::Saturday, morning);
    WorkingCalendar::new(week, parse_calendar_csv(OUR_CALENDAR).unwrap()).unwrap()
}

/// The due moment: looked up, and walked day by day.
fn asked(calendar: &WorkingCalendar, received: &str, limit: &str) -> DateTime {
    let (received, limit) = (at(received), limit.parse().unwrap());
    let due = due(calendar, received, &limit, Moment::EndOfDay).unwrap();
    let walked = promise(calendar, received, &limit, Moment::EndOfDay).unwrap();
    assert_eq!(walked.due, due, "{received}, {limit:?}");
    due
}

#[track_caller]
fn come_out(calendar: &WorkingCalendar, cases: &[(&str, &str, &str)]) {
    for (received, limit, expected) in cases {
        let due = asked(calendar, received, limit);
        assert_eq!(due, at(expected), "{limit} from {received}");
    }
}

/// The due moment with one pause.
fn paused(received: &str, limit: &str, pause: (&str, &str), after: AfterPause) -> DateTime {
    let pause = Pause {
        from: at(pause.0),
        to: Some(at(pause.1)),
        ground: PauseGround::Supplement,
    };
    let clock = Clock::new(at(received), limit.parse().unwrap());
    let clock = clock.paused(vec![pause], after).unwrap();
    let calendar = our_calendar();
    let due = clock.due(&calendar).unwrap();
    assert_eq!(clock.promise(&calendar).unwrap().due, due, "{limit}");
    due
}

#[test]
fn at_the_edge_of_a_session_and_one_second_after() {
    // Thursday 29 February 2024, a working day before a working day.
    come_out(
        &our_calendar(),
        &[
            ("2024-02-29T11:29:59", "1 working hour", "2024-02-29T13:59"),
            ("2024-02-29T11:30:00", "1 working hour", "2024-02-29T14:00"),
            ("2024-02-29T11:30:01", "1 working hour", "2024-02-29T14:00"),
            ("2024-02-29T13:00:00", "1 working hour", "2024-02-29T14:00"),
            ("2024-02-29T13:00:01", "1 working hour", "2024-02-29T14:00"),
            ("2024-02-29T15:00:00", "1 working hour", "2024-02-29T16:00"),
            ("2024-02-29T15:00:01", "1 working hour", "2024-02-29T16:00"),
            ("2024-02-29T17:00:00", "1 working hour", "2024-03-01T08:30"),
            ("2024-02-29T17:00:01", "1 working hour", "2024-03-01T08:30"),
            ("2024-02-29T11:30:00", "within day", "2024-02-29T17:00"),
            ("2024-02-29T11:30:01", "within day", "2024-02-29T17:00"),
            ("2024-02-29T13:00:00", "within day", "2024-02-29T17:00"),
            ("2024-02-29T13:00:01", "within day", "2024-02-29T17:00"),
            ("2024-02-29T15:00:00", "within day", "2024-02-29T17:00"),
            ("2024-02-29T15:00:01", "within day", "2024-03-01T17:00"),
            ("2024-02-29T17:00:00", "within day", "2024-03-01T17:00"),
            ("2024-02-29T17:00:01", "within day", "2024-03-01T17:00"),
        ],
    );
    // Limits in days do not ask for the hour.
    for time in ["11:30:01", "13:00:01", "15:00:01", "17:00:00", "17:00:01"] {
        let received = format!("2024-02-29T{time}");
        for limit in ["1 working day", "1 calendar day"] {
            let due = asked(&our_calendar(), &received, limit);
            assert_eq!(due, at("2024-03-01T17:00"), "{limit} from {received}");
        }
    }
}

#[test]
fn on_days_off_and_on_saturdays() {
    come_out(
        &our_calendar(),
        &[
            // Tết, a Monday.
            ("2024-02-12T09:00", "1 working day", "2024-02-15T17:00"),
            ("2024-02-12T09:00", "1 working hour", "2024-02-15T08:30"),
            ("2024-02-12T09:00", "within day", "2024-02-15T17:00"),
            // A Saturday on which nobody works.
            ("2024-03-02T09:00", "1 working day", "2024-03-04T17:00"),
            ("2024-03-02T09:00", "1 working hour", "2024-03-04T08:30"),
            ("2024-03-02T09:00", "within day", "2024-03-04T17:00"),
        ],
    );
    come_out(
        &with_saturday_mornings(),
        &[
            ("2024-03-02T09:00", "1 working day", "2024-03-04T17:00"),
            ("2024-03-02T09:00", "1 working hour", "2024-03-02T10:00"),
            ("2024-03-02T11:30:01", "1 working hour", "2024-03-04T08:30"),
            ("2024-03-02T09:00", "within day", "2024-03-02T11:30"),
            ("2024-03-02T11:30:00", "within day", "2024-03-02T11:30"),
            ("2024-03-02T11:30:01", "within day", "2024-03-04T17:00"),
            ("2024-03-01T09:00", "1 working day", "2024-03-02T11:30"),
        ],
    );
}

#[test]
fn four_hundred_working_days_are_counted_out() {
    let received = "2024-01-02T09:00";
    come_out(
        &our_calendar(),
        &[
            (received, "400 working days", "2025-08-11T17:00"),
            (received, "400 calendar days", "2025-02-05T17:00"),
            (received, "3200 working hours", "2025-08-11T09:00"),
        ],
    );
    let limit = "400 working days".parse().unwrap();
    let told = promise(&our_calendar(), at(received), &limit, Moment::EndOfDay).unwrap();
    assert_eq!(told.days.iter().filter(|day| day.counted).count(), 400);
}

#[test]
fn a_pause_over_tet() {
    let over_tet = ("2024-02-07T09:00", "2024-02-15T09:00");
    let received = "2024-02-05T09:00";
    for (limit, expected) in [
        // One working day of it: the day on which it ends.
        ("3 working days", "2024-02-16T17:00"),
        // Eight working hours of it.
        ("20 working hours", "2024-02-15T14:30"),
        // Eight days, of whatever kind; the 18th is a Sunday.
        ("5 calendar days", "2024-02-19T17:00"),
    ] {
        let due = paused(received, limit, over_tet, AfterPause::Resume);
        assert_eq!(due, at(expected), "{limit}");
    }
    let anew = paused(received, "3 working days", over_tet, AfterPause::Restart);
    assert_eq!(anew, at("2024-02-20T17:00"));
    // Within the day: the day on which it ends, by the same cut-off.
    for (end, expected) in [
        ("2024-02-15T15:00:00", "2024-02-15T17:00"),
        ("2024-02-15T15:00:01", "2024-02-16T17:00"),
    ] {
        let pause = ("2024-02-07T09:00", end);
        let due = paused("2024-02-07T08:00", "within day", pause, AfterPause::Resume);
        assert_eq!(due, at(expected), "until {end}");
    }
}

#[test]
fn a_pause_within_a_minute_or_of_no_time_at_all() {
    let minute = ("2024-03-04T10:00", "2024-03-04T10:01");
    let seconds = ("2024-03-04T10:00:10", "2024-03-04T10:00:50");
    let nothing = ("2024-03-04T10:00", "2024-03-04T10:00");
    let received = "2024-03-04T09:00";
    for pause in [minute, seconds, nothing] {
        for (limit, expected) in [
            ("5 working days", "2024-03-11T17:00"),
            ("15 calendar days", "2024-03-19T17:00"),
            ("within day", "2024-03-04T17:00"),
        ] {
            let due = paused(received, limit, pause, AfterPause::Resume);
            assert_eq!(due, at(expected), "{limit}, {pause:?}");
        }
    }
    let hours = |pause| paused(received, "8 working hours", pause, AfterPause::Resume);
    assert_eq!(hours(minute), at("2024-03-05T09:01"));
    assert_eq!(hours(nothing), at("2024-03-05T09:00"));
}
