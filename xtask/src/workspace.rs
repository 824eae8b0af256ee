//! Where things are, and what `cargo metadata` knows.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// The only kind of machine that licences and third-party lists are made for.
///
/// Fixed, so that the lists come out the same wherever they are made.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map_or_else(|| here.to_owned(), Path::to_owned)
}

/// `cargo`, the same one that runs us, standing in the workspace's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(process::variable("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// What `cargo metadata` says of the workspace and all it is built from.
#[derive(Deserialize)]
pub struct Metadata {
    pub packages: Vec<Package>,
    pub resolve: Resolve,
}

/// One package, ours or another's.
#[derive(Deserialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    /// Where it was fetched from; nothing for a package of the workspace.
    pub source: Option<String>,
}

/// The graph of who needs whom.
#[derive(Deserialize)]
pub struct Resolve {
    pub nodes: Vec<Node>,
}

/// One package in the graph.
#[derive(Deserialize)]
pub struct Node {
    pub id: String,
    pub deps: Vec<Need>,
}

/// An arrow of the graph.
#[derive(Deserialize)]
pub struct Need {
    pub pkg: String,
    pub dep_kinds: Vec<NeedKind>,
}

/// What the arrow is for: nothing (the program), `dev` or `build`.
#[derive(Deserialize)]
pub struct NeedKind {
    pub kind: Option<String>,
}

/// Ask cargo; the lock file is taken as it is.
pub fn metadata() -> Result<Metadata> {
    let text = process::output_of(cargo().args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform",
        PLATFORM,
    ]))?;
    serde_json::from_str(&text).context("reading what cargo metadata says")
}

/// Where cargo puts what it builds.
pub fn target_folder() -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Answer {
        target_directory: PathBuf,
    }
    let text = process::output_of(cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let answer: Answer = serde_json::from_str(&text).context("reading what cargo metadata says")?;
    Ok(answer.target_directory)
}

/// The files git keeps, relative to the root, that end in one of these.
pub fn files_ending(endings: &[&str]) -> Result<Vec<PathBuf>> {
    let listed = process::output_of(
        Command::new("git")
            .arg("-C")
            .arg(root())
            .args(["ls-files", "-z"]),
    )?;
    Ok(listed
        .split('\0')
        .filter(|name| endings.iter().any(|ending| name.ends_with(ending)))
        .map(PathBuf::from)
        .collect())
}
