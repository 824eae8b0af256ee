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
    /// The hours are no sessions.
    #[error("`{text}` are no hours such as 07:30-11:30")]
    NotHours {
        /// What stands there.
        text: String,
    },
    /// The weekday is none.
    #[error("`{text}` is not a weekday such as saturday")]
    UnknownWeekday {
        /// What stands there.
        text: String,
    },
    /// The period ends before it begins.
    #[error("the last day lies before the first")]
    BackwardsPeriod,
    /// A closure does not say by which decision.
    #[error("the closure names no decision")]
    DecisionMissing,
}

/// The columns that every file has.
const NEEDED: [&str; 4] = ["date", "kind", "name", "certainty"];

/// One line of a file, with the heading it stands under.
pub(super) struct Line<'a> {
    heading: &'a StringRecord,
    record: &'a StringRecord,
}

impl Line<'_> {
    /// What stands in a column; nothing when the file has no such column.
    pub(super) fn field(&self, column: &str) -> &str {
        self.heading
            .iter()
            .position(|name| name == column)
            .and_then(|place| self.record.get(place))
            .unwrap_or_default()
    }
}

/// A line that was read.
pub(super) struct Read<T> {
    /// The day it speaks of.
    pub date: Date,
    /// What else tells it from other lines of that day.
    pub of: String,
    /// What it says.
    pub value: T,
}

/// Reads `date,kind,name,certainty` and, when there, `pair_date`; other columns are left alone.
///
/// # Errors
/// All lines that cannot be taken; then nothing is taken.
pub fn parse_calendar_csv(text: &str) -> Result<Vec<CalendarDay>, Vec<CalendarProblem>> {
    read_lines(text, |line| {
        read_day(line).map(|day| Read {
            date: day.date,
            of: String::new(),
            value: day,
        })
    })
}

/// Reads every line, or names each that cannot be taken.
pub(super) fn read_lines<T>(
    text: &str,
    read: impl Fn(&Line<'_>) -> Result<Read<T>, LineFlaw>,
) -> Result<Vec<T>, Vec<CalendarProblem>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let heading = reader
        .headers()
        .map_err(|error| not_csv(&error))
        .and_then(whole_heading)
        .map_err(|reason| vec![CalendarProblem { line: 1, reason }])?;

    let mut values = Vec::new();
    let mut problems = Vec::new();
    let mut lines: BTreeMap<(Date, String), u64> = BTreeMap::new();
    for record in reader.records() {
        let (line, taken) = match &record {
            Ok(record) => (
                record.position().map_or(0, csv::Position::line),
                read(&Line {
                    heading: &heading,
                    record,
                }),
            ),
            Err(error) => (
                error.position().map_or(0, csv::Position::line),
                Err(not_csv(error)),
            ),
        };
        let taken = taken.and_then(|read| match lines.insert((read.date, read.of), line) {
            Some(first_line) => Err(LineFlaw::Twice {
                date: read.date,
                first_line,
            }),
            None => Ok(read.value),
        });
        match taken {
            Ok(value) => values.push(value),
            Err(reason) => problems.push(CalendarProblem { line, reason }),
        }
    }
    if values.is_empty() && problems.is_empty() {
        problems.push(CalendarProblem {
            line: 1,
            reason: LineFlaw::NoDays,
        });
    }
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(problems)
    }
}

fn not_csv(error: &csv::Error) -> LineFlaw {
    LineFlaw::NotCsv {
        detail: error.to_string(),
    }
}

fn whole_heading(heading: &StringRecord) -> Result<StringRecord, LineFlaw> {
    let missing = NEEDED
        .into_iter()
        .find(|column| !heading.iter().any(|name| name == *column));
    match missing {
        Some(column) => Err(LineFlaw::ColumnMissing { column }),
        None => Ok(heading.clone()),
    }
}

pub(super) fn read_day(line: &Line<'_>) -> Result<CalendarDay, LineFlaw> {
    let name = read_name(line)?;
    let pair = Some(line.field("pair_date")).filter(|text| !text.is_empty());
    Ok(CalendarDay {
        date: read_date(line.field("date"))?,
        kind: read_kind(line.field("kind"))?,
        name,
        certainty: read_certainty(line.field("certainty"))?,
        pair_date: pair.map(read_date).transpose()?,
    })
}

/// What the day is called, or why it is closed.
pub(super) fn read_name(line: &Line<'_>) -> Result<String, LineFlaw> {
    let name = clean(line.field("name"));
    if name.trim().is_empty() {
        return Err(LineFlaw::NameMissing);
    }
    Ok(name)
}

pub(super) fn read_date(text: &str) -> Result<Date, LineFlaw> {
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
