//! The longest way to each end, from the inside of the blocks to the outside; no path is listed.
//!
//! A loop takes what its longest first pass to an `again` takes, and then for each `again` its share
//! as often as it may be taken. What the applicant is waited for takes nothing.

use std::collections::BTreeMap;

use crate::process::check::{Code, Finding, LongestWay, minutes_of};
use crate::process::draft::{Again, Block, Branch, Draft, Join, Loop, Parallel, Wait};

/// What the longest ways say.
pub(super) struct Timing {
    /// The longest pass of each loop.
    pub(super) passes: BTreeMap<String, u64>,
    /// The longest way to each end.
    pub(super) proven: BTreeMap<String, u64>,
    /// What is too long, or has no bound.
    pub(super) findings: Vec<Finding>,
}

/// Takes the time of a draft.
pub(super) fn time(draft: &Draft) -> Timing {
    let mut measure = Measure {
        passes: BTreeMap::new(),
        findings: Vec::new(),
    };
    let exits = measure.body(&draft.body);
    let mut findings = measure.findings;
    let limit = minutes_of(&draft.limit);
    let mut proven = BTreeMap::new();
    for (end, way) in exits.ends {
        if limit.is_some_and(|limit| way.minutes > limit) {
            let finding = Finding::at(Code::OverLegalTime, end).saying(&draft.limit.show());
            findings.push(finding.along(&way.places).taking(way.minutes));
        }
        proven.insert(end.to_owned(), way.minutes);
    }
    Timing {
        passes: measure.passes,
        proven,
        findings,
    }
}

/// The longest way to each end.
pub(super) fn longest(draft: &Draft) -> Vec<LongestWay> {
    let mut measure = Measure {
        passes: BTreeMap::new(),
        findings: Vec::new(),
    };
    let ends = measure.body(&draft.body).ends.into_iter();
    ends.map(|(end, way)| LongestWay {
        end: end.to_owned(),
        minutes: way.minutes,
        through: way.places.into_iter().map(str::to_owned).collect(),
    })
    .collect()
}

/// One way through some blocks.
#[derive(Clone, Default)]
struct Way<'a> {
    minutes: u64,
    /// Steps, consultations and waits, in order.
    places: Vec<&'a str>,
}

impl<'a> Way<'a> {
    fn through(place: &'a str, minutes: u32) -> Self {
        Self {
            minutes: u64::from(minutes),
            places: vec![place],
        }
    }

    fn then(mut self, next: &Self) -> Self {
        self.minutes = self.minutes.saturating_add(next.minutes);
        self.places.extend(&next.places);
        self
    }

    /// The longer one; of two that are as long, the first.
    fn longer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) if other.minutes > one.minutes => Some(other),
            (Some(one), Some(_) | None) => Some(one),
            (None, other) => other,
        }
    }
}

/// The longest ways out of some blocks, from their beginning.
struct Exits<'a> {
    /// To what stands behind them.
    off: Option<Way<'a>>,
    /// To each end, by its key.
    ends: Vec<(&'a str, Way<'a>)>,
    /// To each jump back.
    agains: Vec<(&'a Again, Way<'a>)>,
}

impl<'a> Exits<'a> {
    fn only(off: Option<Way<'a>>) -> Self {
        Self {
            off,
            ends: Vec::new(),
            agains: Vec::new(),
        }
    }

    /// Goes on with `next` from where these blocks are left.
    fn then(&mut self, here: Way<'a>, next: Exits<'a>) {
        let to_ends = next.ends.iter();
        self.ends
            .extend(to_ends.map(|(end, way)| (*end, here.clone().then(way))));
        let to_agains = next.agains.iter();
        self.agains
            .extend(to_agains.map(|(again, way)| (*again, here.clone().then(way))));
        self.off = next.off.map(|way| here.then(&way));
    }

    fn longest(&self) -> u64 {
        let ways = self.off.iter();
        let ways = ways.chain(self.ends.iter().map(|(_, way)| way));
        let ways = ways.chain(self.agains.iter().map(|(_, way)| way));
        ways.map(|way| way.minutes).max().unwrap_or(0)
    }
}

