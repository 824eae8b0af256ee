//! `GET /api/v1/procedures`: the catalogue is public, as the law wants it; no token is asked for.

use std::collections::BTreeMap;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use domain::procedure::ProcedureCode;

use super::model::catalogue::{ProcedureLine, ProcedureShown, Procedures};
use super::problem::Problem;
use crate::app::App;
use crate::citizen::search::Shelf;

/// Longest search text, in characters.
const QUERY_MAX: usize = 200;

/// Procedures in force today: all by code, or those that match, the best first.
#[utoipa::path(
    get,
    path = "/api/v1/procedures",
    tag = "procedures",
    params(("q" = Option<String>, Query, description = "What somebody would say, with or without diacritics, initials (`dkks`), or a code, also one of the past")),
    responses(
        (status = 200, body = Procedures),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
    security(()),
)]
pub(super) async fn list(
    State(app): State<App>,
    Extension(shelf): Extension<Shelf>,
    query: Result<Query<BTreeMap<String, String>>, QueryRejection>,
) -> Result<Json<Procedures>, Problem> {
    let Query(query) = query.map_err(|_| Problem::of("bad-input"))?;
    if let Some(other) = query.keys().find(|name| *name != "q") {
        return Err(Problem::field(
            other.clone(),
            "Không có tham số này. Dùng q",
        ));
    }
    let text = query.get("q").map_or("", |text| text.trim());
    if text.chars().count() > QUERY_MAX {
        return Err(Problem::field("q", format!("Tìm tối đa {QUERY_MAX} ký tự")));
    }
    let rules = app.rules().await?;
    let index = shelf.index(&rules, app.now().today());
    let mut found = index.find(text).hits;
    if text.is_empty() {
        found.sort_by_cached_key(|one| one.code.clone());
    }
    let procedures = found
        .iter()
        .map(|procedure| ProcedureLine::from(procedure.as_ref()));
    Ok(Json(Procedures {
        procedures: procedures.collect(),
    }))
}

/// A procedure in force today, with what an application for it needs.
#[utoipa::path(
    get,
    path = "/api/v1/procedures/{code}",
    tag = "procedures",
    params(("code" = String, Path, description = "National number of the procedure")),
    responses(
        (status = 200, body = ProcedureShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
    security(()),
)]
pub(super) async fn one(
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
) -> Result<Json<ProcedureShown>, Problem> {
    let Path(code) = code.map_err(|_| Problem::not_found())?;
    let code: ProcedureCode = code.parse().map_err(|_| Problem::not_found())?;
    let (rules, today) = (app.rules().await?, app.now().today());
    let procedure = rules
        .procedure_on(&code, today)
        .ok_or_else(Problem::not_found)?;
    let desks = rules.desks_for(&code, today);
    Ok(Json(ProcedureShown::new(procedure, &desks)))
}
