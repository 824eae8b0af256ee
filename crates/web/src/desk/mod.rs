//! The one-stop desk: today, the scanner, intake in person, the desk's dossiers, handing over.

pub mod choose;
pub mod intake;
pub mod lists;
pub mod received;
pub mod scan;
pub mod today;

use axum::{Extension, Router};

use crate::app::App;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(today::router())
        .merge(intake::router())
        .merge(received::router())
        .merge(scan::router())
        .merge(lists::router())
        .layer(Extension(crate::citizen::search::Shelf::default()))
}
