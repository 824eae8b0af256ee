//! Pulled back: the form of whoever passed it on too early.

use domain::dossier::command::Command;

use super::Task;
use super::part::Part;
use super::said;
use crate::form::FormErrors;

pub(super) fn parts(task: &Task<'_>) -> Vec<Part> {
    let reason = Part::text("ly-do", "Vì sao rút lại", task.form.text("ly-do"));
    vec![reason.hint("Lý do nằm trong dòng thời gian; người nhận đọc được")]
}

pub(super) fn command(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập lý do để người nhận biết vì sao hồ sơ được rút lại";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(Command::PullBack { reason })
}
