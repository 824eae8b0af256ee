//! The inbox of a unit: what it holds, what should begin first at the top, seen from several sides.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::dossier::course::name_of;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::{Filter, ListOrder, Scope};

use crate::app::App;
use crate::casework::absences::{self, Standing};
use crate::casework::leave;
use crate::citizen::search::Shelf;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::alarms::{self, Reminder, Whose};
use crate::officials::bulk::Bulk;
use crate::officials::listing::{self, Listing, Place, Wanted};
use crate::officials::view::InboxView;
use crate::officials::{self, JustDone};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;
use crate::show;

/// The addresses of the inbox.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly", get(show))
}

#[derive(Template)]
#[template(path = "casework/inbox.html")]
struct InboxPage {
    frame: Frame,
    /// What time claims today of what the official holds.
    reminders: Vec<Reminder>,
    list: Listing,
    bulk: Bulk,
    nothing: String,
    /// What the unit does beside others, wherever the dossier lies.
    beside: Vec<(String, String)>,
    /// Whether dossiers can be handed on before an absence.
    hands_on: bool,
    /// For whom the official stands in today, and what is delegated to them.
    standing: Vec<Standing>,
}

async fn show(
    State(app): State<App>,
    Extension(shelf): Extension<Shelf>,
    officer: Officer,
    look: Look,
    Query(mut wanted): Query<Wanted>,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Casework]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let unit = officer.official().unit.clone();
    let figures = listing::figures(&app, &rules, &unit).await?;
    let view = InboxView::from_slug(&wanted.view);
    view.slug().clone_into(&mut wanted.view);
    let nothing = nothing(view, &wanted, figures.paused);
    let beside = beside(&app, &rules, &officer, &unit).await?;
    let place = Place {
        scope: Scope::HeldBy(unit),
        base: Face::Casework.home(),
        stage: "",
        order: ListOrder::StartBy,
    };
    let list = listing::listing(&app, &rules, &officer, place, wanted).await?;
    let procedures = shelf.index(&rules, app.now().today()).all();
    let list = list.with_procedures(&procedures);
    let bulk = Bulk::of(
        &app,
        &rules,
        &officer,
        (list.rows.as_slice(), look.here.as_str()),
    )
    .await?;
    let views = InboxView::ALL.map(|view| (view, view.kept(figures)));
    let title = "Việc của đơn vị";
    let mut frame = officials::frame(&app, &rules, &officer, Face::Casework, look, title);
    frame.notes.extend(just.note());
    Ok(draw(&InboxPage {
        frame,
        reminders: alarms::reminders(&app, &officer, Whose::Own).await?,
        list: list.with_views(&views),
        bulk,
        nothing,
        beside,
        hands_on: leave::is_for(&officer),
        standing: absences::standing(&app, &rules, &officer).await?,
    }))
}

/// What is said when the list is empty: a fact, and what waits elsewhere.
fn nothing(view: InboxView, wanted: &Wanted, paused: u64) -> String {
    let of_view = Wanted {
        view: wanted.view.clone(),
        ..Wanted::default()
    };
    if *wanted != of_view {
        let said = "Không có hồ sơ nào theo cách lọc này. Chọn \"Tất cả\" để xem hết.";
        return said.to_owned();
    }
    let is_work = matches!(view, InboxView::Mine | InboxView::All);
    if is_work && paused > 0 {
        let paused = show::number(paused);
        return format!(
            "{} {paused} hồ sơ đang chờ người nộp bổ sung.",
            view.nothing()
        );
    }
    view.nothing().to_owned()
}

/// Dossiers that show here at most: the others come up when these are done.
const BESIDE_MAX: u64 = 20;

/// What the unit has to do beside others: where it opens, and what it is.
async fn beside(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    unit: &AgencyId,
) -> Result<Vec<(String, String)>, Broken> {
    let filter = Filter {
        limit: BESIDE_MAX,
        ..Filter::open_in(Scope::BesideOf(unit.clone()))
    };
    let page = app.store.list(&filter).await?;
    let mut found = Vec::new();
    for line in page.lines {
        let Some(loaded) = app.store.find_by_id(line.id).await? else {
            continue;
        };
        let dossier = &loaded.dossier;
        let (Some(course), Some(process)) = (&dossier.course, dossier.process_in(rules)) else {
            continue;
        };
        let own = officer.official();
        let theirs = course.beside.iter();
        let theirs = theirs.filter(|one| course.may_do_beside(own, one));
        let names: Vec<&str> = theirs
            .map(|one| name_of(process.draft(), &one.key).unwrap_or(&one.key))
            .collect();
        if !names.is_empty() {
            let text = format!("{}: {}", dossier.code, names.join(", "));
            found.push((officials::dossier_address(&dossier.code), text));
        }
    }
    Ok(found)
}
