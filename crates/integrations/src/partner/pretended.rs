//! A pretended outside system for tests and trials. It answers at once, late, twice, in two ways, or
//! never, as it was told. Its clock is its own: time passes when somebody says so.

use std::collections::BTreeMap;

use domain::bundle::answer::Verdict;
use domain::bundle::{BundleRef, Facts};
use domain::dossier::Now;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::partner::message::{AnswerSaid, HandOver, Recall, Recalled, Registered};

/// How it behaves towards children that come from now on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manner {
    /// When it answers.
    pub when: When,
    /// How.
    pub verdict: Verdict,
    /// What its answers say.
    #[serde(default)]
    pub facts: Facts,
}

/// When a pretended partner answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// As soon as it has the child.
    AtOnce,
    /// After so many minutes of its own clock.
    After(u32),
    /// At once, the same thing twice.
    Twice,
    /// At once, and then the other way round.
    InTwoWays,
    /// Never.
    Never,
}

/// What a pretended partner can be told to do.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Behave so from now on.
    Behave(Manner),
    /// So many minutes pass on its clock.
    MinutesPass(u32),
    /// This child comes to whoever signs there.
    Sign(BundleRef),
    /// Say this, whether anybody handed it such a child or not.
    Say(AnswerSaid),
}

/// A pretended outside system, with what it was handed.
pub struct Pretended {
    now: Now,
    manner: Manner,
    children: BTreeMap<BundleRef, Held>,
    handed: Vec<HandOver>,
}

/// A child as a pretended partner holds it.
struct Held {
    number: String,
    /// The answer that it will give, and when.
    later: Option<(Now, AnswerSaid)>,
    /// Whether it lies with whoever signs there, or was answered.
    is_signed: bool,
    was_recalled: bool,
}

impl Pretended {
    /// A partner that has nothing yet.
    pub fn new(now: Now, manner: Manner) -> Self {
        Self {
            now,
            manner,
            children: BTreeMap::new(),
            handed: Vec::new(),
        }
    }

    /// Does as it is told: the answers that go out because of it.
    pub fn obey(&mut self, order: Order) -> Vec<AnswerSaid> {
        match order {
            Order::Behave(manner) => {
                self.manner = manner;
                Vec::new()
            }
            Order::MinutesPass(minutes) => self.minutes_pass(minutes),
            Order::Sign(part) => {
                self.sign(&part);
                Vec::new()
            }
            Order::Say(answer) => vec![answer],
        }
    }

    /// It is handed a child: its receipt, and the answers that go out at once. The same child again
    /// has the same number, and nothing else happens.
    pub fn take(&mut self, child: &HandOver) -> (Registered, Vec<AnswerSaid>) {
        let part = child.part.clone();
        if let Some(held) = self.children.get(&part) {
            let number = held.number.clone();
            return (Registered { part, number }, Vec::new());
        }
        self.handed.push(child.clone());
        let number = format!("GL-{:04}", self.children.len() + 1);
        let (out, later) = self.answers_for(&part);
        let held = Held {
            number: number.clone(),
            later,
            is_signed: !out.is_empty(),
            was_recalled: false,
        };
        self.children.insert(part.clone(), held);
        (Registered { part, number }, out)
    }

    /// What it was handed, each child once, the oldest first.
    pub fn handed(&self) -> &[HandOver] {
        &self.handed
    }

    /// What goes out at once, and what later.
    fn answers_for(&self, part: &BundleRef) -> (Vec<AnswerSaid>, Option<(Now, AnswerSaid)>) {
        let says = |verdict| AnswerSaid {
            part: part.clone(),
            verdict,
            facts: self.manner.facts.clone(),
        };
        let first = says(self.manner.verdict);
        match self.manner.when {
            When::AtOnce => (vec![first], None),
            When::Twice => (vec![first.clone(), first], None),
            When::InTwoWays => {
                let other = says(other_than(self.manner.verdict));
                (vec![first, other], None)
            }
            When::After(minutes) => {
                let at = self.in_minutes(minutes);
                (Vec::new(), Some((at, first)))
            }
            When::Never => (Vec::new(), None),
        }
    }

    /// It is asked to give a child back. What it does not know it does not have either.
    pub fn give_back(&mut self, recall: &Recall) -> Recalled {
        let part = recall.part.clone();
        let held = self.children.get_mut(&part);
        let taken_back = held.is_none_or(|held| {
            if !held.is_signed {
                held.later = None;
                held.was_recalled = true;
            }
            held.was_recalled
        });
        Recalled { part, taken_back }
    }

    /// A child comes to whoever signs there; it is not given back any more.
    pub fn sign(&mut self, part: &BundleRef) {
        if let Some(held) = self.children.get_mut(part) {
            held.is_signed = !held.was_recalled;
        }
    }

    /// Its clock goes on: the answers that go out meanwhile.
    pub fn minutes_pass(&mut self, minutes: u32) -> Vec<AnswerSaid> {
        self.now = self.in_minutes(minutes);
        let now = self.now;
        let is_due = |later: &mut (Now, AnswerSaid)| later.0 <= now;
        let mut out = Vec::new();
        for held in self.children.values_mut() {
            if let Some((_, answer)) = held.later.take_if(is_due) {
                held.is_signed = true;
                out.push(answer);
            }
        }
        out
    }

    fn in_minutes(&self, minutes: u32) -> Now {
        let later = SignedDuration::from_mins(i64::from(minutes));
        Now(self.now.0.checked_add(later).unwrap_or(self.now.0))
    }
}

fn other_than(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Granted => Verdict::Declined,
        Verdict::Declined => Verdict::Granted,
    }
}
