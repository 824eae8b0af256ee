//! Taking a dossier back, after one page that says what that means.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::command::{Act, Command};
use domain::people::Actor;
use domain::vietnamese::clean;
use store::Loaded;

use super::{Typed, Way, frame, told, track, typed};
use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::refusal;

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

/// `/tra-cuu/{code}/rut`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/tra-cuu/{code}/rut", get(show).post(withdraw))
}

#[derive(Template)]
#[template(path = "citizen/withdraw.html")]
struct Withdraw {
    frame: Frame,
    code: String,
    back: String,
    reason: String,
    seen: u32,
    key: String,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let (_, loaded) = match track::open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let rules = app.rules().await?;
    if !track::acts(&app, &rules, &loaded.dossier).contains(&Act::Withdraw) {
        return Ok(too_late(&app, look, &loaded));
    }
    Ok(draw(&page(
        &app,
        look,
        &loaded,
        String::new(),
        fresh::key(),
    )))
}

async fn withdraw(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let (code, loaded) = match track::open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let reason = clean(typed(&form, "reason"));
    if reason.chars().count() > REASON_MAX {
        return Ok(too_long(&app, look, &loaded, &form));
    }
    let key = typed(&form, "key").to_owned();
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&code),
        seen: typed(&form, "seen").parse().ok(),
        once: Some(once(&format!("rut/{}", loaded.id), &key, reason.as_bytes())),
    };
    let command = Command::Withdraw {
        reason: fresh::personal(reason.clone()),
    };
    match app.carry_out(asked, command).await? {
        Ok(_) => Ok(Redirect::to(&format!("/tra-cuu/{code}?xong=rut")).into_response()),
        Err(why) => {
            let rules = app.rules().await?;
            if !track::acts(&app, &rules, &loaded.dossier).contains(&Act::Withdraw) {
                return Ok(too_late(&app, look, &loaded));
            }
            let mut page = page(&app, look, &loaded, reason, fresh::key());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::not_done(&why, None)));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn page(app: &App, look: Look, loaded: &Loaded, reason: String, key: String) -> Withdraw {
    let code = loaded.dossier.code.as_str().to_owned();
    Withdraw {
        frame: frame(app, look, "Rút hồ sơ"),
        back: format!("/tra-cuu/{code}"),
        code,
        reason,
        seen: loaded.dossier.number,
        key,
    }
}

/// The page again, with everything that was sent.
fn too_long(app: &App, look: Look, loaded: &Loaded, form: &Typed) -> Response {
    let mut errors = FormErrors::new();
    errors.add("reason", format!("Viết gọn trong {REASON_MAX} ký tự"));
    let text = |name| typed(form, name).to_owned();
    let mut page = page(app, look, loaded, text("reason"), text("key"));
    page.seen = typed(form, "seen").parse().unwrap_or(page.seen);
    page.frame = page.frame.errors(errors);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn too_late(app: &App, look: Look, loaded: &Loaded) -> Response {
    let code = &loaded.dossier.code;
    let frame = frame(app, look, "Không rút được nữa").below("Tra cứu hồ sơ", "/tra-cuu");
    let said = "Hồ sơ đã có kết quả, đang vào sổ, hoặc đã kết thúc, nên không rút được. Cần đổi ý \
                thì hỏi nơi tiếp nhận.";
    let ways = vec![Way::new("Quay lại hồ sơ", format!("/tra-cuu/{code}"))];
    told(StatusCode::CONFLICT, frame, &[said], ways)
}
