//! The quick look before a commit.

use anyhow::{Context, Result};

use crate::process::say;
use crate::test::{self, Part};
use crate::workspace;

/// Lines from which a file is looked at again for a second idea (docs/style.md).
const LINES_TO_SPLIT_AT: usize = 400;

/// Format, lints and the domain's tests; then the long files, which a reader judges.
pub fn run() -> Result<bool> {
    let passed = test::run_parts(&[Part::Format, Part::Clippy, Part::Domain], false)?;
    let long = long_files()?;
    if !long.is_empty() {
        say(format!(
            "\nFiles over {LINES_TO_SPLIT_AT} lines; look for the second idea:"
        ));
        for (lines, name) in long {
            say(format!("{lines:>6}  {name}"));
        }
    }
    Ok(passed)
}

fn long_files() -> Result<Vec<(usize, String)>> {
    let mut long = Vec::new();
    for file in workspace::files_ending(&[".rs", ".html", ".mjs", ".scss"])? {
        let path = workspace::root().join(&file);
        if !path.exists() {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        let lines = text.lines().count();
        if lines > LINES_TO_SPLIT_AT {
            long.push((lines, file.display().to_string()));
        }
    }
    long.sort_unstable_by(|a, b| b.cmp(a));
    Ok(long)
}
