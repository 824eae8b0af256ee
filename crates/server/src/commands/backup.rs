//! `motcua backup`: a folder with the database, the files, and a manifest that proves them.
//!
//! The key file is not in it: who has the backup alone can read nobody's name.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use web::app::Clock;

use super::copied::{self, DATABASE, DUMP, FILE_LIST, FILES, MANIFEST, Manifest};
use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message};

/// What to back up, and where.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua backup ./sao-luu/2026-03-02\n\nTệp khóa (keys/motcua.key) không nằm \
    trong bản sao: cất riêng, vì thiếu nó thì không đọc được dữ liệu cá nhân và không khôi phục được."
)]
pub struct BackupArgs {
    /// Thư mục mới để ghi bản sao.
    #[arg(value_name = "THƯ MỤC MỚI")]
    to: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// Writes a backup while the server runs.
pub async fn run(args: BackupArgs, clock: &Clock) -> anyhow::Result<Ended> {
    super::must_be_there(&args.data)?;
    let part = unfinished(&args.to)?;
    for taken in [&args.to, &part] {
        if taken.exists() {
            return Err(Refused::because(format!(
                "{} đã có. Chọn thư mục mới cho mỗi bản sao; thư mục .part là của lần sao lưu chưa \
                 xong, xóa được.",
                taken.display()
            )));
        }
    }
    copied::make_private(&part)?;
    let written = write(&args, &part, clock).await;
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(error) => {
            // Half a backup is worth nothing, and fills a disk that may be full already.
            std::fs::remove_dir_all(&part).ok();
            return Err(error);
        }
    };
    std::fs::rename(&part, &args.to).context("naming the backup")?;
    copied::sync_folder(args.to.parent().unwrap_or(Path::new(".")))?;
    if args.json {
        answer(&serde_json::json!(manifest).to_string());
    }
    message(&format!(
        "Đã sao lưu vào {} ({} tệp). Cất tệp khóa {} ở nơi khác.",
        args.to.display(),
        manifest.files,
        args.data.key_file().display()
    ));
    Ok(Ended::Done)
}

fn unfinished(to: &Path) -> anyhow::Result<PathBuf> {
    let Some(name) = to.file_name() else {
        return Err(Refused::because(format!(
            "{} không đặt tên được cho bản sao. Ghi tên một thư mục mới.",
            to.display()
        )));
    };
    let mut name = name.to_owned();
    name.push(".part");
    Ok(to.with_file_name(name))
}

async fn write(args: &BackupArgs, part: &Path, clock: &Clock) -> anyhow::Result<Manifest> {
    let made_at = clock().0;
    // Also of PostgreSQL: a server that does not answer, or the wrong key file, is found here.
    let store = super::open_beside(&args.data).await?;
    let database = match &args.data.database_url {
        None => {
            store.copy_to(&part.join(DATABASE)).await?;
            DATABASE
        }
        Some(url) => {
            dump(url, &part.join(DUMP)).await?;
            DUMP
        }
    };
    store.close().await?;
    // Files after the database: every file that it speaks of was there before it was copied.
    let files = copied::copy_files(&args.data.files(), &part.join(FILES))?;
    let list = copied::show_list(&files);
    copied::write_durably(&part.join(FILE_LIST), &list)?;
    let manifest = Manifest {
        format: copied::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: made_at.to_string(),
        database: database.to_owned(),
        database_sha256: copied::sha256_of(&part.join(database))?,
        files: files.len(),
        files_sha256: copied::sha256_of(&part.join(FILE_LIST))?,
        key_id: String::new(),
        seal: String::new(),
    }
    .sealed(&args.data.key_file())?;
    let text = serde_json::to_string_pretty(&manifest)?;
    copied::write_durably(&part.join(MANIFEST), &text)?;
    copied::sync_folder(part)?;
    Ok(manifest)
}

async fn dump(url: &str, to: &Path) -> anyhow::Result<()> {
    let file = to.display().to_string();
    let words = ["--format=custom", "--no-owner", "--file", &file];
    super::postgres::run("pg_dump", url, &words).await?;
    copied::sync_file(to)
}
