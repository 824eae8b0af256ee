//! Một Cửa: the program. Each command says how it ended: 0 done, 1 refused or findings, 2 usage,
//! 3 fault. Answers go to standard output, messages to standard error.

mod bundles;
mod claiming;
mod clock;
mod commands;
mod config;
mod demo;
mod first_start;
mod moving;
mod notices;
mod output;
mod portal;
mod routing;
mod sweeping;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use domain::dossier::Now;

use crate::commands::Command;

/// Gives memory back and serves many threads alike (docs/decisions/0013).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Một Cửa: giải quyết thủ tục hành chính tại bộ phận một cửa và trực tuyến.
#[derive(Parser)]
#[command(
    name = "motcua",
    version,
    after_help = "Ví dụ:\n  \
        motcua serve --demo                          chạy thử với dữ liệu minh họa\n  \
        motcua serve --listen 127.0.0.1:7766         chạy thật, dữ liệu trong ./var\n  \
        motcua import procedures ./xuat --dry-run    xem trước việc nhập danh mục\n  \
        motcua promise --received 2026-03-02T09:30 --limit \"5 working days\"\n\n\
        Mã thoát: 0 xong, 1 bị từ chối hoặc có điểm cần xem, 2 sai cách gọi, 3 sự cố."
)]
struct Program {
    #[command(subcommand)]
    command: Command,
    /// Chỉ để chạy thử: đồng hồ bắt đầu từ lúc này, ví dụ 2026-03-02T09:30.
    #[arg(long, global = true, value_name = "LÚC", value_parser = clock::read)]
    now: Option<Now>,
}

fn main() -> ExitCode {
    let program: Program = match usage::parse() {
        Ok(program) => program,
        Err(code) => return code,
    };
    match commands::run(program.command, &clock::clock(program.now)) {
        Ok(code) => code,
        Err(error) => output::explain(&error).code(),
    }
}
