//! Pages that are one list of dossiers: what was handed in at a desk and what waits there to be
//! handed over; what waits for a leader's decision and what is late in the agency's care.

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::people::agency::AgencyId;
use store::{ListOrder, Scope};

use crate::app::App;
use crate::citizen::search::Shelf;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::officials::listing::{Listing, Place, Wanted, listing};
use crate::officials::view::InboxView;
use crate::page::{Face, Frame, draw};
use crate::session::Officer;

/// The addresses of the desk's lists.
pub fn of_the_desk() -> Router<App> {
    Router::new()
        .route("/quay/hop-viec", get(received))
        .route("/quay/tra-ket-qua", get(resolved))
}

/// The addresses of a leader's lists.
pub fn of_a_leader() -> Router<App> {
    Router::new()
        .route("/dieu-hanh/cho-duyet", get(deciding))
        .route("/dieu-hanh/qua-han", get(late))
}

#[derive(Template)]
#[template(path = "officials/lists.html")]
struct ListPage {
    frame: Frame,
    list: Listing,
    nothing: &'static str,
}

/// Who asks for which part of a list.
struct Asking {
    app: App,
    officer: Officer,
    look: Look,
    wanted: Wanted,
    shelf: Shelf,
}

impl FromRequestParts<App> for Asking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let officer = <Officer as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let Ok(look) = <Look as FromRequestParts<App>>::from_request_parts(parts, app).await;
        let Query(wanted) = Query::<Wanted>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let Extension(shelf) = Extension::<Shelf>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            app: app.clone(),
            officer,
            look,
            wanted,
            shelf,
        })
    }
}

impl Asking {
    /// The unit whose lists these are.
    fn unit(&self) -> AgencyId {
        self.officer.official().unit.clone()
    }
}

/// What a list shows, and in which words.
struct Shown {
    face: Face,
    place: Place<'static>,
    title: &'static str,
    nothing: &'static str,
}

async fn received(asking: Asking) -> Result<Response, Broken> {
    let followed = InboxView::Followed;
    let nothing = if asking.wanted.view == followed.slug() {
        followed.nothing()
    } else {
        "Không có hồ sơ nào đang mở theo cách lọc này."
    };
    let shown = Shown {
        face: Face::Desk,
        place: Place {
            scope: Scope::ReceivedAt(asking.unit()),
            base: "/quay/hop-viec",
            stage: "",
            order: ListOrder::DueAt,
        },
        title: "Hộp việc: hồ sơ nộp ở quầy này",
        nothing,
    };
    page(asking, shown).await
}

async fn resolved(asking: Asking) -> Result<Response, Broken> {
    let shown = Shown {
        face: Face::Desk,
        place: Place {
            scope: Scope::HeldBy(asking.unit()),
            base: "/quay/tra-ket-qua",
            stage: "resolved",
            order: ListOrder::DueAt,
        },
        title: "Có kết quả, chờ trả",
        nothing: "Không có kết quả nào chờ trả.",
    };
    page(asking, shown).await
}

async fn deciding(asking: Asking) -> Result<Response, Broken> {
    let shown = Shown {
        face: Face::Leader,
        place: Place {
            scope: Scope::HeldBy(asking.unit()),
            base: "/dieu-hanh/cho-duyet",
            stage: "deciding",
            order: ListOrder::DueAt,
        },
        title: "Chờ duyệt",
        nothing: "Không có hồ sơ nào chờ duyệt.",
    };
    page(asking, shown).await
}

async fn late(mut asking: Asking) -> Result<Response, Broken> {
    let (title, nothing) = if asking.wanted.due == "sap-han" {
        ("Đến hạn trong 2 ngày", "Không có hồ sơ nào sắp đến hạn.")
    } else {
        "qua-han".clone_into(&mut asking.wanted.due);
        ("Quá hạn", "Không có hồ sơ quá hạn.")
    };
    let shown = Shown {
        face: Face::Leader,
        place: Place {
            scope: Scope::SettledBy(asking.unit()),
            base: "/dieu-hanh/qua-han",
            stage: "",
            order: ListOrder::DueAt,
        },
        title,
        nothing,
    };
    page(asking, shown).await
}

async fn page(asking: Asking, shown: Shown) -> Result<Response, Broken> {
    let Asking {
        app,
        officer,
        look,
        wanted,
        shelf,
    } = asking;
    if let Some(closed) = officials::closed(&app, &officer, &look, &[shown.face]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let is_of_one_stage = !shown.place.stage.is_empty();
    let mut list = listing(&app, &rules, &officer, shown.place, wanted).await?;
    // A desk chooses among its own procedures; a leader's lists cover those of a whole agency.
    let today = app.now().today();
    let mut procedures = shelf.index(&rules, today).all();
    if shown.face == Face::Desk {
        let desk = &officer.official().unit;
        procedures = officials::received_among(procedures, &rules, desk, today);
        if !is_of_one_stage {
            list = list.with_deadlines();
        }
    }
    list = list.with_procedures(&procedures);
    let frame = officials::frame(&app, &rules, &officer, shown.face, look, shown.title);
    Ok(draw(&ListPage {
        frame,
        list,
        nothing: shown.nothing,
    }))
}
