//! Intake in person: once procedure and case are chosen, everything else on one page.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::dossier::command::{Application, Command};
use domain::people::Role;
use domain::procedure::declaration::Answers;
use domain::procedure::{Case, Procedure};
use domain::rulebook::Rulebook;
use store::NotDone;

use crate::acts::application::{open_cases, open_channels, read};
use crate::acts::card::{Bearer, Difference, KEPT, SCAN, ScannedCard, TAKE};
use crate::acts::correction::RETURN_VIAS;
use crate::acts::part::Part;
use crate::acts::reception::promise_fact;
use crate::acts::{assistance, choices, declaration, money, papers, people};
use crate::app::{App, Asked, once};
use crate::citizen::search::Shelf;
use crate::components::{Fact, FeeLine};
use crate::desk::choose::Wanted;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials::{self, Row, twin};
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::{Officer, percent};
use crate::wording;

/// Where intake begins.
pub(super) const HOME: &str = "/quay/tiep-nhan";

/// What the button beside the scanner's field asks for.
const READ_SCAN: &str = "doc-the";

/// The box that says: receive it, though this person has an open dossier for the same procedure.
const ANYWAY: &str = "van-nhan";

/// The addresses of intake.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(begin).post(take))
}

/// What the form says besides its questions.
#[derive(Default)]
pub(super) struct Said {
    status: StatusCode,
    errors: FormErrors,
    note: Option<Note>,
    /// Open dossiers of the same person for the same procedure.
    twins: Vec<Row>,
}

impl Said {
    /// Something is to be mended.
    pub(super) fn wrong(errors: FormErrors) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors,
            ..Self::default()
        }
    }

    /// Something to know, before the form is sent.
    pub(super) fn told(note: Note, errors: FormErrors) -> Self {
        Self {
            errors,
            note: Some(note),
            ..Self::default()
        }
    }
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
    /// The scan of a card that differs from what was typed, and where it does.
    kept: String,
    differences: Vec<Difference>,
    twins: Vec<Row>,
    facts: Vec<Fact>,
    applicant: Vec<Part>,
    representative: Vec<Part>,
    assistance: Vec<Part>,
    papers: Vec<Part>,
    answers: Vec<Part>,
    last: Vec<Part>,
    fees: Vec<FeeLine>,
    /// Whether what is folded away holds something that was typed or is wrong.
    open_representative: bool,
    open_assistance: bool,
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
    counter.open(&wanted, &shelf, None).await
}

/// Intake is for desk officers; a cashier alone does not receive.
pub(super) fn closed(app: &App, officer: &Officer, look: &Look) -> Option<Response> {
    let is_desk_officer = officer.official().is(Role::DeskOfficer);
    let faces: &[Face] = if is_desk_officer { &[Face::Desk] } else { &[] };
    officials::closed(app, officer, look, faces)
}

/// What intake is done with.
pub(super) struct Counter<'a> {
    pub(super) app: &'a App,
    pub(super) officer: &'a Officer,
    pub(super) look: Look,
    pub(super) rules: &'a Rulebook,
}

