//! The linked procedures that an official's desk looks after: those at which somebody has to look
//! first.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use integrations::built_in;
use jiff::civil::Date;
use store::BundleLine;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::page::{Frame, draw};
use crate::session::Officer;
use crate::show;

/// Rows of each list.
const ROWS: u64 = 50;

/// `/xu-ly/lien-thong`.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/lien-thong", get(page))
}

/// One row as it is drawn.
struct Row {
    code: String,
    name: String,
    opened: String,
    last: String,
    state: &'static str,
}

/// A kind that may be filed.
struct Offer {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "casework/linked.html")]
struct Linked {
    frame: Frame,
    asking: Vec<Row>,
    all: Vec<Row>,
    offers: Vec<Offer>,
}

async fn page(State(app): State<App>, officer: Officer, look: Look) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let desks = desks_of(&rules, &officer.official().unit, app.now().today());
    let asking = app.store.bundles_asking(&desks, ROWS).await?;
    let all = app.store.bundles_of(&desks, ROWS).await?;
    let face = officials::home_face(&officer);
    let title = "Hồ sơ liên thông";
    let frame = officials::frame(&app, &rules, &officer, face, look, title);
    let offers = built_in::bundle_kinds().map(|kind| Offer {
        name: kind.kind().name.clone(),
        href: format!("/lien-thong/{}", kind.kind().key),
    });
    Ok(draw(&Linked {
        frame: frame.below(face.name(), face.home()),
        asking: asking.iter().map(row).collect(),
        all: all.iter().map(row).collect(),
        offers: offers.collect(),
    }))
}

/// The desks whose bundles an official of this unit sees: the unit itself, and the desks below it.
fn desks_of(rules: &Rulebook, unit: &AgencyId, day: Date) -> Vec<AgencyId> {
    let below = rules.organisation.children_on(unit, day);
    let desks = below.filter(|agency| agency.kind.is_desk());
    let desks = desks.map(|desk| desk.id.clone());
    std::iter::once(unit.clone()).chain(desks).collect()
}

fn row(line: &BundleLine) -> Row {
    let kind = built_in::bundle_kind(&line.kind);
    Row {
        code: line.code.as_str().to_owned(),
        name: kind.map_or_else(|| line.kind.clone(), |kind| kind.kind().name.clone()),
        opened: show::date_time(line.opened_at.local()),
        last: show::date_time(line.last_at.local()),
        state: if line.is_over {
            "Đã kết thúc"
        } else {
            "Đang giải quyết"
        },
    }
}
