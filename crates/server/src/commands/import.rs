//! `motcua import`: procedures, organisation, the list of what is received where, the calendar.
//!
//! Beside a running server too: the server sees the new rulebook at its next write or page.

mod calendar;
mod receptions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::calendar::WorkingCalendar;
use domain::calendar::sessions::WeekSessions;
use domain::dossier::Now;
use domain::people::agency::Organisation;
use domain::procedure::content::Change;
use domain::procedure::{Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use integrations::catalogue_file::read_procedure;
use integrations::catalogue_import::{Plan, plan};
use integrations::national_export::read_record;
use integrations::organisation_file;
use integrations::reading::Problem;
use serde::Serialize;
use store::{RulebookWrite, Store};
use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message, why};

/// What to import.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua import procedures ./xuat-csdl-quoc-gia --dry-run\n  \
    motcua import organisation to-chuc-2026.csv\n  motcua import receptions tiep-nhan.toml\n  \
    motcua import calendar lich-2027.csv"
)]
pub struct ImportArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Danh mục thủ tục: tệp hoặc thư mục, tệp xuất của CSDL quốc gia (.json) và tệp của ta (.toml).
    #[command(
        after_help = "Ví dụ:\n  motcua import procedures ./xuat-csdl-quoc-gia --dry-run\n  motcua \
        import procedures 1.001193.toml --json"
    )]
    Procedures(FileArgs),
    /// Cây tổ chức (.csv), hoặc danh sách đơn vị kế thừa (.csv).
    #[command(
        after_help = "Ví dụ:\n  motcua import organisation to-chuc-2026.csv --dry-run\n  motcua \
        import organisation don-vi-ke-thua.csv"
    )]
    Organisation(FileArgs),
    /// Danh mục tiếp nhận: thủ tục nào nhận ở đâu (.toml).
    #[command(
        after_help = "Ví dụ:\n  motcua import receptions tiep-nhan.toml --dry-run\n  motcua import \
        receptions tiep-nhan.toml"
    )]
    Receptions(FileArgs),
    /// Lịch nghỉ lễ, làm bù (.csv).
    #[command(
        after_help = "Ví dụ:\n  motcua import calendar lich-2027.csv --dry-run\n  motcua import \
        calendar lich-2027.csv"
    )]
    Calendar(FileArgs),
}

#[derive(Args, Clone, Debug)]
struct FileArgs {
    /// Tệp; với thủ tục thì cũng có thể là thư mục.
    #[arg(value_name = "ĐƯỜNG DẪN")]
    path: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Chỉ cho xem thay đổi, không ghi gì.
    #[arg(long)]
    dry_run: bool,
    /// In báo cáo dạng JSON.
    #[arg(long)]
    json: bool,
}

/// How often a change is worked out anew when somebody else changed the rulebook meanwhile.
const TRIES: u32 = 5;

/// Runs the command.
pub async fn run(args: ImportArgs, clock: &Clock) -> anyhow::Result<Ended> {
    match args.what {
        What::Procedures(args) => procedures(&args, clock).await,
        What::Organisation(args) => organisation(&args, clock).await,
        What::Receptions(args) => receptions::run(&args, clock()).await,
        What::Calendar(args) => calendar::run(&args, clock()).await,
    }
}

/// The rulebook that an import changes; a dry run on a new folder leaves the folder as it is.
enum Target {
    Kept(Store),
    NothingYet,
}

impl Target {
    async fn open(args: &FileArgs) -> anyhow::Result<Self> {
        if args.dry_run && !args.data.is_there() {
            return Ok(Self::NothingYet);
        }
        super::open_beside(&args.data).await.map(Self::Kept)
    }

    async fn rulebook(&self) -> anyhow::Result<Arc<Rulebook>> {
        match self {
            Self::Kept(store) => Ok(store.rulebook().await?),
            Self::NothingYet => Ok(Arc::new(nothing())),
        }
    }

