//! What is written down for a process: blocks within blocks. Nothing here is checked yet.
//!
//! Every block has a key: a dossier says by it where it stands, and a finding what it is about.

use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::people::Role;
use crate::process::fact::{Fact, Values};
use crate::workflow::UnitRule;

/// A process (quy trình nội bộ) as it is written, sound or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its name in files and rows.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The time limit (thời hạn giải quyết) that every path has to fit.
    pub limit: TimeLimit,
    /// The words that conditions may use.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The papers that its steps make and sign.
    #[serde(default)]
    pub papers: Vec<ProcessPaper>,
    /// What is done, from top to bottom.
    pub body: Vec<Block>,
}

/// A paper that is made in the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessPaper {
    /// The word by which steps name it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The outcome whose result it is: made and signed on every path that ends so.
    #[serde(default)]
    pub result_of: Option<Ending>,
}

/// One block: a step, or blocks that are held together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Block {
    /// Somebody does something.
    Step(Step),
    /// One of several ways, by one word.
    Choice(Choice),
    /// Several ways at the same time.
    Parallel(Parallel),
    /// What may be gone through again.
    Loop(Loop),
    /// Back to the start of a loop around it.
    Again(Again),
    /// Other units are asked.
    Consult(Consult),
    /// The applicant is waited for.
    Wait(Wait),
    /// The process is over.
    End(End),
}

/// One step (bước) of the internal process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The step's key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What is done.
    pub work: Work,
    /// Who may do it.
    pub role: RoleSaid,
    /// Where.
    pub unit: UnitRule,
    /// Its share of the time limit, in working minutes.
    pub minutes: u32,
    /// How it can turn out; a choice directly behind it goes by this. Empty: it is done or not.
    #[serde(default)]
    pub results: Vec<String>,
    /// What whoever does it looks at.
    #[serde(default)]
    pub checklist: Vec<String>,
    /// Papers that are made, by key.
    #[serde(default)]
    pub makes: Vec<String>,
    /// Papers that are signed, by key.
    #[serde(default)]
    pub signs: Vec<String>,
    /// The fee that is collected, by its key in the procedure.
    #[serde(default)]
    pub collects: Option<String>,
}

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// At the desk, before it is forwarded.
    Reception,
    /// With a case officer.
    Examination,
    /// With the leader who approves or declines.
    Decision,
    /// With the records clerk who numbers the result.
    Records,
    /// At the desk again, waiting for the applicant.
    Return,
    /// Received, appraised, approved, stamped and returned in one visit (5 tại chỗ).
    AtOnce,
}

/// A role as it was written; an unknown one is kept, so that it can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum RoleSaid {
    /// One of ours.
    Known(Role),
    /// Any other word.
    Unknown(String),
}

impl From<String> for RoleSaid {
    fn from(text: String) -> Self {
        // An administrator sees no dossier by that role, so no step can be theirs.
        match Role::from_name(&text) {
            Some(role) if role != Role::Administrator => Self::Known(role),
            Some(_) | None => Self::Unknown(text),
        }
    }
}

impl From<RoleSaid> for String {
    fn from(said: RoleSaid) -> Self {
        match said {
            RoleSaid::Known(role) => role.name().to_owned(),
            RoleSaid::Unknown(text) => text,
        }
    }
}

/// One of several ways, by the result of the step directly before, or by a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The choice's key.
    pub key: String,
    /// The step or the fact that decides.
    pub by: String,
    /// The ways; each value belongs to exactly one of them.
    pub outcomes: Vec<Branch>,
}

/// One way of a choice or of a parallel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The values it is for: words, or numbers such as `3` and `0..2`. Empty where nothing decides.
    #[serde(default)]
    pub when: Vec<String>,
    /// What is done on it.
    #[serde(default)]
    pub body: Vec<Block>,
}

/// Several ways at the same time, and how they come together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parallel {
    /// The parallel's key.
    pub key: String,
    /// How they come together.
    pub join: Join,
    /// What chooses among the branches, where `join` is `chosen`.
    #[serde(default)]
    pub by: Option<String>,
    /// The ways.
    pub branches: Vec<Branch>,
}

/// How parallel ways come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// All are begun, all are waited for.
    All,
    /// Those whose values hold are begun, and waited for; perhaps none.
    Chosen,
    /// All are open; the first in which a step is done goes on, the others are taken back.
    FirstBegun,
    /// All are begun; when the first is through, the others are taken back.
    FirstDone,
}

