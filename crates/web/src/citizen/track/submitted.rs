//! Right after submitting: the code and the secret, to be written down or taken as a picture.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

use super::open;
use crate::app::App;
use crate::citizen::{frame_in_both, story, unit_name};
use crate::components::ReceivedFile;
use crate::fault::Broken;
use crate::look::Look;
use crate::page::{Frame, draw};

#[derive(Template)]
#[template(path = "citizen/track/submitted.html")]
struct Submitted {
    frame: Frame,
    code: String,
    secret: String,
    at: String,
    desk: String,
    procedure: String,
    files: Vec<ReceivedFile>,
    address: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let (code, loaded) = match open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let rules = app.rules().await?;
    let dossier = &loaded.dossier;
    let procedure = dossier.procedure_in(&rules);
    let case = procedure.and_then(|procedure| procedure.case(&dossier.case));
    let secret = loaded.personal.secret(dossier.secret.id);
    let Some(secret) = secret else {
        return Ok(Redirect::to(&format!("/tra-cuu/{code}")).into_response());
    };
    let language = look.language;
    let title = language.say("Đã nộp hồ sơ", "Application submitted");
    Ok(draw(&Submitted {
        frame: frame_in_both(&app, look, title),
        code: code.as_str().to_owned(),
        secret: grouped(&secret.typed),
        at: language.time_on(dossier.submitted_at.local()),
        desk: unit_name(&rules, &dossier.desk),
        procedure: procedure.map(|p| p.name.clone()).unwrap_or_default(),
        files: story::papers(&loaded, case, language).0,
        address: format!("{}/tra-cuu/{code}", app.public_url),
    }))
}

/// `7K2Q-9FXD`: people read four letters at a time.
fn grouped(secret: &str) -> String {
    let (front, back) = secret.split_at(secret.len().min(4));
    format!("{front}-{back}")
}
