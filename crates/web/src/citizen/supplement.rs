//! Bringing what was asked for: the papers, a corrected declaration, a word.

mod declaration;

use askama::Template;
use axum::Router;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Command, HandedIn};
use domain::dossier::event::HandedForm;
use domain::people::Actor;
use domain::procedure::declaration::FormField;
use domain::procedure::paper::RequiredPaper;
use domain::procedure::{Case, Procedure};
use domain::vietnamese::clean;
use store::Loaded;

use super::attach::{
    ARRIVED, PaperField, field_id, paper_field, say_arrived, say_missing, take_in,
};
use super::draft::{self, Filled};
use super::question::read;
use super::{Typed, Way, frame_in_both, story, told, track, typed, upload};
use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::refusal;

/// Longest word to the officer, in characters.
const NOTE_MAX: usize = 2_000;

/// `/tra-cuu/{code}/bo-sung`, `/tra-cuu/{code}/bo-sung/to-khai`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/tra-cuu/{code}/bo-sung", get(show).post(save))
        .route(
            "/tra-cuu/{code}/bo-sung/to-khai",
            get(declaration::show).post(declaration::save),
        )
}

#[derive(Template)]
#[template(path = "citizen/supplement.html")]
struct Supplement {
    frame: Frame,
    code: String,
    back: String,
    reason: String,
    papers: Vec<PaperField>,
    declaration_asked: String,
    has_declaration: bool,
    declaration_mended: bool,
    note: String,
    seen: u32,
}

/// A dossier that waits for its supplement, with what was prepared for it so far.
pub(super) struct Waiting {
    /// Its code.
    pub code: DossierCode,
    /// The dossier.
    pub loaded: Loaded,
    procedure: Procedure,
    case: Case,
    /// The number of the event that asked.
    asked_at: u32,
    /// What was prepared.
    pub filled: Filled,
}

impl Waiting {
    /// The papers that are sent as files.
    pub fn wanted(&self) -> Vec<RequiredPaper> {
        self.asked_papers()
            .into_iter()
            .filter(|(paper, _)| !paper.is_declaration)
            .map(|(paper, _)| paper.clone())
            .collect()
    }

    /// The papers that were asked for, and what to do about each.
    fn asked_papers(&self) -> Vec<(&RequiredPaper, String)> {
        let items = track::asked_items(&self.loaded).map_or(&[][..], |(_, items)| items);
        items
            .iter()
            .filter_map(|item| {
                let what = self.loaded.personal.text(item.what.id);
                let what = what.unwrap_or_else(|| story::ERASED.to_owned());
                Some((self.case.paper(&item.paper)?, what))
            })
            .collect()
    }

    fn fields(&self) -> &[FormField] {
        self.procedure
            .declaration
            .as_ref()
            .map_or(&[], |form| form.fields.as_slice())
    }

    /// What is prepared lies under the dossier's id: it is emptied when the supplement is sent.
    async fn keep(&self, app: &App) -> Result<(), Broken> {
        draft::keep(app, self.loaded.id, &self.secret(), &self.filled).await
    }

    /// Opens what was prepared.
    pub fn secret(&self) -> String {
        secret(&self.loaded, self.asked_at)
    }
}

/// Nobody types it: whoever opened the dossier gets here.
fn secret(loaded: &Loaded, asked_at: u32) -> String {
    format!("supplement/{}/{asked_at}", loaded.id)
}

