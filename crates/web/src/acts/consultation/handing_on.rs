//! Handing on: who of the asked unit answers.

use domain::dossier::consultation::command::ConsultationCommand;
use domain::dossier::consultation::{Consultation, Opinion, OpinionStanding};
use domain::people::{OfficialId, Role};
use uuid::Uuid;

use super::{OPINION, facts, is_theirs, number_of, picked};
use crate::acts::part::Part;
use crate::acts::{Task, note};
use crate::form::{Choice, FormErrors};

fn to_hand_on<'a>(task: &Task<'a>) -> Option<(&'a Consultation, &'a Opinion)> {
    picked(task, |round, opinion| {
        let waits = round.standing(opinion) == OpinionStanding::Waiting;
        waits && opinion.unit().is_some() && is_theirs(task, opinion)
    })
}

/// The form that gives it to somebody.
pub(super) fn parts(task: &Task<'_>) -> Vec<Part> {
    let Some((_, opinion)) = to_hand_on(task) else {
        return Vec::new();
    };
    let own = task.officer.official().id;
    let people = task
        .colleagues
        .iter()
        .filter(|one| one.active && Some(one.official.id) != opinion.officer())
        .filter(|one| one.official.is(Role::CaseOfficer) || one.official.is(Role::Leader))
        .map(|one| {
            let choice = Choice::new(one.official.id.0.to_string(), &one.name);
            if one.official.id == own {
                choice.hint("Chính ông/bà")
            } else {
                choice
            }
        });
    let form = task.form;
    vec![
        Part::hidden(OPINION, opinion.number.to_string()),
        Part::facts(facts(task, opinion)),
        Part::one_of("nguoi", "Giao cho", people.collect(), form.text("nguoi")),
        Part::text("ly-do", "Vì sao giao", form.text("ly-do"))
            .hint("Cần ghi khi giao việc ông/bà đang giữ cho người khác"),
    ]
}

/// Reads to whom it goes.
pub(super) fn command(task: &Task<'_>) -> Result<ConsultationCommand, FormErrors> {
    let mut errors = FormErrors::new();
    let to = task.form.text("nguoi").parse::<Uuid>().ok();
    if to.is_none() {
        errors.add("nguoi", "Chọn người trả lời");
    }
    let reason = note(task.form, "ly-do", &mut errors);
    errors.or(ConsultationCommand::HandOn {
        opinion: number_of(to_hand_on(task)),
        to: OfficialId(to.unwrap_or_default()),
        reason,
    })
}
