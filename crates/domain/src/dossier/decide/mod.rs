//! The rules: a command is answered with events or a refusal.
//!
//! Every rule asks in this order: may *you*, may it *now*, is it *complete*. The first two are
//! asked in [`super::gate`], the third in the chapter of the command.

pub(crate) mod apology;
pub(crate) mod care;
pub(crate) mod consultation;
pub(crate) mod course;
mod ending;
pub(crate) mod money;
mod opening;
mod papers;
pub(crate) mod pause;
mod promise_move;
pub(crate) mod pull_back;
pub(crate) mod result;
pub(crate) mod settlement;
pub(crate) mod supplement;
pub(crate) mod taking_over;

pub use apology::promise_if_apologised;
pub use course::view::{NextStep, next_step, results_open};
pub use opening::numbering;
pub use pause::promise_if_answered;
pub use supplement::SUPPLEMENT_REQUESTS_MAX;

use crate::dossier::command::Command;
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Situation, gate};

/// Decides a command. `dossier` is none only before it was opened.
///
/// # Errors
///
/// The reason for "no"; then nothing has changed.
pub fn decide(
    situation: &Situation<'_>,
    dossier: Option<&Dossier>,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    match (dossier, command) {
        (None, Command::Submit(application)) => opening::submit(situation, application),
        (None, Command::ReceiveInPerson(application)) => {
            opening::receive_in_person(situation, application)
        }
        (Some(dossier), command) => {
            course::names_a_step_beside(situation, dossier, command)?;
            consultation::names_one(situation, dossier, command)?;
            gate::open(situation, dossier, command.act())?;
            let events = match course::on_course(situation, dossier, command)? {
                Some(events) => events,
                None => {
                    let events = on_dossier(situation, dossier, command)?;
                    course::with_settled(situation, dossier, events)?
                }
            };
            Ok(course::with_taken_back(situation, dossier, events))
        }
        (None, _) => Err(Refusal::NotAtThisStage),
    }
}

fn on_dossier(
    situation: &Situation<'_>,
    dossier: &Dossier,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Submit(_) | Command::ReceiveInPerson(_) => Err(Refusal::NotAtThisStage),
        Command::Receive { papers } => opening::receive(situation, dossier, papers),
        Command::AskSupplement {
            items,
            reason,
            again_because,
        } => supplement::ask(situation, dossier, items, reason, again_because.as_ref()),
        Command::Supplement {
            papers,
            answers,
            note,
        } => supplement::supplement(situation, dossier, papers, answers.as_ref(), note.as_ref()),
        Command::RefuseReception { ground, reason } => opening::refuse(dossier, *ground, reason),
        Command::Forward => settlement::forward(situation, dossier),
        Command::Assign { to, reason } => {
            settlement::assign(situation, dossier, *to, reason.as_ref())
        }
        Command::Examine { note, marks } => {
            settlement::examine(situation, dossier, note.as_ref(), marks)
        }
        Command::Propose { outcome, note } => {
            settlement::propose(situation, dossier, *outcome, note.as_ref())
        }
        Command::SendBack { reason } => settlement::send_back(situation, dossier, reason),
        Command::PullBack { reason } => pull_back::pull_back(dossier, reason),
        Command::Approve => settlement::approve(situation, dossier),
        Command::Decline { reason } => settlement::decline(situation, dossier, reason),
        Command::RecordResult(result) => result::record(situation, dossier, result),
        Command::HandOver { recipient, proof } => result::hand_over(dossier, recipient, *proof),
        Command::Withdraw { reason } => ending::withdraw(situation, reason),
        Command::Stop { ground, reason } => ending::stop(situation, dossier, *ground, reason),
        Command::Correct { correction, reason } => {
            result::correct(situation, dossier, correction, reason)
        }
        Command::Charge { lines } => money::charge(situation, dossier, lines),
        Command::RecordPayment {
            amount,
            method,
            receipt_number,
        } => money::record_payment(situation, dossier, *amount, *method, receipt_number),
        Command::Waive { ground, reason } => money::waive(situation, dossier, *ground, reason),
        Command::Rate { score, reason } => Ok(care::rate(*score, reason.as_ref())),
        Command::GiveFeedback { text } => care::complain(text),
        Command::AnswerFeedback { text } => care::answer(text),
        Command::TakeOver => taking_over::take_over(situation, dossier),
        Command::Pause {
            ground,
            reason,
            warrant,
        } => pause::pause(situation, dossier, *ground, reason, warrant),
        Command::Resume => pause::resume(situation, dossier),
        Command::Apologise(letter) => apology::apologise(situation, dossier, letter),
        Command::Consult(command) => consultation::decide(situation, dossier, command),
        // Without a process there is nothing to go along.
        Command::Along { .. }
        | Command::CompleteBeside { .. }
        | Command::SettleAtOnce(_)
        | Command::RunOut { .. } => Err(CourseRefusal::NoProcess.into()),
        Command::MovePromise(told) => promise_move::move_promise(situation, dossier, told),
        // Where it goes is asked of whoever is there, after every command: see [`super::routed`].
        Command::Route => Ok(Vec::new()),
    }
}

/// A reason has to say something.
fn given(reason: &Personal<String>) -> Result<(), Refusal> {
    if reason.value.trim().is_empty() {
        Err(Refusal::ReasonMissing)
    } else {
        Ok(())
    }
}
