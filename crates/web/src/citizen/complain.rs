//! Complaining about how a dossier is handled: the complaint carries the dossier with it.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::Dossier;
use domain::dossier::command::{Act, Command};
use domain::people::Actor;
use domain::rulebook::Rulebook;
use domain::vietnamese::clean;
use store::Loaded;

use super::{Typed, Way, frame, told, track, typed, unit_name};
use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::refusal;
use crate::{fresh, show};

/// Longest complaint, in characters.
const TEXT_MAX: usize = 2_000;

/// `/tra-cuu/{code}/phan-anh`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/tra-cuu/{code}/phan-anh", get(show_form).post(complain))
}

#[derive(Template)]
#[template(path = "citizen/complain.html")]
struct GiveFeedback {
    frame: Frame,
    code: String,
    back: String,
    agency: String,
    words: String,
    key: String,
}

/// That a complaint waits, since when and for whom; empty when none does.
pub(super) fn waiting(dossier: &Dossier, rules: &Rulebook) -> String {
    dossier.feedback_at.map_or_else(String::new, |at| {
        let at = show::date_time(at.local());
        let agency = unit_name(rules, &dossier.competent);
        format!("Phản ánh gửi {at} đang chờ lãnh đạo {agency} trả lời.")
    })
}

async fn show_form(
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
    if !track::acts(&app, &rules, &loaded.dossier).contains(&Act::GiveFeedback) {
        return Ok(closed(&app, look, &loaded, &rules));
    }
    let page = page(&app, look, &loaded, &rules, fresh::key());
    Ok(draw(&page))
}

async fn complain(
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
    let rules = app.rules().await?;
    let text = clean(typed(&form, "text")).trim().to_owned();
    let key = typed(&form, "key").to_owned();
    let wrong = if text.is_empty() {
        "Viết điều ông/bà muốn phản ánh".to_owned()
    } else if text.chars().count() > TEXT_MAX {
        format!("Viết gọn trong {TEXT_MAX} ký tự")
    } else {
        String::new()
    };
    if !wrong.is_empty() {
        let mut errors = FormErrors::new();
        errors.add("text", wrong);
        let mut page = page(&app, look, &loaded, &rules, key);
        page.words = text;
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let scope = format!("phan-anh/{}", loaded.id);
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&code),
        // A complaint holds whatever else happened meanwhile.
        seen: None,
        once: Some(once(&scope, &key, text.as_bytes())),
    };
    let command = Command::GiveFeedback {
        text: fresh::personal(text.clone()),
    };
    match app.carry_out(asked, command).await? {
        Ok(_) => Ok(Redirect::to(&format!("/tra-cuu/{code}?xong=phan-anh")).into_response()),
        Err(why) => {
            let Some(now) = app.store.find(&code).await? else {
                return Ok(Redirect::to("/tra-cuu").into_response());
            };
            if now.dossier.feedback_at.is_some() {
                return Ok(closed(&app, look, &now, &rules));
            }
            let mut page = page(&app, look, &now, &rules, fresh::key());
            page.words = text;
            page.frame = page
                .frame
                .note(Note::Refused(refusal::not_done(&why, None)));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn page(app: &App, look: Look, loaded: &Loaded, rules: &Rulebook, key: String) -> GiveFeedback {
    let dossier = &loaded.dossier;
    let code = dossier.code.as_str().to_owned();
    GiveFeedback {
        frame: frame(app, look, "Phản ánh về hồ sơ"),
        back: format!("/tra-cuu/{code}"),
        code,
        agency: unit_name(rules, &dossier.competent),
        words: String::new(),
        key,
    }
}

/// One complaint waits already.
fn closed(app: &App, look: Look, loaded: &Loaded, rules: &Rulebook) -> Response {
    let dossier = &loaded.dossier;
    let title = "Phản ánh trước đang chờ trả lời";
    let frame = frame(app, look, title).below("Tra cứu hồ sơ", "/tra-cuu");
    let said = waiting(dossier, rules);
    let rest = "Ông/bà gửi được phản ánh mới sau khi có trả lời.";
    let ways = vec![Way::new(
        "Quay lại hồ sơ",
        format!("/tra-cuu/{}", dossier.code),
    )];
    told(StatusCode::CONFLICT, frame, &[&said, rest], ways)
}