impl Counter<'_> {
    /// The procedures that this desk receives today.
    pub(super) fn received(&self) -> Vec<&Procedure> {
        let today = self.app.now().today();
        officials::received_at(self.rules, &self.officer.official().unit, today)
    }

    /// The procedure with this code, if this desk receives it today.
    pub(super) fn procedure(&self, code: &str) -> Option<&Procedure> {
        let today = self.app.now().today();
        let desk = &self.officer.official().unit;
        let received = self.rules.received_at(desk, today).into_iter();
        let mut received = received.map(|one| &**one);
        received.find(|procedure| procedure.code.as_str() == code)
    }

    /// A scanned card in this form: where an organisation applies, it is its representative's.
    pub(super) fn card(
        &self,
        procedure: &Procedure,
        form: &Incoming,
        scan: &str,
    ) -> Option<ScannedCard> {
        let card = ScannedCard::read(scan, self.app.now().today())?;
        let usual = people::usual_applicant(&procedure.applicants);
        let is_organisation = people::typed_applicant(form, &usual).is_organisation();
        Some(card.borne_by(if is_organisation {
            Bearer::Representative
        } else {
            Bearer::Applicant
        }))
    }

    /// The frame of a page of intake.
    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        let look = self.look.clone();
        officials::frame(self.app, self.rules, self.officer, Face::Desk, look, title)
    }

    /// The form, with what was typed so far.
    pub(super) fn form(
        &self,
        (procedure, case): (&Procedure, &Case),
        form: &Incoming,
        said: Said,
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
            said.errors
                .iter()
                .any(|error| error.field.starts_with(prefix))
                || form.has_text_under(prefix)
        };
        let (open_representative, open_answers) = (touched("dd-"), touched("khai."));
        let open_assistance = touched(assistance::SECTION);
        let mut frame = self
            .frame(format!("Tiếp nhận: {}", procedure.name))
            .below("Chọn thủ tục", HOME)
            .errors(said.errors);
        frame.notes.extend(said.note);
        let card = self.card(procedure, form, form.text(KEPT));
        let differences = card.map_or_else(Vec::new, |card| card.differences(form));
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
            kept: form.text(KEPT).to_owned(),
            differences,
            twins: said.twins,
            facts: terms.map_or_else(Vec::new, |terms| {
                let (now, desk) = (self.app.now(), &self.officer.official().unit);
                let calendar = self.rules.calendar_at(&procedure.code, desk, now.today());
                vec![promise_fact(self.rules, calendar, terms, now)]
            }),
            applicant: people::applicant_parts(form, &procedure.applicants, &usual),
            representative: people::representative_parts(form),
            assistance: assistance::parts(form),
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
            open_assistance,
            open_answers,
        };
        draw_as(said.status, &page)
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
        return counter.open(&Wanted::default(), &shelf, None).await;
    };
    let scope = officer.scope();
    let wrong_files = form.keep(&app, &scope).await?;
    if form.text("viec") == READ_SCAN && !form.text(SCAN).is_empty() {
        return Ok(counter.scanned(chosen, form, wrong_files));
    }
    let wanted = form.text(TAKE).to_owned();
    if !wanted.is_empty()
        && let Some(card) = counter.card(chosen.0, &form, form.text(KEPT))
    {
        card.take(&mut form, &wanted);
        let note = Note::Done("Đã dùng dữ liệu trên thẻ cho mục vừa chọn.".to_owned());
        return Ok(counter.form(chosen, &form, Said::told(note, wrong_files)));
    }
    let desk = &officer.official().unit;
    let application = match read(chosen, desk, &form, app.now()) {
        Ok(application) if wrong_files.is_empty() => application,
        Ok(_) => return Ok(counter.form(chosen, &form, Said::wrong(wrong_files))),
        Err(mut errors) => {
            for error in &wrong_files {
                errors.add(error.field.clone(), error.sentence.clone());
            }
            return Ok(counter.form(chosen, &form, Said::wrong(errors)));
        }
    };
    counter.receive(chosen, &form, application).await
}

impl Counter<'_> {
    /// Receives the dossier; before that it shows the dossier that this person has open already.
    async fn receive(
        &self,
        chosen: (&Procedure, &Case),
        form: &Incoming,
        application: Application,
    ) -> Result<Response, Broken> {
        let key = form.text("key");
        let scope = self.officer.scope();
        let once = (!key.is_empty()).then(|| once(&scope, key, &form.canonical()));
        // A retry gets its first answer: what it opened then is not its twin now.
        let is_retry = match &once {
            Some(once) => self.app.store.answered(once).await?.is_some(),
            None => false,
        };
        let code = application.procedure.as_str();
        let identity = application.applicant.value.identity.as_deref();
        if let Some(identity) = identity.filter(|_| !is_retry && !form.is_ticked(ANYWAY)) {
            let twins =
                twin::open_here(self.app, self.rules, self.officer, (code, identity)).await?;
            if let [first, ..] = twins.as_slice() {
                let note = Note::Refused(format!(
                    "{} Xem hồ sơ đó ở cuối trang; nếu đây là việc khác thì đánh dấu \"Vẫn tiếp \
                     nhận\" rồi bấm tiếp nhận.",
                    twin::sentence(first)
                ));
                let said = Said {
                    status: StatusCode::CONFLICT,
                    twins,
                    ..Said::told(note, FormErrors::new())
                };
                return Ok(self.form(chosen, form, said));
            }
        }
        let asked = Asked {
            actor: self.officer.actor(),
            code: None,
            seen: None,
            once,
        };
        let command = Command::ReceiveInPerson(Box::new(application));
        match self.app.carry_out(asked, command).await? {
            Ok(done) => Ok(Redirect::to(&format!("{HOME}/{}", done.code)).into_response()),
            Err(why) => {
                let sentence = wording::refusal::not_done(&why, Some(chosen.1));
                let status = match why {
                    NotDone::Refused(_) | NotDone::KeyReused => StatusCode::CONFLICT,
                    NotDone::NoSuchDossier | NotDone::NoSuchFile(_) => {
                        StatusCode::UNPROCESSABLE_ENTITY
                    }
                };
                let said = Said {
                    status,
                    ..Said::told(Note::Refused(sentence), FormErrors::new())
                };
                Ok(self.form(chosen, form, said))
            }
        }
    }
}
