//! Is it small enough to be looked at: whoever hands in ten thousand steps is answered at once.

use crate::process::check::{BLOCKS_MAX, Code, Finding, NESTING_MAX};
use crate::process::draft::{Draft, all_blocks};

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let blocks = all_blocks(&draft.body);
    let mut findings = Vec::new();
    if let Some((_, block)) = blocks.iter().find(|(depth, _)| *depth > NESTING_MAX) {
        findings.push(Finding::at(Code::NestedTooDeeply, block.key()));
    }
    if blocks.len() > BLOCKS_MAX {
        let count = blocks.len().to_string();
        findings.push(Finding::at(Code::TooManyBlocks, &draft.key).saying(&count));
    }
    findings
}
