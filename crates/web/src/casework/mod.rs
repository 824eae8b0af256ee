//! Casework: the inbox of a unit, several dossiers at once, a hand-over on leave, a dossier,
//! what the unit is asked for its opinion, linked procedures, search, the palette.

pub mod absences;
pub mod bulk;
pub mod dossier;
pub mod inbox;
pub mod leave;
pub mod linked;
pub mod linked_one;
pub mod opinion;
pub mod opinions;
pub mod palette;
pub mod search;

use axum::Router;

use crate::app::App;
use crate::officials::alarms;

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(inbox::router())
        .merge(alarms::of_an_officer())
        .merge(bulk::router())
        .merge(leave::router())
        .merge(absences::router())
        .merge(dossier::router())
        .merge(opinions::router())
        .merge(opinion::router())
        .merge(linked::router())
        .merge(linked_one::router())
        .merge(search::router())
        .merge(palette::router())
}
