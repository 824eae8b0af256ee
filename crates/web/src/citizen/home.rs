//! The first page: find, track, five events in a life, and how it works in three sentences.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::procedure::occasion::Occasion;

use super::frame_in_both;
use super::occasion::OCCASIONS;
use crate::app::App;
use crate::look::Look;
use crate::page::{Frame, draw};

/// `/`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/", get(show))
}

#[derive(Template)]
#[template(path = "citizen/home.html")]
struct Home {
    frame: Frame,
    events: &'static [Occasion],
}

async fn show(State(app): State<App>, look: Look) -> Response {
    let title = look
        .language
        .say("Làm thủ tục hành chính", "Public services");
    draw(&Home {
        frame: frame_in_both(&app, look, title),
        events: &OCCASIONS,
    })
}
