//! Whether a way leaves something open to do, when loops are used up as far as they are now.
//!
//! The check reads the same from the end of a draft ([`crate::process::check`]); here the loops
//! around the token count as what they still allow, and those to come as used up.

use crate::process::draft::{Again, Block, Join};
use crate::process::run::moves::Moves;

impl Moves<'_> {
    /// Whether these blocks can be gone through, when what stands `behind` them can.
    pub(super) fn is_left_open(&self, body: &[Block], behind: bool) -> bool {
        let mut open = behind;
        for (index, block) in body.iter().enumerate().rev() {
            let before = index.checked_sub(1).and_then(|before| body.get(before));
            open = self.is_block_left_open(block, before, open);
        }
        open
    }

    fn is_block_left_open(&self, block: &Block, before: Option<&Block>, behind: bool) -> bool {
        match block {
            Block::Step(_) | Block::Consult(_) => behind,
            Block::End(_) => true,
            Block::Again(again) => self.may_go_back(again),
            Block::Wait(wait) => {
                behind
                    && wait
                        .time_out
                        .iter()
                        .all(|time_out| self.is_left_open(&time_out.body, behind))
            }
            Block::Choice(choice) => {
                let is_picked = matches!(before, Some(Block::Step(step)) if step.key == choice.by);
                let mut outcomes = choice.outcomes.iter();
                if is_picked {
                    outcomes.any(|outcome| self.is_left_open(&outcome.body, behind))
                } else {
                    outcomes.all(|outcome| self.is_left_open(&outcome.body, behind))
                }
            }
            Block::Parallel(parallel) => {
                let mut branches = parallel.branches.iter();
                let goes_on = match parallel.join {
                    Join::All | Join::Chosen => behind,
                    Join::FirstBegun | Join::FirstDone => true,
                };
                goes_on && branches.all(|branch| self.is_left_open(&branch.body, behind))
            }
            Block::Loop(around) => self.is_left_open(&around.body, behind),
        }
    }

    fn may_go_back(&self, again: &Again) -> bool {
        let taken = self.at.taken.get(&again.key).copied().unwrap_or(0);
        let is_around = self.around.contains(&again.back_to.as_str());
        is_around && again.at_most.is_none_or(|bound| taken < bound)
    }
}
