//! `/quan-tri/nguoi-dung`: accounts. Passwords are never seen here: a one-time link lets the owner
//! set one.

mod account;
mod link;
mod new;
mod one;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::people::Role;
use domain::vietnamese::fold;
use store::Account;

use super::{Admin, Typed, typed};
use crate::app::App;
use crate::components::View;
use crate::fault::Broken;
use crate::form::Choice;
use crate::page::{Frame, draw, draw_as};
use crate::session::percent;
use crate::show;
use crate::wording::people;

/// Rows a page.
const ROWS: usize = 50;

const HOME: &str = "/quan-tri/nguoi-dung";

/// The addresses of accounts.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/quan-tri/nguoi-dung", get(list))
        .route("/quan-tri/nguoi-dung/moi", get(new::ask).post(new::create))
        .route(
            "/quan-tri/nguoi-dung/{id}",
            get(one::show).post(one::change),
        )
        .route(
            "/quan-tri/nguoi-dung/{id}/khoa",
            get(one::again).post(one::switch_off),
        )
        .route(
            "/quan-tri/nguoi-dung/{id}/mo",
            get(one::again).post(one::switch_on),
        )
        .route(
            "/quan-tri/nguoi-dung/{id}/duong-dan",
            get(one::again).post(link::invite),
        )
}

#[derive(Template)]
#[template(path = "admin/people.html")]
struct People {
    frame: Frame,
    views: Vec<View>,
    state: String,
    q: String,
    roles: Vec<Choice>,
    rows: Vec<Row>,
    found: String,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    login: String,
    unit: String,
    roles: String,
    state: &'static str,
    colour: &'static str,
}

const VIEWS: [(&str, &str); 4] = [
    ("", "Tất cả"),
    ("khoa", "Đã khóa"),
    ("chua-mat-khau", "Chưa đặt mật khẩu"),
    ("don-vi-cu", "Ở đơn vị đã kết thúc"),
];

async fn list(admin: Admin, Query(query): Query<Typed>) -> Result<Response, Broken> {
    let accounts = admin.app.store.accounts().await?;
    let (state, q) = (
        typed(&query, "trang-thai").to_owned(),
        typed(&query, "q").to_owned(),
    );
    let role = typed(&query, "vai-tro").to_owned();
    let page: usize = typed(&query, "trang").parse().unwrap_or(1).clamp(1, 10_000);
    let address = |state: &str, page: usize| {
        format!(
            "{HOME}?trang-thai={state}&vai-tro={role}&q={}&trang={page}",
            percent(&q)
        )
    };
    let views = VIEWS.map(|(name, text)| View {
        text: text.to_owned(),
        href: address(name, 1),
        here: name == state,
        count: Some(
            accounts
                .iter()
                .filter(|account| is_in(&admin, name, account))
                .count() as u64,
        ),
    });
    let words = fold(&q);
    let wanted = Role::from_name(&role);
    let found: Vec<_> = accounts
        .iter()
        .filter(|account| is_in(&admin, &state, account))
        .filter(|account| wanted.is_none_or(|role| account.official.is(role)))
        .filter(|account| {
            let unit = admin.unit_name(&account.official.unit);
            let all = format!(
                "{} {} {unit} {}",
                account.name, account.login, account.official.unit
            );
            fold(&all).contains(&words)
        })
        .collect();
    let rows = found
        .iter()
        .skip((page - 1) * ROWS)
        .take(ROWS)
        .map(|a| row(&admin, a))
        .collect();
    let previous = if page > 1 {
        address(&state, page - 1)
    } else {
        String::new()
    };
    let next = if found.len() > page * ROWS {
        address(&state, page + 1)
    } else {
        String::new()
    };
    let any = Choice::new("", "Mọi vai trò");
    let all = Role::ALL.map(|role| Choice::new(role.name(), people::role(role)));
    Ok(draw(&People {
        frame: admin.frame("Người dùng"),
        views: views.into(),
        roles: Choice::pick(std::iter::once(any).chain(all).collect(), &role),
        found: show::number(found.len() as u64),
        state,
        q,
        rows,
        previous,
        next,
    }))
}

fn is_in(admin: &Admin, state: &str, account: &Account) -> bool {
    match state {
        "khoa" => !account.active,
        "chua-mat-khau" => account.active && !account.has_password,
        "don-vi-cu" => {
            let unit = admin.rules.organisation.find(&account.official.unit);
            account.active && !unit.is_some_and(|unit| unit.is_valid_on(admin.today))
        }
        _ => true,
    }
}

fn row(admin: &Admin, account: &Account) -> Row {
    let (state, colour) = state(account);
    Row {
        href: format!("{HOME}/{}", account.official.id.0),
        name: account.name.clone(),
        login: account.login.clone(),
        unit: admin.unit_name(&account.official.unit),
        roles: role_names(&account.official.roles),
        state,
        colour,
    }
}

fn state(account: &Account) -> (&'static str, &'static str) {
    match (account.active, account.has_password) {
        (false, _) => ("Đã khóa", "grey"),
        (true, false) => ("Chưa đặt mật khẩu", "yellow"),
        (true, true) => ("Đang dùng", "green"),
    }
}

fn role_names(roles: &BTreeSet<Role>) -> String {
    roles
        .iter()
        .map(|role| people::role(*role))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Draws a form's page that must be mended.
fn mend(page: &impl Template) -> Response {
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, page)
}
