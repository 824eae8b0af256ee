//! Who asks: units are asked by whoever examines, so a consultation has an examination before it, or
//! beside it, on every path that comes to it.

use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Branch, Join, Parallel, Work};

/// The consultations that nobody could ask for.
pub(super) fn nobody_asks(body: &[Block]) -> Vec<Finding> {
    let mut findings = Vec::new();
    look(body, false, &mut findings);
    findings
}

/// `examined` says whether somebody surely examines before these blocks, or beside them.
fn look(body: &[Block], mut examined: bool, findings: &mut Vec<Finding>) {
    for block in body {
        match block {
            Block::Consult(consult) if !examined => {
                findings.push(Finding::at(Code::NobodyAsks, &consult.key));
            }
            Block::Parallel(parallel) => {
                for (at, branch) in parallel.branches.iter().enumerate() {
                    let beside = examines_beside(parallel, at);
                    look(&branch.body, examined || beside, findings);
                }
            }
            Block::Step(_)
            | Block::Choice(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => {
                for inside in block.bodies() {
                    look(inside, examined, findings);
                }
            }
        }
        examined |= examines(block);
    }
}

/// Whether somebody surely examines in another of the ways. Of those that are chosen, perhaps only
/// this one is.
fn examines_beside(parallel: &Parallel, at: usize) -> bool {
    let mut others = parallel.branches.iter().enumerate();
    match parallel.join {
        Join::All | Join::FirstBegun | Join::FirstDone => {
            others.any(|(place, branch)| place != at && branch.body.iter().any(examines))
        }
        Join::Chosen => false,
    }
}

/// Whether whoever goes on behind a block has surely gone through an examination in it.
fn examines(block: &Block) -> bool {
    match block {
        Block::Step(step) => step.work == Work::Examination,
        Block::Loop(around) => around.body.iter().any(examines),
        Block::Choice(choice) => {
            let mut going_on = choice.outcomes.iter().filter(|way| !leaves(&way.body));
            going_on.all(|way| way.body.iter().any(examines))
        }
        Block::Parallel(parallel) => {
            let mut ways = parallel.branches.iter();
            let does = |way: &Branch| way.body.iter().any(examines);
            match parallel.join {
                Join::All => ways.any(does),
                Join::FirstBegun | Join::FirstDone => ways.all(does),
                Join::Chosen => false,
            }
        }
        Block::Again(_) | Block::Consult(_) | Block::Wait(_) | Block::End(_) => false,
    }
}

/// Whether nobody comes out behind these blocks.
fn leaves(body: &[Block]) -> bool {
    body.iter().any(|block| match block {
        Block::Again(_) | Block::End(_) => true,
        Block::Choice(choice) => choice.outcomes.iter().all(|way| leaves(&way.body)),
        Block::Loop(around) => leaves(&around.body),
        Block::Step(_) | Block::Parallel(_) | Block::Consult(_) | Block::Wait(_) => false,
    })
}
