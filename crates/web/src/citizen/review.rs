//! Everything once more, with the promised day and the fee; then submit.

pub(super) mod sections;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::ReturnVia;
use domain::dossier::command::{Application, Command, HandedIn};
use domain::dossier::event::HandedForm;
use domain::people::{Actor, Applicant, Representative};
use domain::procedure::Channel;
use domain::procedure::declaration::Answers;
use jiff::civil::Date;

use self::sections::{Section, change, sections};
use super::applicant::{self, read_representative};
use super::draft::{self, Opened, sent_papers};
use super::journey::Page;
use super::{Caption, Typed, attach, bundle, frame_in_both, question, returning, terms, typed};
use crate::app::{App, Asked, once};
use crate::components::{Fact, ReceivedFile};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::Officer;
use crate::wording::refusal;

/// Whose idempotency keys these are.
const SCOPE: &str = "nop-truc-tuyen";

/// `/nop/{code}/kiem-tra`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/kiem-tra", get(show).post(submit))
}

#[derive(Template)]
#[template(path = "citizen/review.html")]
struct Review {
    frame: Frame,
    caption: Caption,
    back: String,
    save: String,
    action: String,
    sections: Vec<Section>,
    files: Vec<ReceivedFile>,
    change_files: String,
    limit: String,
    is_limited: bool,
    expected: String,
    provisional: bool,
    fees: Vec<Fact>,
    promised: bool,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    officer: Option<Officer>,
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) if opened.bundle.is_some() => {
            Ok(bundle::show_review(&app, look, &opened, officer.as_ref()))
        }
        Ok(opened) => Ok(draw(&page(&app, look, &opened))),
        Err(answer) => Ok(answer),
    }
}

