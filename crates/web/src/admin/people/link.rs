//! The one-time link by which the owner of an account sets a password.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::dossier::Now;
use jiff::SignedDuration;
use store::{Account, AccountWrite};

use super::HOME;
use super::one::{find, refused};
use crate::admin::Admin;
use crate::fault::Broken;
use crate::fresh;
use crate::page::{Frame, Note, draw};
use crate::show;
use crate::wording::refusal;

/// How long a link to set a password works.
///
/// Not law: the design's sixty minutes for a one-time link.
const LINK_MINUTES: i64 = 60;

#[derive(Template)]
#[template(path = "admin/people/link.html")]
struct Link {
    frame: Frame,
    name: String,
    login: String,
    link: String,
    until: String,
    back: String,
}

pub(super) async fn invite(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    match find(&admin, &id).await? {
        Ok(account) if account.active => {
            link(
                &admin,
                &account,
                "Đã tạo đường dẫn mới. Đường dẫn cũ, nếu có, hết dùng được.",
            )
            .await
        }
        Ok(account) => {
            let why = "Tài khoản đang khóa. Mở lại tài khoản trước khi tạo đường dẫn.";
            refused(&admin, &account, Note::Refused(why.to_owned()))
        }
        Err(missing) => Ok(missing),
    }
}

/// Makes a new one-time link and shows it once: it is kept nowhere.
pub(super) async fn link(admin: &Admin, account: &Account, done: &str) -> Result<Response, Broken> {
    let (secret, at) = (fresh::key(), admin.app.now());
    let hour = SignedDuration::from_mins(LINK_MINUTES);
    let expires_at = Now(at.0.checked_add(hour).unwrap_or(at.0));
    let id = account.official.id;
    let write = AccountWrite::Invite {
        id,
        secret: secret.clone(),
        expires_at,
        by: Some(admin.officer.official().id),
        at,
    };
    let back = format!("{HOME}/{}", id.0);
    if let Err(why) = admin.app.store.change_account(write).await? {
        return refused(
            admin,
            account,
            Note::Refused(refusal::account(why).to_owned()),
        );
    }
    let frame = admin
        .frame("Đường dẫn đặt mật khẩu")
        .below("Người dùng", HOME)
        .below(account.name.clone(), back.clone())
        .note(Note::Done(done.to_owned()));
    Ok(draw(&Link {
        frame,
        name: account.name.clone(),
        login: account.login.clone(),
        link: format!("{}/dat-mat-khau/{secret}", admin.app.public_url),
        until: show::date_time(expires_at.local()),
        back,
    }))
}