/// The dossier, for whoever opened it, while it waits for its supplement; or the page that says why
/// not.
pub(super) async fn open(
    app: &App,
    look: &Look,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<Waiting, Response>, Broken> {
    let (code, loaded) = match track::open(app, headers, code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(Err(answer)),
    };
    let rules = app.rules().await?;
    let procedure = loaded.dossier.procedure_in(&rules).cloned();
    let case = procedure
        .as_ref()
        .and_then(|procedure| procedure.case(&loaded.dossier.case))
        .cloned();
    let asked_at = track::asked_items(&loaded).map(|(number, _)| number);
    let may = track::acts(app, &rules, &loaded.dossier).contains(&Act::Supplement);
    let (Some(procedure), Some(case), Some(asked_at), true) = (procedure, case, asked_at, may)
    else {
        return Ok(Err(not_asked(app, look, &code)));
    };
    let draft = app
        .store
        .find_draft(&secret(&loaded, asked_at), app.now())
        .await?;
    let filled = draft
        .and_then(|draft| serde_json::from_str(&draft.content?).ok())
        .unwrap_or_default();
    Ok(Ok(Waiting {
        code,
        loaded,
        procedure,
        case,
        asked_at,
        filled,
    }))
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match open(&app, &look, &headers, &code).await? {
        Ok(waiting) => {
            let mut page = page(&app, look, &waiting, FormErrors::new());
            page.frame = say_arrived(page.frame, &asked);
            Ok(draw(&page))
        }
        Err(answer) => Ok(answer),
    }
}

async fn save(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Broken> {
    let mut waiting = match open(&app, &look, &headers, &code).await? {
        Ok(waiting) => waiting,
        Err(answer) => return Ok(answer),
    };
    let here = format!("/tra-cuu/{}/bo-sung", waiting.code);
    let Ok(form) = form else {
        return Ok(Redirect::to(&here).into_response());
    };
    let sent = match upload::read(form, look.language).await {
        Ok(sent) => sent,
        Err(cut_off) => {
            let mut errors = FormErrors::new();
            errors.add("", cut_off.0);
            let page = page(&app, look, &waiting, errors);
            return Ok(draw_as(StatusCode::PAYLOAD_TOO_LARGE, &page));
        }
    };
    let sends = typed(&sent.texts, "viec") == "gui";
    let seen = typed(&sent.texts, "seen").parse().ok();
    waiting.filled.note = clean(typed(&sent.texts, "note"))
        .chars()
        .take(NOTE_MAX)
        .collect();
    let has_files = !sent.files.is_empty();
    let wanted = waiting.wanted();
    let mut errors = take_in(&app, &mut waiting.filled, &wanted, sent, look.language).await?;
    waiting.keep(&app).await?;
    if sends && waiting.filled.note.is_empty() {
        let needed = all_needed(&wanted);
        say_missing(&waiting.filled, &needed, look.language, &mut errors);
        if !waiting.declaration_asked().is_empty() && waiting.filled.answers.is_empty() {
            errors.add("to-khai", mend_declaration(look.language));
        }
    }
    if !errors.is_empty() {
        let page = page(&app, look, &waiting, errors);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    if !sends && has_files {
        return Ok(Redirect::to(&format!("{here}?{ARRIVED}")).into_response());
    }
    if !sends {
        return Ok(Redirect::to(&here).into_response());
    }
    send(&app, look, &waiting, seen).await
}

impl Waiting {
    /// What to do about the declaration; empty when nobody asked for it.
    fn declaration_asked(&self) -> String {
        let asked = self.asked_papers();
        let own = asked.into_iter().find(|(paper, _)| paper.is_declaration);
        own.map(|(_, what)| what).unwrap_or_default()
    }
}

fn mend_declaration(language: Language) -> &'static str {
    language.say(
        "Sửa tờ khai theo yêu cầu, hoặc ghi lý do ở ô lời nhắn",
        "Correct the form as asked, or say why not in the message",
    )
}

/// What was asked for must come, whatever the case says of it in general.
fn all_needed(wanted: &[RequiredPaper]) -> Vec<RequiredPaper> {
    let needed = wanted.iter().cloned().map(|paper| RequiredPaper {
        need: domain::procedure::paper::Need::Always,
        ..paper
    });
    needed.collect()
}

async fn send(
    app: &App,
    look: Look,
    waiting: &Waiting,
    seen: Option<u32>,
) -> Result<Response, Broken> {
    let filled = &waiting.filled;
    let today = app.now().today();
    let answers = if filled.answers.is_empty() {
        None
    } else {
        read(waiting.fields(), &filled.answers, today).ok()
    };
    let papers = filled.files.iter().map(|file| HandedIn {
        paper: file.paper.clone(),
        form: HandedForm::File(file.facts.clone()),
        file_name: Some(fresh::personal(file.name.clone())),
    });
    let command = Command::Supplement {
        papers: papers.collect(),
        answers: answers.map(fresh::personal),
        note: match filled.note.as_str() {
            "" => None,
            note => Some(fresh::personal(note.to_owned())),
        },
    };
    let content = serde_json::to_vec(filled).expect("texts and lists are always JSON");
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&waiting.code),
        seen,
        once: Some(once("bo-sung", &waiting.secret(), &content)),
    };
    match app.carry_out(asked, command).await? {
        Ok(_) => {
            let to = format!("/tra-cuu/{}?xong=bo-sung", waiting.code);
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) => {
            let said = refusal::not_done_in(&why, Some(&waiting.case), look.language);
            let mut page = page(app, look, waiting, FormErrors::new());
            page.frame = page.frame.note(Note::Refused(said));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

fn page(app: &App, look: Look, waiting: &Waiting, errors: FormErrors) -> Supplement {
    let papers = waiting
        .asked_papers()
        .into_iter()
        .filter(|(paper, _)| !paper.is_declaration)
        .map(|(paper, what)| {
            let error = errors.of(&field_id(&paper.key));
            let mut field = paper_field(paper, &waiting.filled, error, look.language);
            field.if_any = "";
            field.asked = what;
            field
        })
        .collect();
    let code = waiting.code.as_str().to_owned();
    let title = look.language.say("Bổ sung giấy tờ", "Hand in papers");
    Supplement {
        frame: frame_in_both(app, look, title).errors(errors),
        back: format!("/tra-cuu/{code}"),
        code,
        reason: reason(&waiting.loaded),
        papers,
        declaration_asked: waiting.declaration_asked(),
        has_declaration: !waiting.fields().is_empty(),
        declaration_mended: !waiting.filled.answers.is_empty(),
        note: waiting.filled.note.clone(),
        seen: waiting.loaded.dossier.number,
    }
}

fn reason(loaded: &Loaded) -> String {
    use domain::dossier::event::Event;
    let history = loaded.history.iter().rev();
    let asked = history.filter_map(|entry| match &entry.recorded.event {
        Event::SupplementAsked { reason, .. } => Some(reason.id),
        _ => None,
    });
    asked
        .take(1)
        .find_map(|row| loaded.personal.text(row))
        .unwrap_or_else(|| story::ERASED.to_owned())
}

fn not_asked(app: &App, look: &Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say(
        "Hồ sơ không chờ bổ sung",
        "The application waits for no papers",
    );
    let frame = track::below_find(app, look.clone(), title);
    let said = language.say(
        "Nơi giải quyết chưa yêu cầu bổ sung, hoặc giấy tờ bổ sung đã được nhận. Trang hồ sơ ghi \
         rõ đang ở bước nào.",
        "Nobody asked for more papers, or what you brought has arrived. The page of the \
         application says at which step it is.",
    );
    let ways = vec![Way::back_to(code, language)];
    told(StatusCode::CONFLICT, frame, &[said], ways)
}
