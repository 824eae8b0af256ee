//! The declaration, one group of questions a page.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::procedure::answers::{NO, YES};
use domain::procedure::declaration::{Answers, DeclarationForm, FieldKind, FormField, Prefill};
use jiff::civil::Date;

use super::draft::{self, Opened, Page, groups};
use super::{Typed, frame, typed};
use crate::app::App;
use crate::applicant::TypedApplicant;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::show;
use crate::wording::answer;

/// Up to so many choices stand open as radios; more fold into a list.
const RADIOS_MAX: usize = 6;

/// `/nop/{code}/to-khai/{group}`, from 1.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/to-khai/{group}", get(show).post(save))
}

/// One question as it is drawn.
pub(super) struct Question {
    /// Which macro draws it.
    pub shape: Shape,
    /// Its id and its name.
    pub id: String,
    /// The question.
    pub label: String,
    /// A sentence of help.
    pub help: String,
    /// The answer as typed.
    pub value: String,
    /// The answer in three fields.
    pub date: TypedDate,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is wrong with it.
    pub error: String,
}

/// How a question is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line, with the keyboard that a phone shows.
    Line(&'static str),
    /// Several lines.
    Text,
    /// Three fields.
    Date,
    /// Open choices.
    Radios,
    /// A folded list.
    Select,
}

