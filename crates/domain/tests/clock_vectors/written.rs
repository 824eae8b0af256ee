//! Sessions, limits and calendars as they are written, read and stored.

use crate::ours::{limit, our_calendar};
use domain::calendar::csv_file::{LineFlaw, parse_calendar_csv};
use domain::calendar::sessions::{DaySessions, NotSessions, WeekSessions};
use domain::calendar::time_limit::{NotATimeLimit, TimeLimit};
use domain::calendar::{CalendarDay, CalendarFlaw, WorkingCalendar};
use jiff::civil::date;

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
