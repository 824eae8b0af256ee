//! The desk's day: what came online, what is due, what waits to be handed over.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use store::{Filter, Scope};

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::figure::{self, FigureLink, more_than_none};
use crate::officials::listing::figures;
use crate::officials::{self, JustDone, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The address of the desk's first page.
pub fn router() -> Router<App> {
    Router::new().route("/quay", get(page))
}

/// Rows of each short list.
const ROWS: u64 = 10;

#[derive(Template)]
#[template(path = "desk/today.html")]
struct TodayPage {
    frame: Frame,
    figures: Vec<FigureLink>,
    /// How many were helped with the form today; empty when nobody was.
    helped: String,
    submitted: Vec<Row>,
    resolved: Vec<Row>,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let desk = officer.official().unit.clone();
    let held = figures(&app, &rules, &desk).await?;
    let mut lists = Vec::new();
    for stage in ["submitted", "resolved"] {
        let filter = Filter {
            stage: Some(stage.to_owned()),
            limit: ROWS,
            ..Filter::open_in(Scope::HeldBy(desk.clone()))
        };
        let lines = app.store.list(&filter).await?.lines;
        lists.push(officials::rows(&app, &rules, &officer, &lines).await?);
    }
    let resolved = lists.pop().unwrap_or_default();
    let submitted = lists.pop().unwrap_or_default();
    let awaiting = Filter {
        stage: Some("awaiting_supplement".to_owned()),
        ..Filter::open_in(Scope::ReceivedAt(desk.clone()))
    };
    let awaiting = figure::length(&app, &awaiting).await?;
    let figures = vec![
        FigureLink::kept(
            held.submitted,
            "nộp trực tuyến, chờ xem",
            "/quay/hop-viec?buoc=submitted",
        ),
        FigureLink::kept(
            held.received,
            "đã nhận, chờ chuyển",
            "/quay/hop-viec?buoc=received",
        ),
        FigureLink::of(
            awaiting,
            "chờ người nộp bổ sung",
            "/quay/hop-viec?buoc=awaiting_supplement",
        ),
        FigureLink::kept(held.resolved, "có kết quả, chờ trả", "/quay/tra-ket-qua"),
        FigureLink::kept(
            held.overdue,
            "quá hạn ngay tại quầy",
            "/quay/hop-viec?buoc=received&han=qua-han",
        ),
    ];
    let helped = app.store.assisted_count(&desk, app.now().today()).await?;
    let mut frame = officials::frame(&app, &rules, &officer, Face::Desk, look, "Hôm nay ở quầy");
    frame.notes.extend(just.note());
    Ok(draw(&TodayPage {
        frame,
        figures,
        helped: more_than_none(helped),
        submitted,
        resolved,
    }))
}
