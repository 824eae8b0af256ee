//! Help, accessibility, personal data: three plain pages that the frame leads to.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::frame;
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
    let frame = frame(&app, look, "Trợ giúp").below("Trang chủ", "/");
    draw(&Help { frame })
}

async fn access(State(app): State<App>, look: Look) -> Response {
    let frame = frame(&app, look, "Khả năng tiếp cận").below("Trang chủ", "/");
    draw(&Access { frame })
}

async fn privacy(State(app): State<App>, look: Look) -> Response {
    let frame = frame(&app, look, "Dữ liệu cá nhân").below("Trang chủ", "/");
    draw(&Privacy { frame })
}
