//! The beginning of an application: which case, which desk; and how to go on elsewhere.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::calendar::time_limit::TimeLimit;
use domain::people::ApplicantKind;
use domain::people::agency::Agency;
use domain::procedure::{Case, Channel, Procedure};

use super::draft::{self, Filled};
use super::journey::Page;
use super::{
    Caption, Typed, Way, access, below_procedure, bundle, elsewhere, frame_in_both, plain_name,
    procedure, terms, told, typed,
};
use crate::app::App;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};
use crate::wording::people;

/// `/nop/{code}`, `/nop/{code}/luu`, `/nop/{code}/tiep`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/nop/{code}", get(show).post(begin))
        .route("/nop/{code}/luu", get(save_link))
        .route("/nop/{code}/tiep", get(resume))
}

#[derive(Template)]
#[template(path = "citizen/apply.html")]
struct Apply {
    frame: Frame,
    caption: Caption,
    action: String,
    under_way: bool,
    go_on: String,
    only_case: String,
    has_offline_cases: bool,
    code: String,
    cases: Vec<Choice>,
    kinds: Vec<Choice>,
    only_kind: &'static str,
    desk_question: &'static str,
    desks: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "citizen/apply_link.html")]
struct SaveLink {
    frame: Frame,
    link: String,
    back: String,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let procedure = match bundle::find(&app, &look, &rules, &code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(*page),
    };
    if let Some(kind) = bundle::kind_of(&procedure.code) {
        return bundle::show_beginning(&app, look, &headers, (kind, procedure.as_ref())).await;
    }
    let under_way = under_way(&app, &headers).await?;
    let mut filled = under_way
        .as_ref()
        .map(|(_, filled)| filled.clone())
        .unwrap_or_default();
    let near = typed(&asked, "noi");
    let desks = procedure::desks(&rules, app.now(), &procedure);
    if let Some(desk) = desks.iter().find(|desk| desk.id.code() == near) {
        desk.id.as_str().clone_into(&mut filled.desk);
    }
    // What was answered on the way here need not be chosen again.
    let known = [
        ("truong-hop", &mut filled.case),
        ("ai", &mut filled.applicant.kind),
    ];
    for (name, field) in known {
        let said = typed(&asked, name);
        if !said.is_empty() {
            said.clone_into(field);
        }
    }
    if !procedure::opens_online(&procedure) || desks.is_empty() {
        return Ok(not_online(&app, look, &procedure));
    }
    let is_under_way = under_way.is_some();
    if !is_under_way && !app.site.portal.takes_applications() {
        return Ok(elsewhere::filed_elsewhere(&app, look, &procedure));
    }
    let page = page(&app, look, &procedure, &filled, &desks, is_under_way);
    Ok(draw(&page))
}

