//! The only code that knows HTTP and HTML.
//!
//! What every page shares comes first: `page` is the frame, `form` what was typed and what is
//! wrong with it, `components` the values that the macros of `templates/components` draw, `show`
//! how dates and sums are read, `look` how this person likes to read, `assets` the files that
//! never change under their name, `headers` what the browser is told about safety.

pub mod account;
pub mod acts;
pub mod admin;
pub mod api;
pub mod app;
pub mod applicant;
pub mod assets;
pub mod casework;
pub mod citizen;
pub mod components;
pub mod desk;
pub mod fault;
pub mod form;
pub mod fresh;
pub mod headers;
pub mod health;
pub mod incoming;
pub mod leader;
pub mod look;
pub mod officials;
pub mod outgoing;
pub mod page;
pub mod papers;
pub mod session;
pub mod show;
pub mod wording;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;

/// Largest request: twenty files of 20 MB would be too much; one dossier may bring 60 MB.
///
/// Not law: the design's limits of an upload.
const BODY_MAX: usize = 60 * 1024 * 1024;

/// Everything people reach over HTTP.
pub fn router(app: App) -> Router {
    let faces = Router::new()
        .merge(citizen::router())
        .merge(account::router())
        .merge(desk::router())
        .merge(casework::router())
        .merge(acts::router())
        .merge(outgoing::router())
        .merge(leader::router())
        .merge(admin::router())
        .merge(look::router())
        .layer(CsrfLayer::new());
    let all = Router::new()
        .merge(faces)
        .merge(api::router())
        .merge(assets::router())
        .merge(health::router())
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new());
    headers::safe(all).with_state(app)
}

#[cfg(test)]
mod gallery;
