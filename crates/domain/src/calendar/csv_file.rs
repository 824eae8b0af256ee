//! Reading a calendar from a CSV file: every line is taken, or each bad line is named.

use std::collections::BTreeMap;

use csv::StringRecord;
use jiff::civil::Date;
use thiserror::Error;

use crate::calendar::{CalendarDay, Certainty, DayKind};
use crate::vietnamese::clean;

/// A line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct CalendarProblem {
    /// The line of the file, the heading being line 1.
    pub line: u64,
    /// What is wrong.
    pub reason: LineFlaw,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LineFlaw {
    /// The heading lacks a column.
    #[error("the column `{column}` is missing")]
    ColumnMissing {
        /// The column.
        column: &'static str,
    },
    /// The file holds no day.
    #[error("there is no day in the file")]
    NoDays,
    /// The line breaks the CSV rules.
    #[error("the line is not CSV: {detail}")]
    NotCsv {
        /// What the reader says.
        detail: String,
    },
    /// A date is not `yyyy-mm-dd`, or not in the calendar.
    #[error("`{text}` is not a date such as 2026-09-02")]
    NotADate {
        /// What stands there.
        text: String,
    },
    /// The kind is none of ours.
    #[error("`{text}` is not a kind of day: holiday, swap_off or make_up")]
    UnknownKind {
        /// What stands there.
        text: String,
    },
    /// The certainty is none of ours.
    #[error("`{text}` is not a certainty: high, medium, low or provisional")]
    UnknownCertainty {
        /// What stands there.
        text: String,
    },
    /// The day has no name.
    #[error("the day has no name")]
    NameMissing,
    /// The day stands on an earlier line already.
    #[error("{date} stands on line {first_line} already")]
    Twice {
        /// The day.
        date: Date,
        /// The earlier line.
        first_line: u64,
    },
}

/// Where the columns stand in this file.
struct Columns {
    date: usize,
    kind: usize,
    name: usize,
    certainty: usize,
    pair_date: Option<usize>,
}

/// Reads `date,kind,name,certainty` and, when there, `pair_date`; other columns are left alone.
///
/// # Errors
/// All lines that cannot be taken; then nothing is taken.
pub fn parse_calendar_csv(text: &str) -> Result<Vec<CalendarDay>, Vec<CalendarProblem>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = reader
        .headers()
        .map_err(|error| not_csv(&error))
        .and_then(find_columns)
        .map_err(|reason| vec![CalendarProblem { line: 1, reason }])?;

    let mut days = Vec::new();
    let mut problems = Vec::new();
    let mut lines: BTreeMap<Date, u64> = BTreeMap::new();
    for record in reader.records() {
        let (line, day) = match record {
            Ok(record) => (
                record.position().map_or(0, csv::Position::line),
                read_day(&record, &columns),
            ),
            Err(error) => (
                error.position().map_or(0, csv::Position::line),
                Err(not_csv(&error)),
            ),
        };
        let day = day.and_then(|day| match lines.insert(day.date, line) {
            Some(first_line) => Err(LineFlaw::Twice {
                date: day.date,
                first_line,
            }),
            None => Ok(day),
        });
        match day {
            Ok(day) => days.push(day),
            Err(reason) => problems.push(CalendarProblem { line, reason }),
        }
    }
    if days.is_empty() && problems.is_empty() {
        problems.push(CalendarProblem {
            line: 1,
            reason: LineFlaw::NoDays,
        });
    }
    if problems.is_empty() {
        Ok(days)
    } else {
        Err(problems)
    }
}

fn not_csv(error: &csv::Error) -> LineFlaw {
    LineFlaw::NotCsv {
        detail: error.to_string(),
    }
}

fn find_columns(heading: &StringRecord) -> Result<Columns, LineFlaw> {
    let place = |column: &str| heading.iter().position(|name| name == column);
    let needed = |column: &'static str| place(column).ok_or(LineFlaw::ColumnMissing { column });
    Ok(Columns {
        date: needed("date")?,
        kind: needed("kind")?,
        name: needed("name")?,
        certainty: needed("certainty")?,
        pair_date: place("pair_date"),
    })
}

fn read_day(record: &StringRecord, columns: &Columns) -> Result<CalendarDay, LineFlaw> {
    let field = |place: usize| record.get(place).unwrap_or_default();
    let name = clean(field(columns.name));
    if name.trim().is_empty() {
        return Err(LineFlaw::NameMissing);
    }
    let pair = columns.pair_date.map(field).filter(|text| !text.is_empty());
    Ok(CalendarDay {
        date: read_date(field(columns.date))?,
        kind: read_kind(field(columns.kind))?,
        name,
        certainty: read_certainty(field(columns.certainty))?,
        pair_date: pair.map(read_date).transpose()?,
    })
}

fn read_date(text: &str) -> Result<Date, LineFlaw> {
    let wrong = || LineFlaw::NotADate {
        text: text.to_owned(),
    };
    if text.len() != 10 {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

fn read_kind(text: &str) -> Result<DayKind, LineFlaw> {
    match text {
        "holiday" => Ok(DayKind::Holiday),
        "swap_off" => Ok(DayKind::SwapOff),
        "make_up" => Ok(DayKind::MakeUp),
        _ => Err(LineFlaw::UnknownKind {
            text: text.to_owned(),
        }),
    }
}

fn read_certainty(text: &str) -> Result<Certainty, LineFlaw> {
    match text {
        "high" => Ok(Certainty::High),
        "medium" => Ok(Certainty::Medium),
        "low" => Ok(Certainty::Low),
        "provisional" => Ok(Certainty::Provisional),
        _ => Err(LineFlaw::UnknownCertainty {
            text: text.to_owned(),
        }),
    }
}
