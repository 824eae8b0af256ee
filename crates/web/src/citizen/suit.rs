//! Is this the right procedure? At most three questions, from what is published about it. The
//! answers stand in the address and say nothing about anybody.

mod fit;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::procedure::Procedure;

use self::fit::{Fit, Place, Question};
use super::procedure::{self, Filing};
use super::terms::{self, CaseView};
use super::{Caption, Typed, Way, frame_in_both, plain_name, told, typed};
use crate::app::App;
use crate::components::Fact;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::wording::people;

/// `/thu-tuc/{code}/kiem-tra`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc/{code}/kiem-tra", get(show))
}

/// The field that names the question a form was sent for.
const SENT: &str = "cau";

#[derive(Template)]
#[template(path = "citizen/suit.html")]
struct QuestionPage {
    frame: Frame,
    caption: Caption,
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
    caption: Caption,
    procedure: Arc<Procedure>,
    answers: Vec<Fact>,
    case: CaseView,
    place: Place,
    filing: Filing,
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
        language: look.language,
    };
    let language = look.language;
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
    let case = terms::case_view(case, language);
    let online = takes_online && case.open_online;
    let mut filing = procedure::filing(&app, &procedure, online, language);
    if !filing.href.is_empty() && app.site.portal.takes_applications() {
        filing.href = format!("{}?{}", filing.href, fit.query(&questions));
    }
    Ok(draw(&Verdict {
        frame: below_procedure(
            &app,
            look,
            &procedure,
            language.say("Đúng thủ tục ông/bà cần", "This is the right procedure"),
        ),
        caption: Caption::new("", &procedure, language),
        answers: fit.facts(&questions),
        case,
        place: fit.place(),
        filing,
        procedure: Arc::clone(&procedure),
    }))
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
    let language = look.language;
    let mut errors = FormErrors::new();
    let (status, error) = if typed(fit.asked, SENT) == question.name() {
        let unanswered = language.say("Chọn một câu trả lời", "Choose an answer");
        errors.add(question.name(), unanswered);
        (StatusCode::UNPROCESSABLE_ENTITY, unanswered)
    } else {
        (StatusCode::OK, "")
    };
    let back = match at.checked_sub(1) {
        Some(before) => format!("{}?{}", fit.here(), fit.query(&questions[..before])),
        None => format!("/thu-tuc/{}", fit.procedure.code),
    };
    let place = match language {
        Language::Vietnamese => format!("Câu {} trong {}", at + 1, questions.len()),
        Language::English => format!("Question {} of {}", at + 1, questions.len()),
    };
    let page = QuestionPage {
        frame: frame_in_both(app, look, fit.sentence(question)).errors(errors),
        caption: Caption::new(place, fit.procedure, language),
        back,
        action: fit.here(),
        field: question.name(),
        is_long: question == Question::Place,
        hint: match question {
            Question::Who | Question::Case => "",
            Question::Place => language.say(
                "Để biết mang giấy tờ đến đâu",
                "To know where to bring the papers",
            ),
        },
        error,
        choices: fit.choices(question),
        kept: fit.kept(&others),
    };
    draw_as(status, &page)
}

fn for_others(app: &App, look: Look, fit: &Fit<'_>) -> Response {
    let language = look.language;
    let kinds: Vec<String> = fit
        .procedure
        .applicants
        .iter()
        .map(|kind| people::applicant_in(*kind, language).to_lowercase())
        .collect();
    let kinds = kinds.join("; ");
    let said = match language {
        Language::Vietnamese => format!("Thủ tục “{}” dành cho {kinds}.", fit.procedure.name),
        Language::English => format!("This procedure is meant for {kinds}."),
    };
    let rest = language.say(
        "Trường hợp của ông/bà thường có thủ tục khác trong danh mục. Chưa thấy thì hỏi ở quầy \
         gần nhất.",
        "There is usually another procedure for you. If you do not find it, ask at the nearest \
         desk.",
    );
    let title = language.say(
        "Thủ tục này dành cho người khác",
        "This procedure is meant for others",
    );
    let frame = below_procedure(app, look, fit.procedure, title);
    told(StatusCode::OK, frame, &[&said, rest], ways_on(fit))
}

fn no_case(app: &App, look: Look, fit: &Fit<'_>) -> Response {
    let language = look.language;
    let said = language.say(
        "Thủ tục này có các trường hợp ghi trong trang của thủ tục, mỗi trường hợp có giấy tờ, \
         thời hạn và phí riêng.",
        "The page of this procedure lists its cases, each with papers, time and fees of its own.",
    );
    let rest = language.say(
        "Chưa rõ mình ở trường hợp nào thì mang giấy tờ đang có đến quầy: cán bộ xem và hướng \
         dẫn, không mất phí.",
        "If you do not know which is yours, bring the papers you have to the desk: officials look \
         at them and guide you, free of charge.",
    );
    let title = language.say("Chưa rõ trường hợp của ông/bà", "Your case is not clear");
    let frame = below_procedure(app, look, fit.procedure, title);
    told(StatusCode::OK, frame, &[said, rest], ways_on(fit))
}

fn ways_on(fit: &Fit<'_>) -> Vec<Way> {
    let language = fit.language;
    let again = language.say("Trả lời lại", "Answer again");
    let see = language.say("Xem thủ tục này", "See this procedure");
    let search = language.say("Tìm thủ tục khác", "Search another procedure");
    vec![
        Way::new(again, fit.here()),
        Way::new(see, format!("/thu-tuc/{}", fit.procedure.code)),
        Way::new(search, "/thu-tuc"),
    ]
}

fn below_procedure(app: &App, look: Look, procedure: &Procedure, title: &str) -> Frame {
    let language = look.language;
    frame_in_both(app, look, title)
        .below_home()
        .below(language.say("Thủ tục", "Procedures"), "/thu-tuc")
        .below(
            plain_name(procedure, language),
            format!("/thu-tuc/{}", procedure.code),
        )
}
