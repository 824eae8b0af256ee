//! Running other programs, and speaking to the person who waits for them.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Write one line for the person who reads along.
///
/// A closed pipe is no reason to stop a test run, so a failure to write is passed over.
pub fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Write one line about something that went wrong.
pub fn complain(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Run a program with its output passed through; true if it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    say(format!("\n» {}", show(command)));
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("starting {}", show(command)))?;
    Ok(status.success())
}

/// Run a program and hand back what it wrote to standard output; an error if it failed.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {}", show(command)))?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{} failed ({}): {}",
            show(command),
            output.status,
            told.trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("reading {}", show(command)))
}

/// Run a program, pass its standard output through line by line, and hand it back too.
///
/// Returns whether it succeeded and all that it wrote.
pub fn overhear(command: &mut Command) -> Result<(bool, String)> {
    use std::io::{BufRead, BufReader};

    say(format!("\n» {}", show(command)));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {}", show(command)))?;
    let pipe = child
        .stdout
        .take()
        .context("the pipe asked for is missing")?;
    let mut heard = String::new();
    for line in BufReader::new(pipe).lines() {
        let line = line.with_context(|| format!("reading {}", show(command)))?;
        say(&line);
        heard.push_str(&line);
        heard.push('\n');
    }
    let status = child
        .wait()
        .with_context(|| format!("waiting for {}", show(command)))?;
    Ok((status.success(), heard))
}

/// A variable of the environment, if it is set.
pub fn variable(name: &str) -> Option<OsString> {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask has no settings but the environment"
    )]
    std::env::var_os(name)
}

/// The time on a clock that only runs forward, for measuring how long something takes.
pub fn stopwatch() -> Instant {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask waits for programs and times them"
    )]
    Instant::now()
}

/// Where a program is, looked for in the folders of `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = variable("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| is_program(path))
}

/// Whether a file is there and may be run.
pub fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn show(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_not_taken_for_done() {
        assert!(!succeeds(&mut Command::new("false")).expect("false is everywhere"));
        assert!(output_of(&mut Command::new("false")).is_err());
    }

    #[test]
    fn what_is_overheard_is_what_was_said() {
        let (done, heard) =
            overhear(Command::new("printf").arg("a\\nb\\n")).expect("printf is everywhere");
        assert!(done);
        assert_eq!(heard, "a\nb\n");
    }

    #[test]
    fn a_program_is_found_only_where_one_is() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-as-this").is_none());
    }
}
