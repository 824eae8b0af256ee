//! Intake in person: which procedure, which case, then everything else on one page.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::dossier::command::{Application, Command};
use domain::dossier::{Now, ReturnVia};
use domain::people::identity::Sex;
use domain::people::{Applicant, Role};
use domain::procedure::declaration::{Answers, DeclarationForm, Prefill};
use domain::procedure::{Case, Channel, Procedure};
use domain::rulebook::Rulebook;
use domain::vietnamese::{fold, initials, words};
use serde::Deserialize;
use store::{NotDone, Viewed};

use crate::acts::correction::RETURN_VIAS;
use crate::acts::part::Part;
use crate::acts::reception::promise_fact;
use crate::acts::{choices, chosen, declaration, money, papers, people};
use crate::app::{App, Asked, once};
use crate::components::{Fact, FeeLine};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials;
use crate::page::{Face, Frame, Note, draw, draw_as};
use crate::papers::Slip;
use crate::session::{Officer, percent};
use crate::{fresh, show, wording};

/// Where intake begins.
const HOME: &str = "/quay/tiep-nhan";

/// The addresses of intake.
pub fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(begin).post(take))
        .route("/quay/tiep-nhan/{code}", get(done))
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

/// Something to choose: a procedure or a case.
#[derive(Debug)]
struct ChoiceLink {
    text: String,
    note: String,
    href: String,
}

#[derive(Template)]
#[template(path = "desk/intake.html")]
struct ChoosePage {
    frame: Frame,
    /// Whether procedures are chosen, and not cases.
    procedures: bool,
    sought: String,
    links: Vec<ChoiceLink>,
}

#[derive(Template)]
#[template(path = "desk/intake_form.html")]
struct FormPage {
    frame: Frame,
    case: String,
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

#[derive(Template)]
#[template(path = "desk/intake_done.html")]
struct DonePage {
    frame: Frame,
    code: String,
    secret: String,
    promise: String,
    print: String,
    dossier: String,
    charge: String,
}

async fn begin(
    State(app): State<App>,
    officer: Officer,
    look: Look,
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
        return Ok(counter.choose_procedure(&wanted.q));
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

/// The cases that can be handed in at a desk or come by post.
fn open_cases(procedure: &Procedure) -> Vec<&Case> {
    procedure
        .cases
        .iter()
        .filter(|case| !open_channels(case).is_empty())
        .collect()
}

fn open_channels(case: &Case) -> Vec<Channel> {
    [Channel::Desk, Channel::Post]
        .into_iter()
        .filter(|channel| case.terms_for(*channel).is_some())
        .collect()
}

/// What intake is done with.
struct Counter<'a> {
    app: &'a App,
    officer: &'a Officer,
    look: Look,
    rules: &'a Rulebook,
}

impl Counter<'_> {
    fn received(&self) -> Vec<&Procedure> {
        let today = self.app.now().today();
        officials::received_at(self.rules, &self.officer.official().unit, today)
    }

    fn procedure(&self, code: &str) -> Option<&Procedure> {
        let mut received = self.received().into_iter();
        received.find(|procedure| procedure.code.as_str() == code)
    }

    fn frame(&self, title: impl Into<String>) -> Frame {
        let look = self.look.clone();
        officials::frame(self.app, self.rules, self.officer, Face::Desk, look, title)
    }

    fn choose_procedure(&self, sought: &str) -> Response {
        let links = self
            .received()
            .into_iter()
            .filter(|procedure| is_meant(procedure, sought))
            .map(|procedure| ChoiceLink {
                text: procedure.name.clone(),
                note: format!("{} · {}", procedure.code, procedure.sector.name),
                href: format!("{HOME}?thu-tuc={}", percent(procedure.code.as_str())),
            })
            .collect();
        draw(&ChoosePage {
            frame: self.frame("Tiếp nhận: chọn thủ tục"),
            procedures: true,
            sought: sought.to_owned(),
            links,
        })
    }

