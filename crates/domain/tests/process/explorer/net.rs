//! A draft as nodes with arrows, and what one event does to the tokens on it.

use std::collections::{BTreeMap, BTreeSet};

use domain::process::draft::{Block, Branch, Draft, Join};

use crate::explorer::Said;

/// The first node of a body; none where it is empty.
pub type Start = Option<usize>;

/// What a node is.
pub enum Kind {
    /// A token can lie here; the results it can have, and where silence leads.
    Leaf {
        results: Vec<String>,
        silence: Option<Start>,
    },
    Choice(String, Vec<(Vec<String>, Start)>),
    Parallel(Join, Option<String>, Vec<(Vec<String>, Start)>),
    Loop(Start),
    Again(String, u16),
    End,
}

/// A block, where it lies, and what stands behind it.
pub struct Node {
    pub key: String,
    pub kind: Kind,
    /// The block around it, and in which branch of that it lies.
    owner: Option<(usize, usize)>,
    next: Option<usize>,
}

pub struct Net {
    pub nodes: Vec<Node>,
    start: Start,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    pub tokens: BTreeSet<usize>,
    /// The branches each join still waits for.
    awaited: BTreeMap<usize, BTreeSet<usize>>,
    taken: BTreeMap<usize, u16>,
    pub is_over: bool,
    /// It ran into a jump back that is used up.
    pub is_spent: bool,
    /// It can never end: a branch left a join, or a path fell off.
    pub is_lost: bool,
    /// Every node that was come to on the way here by the last event.
    pub came_to: BTreeSet<usize>,
}

impl Net {
    pub fn of(draft: &Draft) -> Self {
        let mut net = Self {
            nodes: Vec::new(),
            start: None,
        };
        net.start = net.add_body(&draft.body, None);
        net
    }

    pub fn leaves(&self) -> usize {
        let is_leaf = |node: &&Node| matches!(node.kind, Kind::Leaf { .. });
        self.nodes.iter().filter(is_leaf).count()
    }

    /// The keys of leaves, jumps and ends that are not among these nodes.
    pub fn keys_without(&self, visited: &BTreeSet<usize>) -> BTreeSet<&str> {
        let counts = |kind: &Kind| match kind {
            Kind::Leaf { .. } | Kind::Again(..) | Kind::End => true,
            Kind::Choice(..) | Kind::Parallel(..) | Kind::Loop(_) => false,
        };
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(|(index, node)| counts(&node.kind) && !visited.contains(index))
            .map(|(_, node)| node.key.as_str())
            .collect()
    }

    /// Whether a fact decides anything.
    pub fn asks_facts(&self) -> bool {
        let is_fact = |by: &str| ["f0", "f1"].contains(&by);
        self.nodes.iter().any(|node| match &node.kind {
            Kind::Choice(by, _) => is_fact(by),
            Kind::Parallel(_, by, _) => by.as_deref().is_some_and(is_fact),
            Kind::Leaf { .. } | Kind::Loop(_) | Kind::Again(..) | Kind::End => false,
        })
    }

    /// The first node; none in an empty draft.
    pub fn first(&self) -> Start {
        self.start
    }

    fn add_body(&mut self, body: &[Block], owner: Option<(usize, usize)>) -> Start {
        let mut next = None;
        for block in body.iter().rev() {
            next = Some(self.add(block, owner, next));
        }
        next
    }

