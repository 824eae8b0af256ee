//! Every state a draft can come to; and in which of them nobody can be driven into a corner.
//!
//! Whoever does a step picks its result. Everything else, facts, silence and the order, is against us.

use std::collections::{BTreeMap, BTreeSet};

use crate::explorer::Said;
use crate::explorer::net::{Kind, Net, State};

/// States after which a draft is too large to try everything.
const STATES_MAX: usize = 500;

/// The states one event may lead to: for each result that can be picked, all that may follow.
type Event = Vec<Vec<usize>>;

/// What was found by trying everything.
pub struct Explored {
    /// The nodes that some path comes to.
    pub visited: BTreeSet<usize>,
    /// Whether some path gets stuck.
    pub is_stuck: bool,
}

struct Graph {
    states: Vec<State>,
    numbers: BTreeMap<State, usize>,
    events: Vec<Vec<Event>>,
    /// Whether the facts matter.
    asks_facts: bool,
}

impl Explored {
    /// None when there are too many states.
    pub fn of(net: &Net) -> Option<Self> {
        net.first()?;
        let mut graph = Graph {
            states: Vec::new(),
            numbers: BTreeMap::new(),
            events: Vec::new(),
            asks_facts: net.asks_facts(),
        };
        let starts: Vec<usize> = words(None, graph.asks_facts)
            .iter()
            .map(|said| graph.number(net.begin(said)))
            .collect();
        graph.grow(net)?;
        let wins = graph.wins();
        let everything = graph.reached(&starts, |_| true);
        let allowed = graph.reached(&starts, |state| wins[state]);
        let visited = graph.came_to(&everything);
        let is_lost = everything.iter().any(|state| graph.states[*state].is_lost);
        let is_cornered = starts.iter().any(|start| !wins[*start]);
        let is_stuck = is_lost || is_cornered || graph.came_to(&allowed) != visited;
        Some(Self { visited, is_stuck })
    }
}

/// Every way the facts can be, with what a step's result says; one way where nobody asks.
fn words<'a>(result: Option<(&'a str, &'a str)>, asks_facts: bool) -> Vec<Said<'a>> {
    let words: &[&str] = if asks_facts { &["yes", "no"] } else { &["yes"] };
    let mut all = Vec::new();
    for first in words {
        for second in words {
            let mut said = Said::from([("f0", *first), ("f1", *second)]);
            said.extend(result);
            all.push(said);
        }
    }
    all
}

impl Graph {
    fn number(&mut self, state: State) -> usize {
        if let Some(number) = self.numbers.get(&state) {
            return *number;
        }
        let number = self.states.len();
        self.states.push(state.clone());
        self.numbers.insert(state, number);
        number
    }

    /// Adds whatever can follow, until nothing new does.
    fn grow(&mut self, net: &Net) -> Option<()> {
        while self.events.len() < self.states.len() {
            if self.states.len() > STATES_MAX {
                return None;
            }
            let state = self.states[self.events.len()].clone();
            let mut events = Vec::new();
            if !state.is_over && !state.is_spent {
                for leaf in &state.tokens {
                    events.extend(self.events_of(net, &state, *leaf));
                }
            }
            self.events.push(events);
        }
        Some(())
    }

    fn events_of(&mut self, net: &Net, state: &State, leaf: usize) -> Vec<Event> {
        let node = &net.nodes[leaf];
        let Kind::Leaf { results, silence } = &node.kind else {
            return Vec::new();
        };
        let mut said: Vec<Option<(&str, &str)>> = Vec::new();
        said.extend(
            results
                .iter()
                .map(|r| Some((node.key.as_str(), r.as_str()))),
        );
        if said.is_empty() {
            said.push(None);
        }
        let mut done = Event::new();
        for result in said {
            done.push(self.after(net, state, leaf, false, result));
        }
        let mut events = vec![done];
        if silence.is_some() {
            events.push(vec![self.after(net, state, leaf, true, None)]);
        }
        events
    }

    fn after(
        &mut self,
        net: &Net,
        state: &State,
        leaf: usize,
        is_silent: bool,
        result: Option<(&str, &str)>,
    ) -> Vec<usize> {
        words(result, self.asks_facts)
            .iter()
            .map(|said| self.number(net.leave(state, leaf, is_silent, said)))
            .collect()
    }

    /// The states in which a used-up jump can be kept away from, whatever happens.
    fn wins(&self) -> Vec<bool> {
        let mut wins: Vec<bool> = self.states.iter().map(|state| !state.is_spent).collect();
        loop {
            let mut changed = false;
            for (state, events) in self.events.iter().enumerate() {
                let can_pick =
                    |event: &Event| event.iter().any(|all| all.iter().all(|next| wins[*next]));
                let is_won = events.iter().all(can_pick);
                if wins[state] && !is_won {
                    wins[state] = false;
                    changed = true;
                }
            }
            if !changed {
                return wins;
            }
        }
    }

    /// The states that are come to when only such results are picked.
    fn reached(&self, starts: &[usize], is_such: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let mut reached: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = starts.to_vec();
        while let Some(state) = open.pop() {
            if !reached.insert(state) {
                continue;
            }
            let picked = self.events[state].iter().flatten();
            let picked = picked.filter(|all| all.iter().all(|next| is_such(*next)));
            open.extend(picked.flatten());
        }
        reached
    }

    fn came_to(&self, states: &BTreeSet<usize>) -> BTreeSet<usize> {
        let all = states.iter().map(|state| &self.states[*state].came_to);
        all.flatten().copied().collect()
    }
}
