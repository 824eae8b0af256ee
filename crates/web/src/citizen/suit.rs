//! Is this the right procedure? At most three questions, from what is published about it. The
//! answers stand in the address and say nothing about anybody.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::people::ApplicantKind;
use domain::people::agency::{Agency, Level};
use domain::procedure::{Case, CaseKey, Procedure};

use super::apply::{CENTRE, kind_name};
use super::procedure::{self, Filing};
use super::terms::{self, CaseView};
use super::{Typed, Way, frame, told, typed};
use crate::app::App;
use crate::components::Fact;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::session::percent;
use crate::wording::people;

/// `/thu-tuc/{code}/kiem-tra`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc/{code}/kiem-tra", get(show))
}

/// The answer to "where" and "which case" that none of the others is.
const OTHER: &str = "khac";
/// The field that names the question a form was sent for.
const SENT: &str = "cau";
/// What stands beside a question that was sent without an answer.
const UNANSWERED: &str = "Chọn một câu trả lời";

#[derive(Template)]
#[template(path = "citizen/suit.html")]
struct QuestionPage {
    frame: Frame,
    step: String,
    back: String,
    action: String,
    field: &'static str,
    is_long: bool,
    hint: &'static str,
    error: &'static str,
    choices: Vec<Choice>,
    kept: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "citizen/suit_verdict.html")]
struct Verdict {
    frame: Frame,
    procedure: Arc<Procedure>,
    answers: Vec<Fact>,
    case: CaseView,
    place: String,
    filing: Filing,
}

/// A question, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Who,
    Place,
    Case,
}

impl Question {
    /// Its name in addresses.
    fn name(self) -> &'static str {
        match self {
            Self::Who => "ai",
            Self::Place => "noi",
            Self::Case => "truong-hop",
        }
    }

    /// What stands beside the answer.
    fn label(self) -> &'static str {
        match self {
            Self::Who => "Người đề nghị",
            Self::Place => "Nơi nộp",
            Self::Case => "Trường hợp",
        }
    }
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let procedure = match procedure::find(&app, &look, &rules, &code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(*page),
    };
    let today = app.now().today();
    let fit = Fit {
        procedure: &procedure,
        desks: procedure::sorted(rules.desks_for(&procedure.code, today)),
        asked: &asked,
    };
    let questions = fit.questions();
    if fit.is_for_others() {
        return Ok(for_others(&app, look, &fit));
    }
    if let Some(at) = questions.iter().position(|q| fit.answer(*q).is_none()) {
        return Ok(question(&app, look, &fit, at));
    }
    let Some(case) = fit.case() else {
        return Ok(no_case(&app, look, &fit));
    };
    let takes_online = !procedure::desks(&rules, app.now(), &procedure).is_empty();
    let case = terms::case_view(case, Language::Vietnamese);
    let online = takes_online && case.open_online;
    let mut filing = procedure::filing(&app, &procedure, online, Language::Vietnamese);
    if !filing.href.is_empty() && app.site.portal.takes_applications() {
        filing.href = format!("{}?{}", filing.href, fit.query(&questions));
    }
    Ok(draw(&Verdict {
        frame: below_procedure(&app, look, &procedure, "Đúng thủ tục ông/bà cần"),
        answers: fit.facts(&questions),
        case,
        place: fit.place(),
        filing,
        procedure: Arc::clone(&procedure),
    }))
}

/// A procedure, and what was answered about it so far.
struct Fit<'a> {
    procedure: &'a Procedure,
    desks: Vec<&'a Agency>,
    asked: &'a Typed,
}

