//! Where the result shall go.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::ReturnVia;

use super::draft::{self, Opened};
use super::journey::Page;
use super::{Caption, Typed, frame_in_both, typed, unit_name};
use crate::app::App;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::wording::ground;

/// `/nop/{code}/nhan-ket-qua`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/nhan-ket-qua", get(show).post(save))
}

#[derive(Template)]
#[template(path = "citizen/returning.html")]
struct Returning {
    frame: Frame,
    caption: Caption,
    back: String,
    save: String,
    action: String,
    choices: Vec<Choice>,
}

/// The ways, as forms send them.
const WAYS: [(&str, ReturnVia); 3] = [
    ("desk", ReturnVia::Desk),
    ("post", ReturnVia::Post),
    ("electronic", ReturnVia::Electronic),
];

fn title(language: Language) -> &'static str {
    language.say("Nhận kết quả ở đâu?", "How do you want to get the result?")
}

/// Reads a way as a form sends it.
pub(super) fn read(text: &str) -> Option<ReturnVia> {
    let way = WAYS.iter().find(|(name, _)| *name == text);
    way.map(|(_, via)| *via)
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => {
            let back = asked.contains_key("ve");
            Ok(draw(&page(&app, look, &opened, FormErrors::new(), back)))
        }
        Err(answer) => Ok(answer),
    }
}

async fn save(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let mut opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let back = asked.contains_key("ve");
    let chosen = typed(&form, "via");
    if read(chosen).is_none() {
        let mut errors = FormErrors::new();
        errors.add("via", no_way(look.language));
        let page = page(&app, look, &opened, errors, back);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    chosen.clone_into(&mut opened.filled.return_via);
    opened.keep(&app).await?;
    Ok(opened.onwards(Page::Returning, back))
}

/// That nobody knows yet where the result shall go.
pub(super) fn no_way(language: Language) -> &'static str {
    language.say(
        "Chọn nơi nhận kết quả",
        "Choose how you want to get the result",
    )
}

fn page(app: &App, look: Look, opened: &Opened, errors: FormErrors, back: bool) -> Returning {
    let language = look.language;
    let desk = unit_name(&opened.rules, &opened.desk());
    let choices = WAYS.map(|(name, via)| {
        let choice = Choice::new(name, ground::return_via_in(via, language));
        match via {
            ReturnVia::Desk => choice.hint_name(&desk),
            ReturnVia::Post => choice.hint(language.say(
                "Gửi đến địa chỉ đã ghi ở phần người đề nghị. Người nhận trả cước",
                "Sent to the address of the applicant. Whoever receives it pays the postage",
            )),
            ReturnVia::Electronic => choice.hint(language.say(
                "Tải về bằng mã hồ sơ và mã bí mật, khi thủ tục có kết quả điện tử",
                "Downloaded with the application code and the secret code, where there is an \
                 electronic result",
            )),
        }
    });
    let action = look.here.clone();
    Returning {
        caption: opened.caption(Page::Returning, language),
        back: opened.before(Page::Returning, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        choices: Choice::pick(choices.to_vec(), &opened.filled.return_via),
        frame: frame_in_both(app, look, title(language)).errors(errors),
    }
}
