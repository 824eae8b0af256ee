//! Every key stands for one thing, and every word for something that was declared.

use std::collections::BTreeSet;

use crate::process::check::{AGAIN_MAX, Code, Finding};
use crate::process::draft::{Again, Block, Consult, Draft, RoleSaid, Step, all_blocks};

/// Characters a key may have.
const KEY_LENGTH_MAX: usize = 40;

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let mut findings = keys(draft);
    let papers: BTreeSet<&str> = draft.papers.iter().map(|p| p.key.as_str()).collect();
    for (_, block) in all_blocks(&draft.body) {
        match block {
            Block::Step(step) => findings.extend(step_findings(step, &papers)),
            Block::Again(again) => findings.extend(bound(again)),
            Block::Consult(consult) => findings.extend(asked(consult)),
            Block::Choice(_)
            | Block::Parallel(_)
            | Block::Loop(_)
            | Block::Wait(_)
            | Block::End(_) => {}
        }
    }
    findings
}

fn keys(draft: &Draft) -> Vec<Finding> {
    let facts = draft.facts.iter().map(|fact| fact.key.as_str());
    let papers = draft.papers.iter().map(|paper| paper.key.as_str());
    let blocks = all_blocks(&draft.body);
    let blocks = blocks.iter().map(|(_, block)| block.key());
    let mut findings = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for key in facts.chain(papers).chain(blocks) {
        if !is_sound(key) {
            findings.push(Finding::at(Code::MalformedKey, key));
        }
        if !taken.insert(key) {
            findings.push(Finding::at(Code::DuplicateKey, key));
        }
    }
    findings
}

fn is_sound(key: &str) -> bool {
    let may = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !key.is_empty() && key.len() <= KEY_LENGTH_MAX && key.bytes().all(may)
}

fn step_findings(step: &Step, papers: &BTreeSet<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let RoleSaid::Unknown(role) = &step.role {
        findings.push(Finding::at(Code::UnknownRole, &step.key).saying(role));
    }
    for paper in step.makes.iter().chain(&step.signs) {
        if !papers.contains(paper.as_str()) {
            findings.push(Finding::at(Code::UnknownWord, &step.key).saying(paper));
        }
    }
    let mut results: BTreeSet<&str> = BTreeSet::new();
    for result in &step.results {
        if !results.insert(result) {
            findings.push(Finding::at(Code::DuplicateKey, &step.key).saying(result));
        }
    }
    findings
}

fn bound(again: &Again) -> Option<Finding> {
    let bound = again.at_most?;
    let is_meant = (1..=AGAIN_MAX).contains(&bound);
    (!is_meant).then(|| Finding::at(Code::BoundOutOfRange, &again.key).saying(&bound.to_string()))
}

fn asked(consult: &Consult) -> Option<Finding> {
    let is_idle = consult.asks.is_empty()
        || consult
            .asks
            .iter()
            .any(|asked| asked.questions.iter().all(|question| question.is_empty()));
    is_idle.then(|| Finding::at(Code::NothingAsked, &consult.key))
}
