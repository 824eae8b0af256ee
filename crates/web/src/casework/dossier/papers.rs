//! The papers of a dossier: the files to read, one of them open, and the checklist beside them.

use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::personal::PersonalRef;
use domain::procedure::Case;
use domain::procedure::paper::{PaperKey, RequiredPaper};
use serde::Deserialize;
use store::Loaded;
use uuid::Uuid;

use crate::acts::papers::{show_form, show_need};
use crate::acts::story;
use crate::app::App;
use crate::casework::dossier::facts;
use crate::fault::Broken;
use crate::show;

/// The part of the page's address that opens a file beside the checklist.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reading {
    /// The file's id; anything else opens none.
    #[serde(rename = "xem")]
    file: String,
}

/// One required paper: what is there of it, and how it was found.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) name: String,
    pub(super) need: String,
    /// In which forms it is there.
    pub(super) held: Vec<String>,
    /// What is said when nothing is there.
    pub(super) missing: &'static str,
    /// The latest mark: text and colour of a tag; empty when there is none.
    pub(super) mark: (&'static str, &'static str),
}

/// One file that can be read.
#[derive(Debug)]
pub(super) struct FileView {
    id: Uuid,
    /// The paper it was handed in as.
    pub(super) paper: String,
    pub(super) name: String,
    /// Pages and size.
    pub(super) extent: String,
    pub(super) digest: String,
    /// The file by itself.
    pub(super) href: String,
    /// This page with the file open.
    pub(super) look: String,
    /// Whether it is open now.
    pub(super) here: bool,
}

/// The file that is open.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) name: String,
    pub(super) href: String,
    /// A picture is drawn by the page, a PDF by the browser's own reader in a frame.
    pub(super) is_picture: bool,
    /// This page with the file before it open; empty at the first.
    pub(super) before: String,
    /// The same with the next one; empty at the last.
    pub(super) after: String,
}

/// Every required paper of the case.
pub(super) fn checks(loaded: &Loaded, case: Option<&Case>) -> Vec<Check> {
    let Some(case) = case else { return Vec::new() };
    case.papers
        .iter()
        .map(|paper| Check {
            name: paper.name.clone(),
            need: match paper.replaceable_by {
                Some(_) => show_need(paper),
                None => format!("Cần: {}", show_need(paper)),
            },
            held: held(loaded, paper),
            missing: match paper.replaceable_by {
                Some(_) => "chưa tra",
                None => "chưa có",
            },
            mark: match story::last_mark(loaded, &paper.key) {
                Some(true) => ("Đạt", "green"),
                Some(false) => ("Chưa đạt", "red"),
                None => ("", ""),
            },
        })
        .collect()
}

/// What is there of a paper; a declaration may be there as answers.
fn held(loaded: &Loaded, paper: &RequiredPaper) -> Vec<String> {
    let all = loaded.dossier.papers.iter();
    let mut forms: Vec<String> = all
        .filter(|held| held.paper == paper.key)
        .map(|held| show_form(&held.form))
        .collect();
    let answers = loaded.personal.answers(loaded.dossier.answers.id);
    if paper.is_declaration && answers.is_some_and(|answers| !answers.is_empty()) {
        forms.push("khai trên hệ thống".to_owned());
    }
    forms
}

/// Every file of the dossier, its result last; `page` is the dossier's address.
pub(super) fn files(
    loaded: &Loaded,
    case: Option<&Case>,
    page: &str,
    reading: &Reading,
) -> Vec<FileView> {
    let open: Option<Uuid> = reading.file.parse().ok();
    let view = |paper: String, file: &FileFacts, name: Option<&PersonalRef>| FileView {
        id: file.id,
        paper,
        name: name
            .and_then(|name| loaded.personal.text(name.id))
            .unwrap_or_else(|| "Tệp".to_owned()),
        extent: format!("{} trang, {}", file.pages, show::size(file.size)),
        digest: file.sha256.clone(),
        href: format!("{page}/tep/{}", file.id),
        look: format!("{page}?xem={}#xem", file.id),
        here: open == Some(file.id),
    };
    let mut views: Vec<FileView> = Vec::new();
    for held in &loaded.dossier.papers {
        match &held.form {
            HandedForm::File(file) => {
                let name = held.file_name.as_ref();
                views.push(view(paper_name(case, &held.paper), file, name));
            }
            HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => {}
        }
    }
    if let Some(issued) = facts::issued(&loaded.dossier)
        && let Some(file) = &issued.file
    {
        views.push(view("Kết quả".to_owned(), file, issued.file_name.as_ref()));
    }
    views
}

fn paper_name(case: Option<&Case>, key: &PaperKey) -> String {
    let paper = case.and_then(|case| case.paper(key));
    paper.map_or_else(|| key.0.clone(), |paper| paper.name.clone())
}

/// What is open beside the checklist. The look at it is noted when the browser asks for the file.
pub(super) async fn reader(app: &App, files: &[FileView]) -> Result<Option<Reader>, Broken> {
    let Some(place) = files.iter().position(|file| file.here) else {
        return Ok(None);
    };
    let file = &files[place];
    let Some(kept) = app.store.find_file(file.id).await? else {
        return Ok(None);
    };
    let look = |place: Option<usize>| {
        let file = place.and_then(|place| files.get(place));
        file.map_or_else(String::new, |file| file.look.clone())
    };
    Ok(Some(Reader {
        name: file.name.clone(),
        href: file.href.clone(),
        is_picture: kept.kind != "pdf",
        before: look(place.checked_sub(1)),
        after: look(place.checked_add(1)),
    }))
}
