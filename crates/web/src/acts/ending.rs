//! Endings without a result: withdrawn, stopped.

use domain::dossier::command::Command;
use domain::dossier::ground::StopGround;

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, said};
use crate::form::FormErrors;
use crate::wording;

pub(super) fn withdraw_parts(task: &Task<'_>) -> Vec<Part> {
    let reason = Part::text("ly-do", "Người nộp rút vì", task.form.text("ly-do"));
    vec![reason.hint("Ghi theo đơn hoặc lời của người nộp tại quầy")]
}

pub(super) fn withdraw(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập lý do người nộp rút hồ sơ";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(Command::Withdraw { reason })
}

pub(super) fn stop_parts(task: &Task<'_>) -> Vec<Part> {
    let dossier = task.dossier();
    let holds = |ground: &StopGround| match ground {
        StopGround::SupplementMissing => dossier.awaits_supplement(),
        StopGround::ObligationMissing => !dossier.owed().is_zero(),
        StopGround::PurposeGone | StopGround::OrderedByAuthority => true,
    };
    let grounds: Vec<StopGround> = StopGround::ALL.into_iter().filter(holds).collect();
    vec![
        Part::one_of(
            "can-cu",
            "Căn cứ dừng giải quyết",
            choices(&grounds, wording::ground::stop),
            task.form.text("can-cu"),
        ),
        Part::text(
            "ly-do",
            "Lý do, viết cho người nộp hiểu",
            task.form.text("ly-do"),
        ),
    ]
}

pub(super) fn stop(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ground = chosen(task.form.text("can-cu"));
    if ground.is_none() {
        errors.add("can-cu", "Chọn căn cứ dừng giải quyết");
    }
    let ask = "Nhập lý do để người nộp hiểu vì sao dừng";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    match ground {
        Some(ground) => errors.or(Command::Stop { ground, reason }),
        None => Err(errors),
    }
}
