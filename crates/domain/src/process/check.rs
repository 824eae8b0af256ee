//! Is a process sound: everything that is wrong with a draft, found before it lives.

mod flow;
mod guards;
mod names;
mod size;
mod staffing;
mod way_out;
mod ways;

use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::process::Process;
use crate::process::draft::Draft;
use crate::process::surroundings::Surroundings;

/// Working minutes of a day.
pub const MINUTES_A_DAY: u64 = 480;

/// How deep blocks may lie within blocks: deeper, nobody reads them.
pub const NESTING_MAX: usize = 16;

/// How many blocks a process may have.
pub const BLOCKS_MAX: usize = 2_000;

/// How often a loop may be gone through again at most.
pub const AGAIN_MAX: u16 = 99;

/// How strictly a draft is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// It is still being written.
    Drafting,
    /// Dossiers are to go by it.
    Publishing,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be published.
    Error,
    /// It can, but should be looked at.
    Warning,
    /// Good to know.
    Information,
}

/// One thing found in a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// What it is.
    pub code: Code,
    /// The key of the block it is about.
    pub place: String,
    /// The keys of the blocks it goes through, where it is about a path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Working minutes, where it is about time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
    /// The word, the value or the unit in question; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Blocks lie deeper in each other than anybody reads; nothing else is looked at.
    NestedTooDeeply,
    /// There are more blocks than a process may have; nothing else is looked at.
    TooManyBlocks,
    /// A key is empty, too long, or has others than letters, digits, `-` and `_`.
    MalformedKey,
    /// Two things have the same key.
    DuplicateKey,
    /// No such fact, step, paper or value was declared.
    UnknownWord,
    /// No such role, or none that works on dossiers.
    UnknownRole,
    /// A choice by a step's result does not stand directly behind that step.
    ChoiceNotBehindItsStep,
    /// A fact is asked again before anything was done in between.
    FactAskedTwice,
    /// A value for which no way was written.
    MissingOutcome,
    /// A value for which two ways were written.
    TwoTrueOutcomes,
    /// A branch has a condition where none decides, or nothing decides where one should.
    IdleCondition,
    /// A step can turn out in several ways, and nothing goes by them.
    IdleResults,
    /// There is no loop of that name around it.
    AgainOutsideItsLoop,
    /// The bound of a loop is nothing, or more than anybody means.
    BoundOutOfRange,
    /// Nothing says how often a loop may be gone through again.
    UnboundedLoop,
    /// A pass through a loop in which nothing is done.
    AgainWithoutWork,
    /// When a loop was gone through as often as it may be, nothing else is left to do.
    LoopWithoutAWayOut,
    /// One of several ways of which the first wins is through without anything done.
    BranchWithoutAStep,
    /// The end of all ways is waited for, but one of them leaves and never comes.
    JoinWaitsInVain,
    /// A step that no path comes to.
    UnreachableStep,
    /// An end that no path comes to.
    UnreachableEnd,
    /// A path on which the process never ends.
    PathWithoutEnd,
    /// The applicant is waited for, perhaps for ever.
    WaitWithoutTimeOut,
    /// A consultation of nobody, or about nothing.
    NothingAsked,
    /// A paper of the result is not made on a path to its outcome.
    ResultNotMade,
    /// A paper of the result is not signed on a path to its outcome.
    ResultNotSigned,
    /// A path takes longer than the time limit.
    OverLegalTime,
    /// The unit of a step has nobody in its role.
    NobodyInRole,
    /// No place that receives the procedure has a unit with such an end of its code.
    UnitUnknown,
    /// The unit of a step is no more.
    UnitAbolished,
    /// The unit of a step will be no more.
    UnitToBeAbolished,
    /// The fee is collected after the work was done.
    FeeCollectedAfterTheWork,
    /// More steps than a dossier can tell apart.
    TooManySteps,
    /// A result that no act of officials says.
    ResultNotActed,
    /// Two results that the same act would say.
    ResultsNotToldApart,
    /// A work beside other ways that is no examination.
    WorkNotBeside,
    /// An end that only an act of its own, or silence, may bring.
    EndNotActed,
    /// A consultation to which a path comes on which nobody examines who could ask.
    NobodyAsks,
}

