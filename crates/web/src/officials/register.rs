//! The tracking register of a period: on screen page by page, and printed whole. A desk has what it
//! received, a leader what the agency answers for.

mod book;
mod period;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::people::agency::AgencyId;
use serde::Deserialize;
use store::{RegisterOf, RegisterPage, Viewed};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::{officials, outgoing, show};

use book::Row;
use period::{Period, PickedPeriod};

/// Dossiers of one page.
const PAGE: u64 = 50;

/// The most dossiers that are printed at once: some hundred pages, which take a core some seconds.
const PRINTED_MAX: u64 = 5_000;

/// One register is laid out at a time: a long one takes much memory.
static TURN: Semaphore = Semaphore::const_new(1);

/// Whose register it is, and where it stands.
struct Place {
    face: Face,
    home: &'static str,
    whose: fn(AgencyId) -> RegisterOf,
}

const OF_THE_DESK: Place = Place {
    face: Face::Desk,
    home: "/quay/so-theo-doi",
    whose: RegisterOf::Desk,
};

const OF_A_LEADER: Place = Place {
    face: Face::Leader,
    home: "/dieu-hanh/so-theo-doi",
    whose: RegisterOf::Agency,
};

/// The addresses of a desk's register.
pub fn of_the_desk() -> Router<App> {
    Router::new()
        .route("/quay/so-theo-doi", get(desk_page))
        .route("/quay/so-theo-doi.pdf", get(desk_print))
}

/// The addresses of the register of what an agency answers for.
pub fn of_a_leader() -> Router<App> {
    Router::new()
        .route("/dieu-hanh/so-theo-doi", get(leader_page))
        .route("/dieu-hanh/so-theo-doi.pdf", get(leader_print))
}

async fn desk_page(asking: Asking) -> Result<Response, Broken> {
    page(asking, &OF_THE_DESK).await
}

async fn desk_print(asking: Asking) -> Result<Response, Broken> {
    print(asking, &OF_THE_DESK).await
}

async fn leader_page(asking: Asking) -> Result<Response, Broken> {
    page(asking, &OF_A_LEADER).await
}

async fn leader_print(asking: Asking) -> Result<Response, Broken> {
    print(asking, &OF_A_LEADER).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    #[serde(rename = "tu")]
    from: String,
    #[serde(rename = "den")]
    to: String,
    /// Where the page before ended.
    #[serde(rename = "sau")]
    after: String,
}

/// Who asks for which part of a register.
struct Asking {
    app: App,
    officer: Officer,
    look: Look,
    wanted: Wanted,
}

impl FromRequestParts<App> for Asking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let officer = <Officer as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let Ok(look) = <Look as FromRequestParts<App>>::from_request_parts(parts, app).await;
        let Query(wanted) = Query::<Wanted>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            app: app.clone(),
            officer,
            look,
            wanted,
        })
    }
}

impl Asking {
    /// The desk or agency whose register it is.
    fn unit(&self) -> &AgencyId {
        &self.officer.official().unit
    }

    fn picked(&self) -> PickedPeriod {
        PickedPeriod::read(&self.wanted.from, &self.wanted.to, self.app.now().today())
    }

    /// A part of the register of a period.
    async fn read(
        &self,
        place: &Place,
        period: Period,
        limit: u64,
    ) -> Result<RegisterPage, Broken> {
        let asked = period.of((place.whose)(self.unit().clone()));
        let after = self.wanted.after.parse().ok();
        Ok(self.app.store.register(&asked, after, limit).await?)
    }
}

#[derive(Template)]
#[template(path = "officials/register.html")]
struct RegisterTemplate {
    frame: Frame,
    home: &'static str,
    from: String,
    to: String,
    /// None when the period is to be mended.
    book: Option<Book>,
}

/// A page of a register.
struct Book {
    whose: String,
    period: String,
    lines: Vec<Row>,
    /// The first page, when this is a later one.
    first: String,
    /// The next page, when there is one.
    next: String,
    /// Where the whole period is printed.
    print: String,
}

async fn page(asking: Asking, place: &Place) -> Result<Response, Broken> {
    let (app, officer) = (&asking.app, &asking.officer);
    if let Some(closed) = officials::closed(app, officer, &asking.look, &[place.face]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let picked = asking.picked();
    let mut book = None;
    if let Some(period) = picked.period {
        let page = asking.read(place, period, PAGE).await?;
        let (home, asked) = (place.home, period.query());
        let next = page.next.map(|next| format!("{home}?{asked}&sau={next}"));
        let is_first = asking.wanted.after.is_empty();
        let now = app.now();
        book = Some(Book {
            whose: officials::unit_name(&rules, asking.unit()),
            period: period.words(),
            lines: page
                .lines
                .iter()
                .map(|line| Row::of(&rules, now, line))
                .collect(),
            first: if is_first {
                String::new()
            } else {
                format!("{home}?{asked}")
            },
            next: next.unwrap_or_default(),
            print: format!("{home}.pdf?{asked}"),
        });
    }
    let status = if book.is_some() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = "Sổ theo dõi hồ sơ";
    let frame = officials::frame(app, &rules, officer, place.face, asking.look.clone(), title);
    let page = RegisterTemplate {
        frame: frame.errors(picked.errors),
        home: place.home,
        from: picked.from,
        to: picked.to,
        book,
    };
    Ok(draw_as(status, &page))
}

/// The register of a whole period as PDF. Names and addresses stand on it: that they were looked at
/// is noted at each dossier first.
async fn print(mut asking: Asking, place: &Place) -> Result<Response, Broken> {
    let closed = officials::closed(&asking.app, &asking.officer, &asking.look, &[place.face]);
    if let Some(closed) = closed {
        return Ok(closed);
    }
    // A paper has no further pages: it begins where the period does.
    asking.wanted.after.clear();
    let Some(period) = asking.picked().period else {
        return page(asking, place).await;
    };
    let (app, officer) = (&asking.app, &asking.officer);
    let _turn = TURN.acquire().await;
    let found = asking.read(place, period, PRINTED_MAX).await?;
    if found.next.is_some() {
        return Ok(too_long(&asking));
    }
    let ids: Vec<Uuid> = found.lines.iter().map(|line| line.id).collect();
    let now = app.now();
    app.store
        .note_viewings(officer.official().id, &ids, Viewed::Paper, now)
        .await?;
    let (rules, press) = (app.rules().await?, Arc::clone(&app.press));
    let (unit, lines) = (asking.unit().clone(), found.lines);
    let pdf = tokio::task::spawn_blocking(move || {
        let data = book::register(&rules, now, (&unit, period), &lines);
        documents::tracking_register(&press, &data)
    });
    let name = format!("so-theo-doi-{}-{}.pdf", period.from, period.to);
    Ok(outgoing::inline("pdf", &name, pdf.await??))
}

fn too_long(asking: &Asking) -> Response {
    let most = show::number(PRINTED_MAX);
    officials::told_to(
        &asking.app,
        &asking.officer,
        asking.look.clone(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "Sổ quá dài để in một lần",
        &format!(
            "Khoảng này có hơn {most} hồ sơ. Quay lại sổ theo dõi, chọn khoảng ngắn hơn rồi in từng \
             phần."
        ),
    )
}
