//! The whole is withdrawn: what nobody signs yet is taken back.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::people::Actor;
use domain::vietnamese::clean;
use store::{BundleCommand, LoadedBundle};

use crate::app::{App, Asked, once};
use crate::citizen::track::below_find;
use crate::citizen::{Typed, access, typed};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::bundle::{Names, not_done};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

pub(super) fn router() -> Router<App> {
    Router::new().route("/tra-cuu/{code}/rut-lien-thong", get(show).post(send))
}

#[derive(Template)]
#[template(path = "citizen/bundle/withdraw.html")]
struct Withdraw {
    frame: Frame,
    back: String,
    code: String,
    key: String,
    seen: u32,
    reason: String,
    parts: Vec<String>,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match find(&app, &headers, &code).await? {
        Ok(loaded) => Ok(draw(&page(&app, look, &loaded, fresh::key()))),
        Err(answer) => Ok(answer),
    }
}

async fn send(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let loaded = match find(&app, &headers, &code).await? {
        Ok(loaded) => loaded,
        Err(answer) => return Ok(answer),
    };
    let code = loaded.bundle.opened.code.clone();
    let reason = clean(typed(&form, "reason")).trim().to_owned();
    let key = typed(&form, "key").to_owned();
    let language = look.language;
    if reason.chars().count() > REASON_MAX {
        let mut errors = FormErrors::new();
        let said = language.say(
            "Viết gọn trong 1.000 ký tự",
            "Write at most 1,000 characters",
        );
        errors.add("reason", said);
        let mut page = page(&app, look, &loaded, key);
        page.reason = reason;
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&code),
        seen: typed(&form, "seen").parse().ok(),
        once: Some(once(
            &format!("rut-lien-thong/{code}"),
            &key,
            reason.as_bytes(),
        )),
    };
    let command = BundleCommand::Withdraw {
        reason: fresh::personal(reason.clone()),
    };
    match app.carry_out_bundle(fresh::id(), asked, command).await? {
        Ok(_) => Ok(Redirect::to(&format!("/tra-cuu/{code}?xong=rut")).into_response()),
        Err(why) => {
            let names = Names {
                kind: &loaded.kind,
                parent: None,
            };
            let said = Note::Refused(not_done(&why, Some(names), language));
            let again = app.store.find_bundle(&code).await?.unwrap_or(loaded);
            let mut page = page(&app, look, &again, fresh::key());
            page.reason = reason;
            page.frame = page.frame.note(said);
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// The bundle of the address, for whoever holds its cookie.
async fn find(
    app: &App,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<LoadedBundle, Response>, Broken> {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Ok(Err(Redirect::to("/tra-cuu").into_response()));
    };
    match access::opened_bundle(app, headers, &code).await? {
        Some(loaded) => Ok(Ok(loaded)),
        None => Ok(Err(
            Redirect::to(&format!("/tra-cuu/{code}")).into_response()
        )),
    }
}

fn page(app: &App, look: Look, loaded: &LoadedBundle, key: String) -> Withdraw {
    let code = loaded.bundle.opened.code.as_str().to_owned();
    let language = look.language;
    let title = language.say("Rút hồ sơ liên thông", "Withdraw the linked application");
    let running = loaded.bundle.running();
    let parts = running.filter_map(|(key, _)| loaded.kind.child(key));
    Withdraw {
        frame: below_find(app, look, title),
        back: format!("/tra-cuu/{code}"),
        key,
        seen: loaded.bundle.number,
        reason: String::new(),
        parts: parts.map(|child| child.name.clone()).collect(),
        code,
    }
}
