//! `motcua calendar`: the layers of the calendar, imported, looked over and shown.

mod lint;
mod show;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use domain::calendar::layer_file::parse_layer_csv;
use domain::calendar::layers::{Calendars, Decision, LayerContent, LayerOwner};
use domain::people::agency::{AgencyId, Organisation};
use domain::process::published::Processes;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use web::app::Clock;

use super::calendar_words::say_line_flaw;
use super::import::FileArgs;
use super::import::calendar::{Because, owner_of, run_layer};
use crate::config::DataArgs;
use crate::first_start::built_in_calendar;
use crate::output::{Ended, answer, message, why};

/// What to do with the calendar.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua calendar lint\n  motcua calendar show --year 2027\n  motcua \
    calendar import lich-xa.csv --layer 03388 --reason \"Lũ\" --decision 12/QĐ-UBND \
    --decision-on 2026-09-08"
)]
pub struct CalendarArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Nhập lịch của cả nước hoặc của một đơn vị (.csv): nghỉ lễ, làm bù, đóng cửa, giờ riêng.
    #[command(
        after_help = "Ví dụ:\n  motcua calendar import lich-2027.csv --reason \"Thông báo nghỉ lễ \
        2027\" --dry-run\n  motcua calendar import lich-xa.csv --layer 03388 --reason \"Lũ\" \
        --decision 12/QĐ-UBND --decision-on 2026-09-08\n\nCột: date,kind,name,certainty, thêm khi \
        cần pair_date,hours,weekday,valid_to,decision,decision_on. Loại (kind): holiday, swap_off, \
        make_up; closed là đóng cửa (hours để trống là cả ngày); sessions là giờ riêng của một thứ \
        từ ngày date. Tệp thay những năm có trong tệp; giờ riêng thì thay hết khi tệp có dòng \
        sessions."
    )]
    Import(ImportArgs),
    /// Soát lịch: năm còn thiếu, hoán đổi lẻ cặp, lễ chưa nghỉ bù, giờ chồng nhau.
    #[command(
        after_help = "Ví dụ:\n  motcua calendar lint\n  motcua calendar lint lich-xa.csv --layer \
        03388 --json"
    )]
    Lint(LookArgs),
    /// Xem lịch của một lớp: từng ngày, đóng cửa, giờ riêng.
    #[command(
        after_help = "Ví dụ:\n  motcua calendar show --year 2026\n  motcua calendar show \
        lich-xa.csv --layer 03388 --json"
    )]
    Show(LookArgs),
}

#[derive(Args, Clone, Debug)]
struct ImportArgs {
    #[command(flatten)]
    file: FileArgs,
    /// Mã đơn vị có lịch này; không ghi là lịch cả nước.
    #[arg(long, value_name = "MÃ")]
    layer: Option<String>,
    /// Vì sao đổi lịch.
    #[arg(long, value_name = "LÝ DO", value_parser = super::read_name)]
    reason: String,
    /// Số, ký hiệu văn bản quyết định.
    #[arg(long, value_name = "SỐ", value_parser = super::read_name, requires = "decision_on")]
    decision: Option<String>,
    /// Ngày ký văn bản, ví dụ 2026-09-08.
    #[arg(long, value_name = "NGÀY", value_parser = read_date, requires = "decision")]
    decision_on: Option<Date>,
}

/// Which layer to look at: one that is kept, or one of a file.
#[derive(Args, Clone, Debug)]
struct LookArgs {
    /// Tệp lịch (.csv); không ghi là lịch đang dùng.
    #[arg(value_name = "TỆP")]
    file: Option<PathBuf>,
    /// Mã đơn vị có lịch này; không ghi là lịch cả nước.
    #[arg(long, value_name = "MÃ")]
    layer: Option<String>,
    /// Chỉ năm này.
    #[arg(long, value_name = "NĂM")]
    year: Option<i16>,
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub async fn run(args: CalendarArgs, clock: &Clock) -> anyhow::Result<Ended> {
    match args.what {
        What::Import(args) => import(&args, clock).await,
        What::Lint(args) => lint::run(&args, clock().today()).await,
        What::Show(args) => show::run(&args, clock().today()).await,
    }
}

async fn import(args: &ImportArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let because = Because {
        reason: args.reason.clone(),
        decision: args
            .decision
            .clone()
            .zip(args.decision_on)
            .map(|(number, on)| Decision { number, on }),
    };
    run_layer(&args.file, args.layer.as_deref(), because, clock()).await
}

fn read_date(text: &str) -> Result<Date, String> {
    text.trim()
        .parse()
        .map_err(|_| "ghi theo năm-tháng-ngày, ví dụ 2026-09-08".to_owned())
}

/// What is looked at, and the rules it stands in.
struct Looked {
    rules: Rulebook,
    owner: LayerOwner,
    content: LayerContent,
}

/// The layer asked for; none when its file cannot be taken, which was said then.
async fn look_up(args: &LookArgs, today: Date) -> anyhow::Result<Result<Looked, Ended>> {
    let rules = rules(args).await?;
    let is_kept = rules.organisation.all().next().is_some();
    let owner = match &args.layer {
        // A file may be looked at before there is an organisation.
        Some(code) if !is_kept => LayerOwner::Unit(AgencyId::from_stored(code.clone())),
        code => owner_of(&rules, code.as_deref(), today)?,
    };
    let content = match &args.file {
        None => rules.calendar.layer(&owner).content,
        Some(path) => match read_file(path) {
            Ok(content) => content,
            Err(ended) => return Ok(Err(ended)),
        },
    };
    Ok(Ok(Looked {
        rules,
        owner,
        content,
    }))
}

/// The rules that are kept; where nothing is kept yet, those that come with the program.
async fn rules(args: &LookArgs) -> anyhow::Result<Rulebook> {
    if args.data.is_there() {
        let store = super::open_beside(&args.data).await?;
        let rules = store.rulebook().await?;
        store.close().await?;
        return Ok(Arc::unwrap_or_clone(rules));
    }
    let built_in = domain::calendar::WorkingCalendar::try_from(built_in_calendar()?)?;
    Ok(Rulebook {
        version: 0,
        organisation: Organisation::default(),
        procedures: Vec::new(),
        receptions: Vec::new(),
        calendar: Calendars::from(built_in),
        supplement_readings: Vec::new(),
        promised_moments: Vec::new(),
        processes: Processes::default(),
    })
}

fn read_file(path: &Path) -> Result<LayerContent, Ended> {
    let text = std::fs::read(path).map_err(|error| {
        message(&format!(
            "Không đọc được {}: {}.",
            path.display(),
            why(&error)
        ));
        Ended::Usage
    })?;
    let text = String::from_utf8(text).map_err(|_| {
        message("Tệp lịch phải ghi bằng mã UTF-8. Lưu lại theo mã đó rồi thử tiếp.");
        Ended::Refused
    })?;
    parse_layer_csv(&text).map_err(|problems| {
        for problem in problems {
            let reason = say_line_flaw(&problem.reason);
            answer(&format!("dòng {}: {reason}", problem.line));
        }
        Ended::Refused
    })
}
