//! Everything an agency answers for, wherever it lies: a leader gives it to officials from here.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::people::OfficialId;
use store::{ListOrder, Scope};

use crate::app::App;
use crate::citizen::search::Shelf;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::officials::bulk::Bulk;
use crate::officials::listing::{Listing, Place, Wanted, listing};
use crate::officials::view::InboxView;
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// Where the list stands.
pub const HOME: &str = "/dieu-hanh/ho-so";

/// The address of the list.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
}

#[derive(Template)]
#[template(path = "leader/dossiers.html")]
struct DossiersPage {
    frame: Frame,
    list: Listing,
    bulk: Bulk,
    nothing: &'static str,
}

async fn page(
    State(app): State<App>,
    Extension(shelf): Extension<Shelf>,
    officer: Officer,
    look: Look,
    Query(mut wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let view = InboxView::from_slug(&wanted.view);
    view.slug().clone_into(&mut wanted.view);
    let title = title(&app, &wanted).await?;
    let nothing = match (view, wanted.officer.is_empty()) {
        (InboxView::All, true) => "Cơ quan không còn hồ sơ nào đang giải quyết.",
        (_, true) => view.nothing(),
        (_, false) => "Người này không còn giữ hồ sơ nào.",
    };
    let place = Place {
        scope: Scope::SettledBy(officer.official().unit.clone()),
        base: HOME,
        stage: "",
        order: ListOrder::DueAt,
    };
    let list = listing(&app, &rules, &officer, place, wanted).await?;
    let procedures = shelf.index(&rules, app.now().today()).all();
    let list = list.with_procedures(&procedures);
    let rows_and_place = (list.rows.as_slice(), look.here.as_str());
    let bulk = Bulk::of(&app, &rules, &officer, rows_and_place).await?;
    let views = InboxView::OF_LEADER.map(|view| (view, None));
    let frame = officials::frame(&app, &rules, &officer, Face::Leader, look, title);
    Ok(draw(&DossiersPage {
        frame,
        list: list.with_views(&views),
        bulk,
        nothing,
    }))
}

/// Whose dossiers these are, when one official's were asked for.
async fn title(app: &App, wanted: &Wanted) -> Result<String, Broken> {
    let all = || "Hồ sơ của cơ quan".to_owned();
    let Ok(id) = wanted.officer.parse().map(OfficialId) else {
        return Ok(all());
    };
    let account = app.store.account(id).await?;
    Ok(account.map_or_else(all, |account| format!("Hồ sơ {} đang giữ", account.name)))
}
