//! `motcua import`: procedures, organisation, the list of what is received where, the calendar, and
//! what the province chose for its clocks.
//!
//! Beside a running server too: the server sees the new rulebook at its next write or page.

pub(super) mod calendar;
mod clock;
mod organisation;
mod procedures;
mod receptions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use domain::calendar::WorkingCalendar;
use domain::calendar::layers::{LayerContent, LayerOwner};
use domain::calendar::sessions::WeekSessions;
use domain::dossier::Now;
use domain::people::agency::Organisation;
use domain::process::published::Processes;
use domain::rulebook::Rulebook;
use serde::Serialize;
use store::{CalendarRefusal, CalendarWrite, RulebookWrite, Store};
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
    /// Cách tính thời hạn của tỉnh (.toml): sau khi bổ sung thì tính tiếp hay lại từ đầu, hẹn đến
    /// hết giờ làm việc hay cùng giờ tiếp nhận.
    #[command(
        after_help = "Ví dụ:\n  motcua import clock cach-tinh.toml --dry-run\n  motcua import \
        clock cach-tinh.toml"
    )]
    Clock(FileArgs),
}

/// The file, where it goes, and how to answer.
#[derive(Args, Clone, Debug)]
pub(super) struct FileArgs {
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
        What::Procedures(args) => procedures::run(&args, clock).await,
        What::Organisation(args) => organisation::run(&args, clock).await,
        What::Receptions(args) => receptions::run(&args, clock()).await,
        What::Calendar(args) => calendar::run(&args, clock()).await,
        What::Clock(args) => clock::run(&args, clock()).await,
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

    /// What would become of promises if a layer said this; nothing where nothing is promised.
    async fn preview(
        &self,
        rules: &Rulebook,
        owner: &LayerOwner,
        content: &LayerContent,
        now: Now,
    ) -> anyhow::Result<Option<Promises>> {
        let Self::Kept(store) = self else {
            return Ok(None);
        };
        let preview = store.preview_calendar(rules, owner, content, now).await?;
        Ok((preview.seen > 0).then_some(Promises {
            counted: preview.seen,
            moved: preview.moved,
            kept: preview.kept,
            has_more: preview.has_more,
            campaign: None,
        }))
    }

    /// The campaign that a change began.
    async fn campaign_of(&self, version: u64) -> anyhow::Result<Option<String>> {
        let Self::Kept(store) = self else {
            return Ok(None);
        };
        let campaign = store.campaign_of(version).await?;
        Ok(campaign.map(|campaign| campaign.id.to_string()))
    }

    /// Stores a change of one layer of the calendar.
    async fn change_calendar(
        &self,
        write: CalendarWrite,
    ) -> anyhow::Result<Result<u64, CalendarRefusal>> {
        match self {
            Self::Kept(store) => Ok(store.change_calendar(write).await?),
            Self::NothingYet => Ok(Ok(write.based_on)),
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
            .expect("the usual week has sessions and no entry is there twice")
            .into(),
        supplement_readings: Vec::new(),
        promised_moments: Vec::new(),
        processes: Processes::default(),
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
    /// What becomes of given promises, when the calendar changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    promises: Option<Promises>,
}

/// What a change of the calendar makes of promises that were given.
#[derive(Serialize)]
struct Promises {
    counted: u64,
    moved: u64,
    kept: u64,
    /// Whether more will be counted than were.
    has_more: bool,
    /// The campaign that moves them; none in a dry run, and when nobody is concerned.
    campaign: Option<String>,
}

/// A place in a file, and what is wrong with it.
#[derive(Serialize)]
pub(super) struct Remark {
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
    if let Some(promises) = &report.promises {
        message(&say_promises(args, promises));
    }
    if report.refused.is_empty() {
        Ended::Done
    } else {
        Ended::Refused
    }
}

fn say_promises(args: &FileArgs, promises: &Promises) -> String {
    let Promises {
        counted,
        moved,
        kept,
        ..
    } = promises;
    let more = if promises.has_more {
        " Còn hồ sơ khác được tính khi dời."
    } else {
        ""
    };
    let counts = format!("Tính lại {counted} hồ sơ: dời {moved}, giữ nguyên {kept}.{more}");
    match &promises.campaign {
        _ if args.dry_run => format!("{counts} Chưa ghi gì."),
        None => counts,
        Some(campaign) => format!(
            "{counts} Đợt dời ngày hẹn {campaign} đã mở: máy chủ dời trong vòng một phút, hoặc khi \
             chạy lần tới."
        ),
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

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
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
