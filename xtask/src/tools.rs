//! What the checks need from the machine, and how it gets there.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{self, find, say, succeeds};
use crate::{postgres, workspace};

/// Something a part of the tests needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// The test runner.
    Nextest,
    /// Reads deny.toml and judges what we build from.
    Deny,
    /// A PostgreSQL server to be started for the tests, never a running one.
    Postgres,
    /// Reads text and pages out of PDF files.
    Poppler,
    /// Reads QR codes and barcodes.
    Zbar,
    /// The browser of the journeys.
    Chromium,
    /// Node.js with npm, for the browser tests and the style sheet.
    Node,
}

impl Tool {
    fn is_here(self) -> bool {
        match self {
            Self::Nextest => find("cargo-nextest").is_some(),
            Self::Deny => find("cargo-deny").is_some(),
            Self::Postgres => postgres::programs().is_some(),
            Self::Poppler => find("pdftotext").is_some() && find("pdftoppm").is_some(),
            Self::Zbar => find("zbarimg").is_some(),
            Self::Chromium => find("chromium").is_some(),
            Self::Node => find("npm").is_some() && node_is_new_enough(),
        }
    }

    fn source(self) -> Source {
        match self {
            Self::Nextest => Source::Crate("cargo-nextest"),
            Self::Deny => Source::Crate("cargo-deny"),
            Self::Postgres => Source::Debian(&["postgresql"]),
            Self::Poppler => Source::Debian(&["poppler-utils"]),
            Self::Zbar => Source::Debian(&["zbar-tools"]),
            Self::Chromium => Source::Debian(&["chromium"]),
            Self::Node => Source::Debian(&["nodejs", "npm"]),
        }
    }
}

/// The first major version of Node.js that the browser packages run on.
const NODE_MAJOR_MIN: u32 = 20;

fn node_is_new_enough() -> bool {
    let Some(node) = find("node") else {
        return false;
    };
    process::output_of(Command::new(node).arg("--version"))
        .ok()
        .and_then(|version| major_version(&version))
        .is_some_and(|major| major >= NODE_MAJOR_MIN)
}

/// The `20` of `v20.20.2`.
fn major_version(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Who provides a tool.
#[derive(Clone, Copy)]
enum Source {
    Crate(&'static str),
    Debian(&'static [&'static str]),
}

/// See to it that all these are on the machine; with `install` false only look.
pub fn provide(wanted: &[Tool], install: bool) -> Result<()> {
    let missing: Vec<Tool> = wanted
        .iter()
        .copied()
        .filter(|tool| !tool.is_here())
        .collect();
    let packages = debian_packages(&missing);
    let crates = crates(&missing);
    if packages.is_empty() && crates.is_empty() {
        return Ok(());
    }
    let may_install_packages = packages.is_empty() || is_root()?;
    if !install || !may_install_packages {
        bail!("{}", what_to_install(&packages, &crates));
    }
    if !packages.is_empty() {
        install_packages(&packages)?;
    }
    for name in crates {
        install_crate(name)?;
    }
    match missing.into_iter().find(|tool| !tool.is_here()) {
        Some(tool) => bail!("{tool:?} was installed and still is not there, or too old"),
        None => Ok(()),
    }
}

/// Whether we are the user who may install packages and must not run a database server.
pub fn is_root() -> Result<bool> {
    Ok(process::output_of(Command::new("id").arg("-u"))?.trim() == "0")
}

fn debian_packages(missing: &[Tool]) -> Vec<&'static str> {
    missing
        .iter()
        .flat_map(|tool| match tool.source() {
            Source::Debian(packages) => packages,
            Source::Crate(_) => &[],
        })
        .copied()
        .collect()
}

fn crates(missing: &[Tool]) -> Vec<&'static str> {
    missing
        .iter()
        .filter_map(|tool| match tool.source() {
            Source::Crate(name) => Some(name),
            Source::Debian(_) => None,
        })
        .collect()
}

fn what_to_install(packages: &[&str], crates: &[&str]) -> String {
    let mut lines = vec!["the tests need programs that are not on this machine. Run:".to_owned()];
    if !packages.is_empty() {
        let names = packages.join(" ");
        lines.push(format!(
            "  sudo apt-get install -y --no-install-recommends {names}"
        ));
    }
    lines.extend(
        crates
            .iter()
            .map(|name| format!("  cargo install {name} --locked")),
    );
    lines.push("or choose parts that do without: cargo xtask test --help".to_owned());
    lines.join("\n")
}

fn install_packages(packages: &[&str]) -> Result<()> {
    let apt = |words: &[&str]| -> Result<bool> {
        succeeds(
            Command::new("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(words),
        )
    };
    if !apt(&["update", "-q"])? {
        bail!("apt-get update failed");
    }
    let mut words = vec!["install", "-y", "-q", "--no-install-recommends"];
    words.extend(packages);
    if !apt(&words)? {
        bail!("apt-get could not install {}", packages.join(" "));
    }
    Ok(())
}

fn install_crate(name: &str) -> Result<()> {
    say(format!("{name} is missing; building it takes some minutes"));
    let built_in = workspace::target_folder()?.join("tools");
    let done = succeeds(
        workspace::cargo()
            .args(["install", name, "--locked"])
            .env("CARGO_TARGET_DIR", built_in),
    )
    .with_context(|| format!("installing {name}"))?;
    if !done {
        bail!("cargo could not install {name}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_crates_are_asked_for_separately() {
        let missing = [Tool::Nextest, Tool::Node, Tool::Postgres];
        assert_eq!(debian_packages(&missing), ["nodejs", "npm", "postgresql"]);
        assert_eq!(crates(&missing), ["cargo-nextest"]);
    }

    #[test]
    fn who_may_not_install_is_told_the_exact_commands() {
        let told = what_to_install(&["chromium", "zbar-tools"], &["cargo-nextest"]);
        assert!(told.contains("apt-get install -y --no-install-recommends chromium zbar-tools"));
        assert!(told.contains("cargo install cargo-nextest --locked"));
    }

    #[test]
    fn a_version_is_read_by_its_first_number() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("unknown"), None);
    }

    #[test]
    fn nothing_wanted_is_nothing_to_do() {
        provide(&[], false).expect("there is nothing to look for");
    }
}
