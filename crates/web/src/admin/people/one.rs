//! `/quan-tri/nguoi-dung/{id}`: one account, changed, switched off and on.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::{Official, OfficialId};
use store::{Account, AccountWrite};
use uuid::Uuid;

use super::account::{TypedAccount, roles, units};
use super::{HOME, mend, state};
use crate::admin::{Admin, Typed, missing, typed};
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::percent;
use crate::wording::refusal;

#[derive(Template)]
#[template(path = "admin/people/one.html")]
struct One {
    frame: Frame,
    account: Account,
    address: String,
    state: &'static str,
    colour: &'static str,
    typed: TypedAccount,
    units: Vec<Choice>,
    roles: Vec<Choice>,
    is_self: bool,
}

/// The account at this address, and the page that says there is none.
pub(super) async fn find(admin: &Admin, id: &str) -> Result<Result<Account, Response>, Broken> {
    let account = match id.parse::<Uuid>() {
        Ok(id) => admin.app.store.account(OfficialId(id)).await?,
        Err(_) => None,
    };
    Ok(account.ok_or_else(|| {
        missing(
            admin,
            "Không có tài khoản này. Tìm lại trong danh sách.",
            HOME,
        )
    }))
}

pub(super) async fn show(
    admin: Admin,
    Path(id): Path<String>,
    Query(query): Query<Typed>,
) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let mut page = page_of(
        &admin,
        &account,
        TypedAccount::stored(&account),
        FormErrors::new(),
    );
    let said = match typed(&query, "da") {
        "luu" => "Đã lưu thay đổi.",
        "khoa" => "Đã khóa tài khoản. Mọi phiên đăng nhập và mã truy cập của tài khoản đã hết.",
        "mo" => "Đã mở lại tài khoản.",
        _ => "",
    };
    if !said.is_empty() {
        page.frame = page.frame.note(Note::Done(said.to_owned()));
    }
    Ok(draw(&page))
}

/// Somebody came back to the address of a button: the account's page is meant.
pub(super) async fn again(_: Admin, Path(id): Path<String>) -> Response {
    Redirect::to(&format!("{HOME}/{}", percent(&id))).into_response()
}

fn page_of(admin: &Admin, account: &Account, typed: TypedAccount, errors: FormErrors) -> One {
    let (state, colour) = state(account);
    One {
        frame: admin
            .frame(account.name.clone())
            .below("Người dùng", HOME)
            .errors(errors),
        address: format!("{HOME}/{}", account.official.id.0),
        state,
        colour,
        units: units(admin, &typed.unit),
        roles: roles(&typed.roles),
        typed,
        is_self: account.official.id == admin.officer.official().id,
        account: account.clone(),
    }
}

/// The account's page with why nothing was done.
pub(super) fn refused(admin: &Admin, account: &Account, note: Note) -> Result<Response, Broken> {
    let mut page = page_of(
        admin,
        account,
        TypedAccount::stored(account),
        FormErrors::new(),
    );
    page.frame = page.frame.note(note);
    Ok(draw_as(StatusCode::CONFLICT, &page))
}

pub(super) async fn change(
    admin: Admin,
    Path(id): Path<String>,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let typed = TypedAccount {
        login: account.login.clone(),
        ..TypedAccount::of(&form)
    };
    let read = match typed.read(&admin, false) {
        Ok(read) => read,
        Err(errors) => return Ok(mend(&page_of(&admin, &account, typed, errors))),
    };
    let changed = Account {
        official: Official {
            id: account.official.id,
            unit: read.unit,
            roles: read.roles,
        },
        name: read.name,
        ..account.clone()
    };
    let by = admin.officer.official().id;
    let write = AccountWrite::Change {
        account: changed,
        by,
        at: admin.app.now(),
    };
    match admin.app.store.change_account(write).await? {
        Ok(()) => Ok(Redirect::to(&format!("{HOME}/{id}?da=luu")).into_response()),
        Err(why) => {
            let mut page = page_of(&admin, &account, typed, FormErrors::new());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::account(why).to_owned()));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

pub(super) async fn switch_off(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    switch(admin, id, false).await
}

pub(super) async fn switch_on(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    switch(admin, id, true).await
}

async fn switch(admin: Admin, id: String, active: bool) -> Result<Response, Broken> {
    let account = match find(&admin, &id).await? {
        Ok(account) => account,
        Err(missing) => return Ok(missing),
    };
    let write = AccountWrite::SetActive {
        id: account.official.id,
        active,
        by: admin.officer.official().id,
        at: admin.app.now(),
    };
    match admin.app.store.change_account(write).await? {
        Ok(()) => {
            let done = if active { "mo" } else { "khoa" };
            Ok(Redirect::to(&format!("{HOME}/{id}?da={done}")).into_response())
        }
        Err(why) => refused(
            &admin,
            &account,
            Note::Refused(refusal::account(why).to_owned()),
        ),
    }
}
