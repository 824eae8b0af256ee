//! The desk's lists: everything handed in here, and results that wait to be handed over.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use store::Scope;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::officials::listing::{Listing, Place, Wanted, listing};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The addresses of the lists.
pub fn router() -> Router<App> {
    Router::new()
        .route("/quay/hop-viec", get(received))
        .route("/quay/tra-ket-qua", get(resolved))
}

#[derive(Template)]
#[template(path = "desk/lists.html")]
struct ListPage {
    frame: Frame,
    list: Listing,
    nothing: &'static str,
}

async fn received(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    let place = Place {
        scope: Scope::ReceivedAt(officer.official().unit.clone()),
        base: "/quay/hop-viec",
        stage: "",
    };
    let nothing = "Không có hồ sơ nào đang mở theo cách lọc này.";
    page(
        app,
        officer,
        look,
        wanted,
        (place, "Hộp việc: hồ sơ nộp ở quầy này", nothing),
    )
    .await
}

async fn resolved(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    let place = Place {
        scope: Scope::HeldBy(officer.official().unit.clone()),
        base: "/quay/tra-ket-qua",
        stage: "resolved",
    };
    let nothing = "Không có kết quả nào chờ trả.";
    page(
        app,
        officer,
        look,
        wanted,
        (place, "Có kết quả, chờ trả", nothing),
    )
    .await
}

async fn page(
    app: App,
    officer: Officer,
    look: Look,
    wanted: Wanted,
    (place, title, nothing): (Place<'_>, &str, &'static str),
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let is_of_one_stage = !place.stage.is_empty();
    let here = officials::received_at(&rules, &officer.official().unit, app.now().today());
    let mut list = listing(&app, &rules, &officer, place, wanted)
        .await?
        .with_procedures(&here);
    if !is_of_one_stage {
        list = list.with_deadlines();
    }
    let frame = officials::frame(&app, &rules, &officer, Face::Desk, look, title);
    Ok(draw(&ListPage {
        frame,
        list,
        nothing,
    }))
}