struct Measure {
    passes: BTreeMap<String, u64>,
    findings: Vec<Finding>,
}

impl Measure {
    fn body<'a>(&mut self, body: &'a [Block]) -> Exits<'a> {
        let mut exits = Exits::only(Some(Way::default()));
        for block in body {
            let Some(here) = exits.off.take() else {
                break;
            };
            let next = self.block(block);
            exits.then(here, next);
        }
        exits
    }

    fn block<'a>(&mut self, block: &'a Block) -> Exits<'a> {
        match block {
            Block::Step(step) => Exits::only(Some(Way::through(&step.key, step.minutes))),
            Block::Consult(consult) => {
                Exits::only(Some(Way::through(&consult.key, consult.minutes)))
            }
            Block::Wait(wait) => self.wait(wait),
            Block::Choice(choice) => self.branches(&choice.outcomes, None),
            Block::Parallel(parallel) => self.parallel(parallel),
            Block::Loop(around) => self.around(around),
            Block::Again(again) => {
                let mut exits = Exits::only(None);
                exits.agains.push((again, Way::default()));
                exits
            }
            Block::End(end) => {
                let mut exits = Exits::only(None);
                exits.ends.push((end.key.as_str(), Way::default()));
                exits
            }
        }
    }

    fn wait<'a>(&mut self, wait: &'a Wait) -> Exits<'a> {
        let here = Way::through(&wait.key, 0);
        let mut exits = Exits::only(None);
        if let Some(time_out) = &wait.time_out {
            let silent = self.body(&time_out.body);
            exits.then(here.clone(), silent);
        }
        exits.off = Way::longer(Some(here), exits.off);
        exits
    }

    /// One of these ways; `off` is another that goes on.
    fn branches<'a>(&mut self, branches: &'a [Branch], off: Option<Way<'a>>) -> Exits<'a> {
        let mut exits = Exits::only(off);
        for branch in branches {
            let inside = self.body(&branch.body);
            exits.ends.extend(inside.ends);
            exits.agains.extend(inside.agains);
            exits.off = Way::longer(exits.off.take(), inside.off);
        }
        exits
    }

    /// The longest branch counts, also where the first wins: which one that is nobody knows.
    fn parallel<'a>(&mut self, parallel: &'a Parallel) -> Exits<'a> {
        let none_chosen = match parallel.join {
            Join::All | Join::Chosen => Some(Way::default()),
            Join::FirstBegun | Join::FirstDone => None,
        };
        self.branches(&parallel.branches, none_chosen)
    }

    fn around<'a>(&mut self, around: &'a Loop) -> Exits<'a> {
        let inside = self.body(&around.body);
        let longest = inside.longest();
        self.passes.insert(around.key.clone(), longest);
        let (back, agains): (Vec<_>, Vec<_>) = inside
            .agains
            .into_iter()
            .partition(|(again, _)| again.back_to == around.key);
        let repeated = self.repeated(&back, longest);
        let or_repeated = |mut way: Way<'a>| {
            way.minutes = way.minutes.max(repeated);
            way
        };
        Exits {
            off: inside.off.map(or_repeated),
            ends: inside
                .ends
                .into_iter()
                .map(|(end, way)| (end, or_repeated(way)))
                .collect(),
            agains: agains
                .into_iter()
                .map(|(again, way)| (again, or_repeated(way)))
                .collect(),
        }
    }

    /// What a loop takes when it is gone through as often as it may be; a draft without a bound
    /// counts as gone through once, and says so.
    fn repeated(&mut self, back: &[(&Again, Way<'_>)], longest: u64) -> u64 {
        let mut first_pass = 0;
        let mut extra: u64 = 0;
        for (again, way) in back {
            let Some(bound) = again.at_most else {
                let finding = Finding::at(Code::UnboundedLoop, &again.key);
                self.findings.push(finding.along(&way.places));
                continue;
            };
            let share = again.share.map_or(longest, u64::from);
            first_pass = way.minutes.max(first_pass);
            extra = extra.saturating_add(share.saturating_mul(u64::from(bound)));
        }
        extra.saturating_add(first_pass)
    }
}
