//! A leader's first page: how many wait for a decision, are overdue or nearly due, with the first of each.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::Now;
use store::{Filter, Scope};

use crate::app::App;
use crate::desk::today::FigureLink;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::listing::{figures, soon_until};
use crate::officials::{self, JustDone, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The address of the page.
pub fn router() -> Router<App> {
    Router::new().route("/dieu-hanh", get(page))
}

/// Rows of each short list.
const ROWS: u64 = 10;

#[derive(Template)]
#[template(path = "leader/morning.html")]
struct MorningPage {
    frame: Frame,
    figures: Vec<FigureLink>,
    deciding: Vec<Row>,
    overdue: Vec<Row>,
    soon: Vec<Row>,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let unit = officer.official().unit.clone();
    let held = figures(&app, &rules, &unit).await?;
    let now = app.now();
    let deciding = Filter {
        stage: Some("deciding".to_owned()),
        limit: ROWS,
        ..Filter::open_in(Scope::HeldBy(unit.clone()))
    };
    let running = |from: Option<Now>, before: Option<Now>| Filter {
        running: true,
        due_from: from,
        due_before: before,
        limit: ROWS,
        ..Filter::open_in(Scope::SettledBy(unit.clone()))
    };
    let overdue = running(None, Some(now));
    let soon = running(Some(now), soon_until(&rules, now));
    let mut lists = Vec::new();
    for filter in [deciding, overdue, soon] {
        let lines = app.store.list(&filter).await?.lines;
        lists.push(officials::rows(&app, &rules, &lines).await?);
    }
    let soon = lists.pop().unwrap_or_default();
    let overdue = lists.pop().unwrap_or_default();
    let deciding = lists.pop().unwrap_or_default();
    let mut frame = officials::frame(&app, &rules, &officer, Face::Leader, look, "Sáng nay")
        .count("/dieu-hanh/cho-duyet", held.deciding);
    let figure = |count, text, href| FigureLink { count, text, href };
    frame.notes.extend(just.note());
    Ok(draw(&MorningPage {
        frame,
        figures: vec![
            figure(held.deciding, "chờ ông/bà duyệt", "/dieu-hanh/cho-duyet"),
            figure(held.overdue, "quá hạn tại đơn vị", "/dieu-hanh/qua-han"),
            figure(
                held.soon,
                "đến hạn trong 2 ngày tại đơn vị",
                "/dieu-hanh/qua-han?han=sap-han",
            ),
        ],
        deciding,
        overdue,
        soon,
    }))
}
