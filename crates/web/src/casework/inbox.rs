//! The inbox of a unit: what it holds, the most urgent first.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use store::Scope;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::listing::{self, Listing, Place, Wanted};
use crate::officials::{self, JustDone};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The addresses of the inbox.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly", get(show))
}

#[derive(Template)]
#[template(path = "casework/inbox.html")]
struct InboxPage {
    frame: Frame,
    list: Listing,
    nothing: String,
}

async fn show(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Casework]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let unit = officer.official().unit.clone();
    let figures = listing::figures(&app, &rules, &unit).await?;
    let is_all = wanted == Wanted::default();
    let place = Place {
        scope: Scope::HeldBy(unit),
        base: Face::Casework.home(),
        stage: "",
    };
    let list = listing::listing(&app, &rules, &officer, place, wanted).await?;
    let nothing = if is_all {
        "Không còn việc nào chờ đơn vị của ông/bà."
    } else {
        "Không có hồ sơ nào theo cách lọc này. Chọn \"Cả đơn vị\" để xem hết."
    };
    let title = "Việc của đơn vị";
    let mut frame = officials::frame(&app, &rules, &officer, Face::Casework, look, title);
    frame.notes.extend(just.note());
    Ok(draw(&InboxPage {
        frame,
        list: list.with_views(figures),
        nothing: nothing.to_owned(),
    }))
}
