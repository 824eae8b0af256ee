//! The administrator's face: accounts, organisation, catalogue, processes, calendar, and what is to
//! be mended.
//!
//! Administrators see no dossier here, and nobody else sees these pages.

mod assignment;
mod calendar;
mod campaign;
mod delegations;
mod home;
mod layers;
mod organisation;
mod people;
mod procedures;
mod processes;
mod takeover;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::people::agency::{Agency, AgencyId, AgencyKind};
use domain::policy;
use domain::rulebook::Rulebook;
use jiff::civil::Date;

use crate::app::App;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::show;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .route("/quan-tri", get(home::show))
        .route("/quan-tri/to-chuc", get(organisation::tree))
        .route("/quan-tri/to-chuc/{id}", get(organisation::unit))
        .route("/quan-tri/lich-lam-viec", get(calendar::show))
        .route("/quan-tri/lich", get(layers::show).post(layers::change))
        .route("/quan-tri/lich/dot/{id}", get(campaign::show))
        .route("/quan-tri/lich/dot/{id}/danh-sach.csv", get(campaign::file))
        .route(
            "/quan-tri/tiep-nhan",
            get(takeover::show).post(takeover::take),
        )
        .merge(procedures::router())
        .merge(processes::router())
        .merge(people::router())
        .merge(delegations::router())
        .merge(assignment::router())
}

/// What a form sent, by field; a field that was not sent reads as empty.
type Typed = BTreeMap<String, String>;

/// One field of a form or a query, without surrounding space.
fn typed<'a>(form: &'a Typed, name: &str) -> &'a str {
    form.get(name).map_or("", |text| text.trim())
}

/// An administrator with a page of theirs: everybody else is turned away.
struct Admin {
    officer: Officer,
    rules: Arc<Rulebook>,
    today: Date,
    app: App,
    look: Look,
}

impl FromRequestParts<App> for Admin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let officer = <Officer as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let Ok(look) = <Look as FromRequestParts<App>>::from_request_parts(parts, app).await;
        let rules = app.rules().await.map_err(IntoResponse::into_response)?;
        let today = app.now().today();
        let admin = Self {
            officer,
            rules,
            today,
            app: app.clone(),
            look,
        };
        if policy::may_administer(admin.officer.official()) {
            Ok(admin)
        } else {
            Err(denied(&admin))
        }
    }
}

fn denied(asking: &Admin) -> Response {
    officials::told_to(
        &asking.app,
        &asking.officer,
        asking.look.clone(),
        StatusCode::FORBIDDEN,
        "Phần này dành cho quản trị",
        "Tài khoản của ông/bà không có vai trò quản trị. Cần thêm vai trò thì hỏi quản trị của tỉnh.",
    )
}

impl Admin {
    /// The frame of a page.
    fn frame(&self, title: impl Into<String>) -> Frame {
        Frame::new(&self.app.site, Face::Admin, self.look.clone(), title).signed_in(
            self.officer
                .signed_in(self.unit_name(&self.officer.official().unit)),
        )
    }

    /// The full name of a unit, also one of long ago.
    fn unit_name(&self, id: &AgencyId) -> String {
        officials::unit_name(&self.rules, id)
    }
}

#[derive(Template)]
#[template(path = "admin/_missing.html")]
struct Missing {
    frame: Frame,
    fact: &'static str,
    back: &'static str,
}

/// Nothing is at this address; `back` leads to the list.
fn missing(admin: &Admin, fact: &'static str, back: &'static str) -> Response {
    let frame = admin.frame("Không có ở địa chỉ này");
    draw_as(StatusCode::NOT_FOUND, &Missing { frame, fact, back })
}

/// What a unit is.
fn kind_name(kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::PeopleCommittee => "Ủy ban nhân dân",
        AgencyKind::Department => "Sở, ban, ngành",
        AgencyKind::Office => "Văn phòng",
        AgencyKind::Division => "Phòng chuyên môn",
        AgencyKind::ServiceCentre => "Trung tâm phục vụ hành chính công",
        AgencyKind::Desk => "Bộ phận tiếp nhận và trả kết quả",
        AgencyKind::Inspectorate => "Thanh tra",
        AgencyKind::ManagementBoard => "Ban quản lý",
        AgencyKind::ServiceUnit => "Đơn vị sự nghiệp",
        AgencyKind::VerticalAgency => "Cơ quan ngành dọc",
    }
}

/// A period: `01/07/2025 đến nay`.
fn period(from: Date, to: Option<Date>) -> String {
    let to = to.map_or_else(|| "nay".to_owned(), show::date);
    format!("{} đến {to}", show::date(from))
}

/// The page of a unit.
fn unit_address(id: &AgencyId) -> String {
    format!("/quan-tri/to-chuc/{}", crate::session::percent(id.as_str()))
}

/// Whether a unit can give dossiers a code: its own, or that of the agency above it.
fn has_code(rules: &Rulebook, unit: &Agency) -> bool {
    let above = || {
        unit.parent
            .as_ref()
            .and_then(|id| rules.organisation.find(id))
    };
    unit.agency_code.is_some() || above().is_some_and(|above| above.agency_code.is_some())
}
