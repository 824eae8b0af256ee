//! Case by case: what is refused, how a clock stands, and what a pause says for itself.

use domain::calendar::clock::Clock;
use domain::calendar::clock::policy::{CLOCK_POLICIES, ClockPolicy};
use domain::calendar::clock::standing::ClockStatus;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{CountReason, CountRule, NoPromise};
use domain::calendar::pauses::{Added, AfterPause, Pause, PauseFlaw, PauseGround};
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{WorkingCalendar, YearMissing};
use jiff::civil::{DateTime, date};

pub const OUR_CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

pub fn our_calendar() -> WorkingCalendar {
    let days = parse_calendar_csv(OUR_CALENDAR).unwrap();
    WorkingCalendar::new(WeekSessions::default(), days).unwrap()
}

pub fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn pause(from: &str, to: &str) -> Pause {
    Pause {
        from: at(from),
        to: (!to.is_empty()).then(|| at(to)),
        ground: PauseGround::Supplement,
    }
}

/// Received on Monday 4 March 2024 at 9.
fn clock(limit: &str, pauses: &[(&str, &str)]) -> Clock {
    let pauses = pauses.iter().map(|(from, to)| pause(from, to)).collect();
    Clock::new(at("2024-03-04T09:00"), limit.parse().unwrap())
        .paused(pauses, AfterPause::Resume)
        .unwrap()
}

fn refused(pauses: &[(&str, &str)]) -> PauseFlaw {
    let pauses = pauses.iter().map(|(from, to)| pause(from, to)).collect();
    Clock::new(at("2024-03-04T09:00"), "5 working days".parse().unwrap())
        .paused(pauses, AfterPause::Resume)
        .unwrap_err()
}

#[test]
fn pauses_that_cannot_stand_together_are_refused() {
    assert_eq!(
        refused(&[("2024-03-06T10:00", "2024-03-06T09:59")]),
        PauseFlaw::EndsBeforeItStarts {
            from: at("2024-03-06T10:00"),
            to: at("2024-03-06T09:59"),
        }
    );
    assert_eq!(
        refused(&[("2024-03-04T08:59", "2024-03-06T09:59")]),
        PauseFlaw::BeforeReception {
            from: at("2024-03-04T08:59"),
            received: at("2024-03-04T09:00"),
        }
    );
    let overlapping = PauseFlaw::Overlapping {
        from: at("2024-03-05T09:59"),
        other: at("2024-03-04T10:00"),
    };
    let first = ("2024-03-04T10:00", "2024-03-05T10:00");
    let second = ("2024-03-05T09:59", "2024-03-06T10:00");
    assert_eq!(refused(&[first, second]), overlapping);
    assert_eq!(refused(&[second, first]), overlapping);
    // While one still lasts, there is no other.
    assert!(matches!(
        refused(&[("2024-03-04T10:00", ""), second]),
        PauseFlaw::Overlapping { .. }
    ));
}

#[test]
fn a_pause_may_follow_another_at_once_and_last_no_time_at_all() {
    let one = clock(
        "5 working days",
        &[("2024-03-05T10:00", "2024-03-07T10:00")],
    );
    let two = clock(
        "5 working days",
        &[
            ("2024-03-05T10:00", "2024-03-06T10:00"),
            ("2024-03-06T10:00", "2024-03-07T10:00"),
            ("2024-03-07T10:00", "2024-03-07T10:00"),
        ],
    );
    let calendar = our_calendar();
    assert_eq!(one.due(&calendar), Ok(at("2024-03-13T17:00")));
    assert_eq!(two.due(&calendar), one.due(&calendar));
}

#[test]
fn a_pause_that_ends_after_closing_moves_the_promise_to_the_next_day() {
    let calendar = our_calendar();
    let late = clock("1 working day", &[("2024-03-05T10:00", "2024-03-06T18:00")]);
    assert_eq!(late.due(&calendar), Ok(at("2024-03-07T17:00")));
    // Nothing was left to do when it began.
    let idle = clock(
        "2 working hours",
        &[("2024-03-04T11:00", "2024-03-06T12:00")],
    );
    assert_eq!(idle.due(&calendar), Ok(at("2024-03-06T13:00")));
}

#[test]
fn the_explanation_of_a_pause_names_days_and_difference() {
    let clock = clock("1 working day", &[("2024-03-05T10:00", "2024-03-09T10:00")]);
    let promise = clock.promise(&our_calendar()).unwrap();
    assert_eq!(promise.due, at("2024-03-11T17:00"));
    let rules: Vec<_> = promise
        .days
        .iter()
        .map(|day| match &day.why {
            CountReason::Rule(rule) => (day.date.day(), Some(*rule)),
            CountReason::Day(_) => (day.date.day(), None),
        })
        .collect();
    let expected = [
        (4, Some(CountRule::ReceptionDay)),
        (5, None),
        (6, Some(CountRule::Paused)),
        (7, Some(CountRule::Paused)),
        (8, Some(CountRule::Paused)),
        (9, None),
        (10, None),
        (11, Some(CountRule::TakenUpAgain)),
    ];
    assert_eq!(rules, expected);
    let [effect] = promise.pauses.as_slice() else {
        panic!("one pause, one effect");
    };
    assert_eq!(effect.before, at("2024-03-05T17:00"));
    assert_eq!(effect.after, at("2024-03-11T17:00"));
    assert_eq!(effect.added, Added::WorkingDays(4));
}