#[derive(Template)]
#[template(path = "citizen/declare.html")]
struct Declare {
    frame: Frame,
    step: String,
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
    let Some((title, fields)) = group_of(&opened, group) else {
        return Ok(elsewhere(&opened));
    };
    let today = app.now().today();
    let filled = &opened.filled;
    let questions = questions(&fields, &FormErrors::new(), |field| {
        if let Some(answer) = filled.answers.get(&field.key) {
            return (answer.clone(), false);
        }
        let known = prefilled(field, &filled.applicant, today);
        let is_known = !known.is_empty();
        (known, is_known)
    });
    let errors = FormErrors::new();
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
    let Some((title, fields)) = group_of(&opened, group) else {
        return Ok(elsewhere(&opened));
    };
    let back = asked.contains_key("ve");
    let raw = answers_in(&fields, &form);
    let errors = errors_in(&fields, &raw, app.now().today());
    if !errors.is_empty() {
        let questions = questions(&fields, &errors, |field| {
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

fn group_of(opened: &Opened, group: usize) -> Option<(String, Vec<FormField>)> {
    let form = opened.procedure.declaration.as_ref()?;
    let at = group.checked_sub(1)?;
    groups(form).into_iter().nth(at)
}

fn elsewhere(opened: &Opened) -> Response {
    Redirect::to(&Page::Review.address(&opened.procedure)).into_response()
}

fn page(
    app: &App,
    look: Look,
    opened: &Opened,
    (group, title): (usize, String),
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
    let title = if title.is_empty() {
        form_name.clone()
    } else {
        title
    };
    let action = look.here.clone();
    Declare {
        frame: frame(app, look, title).errors(errors),
        step: opened.step(Page::Declare(group)),
        back: opened.before(Page::Declare(group), back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        form_name,
        questions,
    }
}

/// The questions as they are drawn; `answer_to` gives the answer, and whether it was filled in
/// from what the applicant said before.
pub(super) fn questions(
    fields: &[FormField],
    errors: &FormErrors,
    answer_to: impl Fn(&FormField) -> (String, bool),
) -> Vec<Question> {
    fields
        .iter()
        .map(|field| {
            let (value, from_before) = answer_to(field);
            question(field, value, from_before, errors.of(&field_id(&field.key)))
        })
        .collect()
}

fn question(field: &FormField, value: String, from_before: bool, error: &str) -> Question {
    let label = if field.required {
        field.label.clone()
    } else {
        format!("{} (không bắt buộc)", field.label)
    };
    let said = if from_before {
        "Lấy từ phần người đề nghị, sửa được"
    } else {
        ""
    };
    let help: Vec<&str> = [field.help.as_str(), said]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let (shape, choices) = shape(&field.kind);
    Question {
        shape,
        id: field_id(&field.key),
        label,
        help: help.join(" "),
        date: split_date(&value),
        choices: Choice::pick(choices, &value),
        error: error.to_owned(),
        value,
    }
}

fn shape(kind: &FieldKind) -> (Shape, Vec<Choice>) {
    match kind {
        FieldKind::Line | FieldKind::Name | FieldKind::Address => (Shape::Line(""), Vec::new()),
        FieldKind::Text => (Shape::Text, Vec::new()),
        FieldKind::PersonalId | FieldKind::Number | FieldKind::Amount | FieldKind::TaxCode => {
            (Shape::Line("numeric"), Vec::new())
        }
        FieldKind::Phone => (Shape::Line("tel"), Vec::new()),
        FieldKind::Email => (Shape::Line("email"), Vec::new()),
        FieldKind::Date => (Shape::Date, Vec::new()),
        FieldKind::YesNo => {
            let choices = vec![Choice::new(YES, "Có"), Choice::new(NO, "Không")];
            (Shape::Radios, choices)
        }
        FieldKind::Choice(names) => {
            let own = names
                .iter()
                .map(|name| Choice::new(name.clone(), name.clone()));
            if names.len() <= RADIOS_MAX {
                (Shape::Radios, own.collect())
            } else {
                let first = std::iter::once(Choice::new("", "Chọn"));
                (Shape::Select, first.chain(own).collect())
            }
        }
    }
}

/// The id and name of a question on its page: no point, which is a sign of its own in style sheets.
pub(super) fn field_id(key: &str) -> String {
    key.replace('.', "--")
}

/// What was typed for these fields; a date comes in three fields.
pub(super) fn answers_in(fields: &[FormField], form: &Typed) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|field| {
            let id = field_id(&field.key);
            let answer = match field.kind {
                FieldKind::Date => join_date(
                    ["day", "month", "year"].map(|part| typed(form, &format!("{id}_{part}"))),
                ),
                _ => typed(form, &id).to_owned(),
            };
            (field.key.clone(), answer)
        })
        .collect()
}

/// What is to be mended in the answers to these fields.
pub(super) fn errors_in(
    fields: &[FormField],
    raw: &BTreeMap<String, String>,
    today: Date,
) -> FormErrors {
    match read(fields, raw, today) {
        Ok(_) => FormErrors::new(),
        Err(errors) => errors,
    }
}

/// The answers to these fields, or what is to be mended.
pub(super) fn read(
    fields: &[FormField],
    raw: &BTreeMap<String, String>,
    today: Date,
) -> Result<Answers, FormErrors> {
    let form = DeclarationForm {
        name: String::new(),
        basis: String::new(),
        fields: fields.to_vec(),
    };
    let own = raw
        .iter()
        .filter(|(key, _)| form.field(key).is_some())
        .map(|(key, text)| (key.clone(), text.clone()))
        .collect();
    form.read(&own, today).map_err(|problems| {
        let mut errors = FormErrors::new();
        for problem in problems {
            if let Some(field) = form.field(&problem.key) {
                errors.add(
                    field_id(&problem.key),
                    answer::problem(field, &problem.kind),
                );
            }
        }
        errors
    })
}

/// Three fields in one line: `9/2/1952`, and `1952` when only the year is known. A part that is
/// missing keeps its place, as in `/2/1952`, so that the page shows again what was typed.
fn join_date(parts: [&str; 3]) -> String {
    match parts {
        ["", "", ""] => String::new(),
        ["", "", year] if is_year(year) => year.to_owned(),
        // A whole day in the first field.
        [whole, "", ""] => whole.to_owned(),
        [day, month, year] => format!("{day}/{month}/{year}"),
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What [`join_date`] joined, in three fields again.
fn split_date(value: &str) -> TypedDate {
    let parts: Vec<&str> = value.split('/').collect();
    match parts[..] {
        [day, month, year] => TypedDate::new(day, month, year),
        [year] if is_year(year) => TypedDate::new("", "", year),
        _ => TypedDate::new(value, "", ""),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_comes_back_into_the_fields_it_was_typed_in() {
        let typed = [
            ["9", "2", "1952"],
            ["", "2", "2026"],
            ["9", "", "2026"],
            ["9", "2", ""],
            ["", "2", ""],
            ["", "", "1952"],
            ["", "", "52"],
            ["9", "", ""],
            ["", "", ""],
        ];
        for parts in typed {
            let [day, month, year] = parts;
            assert_eq!(
                split_date(&join_date(parts)),
                TypedDate::new(day, month, year)
            );
        }
    }
}
