//! The calendar by which is promised: the one that comes with the program, or a file.

use std::{fs, io};

use anyhow::{Context, Result};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CalendarDay, WorkingCalendar};

use super::{No, PromiseArgs, REFUSED, USAGE};
use crate::commands::calendar_words::say_line_flaw;

/// The calendar that comes with the program.
const BUILT_IN_CALENDAR: &str = include_str!("../../../../../data/calendar/viet-nam.csv");

/// The calendar asked for, or what is wrong with it in words.
pub(super) fn load_calendar(args: &PromiseArgs) -> Result<Result<WorkingCalendar, No>> {
    let text = match &args.calendar {
        None => BUILT_IN_CALENDAR.to_owned(),
        Some(path) => match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound => {
                    let sentence = format!(
                        "Không thấy tệp lịch {}. Kiểm tra lại đường dẫn",
                        path.display()
                    );
                    return Ok(Err(No {
                        code: USAGE,
                        sentences: vec![sentence],
                    }));
                }
                io::ErrorKind::InvalidData => {
                    let sentence =
                        "Tệp lịch phải ghi bằng mã UTF-8. Lưu lại theo mã đó rồi thử tiếp";
                    return Ok(Err(No::refused(sentence.to_owned())));
                }
                _ => {
                    return Err(error).with_context(|| format!("đọc tệp lịch {}", path.display()));
                }
            },
        },
    };
    let sessions = args
        .sessions
        .as_ref()
        .map(WeekSessions::monday_to_friday)
        .unwrap_or_default();
    Ok(read_days(&text)
        .map_err(|sentences| No {
            code: REFUSED,
            sentences,
        })
        .and_then(|days| {
            WorkingCalendar::new(sessions, days)
                .map_err(|flaw| No::refused(web::wording::calendar::flaw(&flaw)))
        }))
}

fn read_days(text: &str) -> Result<Vec<CalendarDay>, Vec<String>> {
    parse_calendar_csv(text).map_err(|problems| {
        let say = |line, reason| format!("Dòng {line}: {}", say_line_flaw(reason));
        problems
            .iter()
            .map(|problem| say(problem.line, &problem.reason))
            .collect()
    })
}
