//! `POST /api/v1/dossiers/{code}/acts/{act}`: the same commands as the buttons of the pages.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use domain::dossier::code::DossierCode;
use domain::dossier::command::Act;
use domain::dossier::refusal::Refusal;
use store::{DossierWrite, NotDone};

use super::asking::Asking;
use super::body::JsonBytes;
use super::caller::{Caller, Key};
use super::dossier::find;
use super::given::{Given, answered, as_of, give};
use super::model::shown::{Acted, EventShown};
use super::problem::Problem;
use crate::app::{App, once};
use crate::fresh;
use crate::wording::act::address;

/// Carries an act out. Who may not see the dossier is told that it is not there.
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    Key(key): Key,
    body: JsonBytes,
) -> Result<Json<Acted>, Problem> {
    let Path((code, name)) = path.map_err(|_| Problem::not_found())?;
    let act = Act::ON_DOSSIER
        .into_iter()
        .find(|act| address(*act) == name);
    let act = act.ok_or_else(Problem::not_found)?;
    let code: DossierCode = code.parse().map_err(|_| Problem::not_found())?;
    let mut content = format!("POST {code} {name}\n").into_bytes();
    content.extend(body.canonical()?);
    let once = once(&caller.scope(), &key, &content);
    // A retry is answered as it was, also when the act moved the dossier out of sight.
    if let Some(done) = answered(&app, &once).await? {
        let then = as_of(&app, &done).await?;
        return Ok(Json(Acted::from(&then.dossier)));
    }
    let loaded = find(&app, &caller, &code).await?;
    let rules = app.rules().await?;
    let asking = Asking {
        app: &app,
        caller: &caller,
        loaded: &loaded,
        rules: &rules,
        body: &body,
    };
    let asked = asking.read(act).await?;
    let last = loaded.dossier.number;
    if asked.seen.is_some_and(|seen| seen > last) {
        let text = format!("Hồ sơ mới có {last} sự kiện. Ghi \"version\" đã đọc gần nhất");
        return Err(Problem::field("seen", text));
    }
    let write = DossierWrite {
        once: Some(once),
        actor: caller.0.actor(),
        now: app.now(),
        code: Some(code),
        seen: asked.seen,
        id: fresh::id(),
        command: asked.command,
    };
    match give(&app, write).await? {
        Ok(given) => acted(&asking, &given).await.map(Json),
        Err(why) => Err(refused(&asking, &why).await?),
    }
}

/// Why it was not carried out; with what happened meanwhile, when that is the reason.
async fn refused(asking: &Asking<'_>, why: &NotDone) -> Result<Problem, Problem> {
    let problem = Problem::not_done(why, asking.case());
    let NotDone::Refused(Refusal::ChangedSince { events }) = why else {
        return Ok(problem);
    };
    // What people wrote is left out: nobody has looked at the dossier yet.
    let now = find(asking.app, asking.caller, &asking.loaded.dossier.code).await?;
    let news = now
        .history
        .iter()
        .filter(|entry| events.contains(&entry.recorded.number));
    Ok(problem.with_events(news.map(|entry| EventShown::new(entry, None)).collect()))
}

async fn acted(asking: &Asking<'_>, given: &Given) -> Result<Acted, Problem> {
    let before = Some(&asking.loaded.dossier);
    if let Some(dossier) = given.dossier_after(before, asking.rules, None)
        && given.under(asking.app, asking.rules).await?
    {
        return Ok(Acted::from(&dossier));
    }
    Ok(Acted::from(&as_of(asking.app, &given.done).await?.dossier))
}
