//! A leader's lists: what waits for a decision, and what is late anywhere in the agency's care.

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
        .route("/dieu-hanh/cho-duyet", get(deciding))
        .route("/dieu-hanh/qua-han", get(late))
}

#[derive(Template)]
#[template(path = "leader/lists.html")]
struct ListPage {
    frame: Frame,
    list: Listing,
    nothing: &'static str,
}

async fn deciding(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    let place = Place {
        scope: Scope::HeldBy(officer.official().unit.clone()),
        base: "/dieu-hanh/cho-duyet",
        stage: "deciding",
    };
    let nothing = "Không có hồ sơ nào chờ duyệt.";
    page(app, officer, look, wanted, (place, "Chờ duyệt", nothing)).await
}

async fn late(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(mut wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    let place = Place {
        scope: Scope::SettledBy(officer.official().unit.clone()),
        base: "/dieu-hanh/qua-han",
        stage: "",
    };
    let (title, nothing) = if wanted.due == "sap-han" {
        ("Đến hạn trong 2 ngày", "Không có hồ sơ nào sắp đến hạn.")
    } else {
        "qua-han".clone_into(&mut wanted.due);
        ("Quá hạn", "Không có hồ sơ quá hạn.")
    };
    page(app, officer, look, wanted, (place, title, nothing)).await
}

async fn page(
    app: App,
    officer: Officer,
    look: Look,
    wanted: Wanted,
    (place, title, nothing): (Place<'_>, &str, &'static str),
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let list = listing(&app, &rules, &officer, place, wanted).await?;
    let frame = officials::frame(&app, &rules, &officer, Face::Leader, look, title);
    Ok(draw(&ListPage {
        frame,
        list,
        nothing,
    }))
}
