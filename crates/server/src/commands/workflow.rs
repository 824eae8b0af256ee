//! `motcua workflow`: a file of an internal process checked, drawn, and written for the tools of
//! others. Needs no data: staff is looked at when a process is published.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::process::check::{Finding, MINUTES_A_DAY, Severity, Strictness};
use domain::process::draft::Draft;
use domain::process::picture::Picture;
use domain::process::surroundings::Surroundings;
use domain::process::wording::{repair, sentence};
use integrations::bpmn::bpmn;
use integrations::process_file::read_process;
use integrations::reading::Problem;
use serde_json::{Map, Value, json};
use web::process_picture::svg;
use web::wording::people::role;

use crate::output::{Ended, answer, message, why};

/// What to do with a process.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua workflow check data/processes/site-licence.toml\n  motcua \
    workflow picture data/processes/site-licence.toml >quy-trinh.svg\n  motcua workflow bpmn \
    data/processes/site-licence.toml >quy-trinh.bpmn"
)]
pub struct WorkflowArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Soát quy trình: đường đi không kết thúc, thiếu hướng, quá thời hạn, kết quả chưa ký.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow check data/processes/site-licence.toml\n  motcua \
        workflow check quy-trinh.toml --draft --json\n\nMã thoát 1 khi có lỗi hoặc tệp không đọc \
        được. Không xét nhân sự của từng đơn vị."
    )]
    Check(CheckArgs),
    /// Vẽ sơ đồ quy trình (SVG).
    #[command(
        after_help = "Ví dụ:\n  motcua workflow picture data/processes/site-licence.toml \
        >quy-trinh.svg"
    )]
    Picture(FileArgs),
    /// Ghi quy trình theo BPMN 2.0, kèm sơ đồ, cho phần mềm khác.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow bpmn data/processes/site-licence.toml \
        >quy-trinh.bpmn"
    )]
    Bpmn(FileArgs),
}

#[derive(Args, Clone, Debug)]
struct CheckArgs {
    #[command(flatten)]
    file: FileArgs,
    /// Quy trình còn đang soạn: chưa ghi số lần quay lại thì chỉ nhắc.
    #[arg(long)]
    draft: bool,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args, Clone, Debug)]
struct FileArgs {
    /// Tệp quy trình (.toml).
    #[arg(value_name = "TỆP")]
    path: PathBuf,
}

/// Runs the command.
pub fn run(args: &WorkflowArgs) -> Ended {
    let done = match &args.what {
        What::Check(args) => check(args),
        What::Picture(args) => picture(&args.path),
        What::Bpmn(args) => exchange(&args.path),
    };
    done.unwrap_or_else(|ended| ended)
}

fn check(args: &CheckArgs) -> Result<Ended, Ended> {
    let text = text(&args.file.path)?;
    let draft = match read(&args.file.path, &text) {
        Ok(draft) => draft,
        Err(problems) if args.json => {
            answer(&json!({ "problems": problems }).to_string());
            return Err(Ended::Refused);
        }
        Err(problems) => {
            problems.iter().for_each(|problem| answer(&unread(problem)));
            return Err(Ended::Refused);
        }
    };
    let strictness = if args.draft {
        Strictness::Drafting
    } else {
        Strictness::Publishing
    };
    let findings = draft.findings(&Surroundings::default(), strictness);
    if args.json {
        answer(&as_json(&draft, &findings).to_string());
    } else {
        tell(&draft, &findings);
    }
    Ok(if errors(&findings) == 0 {
        Ended::Done
    } else {
        Ended::Refused
    })
}

fn picture(path: &Path) -> Result<Ended, Ended> {
    let (_, picture) = drawn(path)?;
    answer(svg(&picture).trim_end());
    Ok(Ended::Done)
}

fn exchange(path: &Path) -> Result<Ended, Ended> {
    let (draft, picture) = drawn(path)?;
    answer(bpmn(&draft, &picture).trim_end());
    Ok(Ended::Done)
}

