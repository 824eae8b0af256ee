//! The one-stop desk: today, the scanner and its set-up sheet, intake in person, the desk's
//! dossiers, handing over, the day's cash-up and bundles, and the register.

pub mod cash_book;
pub mod choose;
pub mod intake;
pub mod manifest;
pub mod received;
pub mod scan;
pub mod scanner;
pub mod today;

use axum::Router;

use crate::app::App;
use crate::officials::{lists, register};

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(today::router())
        .merge(intake::router())
        .merge(received::router())
        .merge(scan::router())
        .merge(scanner::router())
        .merge(cash_book::router())
        .merge(manifest::router())
        .merge(lists::of_the_desk())
        .merge(register::of_the_desk())
}
