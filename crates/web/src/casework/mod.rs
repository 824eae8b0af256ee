//! Casework: the inbox of a unit, the page of a dossier, search.

pub mod dossier;
pub mod inbox;
pub mod search;

use axum::Router;

use crate::app::App;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(inbox::router())
        .merge(dossier::router())
        .merge(search::router())
}
