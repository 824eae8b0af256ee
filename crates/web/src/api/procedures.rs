//! `GET /api/v1/procedures`: the catalogue is public, as the law wants it; no token is asked for.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use domain::procedure::{Procedure, ProcedureCode};
use domain::vietnamese::{initials, words};

use super::model::catalogue::{ProcedureLine, ProcedureShown, Procedures};
use super::problem::Problem;
use crate::app::App;

/// Longest search text, in characters.
const QUERY_MAX: usize = 200;

/// Procedures in force today: all by code, or those that match, the best first.
#[utoipa::path(
    get,
    path = "/api/v1/procedures",
    tag = "procedures",
    params(("q" = Option<String>, Query, description = "Words of the name, with or without diacritics, initials (`dkks`), or a code")),
    responses(
        (status = 200, body = Procedures),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
    security(()),
)]
pub(super) async fn list(
    State(app): State<App>,
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
    let asked = words(text);
    let in_force = rules.in_force_on(app.now().today());
    let mut found: Vec<_> = in_force
        .filter_map(|procedure| Some((rank(procedure, text, &asked)?, procedure)))
        .collect();
    found.sort_by(|(a, first), (b, second)| (a, &first.code).cmp(&(b, &second.code)));
    let procedures = found
        .iter()
        .map(|(_, procedure)| ProcedureLine::from(procedure.as_ref()));
    Ok(Json(Procedures {
        procedures: procedures.collect(),
    }))
}

/// How well a procedure matches what was typed, the best lowest; none when it does not.
pub(crate) fn matching(procedure: &Procedure, text: &str) -> Option<u8> {
    rank(procedure, text, &words(text))
}

fn rank(procedure: &Procedure, text: &str, asked: &[String]) -> Option<u8> {
    if asked.is_empty() {
        return Some(0);
    }
    if procedure.code.as_str().starts_with(text) {
        return Some(0);
    }
    let whole = asked.concat();
    let names = [&procedure.name, &procedure.official_name];
    if asked.len() == 1 && names.iter().any(|name| initials(name).starts_with(&whole)) {
        return Some(1);
    }
    let tier = |texts: &mut dyn Iterator<Item = &String>| {
        let there: Vec<String> = texts.flat_map(|text| words(text)).collect();
        asked
            .iter()
            .all(|word| there.iter().any(|known| known.starts_with(word.as_str())))
    };
    if tier(&mut std::iter::once(&procedure.name)) {
        return Some(2);
    }
    let others = [
        &procedure.name,
        &procedure.official_name,
        &procedure.sector.name,
    ];
    if tier(&mut procedure.synonyms.iter().chain(others)) {
        return Some(3);
    }
    None
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
