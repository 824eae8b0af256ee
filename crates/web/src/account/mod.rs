//! Log-in, passwords, log-out: the pages of every official's own account.

pub mod invitation;
pub mod login;
pub mod own;
pub mod throttle;

use axum::Router;

use crate::app::App;
use crate::form::FormErrors;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(login::router())
        .merge(own::router())
        .merge(invitation::router())
}

/// Longest password, in characters: hashing more than this serves nobody.
const PASSWORD_MAX: usize = 200;

/// Reads a new password typed twice.
fn new_password<'a>(first: &'a str, second: &str) -> Result<&'a str, FormErrors> {
    let mut errors = FormErrors::new();
    let count = first.chars().count();
    if count < store::PASSWORD_MIN {
        errors.add(
            "moi",
            format!(
                "Mật khẩu phải có ít nhất {} ký tự. Một câu ngắn dễ nhớ là tốt nhất",
                store::PASSWORD_MIN
            ),
        );
    } else if count > PASSWORD_MAX {
        errors.add(
            "moi",
            format!("Mật khẩu dài nhất {PASSWORD_MAX} ký tự. Chọn câu ngắn hơn"),
        );
    } else if first != second {
        errors.add("lai", "Hai lần nhập khác nhau. Nhập lại mật khẩu mới");
    }
    errors.or(first)
}