/// The draft and its picture; what is not sound yet is drawn all the same, so that it can be seen.
fn drawn(path: &Path) -> Result<(Draft, Picture), Ended> {
    let text = text(path)?;
    let draft = read(path, &text).map_err(|problems| {
        problems
            .iter()
            .for_each(|problem| message(&unread(problem)));
        Ended::Refused
    })?;
    let findings = draft.findings(&Surroundings::default(), Strictness::Publishing);
    let Some(picture) = Picture::of(&draft, role) else {
        findings.iter().for_each(|finding| message(&told(finding)));
        return Err(Ended::Refused);
    };
    let errors = errors(&findings);
    if errors > 0 {
        message(&format!(
            "Quy trình còn {errors} lỗi: xem motcua workflow check {}.",
            path.display()
        ));
    }
    Ok((draft, picture))
}

fn text(path: &Path) -> Result<String, Ended> {
    let bytes = std::fs::read(path).map_err(|error| {
        message(&format!(
            "Không đọc được {}: {}.",
            path.display(),
            why(&error)
        ));
        Ended::Usage
    })?;
    String::from_utf8(bytes).map_err(|_| {
        message("Tệp quy trình phải ghi bằng mã UTF-8. Lưu lại theo mã đó rồi thử tiếp.");
        Ended::Refused
    })
}

fn read(path: &Path, text: &str) -> Result<Draft, Vec<Problem>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_process(&name, text)
}

fn unread(problem: &Problem) -> String {
    format!("{}: {}", problem.field, problem.reason)
}

fn errors(findings: &[Finding]) -> usize {
    let errors = findings.iter();
    errors
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

fn tell(draft: &Draft, findings: &[Finding]) {
    for finding in findings {
        answer(&told(finding));
    }
    for (end, minutes) in proven(draft) {
        answer(&format!(
            "Đến kết thúc “{end}” nhiều nhất {minutes} phút làm việc ({} ngày); thời hạn: {}.",
            minutes.div_ceil(MINUTES_A_DAY),
            draft.limit.show()
        ));
    }
    if findings.is_empty() {
        message("Quy trình không có chỗ nào cần xem.");
    } else {
        message(&format!("{} chỗ cần xem.", findings.len()));
    }
}

/// One line: what weighs how much, what it is, along which path, and how to mend it.
fn told(finding: &Finding) -> String {
    let code = json!(finding.code);
    let code = code.as_str().unwrap_or_default();
    let mut along = Vec::new();
    if !finding.path.is_empty() {
        along.push(finding.path.join(" → "));
    }
    along.extend(finding.days().map(|days| format!("{days} ngày làm việc")));
    let along = if along.is_empty() {
        String::new()
    } else {
        format!(" ({})", along.join("; "))
    };
    format!(
        "{} [{code}] {}{along}. Cách sửa: {}.",
        weight(finding.severity),
        sentence(finding),
        repair(finding.code)
    )
}

fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cần xem",
        Severity::Information => "Lưu ý",
    }
}

fn as_json(draft: &Draft, findings: &[Finding]) -> Value {
    let told: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code,
                "severity": finding.severity,
                "place": finding.place,
                "path": finding.path,
                "minutes": finding.minutes,
                "days": finding.days(),
                "said": finding.said,
                "says": sentence(finding),
                "mend": repair(finding.code),
            })
        })
        .collect();
    let proven: Map<String, Value> = proven(draft)
        .into_iter()
        .map(|(end, minutes)| (end, json!(minutes)))
        .collect();
    json!({
        "process": draft.key,
        "name": draft.name,
        "limit": draft.limit.show(),
        "errors": errors(findings),
        "findings": told,
        "proven_minutes": proven,
    })
}

/// The working minutes to each end at most; nothing of a process that cannot be published.
fn proven(draft: &Draft) -> Vec<(String, u64)> {
    let Ok(process) = draft.clone().check(&Surroundings::default()) else {
        return Vec::new();
    };
    let ends = process.proven();
    ends.map(|(end, minutes)| (end.to_owned(), minutes))
        .collect()
}
