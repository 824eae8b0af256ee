//! The shared vectors and days off, where a machine has them.

use std::path::Path;

use crate::ours::{OUR_CALENDAR, at, our_calendar};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{Moment, due};
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
