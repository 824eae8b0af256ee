//! What lies ahead of a step: where each of its results leads, which ends can still be reached, and
//! how long the way to them is at most. Read from what is written down; nothing moves here.

use std::collections::BTreeSet;

use crate::process::draft::{Awaited, Block, Branch, Draft, Ending};
use crate::process::fact::{Facts, Value, holds};

/// Where a result of a step leads at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To the applicant, who has to bring something.
    Supplement,
    /// Back to the start of a loop.
    Back,
    /// Further on.
    On,
}

/// What lies ahead of a step that turns out in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Where it leads at once.
    pub lead: Lead,
    /// The ends that can be reached without going back to the start of a loop.
    pub endings: BTreeSet<Ending>,
    /// Working minutes of the longest way to them, that of the step itself not among them.
    pub minutes: u64,
}

/// What can be reached from somewhere.
#[derive(Clone, Debug, Default)]
struct Ahead {
    endings: BTreeSet<Ending>,
    minutes: u64,
}

impl Ahead {
    fn or(mut self, other: Self) -> Self {
        self.endings.extend(other.endings);
        self.minutes = self.minutes.max(other.minutes);
        self
    }

    fn taking(mut self, minutes: u32) -> Self {
        self.minutes = self.minutes.saturating_add(u64::from(minutes));
        self
    }
}

impl Draft {
    /// What lies ahead of the block with this key when it turns out so; none when there is no such
    /// block. For a draft that was checked: it is not nested deeply, so this may call itself.
    pub fn outlook(&self, key: &str, result: Option<&str>, facts: &Facts) -> Option<Outlook> {
        let looked = Looked { facts };
        let (rest, behind) = looked.find(&self.body, key, &Ahead::default())?;
        let (Some(result), Some(Block::Choice(choice))) = (result, rest.first()) else {
            return Some(outlook(Lead::On, looked.ahead(rest, behind)));
        };
        if choice.by != key {
            return Some(outlook(Lead::On, looked.ahead(rest, behind)));
        }
        let value = Value::Word(result.to_owned());
        let mut ways = choice.outcomes.iter();
        let way = ways.find(|way| holds(&way.when, &value))?;
        let behind = looked.ahead(rest.get(1..).unwrap_or(&[]), behind);
        let lead = match way.body.first() {
            Some(Block::Again(_)) => Lead::Back,
            Some(Block::Wait(wait)) if wait.awaits == Awaited::Citizen => Lead::Supplement,
            Some(_) | None => Lead::On,
        };
        Some(outlook(lead, looked.ahead(&way.body, behind)))
    }
}

fn outlook(lead: Lead, ahead: Ahead) -> Outlook {
    Outlook {
        lead,
        endings: ahead.endings,
        minutes: ahead.minutes,
    }
}

/// Choices by facts go the way that the facts choose.
struct Looked<'a> {
    facts: &'a Facts,
}

impl Looked<'_> {
    /// What stands behind the block with this key in its own body, and what is behind that body.
    fn find<'b>(
        &self,
        body: &'b [Block],
        key: &str,
        behind: &Ahead,
    ) -> Option<(&'b [Block], Ahead)> {
        let mut rest = body;
        while let Some((block, after)) = rest.split_first() {
            if block.key() == key {
                return Some((after, behind.clone()));
            }
            let behind_block = self.ahead(after, behind.clone());
            let mut inside = block.bodies().into_iter();
            if let Some(found) = inside.find_map(|body| self.find(body, key, &behind_block)) {
                return Some(found);
            }
            rest = after;
        }
        None
    }

    fn ahead(&self, body: &[Block], behind: Ahead) -> Ahead {
        body.iter()
            .rev()
            .fold(behind, |behind, block| self.ahead_of(block, behind))
    }

    fn ahead_of(&self, block: &Block, behind: Ahead) -> Ahead {
        match block {
            Block::Step(step) => behind.taking(step.minutes),
            Block::Consult(consult) => behind.taking(consult.minutes),
            Block::Wait(_) => behind,
            Block::Choice(choice) => {
                let value = self.facts.get(&choice.by);
                let is_gone = |way: &&Branch| value.is_none_or(|value| holds(&way.when, value));
                let ways = choice.outcomes.iter().filter(is_gone);
                ways.map(|way| self.ahead(&way.body, behind.clone()))
                    .reduce(Ahead::or)
                    .unwrap_or_default()
            }
            Block::Parallel(parallel) => {
                let ways = parallel.branches.iter();
                ways.map(|way| self.ahead(&way.body, behind.clone()))
                    .reduce(Ahead::or)
                    .unwrap_or(behind)
            }
            Block::Loop(around) => self.ahead(&around.body, behind),
            Block::Again(_) => Ahead::default(),
            Block::End(end) => Ahead {
                endings: BTreeSet::from([end.outcome]),
                minutes: 0,
            },
        }
    }
}
