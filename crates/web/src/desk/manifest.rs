//! The hand-over manifest: which paper bundles went from the desk to a unit on a day, to be signed
//! by both sides. No applicant stands on it: the bundle is known by its code.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use serde::Deserialize;
use store::Forwarding;

use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::look::Look;
use crate::officials;
use crate::officials::day::{PickedDay, neighbours};
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::show;

/// Where the manifest stands.
pub const HOME: &str = "/quay/ban-giao";

/// The address of the manifest.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
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
    desk: String,
    unit: String,
    day: String,
    lines: Vec<BundleLine>,
    /// The sums of the lines, in words.
    sums: String,
    /// How many dossiers went without any paper, in words; empty when none did.
    paperless: String,
    earlier: String,
    later: String,
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
        let (earlier, later) = neighbours(HOME, day, today);
        manifest = Some(Manifest {
            desk: officials::unit_name(&rules, desk),
            day: show::date_with_weekday(day),
            earlier,
            later,
            ..bundles(&rules, &went, unit.as_ref())
        });
    }
    let status = if manifest.is_some() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
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

/// The bundles of one unit; nothing is said yet about desk and day.
fn bundles(rules: &Rulebook, went: &[Forwarding], unit: Option<&AgencyId>) -> Manifest {
    let theirs = went.iter().filter(|one| Some(&one.unit) == unit);
    let (on_paper, paperless): (Vec<_>, Vec<_>) =
        theirs.partition(|one| one.originals + one.copies > 0);
    let originals: u32 = on_paper.iter().map(|one| one.originals).sum();
    let copies: u32 = on_paper.iter().map(|one| one.copies).sum();
    let bundle_count = on_paper.len();
    Manifest {
        desk: String::new(),
        unit: unit.map_or_else(String::new, |unit| officials::unit_name(rules, unit)),
        day: String::new(),
        lines: on_paper.iter().map(|one| line(rules, one)).collect(),
        sums: format!("{bundle_count} hồ sơ giấy, {originals} bản chính, {copies} bản sao"),
        paperless: match paperless.len() {
            0 => String::new(),
            count => format!("{count} hồ sơ khác chỉ có bản điện tử, không có giấy để giao."),
        },
        earlier: String::new(),
        later: String::new(),
    }
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