impl Fit<'_> {
    /// What has to be asked: nothing that has one answer only, but always who asks.
    fn questions(&self) -> Vec<Question> {
        let mut questions = vec![Question::Who];
        if self.desks.len() > 1 {
            questions.push(Question::Place);
        }
        if self.procedure.cases.len() > 1 {
            questions.push(Question::Case);
        }
        questions
    }

    fn sentence(&self, question: Question) -> &'static str {
        let is_communal = self.desks.iter().all(|desk| desk.level == Level::Commune);
        match question {
            Question::Who => "Ai đề nghị làm thủ tục này?",
            Question::Place if is_communal => "Ông/bà ở xã, phường nào?",
            Question::Place => "Ông/bà muốn nộp ở đâu?",
            Question::Case => "Trường hợp nào đúng với ông/bà?",
        }
    }

    fn choices(&self, question: Question) -> Vec<Choice> {
        match question {
            Question::Who => [ApplicantKind::Person, ApplicantKind::Organisation]
                .map(|kind| Choice::new(kind_name(kind), people::applicant(kind)))
                .to_vec(),
            Question::Place => {
                let mut choices = vec![Choice::new("", "Chọn trong danh sách")];
                choices.extend(self.desks.iter().map(|desk| {
                    let name = desk.name.strip_prefix(CENTRE).unwrap_or(&desk.name);
                    Choice::new(desk.id.code(), name)
                }));
                choices.push(Choice::new(OTHER, "Nơi khác, không có trong danh sách"));
                choices
            }
            Question::Case => {
                let own = self.procedure.cases.iter();
                own.map(|case| Choice::new(case.key.0.clone(), case.name.clone()))
                    .chain([Choice::new(
                        OTHER,
                        "Không rõ, hoặc không trường hợp nào đúng",
                    )])
                    .collect()
            }
        }
    }

    /// The choice that was made, if it is one of the choices.
    fn chosen(&self, question: Question) -> Option<Choice> {
        let said = typed(self.asked, question.name());
        let mut choices = self.choices(question).into_iter();
        choices.find(|choice| !said.is_empty() && choice.value == said)
    }

    fn answer(&self, question: Question) -> Option<String> {
        self.chosen(question).map(|choice| choice.value)
    }

    /// Whether whoever asks is none of those the procedure is meant for.
    fn is_for_others(&self) -> bool {
        let meant = &self.procedure.applicants;
        let is_other = |who: String| meant.iter().all(|kind| kind_name(*kind) != who);
        // Where nobody published who may apply, nobody is turned away.
        !meant.is_empty() && self.answer(Question::Who).is_some_and(is_other)
    }

    /// The case that was chosen, or the only one.
    fn case(&self) -> Option<&Case> {
        match self.procedure.cases.as_slice() {
            [only] => Some(only),
            _ => self.procedure.case(&CaseKey(self.answer(Question::Case)?)),
        }
    }

    /// Where the papers go.
    fn place(&self) -> String {
        match self.desks.as_slice() {
            [] => "Tỉnh chưa công bố nơi tiếp nhận thủ tục này. Hỏi ở quầy gần nhất.".to_owned(),
            [only] => format!("{}.", only.name),
            desks => {
                let chosen = self.answer(Question::Place).unwrap_or_default();
                let desk = desks.iter().find(|desk| desk.id.code() == chosen);
                desk.map_or_else(
                    || "Nơi ông/bà chọn không có trong các nơi nhận của tỉnh.".to_owned(),
                    |desk| format!("{}.", desk.name),
                )
            }
        }
    }

    /// The answers of these questions, as they stand in an address.
    fn query(&self, questions: &[Question]) -> String {
        let pairs: Vec<String> = self
            .kept(questions)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", percent(&value)))
            .collect();
        pairs.join("&")
    }

    fn kept(&self, questions: &[Question]) -> Vec<(&'static str, String)> {
        let answered = questions.iter();
        answered
            .filter_map(|question| Some((question.name(), self.answer(*question)?)))
            .collect()
    }

    fn here(&self) -> String {
        format!("/thu-tuc/{}/kiem-tra", self.procedure.code)
    }

    /// What was answered, each with the way to change it; the other answers stay.
    fn facts(&self, questions: &[Question]) -> Vec<Fact> {
        let answered = questions.iter();
        answered
            .filter_map(|question| {
                let others: Vec<Question> = questions
                    .iter()
                    .copied()
                    .filter(|other| other != question)
                    .collect();
                let change = format!("{}?{}", self.here(), self.query(&others));
                let text = self.chosen(*question)?.text;
                Some(Fact::new(question.label(), text).change(change))
            })
            .collect()
    }
}

