//! A process as it is for one case: choices by the case are decided.
//!
//! So a procedure whose cases have different limits needs only one process, and each case is held
//! against its own limit.

use crate::process::draft::{Block, Branch, Draft, Loop, Parallel, TimeOut, Wait};
use crate::process::fact::About;

impl Draft {
    /// The same with the ways that are never gone in the case with this key left out.
    ///
    /// For a draft that was checked: it is not nested deeply, so this may call itself.
    pub(super) fn in_case(&self, case: &str) -> Self {
        let facts = self.facts.iter().filter(|fact| fact.about == About::Case);
        let facts: Vec<&str> = facts.map(|fact| fact.key.as_str()).collect();
        Self {
            body: decided(&self.body, &facts, case),
            ..self.clone()
        }
    }
}

fn decided(body: &[Block], facts: &[&str], case: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for block in body {
        match block {
            Block::Choice(choice) => {
                let is_by_case = facts.contains(&choice.by.as_str());
                let way = choice.outcomes.iter();
                let mut way = way.filter(|way| is_by_case && way.when.iter().any(|w| w == case));
                if let Some(way) = way.next() {
                    blocks.extend(decided(&way.body, facts, case));
                } else {
                    let mut choice = choice.clone();
                    choice.outcomes = branches(&choice.outcomes, facts, case);
                    blocks.push(Block::Choice(choice));
                }
            }
            Block::Parallel(parallel) => blocks.push(Block::Parallel(Parallel {
                branches: branches(&parallel.branches, facts, case),
                ..parallel.clone()
            })),
            Block::Loop(around) => blocks.push(Block::Loop(Loop {
                body: decided(&around.body, facts, case),
                ..around.clone()
            })),
            Block::Wait(wait) => blocks.push(Block::Wait(Wait {
                time_out: wait.time_out.as_ref().map(|silence| TimeOut {
                    body: decided(&silence.body, facts, case),
                    ..silence.clone()
                }),
                ..wait.clone()
            })),
            Block::Step(_) | Block::Again(_) | Block::Consult(_) | Block::End(_) => {
                blocks.push(block.clone());
            }
        }
    }
    blocks
}

fn branches(branches: &[Branch], facts: &[&str], case: &str) -> Vec<Branch> {
    let one = |branch: &Branch| Branch {
        when: branch.when.clone(),
        body: decided(&branch.body, facts, case),
    };
    branches.iter().map(one).collect()
}
