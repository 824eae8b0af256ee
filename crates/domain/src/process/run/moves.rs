//! One move: a token leaves its block, and everything that needs nobody happens at once.

use std::collections::BTreeSet;

use crate::process::Process;
use crate::process::draft::{Again, Block, Branch, Choice, Join, Loop, Parallel, all_blocks};
use crate::process::fact::{Facts, Value, holds};
use crate::process::run::{Position, Refusal};

/// What happened at the block that a token leaves.
#[derive(Clone, Copy)]
pub(super) enum Event<'a> {
    /// It is done.
    Done,
    /// It is done with this result.
    Result(&'a str),
    /// Nothing came in time.
    Silence,
}

/// Where a way has come to.
enum Way<'a> {
    /// Tokens wait in it.
    Waits,
    /// Through, to what stands behind.
    Off,
    /// Back to the start of a loop.
    Back(&'a Again),
    /// To the end with this key.
    Over(&'a str),
}

/// A position while it moves.
pub(super) struct Moves<'a> {
    process: &'a Process,
    facts: &'a Facts,
    pub(super) at: Position,
    /// The loops around what is looked at.
    pub(super) around: Vec<&'a str>,
}

impl<'a> Moves<'a> {
    pub(super) fn new(process: &'a Process, facts: &'a Facts, at: Position) -> Self {
        Self {
            process,
            facts,
            at,
            around: Vec::new(),
        }
    }

    /// Goes in at the beginning.
    pub(super) fn begin(mut self) -> Result<Position, Refusal> {
        let process = self.process;
        let way = self.enter(&process.draft.body)?;
        Ok(self.settle(way))
    }

    /// Leaves the block with this key, whose token is there.
    pub(super) fn leave(mut self, key: &str, event: Event<'_>) -> Result<Position, Refusal> {
        self.at.tokens.remove(key);
        let process = self.process;
        let way = self.leave_in(&process.draft.body, key, event, true)?;
        Ok(self.settle(way.unwrap_or(Way::Waits)))
    }

    fn settle(mut self, way: Way<'a>) -> Position {
        if let Way::Over(end) = way {
            self.at.tokens.clear();
            self.at.tokens.insert(end.to_owned());
        }
        self.at
    }

    fn enter(&mut self, body: &'a [Block]) -> Result<Way<'a>, Refusal> {
        for block in body {
            match self.enter_block(block)? {
                Way::Off => {}
                way => return Ok(way),
            }
        }
        Ok(Way::Off)
    }

    fn enter_block(&mut self, block: &'a Block) -> Result<Way<'a>, Refusal> {
        match block {
            Block::Step(_) | Block::Consult(_) | Block::Wait(_) => {
                self.at.tokens.insert(block.key().to_owned());
                Ok(Way::Waits)
            }
            Block::Choice(choice) => {
                let value = self.value(&choice.by)?;
                let outcome = way_for(choice, value)?;
                self.enter(&outcome.body)
            }
            Block::Parallel(parallel) => {
                let value = match &parallel.by {
                    Some(by) => Some(self.value(by)?),
                    None => None,
                };
                self.enter_parallel(parallel, value)
            }
            Block::Loop(around) => {
                let way = self.enter(&around.body)?;
                self.repeat(around, way)
            }
            Block::Again(again) => Ok(Way::Back(again)),
            Block::End(end) => Ok(Way::Over(&end.key)),
        }
    }

    fn value(&self, fact: &str) -> Result<&'a Value, Refusal> {
        self.facts.get(fact).ok_or_else(|| Refusal::UnknownFact {
            fact: fact.to_owned(),
        })
    }

    fn enter_parallel(
        &mut self,
        parallel: &'a Parallel,
        value: Option<&Value>,
    ) -> Result<Way<'a>, Refusal> {
        for branch in &parallel.branches {
            if value.is_some_and(|value| !holds(&branch.when, value)) {
                continue;
            }
            let way = self.enter(&branch.body)?;
            match (way, parallel.join) {
                (Way::Waits, _) | (Way::Off, Join::All | Join::Chosen) => {}
                (Way::Off, Join::FirstBegun | Join::FirstDone) => {
                    self.take_back(&parallel.branches, None);
                    return Ok(Way::Off);
                }
                (away, _) => {
                    self.take_back(&parallel.branches, None);
                    return Ok(away);
                }
            }
        }
        Ok(self.joined(parallel))
    }

