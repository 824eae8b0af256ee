//! Intake in person: once procedure and case are chosen, everything else on one page.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::dossier::command::Command;
use domain::people::Role;
use domain::procedure::declaration::Answers;
use domain::procedure::{Case, Procedure};
use domain::rulebook::Rulebook;
use serde::Deserialize;
use store::NotDone;

use crate::acts::application::{CARD, open_cases, open_channels, read, read_card};
use crate::acts::correction::RETURN_VIAS;
use crate::acts::part::Part;
use crate::acts::reception::promise_fact;
use crate::acts::{choices, declaration, money, papers, people};
use crate::app::{App, Asked, once};
use crate::citizen::search::Shelf;
use crate::components::{Fact, FeeLine};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::{Officer, percent};
use crate::wording;

/// Where intake begins.
pub(super) const HOME: &str = "/quay/tiep-nhan";

/// What the button beside it asks for.
const READ_CARD: &str = "doc-the";

/// The addresses of intake.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(begin).post(take))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// Words of the procedure.
    q: String,
    /// The procedure's code.
    #[serde(rename = "thu-tuc")]
    procedure: String,
    /// The case's key.
    #[serde(rename = "truong-hop")]
    case: String,
}

#[derive(Template)]
#[template(path = "desk/intake.html")]
struct FormPage {
    frame: Frame,
    case: String,
    /// Where another case is chosen; empty when there is only this one.
    other_case: String,
    action: &'static str,
    procedure_code: String,
    case_key: String,
    key: String,
    facts: Vec<Fact>,
    applicant: Vec<Part>,
    representative: Vec<Part>,
    papers: Vec<Part>,
    answers: Vec<Part>,
    last: Vec<Part>,
    fees: Vec<FeeLine>,
    /// Whether what is folded away holds something that was typed or is wrong.
    open_representative: bool,
    open_answers: bool,
}

async fn begin(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Extension(shelf): Extension<Shelf>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = closed(&app, &officer, &look) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let counter = Counter {
        app: &app,
        officer: &officer,
        look,
        rules: &rules,
    };
    let Some(procedure) = counter.procedure(&wanted.procedure) else {
        return Ok(counter.choose_procedure(wanted.q.trim(), &shelf));
    };
    let cases = open_cases(procedure);
    let case = match cases.as_slice() {
        [only] => Some(*only),
        all => all.iter().copied().find(|case| case.key.0 == wanted.case),
    };
    Ok(match case {
        Some(case) => counter.form(
            (procedure, case),
            &Incoming::default(),
            StatusCode::OK,
            FormErrors::new(),
            None,
        ),
        None => counter.choose_case(procedure, &cases),
    })
}

/// Intake is for desk officers; a cashier alone does not receive.
fn closed(app: &App, officer: &Officer, look: &Look) -> Option<Response> {
    let is_desk_officer = officer.official().is(Role::DeskOfficer);
    let faces: &[Face] = if is_desk_officer { &[Face::Desk] } else { &[] };
    officials::closed(app, officer, look, faces)
}

/// What intake is done with.
pub(super) struct Counter<'a> {
    pub(super) app: &'a App,
    officer: &'a Officer,
    look: Look,
    pub(super) rules: &'a Rulebook,
}

