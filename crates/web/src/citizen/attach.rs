//! The papers of an application: one field a paper, each file looked at as it comes.

use askama::Template;
use axum::Router;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};

use super::draft::{self, Filled, KeptFile, Opened, sent_papers};
use super::journey::{BACK_TO_REVIEW, Page};
use super::upload::{self, Sent};
use super::{Caption, Typed, frame_in_both, resumable, terms, typed};
use crate::app::App;
use crate::components::ReceivedFile;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};

/// Files that one application may bring.
///
/// Not law: a bound for what strangers can make us keep.
pub(super) const FILES_MAX: usize = 40;

/// `/nop/{code}/giay-to`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/nop/{code}/giay-to", get(show).post(save))
}

/// One paper with its field and what has arrived for it.
pub(super) struct PaperField {
    /// The field's id and name.
    pub id: String,
    /// The paper.
    pub name: String,
    /// Said behind the name of a paper that may be left out; else empty.
    pub if_any: &'static str,
    /// When it is needed; empty when always.
    pub need: &'static str,
    /// The situation in which it is needed, as the catalogue says it; empty for every.
    pub situation: String,
    /// On which form; may be empty.
    pub form: String,
    /// What to do about it, where somebody asked; may be empty.
    pub asked: String,
    /// What is wrong with what was chosen.
    pub error: String,
    /// What has arrived.
    pub files: Vec<ArrivedFile>,
}

impl PaperField {
    /// Whether there is more to say than its name.
    pub fn has_facts(&self) -> bool {
        !self.need.is_empty() || !self.form.is_empty()
    }
}

/// A file that has arrived and can still be taken back.
pub(super) struct ArrivedFile {
    /// Its id.
    pub id: String,
    /// The proof that it arrived.
    pub proof: ReceivedFile,
}

#[derive(Template)]
#[template(path = "citizen/attach.html")]
struct Attach {
    frame: Frame,
    caption: Caption,
    back: String,
    save: String,
    action: String,
    /// Where the script sends a file that may be interrupted.
    piecewise: String,
    papers: Vec<PaperField>,
    no_need: Vec<String>,
    to_show: Vec<String>,
}

async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => {
            let back = asked.contains_key("ve");
            let mut page = page(&app, look, &opened, FormErrors::new(), back);
            page.frame = say_arrived(page.frame, &asked);
            Ok(draw(&page))
        }
        Err(answer) => Ok(answer),
    }
}

async fn save(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Broken> {
    let mut opened = match draft::open(&app, &look, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let back = asked.contains_key("ve");
    let here = Page::Attach.address(&opened.procedure);
    let Ok(form) = form else {
        return Ok(Redirect::to(&here).into_response());
    };
    let language = look.language;
    let sent = match upload::read(form, language).await {
        Ok(sent) => sent,
        Err(cut_off) => {
            let mut errors = FormErrors::new();
            errors.add("", cut_off.0);
            let page = page(&app, look, &opened, errors, back);
            return Ok(draw_as(StatusCode::PAYLOAD_TOO_LARGE, &page));
        }
    };
    let goes_on = typed(&sent.texts, "viec") == "tiep";
    let has_files = !sent.files.is_empty();
    let wanted: Vec<RequiredPaper> = sent_papers(&opened.case).cloned().collect();
    let mut errors = take_in(&app, &mut opened.filled, &wanted, sent, language).await?;
    opened.keep(&app).await?;
    if goes_on {
        say_missing(&opened.filled, &wanted, language, &mut errors);
    }
    if !errors.is_empty() {
        let page = page(&app, look, &opened, errors, back);
        return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    if goes_on {
        return Ok(opened.onwards(Page::Attach, back));
    }
    let to = if has_files {
        arrived_at(&here, back)
    } else if back {
        format!("{here}{BACK_TO_REVIEW}")
    } else {
        here
    };
    Ok(Redirect::to(&to).into_response())
}

/// The address at which the page says that files arrived.
pub(super) fn arrived_at(here: &str, back: bool) -> String {
    if back {
        format!("{here}{BACK_TO_REVIEW}&{ARRIVED}")
    } else {
        format!("{here}?{ARRIVED}")
    }
}

/// The part of an address after which the page says that files arrived.
pub(super) const ARRIVED: &str = "xong=tai-len";

/// Says so on the page to which sending files led.
pub(super) fn say_arrived(frame: Frame, asked: &Typed) -> Frame {
    if typed(asked, "xong") == "tai-len" {
        let said = frame.say(
            "Đã nhận tệp. Xem danh sách bên dưới.",
            "The files arrived. See the list below.",
        );
        let said = said.to_owned();
        frame.note(Note::Done(said))
    } else {
        frame
    }
}

/// Keeps the files that came for these papers, and removes one that was taken back. A file that
/// arrived before for the same paper is not kept twice, so pressing twice is harmless.
pub(super) async fn take_in(
    app: &App,
    filled: &mut Filled,
    wanted: &[RequiredPaper],
    sent: Sent,
    language: Language,
) -> Result<FormErrors, Broken> {
    let mut errors = FormErrors::new();
    let gone = typed(&sent.texts, "bo");
    filled
        .files
        .retain(|file| file.facts.id.to_string() != gone);
    for file in sent.files {
        let Some(paper) = wanted
            .iter()
            .find(|paper| field_id(&paper.key) == file.field)
        else {
            continue;
        };
        if filled.files.len() >= FILES_MAX {
            errors.add(field_id(&paper.key), too_many(language));
            continue;
        }
        let name = file.name.clone();
        match upload::keep(app, file, language).await? {
            Err(sentence) => errors.add(field_id(&paper.key), sentence),
            Ok(facts) => {
                let is_there = |known: &KeptFile| {
                    known.paper == paper.key && known.facts.sha256 == facts.sha256
                };
                if !filled.files.iter().any(is_there) {
                    filled.files.push(KeptFile {
                        paper: paper.key.clone(),
                        facts,
                        name,
                    });
                }
            }
        }
    }
    Ok(errors)
}

fn too_many(language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("Một hồ sơ nhận nhiều nhất {FILES_MAX} tệp. Gộp các trang vào một PDF")
        }
        Language::English => {
            format!("An application takes at most {FILES_MAX} files. Join the pages in one PDF")
        }
    }
}

/// The papers that must be there and have no file.
pub(super) fn missing<'a>(
    filled: &'a Filled,
    wanted: &'a [RequiredPaper],
) -> impl Iterator<Item = &'a RequiredPaper> {
    let needed = wanted.iter().filter(|paper| paper.must_be_there());
    needed.filter(move |paper| !filled.files.iter().any(|file| file.paper == paper.key))
}

