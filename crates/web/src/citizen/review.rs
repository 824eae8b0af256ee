//! Everything once more, with the promised day and the fee; then submit.

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
use domain::people::identity::{BirthDate, PersonalId};
use domain::people::{Actor, Applicant, Representative};
use domain::procedure::Channel;
use domain::procedure::answers::{NO, YES};
use domain::procedure::declaration::{Answers, FieldKind, FormField};
use jiff::civil::Date;

use super::applicant::read_representative;
use super::draft::{self, Opened, sent_papers};
use super::journey::{BACK_TO_REVIEW, Page};
use super::question::{self, groups};
use super::{Typed, attach, frame, returning, terms, typed, unit_name};
use crate::app::{App, Asked, once};
use crate::applicant::TypedApplicant;
use crate::components::{Fact, ReceivedFile};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::show;
use crate::wording::{ground, refusal};

/// Whose idempotency keys these are.
const SCOPE: &str = "nop-truc-tuyen";
/// Shown where nothing was filled in yet.
const BLANK: &str = "Chưa điền";

/// `/nop/{code}/kiem-tra`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/kiem-tra", get(show).post(submit))
}

struct Section {
    id: &'static str,
    title: String,
    rows: Vec<Fact>,
    change: String,
}

#[derive(Template)]
#[template(path = "citizen/review.html")]
struct Review {
    frame: Frame,
    step: String,
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
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => Ok(draw(&page(&app, look, &opened))),
        Err(answer) => Ok(answer),
    }
}