impl Counter<'_> {
    /// The procedures that this desk receives today.
    pub(super) fn received(&self) -> Vec<&Procedure> {
        let today = self.app.now().today();
        officials::received_at(self.rules, &self.officer.official().unit, today)
    }

    fn procedure(&self, code: &str) -> Option<&Procedure> {
        let mut received = self.received().into_iter();
        received.find(|procedure| procedure.code.as_str() == code)
    }

    /// The frame of a page of intake.
    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        let look = self.look.clone();
        officials::frame(self.app, self.rules, self.officer, Face::Desk, look, title)
    }

    fn form(
        &self,
        (procedure, case): (&Procedure, &Case),
        form: &Incoming,
        status: StatusCode,
        errors: FormErrors,
        note: Option<Note>,
    ) -> Response {
        let channels = open_channels(case);
        let terms = channels
            .first()
            .and_then(|channel| case.terms_for(*channel));
        let usual = people::usual_applicant(&procedure.applicants);
        let rows = papers::rows(case, form, &[], |_| None);
        let design = procedure.declaration.as_ref();
        let answers = design.map_or_else(Vec::new, |design| {
            declaration::parts(design, form, &Answers::new())
        });
        let mut last = Vec::new();
        if channels.len() > 1 {
            let ways = choices(&channels, wording::ground::channel);
            let value = form.text_or("kenh", "desk").to_owned();
            last.push(Part::one_of(
                "kenh",
                "Hồ sơ đến bằng cách nào",
                ways,
                &value,
            ));
        }
        let ways = choices(&RETURN_VIAS, wording::ground::return_via);
        let value = form.text_or("noi-nhan", "desk").to_owned();
        last.push(Part::one_of(
            "noi-nhan",
            "Người nộp nhận kết quả",
            ways,
            &value,
        ));
        let touched = |prefix: &str| {
            errors.iter().any(|error| error.field.starts_with(prefix))
                || form.has_text_under(prefix)
        };
        let (open_representative, open_answers) = (touched("dd-"), touched("khai."));
        let mut frame = self
            .frame(format!("Tiếp nhận: {}", procedure.name))
            .below("Chọn thủ tục", HOME)
            .errors(errors);
        frame.notes.extend(note);
        let page = FormPage {
            frame,
            case: case.name.clone(),
            other_case: if open_cases(procedure).len() > 1 {
                format!("{HOME}?thu-tuc={}", percent(procedure.code.as_str()))
            } else {
                String::new()
            },
            action: HOME,
            procedure_code: procedure.code.to_string(),
            case_key: case.key.0.clone(),
            key: match form.text("key") {
                "" => fresh::key(),
                key => key.to_owned(),
            },
            facts: terms.map_or_else(Vec::new, |terms| {
                vec![promise_fact(self.rules, terms, self.app.now())]
            }),
            applicant: people::applicant_parts(form, &procedure.applicants, &usual),
            representative: people::representative_parts(form),
            papers: vec![Part::papers(rows)],
            answers,
            last,
            fees: terms.map_or_else(Vec::new, |terms| {
                terms
                    .fees
                    .iter()
                    .map(|fee| FeeLine {
                        name: fee.name.clone(),
                        note: wording::ground::fee_kind(fee.kind).to_owned(),
                        sum: money::show_amount(fee),
                    })
                    .collect()
            }),
            open_representative,
            open_answers,
        };
        draw_as(status, &page)
    }
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Extension(shelf): Extension<Shelf>,
    mut form: Incoming,
) -> Result<Response, Broken> {
    if let Some(closed) = closed(&app, &officer, &look) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let counter = Counter {
        app: &app,
        officer: &officer,
        look,
        rules: &rules,
    };
    let procedure = counter.procedure(form.text("thu-tuc"));
    let key = form.text("truong-hop").to_owned();
    let chosen = procedure.and_then(|procedure| {
        let case = procedure.cases.iter().find(|case| case.key.0 == key)?;
        Some((procedure, case))
    });
    let Some(chosen) = chosen else {
        return Ok(counter.choose_procedure("", &shelf));
    };
    let scope = officer.scope();
    let wrong_files = form.keep(&app, &scope).await?;
    if form.text("viec") == READ_CARD && !form.text(CARD).is_empty() {
        return Ok(match read_card(&mut form, app.now()) {
            Ok(note) => counter.form(chosen, &form, StatusCode::OK, wrong_files, Some(note)),
            Err(errors) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                counter.form(chosen, &form, status, errors, None)
            }
        });
    }
    let desk = &officer.official().unit;
    let read = read(chosen, desk, &form, app.now());
    let application = match read {
        Ok(application) if wrong_files.is_empty() => application,
        Ok(_) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(counter.form(chosen, &form, status, wrong_files, None));
        }
        Err(mut errors) => {
            for error in &wrong_files {
                errors.add(error.field.clone(), error.sentence.clone());
            }
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(counter.form(chosen, &form, status, errors, None));
        }
    };
    let key = form.text("key");
    let asked = Asked {
        actor: officer.actor(),
        code: None,
        seen: None,
        once: (!key.is_empty()).then(|| once(&scope, key, &form.canonical())),
    };
    let command = Command::ReceiveInPerson(Box::new(application));
    match app.carry_out(asked, command).await? {
        Ok(done) => Ok(Redirect::to(&format!("{HOME}/{}", done.code)).into_response()),
        Err(why) => {
            let sentence = wording::refusal::not_done(&why, Some(chosen.1));
            let status = match why {
                NotDone::Refused(_) | NotDone::KeyReused => StatusCode::CONFLICT,
                NotDone::NoSuchDossier | NotDone::NoSuchFile(_) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            let note = Some(Note::Refused(sentence));
            Ok(counter.form(chosen, &form, status, FormErrors::new(), note))
        }
    }
}
