//! `/quan-tri/thu-tuc`: the catalogue with what is to be mended.

mod one;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::procedure::Procedure;

use super::{Admin, Typed, typed};
use crate::app::App;
use crate::citizen::search::Shelf;
use crate::components::View;
use crate::page::{Frame, draw};
use crate::session::percent;
use crate::show;

/// Rows a page.
const ROWS: usize = 50;

/// The addresses of the catalogue.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/quan-tri/thu-tuc", get(list))
        .route("/quan-tri/thu-tuc/{code}", get(one::show))
}

#[derive(Template)]
#[template(path = "admin/procedures.html")]
struct Procedures {
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
    sector: String,
    version: u32,
    mend: String,
}

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
    let views = VIEWS.map(|(name, text)| View {
        text: text.to_owned(),
        href: address(name, &q, 1),
        here: name == filter,
        count: Some(
            in_force
                .iter()
                .filter(|one| keeps(asking, name, one))
                .count() as u64,
        ),
    });
    let mut found = index.find(&q).hits;
    found.retain(|one| keeps(asking, &filter, one));
    if q.is_empty() {
        found.sort_by_cached_key(|one| one.code.clone());
    }
    let rows = found
        .iter()
        .skip((page - 1) * ROWS)
        .take(ROWS)
        .map(|procedure| row(procedure))
        .collect();
    let link = |there: bool, page: usize| {
        if there {
            address(&filter, &q, page)
        } else {
            String::new()
        }
    };
    let (previous, next) = (
        link(page > 1, page - 1),
        link(found.len() > page * ROWS, page + 1),
    );
    let found = show::number(found.len() as u64);
    let frame = admin.frame("Thủ tục");
    draw(&Procedures {
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

const VIEWS: [(&str, &str); 4] = [
    ("", "Tất cả"),
    ("can-sua", "Có nội dung chưa đọc được"),
    ("thieu-bo-phan", "Thiếu bộ phận bắt buộc"),
    ("chua-tiep-nhan", "Chưa có nơi tiếp nhận"),
];

fn keeps(admin: &Admin, filter: &str, procedure: &Procedure) -> bool {
    let received = || {
        admin
            .rules
            .receptions
            .iter()
            .any(|rule| rule.procedure == procedure.code)
    };
    match filter {
        "can-sua" => !procedure.to_mend.is_empty(),
        "thieu-bo-phan" => procedure.seven_parts().iter().any(|(_, filled)| !filled),
        "chua-tiep-nhan" => !received(),
        _ => true,
    }
}

fn address(filter: &str, q: &str, page: usize) -> String {
    format!(
        "/quan-tri/thu-tuc?loc={filter}&q={}&trang={page}",
        percent(q)
    )
}

fn row(procedure: &Procedure) -> Row {
    Row {
        code: procedure.code.to_string(),
        name: procedure.name.clone(),
        sector: procedure.sector.name.clone(),
        version: procedure.version,
        mend: match procedure.to_mend.len() {
            0 => String::new(),
            count => format!("{count} chỗ"),
        },
    }
}