    fn add(&mut self, block: &Block, owner: Option<(usize, usize)>, next: Option<usize>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            key: block.key().to_owned(),
            kind: Kind::End,
            owner,
            next,
        });
        let kind = match block {
            Block::Step(step) => leaf(step.results.clone()),
            Block::Consult(_) => leaf(Vec::new()),
            Block::Wait(wait) => Kind::Leaf {
                results: Vec::new(),
                silence: wait
                    .time_out
                    .as_ref()
                    .map(|time_out| self.add_body(&time_out.body, Some((index, 0)))),
            },
            Block::Choice(choice) => {
                Kind::Choice(choice.by.clone(), self.add_ways(&choice.outcomes, index))
            }
            Block::Parallel(parallel) => Kind::Parallel(
                parallel.join,
                parallel.by.clone(),
                self.add_ways(&parallel.branches, index),
            ),
            Block::Loop(around) => Kind::Loop(self.add_body(&around.body, Some((index, 0)))),
            Block::Again(again) => {
                Kind::Again(again.back_to.clone(), again.at_most.unwrap_or(u16::MAX))
            }
            Block::End(_) => Kind::End,
        };
        self.nodes[index].kind = kind;
        index
    }

    fn add_ways(&mut self, ways: &[Branch], owner: usize) -> Vec<(Vec<String>, Start)> {
        let mut added = Vec::new();
        for (number, way) in ways.iter().enumerate() {
            let start = self.add_body(&way.body, Some((owner, number)));
            added.push((way.when.clone(), start));
        }
        added
    }

    /// The beginning.
    pub fn begin(&self, said: &Said<'_>) -> State {
        let mut state = State::default();
        self.start(&mut state, self.start, None, said);
        state
    }

    /// A token leaves its leaf, by what it waited for or by silence.
    pub fn leave(&self, state: &State, leaf: usize, is_silent: bool, said: &Said<'_>) -> State {
        let mut state = state.clone();
        state.came_to.clear();
        state.tokens.remove(&leaf);
        self.decide_races(&mut state, leaf);
        match (&self.nodes[leaf].kind, is_silent) {
            (
                Kind::Leaf {
                    silence: Some(start),
                    ..
                },
                true,
            ) => self.start(&mut state, *start, Some((leaf, 0)), said),
            _ => self.go_on(&mut state, leaf, said),
        }
        state
    }

    /// Whoever acts first in a race for the beginning takes it.
    fn decide_races(&self, state: &mut State, leaf: usize) {
        let mut inner = leaf;
        while let Some((owner, branch)) = self.nodes[inner].owner {
            if let Kind::Parallel(Join::FirstBegun, _, _) = &self.nodes[owner].kind {
                self.clear(state, |path| {
                    path.iter().any(|(o, b)| *o == owner && *b != branch)
                });
            }
            inner = owner;
        }
    }

    fn start(
        &self,
        state: &mut State,
        first: Start,
        owner: Option<(usize, usize)>,
        said: &Said<'_>,
    ) {
        match first {
            Some(node) => self.come_to(state, node, said),
            None => self.fall_off(state, owner, said),
        }
    }

    fn go_on(&self, state: &mut State, node: usize, said: &Said<'_>) {
        self.start(state, self.nodes[node].next, self.nodes[node].owner, said);
    }

    fn fall_off(&self, state: &mut State, owner: Option<(usize, usize)>, said: &Said<'_>) {
        let Some((owner, branch)) = owner else {
            state.is_lost = true;
            return;
        };
        match &self.nodes[owner].kind {
            Kind::Parallel(Join::All | Join::Chosen, _, _) => {
                let awaited = state.awaited.entry(owner).or_default();
                awaited.remove(&branch);
                if awaited.is_empty() {
                    state.awaited.remove(&owner);
                    self.go_on(state, owner, said);
                }
            }
            Kind::Parallel(Join::FirstBegun | Join::FirstDone, _, _) => {
                self.clear(state, |path| path.iter().any(|(o, _)| *o == owner));
                self.go_on(state, owner, said);
            }
            Kind::Leaf { .. } | Kind::Choice(..) | Kind::Loop(_) | Kind::Again(..) | Kind::End => {
                self.go_on(state, owner, said)
            }
        }
    }

    fn come_to(&self, state: &mut State, index: usize, said: &Said<'_>) {
        state.came_to.insert(index);
        match &self.nodes[index].kind {
            Kind::Leaf { .. } => {
                state.tokens.insert(index);
            }
            Kind::Choice(by, ways) => {
                let is_it = |(_, (when, _)): &(usize, &(Vec<String>, Start))| {
                    said.get(by.as_str())
                        .is_some_and(|word| when.iter().any(|one| one == word))
                };
                match ways.iter().enumerate().find(is_it) {
                    Some((number, (_, start))) => {
                        self.start(state, *start, Some((index, number)), said);
                    }
                    None => state.is_lost = true,
                }
            }
            Kind::Parallel(join, by, ways) => {
                let word = by.as_ref().map(|by| said[by.as_str()]);
                let begun = ways.iter().enumerate().filter(|(_, (when, _))| {
                    word.is_none_or(|word| when.iter().any(|one| one == word))
                });
                let begun: Vec<(usize, Start)> =
                    begun.map(|(number, (_, start))| (number, *start)).collect();
                let numbers: BTreeSet<usize> = begun.iter().map(|(n, _)| *n).collect();
                if numbers.is_empty() {
                    self.go_on(state, index, said);
                    return;
                }
                match join {
                    Join::All | Join::Chosen => {
                        state.awaited.insert(index, numbers);
                    }
                    Join::FirstBegun | Join::FirstDone => {}
                }
                for (number, start) in begun {
                    self.start(state, start, Some((index, number)), said);
                }
            }
            Kind::Loop(start) => self.start(state, *start, Some((index, 0)), said),
            Kind::Again(back_to, at_most) => self.go_back(state, index, back_to, *at_most, said),
            Kind::End => {
                // Out of an awaited branch it ends nothing: whoever joins waits in vain.
                if self.path(index).iter().any(|(o, _)| self.is_awaited(*o)) {
                    state.is_lost = true;
                } else {
                    state.is_over = true;
                }
            }
        }
    }

    fn go_back(
        &self,
        state: &mut State,
        index: usize,
        back_to: &str,
        at_most: u16,
        said: &Said<'_>,
    ) {
        let path = self.path(index);
        let Some(out) = path.iter().position(|(o, _)| self.nodes[*o].key == back_to) else {
            state.is_lost = true;
            return;
        };
        let around = path[out].0;
        if path[..out].iter().any(|(o, _)| self.is_awaited(*o)) {
            state.is_lost = true;
            return;
        }
        let taken = state.taken.get(&index).copied().unwrap_or(0);
        if taken >= at_most {
            state.is_spent = true;
            return;
        }
        self.clear(state, |path| path.iter().any(|(o, _)| *o == around));
        // Loops further in are come into anew; other jumps to this loop keep their count.
        state.taken.retain(|again, _| {
            let inside = self.path(*again);
            let Kind::Again(to, _) = &self.nodes[*again].kind else {
                return true;
            };
            let to = inside.iter().find(|(o, _)| self.nodes[*o].key == *to);
            to.is_none_or(|(to, _)| !self.path(*to).iter().any(|(o, _)| *o == around))
        });
        state.taken.insert(index, taken + 1);
        if let Kind::Loop(start) = &self.nodes[around].kind {
            self.start(state, *start, Some((around, 0)), said);
        }
    }

    /// What lies around a node, from the inside, with the branch of each.
    fn path(&self, index: usize) -> Vec<(usize, usize)> {
        let mut path = Vec::new();
        let mut inner = index;
        while let Some((owner, branch)) = self.nodes[inner].owner {
            path.push((owner, branch));
            inner = owner;
        }
        path
    }

    fn is_awaited(&self, index: usize) -> bool {
        matches!(
            self.nodes[index].kind,
            Kind::Parallel(Join::All | Join::Chosen, _, _)
        )
    }

    /// Takes away the tokens and joins whose path is such.
    fn clear(&self, state: &mut State, is_such: impl Fn(&[(usize, usize)]) -> bool) {
        state.tokens.retain(|token| !is_such(&self.path(*token)));
        state.awaited.retain(|join, _| !is_such(&self.path(*join)));
    }
}

fn leaf(results: Vec<String>) -> Kind {
    Kind::Leaf {
        results,
        silence: None,
    }
}
