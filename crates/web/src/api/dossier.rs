//! `GET /api/v1/dossiers/{code}` and its events: shown to those who receive, hold or answer for it.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use domain::dossier::code::DossierCode;
use domain::dossier::open_now::open_now;
use domain::dossier::{Dossier, Situation};
use domain::people::duty::Duty;
use domain::rulebook::Rulebook;
use store::{Loaded, Viewed};

use super::caller::Caller;
use super::model::shown::{DossierShown, EventShown, Events};
use super::problem::Problem;
use crate::app::App;
use crate::officials;
use crate::wording::act;

/// A dossier with everything the official may see. The look is noted.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{code}",
    tag = "dossiers",
    params(("code" = String, Path, description = "The dossier's code")),
    responses(
        (status = 200, body = DossierShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<Json<DossierShown>, Problem> {
    let loaded = look_at(&app, &caller, code).await?;
    let rules = app.rules().await?;
    let duty = officials::duty(&app, &caller.0).await?;
    let acts = open_acts(&app, &caller, (&rules, &duty), &loaded.dossier);
    Ok(Json(DossierShown::new(&loaded, &rules, acts)))
}

/// What happened to a dossier, oldest first. The look is noted.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{code}/events",
    tag = "dossiers",
    params(("code" = String, Path, description = "The dossier's code")),
    responses(
        (status = 200, body = Events),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn events(
    State(app): State<App>,
    caller: Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<Json<Events>, Problem> {
    let loaded = look_at(&app, &caller, code).await?;
    let personal = Some(&loaded.personal);
    Ok(Json(Events {
        code: loaded.dossier.code.to_string(),
        events: loaded
            .history
            .iter()
            .map(|entry| EventShown::new(entry, personal))
            .collect(),
    }))
}

/// The dossier, if this official may see it; to everybody else it is not there.
pub(super) async fn find(
    app: &App,
    caller: &Caller,
    code: &DossierCode,
) -> Result<Loaded, Problem> {
    let loaded = app.store.find(code).await?.ok_or_else(Problem::not_found)?;
    if officials::may_see(app, &caller.0, &loaded.dossier).await? {
        Ok(loaded)
    } else {
        Err(Problem::not_found())
    }
}

/// The dossier for whoever may see it; the look is noted.
pub(super) async fn look_at(
    app: &App,
    caller: &Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<Loaded, Problem> {
    let Path(code) = code.map_err(|_| Problem::not_found())?;
    let code: DossierCode = code.parse().map_err(|_| Problem::not_found())?;
    let loaded = find(app, caller, &code).await?;
    let official = caller.0.official().id;
    app.store
        .note_viewing(official, loaded.id, Viewed::Dossier, app.now())
        .await?;
    Ok(loaded)
}

fn open_acts(
    app: &App,
    caller: &Caller,
    (rules, duty): (&Rulebook, &Duty),
    dossier: &Dossier,
) -> Vec<&'static str> {
    let actor = caller.0.actor();
    let situation = Situation {
        actor: &actor,
        now: app.now(),
        rules,
        number: None,
        answers: None,
        named: None,
        duty,
    };
    open_now(&situation, dossier)
        .into_iter()
        .map(act::address)
        .collect()
}
