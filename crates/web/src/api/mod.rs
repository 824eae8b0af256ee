//! The API: JSON, the same rules as the pages, problems as RFC 9457.
//!
//! A request comes in through `caller` (who asks, under which key) and `body` (JSON, read field by
//! field); `reading` turns what was asked into what the rules take. Every "no" is a `problem`, and
//! `known` explains each to people. What is shown is in `model`, and `document` describes it all.

mod acts;
mod asking;
mod body;
mod bundles;
mod caller;
mod clock;
mod document;
mod dossier;
mod files;
mod given;
mod known;
mod list;
pub mod model;
mod open;
mod partners;
pub mod problem;
mod procedures;
mod reading;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get, post};
use integrations::partner::{ANSWER_PATH, PAPERS_PATH};

use crate::api::problem::Problem;
use crate::app::App;

/// Largest JSON body, in bytes: a declaration with a hundred papers needs a tenth of it.
///
/// Not law: the design's limit.
const JSON_MAX: usize = 1024 * 1024;

/// The addresses of this face.
pub fn router() -> Router<App> {
    let json = Router::new()
        .route("/api/v1/dossiers", get(list::get).post(open::post))
        .route("/api/v1/dossiers/{code}/acts/{act}", post(acts::post))
        .route("/api/v1/bundles", post(bundles::post))
        .route("/api/v1/bundles/{code}/withdraw", post(bundles::withdraw))
        .layer(DefaultBodyLimit::max(JSON_MAX));
    let papers = format!("{PAPERS_PATH}/{{code}}/{{child}}/{{sha256}}");
    let outside = Router::new()
        .route(ANSWER_PATH, post(partners::answer))
        .route(&papers, get(partners::paper))
        .layer(DefaultBodyLimit::max(partners::ANSWER_MAX));
    Router::new()
        .merge(json)
        .merge(outside)
        .route("/api/v1/openapi.json", get(document::get))
        .route("/api/v1/procedures", get(procedures::list))
        .route("/api/v1/procedures/{code}", get(procedures::one))
        .route("/api/v1/dossiers/{code}", get(dossier::get))
        .route("/api/v1/dossiers/{code}/events", get(dossier::events))
        .route("/api/v1/dossiers/{code}/clock", get(clock::get))
        .route("/api/v1/bundles/{code}", get(bundles::get))
        .route("/api/v1/files", post(files::post))
        .route("/api", any(nowhere))
        .route("/api/{*rest}", any(nowhere))
        .method_not_allowed_fallback(|| async { Problem::of("method-not-allowed") })
        .merge(known::router())
}

async fn nowhere() -> Problem {
    Problem::not_found()
}
