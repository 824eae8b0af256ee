//! Answering: a reply to each question, and the letter with which it came.

use domain::dossier::consultation::command::{AnswerToGive, ConsultationCommand, ReplyToGive};
use domain::dossier::consultation::{AnswerForm, Consultation, Opinion, OpinionStanding, Stance};
use domain::procedure::paper::PaperKey;

use super::{NUMBER_MAX, OPINION, facts, is_theirs, number_of, picked, question};
use crate::acts::part::{Part, typed_day};
use crate::acts::{Task, choices, chosen, said};
use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::wording;

fn to_answer<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        let standing = round.standing(opinion);
        let takes = match standing {
            OpinionStanding::Waiting => true,
            OpinionStanding::Silent => round.ended.is_none(),
            OpinionStanding::Answered | OpinionStanding::Dropped => false,
        };
        takes && is_theirs(task, opinion)
    })
}

/// The form that answers, question by question.
pub(super) fn parts(task: &Task<'_>) -> Vec<Part> {
    let Some((round, opinion)) = to_answer(task) else {
        return Vec::new();
    };
    let form = task.form;
    let mut parts = vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
    ];
    if let Some(bounced) = &opinion.bounced {
        let why = task.loaded.personal.text(bounced.reason.id);
        let why = why.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned());
        parts.push(Part::note(format!("Câu trả lời trước bị trả lại: {why}")));
    }
    for number in &opinion.questions {
        let (stance, text) = (format!("loai-{number}"), format!("tra-loi-{number}"));
        let asked = question(task.loaded, round, *number);
        parts.push(Part::heading(format!("Câu {number}. {asked}")));
        let all = choices(&Stance::ALL, wording::consultation::stance);
        let said = format!("Ý kiến về câu {number}");
        parts.push(Part::one_of(&stance, said, all, form.text(&stance)));
        let said = format!("Nội dung trả lời câu {number}");
        parts.push(Part::text(&text, said, form.text(&text)).hint("Nêu rõ căn cứ"));
    }
    let is_needed = opinion.form == AnswerForm::Letter;
    let hint = if is_needed {
        "Ví dụ 15/CV-QH"
    } else {
        "Không bắt buộc"
    };
    let mut number = Part::line("so", "Văn bản trả lời: số, ký hiệu", form.text("so")).hint(hint);
    number.width = "20";
    let usual = if is_needed {
        TypedDate::of(task.now.today())
    } else {
        TypedDate::default()
    };
    parts.push(number);
    parts.push(Part::day(
        "ngay",
        "Ngày văn bản",
        typed_day(form, "ngay", usual),
    ));
    parts.push(Part::file("tep", "Tệp kèm theo, nếu có", form));
    parts
}

/// Reads an answer.
pub(super) fn command(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let found = to_answer(task);
    let questions = found.map_or(&[][..], |(_, opinion)| opinion.questions.as_slice());
    let mut replies = Vec::new();
    for question in questions.iter().copied() {
        let stance_field = format!("loai-{question}");
        let stance = chosen::<Stance>(task.form.text(&stance_field));
        if stance.is_none() {
            errors.add(stance_field, format!("Chọn ý kiến về câu {question}"));
        }
        let ask = format!("Viết nội dung trả lời câu {question}");
        let text = said(task.form, &format!("tra-loi-{question}"), &mut errors, &ask);
        replies.extend(stance.map(|stance| ReplyToGive {
            question,
            stance,
            text,
        }));
    }
    let is_needed = found.is_some_and(|(_, opinion)| opinion.form == AnswerForm::Letter);
    let letter = letter(task, is_needed, &mut errors);
    let file = task.form.kept("tep").last();
    errors.or(ConsultationCommand::Answer(AnswerToGive {
        opinion: number_of(found),
        replies,
        letter,
        file: file.map(|file| file.handed_in(&PaperKey("y-kien".to_owned()))),
    }))
}

/// Number and date of the letter; none where nothing was typed and none is needed.
fn letter(
    task: &Task<'_>,
    is_needed: bool,
    errors: &mut FormErrors,
) -> Option<(String, jiff::civil::Date)> {
    let number = domain::vietnamese::clean(task.form.text("so"));
    let number = number.trim().to_owned();
    if number.is_empty() && !is_needed {
        return None;
    }
    if number.is_empty() {
        errors.add("so", "Nhập số, ký hiệu của văn bản trả lời");
    } else if number.chars().count() > NUMBER_MAX {
        errors.add("so", format!("Dài nhất {NUMBER_MAX} ký tự. Viết gọn lại"));
    }
    match typed_day(task.form, "ngay", TypedDate::default()).read() {
        Ok(ReadDate::Day(day)) if day <= task.now.today() => return Some((number, day)),
        Ok(ReadDate::Day(_)) => errors.add("ngay", "Ngày văn bản phải là hôm nay hoặc trước đó"),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add("ngay", "Nhập đủ ngày, tháng và năm của văn bản");
        }
        Err(sentence) => errors.add("ngay", sentence),
    }
    None
}
