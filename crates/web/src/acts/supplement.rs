//! Supplement: one complete list, and what comes in answer to it.

use domain::dossier::command::{Command, MissingItem};
use domain::dossier::decide::SUPPLEMENT_REQUESTS_MAX;
use domain::dossier::event::Event;
use domain::procedure::paper::{PaperKey, RequiredPaper};

use crate::acts::part::Part;
use crate::acts::{Task, declaration, note, papers, said};
use crate::form::{Choice, FormErrors};
use crate::fresh;

fn field(key: &PaperKey) -> String {
    format!("can.{}", key.0)
}

/// The papers that may be asked for: never what a database tells.
fn askable<'a>(task: &Task<'a>) -> Vec<&'a RequiredPaper> {
    task.case().map_or_else(Vec::new, |case| {
        case.papers
            .iter()
            .filter(|paper| paper.replaceable_by.is_none())
            .collect()
    })
}

fn is_again(task: &Task<'_>) -> bool {
    task.dossier().supplements_asked >= SUPPLEMENT_REQUESTS_MAX
}

pub(super) fn ask_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let mut parts = vec![Part::note(
        "Ghi cần làm gì bên cạnh giấy tờ còn thiếu hoặc phải sửa; để trống giấy đã đủ.",
    )];
    for paper in askable(task) {
        let id = field(&paper.key);
        let there: Vec<String> = task
            .dossier()
            .papers
            .iter()
            .filter(|held| held.paper == paper.key)
            .map(|held| papers::show_form(&held.form))
            .collect();
        let hint = if there.is_empty() {
            format!("{} · chưa có", papers::show_need(paper))
        } else {
            format!("{} · đã có {}", papers::show_need(paper), there.join("; "))
        };
        parts.push(Part::line(&id, &paper.name, form.text(&id)).hint(hint));
    }
    let hidden: Vec<&str> = task.case().map_or_else(Vec::new, |case| {
        let known = |paper: &&RequiredPaper| paper.replaceable_by.is_some();
        let papers = case.papers.iter().filter(known);
        papers.map(|paper| paper.name.as_str()).collect()
    });
    if !hidden.is_empty() {
        parts.push(Part::note(format!(
            "Không được yêu cầu nộp vì tra được trong dữ liệu: {}.",
            hidden.join("; ")
        )));
    }
    parts.push(
        Part::text(
            "ly-do",
            "Lý do, viết cho người nộp hiểu",
            form.text("ly-do"),
        )
        .hint("In nguyên văn trên phiếu yêu cầu bổ sung"),
    );
    if is_again(task) {
        parts.push(
            Part::text(
                "lan-nua",
                "Vì sao phải yêu cầu thêm một lần",
                form.text("lan-nua"),
            )
            .hint("Hồ sơ đã được yêu cầu một lần; lãnh đạo chịu trách nhiệm về lần này"),
        );
    }
    parts
}

pub(super) fn ask(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let papers = askable(task);
    let items: Vec<MissingItem> = papers
        .iter()
        .filter_map(|paper| {
            let what = note(task.form, &field(&paper.key), &mut errors)?;
            let paper = paper.key.clone();
            Some(MissingItem { paper, what })
        })
        .collect();
    if items.is_empty() {
        let first = papers
            .first()
            .map_or_else(String::new, |paper| field(&paper.key));
        errors.add(first, "Ghi cần làm gì bên cạnh ít nhất một giấy tờ");
    }
    let ask = "Nhập lý do để người nộp hiểu vì sao phải bổ sung";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    let again_because = is_again(task).then(|| {
        let ask = "Nêu vì sao phải yêu cầu thêm một lần";
        said(task.form, "lan-nua", &mut errors, ask)
    });
    errors.or(Command::AskSupplement {
        items,
        reason,
        again_because,
    })
}

/// What was asked for a paper in the latest request.
pub fn asked(task: &Task<'_>, key: &PaperKey) -> Option<String> {
    let latest =
        task.loaded
            .history
            .iter()
            .rev()
            .find_map(|entry| match &entry.recorded.event {
                Event::SupplementAsked { items, .. } => Some(items),
                _ => None,
            })?;
    let item = latest.iter().find(|item| item.paper == *key)?;
    task.loaded.personal.text(item.what.id)
}

pub(super) fn bring_parts(task: &Task<'_>) -> Vec<Part> {
    let Some(case) = task.case() else {
        return Vec::new();
    };
    let rows = papers::rows(case, task.form, &task.dossier().papers, |key| {
        asked(task, key)
    });
    // What a database tells stays as it is: only what came is written down here.
    let rows = rows.into_iter().map(|mut row| {
        if !task.form.has(&row.id) {
            row.forms = Choice::pick(row.forms, "");
        }
        row
    });
    let (mut wanted, others): (Vec<_>, Vec<_>) =
        rows.partition(|row| row.facts.iter().any(|fact| fact.starts_with("Đã yêu cầu")));
    wanted.extend(others);
    let mut parts = vec![Part::papers(wanted)];
    if let Some(form) = task.procedure().and_then(|p| p.declaration.as_ref()) {
        let stored = stored_answers(task);
        parts.push(Part::heading("Tờ khai, nếu người nộp sửa"));
        parts.extend(declaration::parts(form, task.form, &stored));
    }
    parts.push(Part::text(
        "ghi-chu",
        "Lời nhắn của người nộp (nếu có)",
        task.form.text("ghi-chu"),
    ));
    parts
}

pub(super) fn stored_answers(task: &Task<'_>) -> domain::procedure::declaration::Answers {
    let id = task.dossier().answers.id;
    task.loaded.personal.answers(id).unwrap_or_default()
}

pub(super) fn bring(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let papers = match task.case() {
        Some(case) => papers::read(case, task.form)?,
        None => Vec::new(),
    };
    let mut answers = None;
    if let Some(form) = task.procedure().and_then(|p| p.declaration.as_ref()) {
        let typed = declaration::read(form, task.form, task.now.today())?;
        // Only a declaration that changed counts as corrected.
        if typed != stored_answers(task) {
            answers = Some(fresh::personal(typed));
        }
    }
    let note = note(task.form, "ghi-chu", &mut errors);
    errors.or(Command::Supplement {
        papers,
        answers,
        note,
    })
}