impl Code {
    /// How much it weighs, looked at so strictly.
    pub fn severity(self, strictness: Strictness) -> Severity {
        match self {
            Self::UnboundedLoop => match strictness {
                Strictness::Drafting => Severity::Warning,
                Strictness::Publishing => Severity::Error,
            },
            Self::IdleResults | Self::UnitUnknown | Self::UnitToBeAbolished => Severity::Warning,
            Self::FeeCollectedAfterTheWork => Severity::Information,
            Self::NestedTooDeeply
            | Self::TooManyBlocks
            | Self::MalformedKey
            | Self::DuplicateKey
            | Self::UnknownWord
            | Self::UnknownRole
            | Self::ChoiceNotBehindItsStep
            | Self::FactAskedTwice
            | Self::MissingOutcome
            | Self::TwoTrueOutcomes
            | Self::IdleCondition
            | Self::AgainOutsideItsLoop
            | Self::BoundOutOfRange
            | Self::AgainWithoutWork
            | Self::LoopWithoutAWayOut
            | Self::BranchWithoutAStep
            | Self::JoinWaitsInVain
            | Self::UnreachableStep
            | Self::UnreachableEnd
            | Self::PathWithoutEnd
            | Self::WaitWithoutTimeOut
            | Self::NothingAsked
            | Self::ResultNotMade
            | Self::ResultNotSigned
            | Self::OverLegalTime
            | Self::NobodyInRole
            | Self::UnitAbolished
            | Self::TooManySteps
            | Self::ResultNotActed
            | Self::ResultsNotToldApart
            | Self::WorkNotBeside
            | Self::EndNotActed
            | Self::NobodyAsks => Severity::Error,
        }
    }
}

impl Finding {
    pub(super) fn at(code: Code, place: &str) -> Self {
        Self {
            severity: code.severity(Strictness::Publishing),
            code,
            place: place.to_owned(),
            path: Vec::new(),
            minutes: None,
            said: String::new(),
        }
    }

    pub(super) fn saying(self, said: &str) -> Self {
        Self {
            said: said.to_owned(),
            ..self
        }
    }

    fn along(self, path: &[&str]) -> Self {
        Self {
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            ..self
        }
    }

    fn taking(self, minutes: u64) -> Self {
        Self {
            minutes: Some(minutes),
            ..self
        }
    }

    /// The time it is about in working days, a day begun being a day.
    pub fn days(&self) -> Option<u64> {
        self.minutes.map(|minutes| minutes.div_ceil(MINUTES_A_DAY))
    }
}

/// The longest way to one end (đường đi dài nhất), when each step keeps its share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongestWay {
    /// The key of the end.
    pub end: String,
    /// Working minutes; what is gone through again is among them, what the applicant is waited for
    /// is not.
    pub minutes: u64,
    /// The keys of the steps, consultations and waits it goes through.
    pub through: Vec<String>,
}

impl Process {
    /// The longest way to each end: the witness of the time proof.
    pub fn longest_ways(&self) -> Vec<LongestWay> {
        ways::longest(&self.draft)
    }
}

impl Draft {
    /// The process, if nothing forbids to publish it.
    ///
    /// # Errors
    /// Everything that was found, when one of the findings is an error.
    pub fn check(self, around: &Surroundings) -> Result<Process, Vec<Finding>> {
        let findings = self.findings(around, Strictness::Publishing);
        if findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            return Err(findings);
        }
        let timing = ways::time(&self);
        Ok(Process {
            key: self.key.clone(),
            version: 0,
            passes: timing.passes,
            proven: timing.proven,
            draft: self,
        })
    }

    /// The limit that is written down, in working minutes; none where there is no limit.
    pub fn limit_minutes(&self) -> Option<u64> {
        minutes_of(&self.limit)
    }

    /// The working minutes of the longest way to any end.
    pub(super) fn longest_minutes(&self) -> u64 {
        let ways = ways::longest(self).into_iter();
        ways.map(|way| way.minutes).max().unwrap_or(0)
    }

    /// Everything that was found, what weighs most first.
    pub fn findings(&self, around: &Surroundings, strictness: Strictness) -> Vec<Finding> {
        let mut findings = size::findings(self);
        if findings.is_empty() {
            // From here on blocks lie within few others: the checks may call themselves.
            findings.extend(names::findings(self));
            findings.extend(guards::findings(self));
            findings.extend(flow::findings(self));
            findings.extend(way_out::findings(self));
            findings.extend(ways::time(self).findings);
            findings.extend(staffing::findings(self, around));
        }
        for finding in &mut findings {
            finding.severity = finding.code.severity(strictness);
        }
        findings.sort();
        findings.dedup();
        findings
    }
}

/// The limit in working minutes; none where there is no limit.
///
/// Of calendar days five in seven count, so holidays are not taken out: a short limit of this kind
/// leaves room for them in its steps. One working day is left always: what ends on a day off goes
/// on to the next that is none.
pub(super) fn minutes_of(limit: &TimeLimit) -> Option<u64> {
    match limit {
        TimeLimit::WorkingDays(days) => Some(u64::from(*days) * MINUTES_A_DAY),
        TimeLimit::WorkingHours { minutes } => Some(u64::from(*minutes)),
        TimeLimit::WithinDay => Some(MINUTES_A_DAY),
        TimeLimit::CalendarDays(days) => Some((u64::from(*days) * 5 / 7).max(1) * MINUTES_A_DAY),
        TimeLimit::None { .. } => None,
    }
}