    /// Whether anybody is still waited for.
    fn joined(&self, parallel: &Parallel) -> Way<'a> {
        let waits = parallel
            .branches
            .iter()
            .any(|branch| self.has_token(&branch.body));
        if waits { Way::Waits } else { Way::Off }
    }

    fn has_token(&self, body: &[Block]) -> bool {
        all_blocks(body)
            .iter()
            .any(|(_, block)| self.at.tokens.contains(block.key()))
    }

    /// Takes the tokens of these branches back, but for those of one.
    fn take_back(&mut self, branches: &[Branch], but: Option<usize>) {
        for (index, branch) in branches.iter().enumerate() {
            if Some(index) != but {
                self.take_from(&branch.body);
            }
        }
    }

    fn take_from(&mut self, body: &[Block]) {
        for (_, block) in all_blocks(body) {
            self.at.tokens.remove(block.key());
        }
    }

    /// Goes through a loop again, if that is where the way leads.
    fn repeat(&mut self, around: &'a Loop, mut way: Way<'a>) -> Result<Way<'a>, Refusal> {
        while let Way::Back(again) = way {
            if again.back_to != around.key {
                break;
            }
            self.begin_pass(around, again);
            way = self.enter(&around.body)?;
        }
        Ok(way)
    }

    /// A pass of its own: loops further in are come into anew.
    fn begin_pass(&mut self, around: &Loop, again: &Again) {
        self.take_from(&around.body);
        let blocks = all_blocks(&around.body);
        let mut inner: BTreeSet<&str> = BTreeSet::new();
        for (_, block) in &blocks {
            if let Block::Loop(one) = block {
                inner.insert(&one.key);
                self.at.begun_by.remove(&one.key);
            }
        }
        for (_, block) in &blocks {
            if let Block::Again(one) = block
                && inner.contains(one.back_to.as_str())
            {
                self.at.taken.remove(&one.key);
            }
        }
        let taken = self.at.taken.entry(again.key.clone()).or_insert(0);
        *taken = taken.saturating_add(1);
        let (around, again) = (around.key.clone(), again.key.clone());
        self.at.begun_by.insert(around, again);
    }

    /// Leaves the block with this key, which lies somewhere in this body; none when it does not.
    /// `behind` says whether what stands behind the body is left open.
    fn leave_in(
        &mut self,
        body: &'a [Block],
        key: &str,
        event: Event<'_>,
        behind: bool,
    ) -> Result<Option<Way<'a>>, Refusal> {
        let Some((block, rest)) = split_at(body, key) else {
            return Ok(None);
        };
        let behind_block = self.is_left_open(rest, behind);
        let way = if block.key() == key {
            self.done(block, event)?
        } else {
            self.leave_block(block, key, event, behind_block)?
        };
        let Way::Off = way else {
            return Ok(Some(way));
        };
        let (Event::Result(result), true) = (event, block.key() == key) else {
            return self.enter(rest).map(Some);
        };
        self.enter_by_result(rest, key, result, behind).map(Some)
    }

    /// What is directly behind a block that is done.
    fn done(&mut self, block: &'a Block, event: Event<'_>) -> Result<Way<'a>, Refusal> {
        match (block, event) {
            (Block::Wait(wait), Event::Silence) => match &wait.time_out {
                Some(time_out) => self.enter(&time_out.body),
                None => Ok(Way::Off),
            },
            (_, Event::Done | Event::Result(_) | Event::Silence) => Ok(Way::Off),
        }
    }

    /// Goes on behind a step with a result, which may decide the choice that stands there.
    fn enter_by_result(
        &mut self,
        rest: &'a [Block],
        key: &str,
        result: &str,
        behind: bool,
    ) -> Result<Way<'a>, Refusal> {
        let value = Value::Word(result.to_owned());
        let way = match rest.first() {
            Some(Block::Choice(choice)) if choice.by == key => {
                let outcome = way_for(choice, &value)?;
                let behind_choice = self.is_left_open(rest.get(1..).unwrap_or(&[]), behind);
                if !self.is_left_open(&outcome.body, behind_choice) {
                    return Err(Refusal::NotAgain {
                        key: key.to_owned(),
                    });
                }
                self.enter(&outcome.body)?
            }
            Some(Block::Parallel(parallel)) if parallel.by.as_deref() == Some(key) => {
                self.enter_parallel(parallel, Some(&value))?
            }
            Some(_) | None => return self.enter(rest),
        };
        match way {
            Way::Off => self.enter(rest.get(1..).unwrap_or(&[])),
            way => Ok(way),
        }
    }

    fn leave_block(
        &mut self,
        block: &'a Block,
        key: &str,
        event: Event<'_>,
        behind: bool,
    ) -> Result<Way<'a>, Refusal> {
        match block {
            Block::Loop(around) => {
                self.around.push(&around.key);
                let way = self.leave_in(&around.body, key, event, behind)?;
                self.around.pop();
                self.repeat(around, way.unwrap_or(Way::Waits))
            }
            Block::Parallel(parallel) => self.leave_parallel(parallel, key, event, behind),
            Block::Step(_)
            | Block::Choice(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => {
                for inside in block.bodies() {
                    if let Some(way) = self.leave_in(inside, key, event, behind)? {
                        return Ok(way);
                    }
                }
                Ok(Way::Waits)
            }
        }
    }

    fn leave_parallel(
        &mut self,
        parallel: &'a Parallel,
        key: &str,
        event: Event<'_>,
        behind: bool,
    ) -> Result<Way<'a>, Refusal> {
        let branches = &parallel.branches;
        let holds_key = |branch: &Branch| branch.body.iter().any(|block| lies_in(block, key));
        let mut numbered = branches.iter().enumerate();
        let Some((index, branch)) = numbered.find(|(_, branch)| holds_key(branch)) else {
            return Ok(Way::Waits);
        };
        if parallel.join == Join::FirstBegun {
            self.take_back(branches, Some(index));
        }
        let way = self.leave_in(&branch.body, key, event, behind)?;
        match (way.unwrap_or(Way::Waits), parallel.join) {
            (Way::Waits, _) => Ok(Way::Waits),
            (Way::Off, Join::All | Join::Chosen) => Ok(self.joined(parallel)),
            (away, _) => {
                self.take_back(branches, None);
                Ok(away)
            }
        }
    }
}

fn lies_in(block: &Block, key: &str) -> bool {
    block.key() == key
        || block
            .bodies()
            .into_iter()
            .any(|body| all_blocks(body).iter().any(|(_, b)| b.key() == key))
}

/// The block that has this key or holds it, and what stands behind it.
fn split_at<'a>(body: &'a [Block], key: &str) -> Option<(&'a Block, &'a [Block])> {
    let index = body.iter().position(|block| lies_in(block, key))?;
    let (before, rest) = body.split_at_checked(index + 1)?;
    Some((before.last()?, rest))
}

/// The way that this value belongs to. A checked process has one for each value.
fn way_for<'a>(choice: &'a Choice, value: &Value) -> Result<&'a Branch, Refusal> {
    let mut outcomes = choice.outcomes.iter();
    outcomes
        .find(|outcome| holds(&outcome.when, value))
        .ok_or_else(|| Refusal::UnknownFact {
            fact: choice.by.clone(),
        })
}
