//! Settlement: take, examine, propose, send back.

use domain::dossier::Outcome;
use domain::dossier::command::Command;
use domain::dossier::event::ChecklistMark;
use domain::people::{OfficialId, Role};
use store::Account;
use uuid::Uuid;

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, note, papers, said, story};
use crate::components::Fact;
use crate::form::{Choice, FormErrors};
use crate::wording;

/// Whether the one who acts has the dossier by name, and so hands it on.
fn has_it(task: &Task<'_>) -> bool {
    let held_by = task.dossier().holding().and_then(|held| held.officer);
    held_by == Some(task.officer.official().id)
}

/// Those to whom the dossier can be given: a case officer takes what nobody has, and hands on what
/// they have themselves.
fn assignable<'a>(task: &Task<'a>) -> Vec<&'a Account> {
    let held_by = task.dossier().holding().and_then(|held| held.officer);
    let own = task.officer.official().id;
    let gives = task.is(Role::Leader) || has_it(task);
    task.colleagues
        .iter()
        .filter(|one| one.active && one.official.is(Role::CaseOfficer))
        .filter(|one| gives || one.official.id == own)
        .filter(|one| held_by != Some(one.official.id))
        .collect()
}

/// Whether there is anybody to whom the dossier can be given.
pub(super) fn can_assign(task: &Task<'_>) -> bool {
    !assignable(task).is_empty()
}

pub(super) fn assign_parts(task: &Task<'_>) -> Vec<Part> {
    let own = task.officer.official().id;
    let people = assignable(task);
    let usual = match people.as_slice() {
        [] => {
            return vec![Part::note(
                "Đơn vị đang giữ hồ sơ không có cán bộ thụ lý nào khác để giao. Nhờ quản trị thêm \
                 vai trò cán bộ thụ lý.",
            )];
        }
        [only] if only.official.id == own => {
            return vec![
                Part::facts(vec![Fact::new("Người nhận", &only.name)]),
                Part::hidden("nguoi", own.0.to_string()),
            ];
        }
        [only] => only.official.id.0.to_string(),
        _ => String::new(),
    };
    let people = people.into_iter().map(|one| {
        let choice = Choice::new(one.official.id.0.to_string(), &one.name);
        if one.official.id == own {
            choice.hint("Chính ông/bà")
        } else {
            choice
        }
    });
    let value = task.form.text_or("nguoi", &usual);
    let hint = if must_say_why(task) {
        "Người nhận và lãnh đạo đọc được lý do này"
    } else {
        "Không bắt buộc"
    };
    vec![
        Part::one_of("nguoi", "Giao cho", people.collect(), value),
        Part::text("ly-do", "Vì sao giao", task.form.text("ly-do")).hint(hint),
    ]
}

/// Whether the rules want a reason: from whoever hands on what they have, unless they lead.
fn must_say_why(task: &Task<'_>) -> bool {
    has_it(task) && !task.is(Role::Leader)
}

pub(super) fn assign(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let to = task.form.text("nguoi").parse::<Uuid>().map(OfficialId);
    if to.is_err() {
        errors.add("nguoi", "Chọn người được giao hồ sơ");
    }
    let reason = note(task.form, "ly-do", &mut errors);
    if must_say_why(task) && reason.is_none() {
        errors.add("ly-do", "Nhập lý do để người nhận và lãnh đạo biết vì sao");
    }
    match to {
        Ok(to) => errors.or(Command::Assign { to, reason }),
        Err(_) => Err(errors),
    }
}

pub(super) fn examine_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let mut parts = vec![Part::text("y-kien", "Ý kiến", form.text("y-kien"))];
    let Some(case) = task.case() else {
        return parts;
    };
    parts.push(Part::heading("Dấu kiểm từng giấy tờ"));
    for paper in &case.papers {
        let id = format!("kiem.{}", paper.key.0);
        let last = story::last_mark(task.loaded, &paper.key);
        let marks = vec![
            Choice::new("", "Chưa đánh dấu lần này"),
            Choice::new("dat", "Đạt"),
            Choice::new("chua", "Chưa đạt"),
        ];
        let hint = match last {
            Some(true) => format!("{} · lần trước: đạt", papers::show_need(paper)),
            Some(false) => format!("{} · lần trước: chưa đạt", papers::show_need(paper)),
            None => papers::show_need(paper),
        };
        parts.push(Part::select(&id, &paper.name, marks, form.text(&id)).hint(hint));
    }
    parts
}

pub(super) fn examine(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let note = note(task.form, "y-kien", &mut errors);
    let marks: Vec<ChecklistMark> = task.case().map_or_else(Vec::new, |case| {
        case.papers
            .iter()
            .filter_map(|paper| {
                let in_order = match task.form.text(&format!("kiem.{}", paper.key.0)) {
                    "dat" => true,
                    "chua" => false,
                    _ => return None,
                };
                let paper = paper.key.clone();
                Some(ChecklistMark { paper, in_order })
            })
            .collect()
    });
    if note.is_none() && marks.is_empty() {
        errors.add("y-kien", "Nhập ý kiến hoặc đánh dấu ít nhất một giấy tờ");
    }
    errors.or(Command::Examine { note, marks })
}

pub(super) fn propose_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let outcomes = choices(
        &[Outcome::Granted, Outcome::Declined],
        wording::ground::outcome,
    );
    vec![
        Part::facts(task.next_holder()),
        Part::one_of(
            "de-xuat",
            "Đề xuất",
            outcomes,
            form.text_or("de-xuat", "granted"),
        ),
        Part::text("y-kien", "Ý kiến trình lãnh đạo", form.text("y-kien"))
            .hint("Bắt buộc khi đề xuất từ chối: nêu rõ lý do"),
    ]
}

pub(super) fn propose(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let outcome: Option<Outcome> = chosen(task.form.text("de-xuat"));
    let note = note(task.form, "y-kien", &mut errors);
    match outcome {
        None => errors.add("de-xuat", "Chọn điều đề xuất với lãnh đạo"),
        Some(Outcome::Declined) if note.is_none() => {
            errors.add("y-kien", "Nêu lý do đề xuất từ chối");
        }
        Some(Outcome::Declined | Outcome::Granted) => {}
    }
    match outcome {
        Some(outcome) => errors.or(Command::Propose { outcome, note }),
        None => Err(errors),
    }
}

pub(super) fn send_back_parts(task: &Task<'_>) -> Vec<Part> {
    let reason = Part::text("ly-do", "Vì sao trả lại", task.form.text("ly-do"));
    vec![reason.hint("Người nhận lại đọc được lý do này")]
}

pub(super) fn send_back(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập lý do để người nhận lại biết phải làm gì";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(Command::SendBack { reason })
}