    fn choose_case(&self, procedure: &Procedure, cases: &[&Case]) -> Response {
        let links = cases
            .iter()
            .map(|case| {
                let terms = open_channels(case)
                    .first()
                    .and_then(|channel| case.terms_for(*channel));
                let limit = terms.map_or_else(String::new, |terms| terms.limit.show());
                ChoiceLink {
                    text: case.name.clone(),
                    note: format!("{limit} · {} giấy tờ", case.papers.len()),
                    href: format!(
                        "{HOME}?thu-tuc={}&truong-hop={}",
                        percent(procedure.code.as_str()),
                        percent(&case.key.0)
                    ),
                }
            })
            .collect();
        let title = format!("{}: chọn trường hợp", procedure.name);
        draw(&ChoosePage {
            frame: self.frame(title).below("Chọn thủ tục", HOME),
            procedures: false,
            sought: String::new(),
            links,
        })
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

/// Whether the words typed mean this procedure: in its names, its code, or as initials.
fn is_meant(procedure: &Procedure, sought: &str) -> bool {
    let sought = fold(sought);
    let sought = sought.trim();
    if sought.is_empty() {
        return true;
    }
    if fold(&initials(&procedure.name)).contains(&sought.replace(' ', "")) {
        return true;
    }
    let mut names = vec![
        procedure.name.clone(),
        procedure.official_name.clone(),
        procedure.code.to_string(),
    ];
    names.extend(procedure.synonyms.iter().cloned());
    let all = fold(&names.join(" "));
    words(sought).iter().all(|word| all.contains(word.as_str())) || all.contains(sought)
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
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
        return Ok(counter.choose_procedure(""));
    };
    let scope = officer.scope();
    let wrong_files = form.keep(&app, &scope).await?;
    let read = read(chosen, &officer, &form, app.now());
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

/// Reads the whole form, or everything that is to be mended in it.
fn read(
    (procedure, case): (&Procedure, &Case),
    officer: &Officer,
    form: &Incoming,
    now: Now,
) -> Result<Application, FormErrors> {
    let mut errors = FormErrors::new();
    let usual = people::usual_applicant(&procedure.applicants);
    let typed = people::typed_applicant(form, &usual);
    let applicant = keep(&mut errors, typed.read(now.today(), ""));
    let representative = keep(&mut errors, people::read_representative(form)).flatten();
    let papers = keep(&mut errors, papers::read(case, form)).unwrap_or_default();
    let mut answers = Answers::new();
    if let Some(design) = &procedure.declaration {
        let typed = declaration::read(design, form, now.today());
        answers = keep(&mut errors, typed).unwrap_or_default();
        if let Some(applicant) = &applicant {
            prefill(design, &mut answers, applicant, now);
        }
    }
    let return_via: Option<ReturnVia> = chosen(form.text("noi-nhan"));
    if return_via.is_none() {
        errors.add("noi-nhan", "Chọn nơi nhận kết quả");
    }
    let channels = open_channels(case);
    let channel = match channels.as_slice() {
        [only] => Some(*only),
        _ => chosen(form.text("kenh")).filter(|channel| channels.contains(channel)),
    };
    if channel.is_none() {
        errors.add("kenh", "Chọn hồ sơ đến bằng cách nào");
    }
    let (Some(applicant), Some(return_via), Some(channel)) = (applicant, return_via, channel)
    else {
        return Err(errors);
    };
    errors.or(Application {
        procedure: procedure.code.clone(),
        case: case.key.clone(),
        desk: officer.official().unit.clone(),
        channel,
        applicant: fresh::personal(applicant),
        representative: representative.map(fresh::personal),
        answers: fresh::personal(answers),
        papers,
        return_via,
        secret: fresh::personal(fresh::secret()),
    })
}

/// The value, or its errors put with the others.
fn keep<T>(errors: &mut FormErrors, read: Result<T, FormErrors>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(wrong) => {
            for error in &wrong {
                errors.add(error.field.clone(), error.sentence.clone());
            }
            None
        }
    }
}

/// Nobody types again what stands above in the same form.
fn prefill(design: &DeclarationForm, answers: &mut Answers, applicant: &Applicant, now: Now) {
    for field in &design.fields {
        if answers.contains_key(&field.key) {
            continue;
        }
        let known = match field.prefill {
            Prefill::Nothing => None,
            Prefill::ApplicantName => Some(applicant.name.clone()),
            Prefill::ApplicantIdentity => applicant.identity.clone(),
            Prefill::ApplicantBirth => applicant.birth.as_ref().map(|birth| {
                let day: Option<jiff::civil::Date> = birth.parse().ok();
                day.map_or_else(|| birth.clone(), show::date)
            }),
            Prefill::ApplicantSex => applicant.sex.map(|sex| match sex {
                Sex::Male => "Nam".to_owned(),
                Sex::Female => "Nữ".to_owned(),
            }),
            Prefill::ApplicantAddress => Some(applicant.address.clone()),
            Prefill::ApplicantPhone => applicant.phone.clone(),
            Prefill::Today => Some(show::date(now.today())),
        };
        let fits = |text: &String| field.kind.read(text, now.today()).is_ok();
        if let Some(text) = known.filter(fits) {
            answers.insert(field.key.clone(), text);
        }
    }
}

async fn done(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
) -> Result<Response, Broken> {
    let Some(loaded) = officials::open(&app, &officer, &code, Viewed::Dossier).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let dossier = &loaded.dossier;
    let page = officials::dossier_address(&dossier.code);
    let secret = loaded.personal.secret(dossier.secret.id);
    let actor = officer.actor();
    let situation = officials::situation(&actor, app.now(), &rules);
    let open = domain::dossier::open_now::open_now(&situation, dossier);
    let link = |act| {
        if open.contains(&act) {
            format!("{page}/viec/{}", wording::act::slug(act))
        } else {
            String::new()
        }
    };
    let frame = officials::frame(&app, &rules, &officer, Face::Desk, look, "Đã tiếp nhận");
    Ok(draw(&DonePage {
        frame,
        code: dossier.code.to_string(),
        secret: secret.map(|secret| secret.typed).unwrap_or_default(),
        promise: match &dossier.promise {
            Some(promise) => format!(
                "{} {}",
                show::time(promise.due),
                show::date_with_weekday(promise.due.date())
            ),
            None => "chưa hẹn ngày".to_owned(),
        },
        print: format!("{page}/giay/{}", Slip::Receipt.slug()),
        charge: link(domain::dossier::command::Act::Charge),
        dossier: page,
    }))
}
