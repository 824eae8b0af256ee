//! Our own cases: what is promised, why each day counted, and what is refused.

use crate::ours::{OUR_CALENDAR, at, limit, our_calendar, promised};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{CountReason, CountRule, Moment, NoPromise, due};
use domain::calendar::sessions::{DaySessions, WeekSessions};
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{DayReason, WorkingCalendar, YearMissing};
use jiff::civil::{Weekday, date};

#[test]
fn our_own_cases_come_out_exactly() {
    let end = Moment::EndOfDay;
    let same = Moment::SameClock;
    for (received, limit_text, moment, expected) in [
        // 11 November 2026 is a Wednesday; 24 November 2026 is a holiday.
        (
            "2026-11-11T09:00",
            "3 working days",
            end,
            "2026-11-16T17:00",
        ),
        (
            "2026-11-20T09:00",
            "2 working days",
            end,
            "2026-11-25T17:00",
        ),
        (
            "2026-11-20T09:00",
            "2 working days",
            same,
            "2026-11-25T09:00",
        ),
        // Clipped to opening and closing.
        (
            "2026-11-11T06:10:59",
            "1 working day",
            same,
            "2026-11-12T07:30",
        ),
        (
            "2026-11-11T19:45:01",
            "1 working day",
            same,
            "2026-11-12T17:00",
        ),
        // The clock time inside the break is kept: the desk is open that day.
        (
            "2026-11-11T12:10:59",
            "1 working day",
            same,
            "2026-11-12T12:10",
        ),
        // Over Tết 2026 (16 to 20 February, Monday to Friday).
        ("2026-02-13T09:00", "1 working day", end, "2026-02-23T17:00"),
        ("2026-02-13T15:00:01", "within day", end, "2026-02-23T17:00"),
        ("2026-02-13T15:00:00", "within day", end, "2026-02-13T17:00"),
        // Received on Tết itself.
        ("2026-02-17T09:00", "within day", end, "2026-02-23T17:00"),
        ("2026-02-17T09:00", "1 working day", end, "2026-02-23T17:00"),
        // Before opening, inside the day, at the last minute, half hours.
        (
            "2026-11-11T05:00",
            "1 working hour",
            end,
            "2026-11-11T08:30",
        ),
        (
            "2026-11-11T10:00:59",
            "1.5 working hours",
            end,
            "2026-11-11T11:30",
        ),
        (
            "2026-11-11T10:01",
            "1.5 working hours",
            end,
            "2026-11-11T13:01",
        ),
        (
            "2026-11-11T16:59",
            "0.5 working hours",
            end,
            "2026-11-12T07:59",
        ),
        // The make-up Saturday 22 August 2026 for Monday 31 August.
        (
            "2026-08-21T16:30",
            "4 working hours",
            end,
            "2026-08-22T11:00",
        ),
        ("2026-08-21T16:00", "within day", end, "2026-08-22T17:00"),
        ("2026-08-28T09:00", "1 working day", end, "2026-09-03T17:00"),
        // Calendar days that end on a Saturday, on a make-up Saturday, on a working day.
        (
            "2026-11-11T09:00",
            "10 calendar days",
            end,
            "2026-11-23T17:00",
        ),
        (
            "2026-08-12T09:00",
            "10 calendar days",
            end,
            "2026-08-22T17:00",
        ),
        (
            "2026-11-11T09:00",
            "1 calendar day",
            same,
            "2026-11-12T09:00",
        ),
        // Over the year's end into a provisional year.
        ("2026-12-31T09:00", "1 working day", end, "2027-01-04T17:00"),
    ] {
        let promise = promised(received, limit_text, moment);
        assert_eq!(promise.due, at(expected), "{limit_text} from {received}");
    }
}