    /// Stores a change; false when somebody else changed the rulebook meanwhile.
    async fn change(&self, write: RulebookWrite) -> anyhow::Result<bool> {
        match self {
            Self::Kept(store) => Ok(store.change_rulebook(write).await?.is_ok()),
            Self::NothingYet => Ok(true),
        }
    }
}

/// The rulebook of a new installation.
fn nothing() -> Rulebook {
    Rulebook {
        version: 0,
        organisation: Organisation::new(Vec::new(), Vec::new()),
        procedures: Vec::new(),
        receptions: Vec::new(),
        calendar: WorkingCalendar::new(WeekSessions::default(), Vec::new())
            .expect("the usual week has sessions and no entry is there twice"),
    }
}

/// What an import of lines tells: counts, and each place that was not taken or is to be mended.
#[derive(Default, Serialize)]
struct Report {
    created: usize,
    changed: usize,
    unchanged: usize,
    removed: usize,
    refused: Vec<Remark>,
    to_mend: Vec<Remark>,
}

/// A place in a file, and what is wrong with it.
#[derive(Serialize)]
struct Remark {
    file: String,
    field: String,
    reason: String,
}

fn tell_lines(args: &FileArgs, report: &Report) -> Ended {
    if args.json {
        answer(&serde_json::json!(report).to_string());
    } else {
        for remark in report.refused.iter().chain(&report.to_mend) {
            answer(&format!(
                "{} · {}: {}",
                remark.file, remark.field, remark.reason
            ));
        }
    }
    message(&format!(
        "{} thêm {}, đổi {}, giữ nguyên {}, bỏ {}; {} chỗ không nhận, {} chỗ cần xem.",
        if args.dry_run { "Sẽ" } else { "Đã" },
        report.created,
        report.changed,
        report.unchanged,
        report.removed,
        report.refused.len(),
        report.to_mend.len()
    ));
    if report.refused.is_empty() {
        Ended::Done
    } else {
        Ended::Refused
    }
}

fn moved_on() -> anyhow::Error {
    Refused::because("Đang có người khác sửa danh mục liên tục. Chạy lại lệnh này.")
}

fn write(args: &FileArgs, what: &str, rules: &Rulebook, now: Now) -> RulebookWrite {
    RulebookWrite {
        based_on: rules.version,
        at: Some(now),
        what: format!("import {what} {}", name_of(&args.path)),
        ..RulebookWrite::default()
    }
}

async fn procedures(args: &FileArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(files) = files(&args.path)? else {
        return Ok(Ended::Usage);
    };
    let target = Target::open(args).await?;
    let incoming: Vec<(String, Result<Procedure, Vec<Problem>>)> = files
        .iter()
        .map(|path| (name_of(path), read_one(path)))
        .collect();
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let plan = plan(&rules.procedures, incoming.clone());
        if args.dry_run || plan.to_store.is_empty() {
            return Ok(tell(args, &plan));
        }
        let write = RulebookWrite {
            procedures: plan.to_store.clone(),
            ..write(args, "procedures", &rules, clock())
        };
        if target.change(write).await? {
            return Ok(tell(args, &plan));
        }
    }
    Err(moved_on())
}

fn read_one(path: &Path) -> Result<Procedure, Vec<Problem>> {
    let bytes = std::fs::read(path).map_err(|error| {
        vec![Problem::new(
            "tệp",
            format!("không đọc được: {}", why(&error)),
        )]
    })?;
    let name = name_of(path);
    if path.extension().is_some_and(|end| end == "toml") {
        let text = String::from_utf8(bytes)
            .map_err(|_| vec![Problem::new("tệp", "không phải văn bản UTF-8")])?;
        read_procedure(&name, &text)
    } else {
        read_record(&name, &bytes)
    }
}