async fn begin(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let procedure = match bundle::find(&app, &look, &rules, &code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(*page),
    };
    if let Some(kind) = bundle::kind_of(&procedure.code) {
        let sent = (kind, procedure.as_ref(), &form);
        return bundle::begin(&app, look, &headers, sent).await;
    }
    let desks = procedure::desks(&rules, app.now(), &procedure);
    if !procedure::opens_online(&procedure) || desks.is_empty() {
        return Ok(not_online(&app, look, &procedure));
    }
    let under_way = under_way(&app, &headers).await?;
    let is_under_way = under_way.is_some();
    // Where the portal takes no applications, those under way may still be finished.
    let may_begin = app.site.portal.takes_applications();
    if !is_under_way && !may_begin {
        return Ok(elsewhere::filed_elsewhere(&app, look, &procedure));
    }
    let start_anew = may_begin && typed(&form, "viec") == "moi";
    let ((id, secret), mut filled) = under_way
        .filter(|_| !start_anew)
        .unwrap_or_else(|| ((fresh::id(), fresh::key()), Filled::default()));
    typed(&form, "case").clone_into(&mut filled.case);
    typed(&form, "desk").clone_into(&mut filled.desk);
    typed(&form, "kind").clone_into(&mut filled.applicant.kind);
    let desk_is_known = desks.iter().any(|d| d.id.as_str() == filled.desk);
    let errors = check(&procedure, &filled, desk_is_known, look.language);
    if !errors.is_empty() {
        let mut page = page(&app, look, &procedure, &filled, &desks, is_under_way);
        page.frame = page.frame.errors(errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    draft::keep(&app, id, &secret, &filled).await?;
    let to = if asked.contains_key("ve") {
        Page::Review
    } else {
        Page::Applicant
    };
    let cookie = access::draft_cookie(&app, procedure.code.as_str(), &secret);
    let to = Redirect::to(&to.address(&procedure));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

/// Shows the link with which one goes on at another machine.
async fn save_link(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let link = format!(
        "{}/nop/{}/tiep?k={}",
        app.public_url, opened.procedure.code, opened.secret
    );
    let here = opened.first_open(app.now().today());
    let back = here.address(&opened.procedure);
    let title = look.language.say("Lưu để làm tiếp", "Save, to go on later");
    let frame = frame_in_both(&app, look, title);
    Ok(draw(&SaveLink { frame, link, back }))
}

/// Goes on at the first page that is not filled in. A saved link brings the secret, which is taken
/// out of the address at once.
async fn resume(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    if !asked.contains_key("k") {
        return match draft::open(&app, &look, &headers, &code).await? {
            Ok(opened) => {
                let page = opened.first_open(app.now().today());
                Ok(Redirect::to(&page.address(&opened.procedure)).into_response())
            }
            Err(answer) => Ok(answer),
        };
    }
    let rules = app.rules().await?;
    let procedure = match bundle::find(&app, &look, &rules, &code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(*page),
    };
    let secret: String = typed(&asked, "k")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let cookie = access::draft_cookie(&app, procedure.code.as_str(), &secret);
    let to = Redirect::to(&go_on(&procedure));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

fn go_on(procedure: &Procedure) -> String {
    format!("/nop/{}/tiep", procedure.code)
}

pub(super) type UnderWay = ((uuid::Uuid, String), Filled);

/// The draft of the request's cookie, if it was not submitted yet.
pub(super) async fn under_way(app: &App, headers: &HeaderMap) -> Result<Option<UnderWay>, Broken> {
    let Some(secret) = access::draft_secret(headers) else {
        return Ok(None);
    };
    let draft = app.store.find_draft(&secret, app.now()).await?;
    Ok(draft.and_then(|draft| {
        let filled = serde_json::from_str(&draft.content?).ok()?;
        Some(((draft.id, secret), filled))
    }))
}

fn check(
    procedure: &Procedure,
    filled: &Filled,
    desk_is_known: bool,
    language: Language,
) -> FormErrors {
    let mut errors = FormErrors::new();
    let mut online = online_cases(procedure);
    if !online.any(|case| case.key.0 == filled.case) {
        let said = language.say("Chọn trường hợp của ông/bà", "Choose your case");
        errors.add("case", said);
    }
    let kind = match filled.applicant.kind.as_str() {
        "person" => Some(ApplicantKind::Person),
        "organisation" => Some(ApplicantKind::Organisation),
        _ => None,
    };
    if !kind.is_some_and(|kind| procedure.applicants.contains(&kind)) {
        let said = language.say("Chọn ai là người đề nghị", "Choose who applies");
        errors.add("kind", said);
    }
    if !desk_is_known {
        let said = language.say(
            "Chọn nơi nộp trong danh sách",
            "Choose the desk from the list",
        );
        errors.add("desk", said);
    }
    errors
}

fn online_cases(procedure: &Procedure) -> impl Iterator<Item = &Case> {
    let cases = procedure.cases.iter();
    cases.filter(|case| case.terms_for(Channel::Online).is_some())
}

/// What nearly every desk's name begins with: it hides the commune in a closed list.
pub(super) const CENTRE: &str = "Trung tâm Phục vụ hành chính công ";

/// The question and its answers: `xã Bình Lư` when all of them are service centres.
fn desk_choices(
    desks: &[&Agency],
    chosen: &str,
    language: Language,
) -> (&'static str, Vec<Choice>) {
    let short: Option<Vec<&str>> = desks
        .iter()
        .map(|desk| desk.name.strip_prefix(CENTRE))
        .collect();
    let question = if short.is_some() {
        language.say(
            "Nộp ở Trung tâm Phục vụ hành chính công nào?",
            "At which service centre do you apply?",
        )
    } else {
        language.say("Nộp ở đâu?", "Where do you apply?")
    };
    let names = short.unwrap_or_else(|| desks.iter().map(|desk| desk.name.as_str()).collect());
    let mut choices = Vec::with_capacity(desks.len() + 1);
    if desks.len() > 1 {
        choices.push(Choice::new("", language.say("Chọn nơi nộp", "Choose")));
    }
    choices.extend(
        desks
            .iter()
            .zip(names)
            .map(|(desk, name)| Choice::new(desk.id.as_str(), name).name()),
    );
    (question, Choice::pick(choices, chosen))
}

/// A kind of applicant as forms send it.
pub(super) fn kind_name(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Person => "person",
        ApplicantKind::Organisation => "organisation",
    }
}

fn page(
    app: &App,
    look: Look,
    procedure: &Procedure,
    filled: &Filled,
    desks: &[&Agency],
    under_way: bool,
) -> Apply {
    let language = look.language;
    let (desk_question, desks) = desk_choices(desks, &filled.desk, language);
    let cases: Vec<Choice> = online_cases(procedure)
        .filter_map(|case| case_choice(case, language))
        .collect();
    let kinds: Vec<Choice> = procedure
        .applicants
        .iter()
        .map(|kind| Choice::new(kind_name(*kind), people::applicant_in(*kind, language)))
        .collect();
    let action = look.here.clone();
    Apply {
        frame: below_procedure(
            app,
            look,
            procedure,
            language.say("Nộp hồ sơ trực tuyến", "Apply online"),
        ),
        caption: Caption::new("", procedure, language),
        action,
        under_way,
        go_on: go_on(procedure),
        only_case: match cases.as_slice() {
            [only] => only.value.clone(),
            _ => String::new(),
        },
        has_offline_cases: cases.len() < procedure.cases.len(),
        code: procedure.code.to_string(),
        cases: Choice::pick(cases, &filled.case),
        only_kind: match procedure.applicants.as_slice() {
            [only] => kind_name(*only),
            _ => "",
        },
        kinds: Choice::pick(kinds, &filled.applicant.kind),
        desk_question,
        desks,
    }
}

/// A case, and how long it takes.
fn case_choice(case: &Case, language: Language) -> Option<Choice> {
    let limit = case.terms_for(Channel::Online)?.promised();
    let choice = Choice::new(case.key.0.clone(), case.name.clone()).name();
    Some(match (language, limit) {
        (Language::English, TimeLimit::None { because }) => choice.hint_name(because),
        (Language::English, limit) => {
            choice.hint(format!("How long: {}", terms::limit(limit, language)))
        }
        (Language::Vietnamese, limit) => choice.hint(format!("Thời hạn: {}", limit.show())),
    })
}

fn not_online(app: &App, look: Look, procedure: &Procedure) -> Response {
    let language = look.language;
    let title = language.say("Chưa nộp trực tuyến được", "Not yet online");
    let frame = below_procedure(app, look, procedure, title);
    let sentences = [
        language.say(
            "Thủ tục này chưa nhận hồ sơ trên trang này, hoặc chưa có nơi nào được giao tiếp nhận.",
            "No applications for this procedure are taken on this site, or no desk was given it.",
        ),
        language.say(
            "Ông/bà nộp tại quầy hoặc qua bưu chính công ích. Giấy tờ và nơi nộp ghi trong trang \
             của thủ tục.",
            "Apply at a desk or by public post. The page of the procedure says which papers it \
             takes, and where.",
        ),
    ];
    let name = plain_name(procedure, language);
    let see = match language {
        Language::Vietnamese => format!("Xem thủ tục {name}"),
        Language::English => format!("See {name}"),
    };
    let ways = vec![Way::new(see, format!("/thu-tuc/{}", procedure.code))];
    told(StatusCode::CONFLICT, frame, &sentences, ways)
}
