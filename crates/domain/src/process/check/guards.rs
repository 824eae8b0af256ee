//! Choices: every value has exactly one way.

use std::collections::{BTreeMap, BTreeSet};

use crate::process::check::{Code, Finding};
use crate::process::draft::{Block, Branch, Choice, Draft, Join, Parallel, all_blocks};
use crate::process::fact::{Values, span};

/// The values of every word a choice may go by: facts, and steps with results.
pub(super) struct Words<'a> {
    facts: BTreeMap<&'a str, &'a Values>,
    steps: BTreeMap<&'a str, Values>,
}

impl<'a> Words<'a> {
    pub(super) fn of(draft: &'a Draft) -> Self {
        let facts = draft.facts.iter();
        let mut steps = BTreeMap::new();
        for (_, block) in all_blocks(&draft.body) {
            if let Block::Step(step) = block
                && !step.results.is_empty()
            {
                steps.insert(step.key.as_str(), step.values());
            }
        }
        Self {
            facts: facts.map(|f| (f.key.as_str(), &f.values)).collect(),
            steps,
        }
    }

    fn values(&self, word: &str) -> Option<&Values> {
        let fact = self.facts.get(word).copied();
        fact.or_else(|| self.steps.get(word))
    }

    /// Whether the word is the result of a step.
    pub(super) fn is_result(&self, word: &str) -> bool {
        !self.facts.contains_key(word) && self.steps.contains_key(word)
    }

    /// Whether the branch is for any value at all; said of an unknown word, too.
    pub(super) fn may_be(&self, by: &str, branch: &Branch) -> bool {
        self.values(by)
            .is_none_or(|values| branch.when.iter().any(|when| values.meet(when)))
    }

    /// Whether there is a value that none of these branches is for.
    pub(super) fn spare(&self, by: &str, branches: &[&Branch]) -> bool {
        let said: Vec<&String> = branches.iter().flat_map(|branch| &branch.when).collect();
        match self.values(by) {
            Some(Values::Whole { from, to }) => {
                let mut spans: Vec<_> = said.iter().filter_map(|when| span(when)).collect();
                spans.sort_unstable();
                let reached = spans.iter().fold(*from, |next, (first, last)| {
                    let goes_on = *first <= next;
                    let after = last.saturating_add(1);
                    if goes_on { next.max(after) } else { next }
                });
                reached <= *to
            }
            Some(values) => {
                let words = values.words().unwrap_or_default();
                words
                    .iter()
                    .any(|word| !said.iter().any(|when| when == word))
            }
            None => true,
        }
    }
}

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let words = Words::of(draft);
    let mut findings = idle_results(draft);
    for (_, block) in all_blocks(&draft.body) {
        match block {
            Block::Choice(choice) => findings.extend(of_choice(choice, &words)),
            Block::Parallel(parallel) => findings.extend(of_parallel(parallel, &words)),
            Block::Step(_)
            | Block::Loop(_)
            | Block::Again(_)
            | Block::Consult(_)
            | Block::Wait(_)
            | Block::End(_) => {}
        }
    }
    findings
}

/// Steps whose results nothing goes by.
fn idle_results(draft: &Draft) -> Vec<Finding> {
    let blocks = all_blocks(&draft.body);
    let asked: BTreeSet<&str> = blocks.iter().filter_map(|(_, block)| asks(block)).collect();
    let steps = blocks.iter().filter_map(|(_, block)| match block {
        Block::Step(step) => Some(step),
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    });
    let idle = steps.filter(|step| !step.results.is_empty() && !asked.contains(step.key.as_str()));
    idle.map(|step| Finding::at(Code::IdleResults, &step.key))
        .collect()
}

/// The word a block goes by.
fn asks(block: &Block) -> Option<&str> {
    match block {
        Block::Choice(choice) => Some(&choice.by),
        Block::Parallel(parallel) => parallel.by.as_deref(),
        Block::Step(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    }
}

fn of_choice(choice: &Choice, words: &Words<'_>) -> Vec<Finding> {
    let Some(values) = words.values(&choice.by) else {
        return vec![Finding::at(Code::UnknownWord, &choice.key).saying(&choice.by)];
    };
    let mut findings = unknown(&choice.key, &choice.outcomes, values);
    findings.extend(match values {
        Values::OneOf(_) | Values::YesNo => of_words(choice, values),
        Values::Whole { from, to } => of_numbers(choice, *from, *to),
    });
    findings
}

fn of_parallel(parallel: &Parallel, words: &Words<'_>) -> Vec<Finding> {
    let chooses = match parallel.join {
        Join::Chosen => true,
        Join::All | Join::FirstBegun | Join::FirstDone => false,
    };
    let has_conditions = parallel.branches.iter().any(|b| !b.when.is_empty());
    match &parallel.by {
        Some(by) if chooses => match words.values(by) {
            Some(values) => unknown(&parallel.key, &parallel.branches, values),
            None => vec![Finding::at(Code::UnknownWord, &parallel.key).saying(by)],
        },
        None if !chooses && !has_conditions => Vec::new(),
        Some(_) | None => vec![Finding::at(Code::IdleCondition, &parallel.key)],
    }
}

/// What is written as a value and is none.
fn unknown(place: &str, branches: &[Branch], values: &Values) -> Vec<Finding> {
    let said = branches.iter().flat_map(|branch| &branch.when);
    said.filter(|when| !values.meet(when))
        .map(|when| Finding::at(Code::UnknownWord, place).saying(when))
        .collect()
}

fn of_words(choice: &Choice, values: &Values) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in values.words().unwrap_or_default() {
        let is_for = |branch: &&Branch| branch.when.iter().any(|when| when == word);
        match choice.outcomes.iter().filter(is_for).count() {
            0 => findings.push(Finding::at(Code::MissingOutcome, &choice.key).saying(word)),
            1 => {}
            _ => findings.push(Finding::at(Code::TwoTrueOutcomes, &choice.key).saying(word)),
        }
    }
    findings
}

fn of_numbers(choice: &Choice, from: i64, to: i64) -> Vec<Finding> {
    let mut spans: Vec<(i64, i64)> = choice
        .outcomes
        .iter()
        .flat_map(|branch| &branch.when)
        .filter_map(|when| span(when))
        .collect();
    spans.sort_unstable();
    let mut findings = Vec::new();
    // The first number that no span has reached yet; none beyond the largest there is.
    let mut next = Some(from);
    for (first, last) in spans {
        let Some(expected) = next else {
            findings.push(twice(choice, first, last));
            continue;
        };
        if first > expected {
            findings.push(missing(choice, expected, first.saturating_sub(1)));
        } else if first < expected && expected > from {
            let end = last.min(expected.saturating_sub(1));
            findings.push(twice(choice, first, end));
        }
        next = last.checked_add(1).map(|after| after.max(expected));
    }
    if let Some(expected) = next
        && expected <= to
    {
        findings.push(missing(choice, expected, to));
    }
    findings
}

fn missing(choice: &Choice, first: i64, last: i64) -> Finding {
    Finding::at(Code::MissingOutcome, &choice.key).saying(&show(first, last))
}

fn twice(choice: &Choice, first: i64, last: i64) -> Finding {
    Finding::at(Code::TwoTrueOutcomes, &choice.key).saying(&show(first, last))
}

fn show(first: i64, last: i64) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}..{last}")
    }
}
