//! What the lead does with answers: one that says nothing is returned, and a consultation is ended.

use domain::dossier::consultation::command::ConsultationCommand;
use domain::dossier::consultation::{Consultation, Opinion};

use super::{OPINION, facts, number_of, picked};
use crate::acts::part::Part;
use crate::acts::{Task, note, said};
use crate::form::FormErrors;

fn to_bounce<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        round.ended.is_none() && opinion.may_be_bounced()
    })
}

/// The form that returns an empty answer.
pub(super) fn bounce_parts(task: &Task<'_>) -> Vec<Part> {
    let Some((_, opinion)) = to_bounce(task) else {
        return Vec::new();
    };
    let form = task.form;
    vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
        Part::text("ly-do", "Câu trả lời còn thiếu gì", form.text("ly-do"))
            .hint("Nói rõ câu nào chưa trả lời vào nội dung"),
    ]
}

/// Reads what an answer lacks.
pub(super) fn bounce(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Viết câu trả lời còn thiếu gì để nơi được hỏi biết";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(ConsultationCommand::Bounce {
        opinion: number_of(to_bounce(task)),
        reason,
    })
}

fn to_conclude<'a>(task: &Task<'a>) -> Option<&'a Consultation> {
    let rounds = &task.dossier().consultations;
    let named = task.form.text("lan").parse::<u16>().ok();
    rounds
        .iter()
        .find(|round| Some(round.number) == named)
        .or_else(|| rounds.iter().find(|round| round.ended.is_none()))
}

/// The form that ends a consultation.
pub(super) fn conclude_parts(task: &Task<'_>) -> Vec<Part> {
    let Some(round) = to_conclude(task) else {
        return Vec::new();
    };
    let hint = if round.is_awaited() {
        "Còn nơi chưa trả lời: ghi vì sao không chờ nữa"
    } else {
        "Không bắt buộc: mọi nơi đã trả lời hoặc đã được ghi nhận không trả lời"
    };
    vec![
        Part::hidden("lan", round.number.to_string()),
        Part::text("ly-do", "Lý do", task.form.text("ly-do")).hint(hint),
    ]
}

/// Reads why it is ended.
pub(super) fn conclude(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let round = to_conclude(task);
    let reason = note(task.form, "ly-do", &mut errors);
    if reason.is_none() && round.is_some_and(Consultation::is_awaited) {
        errors.add("ly-do", "Ghi lý do vì còn nơi chưa trả lời");
    }
    errors.or(ConsultationCommand::Conclude {
        consultation: round.map_or(0, |round| round.number),
        reason,
    })
}
