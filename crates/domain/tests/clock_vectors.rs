//! Promised days: the shared vectors, our own cases, and what must hold for every promise.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use domain::calendar::csv_file::{LineFlaw, parse_calendar_csv};
use domain::calendar::deadline::{
    CountReason, CountRule, Moment, NoPromise, Promise, due, promise,
};
use domain::calendar::sessions::{DaySessions, NotSessions, WeekSessions};
use domain::calendar::time_limit::{NotATimeLimit, TimeLimit};
use domain::calendar::{
    CalendarDay, CalendarFlaw, DayKind, DayReason, WorkingCalendar, YearMissing,
};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday, date};
use proptest::strategy::{Just, Strategy};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

const OUR_CALENDAR: &str = include_str!("../../../data/calendar/viet-nam.csv");

fn our_calendar() -> WorkingCalendar {
    let days = parse_calendar_csv(OUR_CALENDAR).unwrap();
    WorkingCalendar::new(WeekSessions::default(), days).unwrap()
}

fn at(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn limit(text: &str) -> TimeLimit {
    text.parse().unwrap()
}

fn promised(received: &str, limit_text: &str, moment: Moment) -> Promise {
    promise(&our_calendar(), at(received), &limit(limit_text), moment).unwrap()
}

/// The folder of shared data, when this machine has it.
#[expect(
    clippy::disallowed_methods,
    reason = "a test says by its environment where to look"
)]
fn shared(name: &str) -> Option<String> {
    let folder = std::env::var("MOTCUA_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
    let folder = Path::new(&folder);
    folder
        .is_dir()
        .then(|| std::fs::read_to_string(folder.join(name)).unwrap())
}

fn vector_limit(unit: &str, count: u16) -> TimeLimit {
    match unit {
        "working_days" => TimeLimit::WorkingDays(count),
        "working_hours" => TimeLimit::WorkingHours {
            minutes: u32::from(count) * 60,
        },
        "within_day" => TimeLimit::WithinDay,
        "calendar_days" => TimeLimit::CalendarDays(count),
        _ => panic!("unknown unit {unit}"),
    }
}

fn moment(text: &str) -> Moment {
    match text {
        "end_of_day" => Moment::EndOfDay,
        "same_clock" => Moment::SameClock,
        _ => panic!("unknown moment {text}"),
    }
}

#[test]
fn the_shared_vectors_come_out_exactly() {
    let Some(vectors) = shared("data/clock-vectors.csv") else {
        return;
    };
    let holidays = shared("data/calendar/vn-holidays.csv").unwrap();
    let theirs = WorkingCalendar::new(
        WeekSessions::default(),
        parse_calendar_csv(&holidays).unwrap(),
    )
    .unwrap();
    let ours = our_calendar();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for record in csv::Reader::from_reader(vectors.as_bytes()).records() {
        let record = record.unwrap();
        if !["basic", "hours", "calendar"].contains(&&record[1]) {
            continue;
        }
        checked += 1;
        let limit = vector_limit(&record[4], record[3].parse().unwrap());
        for calendar in [&theirs, &ours] {
            let due = due(calendar, at(&record[2]), &limit, moment(&record[5])).unwrap();
            if due != at(&record[8]) {
                wrong.push(format!(
                    "{} ({}): {due}, not {}",
                    &record[0], &record[9], &record[8]
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(checked, 44, "vectors of the three groups");
}

#[test]
fn our_calendar_has_the_days_of_the_shared_one() {
    let Some(holidays) = shared("data/calendar/vn-holidays.csv") else {
        return;
    };
    let facts = |text: &str| -> Vec<(Date, DayKind, Option<Date>)> {
        let mut facts: Vec<_> = parse_calendar_csv(text)
            .unwrap()
            .into_iter()
            .filter(|day| day.date.year() <= 2026)
            .map(|day| (day.date, day.kind, day.pair_date))
            .collect();
        facts.sort_by_key(|fact| fact.0);
        facts
    };
    assert_eq!(facts(OUR_CALENDAR), facts(&holidays));
}

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
                    | DayReason::MakeUp { name } => name.clone(),
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

#[test]
fn sessions_are_read_and_written_back() {
    let text = "07:30-11:30,13:00-17:00";
    assert_eq!(text.parse::<DaySessions>().unwrap().to_string(), text);
    let read = |text: &str| text.parse::<DaySessions>();
    assert_eq!(
        read(" 7:30 – 11:30 , 13:30-17:00").unwrap().iter().count(),
        2
    );
    assert!(read("").unwrap().is_empty());
    assert!(matches!(read("07:30"), Err(NotSessions::Unreadable { .. })));
    assert!(matches!(
        read("07:30-25:00"),
        Err(NotSessions::Unreadable { .. })
    ));
    assert!(matches!(
        read("11:30-07:30"),
        Err(NotSessions::Backwards { .. })
    ));
    assert!(matches!(
        read("07:30-11:30,11:00-17:00"),
        Err(NotSessions::Overlapping { .. })
    ));
    assert_eq!(
        WorkingCalendar::new(
            WeekSessions::monday_to_friday(&read("").unwrap()),
            Vec::new()
        ),
        Err(CalendarFlaw::NothingWorked)
    );
}

#[test]
fn limits_are_read_and_shown() {
    for (text, shown) in [
        ("5 working days", "5 ngày làm việc"),
        ("1 Working Day", "1 ngày làm việc"),
        ("8 working hours", "8 giờ làm việc"),
        ("3,5 working hours", "3,5 giờ làm việc"),
        ("0.5 working hours", "30 phút làm việc"),
        ("within day", "trong ngày"),
        ("10  calendar days", "10 ngày"),
    ] {
        assert_eq!(limit(text).show(), shown);
    }
    let read = |text: &str| text.parse::<TimeLimit>();
    assert_eq!(read("0 working days"), Err(NotATimeLimit::Nothing));
    assert_eq!(read("0 working hours"), Err(NotATimeLimit::Nothing));
    assert!(matches!(
        read("70000 working days"),
        Err(NotATimeLimit::TooLong { .. })
    ));
    for text in [
        "",
        "5",
        "5 days",
        "-1 working days",
        "five working days",
        "1.2 working hours",
    ] {
        assert!(
            matches!(read(text), Err(NotATimeLimit::Unreadable { .. })),
            "{text}"
        );
    }
}

#[test]
fn each_bad_line_of_a_calendar_is_named() {
    let text = "\u{feff}date,kind,name,certainty\n\
        2026-01-01,holiday,Tết Dương lịch,high\n\
        31/12/2026,holiday,Tết,high\n\
        2026-02-30,holiday,Tết,high\n\
        2026-03-01,feast,Hội,high\n\
        2026-03-02,holiday,,high\n\
        2026-03-03,holiday,Hội,sure\n\
        2026-01-01,make_up,Làm bù,high\n\
        2026-03-04,holiday\n";
    let problems = parse_calendar_csv(text).unwrap_err();
    let lines: Vec<u64> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(
        problems[5].reason,
        LineFlaw::Twice {
            date: date(2026, 1, 1),
            first_line: 2
        }
    );
    let no_column = parse_calendar_csv("date,kind,name\n").unwrap_err();
    assert_eq!(
        no_column[0].reason,
        LineFlaw::ColumnMissing {
            column: "certainty"
        }
    );
    let nothing = parse_calendar_csv("date,kind,name,certainty\n").unwrap_err();
    assert_eq!(nothing[0].reason, LineFlaw::NoDays);
}

#[test]
fn a_calendar_survives_being_stored() {
    let calendar = our_calendar();
    let stored = serde_json::to_string(&calendar).unwrap();
    let read: WorkingCalendar = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, calendar);
    let twice: Vec<CalendarDay> = calendar.days().chain(calendar.days()).cloned().collect();
    assert!(matches!(
        WorkingCalendar::new(WeekSessions::default(), twice),
        Err(CalendarFlaw::Twice { .. })
    ));
}

fn any_moment_received() -> impl Strategy<Value = DateTime> {
    // Every second of the years 2018 to 2026.
    (0..9 * 365i64, 0..24 * 3600i64).prop_map(|(days, seconds)| {
        date(2018, 1, 1).at(0, 0, 0, 0) + days.days() + seconds.seconds()
    })
}

fn any_limit() -> impl Strategy<Value = TimeLimit> {
    prop_oneof![
        (1..120u16).prop_map(TimeLimit::WorkingDays),
        (1..10_000u32).prop_map(|minutes| TimeLimit::WorkingHours { minutes }),
        Just(TimeLimit::WithinDay),
        (1..200u16).prop_map(TimeLimit::CalendarDays),
    ]
}

proptest! {
    #[test]
    fn a_result_is_due_on_a_working_day_after_reception(
        received in any_moment_received(),
        limit in any_limit(),
    ) {
        let calendar = our_calendar();
        let due = due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert!(calendar.is_working(due.date()).unwrap());
        let (opening, closing) = calendar.sessions_on(due.date()).unwrap().hours().unwrap();
        prop_assert!((opening..=closing).contains(&due.time()));
        prop_assert!(due >= received.with().second(0).build().unwrap());
    }

    #[test]
    fn coming_later_never_makes_it_due_earlier(
        one in any_moment_received(),
        other in any_moment_received(),
        limit in any_limit(),
    ) {
        let calendar = our_calendar();
        let ask = |received| due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert!(ask(one.min(other)) <= ask(one.max(other)));
    }

    #[test]
    fn a_longer_limit_is_never_due_earlier(
        received in any_moment_received(),
        count in 1..100u16,
        more in 1..20u16,
        same_clock: bool,
    ) {
        let calendar = our_calendar();
        let moment = if same_clock { Moment::SameClock } else { Moment::EndOfDay };
        let ask = |limit| due(&calendar, received, &limit, moment).unwrap();
        let (short, long) = (count, count + more);
        prop_assert!(ask(TimeLimit::WorkingDays(short)) < ask(TimeLimit::WorkingDays(long)));
        prop_assert!(ask(TimeLimit::CalendarDays(short)) <= ask(TimeLimit::CalendarDays(long)));
        let hours = |count: u16| TimeLimit::WorkingHours { minutes: u32::from(count) };
        prop_assert!(ask(hours(short)) < ask(hours(long)));
    }

    #[test]
    fn the_explanation_adds_up(received in any_moment_received(), limit in any_limit()) {
        let calendar = our_calendar();
        let promise = promise(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        prop_assert_eq!(Ok(promise.due), due(&calendar, received, &limit, Moment::EndOfDay));
        let counted = promise.days.iter().filter(|day| day.counted).count();
        match limit {
            TimeLimit::WorkingDays(days) | TimeLimit::CalendarDays(days) => {
                prop_assert_eq!(counted, usize::from(days));
            }
            TimeLimit::WorkingHours { minutes } => {
                let used: u32 = promise.days.iter().filter_map(|day| day.minutes).sum();
                prop_assert_eq!(used, minutes);
            }
            TimeLimit::WithinDay => prop_assert_eq!(counted, 1),
            TimeLimit::None { .. } => unreachable!("not generated"),
        }
        let mut day = received.date();
        for told in &promise.days {
            prop_assert_eq!(told.date, day);
            day = day.tomorrow().unwrap();
        }
        prop_assert_eq!(day.yesterday().unwrap(), promise.due.date());
    }

    #[test]
    fn working_days_between_agrees_with_the_promise(
        received in any_moment_received(),
        days in 1..60u16,
    ) {
        let calendar = our_calendar();
        let limit = TimeLimit::WorkingDays(days);
        let due = due(&calendar, received, &limit, Moment::EndOfDay).unwrap();
        let between = calendar.working_days_between(received.date(), due.date()).unwrap();
        prop_assert_eq!(between, u32::from(days));
    }
}
