//! The shared vectors and days off, where a machine has them.

use std::path::Path;

use crate::ours::{OUR_CALENDAR, at, our_calendar};
use domain::calendar::clock::Clock;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::Moment;
use domain::calendar::pauses::{AfterPause, Pause, PauseGround};
use domain::calendar::sessions::WeekSessions;
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{DayKind, WorkingCalendar};
use jiff::civil::Date;

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

/// Pairs such as `2024-03-06T10:00:00/2024-03-08T10:00:00`, with blanks between them.
fn pauses(text: &str) -> Vec<Pause> {
    let pairs = text.split_whitespace().map(|pair| pair.split_once('/'));
    pairs
        .map(|pair| {
            let (from, to) = pair.unwrap();
            Pause {
                from: at(from),
                to: Some(at(to)),
                ground: PauseGround::Supplement,
            }
        })
        .collect()
}

fn after_pause(text: &str) -> AfterPause {
    match text {
        "resume" => AfterPause::Resume,
        "restart" => AfterPause::Restart,
        _ => panic!("unknown way to go on {text}"),
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
        checked += 1;
        let limit = vector_limit(&record[4], record[3].parse().unwrap());
        let clock = Clock::new(at(&record[2]), limit)
            .due_at(moment(&record[5]))
            .paused(pauses(&record[6]), after_pause(&record[7]))
            .unwrap();
        for calendar in [&theirs, &ours] {
            let due = clock.due(calendar).unwrap();
            assert_eq!(clock.promise(calendar).unwrap().due, due, "{}", &record[0]);
            if due != at(&record[8]) {
                wrong.push(format!(
                    "{} ({}): {due}, not {}",
                    &record[0], &record[9], &record[8]
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(checked >= 58, "only {checked} vectors");
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
