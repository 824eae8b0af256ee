//! Logging in and out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Form, Router};
use serde::Deserialize;
use store::{AccountWrite, verify_password};

use crate::account::throttle::Throttle;
use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::{Look, own_address};
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::{self, Officer, cookie, secret_in};
use crate::{fresh, officials};

/// The addresses of logging in and out.
pub fn router() -> Router<App> {
    Router::new()
        .route("/dang-nhap", get(show).post(log_in))
        .route(
            "/dang-xuat",
            post(log_out).get(|| async { Redirect::to("/") }),
        )
        .layer(Extension(Arc::new(Throttle::default())))
}

#[derive(Template)]
#[template(path = "account/login.html")]
struct LoginPage {
    frame: Frame,
    login: String,
    back: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Where to go on.
    #[serde(rename = "tro-lai")]
    back: String,
    /// What was just done.
    #[serde(rename = "xong")]
    done: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    #[serde(rename = "ten")]
    login: String,
    #[serde(rename = "mat-khau")]
    password: String,
    #[serde(rename = "tro-lai")]
    back: String,
}

async fn show(
    State(app): State<App>,
    officer: Option<Officer>,
    look: Look,
    Query(asked): Query<Asked>,
) -> Response {
    if let Some(officer) = officer {
        return Redirect::to(&after(&officer, &asked.back)).into_response();
    }
    let done = match asked.done.as_str() {
        "mat-khau" => Some("Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu đó."),
        "moi-noi" => Some("Đã đăng xuất khỏi mọi máy."),
        "ra" => Some("Đã đăng xuất."),
        _ => None,
    };
    let notes = done.map(|text| Note::Done(text.to_owned()));
    let typed = Typed {
        back: asked.back,
        ..Typed::default()
    };
    page(&app, look, StatusCode::OK, &typed, FormErrors::new(), notes)
}

fn page(
    app: &App,
    look: Look,
    status: StatusCode,
    typed: &Typed,
    errors: FormErrors,
    note: Option<Note>,
) -> Response {
    let mut frame = Frame::new(&app.site, Face::Citizen, look, "Cán bộ đăng nhập").errors(errors);
    frame.notes.extend(note);
    let page = LoginPage {
        frame,
        login: typed.login.clone(),
        back: typed.back.clone(),
    };
    draw_as(status, &page)
}

/// Where an official goes on after logging in: only ever to an address of ours.
fn after(officer: &Officer, back: &str) -> String {
    match own_address(back) {
        "/" => officials::home_face(officer).home().to_owned(),
        own => own.to_owned(),
    }
}

async fn log_in(
    State(app): State<App>,
    Extension(throttle): Extension<Arc<Throttle>>,
    look: Look,
    Form(typed): Form<Typed>,
) -> Result<Response, Broken> {
    let login = typed.login.trim().to_lowercase();
    let mut errors = FormErrors::new();
    if login.is_empty() {
        errors.add("ten", "Nhập tên đăng nhập");
    }
    if typed.password.is_empty() {
        errors.add("mat-khau", "Nhập mật khẩu");
    }
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(&app, look, status, &typed, errors, None));
    }
    let now = app.now();
    if let Some(minutes) = throttle.rests(&login, now) {
        let said = format!(
            "Tên đăng nhập này vừa nhập sai nhiều lần nên phải nghỉ. Thử lại sau {minutes} phút."
        );
        let note = Some(Note::Refused(said));
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Ok(page(&app, look, status, &typed, errors, note));
    }
    let found = app.store.account_by_login(&login).await?;
    let (account, hash) = match found {
        Some((account, hash)) if account.active => (Some(account), hash),
        Some(_) | None => (None, None),
    };
    // Takes as long without an account: nobody learns which names exist.
    let password = typed.password.clone();
    let right =
        tokio::task::spawn_blocking(move || verify_password(&password, hash.as_deref())).await?;
    let Some(account) = account.filter(|_| right) else {
        throttle.failed(&login, now);
        errors.add(
            "mat-khau",
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Nhập lại cả hai",
        );
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page(&app, look, status, &typed, errors, None));
    };
    throttle.succeeded(&login);
    let secret = fresh::key();
    let write = AccountWrite::LogIn {
        id: account.official.id,
        secret: secret.clone(),
        at: now,
    };
    // A refusal is not possible here: the account was just read, and a session needs no more.
    let _ = app.store.change_account(write).await?;
    let officer = Officer { account };
    let to = after(&officer, &typed.back);
    Ok((
        [(SET_COOKIE, session::cookie(&app, &secret))],
        Redirect::to(&to),
    )
        .into_response())
}

async fn log_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Broken> {
    if let Some(secret) = secret_in(&app, &headers) {
        let _ = app
            .store
            .change_account(AccountWrite::LogOut { secret })
            .await?;
    }
    let ended = [(SET_COOKIE, cookie(&app, ""))];
    Ok((ended, Redirect::to("/dang-nhap?xong=ra")).into_response())
}
