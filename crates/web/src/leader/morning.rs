//! A leader's first page: how many wait for a decision, are overdue or nearly due, with the first of each.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::Now;
use store::{Filter, Scope};

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::figure::{FigureLink, first, first_hundred};
use crate::officials::listing::{figures, soon_until};
use crate::officials::{self, JustDone, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The address of the page.
pub fn router() -> Router<App> {
    Router::new().route("/dieu-hanh", get(page))
}

/// Rows of each short list.
const ROWS: usize = 10;

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
        ..Filter::open_in(Scope::HeldBy(unit.clone()))
    };
    let running = |from: Option<Now>, before: Option<Now>| Filter {
        running: true,
        due_from: from,
        due_before: before,
        ..Filter::open_in(Scope::SettledBy(unit.clone()))
    };
    let overdue = running(None, Some(now));
    let soon = running(Some(now), soon_until(&rules, now));
    let deciding = app.store.list(&deciding).await?;
    let overdue = first_hundred(&app, overdue).await?;
    let soon = first_hundred(&app, soon).await?;
    let mut frame = officials::frame(&app, &rules, &officer, Face::Leader, look, "Sáng nay");
    let figures = vec![
        FigureLink::kept(held.deciding, "chờ ông/bà duyệt", "/dieu-hanh/cho-duyet"),
        FigureLink::of(&overdue, "quá hạn, ở mọi bước", "/dieu-hanh/qua-han"),
        FigureLink::of(
            &soon,
            "đến hạn trong 2 ngày",
            "/dieu-hanh/qua-han?han=sap-han",
        ),
    ];
    frame.notes.extend(just.note());
    Ok(draw(&MorningPage {
        frame,
        figures,
        deciding: officials::rows(&app, &rules, &officer, &deciding.lines).await?,
        overdue: officials::rows(&app, &rules, &officer, first(&overdue.lines, ROWS)).await?,
        soon: officials::rows(&app, &rules, &officer, first(&soon.lines, ROWS)).await?,
    }))
}
