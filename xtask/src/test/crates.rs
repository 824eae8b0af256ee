//! The tests of the crates, run by nextest; examples in doc comments, run by cargo.

use std::process::Command;

use anyhow::{Context, Result};

use super::Surroundings;
use super::outcome::{Count, read_junit, read_test_results};
use crate::process::{self, overhear, say, succeeds};
use crate::workspace;

/// All tests of all crates.
pub fn run_all(around: &Surroundings) -> Result<Count> {
    nextest(around, &["--workspace"])
}

/// The tests of one crate, built as in a whole run.
///
/// Features are unified over the whole workspace: building one crate alone would compile the
/// heavy dependencies a second time (docs/decisions).
pub fn run_one(around: &Surroundings, package: &str) -> Result<Count> {
    nextest(
        around,
        &["--workspace", "-E", &format!("package({package})")],
    )
}

/// The tests that have a long form, in that form: more cases, more kills, more intakes.
///
/// The rules run optimised, with the checks of a debug build: twenty million runs of processes
/// would take hours otherwise.
pub fn run_long(around: &Surroundings) -> Result<Count> {
    let rules = nextest_as(around, "long", &["-p", "domain", "--cargo-profile", "long"])?;
    let others = ["--workspace", "-E", "package(store) or package(motcua)"];
    Ok(rules + nextest_as(around, "long", &others)?)
}

/// The tests of the rules, built alone.
///
/// The domain needs few crates, so a second set of them is cheap; and a changed rule must not
/// wait until pages and papers are built again.
pub fn run_domain(around: &Surroundings) -> Result<Count> {
    nextest(around, &["-p", "domain"])
}

fn nextest(around: &Surroundings, words: &[&str]) -> Result<Count> {
    nextest_as(around, "default", words)
}

/// `profile` is one of `.config/nextest.toml`.
fn nextest_as(around: &Surroundings, profile: &str, words: &[&str]) -> Result<Count> {
    let report = workspace::root().join(format!("target/nextest/{profile}/junit.xml"));
    // The report of an earlier run must not be taken for this one's.
    if report.exists() {
        std::fs::remove_file(&report).context("clearing the last test report")?;
    }
    let mut command = around.cargo();
    command
        .args(["nextest", "run", "--no-fail-fast", "--profile", profile])
        .args(words);
    if profile == "long" {
        command.env("MOTCUA_LONG", "1");
    }
    if process::variable("CI").is_some() {
        command.args(["--status-level=fail", "--final-status-level=slow"]);
    }
    let succeeded = succeeds(&mut command)?;
    let count = match std::fs::read_to_string(&report) {
        Ok(text) => read_junit(&text)?,
        Err(_) => Count::default(),
    };
    Ok(count.believed_only_if(succeeded))
}

/// Examples in doc comments; nothing to do while there are none.
pub fn run_doctests(around: &Surroundings) -> Result<Count> {
    if !any_example()? {
        say("no doc comment holds an example");
        return Ok(Count::default());
    }
    let mut command: Command = around.cargo();
    let (succeeded, heard) = overhear(command.args(["test", "--workspace", "--doc", "--quiet"]))?;
    Ok(read_test_results(&heard).believed_only_if(succeeded))
}

fn any_example() -> Result<bool> {
    for file in workspace::files_ending(&[".rs"])? {
        let path = workspace::root().join(file);
        if path.exists() {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("reading {}", path.display()))?;
            if holds_example(&text) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a doc comment opens a code block that rustdoc would run.
fn holds_example(source: &str) -> bool {
    source
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("///")
                .or_else(|| line.strip_prefix("//!"))
        })
        .filter_map(|line| line.trim().strip_prefix("```"))
        .enumerate()
        // Every second fence closes a block.
        .any(|(number, info)| number % 2 == 0 && (info.is_empty() || info.starts_with("rust")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blocks_that_rustdoc_runs_are_examples() {
        assert!(holds_example("/// ```\n/// assert!(true);\n/// ```\n"));
        assert!(!holds_example("//! ```text\n//! a drawing\n//! ```\n"));
        assert!(!holds_example("// ```\n"));
    }
}
