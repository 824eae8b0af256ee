//! Licences, bans and sources of everything we build from, by cargo-deny and deny.toml.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::{self, say, succeeds};
use crate::tools::{self, Tool};
use crate::workspace;

/// Run cargo-deny; known weaknesses are looked up only where a copy of the list is at hand.
pub fn run() -> Result<bool> {
    tools::provide(&[Tool::Deny], true)?;
    let mut checks = vec!["bans", "licenses", "sources"];
    let mut before = vec!["--locked"];
    if advisories().is_some_and(|folder| folder.exists()) {
        checks.push("advisories");
        before.push("--offline");
    } else {
        say("no local copy of the advisory list: known weaknesses are not looked up");
    }
    let mut command = workspace::cargo();
    command
        .arg("deny")
        .args(before)
        .args(["check", "--hide-inclusion-graph"])
        .args(checks);
    succeeds(&mut command)
}

/// Where cargo-deny keeps its copies.
fn advisories() -> Option<PathBuf> {
    let home = process::variable("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let home = process::variable("HOME")?;
            Some(PathBuf::from(home).join(".cargo"))
        })?;
    Some(home.join("advisory-dbs"))
}
