//! Acts of officials on a dossier: each is a form that is drawn, read and turned into a command.
//!
//! One file a chapter of the lifecycle; `page` draws and takes every form in the same way.

pub mod along;
pub mod application;
pub mod assistance;
pub mod card;
pub mod care;
pub mod clock;
pub mod consultation;
pub mod correction;
pub mod declaration;
pub mod ending;
mod facts;
pub mod money;
pub mod page;
pub mod papers;
pub mod part;
pub mod people;
pub mod pull_back;
pub mod reception;
mod result;
pub mod settlement;
pub mod story;
pub mod supplement;
pub mod taking_over;

use domain::dossier::command::{Act, Command};
use domain::dossier::personal::Personal;
use domain::dossier::rating::Satisfaction;
use domain::dossier::{Dossier, Now};
use domain::people::Role;
use domain::people::agency::AgencyId;
use domain::people::duty::Duty;
use domain::procedure::{Case, Procedure};
use domain::rulebook::Rulebook;
use domain::workflow;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Account, Loaded};

use crate::components::Fact;
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::incoming::Incoming;
use crate::officials;
use crate::session::Officer;

pub use page::router;

use part::Part;

/// Longest reason, note or other text of several lines, in characters.
const TEXT_MAX: usize = 2000;

/// What the form of an act is made from.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The rules in force.
    pub rules: &'a Rulebook,
    /// What whoever acts may do for others.
    pub duty: &'a Duty,
    /// The dossier, its history and what is personal in it.
    pub loaded: &'a Loaded,
    /// Who acts.
    pub officer: &'a Officer,
    /// Active officials of the unit that holds the dossier.
    pub colleagues: &'a [Account],
    /// The time.
    pub now: Now,
    /// What was typed; nothing yet when the form is drawn for the first time.
    pub form: &'a Incoming,
}

impl<'a> Task<'a> {
    /// The dossier.
    pub fn dossier(&self) -> &'a Dossier {
        &self.loaded.dossier
    }

    /// The version of the procedure that the dossier keeps.
    pub fn procedure(&self) -> Option<&'a Procedure> {
        self.dossier().procedure_in(self.rules)
    }

    /// The dossier's case.
    pub fn case(&self) -> Option<&'a Case> {
        self.procedure()?.case(&self.dossier().case)
    }

    /// Whether the one who acts holds a role.
    pub fn is(&self, role: Role) -> bool {
        self.officer.official().is(role)
    }

    /// Name of a unit.
    fn unit(&self, id: &AgencyId) -> String {
        officials::unit_name(self.rules, id)
    }

    /// Who has it after the next step, as facts to read before it is sent on.
    fn next_holder(&self) -> Vec<Fact> {
        if self.dossier().course.is_some() {
            return along::next_holder(self);
        }
        let next = self.dossier().holding().zip(self.procedure());
        let Some((_, step)) = next.and_then(|(held, p)| p.workflow.after(held.step)) else {
            return Vec::new();
        };
        let dossier = self.dossier();
        let (desk, competent) = (&dossier.desk, &dossier.competent);
        let day = self.now.today();
        let unit = workflow::unit_for(&step.unit, desk, competent, self.rules, day);
        vec![
            Fact::new("Bước tiếp theo", step.name.clone()),
            Fact::new("Người giữ tiếp theo", self.unit(&unit)),
        ]
    }
}

/// The parts of an act's form.
pub fn parts(act: Act, task: &Task<'_>) -> Vec<Part> {
    match act {
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Rate
        | Act::GiveFeedback
        | Act::RunOut
        | Act::MovePromise
        | Act::Route => Vec::new(),
        Act::Along => along::along_parts(task),
        Act::CompleteBeside => along::beside_parts(task),
        Act::SettleAtOnce => along::at_once_parts(task),
        Act::Receive => reception::receive_parts(task),
        Act::RefuseReception => reception::refuse_parts(task),
        Act::AskSupplement => supplement::ask_parts(task),
        Act::Supplement => supplement::bring_parts(task),
        Act::Forward => vec![Part::facts(task.next_holder())],
        Act::Assign => settlement::assign_parts(task),
        Act::Examine => settlement::examine_parts(task),
        Act::Propose => settlement::propose_parts(task),
        Act::SendBack => settlement::send_back_parts(task),
        Act::PullBack => pull_back::parts(task),
        Act::Approve => result::approve_parts(task),
        Act::Decline => result::decline_parts(task),
        Act::RecordResult => result::record_parts(task),
        Act::HandOver => result::hand_over_parts(task),
        Act::Withdraw => ending::withdraw_parts(task),
        Act::Stop => ending::stop_parts(task),
        Act::Correct => correction::parts(task),
        Act::Charge => money::charge_parts(task),
        Act::RecordPayment => money::payment_parts(task),
        Act::Waive => money::waive_parts(task),
        Act::AnswerFeedback => care::answer_parts(task),
        Act::TakeOver => vec![Part::facts(taking_over::facts(task))],
        Act::Pause => clock::pause_parts(task),
        Act::Resume => clock::resume_parts(task),
        Act::Apologise => clock::apologise_parts(task),
        Act::Consult(act) => consultation::parts(act, task),
    }
}

