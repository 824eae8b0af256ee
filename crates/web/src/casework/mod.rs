//! Casework: the inbox of a unit, several dossiers at once, a dossier, search, the palette.

pub mod bulk;
pub mod dossier;
pub mod inbox;
pub mod palette;
pub mod search;

use axum::Router;

use crate::app::App;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(inbox::router())
        .merge(bulk::router())
        .merge(dossier::router())
        .merge(search::router())
        .merge(palette::router())
}
