//! Help, accessibility, personal data: three plain pages that the frame leads to.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::frame_in_both;
use crate::app::App;
use crate::look::Look;
use crate::page::{Frame, draw};

/// `/giup-do`, `/tiep-can`, `/quyen-rieng-tu`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/giup-do", get(help))
        .route("/tiep-can", get(access))
        .route("/quyen-rieng-tu", get(privacy))
}

#[derive(Template)]
#[template(path = "citizen/help.html")]
struct Help {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "citizen/help_access.html")]
struct Access {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "citizen/help_privacy.html")]
struct Privacy {
    frame: Frame,
}

async fn help(State(app): State<App>, look: Look) -> Response {
    let title = look.language.say("Trợ giúp", "Help");
    let frame = frame_in_both(&app, look, title).below_home();
    draw(&Help { frame })
}

async fn access(State(app): State<App>, look: Look) -> Response {
    let title = look.language.say("Khả năng tiếp cận", "Accessibility");
    let frame = frame_in_both(&app, look, title).below_home();
    draw(&Access { frame })
}

async fn privacy(State(app): State<App>, look: Look) -> Response {
    let title = look.language.say("Dữ liệu cá nhân", "Personal data");
    let frame = frame_in_both(&app, look, title).below_home();
    draw(&Privacy { frame })
}
