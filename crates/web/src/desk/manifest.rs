//! The hand-over manifest: which paper bundles went from the desk to a unit on a day, to be signed
//! by both sides. No applicant stands on it: the bundle is known by its code.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use documents::{Bundle, HandOverManifest};
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use serde::Deserialize;
use store::Forwarding;

use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::look::Look;
use crate::officials;
use crate::officials::day::{DeskDay, PickedDay};
use crate::page::{Face, Frame, draw_as};
use crate::session::{Officer, percent};
use crate::{outgoing, show};

/// Where the manifest stands.
pub const HOME: &str = "/quay/ban-giao";

/// Where it is printed.
const PRINT: &str = "/quay/ban-giao/in";

/// The addresses of the manifest.
pub fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(page))
        .route(PRINT, get(print))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    #[serde(rename = "ngay")]
    day: String,
    #[serde(rename = "don-vi")]
    unit: String,
}

#[derive(Template)]
#[template(path = "desk/manifest.html")]
struct ManifestPage {
    frame: Frame,
    day: String,
    units: Vec<Choice>,
    /// None when the day is to be mended.
    manifest: Option<Manifest>,
}

/// What went from the desk to one unit on one day.
struct Manifest {
    on: DeskDay,
    bundles: Bundles,
    /// Where it is printed; empty when nothing is.
    print: String,
}

/// What one unit got.
struct Bundles {
    unit: String,
    lines: Vec<BundleLine>,
    /// The sums of the lines, in words.
    sums: String,
    /// How many dossiers went without any paper, in words; empty when none did.
    paperless: String,
}

/// One bundle of paper.
struct BundleLine {
    code: String,
    href: String,
    procedure: String,
    originals: String,
    copies: String,
    time: String,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let today = app.now().today();
    let desk = &officer.official().unit;
    let picked = PickedDay::read(&wanted.day, today);
    let mut units = Vec::new();
    let mut manifest = None;
    if let Some(day) = picked.day {
        let went = app.store.forwardings(desk, day).await?;
        let unit = chosen(&rules, &went, &wanted.unit);
        units = choices(&rules, &went, unit.as_ref());
        let print = unit.as_ref().map(|unit| {
            let unit = percent(unit.as_str());
            format!("{PRINT}?ngay={day}&don-vi={unit}")
        });
        manifest = Some(Manifest {
            on: DeskDay::new(HOME, officials::unit_name(&rules, desk), day, today),
            bundles: bundles(&rules, &went, unit.as_ref()),
            print: print.unwrap_or_default(),
        });
    }
    let status = picked.status();
    let title = "Bảng kê bàn giao hồ sơ giấy";
    let frame = officials::frame(&app, &rules, &officer, Face::Desk, look, title);
    let page = ManifestPage {
        frame: frame.errors(picked.errors),
        day: picked.typed,
        units,
        manifest,
    };
    Ok(draw_as(status, &page))
}

/// The manifest as PDF, with a QR code of each dossier's code.
async fn print(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let now = app.now();
    let desk = &officer.official().unit;
    let Some(on) = PickedDay::read(&wanted.day, now.today()).day else {
        return Ok(nothing_to_print(&app, &officer, look));
    };
    let went = app.store.forwardings(desk, on).await?;
    let Some(unit) = chosen(&rules, &went, &wanted.unit) else {
        return Ok(nothing_to_print(&app, &officer, look));
    };
    let theirs = went.iter().filter(|one| one.unit == unit && has_paper(one));
    let data = HandOverManifest {
        desk: officials::unit_name(&rules, desk),
        unit: officials::unit_name(&rules, &unit),
        on,
        printed_at: now.local(),
        bundles: theirs.map(|one| bundle(&rules, one)).collect(),
    };
    if data.bundles.is_empty() {
        return Ok(nothing_to_print(&app, &officer, look));
    }
    let press = Arc::clone(&app.press);
    let pdf = tokio::task::spawn_blocking(move || documents::hand_over_manifest(&press, &data));
    let name = format!("ban-giao-{on}.pdf");
    Ok(outgoing::inline("pdf", &name, pdf.await??))
}

fn nothing_to_print(app: &App, officer: &Officer, look: Look) -> Response {
    officials::told_to(
        app,
        officer,
        look,
        StatusCode::NOT_FOUND,
        "Không có hồ sơ giấy để bàn giao",
        "Quầy không chuyển hồ sơ giấy nào cho đơn vị này trong ngày đã chọn.",
    )
}

fn bundle(rules: &Rulebook, one: &Forwarding) -> Bundle {
    Bundle {
        code: one.code.to_string(),
        procedure: officials::procedure_name(rules, &one.procedure),
        originals: one.originals,
        copies: one.copies,
    }
}

/// The units that got anything, by name.
fn receivers(rules: &Rulebook, went: &[Forwarding]) -> Vec<AgencyId> {
    let mut units: Vec<AgencyId> = went.iter().map(|one| one.unit.clone()).collect();
    units.sort();
    units.dedup();
    units.sort_by_cached_key(|unit| {
        domain::vietnamese::collation_key(&officials::unit_name(rules, unit))
    });
    units
}

/// The unit that was asked for, or the first one that got anything.
fn chosen(rules: &Rulebook, went: &[Forwarding], wanted: &str) -> Option<AgencyId> {
    let units = receivers(rules, went);
    let named = units.iter().find(|unit| unit.as_str() == wanted);
    named.or(units.first()).cloned()
}

/// The units to choose from, with how much each got.
fn choices(rules: &Rulebook, went: &[Forwarding], unit: Option<&AgencyId>) -> Vec<Choice> {
    let choices = receivers(rules, went).into_iter().map(|unit| {
        let count = went.iter().filter(|one| one.unit == unit).count();
        let name = officials::unit_name(rules, &unit);
        Choice::new(unit.as_str(), format!("{name} ({count} hồ sơ)"))
    });
    Choice::pick(choices.collect(), unit.map_or("", AgencyId::as_str))
}

fn bundles(rules: &Rulebook, went: &[Forwarding], unit: Option<&AgencyId>) -> Bundles {
    let theirs = went.iter().filter(|one| Some(&one.unit) == unit);
    let (on_paper, paperless): (Vec<_>, Vec<_>) = theirs.partition(|one| has_paper(one));
    let originals: u32 = on_paper.iter().map(|one| one.originals).sum();
    let copies: u32 = on_paper.iter().map(|one| one.copies).sum();
    let bundle_count = on_paper.len();
    Bundles {
        unit: unit.map_or_else(String::new, |unit| officials::unit_name(rules, unit)),
        lines: on_paper.iter().map(|one| line(rules, one)).collect(),
        sums: format!("{bundle_count} hồ sơ giấy, {originals} bản chính, {copies} bản sao"),
        paperless: match paperless.len() {
            0 => String::new(),
            count => format!("{count} hồ sơ khác chỉ có bản điện tử, không có giấy để giao."),
        },
    }
}

/// Whether there is anything to carry.
fn has_paper(one: &Forwarding) -> bool {
    one.originals > 0 || one.copies > 0
}

fn line(rules: &Rulebook, one: &Forwarding) -> BundleLine {
    BundleLine {
        code: one.code.to_string(),
        href: officials::dossier_address(&one.code),
        procedure: officials::procedure_name(rules, &one.procedure),
        originals: one.originals.to_string(),
        copies: one.copies.to_string(),
        time: show::time(one.at.local()),
    }
}
