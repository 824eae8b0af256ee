//! What the program can be asked to do.

mod backup;
mod calendar;
mod calendar_words;
mod copied;
mod doctor;
mod import;
pub(crate) mod partner;
mod postgres;
mod promise;
mod rebuild;
mod restore;
mod serve;
mod takeover;
mod token;
mod user;
mod workflow;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use store::Store;
use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message};

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Chạy máy chủ.
    Serve(Box<serve::ServeArgs>),
    /// Nhập danh mục thủ tục, tổ chức, lịch làm việc.
    Import(import::ImportArgs),
    /// Nhập, soát và xem lịch làm việc của cả nước và của từng đơn vị.
    Calendar(calendar::CalendarArgs),
    /// Tính ngày hẹn trả và giải thích từng ngày.
    Promise(promise::PromiseArgs),
    /// Soát, vẽ, xuất, công bố và so quy trình nội bộ.
    Workflow(workflow::WorkflowArgs),
    /// Chỉ để chạy thử: giả làm hệ thống bên ngoài của hồ sơ liên thông.
    Partner(partner::PartnerArgs),
    /// Tạo mã truy cập cho phần mềm khác.
    Token(token::TokenArgs),
    /// Tạo tài khoản, gửi đường dẫn đặt mật khẩu.
    User(user::UserArgs),
    /// Dựng lại danh sách, số đếm và những gì dùng để tìm hồ sơ.
    Rebuild(rebuild::RebuildArgs),
    /// Chuyển hồ sơ còn ở đơn vị đã kết thúc sang đơn vị tiếp nối.
    Takeover(takeover::TakeoverArgs),
    /// Sao lưu khi máy chủ vẫn chạy.
    Backup(backup::BackupArgs),
    /// Khôi phục vào một thư mục trống.
    Restore(restore::RestoreArgs),
    /// Xem mọi thứ có ổn không.
    Doctor(doctor::DoctorArgs),
    /// Đưa cơ sở dữ liệu lên phiên bản của chương trình này.
    Migrate(MigrateArgs),
}

/// What to migrate.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Ví dụ:\n  motcua backup ./sao-luu/truoc-nang-cap\n  motcua migrate")]
pub struct MigrateArgs {
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// Runs a command.
pub fn run(command: Command, clock: &Clock) -> anyhow::Result<ExitCode> {
    if let Command::Promise(args) = &command {
        return promise::run(args);
    }
    if let Command::Workflow(args) = &command
        && !args.needs_data()
    {
        return Ok(workflow::run(args, clock).code());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime
        .block_on(run_with_store(command, clock))
        .map(Ended::code)
}

async fn run_with_store(command: Command, clock: &Clock) -> anyhow::Result<Ended> {
    match command {
        Command::Serve(args) => serve::run(*args, clock).await,
        Command::Import(args) => import::run(args, clock).await,
        Command::Calendar(args) => calendar::run(args, clock).await,
        Command::Promise(_) => Ok(Ended::Usage),
        Command::Workflow(args) => workflow::run_with_data(&args, clock).await,
        Command::Partner(args) => partner::run(args, clock).await,
        Command::Token(args) => token::run(args, clock).await,
        Command::User(args) => user::run(args, clock).await,
        Command::Rebuild(args) => rebuild::run(args).await,
        Command::Takeover(args) => takeover::run(args, clock).await,
        Command::Backup(args) => backup::run(args, clock).await,
        Command::Restore(args) => restore::run(args, clock).await,
        Command::Doctor(args) => doctor::run(args, clock).await,
        Command::Migrate(args) => migrate(args).await,
    }
}

/// Opens the store alone on its folder; one that is not there yet is made.
async fn open(data: &DataArgs) -> anyhow::Result<Store> {
    data.make()?;
    data.may_be_opened()?;
    Ok(Store::open(&data.config()).await?)
}

/// Opens the store beside a server that may be running on the same folder.
async fn open_beside(data: &DataArgs) -> anyhow::Result<Store> {
    data.make()?;
    data.may_be_opened()?;
    Ok(Store::open(&data.config_beside()).await?)
}

/// Refuses a place where nothing is kept yet: a mistyped folder must not be filled.
fn must_be_there(data: &DataArgs) -> anyhow::Result<()> {
    if data.is_there() {
        return Ok(());
    }
    Err(Refused::because(format!(
        "Chưa có dữ liệu ở {}. Chỉ đúng thư mục bằng --data, hoặc chạy motcua serve lần đầu.",
        data.data.display()
    )))
}

/// Reads a name that somebody gives to something: cleaned, and not empty.
fn read_name(text: &str) -> Result<String, String> {
    let name = domain::vietnamese::clean(text).trim().to_owned();
    if name.is_empty() {
        return Err("không được để trống".to_owned());
    }
    Ok(name)
}

async fn migrate(args: MigrateArgs) -> anyhow::Result<Ended> {
    must_be_there(&args.data)?;
    open(&args.data).await?.close().await?;
    if args.json {
        answer(&serde_json::json!({ "current": true }).to_string());
    }
    message("Cơ sở dữ liệu đã ở phiên bản của chương trình này.");
    Ok(Ended::Done)
}
