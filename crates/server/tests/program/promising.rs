//! `motcua promise` against the slow reference.

use std::fs::File;
use std::path::Path;

use crate::hand::{Ran, command, motcua, run, shared, word};

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
        let [id, received, limit, unit, moment] = [0, 2, 3, 4, 5].map(|at| &row[at]);
        let pauses: Vec<String> = row[6]
            .split_whitespace()
            .map(|pair| pair.replace('/', ".."))
            .collect();
        let limit = match unit {
            "within_day" => "within day".to_owned(),
            other => format!("{limit} {}", other.replace('_', " ")),
        };
        let mut words = vec![
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
            "--after-pause",
            &row[7],
            "--json",
        ];
        for pause in &pauses {
            words.extend(["--pause", pause.as_str()]);
        }
        let ran = motcua(&words).ended(0);
        assert_eq!(ran.json()["due"], row[8], "{id}");
        assert_eq!(ran.err, "");
        asked += 1;
    }
    assert!(asked >= 58, "only {asked} rows");
}

/// Runs a batch with the rows of this file.
fn batch(rows: &Path, words: &[&str]) -> Ran {
    let words = [&["promise", "--batch"][..], words].concat();
    let rows = File::open(rows).expect("the rows");
    run(command(&words).stdin(rows))
}

#[test]
fn a_batch_promises_what_the_reference_does() {
    let (Some(vectors), Some(calendar)) = (
        shared("data/clock-vectors.csv"),
        shared("data/calendar/vn-holidays.csv"),
    ) else {
        return;
    };
    let ran = batch(&vectors, &["--calendar", word(&calendar)]).ended(0);
    assert_eq!(ran.err, "");
    let rows = |text: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("a row")).collect()
    };
    let given = std::fs::read_to_string(&vectors).expect("the vectors");
    assert!(rows(&given).len() > 58);
    assert_eq!(rows(&ran.out), rows(&given));
}

#[test]
fn a_batch_names_its_bad_rows_and_answers_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = folder.path().join("ho-so.csv");
    let text = "ma,received,limit,unit,pauses\n\
        A,2024-02-29T09:30:00,5,working_days,\n\
        B,2024-02-30T09:30:00,5,working_days,\n\
        C,2024-02-29T09:30:00,-5,working_days,\n\
        D,2024-02-29T09:30:00,0,working_days,\n\
        E,2024-02-29T09:30:00,5,weeks,\n\
        F,2024-02-29T09:30:00,5,working_days,2024-02-28T09:30/2024-03-01T09:30\n\
        G,2024-02-29T09:30:00\n\
        H,2031-02-28T09:30:00,5,working_days,\n\
        I,2024-02-29T15:00:01,,within_day,\n";
    std::fs::write(&rows, text).expect("written");
    let ran = batch(&rows, &[]).ended(1);
    assert_eq!(
        ran.out,
        "ma,received,limit,unit,pauses,due\n\
         A,2024-02-29T09:30:00,5,working_days,,2024-03-07T17:00:00\n\
         I,2024-02-29T15:00:01,,within_day,,2024-03-01T17:00:00\n"
    );
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 7, "{ran:?}");
    for (line, number) in lines.iter().zip(3..) {
        assert!(line.starts_with(&format!("Dòng {number}: ")), "{ran:?}");
    }
    std::fs::write(&rows, "ma,received,limit\n").expect("written");
    batch(&rows, &[]).refused("\"unit\"");
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

#[test]
fn the_machine_may_stand_in_any_time_zone() {
    for zone in ["UTC", "America/New_York", "Pacific/Kiritimati"] {
        let promised = |received: &str, limit: &str| {
            let mut asked = command(&["promise", "--json", "--limit", limit]);
            asked.args(["--received", received]).env("TZ", zone);
            run(&mut asked).ended(0).json()["due"].clone()
        };
        // Local time of Việt Nam, whatever the machine thinks.
        let due = promised("2024-02-28T15:00:00", "within day");
        assert_eq!(due, "2024-02-28T17:00:00", "{zone}");
        let due = promised("2024-02-28T15:00:01", "within day");
        assert_eq!(due, "2024-02-29T17:00:00", "{zone}");
        // One second before midnight and one after, told as moments of the world.
        let due = promised("2024-02-28T16:59:59Z", "1 working day");
        assert_eq!(due, "2024-02-29T17:00:00", "{zone}");
        let due = promised("2024-02-28T17:00:00Z", "1 working day");
        assert_eq!(due, "2024-03-01T17:00:00", "{zone}");
    }
}
