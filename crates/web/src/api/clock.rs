//! `GET /api/v1/dossiers/{code}/clock`: the promise of a dossier, counted day by day.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};

use super::caller::Caller;
use super::dossier::look_at;
use super::model::clock::ClockShown;
use super::problem::Problem;
use crate::app::App;

/// Why a dossier is promised for its day: beginning, rule, each day counted or passed over, pauses,
/// and what is left. The look is noted.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{code}/clock",
    tag = "dossiers",
    params(("code" = String, Path, description = "The dossier's code")),
    responses(
        (status = 200, body = ClockShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<Json<ClockShown>, Problem> {
    let loaded = look_at(&app, &caller, code).await?;
    let rules = app.rules().await?;
    Ok(Json(ClockShown::new(&loaded, &rules, app.now())))
}