#[test]
fn counted_anew_the_days_before_say_that_they_count_for_nothing() {
    let pauses = vec![pause("2024-03-06T10:00", "2024-03-08T10:00")];
    let clock = Clock::new(at("2024-03-04T09:00"), "5 working days".parse().unwrap())
        .paused(pauses, AfterPause::Restart)
        .unwrap();
    let promise = clock.promise(&our_calendar()).unwrap();
    assert_eq!(promise.due, at("2024-03-15T17:00"));
    let anew = promise.days.iter().filter(|day| {
        let why = &day.why;
        *why == CountReason::Rule(CountRule::CountedAnew)
    });
    let days: Vec<i8> = anew.map(|day| day.date.day()).collect();
    assert_eq!(days, [4, 5, 6, 8]);
}

#[test]
fn an_open_pause_is_answered_today() {
    let calendar = our_calendar();
    let clock = clock("5 working days", &[("2024-03-06T10:00", "")]);
    assert_eq!(clock.due(&calendar), Ok(at("2024-03-11T17:00")));
    let today = at("2024-03-08T08:00");
    let promise = clock.promise_if_answered(&calendar, today).unwrap();
    assert_eq!(promise.due, at("2024-03-13T17:00"));
    assert!(promise.pauses[0].is_open);
    let stands = clock.standing(&calendar, today, None).unwrap();
    assert_eq!(
        stands.status,
        ClockStatus::Paused {
            since: at("2024-03-06T10:00"),
            ground: PauseGround::Supplement,
        }
    );
    assert_eq!(stands.due, promise.due);
}

#[test]
fn a_clock_runs_is_met_or_is_late() {
    let calendar = our_calendar();
    let clock = clock("1 working day", &[]);
    let stands = |now, ended: Option<&str>| {
        let told = clock.standing(&calendar, at(now), ended.map(at)).unwrap();
        (told.status, told.minutes_left, told.minutes_late)
    };
    let (running, met, late) = (ClockStatus::Running, ClockStatus::Met, ClockStatus::Late);
    assert_eq!(stands("2024-03-05T08:00", None), (running, 450, 0));
    assert_eq!(stands("2024-03-05T17:00", None), (running, 0, 0));
    assert_eq!(stands("2024-03-05T17:01", None), (late, 0, 0));
    assert_eq!(stands("2024-03-06T09:00", None), (late, 0, 90));
    let ended = Some("2024-03-05T16:00");
    assert_eq!(stands("2024-03-20T09:00", ended), (met, 60, 0));
    // Seen from before the end, it was still running.
    assert_eq!(stands("2024-03-05T15:00", ended), (running, 120, 0));
    let ended = Some("2024-03-06T08:30");
    assert_eq!(stands("2024-03-20T09:00", ended), (late, 0, 60));
}

#[test]
fn a_pause_after_the_due_moment_cures_nothing() {
    let calendar = our_calendar();
    let clock = clock("2 working days", &[("2024-03-07T07:30", "")]);
    let stands = clock
        .standing(&calendar, at("2024-03-08T07:30"), None)
        .unwrap();
    assert_eq!(stands.status, ClockStatus::Late);
    assert_eq!(stands.due, at("2024-03-06T17:00"));
    assert_eq!(stands.minutes_late, 480);
    let answered = clock.promise_if_answered(&calendar, at("2024-03-08T07:30"));
    let promise = answered.unwrap();
    assert!(promise.pauses[0].is_too_late());
    assert_eq!(promise.pauses[0].added, Added::WorkingDays(0));
}

#[test]
fn a_clock_is_read_as_it_was_known_then() {
    let calendar = our_calendar();
    let clock = clock(
        "5 working days",
        &[("2024-03-06T10:00", "2024-03-08T10:00")],
    );
    let stands = |now| clock.standing(&calendar, at(now), None).unwrap();
    assert_eq!(stands("2024-03-05T10:00").due, at("2024-03-11T17:00"));
    let paused = stands("2024-03-07T10:00");
    assert!(matches!(paused.status, ClockStatus::Paused { .. }));
    assert_eq!(paused.due, at("2024-03-12T17:00"));
    let after = stands("2024-03-08T10:00");
    assert_eq!(after.status, ClockStatus::Running);
    assert_eq!(after.due, at("2024-03-13T17:00"));
}

#[test]
fn a_pause_into_an_unknown_year_is_refused() {
    let clock = clock(
        "5 working days",
        &[("2024-03-06T10:00", "2031-03-08T10:00")],
    );
    let missing = Err(NoPromise::YearMissing(YearMissing { year: 2028 }));
    assert_eq!(clock.due(&our_calendar()), missing);
}

#[test]
fn each_reading_of_the_law_has_a_name_of_its_own_and_its_dates() {
    for policy in &CLOCK_POLICIES {
        assert_eq!(ClockPolicy::find(policy.id), Some(policy));
        assert!(policy.holds_on(policy.from));
    }
    let nd61 = ClockPolicy::find("nd61").unwrap();
    assert!(nd61.holds_on(date(2025, 6, 30)) && !nd61.holds_on(date(2025, 7, 1)));
    assert_eq!(nd61.after_pause, AfterPause::Restart);
    assert_eq!(ClockPolicy::find("nd999"), None);
}