async fn submit(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    officer: Option<Officer>,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let opened = match draft::open_to_submit(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    if opened.bundle.is_some() {
        return bundle::submit(&app, look, &opened, (officer.as_ref(), &form)).await;
    }
    let promised = typed(&form, "promise") == "yes";
    let language = look.language;
    let complete = complete(&opened, app.now().today(), language);
    let complete = match (complete, promised) {
        (Ok(complete), true) => complete,
        (complete, _) => {
            let mut errors = complete.err().unwrap_or_default();
            if !promised {
                let said = language.say(
                    "Đánh dấu vào lời cam đoan để nộp",
                    "Tick the promise in order to submit",
                );
                errors.add("promise", said);
            }
            let mut page = page(&app, look, &opened);
            page.promised = promised;
            page.frame = page.frame.errors(errors);
            return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    // The draft's id is the key: pressing twice gives the same dossier.
    let content = serde_json::to_vec(&opened.filled).expect("texts and lists are always JSON");
    let asked = Asked {
        actor: Actor::Applicant,
        code: None,
        seen: None,
        once: Some(once(SCOPE, &opened.id.to_string(), &content)),
    };
    let command = Command::Submit(Box::new(application(&opened, complete)));
    match app.carry_out_as(opened.id, asked, command).await? {
        Ok(_) | Err(store::NotDone::KeyReused) => draft::submitted(&app, &look, opened.id).await,
        Err(why) => {
            let said = refusal::not_done_in(&why, Some(&opened.case), language);
            let mut page = page(&app, look, &opened);
            page.promised = true;
            page.frame = page.frame.note(Note::Refused(said));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// Everything that was filled in, read.
struct Complete {
    applicant: Applicant,
    representative: Option<Representative>,
    answers: Answers,
    return_via: ReturnVia,
}

/// Reads everything, or says in which part something is missing.
fn complete(opened: &Opened, today: Date, language: Language) -> Result<Complete, FormErrors> {
    let filled = &opened.filled;
    let mut errors = FormErrors::new();
    let applicant = filled.applicant.read_in(today, language);
    if applicant.is_err() {
        let title = applicant::title(!filled.applicant.is_organisation(), language);
        errors.add("nguoi-nop", incomplete(title, language));
    }
    let representative = filled
        .represented
        .then(|| read_representative(&filled.representative, language));
    if matches!(representative, Some(Err(_))) {
        let title = applicant::other_title(language);
        errors.add("nguoi-duoc-uy-quyen", incomplete(title, language));
    }
    let fields = opened
        .procedure
        .declaration
        .as_ref()
        .map(|form| form.fields.as_slice());
    let answers = question::read(fields.unwrap_or_default(), &filled.answers, today);
    if answers.is_err() {
        let said = language.say("Điền đủ tờ khai", "Complete the form");
        errors.add("to-khai", said);
    }
    let wanted: Vec<_> = sent_papers(&opened.case).cloned().collect();
    let mut missing = FormErrors::new();
    attach::say_missing(filled, &wanted, language, &mut missing);
    for error in &missing {
        errors.add_about("giay-to", &error.sentence, &error.about);
    }
    let return_via = returning::read(&filled.return_via);
    if return_via.is_none() {
        errors.add("nhan-ket-qua", returning::no_way(language));
    }
    let representative = match representative {
        Some(Ok(representative)) => Some(Some(representative)),
        Some(Err(_)) => None,
        None => Some(None),
    };
    match (applicant, representative, answers, return_via) {
        (Ok(applicant), Some(representative), Ok(answers), Some(return_via))
            if errors.is_empty() =>
        {
            Ok(Complete {
                applicant,
                representative,
                answers,
                return_via,
            })
        }
        _ => Err(errors),
    }
}

/// That a part is not filled in.
pub(super) fn incomplete(title: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Điền đủ phần \"{title}\""),
        Language::English => format!("Complete the part \"{title}\""),
    }
}

fn application(opened: &Opened, complete: Complete) -> Application {
    Application {
        procedure: opened.procedure.code.clone(),
        case: opened.case.key.clone(),
        desk: opened.desk(),
        channel: Channel::Online,
        applicant: fresh::personal(complete.applicant),
        representative: complete.representative.map(fresh::personal),
        answers: fresh::personal(complete.answers),
        papers: opened
            .files()
            .map(|(file, _)| HandedIn {
                paper: file.paper.clone(),
                form: HandedForm::File(file.facts.clone()),
                file_name: Some(fresh::personal(file.name.clone())),
            })
            .collect(),
        return_via: complete.return_via,
        assisted: None,
        part_of: None,
        secret: fresh::personal(fresh::secret()),
    }
}

fn page(app: &App, look: Look, opened: &Opened) -> Review {
    let own = opened.case.terms_for(Channel::Online);
    let (procedure, now) = (&opened.procedure, app.now());
    let calendar = opened.calendar(now.today());
    let expected = own.and_then(|own| {
        let moment = opened.rules.promised_moment(own.promised(), now.today());
        terms::expected(calendar, now, own.promised(), moment)
    });
    let action = Page::Review.address(procedure);
    let language = look.language;
    let title = language.say("Kiểm tra lại trước khi nộp", "Check before you submit");
    Review {
        frame: frame_in_both(app, look, title),
        caption: opened.caption(Page::Review, language),
        back: opened.before(Page::Review, false),
        save: format!("/nop/{}/luu", procedure.code),
        action,
        sections: sections(opened, app.now().today(), language),
        files: opened
            .files()
            .map(|(file, paper)| file.received(&paper.name))
            .collect(),
        change_files: change(opened, Page::Attach),
        limit: own
            .map(|own| terms::limit(own.promised(), language))
            .map(|limit| limit.trim_end_matches('.').to_owned())
            .unwrap_or_default(),
        is_limited: own.is_some_and(|own| !matches!(own.promised(), TimeLimit::None { .. })),
        expected: expected
            .map(|(due, _)| language.time_on(due))
            .unwrap_or_default(),
        provisional: expected.is_some_and(|(_, provisional)| provisional),
        fees: own
            .map(|own| terms::fees(&own.fees, language))
            .unwrap_or_default(),
        promised: false,
    }
}
