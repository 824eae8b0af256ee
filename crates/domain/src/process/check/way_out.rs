//! When a loop may not be gone through again, something else must be left to do.
//!
//! Whoever does a step may pick among its results, so one open result is enough there; facts,
//! silence and the order of things are not picked, so there all must be open. Read from the end:
//! a place is open when what is behind it is.

use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Draft, Join, Parallel};

/// Whether a place is open, for each number of loops around it that may still be gone through
/// again, counted from the outside: bit 3 is for the three outermost. Each loop further in, and
/// each that is still to come, counts as used up.
type Open = u32;

const OPEN: Open = Open::MAX;

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let mut search = Search {
        around: Vec::new(),
        findings: Vec::new(),
    };
    search.body(&draft.body, OPEN);
    search.findings
}

struct Search<'a> {
    around: Vec<&'a str>,
    findings: Vec<Finding>,
}

impl<'a> Search<'a> {
    fn body(&mut self, body: &'a [Block], behind: Open) -> Open {
        let mut open = behind;
        for (index, block) in body.iter().enumerate().rev() {
            let before = index.checked_sub(1).and_then(|before| body.get(before));
            open = self.block(block, before, open);
        }
        open
    }

    fn block(&mut self, block: &'a Block, before: Option<&Block>, behind: Open) -> Open {
        match block {
            Block::Step(_) | Block::Consult(_) => behind,
            Block::End(_) => OPEN,
            Block::Again(again) => self.again(&again.back_to),
            Block::Wait(wait) => match &wait.time_out {
                Some(time_out) => behind & self.body(&time_out.body, behind),
                None => behind,
            },
            Block::Choice(choice) => {
                let is_picked = matches!(before, Some(Block::Step(step)) if step.key == choice.by);
                let mut ways = Vec::new();
                for outcome in &choice.outcomes {
                    ways.push(self.body(&outcome.body, behind));
                }
                if is_picked {
                    ways.into_iter().fold(0, |one, way| one | way)
                } else {
                    ways.into_iter().fold(OPEN, |all, way| all & way)
                }
            }
            Block::Parallel(parallel) => self.parallel(parallel, behind),
            Block::Loop(around) => {
                let depth = self.around.len();
                self.around.push(&around.key);
                let inside = self.body(&around.body, behind);
                self.around.pop();
                let here: Open = 1 << depth.min(31);
                if inside & here == 0 {
                    let finding = Finding::at(Code::LoopWithoutAWayOut, &around.key);
                    self.findings.push(finding);
                }
                up_to(inside, here)
            }
        }
    }

    fn parallel(&mut self, parallel: &'a Parallel, behind: Open) -> Open {
        let mut all = match parallel.join {
            Join::All | Join::Chosen => behind,
            Join::FirstBegun | Join::FirstDone => OPEN,
        };
        for branch in &parallel.branches {
            all &= self.body(&branch.body, behind);
        }
        all
    }

    /// Open where the loop is among those that may still be gone through again.
    fn again(&self, back_to: &str) -> Open {
        match self.around.iter().rposition(|key| *key == back_to) {
            Some(index) => OPEN << (index + 1).min(31),
            None => 0,
        }
    }
}

/// Seen from outside the loop: what holds when only the loops around it are left.
fn up_to(inside: Open, here: Open) -> Open {
    let below = inside & (here - 1);
    if inside & here == 0 {
        below
    } else {
        below | !(here - 1)
    }
}