/// The page of the question at this place.
fn question(app: &App, look: Look, fit: &Fit<'_>, at: usize) -> Response {
    let questions = fit.questions();
    let question = questions[at];
    let others: Vec<Question> = questions
        .iter()
        .copied()
        .filter(|other| *other != question)
        .collect();
    let mut errors = FormErrors::new();
    let (status, error) = if typed(fit.asked, SENT) == question.name() {
        errors.add(question.name(), UNANSWERED);
        (StatusCode::UNPROCESSABLE_ENTITY, UNANSWERED)
    } else {
        (StatusCode::OK, "")
    };
    let back = match at.checked_sub(1) {
        Some(before) => format!("{}?{}", fit.here(), fit.query(&questions[..before])),
        None => format!("/thu-tuc/{}", fit.procedure.code),
    };
    let page = QuestionPage {
        frame: frame(app, look, fit.sentence(question)).errors(errors),
        step: format!(
            "Câu {} trong {} · {}",
            at + 1,
            questions.len(),
            fit.procedure.name
        ),
        back,
        action: fit.here(),
        field: question.name(),
        is_long: question == Question::Place,
        hint: match question {
            Question::Who | Question::Case => "",
            Question::Place => "Để biết mang giấy tờ đến đâu",
        },
        error,
        choices: fit.choices(question),
        kept: fit.kept(&others),
    };
    draw_as(status, &page)
}

fn for_others(app: &App, look: Look, fit: &Fit<'_>) -> Response {
    let kinds: Vec<String> = fit
        .procedure
        .applicants
        .iter()
        .map(|kind| people::applicant(*kind).to_lowercase())
        .collect();
    let said = format!(
        "Thủ tục “{}” dành cho {}.",
        fit.procedure.name,
        kinds.join("; ")
    );
    let rest = "Trường hợp của ông/bà thường có thủ tục khác trong danh mục. Chưa thấy thì hỏi ở \
                quầy gần nhất.";
    let frame = below_procedure(app, look, fit.procedure, "Thủ tục này dành cho người khác");
    told(StatusCode::OK, frame, &[&said, rest], ways_on(fit))
}

fn no_case(app: &App, look: Look, fit: &Fit<'_>) -> Response {
    let said = "Thủ tục này có các trường hợp ghi trong trang của thủ tục, mỗi trường hợp có giấy \
                tờ, thời hạn và phí riêng.";
    let rest = "Chưa rõ mình ở trường hợp nào thì mang giấy tờ đang có đến quầy: cán bộ xem và \
                hướng dẫn, không mất phí.";
    let frame = below_procedure(app, look, fit.procedure, "Chưa rõ trường hợp của ông/bà");
    told(StatusCode::OK, frame, &[said, rest], ways_on(fit))
}

fn ways_on(fit: &Fit<'_>) -> Vec<Way> {
    vec![
        Way::new("Trả lời lại", fit.here()),
        Way::new(
            "Xem thủ tục này",
            format!("/thu-tuc/{}", fit.procedure.code),
        ),
        Way::new("Tìm thủ tục khác", "/thu-tuc"),
    ]
}

fn below_procedure(app: &App, look: Look, procedure: &Procedure, title: &str) -> Frame {
    frame(app, look, title)
        .below("Trang chủ", "/")
        .below("Thủ tục", "/thu-tuc")
        .below(&procedure.name, format!("/thu-tuc/{}", procedure.code))
}
