//! Answering what the applicant complained about.

use domain::dossier::command::Command;

use crate::acts::part::Part;
use crate::acts::{Task, said, story};
use crate::components::Fact;
use crate::form::FormErrors;
use crate::show;

pub(super) fn answer_parts(task: &Task<'_>) -> Vec<Part> {
    let complaint = story::open_feedback(task.loaded).map(|(at, text)| {
        Part::facts(vec![
            Fact::new("Phản ánh lúc", show::moment(at.0)),
            Fact::new("Nội dung", text),
        ])
    });
    let answer = Part::text("tra-loi", "Trả lời người nộp", task.form.text("tra-loi"))
        .hint("Nói rõ đã xem gì, làm gì, và người nộp chờ đến bao giờ");
    complaint.into_iter().chain([answer]).collect()
}

pub(super) fn answer(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập câu trả lời để người nộp hiểu";
    let text = said(task.form, "tra-loi", &mut errors, ask);
    errors.or(Command::AnswerFeedback { text })
}