/// The command that a form asks for.
///
/// # Errors
///
/// What is to be mended, field by field.
pub fn command(act: Act, task: &Task<'_>) -> Result<Command, FormErrors> {
    match act {
        // Nobody draws the others on a dossier that exists; the rules would say the same.
        Act::Submit
        | Act::ReceiveInPerson
        | Act::MovePromise
        | Act::RunOut
        | Act::Route
        | Act::Forward => Ok(Command::Forward),
        Act::Along => along::along(task),
        Act::CompleteBeside => along::beside(task),
        Act::SettleAtOnce => along::at_once(task),
        Act::Receive => reception::receive(task),
        Act::RefuseReception => reception::refuse(task),
        Act::AskSupplement => supplement::ask(task),
        Act::Supplement => supplement::bring(task),
        Act::Assign => settlement::assign(task),
        Act::Examine => settlement::examine(task),
        Act::Propose => settlement::propose(task),
        Act::SendBack => settlement::send_back(task),
        Act::PullBack => pull_back::command(task),
        Act::Approve => Ok(Command::Approve),
        Act::TakeOver => Ok(Command::TakeOver),
        Act::Pause => clock::pause(task),
        Act::Resume => Ok(Command::Resume),
        Act::Apologise => clock::apologise(task),
        Act::Consult(act) => consultation::command(act, task),
        Act::Decline => result::decline(task),
        Act::RecordResult => result::record(task),
        Act::HandOver => result::hand_over(task),
        Act::Withdraw => ending::withdraw(task),
        Act::Stop => ending::stop(task),
        Act::Correct => correction::command(task),
        Act::Charge => money::charge(task),
        Act::RecordPayment => money::pay(task),
        Act::Waive => money::waive(task),
        Act::AnswerFeedback => care::answer(task),
        // The applicant's own two; from anybody else the rules refuse them.
        Act::GiveFeedback => Ok(Command::GiveFeedback {
            text: fresh::personal(String::new()),
        }),
        Act::Rate => Ok(Command::Rate {
            score: Satisfaction::Neutral,
            reason: None,
        }),
    }
}

/// A text of several lines that may be left empty.
fn note(form: &Incoming, field: &str, errors: &mut FormErrors) -> Option<Personal<String>> {
    let text = domain::vietnamese::clean(form.text(field));
    let text = text.trim();
    let count = text.chars().count();
    if count > TEXT_MAX {
        errors.add(
            field,
            format!("Dài nhất {TEXT_MAX} ký tự. Đoạn này có {count} ký tự, viết gọn lại"),
        );
    }
    (!text.is_empty()).then(|| fresh::personal(text.to_owned()))
}

/// A text of several lines that must say something; `ask` is the sentence when it does not.
pub(crate) fn said(
    form: &Incoming,
    field: &str,
    errors: &mut FormErrors,
    ask: &str,
) -> Personal<String> {
    note(form, field, errors).unwrap_or_else(|| {
        errors.add(field, ask);
        fresh::personal(String::new())
    })
}

/// Answers to choose from, each under its stored name.
pub fn choices<T: Serialize + Copy>(all: &[T], show: fn(T) -> &'static str) -> Vec<Choice> {
    all.iter()
        .map(|value| Choice::new(stored_name(value), show(*value)))
        .collect()
}

/// The name under which a value is stored, such as `not_competent`.
pub fn stored_name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

/// The value that has this stored name.
pub fn chosen<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
