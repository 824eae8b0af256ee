//! One's own account: a new password, and leaving every machine at once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use store::{AccountWrite, hash_password, verify_password};

use crate::account::new_password;
use crate::app::App;
use crate::components::Fact;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::officials;
use crate::page::{Frame, Note, draw_as};
use crate::session::{Officer, cookie};
use crate::wording;

/// The addresses of one's own account.
pub fn router() -> Router<App> {
    Router::new()
        .route("/tai-khoan", get(show).post(change))
        .route(
            "/doi-mat-khau",
            get(|| async { Redirect::to("/tai-khoan") }),
        )
        .route("/tai-khoan/dang-xuat-moi-noi", post(leave_everywhere))
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct OwnPage {
    frame: Frame,
    about: Vec<Fact>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    #[serde(rename = "cu")]
    old: String,
    #[serde(rename = "moi")]
    new: String,
    #[serde(rename = "lai")]
    again: String,
}

async fn show(State(app): State<App>, officer: Officer, look: Look) -> Result<Response, Broken> {
    page(
        &app,
        &officer,
        look,
        StatusCode::OK,
        FormErrors::new(),
        None,
    )
    .await
}

async fn page(
    app: &App,
    officer: &Officer,
    look: Look,
    status: StatusCode,
    errors: FormErrors,
    note: Option<Note>,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let face = officials::home_face(officer);
    let mut frame =
        officials::frame(app, &rules, officer, face, look, "Tài khoản của tôi").errors(errors);
    frame.notes.extend(note);
    let roles = &officer.official().roles;
    let roles: Vec<&str> = roles
        .iter()
        .map(|role| wording::people::role(*role))
        .collect();
    let about = vec![
        Fact::new("Họ tên", officer.account.name.clone()),
        Fact::new("Tên đăng nhập", officer.account.login.clone()),
        Fact::new(
            "Đơn vị",
            officials::unit_name(&rules, &officer.official().unit),
        ),
        Fact::new("Vai trò", roles.join(", ")),
    ];
    Ok(draw_as(status, &OwnPage { frame, about }))
}

async fn change(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Form(typed): Form<Typed>,
) -> Result<Response, Broken> {
    let found = app.store.account_by_login(&officer.account.login).await?;
    let hash = found.and_then(|(_, hash)| hash);
    let old = typed.old.clone();
    let right = tokio::task::spawn_blocking(move || verify_password(&old, hash.as_deref())).await?;
    let mut errors = FormErrors::new();
    if !right {
        errors.add("cu", "Mật khẩu đang dùng chưa đúng. Nhập lại");
    }
    let new = match new_password(&typed.new, &typed.again) {
        Ok(new) => new.to_owned(),
        Err(wrong) => {
            for error in &wrong {
                errors.add(error.field.clone(), error.sentence.clone());
            }
            String::new()
        }
    };
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return page(&app, &officer, look, status, errors, None).await;
    }
    let password_hash = tokio::task::spawn_blocking(move || hash_password(&new)).await??;
    let write = AccountWrite::SetPassword {
        id: officer.official().id,
        password_hash,
        invitation: None,
        at: app.now(),
    };
    match app.store.change_account(write).await? {
        // Every session of the account has ended with the old password.
        Ok(()) => {
            let ended = [(SET_COOKIE, cookie(&app, ""))];
            Ok((ended, Redirect::to("/dang-nhap?xong=mat-khau")).into_response())
        }
        Err(why) => {
            let note = Note::Refused(wording::refusal::account(why).to_owned());
            let status = StatusCode::CONFLICT;
            page(&app, &officer, look, status, errors, Some(note)).await
        }
    }
}

async fn leave_everywhere(State(app): State<App>, officer: Officer) -> Result<Response, Broken> {
    let write = AccountWrite::LogOutEverywhere {
        id: officer.official().id,
    };
    let _ = app.store.change_account(write).await?;
    let ended = [(SET_COOKIE, cookie(&app, ""))];
    Ok((ended, Redirect::to("/dang-nhap?xong=moi-noi")).into_response())
}
