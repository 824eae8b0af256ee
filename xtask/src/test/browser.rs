//! What runs in Node.js: the style sheet's check, and pages in a real browser.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Surroundings;
use super::outcome::Count;
use crate::process::{overhear, say, succeeds};
use crate::workspace;

/// Build the style sheet again and compare; nothing to do before there is one.
pub fn style_sheet() -> Result<Count> {
    let folder = workspace::root().join("web-build");
    if !folder.join("package.json").exists() {
        say("there is no style sheet to build");
        return Ok(Count::default());
    }
    install_packages(&folder)?;
    succeeds(npm(&folder).args(["run", "--silent", "check"])).map(Count::of_one)
}

/// Build the program, unless this run's tests were built with it, and let a browser visit it.
pub fn journeys(around: &Surroundings) -> Result<Count> {
    travel(&mut node(around)?)
}

/// The same in their long form: more intakes in a row, and a phone on a slow line.
pub fn long_journeys(around: &Surroundings) -> Result<Count> {
    travel(node(around)?.env("MOTCUA_LONG", "1"))
}

fn travel(node: &mut Command) -> Result<Count> {
    let (succeeded, heard) = overhear(node.arg("run.mjs"))?;
    Ok(read_summary(&heard)?.believed_only_if(succeeded))
}

/// Pictures of each face at two widths, and their index; false if one could not be taken.
pub fn screens(around: &Surroundings) -> Result<bool> {
    let pictures = workspace::root().join("docs/screens");
    succeeds(node(around)?.arg("screens.mjs").arg(pictures))
}

/// Node.js in the browser's folder, with its packages and with the program built.
fn node(around: &Surroundings) -> Result<Command> {
    let folder = workspace::root().join("browser");
    install_packages(&folder)?;
    if !around.tests_are_built
        && !succeeds(around.cargo().args(["build", "--quiet", "--workspace"]))?
    {
        bail!("the program could not be built");
    }
    let mut node = Command::new("node");
    node.current_dir(folder)
        .env("TZ", "UTC")
        .env("MOTCUA_BIN", around.target.join("debug/motcua"));
    Ok(node)
}

/// The runner's last line is its count, as JSON.
fn read_summary(heard: &str) -> Result<Count> {
    let last = heard
        .lines()
        .last()
        .context("the browser runner said nothing")?;
    serde_json::from_str(last).with_context(|| format!("reading the summary {last:?}"))
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder);
    command
}

/// Install exactly what the lock file names, unless that was done already.
fn install_packages(folder: &Path) -> Result<()> {
    let lock = std::fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("reading the lock file in {}", folder.display()))?;
    let stamp = folder.join("node_modules/.installed-from");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let words = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    if !succeeds(npm(folder).args(words))? {
        bail!("npm could not install the packages of {}", folder.display());
    }
    std::fs::write(&stamp, lock).context("noting what was installed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_count() {
        let heard = "ok a page\nnot ok another\n{\"passed\":1,\"failed\":1}\n";
        assert_eq!(
            read_summary(heard).expect("a count"),
            Count {
                passed: 1,
                failed: 1
            }
        );
        assert!(read_summary("it broke").is_err());
    }
}