/// The files meant, in order of name; none when there is no such file.
fn files(path: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    if path.is_file() {
        return Ok(Some(vec![path.to_owned()]));
    }
    if !path.is_dir() {
        message(&format!("Không có tệp hoặc thư mục {}.", path.display()));
        return Ok(None);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|end| end == "json" || end == "toml")
        {
            files.push(file);
        }
    }
    if files.is_empty() {
        message(&format!(
            "Thư mục {} không có tệp .json hoặc .toml nào.",
            path.display()
        ));
        return Ok(None);
    }
    files.sort();
    Ok(Some(files))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn tell(args: &FileArgs, plan: &Plan) -> Ended {
    let report = &plan.report;
    if args.json {
        let mut shown = serde_json::json!(report);
        if args.dry_run {
            shown["differences"] = serde_json::json!(plan.differences);
        }
        answer(&shown.to_string());
    } else {
        for difference in plan.differences.iter().filter(|_| args.dry_run) {
            for change in &difference.changes {
                answer(&show_change(&difference.code, change));
            }
        }
        for line in &report.to_mend {
            answer(&format!(
                "Cần sửa {} · {}: \"{}\" ({})",
                line.code, line.field, line.text, line.reason
            ));
        }
        for refused in &report.refused {
            answer(&format!(
                "Không nhận {} · {}: {}",
                refused.file, refused.field, refused.reason
            ));
        }
        let done = if args.dry_run { "Sẽ" } else { "Đã" };
        message(&format!(
            "{done} thêm {}, đổi {}, giữ nguyên {}; không nhận {} chỗ; {} chỗ cần sửa tay.",
            report.created,
            report.changed,
            report.unchanged,
            report.refused.len(),
            report.to_mend.len()
        ));
    }
    if report.refused.is_empty() {
        Ended::Done
    } else {
        Ended::Refused
    }
}

fn show_change(code: &ProcedureCode, change: &Change) -> String {
    let Change { field, from, to } = change;
    format!("{code} · {field}: \"{from}\" → \"{to}\"")
}

async fn organisation(args: &FileArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(bytes) = bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let target = Target::open(args).await?;
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let import = organisation_file::import(&rules.organisation, &name_of(&args.path), &bytes);
        let changes = import.report.created + import.report.changed > 0;
        if let Some(organisation) = import.organisation.filter(|_| changes && !args.dry_run) {
            let write = RulebookWrite {
                organisation: Some((
                    organisation.all().cloned().collect(),
                    organisation.successions().to_vec(),
                )),
                ..write(args, "organisation", &rules, clock())
            };
            if !target.change(write).await? {
                continue;
            }
        }
        return Ok(tell_organisation(args, &import.report));
    }
    Err(moved_on())
}

fn tell_organisation(args: &FileArgs, report: &organisation_file::ImportReport) -> Ended {
    if args.json {
        answer(&serde_json::json!(report).to_string());
    } else {
        for remark in report.refused.iter().chain(&report.to_mend) {
            let line = remark
                .line
                .map_or_else(String::new, |line| format!(" dòng {line}"));
            answer(&format!(
                "{}{line} {}: {}",
                remark.file, remark.field, remark.reason
            ));
        }
    }
    if !report.refused.is_empty() {
        message(&format!(
            "Không nhập gì: {} chỗ trong tệp cần sửa.",
            report.refused.len()
        ));
        return Ended::Refused;
    }
    message(&format!(
        "{} {} mới, {} đổi, {} giữ nguyên; {} chỗ cần xem.",
        if args.dry_run { "Sẽ có" } else { "Đã có" },
        report.created,
        report.changed,
        report.unchanged,
        report.to_mend.len()
    ));
    Ended::Done
}

fn bytes(path: &Path) -> Option<Vec<u8>> {
    match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            message(&format!(
                "Không đọc được {}: {}.",
                path.display(),
                why(&error)
            ));
            None
        }
    }
}

/// The text of a file, or the one remark that it is no text.
fn text(args: &FileArgs, bytes: Vec<u8>) -> Result<String, Remark> {
    String::from_utf8(bytes).map_err(|_| Remark {
        file: name_of(&args.path),
        field: "tệp".to_owned(),
        reason: "không phải văn bản UTF-8; lưu lại theo mã đó rồi nhập tiếp".to_owned(),
    })
}
