//! How units answer what they are asked for their opinion, in a period.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use store::OpinionFigures;

use crate::app::App;
use crate::casework::dossier::opinions::hours;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::officials;
use crate::officials::day::PickedDay;
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::show;

/// Where the figures stand.
pub const HOME: &str = "/dieu-hanh/y-kien";

/// The columns of the figures.
const HEADS: [&str; 9] = [
    "Đơn vị được hỏi",
    "Được hỏi",
    "Đúng hạn",
    "Trễ hạn",
    "Không trả lời",
    "Đang chờ",
    "Bị trả lại",
    "Chuyển qua lại",
    "Trung bình",
];

/// The address of the figures.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    #[serde(rename = "tu")]
    from: String,
    #[serde(rename = "den")]
    to: String,
}

#[derive(Template)]
#[template(path = "leader/opinions.html")]
struct FiguresPage {
    frame: Frame,
    from: String,
    to: String,
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let today = app.now().today();
    let from = PickedDay::read(&wanted.from, today.first_of_month());
    let to = PickedDay::read(&wanted.to, today);
    let mut errors = FormErrors::new();
    for (field, picked) in [("tu", &from), ("den", &to)] {
        for error in &picked.errors {
            errors.add(field, error.sentence.clone());
        }
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let figures = match (from.day, to.day) {
        (Some(from), Some(to)) => app.store.opinion_figures(from, to).await?,
        _ => BTreeMap::new(),
    };
    let mut rows: Vec<Vec<String>> = figures
        .iter()
        .map(|(unit, figures)| {
            let name = unit.as_ref().map_or_else(
                || "Nơi ở ngoài hệ thống".to_owned(),
                |unit| officials::unit_name(&rules, unit),
            );
            row(name, figures)
        })
        .collect();
    rows.sort_by_cached_key(|row| domain::vietnamese::collation_key(&row[0]));
    let title = "Trả lời ý kiến";
    let frame = officials::frame(&app, &rules, &officer, Face::Leader, look, title);
    let page = FiguresPage {
        frame: frame.errors(errors),
        from: from.typed,
        to: to.typed,
        heads: HEADS.to_vec(),
        rows,
    };
    Ok(draw_as(status, &page))
}

fn row(name: String, figures: &OpinionFigures) -> Vec<String> {
    let counts = [
        figures.asked,
        figures.in_time,
        figures.late,
        figures.silent,
        figures.waiting,
        figures.bounced,
        figures.times_back,
    ];
    let average = figures.average().map_or_else(|| "–".to_owned(), hours);
    [name]
        .into_iter()
        .chain(counts.into_iter().map(show::number))
        .chain([average])
        .collect()
}
