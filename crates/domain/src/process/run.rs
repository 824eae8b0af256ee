//! How a process runs: where a dossier stands, who acts now, and where it comes to when they did.
//!
//! A position is a few tokens, each at a block that waits for somebody, and how often loops were gone
//! through. Blocks decide at once; only steps, consultations and waits hold a token.

mod left_open;
mod moves;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::people::Role;
use crate::process::Process;
use crate::process::draft::{Block, Consult, Ending, Loop, RoleSaid, Step, Wait, all_blocks};
use crate::process::fact::Facts;
use crate::process::run::moves::{Event, Moves};

/// Where a dossier stands in its process.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The blocks that wait for somebody, by key; when it is over, the end it came to.
    tokens: BTreeSet<String>,
    /// How often each jump back was taken since its loop was come into.
    taken: BTreeMap<String, u16>,
    /// By which jump back the present pass of each loop began.
    begun_by: BTreeMap<String, String>,
}

/// Something that can be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenNow<'a> {
    /// What.
    pub what: Doing<'a>,
    /// Its working minutes in this pass.
    pub minutes: u64,
}

/// What waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing<'a> {
    /// A step (bước), for whoever has this role in its unit.
    Step(&'a Step, Role),
    /// An answer of the units that were asked, or their silence.
    Consult(&'a Consult),
    /// Something from the applicant, or a time-out.
    Wait(&'a Wait),
}

/// Why something cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The dossier does not stand there.
    #[error("the dossier does not stand at `{key}`")]
    NotHere {
        /// Where it was said to stand.
        key: String,
    },
    /// The step cannot turn out so.
    #[error("`{key}` has no such result")]
    NoSuchResult {
        /// The step.
        key: String,
    },
    /// It was gone through again as often as it may be.
    #[error("this result of `{key}` leads back once too often")]
    NotAgain {
        /// The step.
        key: String,
    },
    /// It waits for ever, or for officials.
    #[error("nothing runs out at `{key}`")]
    NoTimeOut {
        /// The block.
        key: String,
    },
    /// A condition needs a fact that is not there, or whose value was not declared.
    #[error("the fact `{fact}` has no value that is known")]
    UnknownFact {
        /// The fact.
        fact: String,
    },
}

impl Process {
    /// Where a new dossier stands.
    ///
    /// # Errors
    /// A fact that was declared has no value, or none of those declared.
    pub fn begin(&self, facts: &Facts) -> Result<Position, Refusal> {
        self.know(facts)?;
        Moves::new(self, facts, Position::default()).begin()
    }

    /// Where a dossier comes to when a step is done with this result, the units that were asked have
    /// answered or stayed silent, or the applicant brought what was waited for.
    ///
    /// # Errors
    /// Why that cannot be; then nothing has changed.
    pub fn complete(
        &self,
        at: &Position,
        key: &str,
        result: Option<&str>,
        facts: &Facts,
    ) -> Result<Position, Refusal> {
        self.know(facts)?;
        let fits = match self.find(at, key)? {
            Block::Step(step) if !step.results.is_empty() => {
                result.is_some_and(|result| step.results.iter().any(|known| known == result))
            }
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => result.is_none(),
        };
        if !fits {
            return Err(Refusal::NoSuchResult {
                key: key.to_owned(),
            });
        }
        let event = match result {
            Some(result) => Event::Result(result),
            None => Event::Done,
        };
        Moves::new(self, facts, at.clone()).leave(key, event)
    }

    /// Where a dossier comes to when the applicant stayed silent for as long as a wait may take.
    ///
    /// # Errors
    /// Why that cannot be; then nothing has changed.
    pub fn time_out(&self, at: &Position, key: &str, facts: &Facts) -> Result<Position, Refusal> {
        self.know(facts)?;
        let has_one = match self.find(at, key)? {
            Block::Wait(wait) => wait.time_out.is_some(),
            Block::Step(_)
            | Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::End(_) => false,
        };
        if !has_one {
            return Err(Refusal::NoTimeOut {
                key: key.to_owned(),
            });
        }
        Moves::new(self, facts, at.clone()).leave(key, Event::Silence)
    }

    /// What waits for somebody, in the order of the process.
    pub fn open_at(&self, at: &Position) -> Vec<OpenNow<'_>> {
        let blocks = all_blocks(&self.draft.body);
        let here = blocks
            .into_iter()
            .filter(|(_, b)| at.tokens.contains(b.key()));
        here.filter_map(|(_, block)| {
            let (what, minutes) = match block {
                Block::Step(step) => match &step.role {
                    RoleSaid::Known(role) => (Doing::Step(step, *role), step.minutes),
                    RoleSaid::Unknown(_) => return None,
                },
                Block::Consult(consult) => (Doing::Consult(consult), consult.minutes),
                Block::Wait(wait) => (Doing::Wait(wait), 0),
                Block::Choice(_)
                | Block::Parallel(_)
                | Block::Loop(_)
                | Block::Again(_)
                | Block::End(_) => return None,
            };
            let minutes = self.granted(at, block.key(), u64::from(minutes));
            Some(OpenNow { what, minutes })
        })
        .collect()
    }

    /// How it ended; none while something waits for somebody.
    pub fn ending(&self, at: &Position) -> Option<Ending> {
        self.end(at).map(|(_, ending)| ending)
    }

    /// The key of the end it came to.
    pub fn end_key(&self, at: &Position) -> Option<&str> {
        self.end(at).map(|(key, _)| key)
    }

    fn end(&self, at: &Position) -> Option<(&str, Ending)> {
        let blocks = all_blocks(&self.draft.body);
        blocks.into_iter().find_map(|(_, block)| match block {
            Block::End(end) if at.tokens.contains(&end.key) => {
                Some((end.key.as_str(), end.outcome))
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
    }

    /// The block that holds the token with this key.
    fn find(&self, at: &Position, key: &str) -> Result<&Block, Refusal> {
        let not_here = || Refusal::NotHere {
            key: key.to_owned(),
        };
        if !at.tokens.contains(key) {
            return Err(not_here());
        }
        all_blocks(&self.draft.body)
            .into_iter()
            .map(|(_, block)| block)
            .find(|block| block.key() == key && holds_token(block))
            .ok_or_else(not_here)
    }

    /// Every fact has one of its values, so that no condition asks in vain.
    fn know(&self, facts: &Facts) -> Result<(), Refusal> {
        for fact in &self.draft.facts {
            let value = facts.get(&fact.key);
            if !value.is_some_and(|value| fact.values.contain(value)) {
                return Err(Refusal::UnknownFact {
                    fact: fact.key.clone(),
                });
            }
        }
        Ok(())
    }

    /// A share of the time in this pass: a pass that began by a jump back has the jump's share
    /// altogether, and each step its part of that.
    fn granted(&self, at: &Position, key: &str, minutes: u64) -> u64 {
        let mut granted = u128::from(minutes);
        for around in loops_around(&self.draft.body, key) {
            let Some(share) = self.share(at, around) else {
                continue;
            };
            let longest = self.passes.get(&around.key).copied().unwrap_or(0);
            granted = granted * u128::from(share) / u128::from(longest.max(1));
        }
        u64::try_from(granted).unwrap_or(u64::MAX)
    }

    /// The working minutes of the present pass of a loop; none when it takes what it takes.
    fn share(&self, at: &Position, around: &Loop) -> Option<u32> {
        let begun_by = at.begun_by.get(&around.key)?;
        all_blocks(&around.body)
            .into_iter()
            .find_map(|(_, block)| match block {
                Block::Again(again) if again.key == *begun_by => again.share,
                Block::Step(_)
                | Block::Choice(_)
                | Block::Parallel(_)
                | Block::Loop(_)
                | Block::Again(_)
                | Block::Consult(_)
                | Block::Wait(_)
                | Block::End(_) => None,
            })
    }
}

fn holds_token(block: &Block) -> bool {
    match block {
        Block::Step(_) | Block::Consult(_) | Block::Wait(_) => true,
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::End(_) => false,
    }
}

/// The loops around a block, the innermost first.
fn loops_around<'a>(body: &'a [Block], key: &str) -> Vec<&'a Loop> {
    for block in body {
        if block.key() == key {
            return Vec::new();
        }
        for inside in block.bodies() {
            if all_blocks(inside).iter().any(|(_, b)| b.key() == key) {
                let mut around = loops_around(inside, key);
                if let Block::Loop(one) = block {
                    around.push(one);
                }
                return around;
            }
        }
    }
    Vec::new()
}
