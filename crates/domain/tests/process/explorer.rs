//! Tries everything in a small draft, on a net of its own, and compares with what the check says.
//!
//! Nothing here asks the program but for the findings: blocks become nodes, a token lies on a leaf, a
//! join keeps a list of whom it waits for.

mod game;
mod net;

use std::collections::{BTreeMap, BTreeSet};

use domain::process::check::Code;
use domain::process::draft::Draft;

use crate::blocks::published;
use crate::explorer::game::Explored;
use crate::explorer::net::Net;

/// Steps in the drafts that are explored.
const LEAVES_MAX: usize = 12;

/// Findings behind which the explorer and the program may read on differently.
const NOT_COMPARED: [Code; 3] = [
    Code::FactAskedTwice,
    Code::BranchWithoutAStep,
    Code::AgainWithoutWork,
];

/// Findings that say that a path gets stuck.
const STUCK: [Code; 3] = [
    Code::PathWithoutEnd,
    Code::LoopWithoutAWayOut,
    Code::AgainOutsideItsLoop,
];

/// Findings of what no path comes to.
const UNREACHED: [Code; 2] = [Code::UnreachableStep, Code::UnreachableEnd];

/// Compares, and says whether there was anything to compare.
pub fn explore(draft: &Draft) -> bool {
    let net = Net::of(draft);
    let findings = published(draft);
    let has = |codes: &[Code]| findings.iter().any(|finding| codes.contains(&finding.code));
    if net.leaves() > LEAVES_MAX || has(&NOT_COMPARED) {
        return false;
    }
    let Some(explored) = Explored::of(&net) else {
        return false;
    };
    // What stands behind a join that waits in vain is read on differently.
    if has(&[Code::JoinWaitsInVain]) {
        assert!(explored.is_stuck, "a join in {draft:#?}");
        return true;
    }
    let unreached: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| UNREACHED.contains(&finding.code))
        .map(|finding| finding.place.as_str())
        .collect();
    assert_eq!(
        net.keys_without(&explored.visited),
        unreached,
        "unreachable in {draft:#?}"
    );
    // What no path comes to may be as it likes: then the check says more than the explorer sees.
    if unreached.is_empty() {
        assert_eq!(explored.is_stuck, has(&STUCK), "stuck in {draft:#?}");
    }
    true
}

/// The value of each fact, and of the step just done.
type Said<'a> = BTreeMap<&'a str, &'a str>;
