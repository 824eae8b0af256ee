//! The order of the children: nobody waits for themselves, and every fact is there before it is
//! asked for.

use std::collections::BTreeSet;

use crate::bundle::ChildKey;
use crate::bundle::check::{BundleFinding, BundleFlaw};
use crate::bundle::kind::{BundleKind, ChildKind, ChildNeed, OnDeclined, TakenFrom};

pub(super) fn findings(kind: &BundleKind) -> Vec<BundleFinding> {
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for child in &kind.children {
        if !seen.insert(&child.key) {
            findings.push(BundleFinding::at(BundleFlaw::DuplicateChild, &child.key));
        }
        for earlier in &child.after {
            if kind.child(earlier).is_none() {
                let unknown = BundleFinding::at(BundleFlaw::UnknownChild, &child.key);
                findings.push(unknown.saying(earlier.as_str()));
            }
        }
        let before = before(kind, child);
        if before.contains(&child.key) {
            findings.push(BundleFinding::at(BundleFlaw::Cycle, &child.key));
        }
        findings.extend(facts(kind, child, &before));
    }
    findings
}

/// The children that are through before this one starts. Whoever waits for themselves, and only
/// they, stand in their own list.
fn before<'a>(kind: &'a BundleKind, child: &'a ChildKind) -> BTreeSet<&'a ChildKey> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&ChildKey> = child.after.iter().collect();
    while let Some(key) = open.pop() {
        if !found.insert(key) {
            continue;
        }
        if let Some(earlier) = kind.child(key) {
            open.extend(&earlier.after);
        }
    }
    found
}

fn facts(kind: &BundleKind, child: &ChildKind, before: &BTreeSet<&ChildKey>) -> Vec<BundleFinding> {
    let mut findings = Vec::new();
    for take in &child.takes {
        let TakenFrom::Outcome { child: from, fact } = &take.from else {
            continue;
        };
        let found = |flaw| BundleFinding::at(flaw, &child.key).saying(fact);
        let Some(earlier) = kind.child(from) else {
            findings.push(found(BundleFlaw::UnknownChild).saying(from.as_str()));
            continue;
        };
        if earlier.produced(fact).is_none() {
            findings.push(found(BundleFlaw::FactNotProduced));
        }
        if !before.contains(from) {
            findings.push(found(BundleFlaw::FactNotBefore));
        }
    }
    findings
}

/// Whether whatever stands behind this child can start though it granted nothing.
pub(super) fn may_be_passed_over(child: &ChildKind) -> bool {
    let goes_on = match child.on_declined {
        OnDeclined::StopRest => false,
        OnDeclined::GoOnWithout | OnDeclined::NeedsDecision => true,
    };
    goes_on || child.need == ChildNeed::Optional
}
