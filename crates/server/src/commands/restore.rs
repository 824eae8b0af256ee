//! `motcua restore`: a backup into an empty place. Everything is checked before anything is written,
//! and until the end a marker keeps others from working on what is half restored.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use domain::dossier::Now;
use store::{AccountWrite, Store};
use web::app::Clock;

use super::copied::{self, DATABASE, DUMP, FILE_LIST, FILES, MANIFEST, Manifest};
use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message, why};

/// What to restore, and where.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  mkdir -p moi/keys && cp khoa-cat-rieng moi/keys/motcua.key\n  motcua restore \
    ./sao-luu/2026-03-02 --data moi"
)]
pub struct RestoreArgs {
    /// Thư mục của bản sao.
    #[arg(value_name = "BẢN SAO")]
    from: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Số hồ sơ trong ngày nhảy thêm ngần này, từ ngày sao lưu đến hôm nay, để không cấp lại mã đã
    /// cấp sau lúc sao lưu. Để lớn hơn số hồ sơ một cơ quan nhận trong một ngày.
    #[arg(
        long,
        default_value_t = 5000,
        value_name = "SỐ",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000)
    )]
    jump: u32,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// Restores into an empty place and makes sure no code is issued twice.
pub async fn run(args: RestoreArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(manifest) = read_manifest(&args.from)? else {
        return Ok(Ended::Usage);
    };
    let made_at = check(&args, &manifest)?;
    check_target(&args.data).await?;
    copied::make_private(&args.data.data)?;
    let marker = args.data.unfinished_restore();
    copied::write_durably(&marker, "")?;
    copied::sync_folder(&args.data.data)?;
    load(&args, &manifest).await?;
    let store = Store::open(&args.data.config()).await?;
    // A clock that runs behind the one of the backup must not spare the day of the backup.
    let until = clock().max(Now(made_at));
    let counters = store.jump_numbers(Now(made_at), until, args.jump).await?;
    end_sessions(&store).await?;
    store.close().await?;
    fs::remove_file(&marker).context("removing the marker of the restore")?;
    copied::sync_folder(&args.data.data)?;
    if args.json {
        let shown = serde_json::json!({
            "made_at": manifest.made_at,
            "files": manifest.files,
            "counters": counters,
            "jump": args.jump,
        });
        answer(&shown.to_string());
    }
    message(&format!(
        "Đã khôi phục bản sao lúc {}. Số hồ sơ nhảy thêm {} để không trùng mã đã cấp sau lúc sao \
         lưu; mọi người phải đăng nhập lại. Việc ghi sau lúc đó không có trong bản sao.",
        manifest.made_at, args.jump
    ));
    Ok(Ended::Done)
}

fn read_manifest(from: &Path) -> anyhow::Result<Option<Manifest>> {
    let text = match fs::read_to_string(from.join(MANIFEST)) {
        Ok(text) => text,
        Err(error) => {
            message(&format!(
                "{} không phải thư mục của một bản sao: không đọc được {MANIFEST}, {}",
                from.display(),
                why(&error)
            ));
            return Ok(None);
        }
    };
    serde_json::from_str(&text).map(Some).map_err(|error| {
        Refused::because(format!(
            "Bản kê của bản sao không đọc được ({error}). Dùng bản sao khác."
        ))
    })
}

/// Everything that can be known of the backup, before anything is written.
fn check(args: &RestoreArgs, manifest: &Manifest) -> anyhow::Result<jiff::Timestamp> {
    if manifest.format != copied::FORMAT {
        return Err(Refused::because(format!(
            "Bản sao do Một Cửa {} ghi theo cách mà chương trình này chưa biết. Khôi phục bằng \
             chương trình đó.",
            manifest.program
        )));
    }
    let (wanted, engine) = match &args.data.database_url {
        None => (DATABASE, "PostgreSQL: thêm --database-url"),
        Some(_) => (DUMP, "cơ sở dữ liệu nhúng: bỏ --database-url"),
    };
    if manifest.database != wanted {
        return Err(Refused::because(format!("Đây là bản sao của {engine}.")));
    }
    manifest.check_seal(&args.data.key_file())?;
    let database = args.from.join(wanted);
    let list = args.from.join(FILE_LIST);
    for (path, digest) in [
        (&database, &manifest.database_sha256),
        (&list, &manifest.files_sha256),
    ] {
        if copied::sha256_of(path).ok().as_ref() != Some(digest) {
            return Err(Refused::because(format!(
                "{} thiếu hoặc khác với bản kê: bản sao bị hỏng, không khôi phục. Dùng bản sao khác.",
                path.display()
            )));
        }
    }
    copied::check_files(&args.from)?;
    manifest.made_at.parse().context("the manifest's date")
}

/// Nothing may be overwritten; what an unfinished restore left in the folder is its own.
async fn check_target(data: &DataArgs) -> anyhow::Result<()> {
    if let Some(url) = &data.database_url {
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
        let count = super::postgres::run("psql", url, &["-X", "-At", "-c", tables]).await?;
        if count.trim() != "0" {
            return Err(Refused::because(
                "Cơ sở dữ liệu PostgreSQL này đã có bảng. Tạo một cơ sở dữ liệu trống (createdb) rồi \
                 khôi phục vào đó.",
            ));
        }
    }
    if data.unfinished_restore().exists() {
        return Ok(());
    }
    let has_files = !copied::files_below(&data.files())?.is_empty();
    if data.database_file().exists() || has_files {
        return Err(Refused::because(format!(
            "{} đã có dữ liệu. Khôi phục vào một thư mục chỉ có tệp khóa.",
            data.data.display()
        )));
    }
    Ok(())
}

async fn load(args: &RestoreArgs, manifest: &Manifest) -> anyhow::Result<()> {
    let files = args.data.files();
    let folder = args.data.database_folder();
    for left in [&files, &folder] {
        if left.exists() {
            fs::remove_dir_all(left).with_context(|| left.display().to_string())?;
        }
    }
    let source = args.from.join(&manifest.database);
    match &args.data.database_url {
        None => {
            copied::make_private(&folder)?;
            let target = args.data.database_file();
            fs::copy(&source, &target).context("copying the database")?;
            copied::close_to_others(&target)?;
            copied::sync_file(&target)?;
            copied::sync_folder(&folder)?;
        }
        Some(url) => {
            let dump = source.display().to_string();
            let words = [
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                &dump,
            ];
            super::postgres::run("pg_restore", url, &words).await?;
        }
    }
    copied::copy_files(&args.from.join(FILES), &files)?;
    Ok(())
}

/// Whoever was logged in when the backup was made has to log in again.
async fn end_sessions(store: &Store) -> anyhow::Result<()> {
    for account in store.accounts().await? {
        let id = account.official.id;
        store
            .change_account(AccountWrite::LogOutEverywhere { id })
            .await?
            .ok();
    }
    Ok(())
}