/// What may be gone through again; whatever comes to its end leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loop {
    /// The loop's key.
    pub key: String,
    /// What is done in a pass.
    pub body: Vec<Block>,
}

/// Back to the start of a loop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Its own key.
    pub key: String,
    /// The loop around it.
    #[serde(rename = "loop")]
    pub back_to: String,
    /// How often, for one coming into the loop. A draft may leave it out.
    #[serde(default)]
    pub at_most: Option<u16>,
    /// Working minutes for the whole pass that begins so; as long as the longest when left out.
    #[serde(default)]
    pub share: Option<u32>,
}

/// Other units are asked for their opinion (lấy ý kiến); silence is recorded, and it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    /// The consultation's key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Who is asked what.
    pub asks: Vec<Asked>,
    /// Its clock, in working minutes.
    pub minutes: u32,
}

/// Questions to one unit, numbered in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Who is asked.
    #[serde(flatten)]
    pub whom: Whom,
    /// The questions.
    pub questions: Vec<String>,
}

/// Who is asked for an opinion (đơn vị được lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// A unit of ours.
    Unit(UnitRule),
    /// Somebody outside, by name.
    Outside(String),
}

/// The applicant is waited for; the clock of the time limit stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The wait's key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// For what.
    #[serde(rename = "for")]
    pub awaits: Awaited,
    /// What happens when nothing comes.
    #[serde(default)]
    pub time_out: Option<TimeOut>,
}

/// What the applicant is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// Something from the applicant: papers, an answer.
    Citizen,
    /// Money that is owed.
    Payment,
}

/// What happens when the applicant stays silent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeOut {
    /// After so many working days.
    pub working_days: u16,
    /// What is done then; empty: it goes on as if it had come.
    #[serde(default)]
    pub body: Vec<Block>,
}

/// The process is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The end's key.
    pub key: String,
    /// How.
    pub outcome: Ending,
}

/// How a process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// What was asked for is granted.
    Granted,
    /// It is declined in writing.
    Declined,
    /// It was stopped.
    Stopped,
    /// The applicant withdrew.
    Withdrawn,
}

impl Draft {
    /// Every block in the order in which it is written, whatever it lies in.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        all_blocks(&self.body).into_iter().map(|(_, block)| block)
    }
}

impl Step {
    /// The values a choice by this step can have.
    pub(super) fn values(&self) -> Values {
        Values::OneOf(self.results.clone())
    }
}

impl Block {
    /// The block's key.
    pub fn key(&self) -> &str {
        match self {
            Self::Step(step) => &step.key,
            Self::Choice(choice) => &choice.key,
            Self::Parallel(parallel) => &parallel.key,
            Self::Loop(around) => &around.key,
            Self::Again(again) => &again.key,
            Self::Consult(consult) => &consult.key,
            Self::Wait(wait) => &wait.key,
            Self::End(end) => &end.key,
        }
    }

    /// The bodies within it.
    pub(super) fn bodies(&self) -> Vec<&[Block]> {
        match self {
            Self::Step(_) | Self::Again(_) | Self::Consult(_) | Self::End(_) => Vec::new(),
            Self::Choice(choice) => bodies_of(&choice.outcomes),
            Self::Parallel(parallel) => bodies_of(&parallel.branches),
            Self::Loop(around) => vec![around.body.as_slice()],
            Self::Wait(wait) => wait
                .time_out
                .iter()
                .map(|time_out| time_out.body.as_slice())
                .collect(),
        }
    }
}

fn bodies_of(branches: &[Branch]) -> Vec<&[Block]> {
    branches
        .iter()
        .map(|branch| branch.body.as_slice())
        .collect()
}

/// All blocks in the order in which they are written, each with how deep it lies, from 1.
///
/// Whatever somebody nests, this does not call itself.
pub(super) fn all_blocks(body: &[Block]) -> Vec<(usize, &Block)> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, &Block)> = body.iter().rev().map(|block| (1, block)).collect();
    while let Some((depth, block)) = open.pop() {
        found.push((depth, block));
        for inside in block.bodies().into_iter().rev() {
            open.extend(inside.iter().rev().map(|inner| (depth + 1, inner)));
        }
    }
    found
}
