//! Processes by kind: one template fits every time limit, as its shares are thousandths of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::procedure::{Procedure, SettlingLevel, Terms};
use crate::process::check::{Finding, minutes_of};
use crate::process::draft::{Asked, Block, Branch, Draft, Ending, Step, Work, all_blocks};
use crate::process::surroundings::Surroundings;
use crate::workflow::{StepKind, UnitRule};

/// The template of what a commune settles, where none was chosen.
pub const COMMUNE_USUAL: &str = "commune-usual";

/// The template of what a department settles, where none was chosen.
pub const DEPARTMENT_USUAL: &str = "department-usual";

/// The whole limit of a template: shares of it are thousandths.
const WHOLE: TimeLimit = TimeLimit::WorkingHours { minutes: 1_000 };

/// What the shares are shares of where a procedure has no limit.
///
/// Not law: five working days, as the usual line of such a procedure has it.
const WITHOUT_LIMIT_MINUTES: u64 = 5 * 480;

/// A process template by kind (quy trình mẫu): sound, and within the limit whatever the limit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its minutes are thousandths of the limit.
    thousandths: Draft,
}

/// Which template (quy trình mẫu) a procedure goes by, and how it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateUse {
    /// The key of the template.
    pub template: String,
    /// What some of its blocks are called here, by their keys.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Who is asked what in its consultations, where that is said.
    #[serde(default)]
    pub asks: Vec<Asked>,
}

impl Template {
    /// A template of these blocks: their minutes and shares are read as thousandths of the limit,
    /// the limit that is written there is not.
    ///
    /// # Errors
    /// Everything that was found, when one of the findings is an error; `over_legal_time` where
    /// the shares come to more than the whole.
    pub fn check(draft: Draft) -> Result<Self, Vec<Finding>> {
        let draft = Draft {
            limit: WHOLE,
            ..draft
        };
        let process = draft.check(&Surroundings::default())?;
        Ok(Self {
            thousandths: process.draft,
        })
    }

    /// Its name in files.
    pub fn key(&self) -> &str {
        &self.thousandths.key
    }

    /// What was written down: its minutes are thousandths of the limit.
    pub fn thousandths(&self) -> &Draft {
        &self.thousandths
    }

    /// The keys of its steps, consultations and waits, which a procedure may call otherwise.
    pub fn named(&self) -> Vec<&str> {
        let blocks = all_blocks(&self.thousandths.body).into_iter();
        blocks
            .filter(|(_, block)| match block {
                Block::Step(_) | Block::Consult(_) | Block::Wait(_) => true,
                Block::Choice(_)
                | Block::Parallel(_)
                | Block::Loop(_)
                | Block::Again(_)
                | Block::End(_) => false,
            })
            .map(|(_, block)| block.key())
            .collect()
    }

    /// Whether other units are asked in it.
    pub fn consults(&self) -> bool {
        let blocks = all_blocks(&self.thousandths.body);
        blocks
            .iter()
            .any(|(_, block)| matches!(block, Block::Consult(_)))
    }

    /// The process for one limit.
    ///
    /// Each share is rounded down, so that all of them never come to more than the limit.
    pub fn for_limit(&self, limit: &TimeLimit) -> Draft {
        let minutes = minutes_of(limit).unwrap_or(WITHOUT_LIMIT_MINUTES);
        let mut draft = self.thousandths.clone();
        draft.limit = limit.clone();
        change_each(&mut draft.body, &mut |block| scale(block, minutes));
        draft
    }

    /// The process of one procedure for one case's terms, with what is different there: its names,
    /// the examining unit, its result, its fee, and whom it asks.
    pub fn fit(&self, procedure: &Procedure, terms: &Terms) -> Draft {
        let mut draft = self.for_limit(terms.promised());
        draft.key = procedure.code.to_string();
        draft.name.clone_from(&procedure.name);
        if let Some(result) = procedure.results.first() {
            let papers = draft.papers.iter_mut();
            for paper in papers.filter(|paper| paper.result_of == Some(Ending::Granted)) {
                paper.name.clone_from(&result.name);
            }
        }
        let examining = procedure.workflow.first(StepKind::Examination);
        let unit = examining.map(|(_, step)| &step.unit);
        let fee = terms.fees.first().map(|fee| fee.key.0.as_str());
        let differing = procedure.process.as_ref();
        change_each(&mut draft.body, &mut |block| {
            if let Block::Step(step) = block {
                place_and_charge(step, unit, fee);
            }
            if let Some(differing) = differing {
                differing.apply(block);
            }
        });
        draft
    }
}

impl Procedure {
    /// The key of the template it goes by: the one that was chosen, or that of who settles it.
    pub fn template(&self) -> &str {
        if let Some(chosen) = &self.process {
            return &chosen.template;
        }
        if self.levels.contains(&SettlingLevel::Commune) {
            COMMUNE_USUAL
        } else {
            DEPARTMENT_USUAL
        }
    }
}

impl TemplateUse {
    fn apply(&self, block: &mut Block) {
        if let Some(name) = self.names.get(block.key())
            && let Some(place) = name_of(block)
        {
            place.clone_from(name);
        }
        if let Block::Consult(consult) = block
            && !self.asks.is_empty()
        {
            consult.asks.clone_from(&self.asks);
        }
    }
}

fn name_of(block: &mut Block) -> Option<&mut String> {
    match block {
        Block::Step(step) => Some(&mut step.name),
        Block::Consult(consult) => Some(&mut consult.name),
        Block::Wait(wait) => Some(&mut wait.name),
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::End(_) => None,
    }
}

/// Examines in the procedure's unit, and collects its fee where it has one.
fn place_and_charge(step: &mut Step, unit: Option<&UnitRule>, fee: Option<&str>) {
    if step.work == Work::Examination
        && step.unit == UnitRule::CompetentAgency
        && let Some(unit) = unit
    {
        step.unit = unit.clone();
    }
    if step.collects.is_some() {
        step.collects = fee.map(str::to_owned);
    }
}

fn scale(block: &mut Block, limit: u64) {
    match block {
        Block::Step(step) => step.minutes = share(limit, step.minutes),
        Block::Consult(consult) => consult.minutes = share(limit, consult.minutes),
        Block::Again(again) => again.share = again.share.map(|part| share(limit, part)),
        Block::Choice(_) | Block::Parallel(_) | Block::Loop(_) | Block::Wait(_) | Block::End(_) => {
        }
    }
}

/// So many thousandths of the limit, in working minutes.
fn share(limit: u64, thousandths: u32) -> u32 {
    let minutes = limit.saturating_mul(u64::from(thousandths)) / 1_000;
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

/// Changes every block; a checked draft is not nested deeply, so this may call itself.
fn change_each(body: &mut [Block], change: &mut dyn FnMut(&mut Block)) {
    for block in body {
        change(block);
        match block {
            Block::Step(_) | Block::Again(_) | Block::Consult(_) | Block::End(_) => {}
            Block::Choice(choice) => change_in(&mut choice.outcomes, change),
            Block::Parallel(parallel) => change_in(&mut parallel.branches, change),
            Block::Loop(around) => change_each(&mut around.body, change),
            Block::Wait(wait) => {
                if let Some(time_out) = &mut wait.time_out {
                    change_each(&mut time_out.body, change);
                }
            }
        }
    }
}

fn change_in(branches: &mut [Branch], change: &mut dyn FnMut(&mut Block)) {
    for branch in branches {
        change_each(&mut branch.body, change);
    }
}