#[test]
fn every_day_says_why_it_was_counted_or_not() {
    let promise = promised("2024-04-26T09:00", "3 working days", Moment::EndOfDay);
    let told: Vec<_> = promise
        .days
        .iter()
        .map(|day| {
            let why = match &day.why {
                CountReason::Rule(rule) => format!("{rule:?}"),
                CountReason::Day(reason) => match reason {
                    DayReason::Working => "working".to_owned(),
                    DayReason::Weekend => "weekend".to_owned(),
                    DayReason::Holiday { name }
                    | DayReason::SwappedOff { name }
                    | DayReason::MakeUp { name }
                    | DayReason::Closed { name } => name.clone(),
                },
            };
            (day.date.day(), day.counted, why)
        })
        .collect();
    let expected = [
        (26, false, "ReceptionDay"),
        (27, false, "weekend"),
        (28, false, "weekend"),
        (29, false, "Nghỉ hoán đổi dịp 30/4 và 1/5"),
        (30, false, "Ngày Chiến thắng (30/4)"),
        (1, false, "Ngày Quốc tế Lao động (1/5)"),
        (2, true, "working"),
        (3, true, "working"),
        (4, true, "Làm bù ngày 29/4/2024"),
    ]
    .map(|(day, counted, why)| (day, counted, why.to_owned()));
    assert_eq!(told, expected);
    assert!(!promise.provisional);
}

#[test]
fn the_day_after_the_cut_off_says_so() {
    let promise = promised("2024-03-01T15:30", "within day", Moment::EndOfDay);
    assert_eq!(
        promise.days[0].why,
        CountReason::Rule(CountRule::AfterCutOff)
    );
    let promise = promised("2024-03-01T17:30", "1 working hour", Moment::EndOfDay);
    assert_eq!(
        promise.days[0].why,
        CountReason::Rule(CountRule::AfterClosing)
    );
}

#[test]
fn a_promise_that_leans_on_unannounced_days_is_provisional() {
    assert!(promised("2026-12-30T09:00", "5 working days", Moment::EndOfDay).provisional);
    assert!(promised("2026-11-20T09:00", "5 working days", Moment::EndOfDay).provisional);
    assert!(!promised("2026-11-25T09:00", "5 working days", Moment::EndOfDay).provisional);
    let calendar = our_calendar();
    assert!(calendar.is_provisional(2027));
    assert!(!calendar.is_provisional(2026));
}

#[test]
fn a_year_without_a_calendar_is_refused() {
    let calendar = our_calendar();
    let missing = |year| Err(NoPromise::YearMissing(YearMissing { year }));
    let ask = |received, text| due(&calendar, at(received), &limit(text), Moment::EndOfDay);
    assert_eq!(ask("2027-12-31T09:00", "1 working day"), missing(2028));
    assert_eq!(ask("2027-12-31T16:30", "8 working hours"), missing(2028));
    assert_eq!(ask("2017-12-29T09:00", "5 working days"), missing(2017));
    assert_eq!(ask("9999-12-31T09:00", "5 working days"), missing(9999));
    assert_eq!(
        calendar.why(date(2028, 1, 3)),
        Err(YearMissing { year: 2028 })
    );
}

#[test]
fn no_limit_and_nothing_are_refused() {
    let calendar = our_calendar();
    let because = "Giải quyết theo kế hoạch hằng năm".to_owned();
    let none = TimeLimit::None {
        because: because.clone(),
    };
    let received = at("2026-11-11T09:00");
    let refused = due(&calendar, received, &none, Moment::EndOfDay);
    assert_eq!(refused, Err(NoPromise::NoOwnLimit { because }));
    for empty in [
        TimeLimit::WorkingDays(0),
        TimeLimit::CalendarDays(0),
        TimeLimit::WorkingHours { minutes: 0 },
    ] {
        let refused = due(&calendar, received, &empty, Moment::EndOfDay);
        assert_eq!(refused, Err(NoPromise::EmptyLimit));
    }
}

#[test]
fn half_a_saturday_has_its_own_hours() {
    let saturday: DaySessions = "07:30-11:30".parse().unwrap();
    let week = WeekSessions::default().with(Weekday::Saturday, saturday);
    let calendar = WorkingCalendar::new(week, parse_calendar_csv(OUR_CALENDAR).unwrap()).unwrap();
    let ask =
        |received, text| due(&calendar, at(received), &limit(text), Moment::EndOfDay).unwrap();
    assert_eq!(
        ask("2026-11-13T09:00", "1 working day"),
        at("2026-11-14T11:30")
    );
    assert_eq!(
        ask("2026-11-13T16:00", "2 working hours"),
        at("2026-11-14T08:30")
    );
    // After Saturday's closing, though before 15:00: nobody is there any more.
    assert_eq!(
        ask("2026-11-14T14:00", "within day"),
        at("2026-11-16T17:00")
    );
    // The make-up Saturday keeps the whole hours of the Monday it makes up for.
    assert_eq!(
        ask("2026-08-21T16:00", "within day"),
        at("2026-08-22T17:00")
    );
}
