//! Saying how content one is: one of five words, once, and why if one wants to.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::command::{Act, Command};
use domain::dossier::rating::Satisfaction;
use domain::people::Actor;
use domain::vietnamese::clean;
use store::Loaded;

use super::{Typed, Way, frame, told, track, typed};
use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::{ground, refusal};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

/// `/tra-cuu/{code}/danh-gia`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/tra-cuu/{code}/danh-gia", get(show).post(rate))
}

#[derive(Template)]
#[template(path = "citizen/rate.html")]
struct Rate {
    frame: Frame,
    code: String,
    back: String,
    reason: String,
    levels: Vec<Choice>,
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
    if !track::acts(&app, &rules, &loaded.dossier).contains(&Act::Rate) {
        return Ok(closed(&app, look, &loaded));
    }
    let page = page(&app, look, &loaded, String::new(), fresh::key());
    Ok(draw(&page))
}

async fn rate(
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
    let reason = reason.trim().to_owned();
    let level = typed(&form, "score").parse::<u8>().ok();
    let level = level.and_then(Satisfaction::from_score);
    let mut errors = FormErrors::new();
    if reason.chars().count() > REASON_MAX {
        errors.add("reason", format!("Viết gọn trong {REASON_MAX} ký tự"));
    }
    let key = typed(&form, "key").to_owned();
    let score = match level {
        Some(score) if errors.is_empty() => score,
        Some(_) => return Ok(mend(&app, look, &loaded, reason, key, errors)),
        None => {
            errors.add("score", "Chọn một trong năm mức");
            return Ok(mend(&app, look, &loaded, reason, key, errors));
        }
    };
    let content = format!("{} {reason}", score.score());
    let scope = format!("danh-gia/{}", loaded.id);
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&code),
        // A rating holds whatever else happened meanwhile.
        seen: None,
        once: Some(once(&scope, &key, content.as_bytes())),
    };
    let command = Command::Rate {
        score,
        reason: (!reason.is_empty()).then(|| fresh::personal(reason.clone())),
    };
    match app.carry_out(asked, command).await? {
        Ok(_) => Ok(Redirect::to(&format!("/tra-cuu/{code}?xong=danh-gia")).into_response()),
        Err(why) => {
            let rules = app.rules().await?;
            let Some(now) = app.store.find(&code).await? else {
                return Ok(Redirect::to("/tra-cuu").into_response());
            };
            if !track::acts(&app, &rules, &now.dossier).contains(&Act::Rate) {
                return Ok(closed(&app, look, &now));
            }
            let mut page = page(&app, look, &now, reason, fresh::key());
            page.frame = page
                .frame
                .note(Note::Refused(refusal::not_done(&why, None)));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn page(app: &App, look: Look, loaded: &Loaded, reason: String, key: String) -> Rate {
    let code = loaded.dossier.code.as_str().to_owned();
    let levels = Satisfaction::ALL.into_iter();
    Rate {
        frame: frame(app, look, "Đánh giá việc phục vụ"),
        back: format!("/tra-cuu/{code}"),
        code,
        reason,
        levels: levels
            .map(|level| Choice::new(level.score().to_string(), ground::satisfaction(level)))
            .collect(),
        key,
    }
}

/// The page again, with everything that was sent.
fn mend(
    app: &App,
    look: Look,
    loaded: &Loaded,
    reason: String,
    key: String,
    errors: FormErrors,
) -> Response {
    let mut page = page(app, look, loaded, reason, key);
    page.frame = page.frame.errors(errors);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Too early, rated before, or nothing to rate.
fn closed(app: &App, look: Look, loaded: &Loaded) -> Response {
    let dossier = &loaded.dossier;
    let (title, said) = match dossier.rated {
        Some(level) => (
            "Đã đánh giá rồi",
            format!(
                "Ông/bà đã đánh giá: {}. Mỗi hồ sơ đánh giá một lần. Muốn nói thêm thì gửi phản \
                 ánh về hồ sơ.",
                ground::satisfaction(level).to_lowercase()
            ),
        ),
        None => (
            "Chưa đánh giá được",
            "Đánh giá được sau khi ông/bà nhận kết quả hoặc nhận trả lời từ chối.".to_owned(),
        ),
    };
    let frame = frame(app, look, title).below("Tra cứu hồ sơ", "/tra-cuu");
    let ways = vec![Way::new(
        "Quay lại hồ sơ",
        format!("/tra-cuu/{}", dossier.code),
    )];
    told(StatusCode::CONFLICT, frame, &[&said], ways)
}
