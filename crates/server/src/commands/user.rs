//! `motcua user`: accounts from the command line.

use clap::{Args, Subcommand};
use domain::people::login::{LOGIN_MAX, LOGIN_MIN, is_login};
use domain::people::{Official, OfficialId, Role};
use store::{Account, AccountWrite, Store};
use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message};

/// What to do with accounts.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua user create --login mai --name \"Lò Thị Mai\" --unit 03388-TT \
    --role desk_officer\n  motcua user invite --login mai"
)]
pub struct UserArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Tạo tài khoản và in đường dẫn đặt mật khẩu.
    #[command(
        after_help = "Ví dụ:\n  motcua user create --login mai --name \"Lò Thị Mai\" --unit \
        03388-TT --role desk_officer --role cashier"
    )]
    Create {
        #[command(flatten)]
        data: DataArgs,
        /// Tên đăng nhập: chữ thường không dấu, chữ số, dấu chấm hoặc gạch.
        #[arg(long, value_name = "TÊN", value_parser = read_login)]
        login: String,
        /// Họ và tên.
        #[arg(long, value_name = "HỌ TÊN", value_parser = super::read_name)]
        name: String,
        /// Mã đơn vị, ví dụ 03388-TT.
        #[arg(long, value_name = "MÃ")]
        unit: String,
        /// Vai trò; lặp lại cho nhiều vai trò.
        #[arg(
            long = "role",
            required = true,
            value_parser = read_role,
            value_name = "VAI TRÒ"
        )]
        roles: Vec<Role>,
        /// In kết quả dạng JSON.
        #[arg(long)]
        json: bool,
    },
    /// In đường dẫn mới để đặt lại mật khẩu; đường dẫn cũ hết dùng được.
    #[command(after_help = "Ví dụ:\n  motcua user invite --login mai")]
    Invite {
        #[command(flatten)]
        data: DataArgs,
        /// Tên đăng nhập.
        #[arg(long, value_name = "TÊN")]
        login: String,
        /// In kết quả dạng JSON.
        #[arg(long)]
        json: bool,
    },
}

fn read_role(text: &str) -> Result<Role, String> {
    Role::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        format!("vai trò là một trong: {}", names.join(", "))
    })
}

fn read_login(text: &str) -> Result<String, String> {
    if is_login(text) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "tên đăng nhập có từ {LOGIN_MIN} đến {LOGIN_MAX} ký tự: chữ thường không dấu, chữ số, dấu \
         chấm hoặc gạch, ví dụ mai.lo"
    ))
}

/// Runs the command.
pub async fn run(args: UserArgs, clock: &Clock) -> anyhow::Result<Ended> {
    match args.what {
        What::Create {
            data,
            login,
            name,
            unit,
            roles,
            json,
        } => {
            super::must_be_there(&data)?;
            let store = super::open_beside(&data).await?;
            let rules = store.rulebook().await?;
            let Some(unit) = rules.organisation.find_by_code(&unit, clock().today()) else {
                return Err(Refused::because(format!(
                    "Không có đơn vị mang mã \"{unit}\" hôm nay. Nhập tổ chức trước."
                )));
            };
            let official = Official {
                id: OfficialId(web::fresh::id()),
                unit: unit.id.clone(),
                roles: roles.into_iter().collect(),
            };
            let account = Account {
                official,
                login,
                name,
                active: true,
                has_password: false,
            };
            create(&store, account, json, clock).await
        }
        What::Invite { data, login, json } => {
            super::must_be_there(&data)?;
            let store = super::open_beside(&data).await?;
            let Some((account, _)) = store.account_by_login(&login).await? else {
                return Err(Refused::because(format!(
                    "Không có tài khoản \"{login}\". Xem danh sách ở trang quản trị."
                )));
            };
            invite(&store, &account, json, clock).await
        }
    }
}

async fn create(
    store: &Store,
    account: Account,
    json: bool,
    clock: &Clock,
) -> anyhow::Result<Ended> {
    let write = AccountWrite::Create {
        account: account.clone(),
        password_hash: None,
        by: None,
        at: clock(),
    };
    store
        .change_account(write)
        .await?
        .map_err(|why| Refused::because(web::wording::refusal::account(why)))?;
    invite(store, &account, json, clock).await
}

async fn invite(
    store: &Store,
    account: &Account,
    json: bool,
    clock: &Clock,
) -> anyhow::Result<Ended> {
    let id = account.official.id;
    let secret = crate::first_start::invite(store, id, None, clock()).await?;
    let path = format!("/dat-mat-khau/{secret}");
    if json {
        answer(&serde_json::json!({ "login": account.login, "path": path }).to_string());
    } else {
        answer(&path);
    }
    message("Ghép sau địa chỉ của hệ thống; dùng một lần, trong 60 phút.");
    Ok(Ended::Done)
}
