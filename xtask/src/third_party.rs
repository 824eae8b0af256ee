//! THIRD-PARTY.md: what the program is made of that others wrote.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use anyhow::{Context, Result, bail};

use crate::process::{complain, say};
use crate::workspace::{self, Metadata, Package};

/// The package whose program we hand out.
const PROGRAM: &str = "motcua";

/// What does not come as a crate and is part of the program all the same.
const HEAD: &str = "\
# What others wrote

Một Cửa is licensed under the EUPL-1.2 (LICENSE). The program also holds the works below, each
under its own licence. This file is written by `cargo xtask third-party`; the tests fail when it
is out of date.

## Not crates

| Work | Licence | Where in the program |
| --- | --- | --- |
| govuk-frontend (style sheet, rebuilt; crown, logo and font are left out) | MIT | pages |
| Liberation Serif 2.1.5 | OFL-1.1 | papers |

## Crates

Built into the program for Linux; tools and libraries that only build or test it are left out.

| Crate | Version | Licence |
| --- | --- | --- |
";

/// Write the file anew, or with `check` only compare; true if it is (now) current.
pub fn run(check: bool) -> Result<bool> {
    let path = workspace::root().join("THIRD-PARTY.md");
    let current = document(&workspace::metadata()?)?;
    if !check {
        std::fs::write(&path, current).context("writing THIRD-PARTY.md")?;
        return Ok(true);
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    if written == current {
        say("THIRD-PARTY.md is current");
        return Ok(true);
    }
    complain("THIRD-PARTY.md is out of date; write it anew with `cargo xtask third-party`");
    Ok(false)
}

fn document(metadata: &Metadata) -> Result<String> {
    let mut text = HEAD.to_owned();
    for package in built_in(metadata)? {
        let Package {
            name,
            version,
            license,
            ..
        } = package;
        let Some(license) = license else {
            bail!("{name} {version} names no licence");
        };
        writeln!(text, "| {name} | {version} | {license} |").context("writing the table")?;
    }
    Ok(text)
}

/// The foreign packages that end up in the program, by name and version.
fn built_in(metadata: &Metadata) -> Result<Vec<&Package>> {
    let packages: HashMap<&str, &Package> = metadata
        .packages
        .iter()
        .map(|package| (package.id.as_str(), package))
        .collect();
    let needs: HashMap<&str, Vec<&str>> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| {
            let needed = node
                .deps
                .iter()
                .filter(|need| need.dep_kinds.iter().any(|kind| kind.kind.is_none()))
                .map(|need| need.pkg.as_str());
            (node.id.as_str(), needed.collect())
        })
        .collect();
    let program = metadata
        .packages
        .iter()
        .find(|package| package.name == PROGRAM && package.source.is_none())
        .with_context(|| format!("the workspace has no package {PROGRAM}"))?;

    let mut seen = BTreeSet::from([program.id.as_str()]);
    let mut waiting = vec![program.id.as_str()];
    while let Some(id) = waiting.pop() {
        for need in needs.get(id).into_iter().flatten() {
            if seen.insert(need) {
                waiting.push(need);
            }
        }
    }
    let found: BTreeMap<_, _> = seen
        .into_iter()
        .filter_map(|id| packages.get(id).copied())
        .filter(|package| package.source.is_some())
        .map(|package| ((&package.name, &package.version), package))
        .collect();
    Ok(found.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Need, NeedKind, Node, Resolve};

    fn package(name: &str, foreign: bool) -> Package {
        Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: Some("MIT".to_owned()),
            source: foreign.then(|| "a registry".to_owned()),
        }
    }

    fn needs(id: &str, needed: &[(&str, Option<&str>)]) -> Node {
        let deps = needed
            .iter()
            .map(|(name, kind)| Need {
                pkg: (*name).to_owned(),
                dep_kinds: vec![NeedKind {
                    kind: kind.map(str::to_owned),
                }],
            })
            .collect();
        Node {
            id: id.to_owned(),
            deps,
        }
    }

    #[test]
    fn only_what_ends_up_in_the_program_is_listed() {
        let metadata = Metadata {
            packages: vec![
                package("motcua", false),
                package("domain", false),
                package("serde", true),
                package("proptest", true),
                package("cc", true),
            ],
            resolve: Resolve {
                nodes: vec![
                    needs("motcua", &[("domain", None), ("cc", Some("build"))]),
                    needs("domain", &[("serde", None), ("proptest", Some("dev"))]),
                ],
            },
        };
        let text = document(&metadata).expect("all have licences");
        assert!(
            text.ends_with("| --- | --- | --- |\n| serde | 1.0.0 | MIT |\n"),
            "{text}"
        );
    }
}