async fn submit(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let opened = match draft::open_to_submit(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let promised = typed(&form, "promise") == "yes";
    let complete = complete(&opened, app.now().today());
    let complete = match (complete, promised) {
        (Ok(complete), true) => complete,
        (complete, _) => {
            let mut errors = complete.err().unwrap_or_default();
            if !promised {
                errors.add("promise", "Đánh dấu vào lời cam đoan để nộp");
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
            let said = refusal::not_done(&why, Some(&opened.case));
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
fn complete(opened: &Opened, today: Date) -> Result<Complete, FormErrors> {
    let filled = &opened.filled;
    let mut errors = FormErrors::new();
    let applicant = filled.applicant.read(today, "");
    if applicant.is_err() {
        let title = applicant_title(&filled.applicant);
        errors.add("nguoi-nop", format!("Điền đủ phần \"{title}\""));
    }
    let representative = filled
        .represented
        .then(|| read_representative(&filled.representative));
    if matches!(representative, Some(Err(_))) {
        errors.add("nguoi-duoc-uy-quyen", "Điền đủ phần \"Người nộp thay\"");
    }
    let fields = opened
        .procedure
        .declaration
        .as_ref()
        .map(|form| form.fields.as_slice());
    let answers = question::read(fields.unwrap_or_default(), &filled.answers, today);
    if answers.is_err() {
        errors.add("to-khai", "Điền đủ tờ khai");
    }
    let wanted: Vec<_> = sent_papers(&opened.case).cloned().collect();
    let mut missing = FormErrors::new();
    attach::say_missing(filled, &wanted, &mut missing);
    for error in &missing {
        errors.add("giay-to", error.sentence.clone());
    }
    let return_via = returning::read(&filled.return_via);
    if return_via.is_none() {
        errors.add("nhan-ket-qua", "Chọn nơi nhận kết quả");
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
        secret: fresh::personal(fresh::secret()),
    }
}

fn page(app: &App, look: Look, opened: &Opened) -> Review {
    let own = opened.case.terms_for(Channel::Online);
    let (procedure, now) = (&opened.procedure, app.now());
    let calendar = opened.calendar(now.today());
    let expected = own.and_then(|own| terms::expected(calendar, now, &own.limit));
    let action = Page::Review.address(procedure);
    let frame = frame(app, look, "Kiểm tra lại trước khi nộp");
    let vi = frame.language();
    Review {
        step: opened.step(Page::Review),
        back: opened.before(Page::Review, false),
        save: format!("/nop/{}/luu", procedure.code),
        action,
        sections: sections(opened, app.now().today()),
        files: opened
            .files()
            .map(|(file, paper)| file.received(&paper.name))
            .collect(),
        change_files: change(opened, Page::Attach),
        limit: own
            .map(|own| terms::limit(&own.limit, vi))
            .map(|limit| limit.trim_end_matches('.').to_owned())
            .unwrap_or_default(),
        is_limited: own.is_some_and(|own| !matches!(own.limit, TimeLimit::None { .. })),
        expected: expected.map(|(due, _)| vi.time_on(due)).unwrap_or_default(),
        provisional: expected.is_some_and(|(_, provisional)| provisional),
        fees: own
            .map(|own| terms::fees(&own.fees, vi))
            .unwrap_or_default(),
        promised: false,
        frame,
    }
}

fn sections(opened: &Opened, today: Date) -> Vec<Section> {
    let filled = &opened.filled;
    let section = |id, title: &str, page: Page, rows| Section {
        id,
        title: title.to_owned(),
        rows,
        change: change(opened, page),
    };
    let start = vec![
        row("Thủ tục", &opened.procedure.name),
        row("Trường hợp", &opened.case.name),
        row("Nơi nộp", &unit_name(&opened.rules, &opened.desk())),
    ];
    let own = applicant_rows(&filled.applicant);
    let title = applicant_title(&filled.applicant);
    let mut sections = vec![
        section("bat-dau", "Hồ sơ", Page::Start, start),
        section("nguoi-nop", title, Page::Applicant, own),
    ];
    if filled.represented {
        let other = &filled.representative;
        let rows = vec![
            row("Họ, chữ đệm và tên", &other.name),
            row("Số định danh", &show::personal_id(&other.identity)),
            row("Điện thoại", &optional(&show::phone(&other.phone))),
            row("Nộp thay theo", &other.authority),
        ];
        let (id, page) = ("nguoi-duoc-uy-quyen", Page::Representative);
        sections.push(section(id, "Người nộp thay", page, rows));
    }
    if let Some(form) = &opened.procedure.declaration {
        for (at, (name, fields)) in groups(form).into_iter().enumerate() {
            // The first group carries the id to which an error leads.
            let id = if at == 0 { "to-khai" } else { "" };
            let title = if name.is_empty() { &form.name } else { &name };
            let rows = answer_rows(&fields, &filled.answers, today);
            sections.push(section(id, title, Page::Declare(at + 1), rows));
        }
    }
    let via = returning::read(&filled.return_via).map_or("", ground::return_via);
    let rows = vec![row("Nhận kết quả", via)];
    sections.push(section(
        "nhan-ket-qua",
        "Nhận kết quả",
        Page::Returning,
        rows,
    ));
    sections
}

fn change(opened: &Opened, page: Page) -> String {
    format!("{}{BACK_TO_REVIEW}", page.address(&opened.procedure))
}

fn applicant_title(own: &TypedApplicant) -> &'static str {
    if own.is_organisation() {
        "Tổ chức đề nghị"
    } else {
        "Người đề nghị"
    }
}

fn applicant_rows(own: &TypedApplicant) -> Vec<Fact> {
    let mut rows = Vec::new();
    if own.is_organisation() {
        rows.extend([
            row("Tên tổ chức", &own.name),
            row("Mã số thuế", &optional(&own.identity)),
        ]);
    } else {
        let birth = [&own.birth_day, &own.birth_month, &own.birth_year];
        let birth: Vec<&str> = birth
            .iter()
            .map(|part| part.as_str())
            .filter(|part| !part.is_empty())
            .collect();
        let sex = match own.sex.as_str() {
            "male" => "Nam",
            "female" => "Nữ",
            _ => "",
        };
        rows.extend([
            row("Họ, chữ đệm và tên", &own.name),
            row("Số định danh", &optional(&show::personal_id(&own.identity))),
            row("Ngày sinh", &optional(&birth.join("/"))),
            row("Giới tính", &optional(sex)),
        ]);
    }
    let place = if own.is_organisation() {
        "Trụ sở"
    } else {
        "Nơi ở"
    };
    rows.extend([
        row("Điện thoại", &optional(&show::phone(&own.phone))),
        row("Thư điện tử", &optional(&own.email)),
        row(place, &own.address),
    ]);
    rows
}

/// What was answered, and what must be; what was left blank on purpose only makes the page long.
fn answer_rows(fields: &[FormField], answers: &Answers, today: Date) -> Vec<Fact> {
    let answer = |field: &FormField| answers.get(&field.key).map_or("", String::as_str);
    let mut rows: Vec<Fact> = fields
        .iter()
        .filter(|field| field.required || !answer(field).is_empty())
        .map(|field| row(&field.label, &shown(&field.kind, answer(field), today)))
        .collect();
    if rows.is_empty() {
        rows.push(row("Các mục", "Bỏ trống"));
    }
    rows
}

/// An answer as people read it; what cannot be read stands as it was typed.
fn shown(kind: &FieldKind, text: &str, today: Date) -> String {
    match kind {
        FieldKind::YesNo if text == YES => "Có".to_owned(),
        FieldKind::YesNo if text == NO => "Không".to_owned(),
        FieldKind::PersonalId => text
            .parse::<PersonalId>()
            .map_or_else(|_| text.to_owned(), |id| show::personal_id(id.as_str())),
        FieldKind::Phone => show::phone(text),
        FieldKind::Date => {
            BirthDate::parse_text(text, today).map_or_else(|_| text.to_owned(), |day| day.show())
        }
        FieldKind::YesNo
        | FieldKind::Line
        | FieldKind::Text
        | FieldKind::Name
        | FieldKind::TaxCode
        | FieldKind::Email
        | FieldKind::Address
        | FieldKind::Number
        | FieldKind::Amount
        | FieldKind::Choice(_) => text.to_owned(),
    }
}

fn optional(text: &str) -> String {
    if text.is_empty() {
        "Không ghi".to_owned()
    } else {
        text.to_owned()
    }
}

fn row(key: &str, value: &str) -> Fact {
    Fact::new(key, if value.is_empty() { BLANK } else { value })
}
