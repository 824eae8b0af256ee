//! The one-time link with which an official sets a password.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use serde::Deserialize;
use store::{Account, AccountRefusal, AccountWrite, hash_password};

use crate::account::new_password;
use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, draw_as};
use crate::wording;

/// The address of the link.
pub fn router() -> Router<App> {
    Router::new().route("/dat-mat-khau/{secret}", get(show).post(set))
}

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct InvitationPage {
    frame: Frame,
    name: String,
    login: String,
    action: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    #[serde(rename = "moi")]
    new: String,
    #[serde(rename = "lai")]
    again: String,
}

async fn show(
    State(app): State<App>,
    look: Look,
    Path(secret): Path<String>,
) -> Result<Response, Broken> {
    let found = app.store.account_by_invitation(&secret, app.now()).await?;
    Ok(match found {
        Some(account) => page(&app, look, &account, &secret, FormErrors::new()),
        None => used_up(&app),
    })
}

fn page(app: &App, look: Look, account: &Account, secret: &str, errors: FormErrors) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let frame = Frame::new(&app.site, Face::Citizen, look, "Đặt mật khẩu").errors(errors);
    let page = InvitationPage {
        frame,
        name: account.name.clone(),
        login: account.login.clone(),
        action: format!("/dat-mat-khau/{secret}"),
    };
    draw_as(status, &page)
}

fn used_up(app: &App) -> Response {
    let said = wording::refusal::account(AccountRefusal::InvitationUsedUp);
    officials::told(
        app,
        StatusCode::NOT_FOUND,
        "Đường dẫn không còn dùng được",
        said,
    )
}

async fn set(
    State(app): State<App>,
    look: Look,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Broken> {
    let found = app.store.account_by_invitation(&secret, app.now()).await?;
    let Some(account) = found else {
        return Ok(used_up(&app));
    };
    let new = match new_password(&typed.new, &typed.again) {
        Ok(new) => new.to_owned(),
        Err(errors) => return Ok(page(&app, look, &account, &secret, errors)),
    };
    let password_hash = tokio::task::spawn_blocking(move || hash_password(&new)).await??;
    let write = AccountWrite::SetPassword {
        id: account.official.id,
        password_hash,
        invitation: Some(secret),
        at: app.now(),
    };
    Ok(match app.store.change_account(write).await? {
        Ok(()) => Redirect::to("/dang-nhap?xong=mat-khau").into_response(),
        Err(_) => used_up(&app),
    })
}
