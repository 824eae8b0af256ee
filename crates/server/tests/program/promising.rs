//! `motcua promise` against the slow reference.

use crate::hand::{motcua, shared, word};

#[test]
fn the_command_promises_what_the_reference_does() {
    let (Some(vectors), Some(calendar)) = (
        shared("data/clock-vectors.csv"),
        shared("data/calendar/vn-holidays.csv"),
    ) else {
        return;
    };
    let mut asked = 0;
    let mut reader = csv::Reader::from_path(vectors).expect("the vectors");
    for row in reader.records() {
        let row = row.expect("a row");
        let [id, group, received, limit, unit, moment] = [0, 1, 2, 3, 4, 5].map(|at| &row[at]);
        if !["basic", "hours", "calendar"].contains(&group) {
            continue;
        }
        let limit = match unit {
            "within_day" => "within day".to_owned(),
            other => format!("{limit} {}", other.replace('_', " ")),
        };
        let ran = motcua(&[
            "promise",
            "--received",
            received,
            "--limit",
            &limit,
            "--moment",
            moment,
            "--calendar",
            word(&calendar),
            "--sessions",
            "07:30-11:30,13:00-17:00",
            "--json",
        ])
        .ended(0);
        assert_eq!(ran.json()["due"], row[8], "{id}");
        assert_eq!(ran.err, "");
        asked += 1;
    }
    assert!(asked >= 40, "only {asked} rows");
}

#[test]
fn a_year_without_a_calendar_is_refused_and_prints_nothing() {
    let ran = motcua(&[
        "promise",
        "--received",
        "2031-02-28T09:30",
        "--limit",
        "within day",
        "--json",
    ]);
    assert_eq!(ran.out, "");
    ran.refused("2031");
}
