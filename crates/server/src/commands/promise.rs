//! `motcua promise`: the promised day of a reception, with every day counted or skipped, and why.

mod json;
mod words;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{Moment, promise};
use domain::calendar::sessions::{DaySessions, WeekSessions};
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarDay, WorkingCalendar};
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::calendar_words::say_line_flaw;
use json::as_json;
use words::{say_no, write_for_people};

/// The calendar that comes with the program.
const BUILT_IN_CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

/// Việt Nam keeps this offset all year.
const VIET_NAM: Offset = Offset::constant(7);

/// The exit code of an answer that is "no".
const REFUSED: u8 = 1;

/// The exit code of a command line that names something that is not there.
const USAGE: u8 = 2;

/// Tính ngày hẹn trả từ lúc tiếp nhận và thời hạn giải quyết.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Ví dụ:\n  \
    motcua promise --received 2024-02-29T09:30 --limit \"5 working days\"\n  \
    motcua promise --received 2024-02-28T15:01 --limit \"within day\" --json")]
pub struct PromiseArgs {
    /// Lúc tiếp nhận, giờ Việt Nam, ví dụ 2024-02-29T09:30.
    #[arg(long, value_name = "LÚC", value_parser = read_received)]
    pub received: DateTime,
    /// Thời hạn: "5 working days", "8 working hours", "within day" hoặc "10 calendar days".
    #[arg(long, value_name = "THỜI HẠN", value_parser = read_limit)]
    pub limit: TimeLimit,
    /// Trả vào cuối ngày hẹn, hay đúng giờ đã tiếp nhận.
    #[arg(long, value_enum, default_value_t = MomentArg::EndOfDay)]
    pub moment: MomentArg,
    /// Tệp lịch làm việc CSV thay cho lịch có sẵn.
    #[arg(long, value_name = "FILE.csv")]
    pub calendar: Option<PathBuf>,
    /// Giờ làm việc từ thứ Hai đến thứ Sáu, ví dụ 07:30-11:30,13:00-17:00.
    #[arg(long, value_name = "BUỔI", value_parser = read_sessions)]
    pub sessions: Option<DaySessions>,
    /// In kết quả dạng JSON.
    #[arg(long)]
    pub json: bool,
}

/// The moment of the due day, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum MomentArg {
    /// Giờ đóng cửa của ngày hẹn.
    EndOfDay,
    /// Giờ đã tiếp nhận.
    SameClock,
}

/// Answers on standard output, or says on standard error why there is no answer.
///
/// # Errors
/// Only for faults: a file or a stream that cannot be read or written.
pub fn run(args: &PromiseArgs) -> Result<ExitCode> {
    answer(args, &mut io::stdout().lock(), &mut io::stderr().lock())
}

