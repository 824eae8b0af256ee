//! The declaration, one group of questions a page.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::procedure::declaration::{FieldKind, FormField, Prefill};
use jiff::civil::Date;

use super::draft::{self, Opened};
use super::journey::Page;
use super::question::{Question, Shape, answers_in, errors_in, groups, heading, questions};
use super::{Caption, Typed, frame_in_both};
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::show;

/// `/nop/{code}/to-khai/{group}`, from 1.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/to-khai/{group}", get(show).post(save))
}

#[derive(Template)]
#[template(path = "citizen/declare.html")]
struct Declare {
    frame: Frame,
    caption: Caption,
    /// Whether the title stays Vietnamese on an English page.
    title_stays: bool,
    back: String,
    save: String,
    action: String,
    form_name: String,
    questions: Vec<Question>,
}

async fn show(
    State(app): State<App>,
    Path((code, group)): Path<(String, usize)>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let Some((title, fields)) = group_of(&opened, group, look.language) else {
        return Ok(elsewhere(&opened));
    };
    let today = app.now().today();
    let filled = &opened.filled;
    let errors = FormErrors::new();
    let questions = questions(&fields, &errors, look.language, |field| {
        if let Some(answer) = filled.answers.get(&field.key) {
            return (answer.clone(), false);
        }
        let known = prefilled(field, &filled.applicant, today);
        let is_known = !known.is_empty();
        (known, is_known)
    });
    let back = asked.contains_key("ve");
    Ok(draw(&page(
        &app,
        look,
        &opened,
        (group, title),
        questions,
        errors,
        back,
    )))
}

async fn save(
    State(app): State<App>,
    Path((code, group)): Path<(String, usize)>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let mut opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let Some((title, fields)) = group_of(&opened, group, look.language) else {
        return Ok(elsewhere(&opened));
    };
    let back = asked.contains_key("ve");
    let raw = answers_in(&fields, &form);
    let errors = errors_in(&fields, &raw, app.now().today(), look.language);
    if !errors.is_empty() {
        let questions = questions(&fields, &errors, look.language, |field| {
            (raw.get(&field.key).cloned().unwrap_or_default(), false)
        });
        let page = page(&app, look, &opened, (group, title), questions, errors, back);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    // A blank answer is an answer too: it is not filled in again from elsewhere.
    opened.filled.answers.extend(raw);
    opened.keep(&app).await?;
    Ok(opened.onwards(Page::Declare(group), back))
}

/// The title of a page, and whether it stays Vietnamese.
type Title = (String, bool);

/// The title and the questions of a page; a group without a name bears that of the declaration.
fn group_of(opened: &Opened, group: usize, language: Language) -> Option<(Title, Vec<FormField>)> {
    let form = opened.procedure.declaration.as_ref()?;
    let at = group.checked_sub(1)?;
    let (name, fields) = groups(form).into_iter().nth(at)?;
    let title = if name.is_empty() {
        (form.name.clone(), language == Language::English)
    } else {
        heading(&name, &fields, language)
    };
    Some((title, fields))
}

fn elsewhere(opened: &Opened) -> Response {
    Redirect::to(&Page::Review.address(&opened.procedure)).into_response()
}

fn page(
    app: &App,
    look: Look,
    opened: &Opened,
    (group, (title, title_stays)): (usize, Title),
    questions: Vec<Question>,
    errors: FormErrors,
    back: bool,
) -> Declare {
    let form_name = opened
        .procedure
        .declaration
        .as_ref()
        .map(|form| form.name.clone())
        .unwrap_or_default();
    let action = look.here.clone();
    Declare {
        caption: opened.caption(Page::Declare(group), look.language),
        frame: frame_in_both(app, look, title).errors(errors),
        title_stays,
        back: opened.before(Page::Declare(group), back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        form_name,
        questions,
    }
}

/// What the applicant said before. An organisation's name and number are no person's.
fn prefilled(field: &FormField, applicant: &TypedApplicant, today: Date) -> String {
    if applicant.is_organisation() && asks_of_a_person(field) {
        return String::new();
    }
    match field.prefill {
        Prefill::Nothing => String::new(),
        Prefill::ApplicantName => applicant.name.clone(),
        Prefill::ApplicantIdentity => applicant.identity.clone(),
        Prefill::ApplicantBirth => {
            let parts = [
                &applicant.birth_day,
                &applicant.birth_month,
                &applicant.birth_year,
            ];
            let said: Vec<&str> = parts
                .iter()
                .map(|part| part.as_str())
                .filter(|part| !part.is_empty())
                .collect();
            said.join("/")
        }
        Prefill::ApplicantSex => match applicant.sex.as_str() {
            "male" => "Nam".to_owned(),
            "female" => "Nữ".to_owned(),
            _ => String::new(),
        },
        Prefill::ApplicantAddress => applicant.address.clone(),
        Prefill::ApplicantPhone => applicant.phone.clone(),
        Prefill::Today => show::date(today),
    }
}

fn asks_of_a_person(field: &FormField) -> bool {
    match field.prefill {
        Prefill::ApplicantBirth | Prefill::ApplicantSex => true,
        Prefill::ApplicantName | Prefill::ApplicantIdentity => {
            matches!(field.kind, FieldKind::Name | FieldKind::PersonalId)
        }
        Prefill::Nothing | Prefill::ApplicantAddress | Prefill::ApplicantPhone | Prefill::Today => {
            false
        }
    }
}
