//! Everything once more, with what each part costs and takes; then submit. A desk officer who is
//! logged in may file it for somebody who stands at the desk.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use domain::bundle::ChildKey;
use domain::bundle::check::SoundKind;
use domain::bundle::filing::Filing;
use domain::bundle::kind::ChildNeed;
use domain::dossier::command::HandedIn;
use domain::dossier::event::HandedForm;
use domain::people::{Actor, Applicant, Role};
use domain::procedure::Channel;
use domain::procedure::declaration::Answers;
use jiff::civil::Date;
use store::{BundleCommand, BundleNotDone};

use crate::app::{App, Asked, once};
use crate::citizen::draft::Opened;
use crate::citizen::journey::Page;
use crate::citizen::review::sections::{Section, change, sections};
use crate::citizen::{
    Caption, Typed, access, applicant, frame_in_both, question, review, terms, typed,
};
use crate::components::{Fact, ReceivedFile};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::language::{Language, Stays};
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::Officer;
use crate::wording::bundle::{Names, not_done};

/// Whose idempotency keys these are.
const SCOPE: &str = "nop-lien-thong";

#[derive(Template)]
#[template(path = "citizen/bundle/review.html")]
struct Review {
    frame: Frame,
    caption: Caption,
    back: String,
    save: String,
    action: String,
    parts: Vec<Fact>,
    change_parts: String,
    sections: Vec<Section>,
    files: Vec<ReceivedFile>,
    change_files: String,
    promised: bool,
    /// The desk at which a logged-in official may file it; empty for everybody else.
    desk: String,
    helped: bool,
}

/// The check.
pub(in crate::citizen) fn show(
    app: &App,
    look: Look,
    opened: &Opened,
    officer: Option<&Officer>,
) -> Response {
    draw(&page(app, look, opened, officer))
}

/// What was answered below the check.
struct Sent {
    promised: bool,
    /// Filed by the official for somebody at the desk.
    helped: bool,
}

