//! The declaration corrected: what was answered before stands in it.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

use super::{Waiting, open};
use crate::app::App;
use crate::citizen::question::{Question, Shape, answers_in, errors_in, questions};
use crate::citizen::{Typed, frame_in_both};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};

#[derive(Template)]
#[template(path = "citizen/supplement/declaration.html")]
struct Declaration {
    frame: Frame,
    back: String,
    questions: Vec<Question>,
}

pub(super) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let waiting = match open(&app, &look, &headers, &code).await? {
        Ok(waiting) => waiting,
        Err(answer) => return Ok(answer),
    };
    let known = current_answers(&waiting);
    let no_errors = FormErrors::new();
    let questions = questions(waiting.fields(), &no_errors, look.language, |field| {
        (known.get(&field.key).cloned().unwrap_or_default(), false)
    });
    Ok(draw(&page(&app, look, &waiting, questions, no_errors)))
}

pub(super) async fn save(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let mut waiting = match open(&app, &look, &headers, &code).await? {
        Ok(waiting) => waiting,
        Err(answer) => return Ok(answer),
    };
    let raw = answers_in(waiting.fields(), &form);
    let today: Date = app.now().today();
    let errors = errors_in(waiting.fields(), &raw, today, look.language);
    if !errors.is_empty() {
        let questions = questions(waiting.fields(), &errors, look.language, |field| {
            (raw.get(&field.key).cloned().unwrap_or_default(), false)
        });
        let page = page(&app, look, &waiting, questions, errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    waiting.filled.answers = raw;
    waiting.keep(&app).await?;
    Ok(Redirect::to(&format!("/tra-cuu/{}/bo-sung", waiting.code)).into_response())
}

/// The corrected answers, or those that are in the dossier.
fn current_answers(waiting: &Waiting) -> Typed {
    if waiting.filled.answers.is_empty() {
        let row = waiting.loaded.dossier.answers.id;
        waiting.loaded.personal.answers(row).unwrap_or_default()
    } else {
        waiting.filled.answers.clone()
    }
}

fn page(
    app: &App,
    look: Look,
    waiting: &Waiting,
    questions: Vec<Question>,
    errors: FormErrors,
) -> Declaration {
    let title = look.language.say("Sửa tờ khai", "Correct the form");
    Declaration {
        frame: frame_in_both(app, look, title).errors(errors),
        back: format!("/tra-cuu/{}/bo-sung", waiting.code),
        questions,
    }
}