fn answer(args: &PromiseArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<ExitCode> {
    let calendar = match load_calendar(args)? {
        Ok(calendar) => calendar,
        Err(no) => return say(&no, err),
    };
    let moment = match args.moment {
        MomentArg::EndOfDay => Moment::EndOfDay,
        MomentArg::SameClock => Moment::SameClock,
    };
    let promise = match promise(&calendar, args.received, &args.limit, moment) {
        Ok(promise) => promise,
        Err(no) => return say(&No::refused(say_no(&no)), err),
    };
    if args.json {
        writeln!(out, "{}", as_json(&promise)).context("writing the promise")?;
    } else {
        write_for_people(args, &promise, out).context("writing the promise")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// An answer without a promise: an exit code and the sentences that say why.
struct No {
    code: u8,
    sentences: Vec<String>,
}

impl No {
    fn refused(sentence: String) -> Self {
        Self {
            code: REFUSED,
            sentences: vec![sentence],
        }
    }
}

fn say(no: &No, err: &mut dyn Write) -> Result<ExitCode> {
    for sentence in &no.sentences {
        writeln!(err, "{sentence}").context("writing the refusal")?;
    }
    Ok(ExitCode::from(no.code))
}

/// The calendar asked for, or what is wrong with it in words.
fn load_calendar(args: &PromiseArgs) -> Result<Result<WorkingCalendar, No>> {
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

/// Reads a local moment; one with an offset is brought to Việt Nam's.
fn read_received(text: &str) -> Result<DateTime, String> {
    let unreadable =
        || "ghi ngày và giờ theo năm-tháng-ngàyTgiờ:phút, ví dụ 2024-02-29T09:30".to_owned();
    let (_, clock) = text
        .trim()
        .split_once(['T', 't', ' '])
        .ok_or_else(unreadable)?;
    if !clock.contains(':') {
        return Err(unreadable());
    }
    if clock.contains(['Z', 'z', '+', '-']) {
        let instant: jiff::Timestamp = text.trim().parse().map_err(|_| unreadable())?;
        return Ok(VIET_NAM.to_datetime(instant));
    }
    text.trim().parse().map_err(|_| unreadable())
}

fn read_limit(text: &str) -> Result<TimeLimit, String> {
    text.parse().map_err(|_| {
        "ghi một trong bốn cách: \"5 working days\", \"8 working hours\", \"within day\", \
         \"10 calendar days\""
            .to_owned()
    })
}

fn read_sessions(text: &str) -> Result<DaySessions, String> {
    let sessions: DaySessions = text.parse().map_err(|_| say_sessions())?;
    if sessions.is_empty() {
        Err(say_sessions())
    } else {
        Ok(sessions)
    }
}

fn say_sessions() -> String {
    "ghi các buổi theo thứ tự, không chồng nhau, ví dụ 07:30-11:30,13:00-17:00".to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::Parser;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: PromiseArgs,
    }

    /// What the command writes, and whether it could answer.
    fn ask(words: &[&str]) -> (bool, String, String) {
        let line = Line::try_parse_from(["promise"].iter().chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = answer(&line.args, &mut out, &mut err).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (code == ExitCode::SUCCESS, text(out), text(err))
    }

    #[test]
    fn json_tells_the_due_moment_and_every_day() {
        let (done, out, _) = ask(&[
            "--received",
            "2024-02-29T09:30",
            "--limit",
            "5 working days",
            "--json",
        ]);
        assert!(done);
        let told: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(told["due"], "2024-03-07T17:00:00");
        assert_eq!(told["provisional"], false);
        let days = told["days"].as_array().unwrap();
        assert_eq!(days.iter().filter(|day| day["counted"] == true).count(), 5);
        assert_eq!(
            days[0],
            json!({ "date": "2024-02-29", "counted": false, "why": "reception_day" })
        );
        assert_eq!(days[2]["why"], "weekend");
    }

    #[test]
    fn people_read_the_promise_in_vietnamese() {
        let (done, out, _) = ask(&[
            "--received",
            "2026-12-31T09:30",
            "--limit",
            "8 working hours",
        ]);
        assert!(done);
        assert!(out.contains("Thời hạn:  8 giờ làm việc"), "{out}");
        assert!(
            out.contains("Hẹn trả:   09:30, thứ Hai, ngày 04 tháng 01 năm 2027"),
            "{out}"
        );
        assert!(out.contains("Dự kiến"), "{out}");
        assert!(
            out.contains("01/01/2027 thứ Sáu: nghỉ lễ, Tết Dương lịch"),
            "{out}"
        );
    }

    #[test]
    fn sessions_moment_and_offset_are_heard() {
        let line = [
            "--limit",
            "1 working day",
            "--moment",
            "same_clock",
            "--json",
        ];
        let asked = |received, sessions| {
            let (_, out, _) =
                ask(&[&line[..], &["--received", received, "--sessions", sessions]].concat());
            let told: Value = serde_json::from_str(&out).unwrap();
            told["due"].as_str().unwrap().to_owned()
        };
        assert_eq!(
            asked("2024-02-29T16:45", "08:00-12:00,13:30-16:30"),
            "2024-03-01T16:30:00"
        );
        assert_eq!(
            asked("2024-02-29T02:00:00Z", "08:00-12:00"),
            "2024-03-01T09:00:00"
        );
    }

    #[test]
    fn a_year_without_a_calendar_is_a_refusal_in_words() {
        let (done, out, err) = ask(&["--received", "2031-02-28T09:30", "--limit", "within day"]);
        assert!(!done);
        assert_eq!(out, "");
        assert!(err.contains("Chưa có lịch làm việc năm 2031"), "{err}");
    }

    #[test]
    fn a_calendar_file_is_used_or_its_bad_lines_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lich.csv");
        let line = [
            "--received",
            "2031-02-28T09:30",
            "--limit",
            "within day",
            "--calendar",
        ];
        let line: Vec<&str> = line.into_iter().chain([path.to_str().unwrap()]).collect();
        fs::write(
            &path,
            "date,kind,name,certainty\n2031-01-01,holiday,Tết,high\n",
        )
        .unwrap();
        let (done, out, _) = ask(&line);
        assert!(done);
        assert!(
            out.contains("Hẹn trả:   17:00, thứ Sáu, ngày 28 tháng 02 năm 2031"),
            "{out}"
        );
        fs::write(
            &path,
            "date,kind,name,certainty\n2031-13-01,holiday,Tết,high\n",
        )
        .unwrap();
        let (done, _, err) = ask(&line);
        assert!(!done);
        assert!(err.starts_with("Dòng 2: \"2031-13-01\""), "{err}");
    }

    #[test]
    fn a_calendar_file_that_is_not_there_is_a_usage_error() {
        let line = [
            "promise",
            "--received",
            "2024-02-29T09:30",
            "--limit",
            "within day",
        ];
        let line = line.into_iter().chain(["--calendar", "nowhere/lich.csv"]);
        let line = Line::try_parse_from(line).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = answer(&line.args, &mut out, &mut err).unwrap();
        assert_eq!(code, ExitCode::from(2));
        assert!(String::from_utf8(err).unwrap().contains("nowhere/lich.csv"));
    }

    #[test]
    fn what_cannot_be_read_is_a_usage_error() {
        for words in [
            ["--received", "2024-02-29", "--limit", "within day"],
            ["--received", "2024-02-30T09:30", "--limit", "within day"],
            ["--received", "2024-02-29T09:30", "--limit", "5 days"],
            [
                "--received",
                "2024-02-29T09:30",
                "--limit",
                "0 working days",
            ],
        ] {
            let error = Line::try_parse_from(["promise"].iter().chain(&words))
                .err()
                .unwrap();
            assert_eq!(error.exit_code(), 2, "{words:?}");
        }
    }
}