/// Submits it.
pub(in crate::citizen) async fn submit(
    app: &App,
    look: Look,
    opened: &Opened,
    (officer, form): (Option<&Officer>, &Typed),
) -> Result<Response, Broken> {
    let sent = Sent {
        promised: typed(form, "promise") == "yes",
        helped: typed(form, "tai-quay") == "yes",
    };
    let Some(kind) = opened.bundle else {
        return Ok(Redirect::to("/").into_response());
    };
    let language = look.language;
    let again = |look: Look| {
        let mut page = page(app, look, opened, officer);
        page.promised = sent.promised;
        page.helped = sent.helped;
        page
    };
    let complete = match complete(opened, &sent, app.now().today(), language) {
        Ok(complete) => complete,
        Err(errors) => {
            let mut page = again(look);
            page.frame = page.frame.errors(errors);
            return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let by_desk = officer.filter(|officer| sent.helped && is_desk(officer));
    let filing = filing(opened, complete, by_desk);
    let secret = filing.secret.value.clone();
    // The draft's id is the key: pressing twice gives the same bundle.
    let content = serde_json::to_vec(&opened.filled).expect("texts and lists are always JSON");
    let asked = Asked {
        actor: by_desk.map_or(Actor::Applicant, Officer::actor),
        code: None,
        seen: None,
        once: Some(once(SCOPE, &opened.id.to_string(), &content)),
    };
    let command = BundleCommand::Open {
        kind: Arc::new(kind.clone()),
        filing: Box::new(filing),
    };
    match app.carry_out_bundle(opened.id, asked, command).await? {
        Ok(done) if !done.repeated => {
            let code = &done.code;
            let cookie = access::dossier_cookie(app, code, &access::proof_of(&secret));
            let to = Redirect::to(&format!("/tra-cuu/{code}?xong=nop"));
            Ok(([(SET_COOKIE, cookie)], to).into_response())
        }
        Ok(_) | Err(BundleNotDone::KeyReused) => {
            let found = super::submitted(app, opened.id).await?;
            Ok(found.unwrap_or_else(|| Redirect::to("/tra-cuu").into_response()))
        }
        Err(why) => {
            let said = not_done(&why, Some(names(kind, opened)), language);
            let mut page = again(look);
            page.frame = page.frame.note(Note::Refused(said));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn names<'a>(kind: &'a SoundKind, opened: &'a Opened) -> Names<'a> {
    Names {
        kind,
        parent: Some(&opened.procedure),
    }
}

fn is_desk(officer: &Officer) -> bool {
    officer.official().is(Role::DeskOfficer)
}

/// Everything that was filled in, read.
struct Complete {
    applicant: Applicant,
    answers: Answers,
}

fn complete(
    opened: &Opened,
    sent: &Sent,
    today: Date,
    language: Language,
) -> Result<Complete, FormErrors> {
    let filled = &opened.filled;
    let mut errors = FormErrors::new();
    let applicant = filled.applicant.read_in(today, language);
    if applicant.is_err() {
        let title = applicant::title(true, language);
        errors.add("nguoi-nop", review::incomplete(title, language));
    }
    let form = opened.procedure.declaration.as_ref();
    let fields = form.map(|form| form.fields.as_slice()).unwrap_or_default();
    let answers = question::read(fields, &filled.answers, today);
    if answers.is_err() {
        let said = language.say("Điền đủ tờ khai", "Complete the form");
        errors.add("to-khai", said);
    }
    if !sent.promised {
        let said = language.say(
            "Đánh dấu vào lời cam đoan để nộp",
            "Tick the promise in order to submit",
        );
        errors.add("promise", said);
    }
    match (applicant, answers) {
        (Ok(applicant), Ok(answers)) if errors.is_empty() => Ok(Complete { applicant, answers }),
        _ => Err(errors),
    }
}

fn filing(opened: &Opened, complete: Complete, by_desk: Option<&Officer>) -> Filing {
    let chosen = opened.filled.chosen.iter();
    let papers = opened.files().map(|(file, _)| HandedIn {
        paper: file.paper.clone(),
        form: HandedForm::File(file.facts.clone()),
        file_name: Some(fresh::personal(file.name.clone())),
    });
    Filing {
        channel: if by_desk.is_some() {
            Channel::Desk
        } else {
            Channel::Online
        },
        desk: by_desk.map(|officer| officer.official().unit.clone()),
        chosen: chosen
            .filter_map(|key| key.parse::<ChildKey>().ok())
            .collect(),
        applicant: fresh::personal(complete.applicant),
        answers: fresh::personal(complete.answers),
        papers: papers.collect(),
        secret: fresh::personal(fresh::secret()),
    }
}

fn page(app: &App, look: Look, opened: &Opened, officer: Option<&Officer>) -> Review {
    let language = look.language;
    let title = language.say("Kiểm tra lại trước khi nộp", "Check before you submit");
    let desk = officer.filter(|officer| is_desk(officer)).map(|officer| {
        let unit = &officer.official().unit;
        crate::citizen::unit_name(&opened.rules, unit)
    });
    // What belongs together is shown above, and results are kept at the desk.
    let is_ours = |section: &Section| section.id != "bat-dau" && section.id != "nhan-ket-qua";
    let sections = sections(opened, app.now().today(), language).into_iter();
    Review {
        caption: opened.caption(Page::Review, language),
        back: opened.before(Page::Review, false),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action: Page::Review.address(&opened.procedure),
        parts: parts(opened, language),
        change_parts: Page::Start.address(&opened.procedure),
        sections: sections.filter(is_ours).collect(),
        files: opened
            .files()
            .map(|(file, paper)| file.received(&paper.name))
            .collect(),
        change_files: change(opened, Page::Attach),
        promised: false,
        desk: desk.unwrap_or_default(),
        helped: false,
        frame: frame_in_both(app, look, title),
    }
}

/// Every part that was asked for, and how long it takes.
fn parts(opened: &Opened, language: Language) -> Vec<Fact> {
    let kind = opened.bundle.into_iter();
    let children = kind.flat_map(|kind| kind.children());
    let is_asked_for = |child: &&domain::bundle::kind::ChildKind| match child.need {
        ChildNeed::Required => true,
        ChildNeed::Optional => {
            let mut chosen = opened.filled.chosen.iter();
            chosen.any(|key| key == child.key.as_str())
        }
    };
    let fact = |child: &domain::bundle::kind::ChildKind| {
        Fact::new(child.name.clone(), terms::limit(&child.limit, language)).stays(Stays::Name)
    };
    children.filter(is_asked_for).map(fact).collect()
}