/// Says which papers are missing.
pub(super) fn say_missing(
    filled: &Filled,
    wanted: &[RequiredPaper],
    language: Language,
    errors: &mut FormErrors,
) {
    for paper in missing(filled, wanted) {
        let id = field_id(&paper.key);
        match language {
            Language::Vietnamese => {
                let said = format!("Chưa có tệp \"{}\". Chụp ảnh hoặc chọn tệp", paper.name);
                errors.add(id, said);
            }
            Language::English => errors.add_about(id, NO_FILE, &paper.name),
        }
    }
}

/// The page shows the name of the paper beside it.
const NO_FILE: &str = "No file yet for this paper. Take a picture or choose a file";

/// The field in which the files of a paper are chosen.
pub(super) fn field_id(paper: &PaperKey) -> String {
    format!("giay-{}", paper.0)
}

/// The field of one paper with what has arrived for it.
pub(super) fn paper_field(
    paper: &RequiredPaper,
    filled: &Filled,
    error: &str,
    language: Language,
) -> PaperField {
    let files = filled.files.iter().filter(|file| file.paper == paper.key);
    let (need, situation) = terms::when_needed(paper, language);
    PaperField {
        id: field_id(&paper.key),
        name: paper.name.clone(),
        if_any: match paper.need {
            Need::Always => "",
            Need::When(_) | Need::Optional => language.say("(nếu có)", "(if you have it)"),
        },
        need,
        situation: situation.to_owned(),
        form: paper.form.as_deref().map(terms::form).unwrap_or_default(),
        asked: String::new(),
        error: error.to_owned(),
        files: files
            .map(|file| ArrivedFile {
                id: file.facts.id.to_string(),
                proof: file.received(&paper.name),
            })
            .collect(),
    }
}

fn page(app: &App, look: Look, opened: &Opened, errors: FormErrors, back: bool) -> Attach {
    let query = if back { BACK_TO_REVIEW } else { "" };
    let action = format!("{}{query}", Page::Attach.address(&opened.procedure));
    let case = &opened.case;
    let language = look.language;
    let papers = sent_papers(case).map(|paper| {
        let error = errors.of(&field_id(&paper.key));
        paper_field(paper, &opened.filled, error, language)
    });
    Attach {
        caption: opened.caption(Page::Attach, language),
        back: opened.before(Page::Attach, back),
        save: format!("/nop/{}/luu", opened.procedure.code),
        action,
        piecewise: format!("{}{query}", resumable::address(&opened.procedure)),
        papers: papers.collect(),
        no_need: case
            .papers
            .iter()
            .filter(|paper| paper.replaceable_by.is_some())
            .map(terms::no_need)
            .collect(),
        to_show: case
            .papers
            .iter()
            .filter(|p| p.handing == Handing::Present && p.replaceable_by.is_none())
            .map(|paper| paper.name.clone())
            .collect(),
        frame: frame_in_both(app, look, language.say("Giấy tờ", "Papers")).errors(errors),
    }
}
