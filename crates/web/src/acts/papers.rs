//! Papers in a form: in which form each required paper is there.

use domain::dossier::command::HandedIn;
use domain::dossier::event::{HandedForm, HeldPaper};
use domain::procedure::Case;
use domain::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};

use crate::acts::part::PaperRow;
use crate::form::{Choice, FormErrors};
use crate::incoming::Incoming;

const ON_PAPER: &str = "giay";
const BY_DATA: &str = "du-lieu";
const NOT_NEEDED: &str = "khong-can";

/// The stem of a paper's fields.
fn stem(key: &PaperKey) -> String {
    format!("giay.{}", key.0)
}

/// The field of a paper's files.
fn files(stem: &str) -> String {
    format!("{stem}.tep")
}

/// A row for every paper the case asks for. `held` is what is there already; `asked` is what the
/// applicant was asked to do about a paper.
pub fn rows(
    case: &Case,
    form: &Incoming,
    held: &[HeldPaper],
    asked: impl Fn(&PaperKey) -> Option<String>,
) -> Vec<PaperRow> {
    case.papers
        .iter()
        .map(|paper| {
            let id = stem(&paper.key);
            let there: Vec<String> = held
                .iter()
                .filter(|one| one.paper == paper.key)
                .map(|one| show_form(&one.form))
                .collect();
            let usual = match (&paper.replaceable_by, there.is_empty()) {
                (Some(_), true) => BY_DATA,
                _ => "",
            };
            let value = form.text_or(&id, usual).to_owned();
            let mut facts = vec![show_need(paper)];
            facts.extend(asked(&paper.key).map(|what| format!("Đã yêu cầu: {what}")));
            if !there.is_empty() {
                facts.push(format!("Đã có: {}", there.join("; ")));
            }
            let count = |part: &str, usual: u8| {
                let shown = if usual == 0 {
                    String::new()
                } else {
                    usual.to_string()
                };
                form.text_or(&format!("{id}.{part}"), &shown).to_owned()
            };
            PaperRow {
                name: paper.name.clone(),
                facts,
                forms: Choice::pick(forms(paper, !there.is_empty()), &value),
                originals: count("goc", paper.originals),
                copies: count("sao", paper.copies),
                kept: form.kept(&files(&id)).to_vec(),
                files: files(&id),
                id,
            }
        })
        .collect()
}

fn forms(paper: &RequiredPaper, is_there: bool) -> Vec<Choice> {
    let nothing = if is_there {
        "Giữ như đã có"
    } else {
        "Chưa có"
    };
    let mut forms = vec![Choice::new("", nothing), Choice::new(ON_PAPER, "Bản giấy")];
    if paper.replaceable_by.is_some() {
        forms.push(Choice::new(BY_DATA, "Tra được trong dữ liệu"));
    }
    if paper.need != Need::Always || paper.is_declaration {
        forms.push(Choice::new(NOT_NEEDED, "Không cần"));
    }
    forms
}

/// What is asked for: `1 bản chính, 2 bản sao · khi người khác nộp thay`.
pub fn show_need(paper: &RequiredPaper) -> String {
    if let Some(data) = &paper.replaceable_by {
        return format!("không phải nộp: tra trong {data}");
    }
    let mut parts = Vec::new();
    match (paper.originals, paper.copies) {
        (0, 0) => {}
        (originals, 0) => parts.push(format!("{originals} bản chính")),
        (0, copies) => parts.push(format!("{copies} bản sao")),
        (originals, copies) => parts.push(format!("{originals} bản chính, {copies} bản sao")),
    }
    match &paper.need {
        Need::Always => {}
        Need::When(when) => parts.push(format!("khi {when}")),
        Need::Optional => parts.push("nếu có".to_owned()),
    }
    if paper.handing == Handing::Present {
        parts.push("chỉ xuất trình".to_owned());
    }
    if parts.is_empty() {
        parts.push("theo mẫu".to_owned());
    }
    parts.join(" · ")
}

/// In which form a paper is there: `tệp 2 trang`, `1 bản chính`.
pub fn show_form(form: &HandedForm) -> String {
    match form {
        HandedForm::File(facts) => format!("tệp {} trang", facts.pages),
        HandedForm::OnPaper {
            originals,
            copies: 0,
        } => format!("{originals} bản chính"),
        HandedForm::OnPaper {
            originals: 0,
            copies,
        } => format!("{copies} bản sao"),
        HandedForm::OnPaper { originals, copies } => {
            format!("{originals} bản chính, {copies} bản sao")
        }
        HandedForm::ReplacedByData => "tra trong dữ liệu".to_owned(),
        HandedForm::NotNeeded => "không cần".to_owned(),
    }
}

/// Reads which papers came.
///
/// # Errors
///
/// Beside each paper whose counts cannot be read.
pub fn read(case: &Case, form: &Incoming) -> Result<Vec<HandedIn>, FormErrors> {
    let mut errors = FormErrors::new();
    let mut papers = Vec::new();
    for paper in &case.papers {
        let id = stem(&paper.key);
        let handed = |form: HandedForm| HandedIn {
            paper: paper.key.clone(),
            form,
            file_name: None,
        };
        match form.text(&id) {
            ON_PAPER => match counts(form, &id) {
                Ok((originals, copies)) => {
                    papers.push(handed(HandedForm::OnPaper { originals, copies }));
                }
                Err(sentence) => errors.add(id.clone(), sentence),
            },
            BY_DATA => papers.push(handed(HandedForm::ReplacedByData)),
            NOT_NEEDED => papers.push(handed(HandedForm::NotNeeded)),
            _ if counted(paper, form, &id) => errors.add(
                id.clone(),
                "Đã ghi số bản nhưng chưa chọn dạng. Chọn \"Bản giấy\"",
            ),
            _ => {}
        }
        let files = form.kept(&files(&id));
        papers.extend(files.iter().map(|file| file.handed_in(&paper.key)));
    }
    errors.or(papers)
}

/// Whether somebody counted copies, though the row says that nothing is there: no count stands
/// there by itself but the usual one.
fn counted(paper: &RequiredPaper, form: &Incoming, id: &str) -> bool {
    [("goc", paper.originals), ("sao", paper.copies)]
        .into_iter()
        .any(|(part, usual)| {
            let typed = form.text(&format!("{id}.{part}"));
            !matches!(typed, "" | "0") && typed != usual.to_string()
        })
}

fn counts(form: &Incoming, id: &str) -> Result<(u8, u8), String> {
    let count = |part: &str| match form.text(&format!("{id}.{part}")) {
        "" => Ok(0),
        text => text
            .parse::<u8>()
            .map_err(|_| "Số bản phải là chữ số từ 0 đến 255, ví dụ 1".to_owned()),
    };
    match (count("goc")?, count("sao")?) {
        (0, 0) => Err("Ghi số bản chính hoặc bản sao đã nhận, hoặc chọn \"Chưa có\"".to_owned()),
        counts => Ok(counts),
    }
}
