//! Many promises at once: rows of CSV in, the same rows with their due moment out.

use std::io::{Read, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use csv::StringRecord;
use domain::calendar::WorkingCalendar;
use domain::calendar::clock::Clock;
use domain::calendar::deadline::Moment;
use domain::calendar::pauses::{AfterPause, Pause};
use domain::calendar::time_limit::TimeLimit;

use super::read::{read_pair, read_received};
use super::words::{say_no, say_pause_flaw};
use super::{No, REFUSED, say};

/// Where the columns stand; what else there is comes out as it came in.
struct Columns {
    received: usize,
    limit: usize,
    unit: usize,
    moment: Option<usize>,
    pauses: Option<usize>,
    after_pause: Option<usize>,
    due: Option<usize>,
}

/// Writes every row that can be answered; the others are named with line and reason.
///
/// # Errors
/// Only for faults: a stream that cannot be read or written.
pub(super) fn answer(
    calendar: &WorkingCalendar,
    rows: impl Read,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<ExitCode> {
    let mut reader = csv::Reader::from_reader(rows);
    let heading = match reader.headers() {
        Ok(heading) => heading.clone(),
        Err(error) if error.is_io_error() => return Err(error).context("reading the heading"),
        Err(error) => return say(&No::refused(say_not_csv(1, &error)), err),
    };
    let columns = match find_columns(&heading) {
        Ok(columns) => columns,
        Err(column) => {
            let sentence = format!("Dòng 1: thiếu cột \"{column}\". Cần có received,limit,unit");
            return say(&No::refused(sentence), err);
        }
    };
    let mut writer = csv::Writer::from_writer(out);
    let head = with_due(&heading, columns.due, "due");
    writer.write_record(head).context("writing the heading")?;
    let mut is_whole = true;
    for record in reader.records() {
        let answered = match record {
            Ok(record) => answer_row(calendar, &columns, &record).map(|due| (record, due)),
            Err(error) if error.is_io_error() => return Err(error).context("reading a row"),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                Err(say_not_csv(line, &error))
            }
        };
        match answered {
            Ok((record, due)) => {
                let row = with_due(&record, columns.due, &due);
                writer.write_record(row).context("writing a row")?;
            }
            Err(sentence) => {
                is_whole = false;
                writeln!(err, "{sentence}").context("writing a refusal")?;
            }
        }
    }
    writer.flush().context("writing the rows")?;
    Ok(if is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(REFUSED)
    })
}

/// The due moment of a row, or its line and why there is none.
fn answer_row(
    calendar: &WorkingCalendar,
    columns: &Columns,
    record: &StringRecord,
) -> Result<String, String> {
    let line = record.position().map_or(0, csv::Position::line);
    read_clock(columns, record)
        .and_then(|clock| clock.due(calendar).map_err(|no| say_no(&no)))
        .map(|due| due.to_string())
        .map_err(|why| format!("Dòng {line}: {why}"))
}

fn say_not_csv(line: u64, error: &csv::Error) -> String {
    format!("Dòng {line}: không đọc được theo dạng CSV ({error})")
}

/// The columns by their names, or the first one that is missing.
fn find_columns(heading: &StringRecord) -> Result<Columns, &'static str> {
    let place = |column: &str| heading.iter().position(|name| name.trim() == column);
    let needed = |column: &'static str| place(column).ok_or(column);
    Ok(Columns {
        received: needed("received")?,
        limit: needed("limit")?,
        unit: needed("unit")?,
        moment: place("moment"),
        pauses: place("pauses"),
        after_pause: place("after_pause"),
        due: place("due"),
    })
}

fn read_clock(columns: &Columns, record: &StringRecord) -> Result<Clock, String> {
    let field = |place: usize| record.get(place).unwrap_or_default().trim();
    let optional = |place: Option<usize>| place.map(field).unwrap_or_default();
    let received = field(columns.received);
    let received = read_received(received).map_err(|why| format!("\"{received}\": {why}"))?;
    let limit = read_limit(field(columns.limit), field(columns.unit))?;
    let moment = match optional(columns.moment) {
        "" | "end_of_day" => Moment::EndOfDay,
        "same_clock" => Moment::SameClock,
        other => {
            return Err(format!(
                "chưa hiểu moment \"{other}\". Ghi end_of_day hoặc same_clock"
            ));
        }
    };
    let after_pause = match optional(columns.after_pause) {
        "" | "resume" => AfterPause::Resume,
        "restart" => AfterPause::Restart,
        other => {
            return Err(format!(
                "chưa hiểu after_pause \"{other}\". Ghi resume hoặc restart"
            ));
        }
    };
    Clock::new(received, limit)
        .due_at(moment)
        .paused(read_pauses(optional(columns.pauses))?, after_pause)
        .map_err(|flaw| say_pause_flaw(&flaw))
}

/// Pairs such as `2024-03-06T10:00/2024-03-08T10:00`, with blanks between them.
fn read_pauses(text: &str) -> Result<Vec<Pause>, String> {
    text.split_whitespace()
        .map(|pair| read_pair(pair, "/").map_err(|why| format!("\"{pair}\": {why}")))
        .collect()
}

fn read_limit(number: &str, unit: &str) -> Result<TimeLimit, String> {
    let count = || {
        number
            .parse::<u16>()
            .map_err(|_| format!("\"{number}\" không phải số dùng làm thời hạn được"))
    };
    match unit {
        "working_days" => Ok(TimeLimit::WorkingDays(count()?)),
        "working_hours" => Ok(TimeLimit::WorkingHours {
            minutes: u32::from(count()?) * 60,
        }),
        "calendar_days" => Ok(TimeLimit::CalendarDays(count()?)),
        "within_day" if matches!(number, "" | "0") => Ok(TimeLimit::WithinDay),
        "within_day" => Err(format!("within_day không đi cùng số {number}. Ghi 0")),
        other => Err(format!(
            "chưa hiểu unit \"{other}\". Ghi working_days, working_hours, within_day hoặc \
             calendar_days"
        )),
    }
}

/// The fields of a row with this in the due column, which comes last when there was none.
fn with_due<'a>(record: &'a StringRecord, place: Option<usize>, due: &'a str) -> Vec<&'a str> {
    let mut fields: Vec<&str> = record.iter().collect();
    match place {
        Some(place) if place < fields.len() => fields[place] = due,
        Some(_) | None => fields.push(due),
    }
    fields
}
