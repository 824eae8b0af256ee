//! Can dossiers go by it: whether each step of a process can be done by an act, and each result be
//! said by one. A process may be sound and yet ask for what no button does.

mod asking;

use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Draft, Ending, Step, Work, all_blocks};
use crate::process::fact::Facts;
use crate::process::outlook::{Lead, Outlook};

/// How many steps a dossier can tell apart: who held which is remembered by a small number.
pub const STEPS_MAX: usize = 250;

impl Draft {
    /// What dossiers cannot do in this process; for a draft that was checked.
    pub fn act_findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let blocks = all_blocks(&self.body);
        let steps = || {
            blocks.iter().filter_map(|(_, block)| match block {
                Block::Step(step) => Some(step),
                Block::Choice(_)
                | Block::Parallel(_)
                | Block::Loop(_)
                | Block::Again(_)
                | Block::Consult(_)
                | Block::Wait(_)
                | Block::End(_) => None,
            })
        };
        if steps().count() > STEPS_MAX {
            findings.push(Finding::at(Code::TooManySteps, &self.key));
        }
        for step in steps() {
            findings.extend(self.step_not_acted(step));
        }
        for (_, block) in &blocks {
            if let Block::Parallel(parallel) = block {
                for branch in &parallel.branches {
                    findings.extend(not_beside(&branch.body));
                }
            }
        }
        findings.extend(ends_not_acted(&self.body));
        findings.extend(asking::nobody_asks(&self.body));
        findings.sort();
        findings.dedup();
        findings
    }

    fn step_not_acted(&self, step: &Step) -> Vec<Finding> {
        let nothing = Facts::new();
        let outlook = |result| self.outlook(&step.key, Some(result), &nothing);
        let results = step.results.iter().map(String::as_str);
        let ways: Vec<(&str, Outlook)> = results
            .filter_map(|result| Some((result, outlook(result)?)))
            .collect();
        let at = |code, said: &str| Finding::at(code, &step.key).saying(said);
        match step.work {
            // Whatever they turn out as can be said by its own button.
            Work::Reception | Work::Examination => Vec::new(),
            Work::Decision => {
                let mut findings = Vec::new();
                let mut taken: Vec<bool> = Vec::new();
                for (result, outlook) in &ways {
                    if outlook.lead != Lead::On {
                        continue;
                    }
                    let grants = outlook.endings.contains(&Ending::Granted);
                    if !grants && !outlook.endings.contains(&Ending::Declined) {
                        findings.push(at(Code::ResultNotActed, result));
                    } else if taken.contains(&grants) {
                        findings.push(at(Code::ResultsNotToldApart, result));
                    }
                    taken.push(grants);
                }
                findings
            }
            Work::Records | Work::Return | Work::AtOnce => {
                let mut on = ways.iter().filter(|(_, outlook)| outlook.lead == Lead::On);
                let second = on.nth(1);
                let away = ways.iter().find(|(_, outlook)| outlook.lead != Lead::On);
                let mut findings = Vec::new();
                findings.extend(second.map(|(said, _)| at(Code::ResultsNotToldApart, said)));
                findings.extend(away.map(|(said, _)| at(Code::ResultNotActed, said)));
                findings
            }
        }
    }
}

/// Only examinations stand beside each other: one person decides, numbers and hands over.
fn not_beside(body: &[Block]) -> Vec<Finding> {
    let blocks = all_blocks(body).into_iter();
    blocks
        .filter_map(|(_, block)| match block {
            Block::Step(step) if step.work != Work::Examination => {
                Some(Finding::at(Code::WorkNotBeside, &step.key))
            }
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => None,
        })
        .collect()
}

/// Officials stop a dossier by an act with its own ground, and applicants take it back: a process
/// comes to such an end only when nobody answers in time.
fn ends_not_acted(body: &[Block]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in body {
        match block {
            Block::End(end) => match end.outcome {
                Ending::Granted | Ending::Declined => {}
                Ending::Stopped | Ending::Withdrawn => {
                    findings.push(Finding::at(Code::EndNotActed, &end.key));
                }
            },
            // What follows silence is time's own doing.
            Block::Wait(_) => {}
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_) => {
                for inside in block.bodies() {
                    findings.extend(ends_not_acted(inside));
                }
            }
        }
    }
    findings
}
