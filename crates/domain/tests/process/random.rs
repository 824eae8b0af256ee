//! Random drafts, sound and unsound, and dice to walk through them.

use domain::calendar::time_limit::TimeLimit;
use domain::process::draft::{Again, Block, Branch, Choice, Draft, Ending, Join, Parallel};
use domain::process::fact::{Facts, Value, Values};
use proptest::prelude::*;

use crate::blocks::{consult, deciding, draft, end, fact, looping, plain_step, step, wait, words};

/// A block without its names.
#[derive(Clone, Debug)]
pub enum Shape {
    Step(u32),
    /// A step, and a choice by its result.
    Decide(Vec<Vec<Shape>>),
    /// A choice by one of two facts.
    Ask(bool, Vec<Shape>, Vec<Shape>),
    Parallel(Join, Vec<Vec<Shape>>),
    /// Branches chosen by one of two facts.
    Chosen(bool, Vec<Shape>, Vec<Shape>),
    Loop(Vec<Shape>),
    /// Back to a loop around it, counted from the inside, so often, with a share.
    Again(usize, u16, Option<u32>),
    Consult,
    Wait(Option<Vec<Shape>>),
    End,
}

fn leaf() -> impl Strategy<Value = Shape> {
    prop_oneof![
        6 => (0_u32..90).prop_map(Shape::Step),
        4 => (0_usize..3, 1_u16..3, prop::option::of(0_u32..200))
            .prop_map(|(out, times, share)| Shape::Again(out, times, share)),
        1 => Just(Shape::Consult),
        1 => Just(Shape::Wait(Some(Vec::new()))),
        2 => Just(Shape::End),
    ]
}

fn join() -> impl Strategy<Value = Join> {
    prop_oneof![
        2 => Just(Join::All),
        1 => Just(Join::FirstBegun),
        1 => Just(Join::FirstDone),
    ]
}

fn shape(depth: u32) -> impl Strategy<Value = Shape> {
    leaf().prop_recursive(depth, 12, 3, |inner| {
        let body = prop::collection::vec(inner, 0..3);
        prop_oneof![
            4 => prop::collection::vec(body.clone(), 1..4).prop_map(Shape::Decide),
            1 => (any::<bool>(), body.clone(), body.clone())
                .prop_map(|(which, yes, no)| Shape::Ask(which, yes, no)),
            2 => (join(), prop::collection::vec(body.clone(), 1..3))
                .prop_map(|(join, branches)| Shape::Parallel(join, branches)),
            1 => (any::<bool>(), body.clone(), body.clone())
                .prop_map(|(which, one, other)| Shape::Chosen(which, one, other)),
            5 => body.clone().prop_map(Shape::Loop),
            1 => prop::option::weighted(0.9, body).prop_map(Shape::Wait),
        ]
    })
}

/// Shapes of a whole process; most are ended by an end.
pub fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let body = prop::collection::vec(shape(3), 1..4);
    (body, prop::bool::weighted(0.95)).prop_map(|(mut body, is_ended)| {
        if is_ended {
            body.push(Shape::End);
        }
        body
    })
}

/// Gives names to shapes, in their order.
struct Namer {
    count: usize,
    loops: Vec<String>,
}

/// The draft of some shapes.
pub fn named(shapes: &[Shape]) -> Draft {
    let mut namer = Namer {
        count: 0,
        loops: Vec::new(),
    };
    let mut draft = draft(namer.body(shapes));
    let because = "không có thời hạn".to_owned();
    draft.limit = TimeLimit::None { because };
    draft.facts = vec![fact("f0", Values::YesNo), fact("f1", Values::YesNo)];
    draft
}

impl Namer {
    fn name(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}{}", self.count)
    }

    fn body(&mut self, shapes: &[Shape]) -> Vec<Block> {
        shapes.iter().flat_map(|shape| self.blocks(shape)).collect()
    }

    fn branch(&mut self, when: &str, shapes: &[Shape]) -> Branch {
        Branch {
            when: words(when),
            body: self.body(shapes),
        }
    }

    fn blocks(&mut self, shape: &Shape) -> Vec<Block> {
        match shape {
            Shape::Step(minutes) => {
                let mut step = plain_step(&self.name("s"));
                step.minutes = *minutes;
                vec![Block::Step(step)]
            }
            Shape::Decide(ways) => self.decide(ways),
            Shape::Ask(which, yes, no) => {
                let outcomes = vec![self.branch("yes", yes), self.branch("no", no)];
                vec![self.choice(&by(*which), outcomes)]
            }
            Shape::Parallel(join, branches) => {
                let branches = branches.iter().map(|body| self.branch("", body)).collect();
                vec![self.parallel(*join, None, branches)]
            }
            Shape::Chosen(which, one, other) => {
                let branches = vec![self.branch("yes|no", one), self.branch("no", other)];
                vec![self.parallel(Join::Chosen, Some(by(*which)), branches)]
            }
            Shape::Loop(body) => {
                let key = self.name("l");
                self.loops.push(key.clone());
                let body = self.body(body);
                self.loops.pop();
                vec![looping(&key, body)]
            }
            Shape::Again(out, times, share) => vec![self.again(*out, *times, *share)],
            Shape::Consult => vec![consult(&self.name("c"))],
            Shape::Wait(silence) => {
                let key = self.name("w");
                let silence = silence.as_ref().map(|body| self.body(body));
                vec![wait(&key, silence)]
            }
            Shape::End => vec![end(&self.name("e"), Ending::Granted)],
        }
    }

    fn decide(&mut self, ways: &[Vec<Shape>]) -> Vec<Block> {
        let key = self.name("d");
        let results: Vec<String> = (0..ways.len()).map(|n| format!("r{n}")).collect();
        let numbered = results.iter().zip(ways);
        let outcomes = numbered.map(|(r, body)| self.branch(r, body)).collect();
        let deciding = deciding(&key, &results.join("|"));
        vec![deciding, self.choice(&key, outcomes)]
    }

    fn choice(&mut self, by: &str, outcomes: Vec<Branch>) -> Block {
        Block::Choice(Choice {
            key: self.name("x"),
            by: by.to_owned(),
            outcomes,
        })
    }

    fn parallel(&mut self, join: Join, by: Option<String>, branches: Vec<Branch>) -> Block {
        Block::Parallel(Parallel {
            key: self.name("p"),
            join,
            by,
            branches,
        })
    }

    /// Where there is no loop to go back to, a step.
    fn again(&mut self, out: usize, times: u16, share: Option<u32>) -> Block {
        let key = self.name("a");
        match self.loops.iter().rev().nth(out).or(self.loops.last()) {
            Some(back_to) => Block::Again(Again {
                key,
                back_to: back_to.clone(),
                at_most: Some(times),
                share,
            }),
            None => step(&key),
        }
    }
}

fn by(which: bool) -> String {
    if which { "f1" } else { "f0" }.to_owned()
}

/// Dice that fall the same on every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`, of which there is at least one.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let index = self.roll(u64::try_from(among.len()).unwrap());
        &among[usize::try_from(index).unwrap()]
    }

    /// Both facts, as they fall.
    pub fn facts(&mut self) -> Facts {
        ["f0", "f1"]
            .iter()
            .map(|key| {
                let word = if self.roll(2) == 0 { "yes" } else { "no" };
                ((*key).to_owned(), Value::Word(word.to_owned()))
            })
            .collect()
    }
}
