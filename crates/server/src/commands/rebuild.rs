//! `motcua rebuild`: lists and counts anew from the events, and what dossiers are found by.

use clap::Args;

use crate::config::DataArgs;
use crate::output::{Ended, answer, message};

/// How to rebuild.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua rebuild\n  motcua rebuild --check --json\n\nDừng máy chủ trước khi \
    chạy, trừ khi dùng PostgreSQL."
)]
pub struct RebuildArgs {
    #[command(flatten)]
    data: DataArgs,
    /// So sánh trước và sau; mã thoát 1 nếu khác.
    #[arg(long)]
    check: bool,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub async fn run(args: RebuildArgs) -> anyhow::Result<Ended> {
    super::must_be_there(&args.data)?;
    let store = super::open(&args.data).await?;
    let before = if args.check {
        store.lists_as_text().await?
    } else {
        Vec::new()
    };
    let dossiers = store.rebuild().await?;
    let same = !args.check || before == store.lists_as_text().await?;
    store.close().await?;
    if args.json {
        answer(&serde_json::json!({ "dossiers": dossiers, "same": same }).to_string());
    } else {
        answer(&format!("Đã dựng lại danh sách của {dossiers} hồ sơ."));
    }
    if same {
        Ok(Ended::Done)
    } else {
        message("Danh sách trước đó khác với những gì các sự kiện kể lại; nay đã đúng.");
        Ok(Ended::Refused)
    }
}
