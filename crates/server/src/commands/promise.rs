//! `motcua promise`: the promised day of a reception, with every day counted or skipped, and why.

mod batch;
mod calendar;
mod json;
mod read;
mod words;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use domain::calendar::clock::Clock;
use domain::calendar::clock::policy::ClockPolicy;
use domain::calendar::deadline::Moment;
use domain::calendar::pauses::{AfterPause, Pause};
use domain::calendar::sessions::DaySessions;
use domain::calendar::time_limit::TimeLimit;
use jiff::civil::DateTime;

use calendar::load_calendar;
use json::as_json;
use read::{read_limit, read_pause, read_policy, read_received, read_sessions};
use words::{say_no, say_pause_flaw, write_for_people};

/// The exit code of an answer that is "no".
const REFUSED: u8 = 1;

/// The exit code of a command line that names something that is not there.
const USAGE: u8 = 2;

/// Tính ngày hẹn trả từ lúc tiếp nhận và thời hạn giải quyết.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Ví dụ:\n  \
    motcua promise --received 2024-02-29T09:30 --limit \"5 working days\"\n  \
    motcua promise --received 2024-02-28T15:01 --limit \"within day\" --json\n  \
    motcua promise --received 2024-03-04T09:00 --limit \"5 working days\" \\\n    \
        --pause 2024-03-06T10:00..2024-03-08T10:00 --policy nd61\n  \
    motcua promise --batch <ho-so.csv >ngay-hen.csv")]
pub struct PromiseArgs {
    /// Lúc tiếp nhận, giờ Việt Nam, ví dụ 2024-02-29T09:30.
    #[arg(
        long,
        value_name = "LÚC",
        value_parser = read_received,
        required_unless_present = "batch"
    )]
    pub received: Option<DateTime>,
    /// Thời hạn: "5 working days", "8 working hours", "within day" hoặc "10 calendar days".
    #[arg(
        long,
        value_name = "THỜI HẠN",
        value_parser = read_limit,
        required_unless_present = "batch"
    )]
    pub limit: Option<TimeLimit>,
    /// Trả vào cuối ngày hẹn, hay đúng giờ đã tiếp nhận.
    #[arg(long, value_enum, default_value_t = MomentArg::EndOfDay)]
    pub moment: MomentArg,
    /// Một lần tạm dừng; có nhiều lần thì ghi nhiều tùy chọn này.
    #[arg(long = "pause", value_name = "TỪ..ĐẾN", value_parser = read_pause)]
    pub pauses: Vec<Pause>,
    /// Sau tạm dừng tính tiếp phần còn lại, hay tính lại từ đầu.
    #[arg(long, value_enum, default_value_t = AfterPauseArg::Resume)]
    pub after_pause: AfterPauseArg,
    /// Cách tính theo văn bản, thay cho --after-pause: nd61, nd118 hoặc qd766.
    #[arg(long, value_name = "MÃ", value_parser = read_policy, conflicts_with = "after_pause")]
    pub policy: Option<ClockPolicy>,
    /// Đọc CSV từ đầu vào chuẩn, ghi lại từng dòng kèm cột due. Cột cần có: received, limit, unit;
    /// có thể thêm moment, pauses, after_pause.
    #[arg(
        long,
        conflicts_with_all = [
            "received", "limit", "moment", "pauses", "after_pause", "policy", "json",
        ]
    )]
    pub batch: bool,
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

/// How the count goes on, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum AfterPauseArg {
    /// Tính tiếp phần còn lại.
    Resume,
    /// Tính lại từ đầu.
    Restart,
}

impl PromiseArgs {
    fn moment(&self) -> Moment {
        match self.moment {
            MomentArg::EndOfDay => Moment::EndOfDay,
            MomentArg::SameClock => Moment::SameClock,
        }
    }

    fn after_pause(&self) -> AfterPause {
        match (&self.policy, self.after_pause) {
            (Some(policy), _) => policy.after_pause,
            (None, AfterPauseArg::Resume) => AfterPause::Resume,
            (None, AfterPauseArg::Restart) => AfterPause::Restart,
        }
    }
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
    if args.batch {
        return batch::answer(&calendar, io::stdin().lock(), out, err);
    }
    let (Some(received), Some(limit)) = (args.received, &args.limit) else {
        // The command line is not read without them.
        return Ok(ExitCode::from(USAGE));
    };
    let clock = Clock::new(received, limit.clone()).due_at(args.moment());
    let clock = match clock.paused(args.pauses.clone(), args.after_pause()) {
        Ok(clock) => clock,
        Err(flaw) => return say(&No::refused(say_pause_flaw(&flaw)), err),
    };
    let promise = match clock.promise(&calendar) {
        Ok(promise) => promise,
        Err(no) => return say(&No::refused(say_no(&no)), err),
    };
    let policy = args.policy.as_ref();
    if args.json {
        writeln!(out, "{}", as_json(&promise, policy)).context("writing the promise")?;
    } else {
        write_for_people(&clock, policy, &promise, out).context("writing the promise")?;
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::fs;

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
    fn pauses_and_the_reading_of_the_law_are_told() {
        let line = [
            "--received",
            "2024-03-04T09:00",
            "--limit",
            "5 working days",
            "--pause",
            "2024-03-06T10:00..2024-03-08T10:00",
        ];
        let (done, out, _) = ask(&line);
        assert!(done);
        assert!(out.contains("Tạm dừng:  10:00, 06/03/2024 đến"), "{out}");
        assert!(out.contains("thêm 2 ngày làm việc"), "{out}");
        assert!(out.contains("tạm dừng, không tính"), "{out}");
        let (done, out, _) = ask(&[&line[..], &["--policy", "nd61", "--json"]].concat());
        assert!(done);
        let told: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(told["due"], "2024-03-15T17:00:00");
        assert_eq!(told["policy"]["id"], "nd61");
        assert_eq!(told["pauses"][0]["due_before"], "2024-03-11T17:00:00");
        assert_eq!(told["pauses"][0]["added"], 4);
        let second = ["--pause", "2024-03-07T10:00..2024-03-09T10:00"];
        let (done, _, err) = ask(&[&line[..], &second].concat());
        assert!(!done);
        assert!(err.contains("chồng lên"), "{err}");
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
            ["--received", "2024-02-29T09:30", "--policy", "nd61"],
            ["--batch", "--json", "--policy", "nd61"],
        ] {
            let error = Line::try_parse_from(["promise"].iter().chain(&words))
                .err()
                .unwrap();
            assert_eq!(error.exit_code(), 2, "{words:?}");
        }
    }
}
