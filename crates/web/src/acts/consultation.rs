//! Opinions: asked, handed on inside the asked unit, answered, returned, concluded; and told. Here
//! is what their forms have in common.

mod answering;
mod asking;
mod concluding;
mod handing_on;
mod told;
mod wanted;

use domain::dossier::command::Command;
use domain::dossier::consultation::command::{ConsultationAct, ConsultationCommand};
use domain::dossier::consultation::{Consultation, Opinion, Whom};
use domain::policy;
use uuid::Uuid;

use crate::acts::Task;
use crate::acts::part::Part;
use crate::components::Fact;
use crate::form::FormErrors;
use crate::{show, wording};

/// Working minutes of a day in the form.
///
/// Not law: eight hours, as limits in days are shared out.
const DAY_MINUTES: u32 = 480;

/// Longest number of a letter, in characters.
const NUMBER_MAX: usize = 100;

/// The field that says which opinion it is about.
const OPINION: &str = "y-kien";

/// The parts of a form about opinions.
pub(super) fn parts(act: ConsultationAct, task: &Task<'_>) -> Vec<Part> {
    match act {
        ConsultationAct::Ask => asking::parts(task),
        ConsultationAct::HandOn => handing_on::parts(task),
        ConsultationAct::Answer => answering::parts(task),
        ConsultationAct::Bounce => concluding::bounce_parts(task),
        ConsultationAct::Conclude => concluding::conclude_parts(task),
        ConsultationAct::Escalate | ConsultationAct::RecordSilence => Vec::new(),
    }
}

/// The command that a form about opinions asks for.
pub(super) fn command(act: ConsultationAct, task: &Task<'_>) -> Result<Command, FormErrors> {
    let command = match act {
        ConsultationAct::Ask => asking::command(task)?,
        ConsultationAct::HandOn => handing_on::command(task)?,
        ConsultationAct::Answer => answering::command(task)?,
        ConsultationAct::Bounce => concluding::bounce(task)?,
        ConsultationAct::Conclude => concluding::conclude(task)?,
        // Time's own; from anybody else the rules refuse them.
        ConsultationAct::Escalate => ConsultationCommand::Escalate { opinion: 0 },
        ConsultationAct::RecordSilence => ConsultationCommand::RecordSilence { opinion: 0 },
    };
    Ok(Command::Consult(Box::new(command)))
}

/// The opinion that a form is about: the one it names, or the first that is open to this person.
fn picked<'a>(
    task: &Task<'a>,
    takes: impl Fn(&Consultation, &Opinion) -> bool,
) -> Option<(&'a Consultation, &'a Opinion)> {
    let named = task.form.text(OPINION).parse::<u16>().ok();
    let dossier = task.dossier();
    named
        .and_then(|number| dossier.opinion(number))
        .or_else(|| {
            dossier
                .opinions()
                .find(|(round, opinion)| takes(round, opinion))
        })
}

fn number_of(found: Option<(&Consultation, &Opinion)>) -> u16 {
    found.map_or(0, |(_, opinion)| opinion.number)
}

/// Whether this person answers for the asked unit, or records what came from outside.
fn is_theirs(task: &Task<'_>, opinion: &Opinion) -> bool {
    let official = task.officer.official();
    match opinion.unit() {
        Some(_) => policy::may_give_opinion(official, opinion, task.rules, task.now.today()),
        None => task.dossier().unit() == &official.unit,
    }
}

/// What was asked, and by when it is to be answered.
fn facts(task: &Task<'_>, opinion: &Opinion) -> Vec<Fact> {
    let whom = match &opinion.whom {
        Whom::Unit(unit) => task.unit(unit),
        Whom::Outside(name) => outside_name(task.loaded, name.id),
    };
    vec![
        Fact::new("Nơi được hỏi", whom),
        Fact::new("Trả lời trước", show::date_time(opinion.due)),
        Fact::new(
            "Hình thức trả lời",
            wording::consultation::form(opinion.form),
        ),
    ]
}

/// The name of somebody outside.
pub(crate) fn outside_name(loaded: &store::Loaded, row: Uuid) -> String {
    let name = loaded.personal.text(row);
    name.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())
}

/// A question in words.
pub(crate) fn question(loaded: &store::Loaded, round: &Consultation, number: u16) -> String {
    let row = usize::from(number)
        .checked_sub(1)
        .and_then(|at| round.questions.get(at));
    let text = row.and_then(|row| loaded.personal.text(row.id));
    text.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())
}
