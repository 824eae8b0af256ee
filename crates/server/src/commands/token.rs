//! `motcua token`: bearer tokens for other programs.

use clap::{Args, Subcommand};
use store::AccountWrite;

use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer};

/// What to do with tokens.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Ví dụ:\n  motcua token create --user quay --name \"máy quét ở quầy 1\"")]
pub struct TokenArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Tạo mã truy cập cho một tài khoản; chỉ in ra mã, và chỉ lần này.
    #[command(
        after_help = "Ví dụ:\n  motcua token create --user quay --name \"máy quét ở quầy 1\""
    )]
    Create {
        #[command(flatten)]
        data: DataArgs,
        /// Tên đăng nhập của tài khoản.
        #[arg(long, value_name = "TÊN")]
        user: String,
        /// Mã này để làm gì, ví dụ "đồng bộ cổng quốc gia".
        #[arg(long, value_name = "LỜI", value_parser = super::read_name)]
        name: String,
        /// In kết quả dạng JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub async fn run(args: TokenArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let What::Create {
        data,
        user,
        name,
        json,
    } = args.what;
    super::must_be_there(&data)?;
    let store = super::open_beside(&data).await?;
    let Some((account, _)) = store.account_by_login(&user).await? else {
        return Err(Refused::because(format!(
            "Không có tài khoản \"{user}\". Xem danh sách ở trang quản trị."
        )));
    };
    if !account.active {
        return Err(Refused::because(format!(
            "Tài khoản \"{user}\" đang khóa. Mở lại trước khi tạo mã."
        )));
    }
    let secret = web::fresh::key();
    let write = AccountWrite::CreateToken {
        id: account.official.id,
        name,
        secret: secret.clone(),
        at: clock(),
    };
    store
        .change_account(write)
        .await?
        .map_err(|why| Refused::because(web::wording::refusal::account(why)))?;
    if json {
        answer(&serde_json::json!({ "token": secret }).to_string());
    } else {
        answer(&secret);
    }
    Ok(Ended::Done)
}
