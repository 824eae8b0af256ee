//! The internal process (quy trình nội bộ): for now a line of steps, as data per procedure.
//!
//! The process language replaces the inside of this module later; the rest of the domain only asks
//! [`Workflow::step`], [`Workflow::after`] and [`Workflow::first`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::people::agency::{Agency, AgencyId, AgencyKind};
use crate::rulebook::Rulebook;

/// What is done in a step; it decides which commands are open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
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
}

/// Which unit does the step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRule {
    /// The desk that received the dossier.
    Desk,
    /// The competent agency itself.
    CompetentAgency,
    /// The unit below the competent agency whose code ends in this suffix, such as `VHXH`.
    UnitBelow(String),
}

/// One step (bước) of the internal process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What people call it.
    pub name: String,
    /// What is done.
    pub kind: StepKind,
    /// Where.
    pub unit: UnitRule,
    /// Its share of the time limit, in working minutes.
    pub minutes: u32,
}

/// The internal process (quy trình nội bộ) of one procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Step>", into = "Vec<Step>")]
pub struct Workflow {
    steps: Vec<Step>,
}

/// Where a step stands in its workflow, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepIndex(pub u8);

/// Why a list of steps is no workflow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a workflow goes reception, examination (one or more), decision, records, return")]
pub struct UnsoundWorkflow;

impl TryFrom<Vec<Step>> for Workflow {
    type Error = UnsoundWorkflow;

    fn try_from(steps: Vec<Step>) -> Result<Self, UnsoundWorkflow> {
        let kinds: Vec<StepKind> = steps.iter().map(|step| step.kind).collect();
        let [
            StepKind::Reception,
            middle @ ..,
            StepKind::Decision,
            StepKind::Records,
            StepKind::Return,
        ] = kinds.as_slice()
        else {
            return Err(UnsoundWorkflow);
        };
        if middle.is_empty()
            || middle.iter().any(|kind| *kind != StepKind::Examination)
            || steps.len() > usize::from(u8::MAX)
        {
            return Err(UnsoundWorkflow);
        }
        Ok(Self { steps })
    }
}

impl From<Workflow> for Vec<Step> {
    fn from(workflow: Workflow) -> Self {
        workflow.steps
    }
}

impl Workflow {
    /// The usual line: desk, case officer, leader, records clerk, desk.
    ///
    /// `unit` is the suffix of the examining unit's code; none means the competent agency itself.
    pub fn usual(unit: Option<&str>) -> Self {
        let examining = unit.map_or(UnitRule::CompetentAgency, |u| {
            UnitRule::UnitBelow(u.to_owned())
        });
        let step = |name: &str, kind, unit, minutes| Step {
            name: name.to_owned(),
            kind,
            unit,
            minutes,
        };
        Self {
            steps: vec![
                step("Tiếp nhận", StepKind::Reception, UnitRule::Desk, 60),
                step("Thẩm định", StepKind::Examination, examining, 240),
                step(
                    "Phê duyệt",
                    StepKind::Decision,
                    UnitRule::CompetentAgency,
                    120,
                ),
                step(
                    "Vào sổ, phát hành",
                    StepKind::Records,
                    UnitRule::CompetentAgency,
                    30,
                ),
                step("Trả kết quả", StepKind::Return, UnitRule::Desk, 30),
            ],
        }
    }

    /// Every step in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step at `index`.
    pub fn step(&self, index: StepIndex) -> Option<&Step> {
        self.steps.get(usize::from(index.0))
    }

    /// The step that follows `index`.
    pub fn after(&self, index: StepIndex) -> Option<(StepIndex, &Step)> {
        let next = StepIndex(index.0.checked_add(1)?);
        self.step(next).map(|step| (next, step))
    }

    /// The first step of this kind.
    pub fn first(&self, kind: StepKind) -> Option<(StepIndex, &Step)> {
        let at = self.steps.iter().position(|step| step.kind == kind)?;
        Some((StepIndex(u8::try_from(at).ok()?), self.steps.get(at)?))
    }
}

/// The unit that does a step on `day`: the rule applied to the organisation.
///
/// A competent agency without the named unit below it does the step itself: nothing waits for a
/// unit that does not exist.
pub fn unit_for(
    rule: &UnitRule,
    desk: &AgencyId,
    competent: &AgencyId,
    rules: &Rulebook,
    day: Date,
) -> AgencyId {
    match rule {
        UnitRule::Desk => desk.clone(),
        UnitRule::CompetentAgency => competent.clone(),
        UnitRule::UnitBelow(suffix) => rules
            .organisation
            .children_on(competent, day)
            .find(|unit| is_named(unit, suffix))
            .map_or_else(|| competent.clone(), |unit| unit.id.clone()),
    }
}

fn is_named(unit: &Agency, suffix: &str) -> bool {
    matches!(unit.kind, AgencyKind::Division | AgencyKind::Office)
        && unit
            .code
            .rsplit_once('-')
            .is_some_and(|(_, end)| end == suffix)
}
