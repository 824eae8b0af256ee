//! `/quan-tri/quy-trinh`: which process each procedure goes by.

mod decision;
mod one;
mod publish;
mod shown;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::procedure::{Procedure, ProcedureCode};

use super::{Admin, Typed, typed};
use crate::app::App;
use crate::citizen::search::Shelf;
use crate::components::View;
use crate::page::{Frame, draw};
use crate::session::percent;
use crate::show;
use crate::wording::process::decision;

const HERE: &str = "/quan-tri/quy-trinh";

/// Rows a page.
const ROWS: usize = 50;

/// The addresses of processes.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/quan-tri/quy-trinh", get(list))
        .route("/quan-tri/quy-trinh/{code}", get(one::show))
        .route("/quan-tri/quy-trinh/{code}/quy-trinh.pdf", get(one::print))
        .route(
            "/quan-tri/quy-trinh/{code}/cong-bo",
            get(publish::show).post(publish::take),
        )
}

#[derive(Template)]
#[template(path = "admin/processes.html")]
struct Processes {
    frame: Frame,
    views: Vec<View>,
    filter: String,
    q: String,
    rows: Vec<Row>,
    found: String,
    previous: String,
    next: String,
}

struct Row {
    code: String,
    name: String,
    process: String,
    decision: String,
}

const VIEWS: [(&str, &str); 3] = [
    ("", "Tất cả"),
    ("cong-bo", "Đã công bố quy trình riêng"),
    ("mau", "Theo quy trình mẫu"),
];

async fn list(
    admin: Admin,
    Extension(shelf): Extension<Shelf>,
    Query(query): Query<Typed>,
) -> Response {
    let (filter, q) = (
        typed(&query, "loc").to_owned(),
        typed(&query, "q").to_owned(),
    );
    let page: usize = typed(&query, "trang").parse().unwrap_or(1).clamp(1, 10_000);
    let index = shelf.index(&admin.rules, admin.today);
    let in_force = index.all();
    let asking = &admin;
    let views = VIEWS.map(|(name, text)| {
        let kept = in_force.iter().filter(|one| keeps(asking, name, one));
        View {
            text: text.to_owned(),
            href: list_address(name, &q, 1),
            here: name == filter,
            count: Some(kept.count() as u64),
        }
    });
    let mut found = index.find(&q).hits;
    found.retain(|one| keeps(asking, &filter, one));
    if q.is_empty() {
        found.sort_by_cached_key(|one| one.code.clone());
    }
    let rows = found.iter().skip((page - 1) * ROWS).take(ROWS);
    let rows = rows.map(|procedure| row(asking, procedure)).collect();
    let link = |there: bool, page: usize| {
        if there {
            list_address(&filter, &q, page)
        } else {
            String::new()
        }
    };
    let (previous, next) = (
        link(page > 1, page - 1),
        link(found.len() > page * ROWS, page + 1),
    );
    let found = show::number(found.len() as u64);
    let frame = admin.frame("Quy trình nội bộ");
    draw(&Processes {
        frame,
        views: views.into(),
        filter,
        q,
        rows,
        found,
        previous,
        next,
    })
}

fn keeps(admin: &Admin, filter: &str, procedure: &Procedure) -> bool {
    let own = admin
        .rules
        .processes
        .in_force(&procedure.code, admin.today)
        .is_some();
    match filter {
        "cong-bo" => own,
        "mau" => !own,
        _ => true,
    }
}

fn list_address(filter: &str, q: &str, page: usize) -> String {
    format!("{HERE}?loc={filter}&q={}&trang={page}", percent(q))
}

/// The page of one procedure's process.
fn address(code: &ProcedureCode) -> String {
    format!("{HERE}/{code}")
}

/// Where its next version is published.
fn publish_address(code: &ProcedureCode) -> String {
    format!("{}/cong-bo", address(code))
}

fn row(admin: &Admin, procedure: &Procedure) -> Row {
    let own = admin.rules.processes.in_force(&procedure.code, admin.today);
    let (process, decision) = match own {
        Some(one) => (
            format!("Phiên bản {}, từ {}", one.version, show::date(one.from)),
            decision(&one.decision),
        ),
        None => (shown::template(&admin.rules, procedure), String::new()),
    };
    Row {
        code: procedure.code.to_string(),
        name: procedure.name.clone(),
        process,
        decision,
    }
}
