//! The control room of a leader: this morning, what waits for a decision, what is overdue, everything
//! the agency answers for, its register, and what it apologised for.

pub mod apologies;
pub mod dossiers;
pub mod morning;
pub mod opinions;

use axum::Router;

use crate::app::App;
use crate::officials::{alarms, lists, register};

/// The addresses of this face.
pub fn router() -> Router<App> {
    Router::new()
        .merge(morning::router())
        .merge(lists::of_a_leader())
        .merge(alarms::of_a_leader())
        .merge(register::of_a_leader())
        .merge(dossiers::router())
        .merge(apologies::router())
        .merge(opinions::router())
}
