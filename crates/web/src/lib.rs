//! The only code that knows HTTP and HTML.
//!
//! What every page shares comes first: `page` is the frame, `form` what was typed and what is
//! wrong with it, `components` the values that the macros of `templates/components` draw, `show`
//! how dates and sums are read, `language` that in each language, `look` how this person likes to
//! read, `assets` the files that never change under their name, `headers` what the browser is told
//! about safety.

pub mod account;
pub mod acts;
pub mod admin;
pub mod api;
pub mod app;
pub mod applicant;
pub mod assets;
pub mod bundled;
pub mod casework;
pub mod citizen;
pub mod components;
pub mod desk;
pub mod explained;
pub mod facts;
pub mod fault;
pub mod form;
pub mod fresh;
pub mod headers;
pub mod health;
pub mod incoming;
pub mod language;
pub mod leader;
pub mod look;
pub mod officials;
pub mod outgoing;
pub mod page;
pub mod papers;
pub mod portal;
pub mod process_picture;
pub mod process_sheet;
pub mod qr;
pub mod session;
pub mod show;
pub mod tus;
pub mod unsent;
pub mod wording;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::NotForContentType;
use tower_http::compression::{CompressionLayer, DefaultPredicate, Predicate as _};
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::look::Look;
use crate::session::Officer;

/// Largest request: twenty files of 20 MB would be too much; one dossier may bring 60 MB.
///
/// Not law: the design's limits of an upload.
const BODY_MAX: usize = 60 * 1024 * 1024;

/// Everything people reach over HTTP.
pub fn router(app: App) -> Router {
    let at_work = Router::new()
        .merge(desk::router())
        .merge(casework::router())
        .merge(acts::router())
        .merge(outgoing::router())
        .merge(leader::router())
        .merge(admin::router())
        .route_layer(from_fn_with_state(app.clone(), unsent::keep));
    let faces = Router::new()
        .merge(citizen::router(&app))
        .merge(account::router())
        .merge(at_work)
        .merge(look::router())
        .method_not_allowed_fallback(not_asked_so)
        .layer(CsrfLayer::new());
    let all = Router::new()
        .merge(faces)
        .merge(api::router())
        .merge(assets::router())
        .merge(health::router())
        .fallback(nowhere)
        .layer(Extension(citizen::search::Shelf::default()))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CompressionLayer::new().compress_when(
            // Papers are compressed inside.
            DefaultPredicate::new().and(NotForContentType::new("application/pdf")),
        ))
        .layer(CatchPanicLayer::new());
    headers::safe(all).with_state(app)
}

/// Nothing is at this address.
async fn nowhere(State(app): State<App>, officer: Option<Officer>, look: Look) -> Response {
    no_such_page(&app, officer, look, StatusCode::NOT_FOUND)
}

/// What is at this address is not asked for in this way: typed by hand, it is no page either.
async fn not_asked_so(State(app): State<App>, officer: Option<Officer>, look: Look) -> Response {
    no_such_page(&app, officer, look, StatusCode::METHOD_NOT_ALLOWED)
}

fn no_such_page(app: &App, officer: Option<Officer>, look: Look, status: StatusCode) -> Response {
    match officer {
        Some(officer) => officials::no_such_page(app, &officer, look, status),
        None => citizen::no_such_page(app, look, status),
    }
}

#[cfg(test)]
mod gallery;
