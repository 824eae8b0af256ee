//! Asking: questions, and each who is asked, with the time to answer.

use domain::dossier::consultation::command::{
    ConsultationCommand, OpinionsToAsk, UnitToAsk, WhomToAsk,
};
use domain::dossier::consultation::{ASKED_MAX, AnswerForm, QUESTIONS_MAX};
use domain::people::agency::AgencyId;

use super::wanted::{WantedRow, wanted};
use super::{DAY_MINUTES, NUMBER_MAX};
use crate::acts::part::Part;
use crate::acts::{TEXT_MAX, Task, choices, chosen};
use crate::form::{Choice, FormErrors};
use crate::{fresh, wording};

/// Units that one form asks; whoever needs more asks once more.
///
/// Not law: what a form holds without becoming long.
const UNITS: usize = 3;

/// Days that a form proposes for an answer.
///
/// Not law: the lead changes it.
const USUAL_DAYS: &str = "3";

/// The form that asks.
pub(super) fn parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let wanted = wanted(task);
    let questions = wanted.as_ref().map_or("", |wanted| &wanted.questions);
    let mut parts = Vec::new();
    parts.extend(wanted.as_ref().map(|wanted| Part::note(&wanted.said)));
    parts.push(
        Part::text("cau-hoi", "Câu hỏi", form.text_or("cau-hoi", questions))
            .hint("Mỗi dòng một câu hỏi; hệ thống đánh số từ trên xuống"),
    );
    let units = askable(task);
    let named = wanted.as_ref().map_or(&[][..], |wanted| &wanted.units);
    for row in 1..=UNITS.max(named.len()) {
        let usual = named.get(row - 1);
        let id = |stem: &str| format!("{stem}-{row}");
        parts.push(Part::heading(format!("Nơi được hỏi thứ {row}")));
        let unit = id("don-vi");
        let value = form.text_or(&unit, usual.map_or("", |usual| &usual.whom));
        parts.push(Part::select(&unit, "Đơn vị", units.clone(), value));
        parts.extend(asked_parts(task, &row.to_string(), usual));
        let how = id("hinh-thuc");
        let forms = choices(&AnswerForm::ALL, wording::consultation::form);
        let value = form.text_or(&how, "here");
        parts.push(Part::one_of(&how, "Hình thức trả lời", forms, value));
    }
    parts.push(Part::heading("Nơi ở ngoài hệ thống"));
    let hint = "Để trống nếu không hỏi. Khi có văn bản trả lời, ông/bà ghi lại vào hồ sơ";
    let usual = wanted.as_ref().and_then(|wanted| wanted.outside.as_ref());
    let value = form.text_or("ngoai", usual.map_or("", |usual| &usual.whom));
    parts.push(Part::line("ngoai", "Tên cơ quan", value).hint(hint));
    parts.extend(asked_parts(task, "ngoai", usual));
    parts
}

/// How long one who is asked has, and for which questions.
fn asked_parts(task: &Task<'_>, row: &str, usual: Option<&WantedRow>) -> [Part; 2] {
    let form = task.form;
    let (days, which) = (format!("so-ngay-{row}"), format!("cau-so-{row}"));
    let value = form.text_or(&days, usual.map_or(USUAL_DAYS, |usual| &usual.days));
    let days = Part::line(&days, "Thời gian trả lời", value)
        .figures("3")
        .suffix("ngày làm việc");
    let value = form.text_or(&which, usual.map_or("", |usual| &usual.which));
    let which = Part::line(&which, "Trả lời câu số", value).hint("Ví dụ 1, 3. Để trống là tất cả");
    [days, which]
}

/// The units that may be asked today, by name; first a choice of none.
fn askable(task: &Task<'_>) -> Vec<Choice> {
    let (today, here) = (task.now.today(), task.dossier().unit());
    let mut units: Vec<_> = task
        .rules
        .organisation
        .all()
        .filter(|agency| agency.is_valid_on(today))
        .filter(|agency| !agency.kind.is_desk() && agency.id != *here)
        .collect();
    units.sort_by_cached_key(|agency| domain::vietnamese::collation_key(&agency.name));
    let named = units.into_iter().map(|agency| {
        let above = task.rules.organisation.parent_on(&agency.id, today);
        let name = match above {
            Some(above) => format!("{} · {}", agency.name, above.name),
            None => agency.name.clone(),
        };
        Choice::new(agency.id.as_str(), name)
    });
    [Choice::new("", "Không hỏi")]
        .into_iter()
        .chain(named)
        .collect()
}

/// Reads what shall be asked of whom.
pub(super) fn command(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let form = task.form;
    let text = domain::vietnamese::clean(form.text("cau-hoi"));
    let questions: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| fresh::personal(line.to_owned()))
        .collect();
    if questions.is_empty() {
        errors.add("cau-hoi", "Viết ít nhất một câu hỏi");
    } else if questions.len() > QUESTIONS_MAX {
        let ask =
            format!("Nhiều nhất {QUESTIONS_MAX} câu hỏi một lần. Bớt đi hoặc hỏi thêm lần nữa");
        errors.add("cau-hoi", ask);
    }
    if text.chars().count() > TEXT_MAX {
        let ask = format!("Dài nhất {TEXT_MAX} ký tự. Viết gọn lại");
        errors.add("cau-hoi", ask);
    }
    let mut asked = Vec::new();
    for row in 1..=ASKED_MAX {
        let unit = form.text(&format!("don-vi-{row}")).trim();
        if unit.is_empty() {
            continue;
        }
        let whom = WhomToAsk::Unit(AgencyId::from_stored(unit));
        let how = chosen(form.text(&format!("hinh-thuc-{row}"))).unwrap_or(AnswerForm::Here);
        asked.push(one_asked(task, whom, how, &row.to_string(), &mut errors));
    }
    let outside = domain::vietnamese::clean(form.text("ngoai"));
    let outside = outside.trim();
    if outside.chars().count() > NUMBER_MAX {
        errors.add(
            "ngoai",
            format!("Dài nhất {NUMBER_MAX} ký tự. Viết gọn lại"),
        );
    } else if !outside.is_empty() {
        let whom = WhomToAsk::Outside(fresh::personal(outside.to_owned()));
        asked.push(one_asked(
            task,
            whom,
            AnswerForm::Letter,
            "ngoai",
            &mut errors,
        ));
    }
    if asked.is_empty() {
        errors.add("don-vi-1", "Chọn ít nhất một nơi để hỏi");
    }
    errors.or(ConsultationCommand::Ask(OpinionsToAsk {
        block: None,
        questions,
        asked,
    }))
}

fn one_asked(
    task: &Task<'_>,
    whom: WhomToAsk,
    form: AnswerForm,
    row: &str,
    errors: &mut FormErrors,
) -> UnitToAsk {
    let (days, which) = (format!("so-ngay-{row}"), format!("cau-so-{row}"));
    let minutes = task.form.text(&days).trim().parse::<u32>().ok();
    let minutes = minutes.filter(|days| (1..=40).contains(days));
    if minutes.is_none() {
        errors.add(days, "Nhập số ngày làm việc, từ 1 đến 40");
    }
    let mut questions = Vec::new();
    let typed = task.form.text(&which).split([',', ';', ' ']);
    for number in typed.map(str::trim).filter(|number| !number.is_empty()) {
        if let Ok(number) = number.parse::<u16>() {
            questions.push(number);
        } else {
            errors.add(which.clone(), "Ghi số của câu hỏi, ví dụ 1, 3");
        }
    }
    UnitToAsk {
        whom,
        questions,
        form,
        minutes: minutes.unwrap_or_default() * DAY_MINUTES,
    }
}
