//! The check of a long internal process on one thread: the domain alone, without the program.

use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

use super::machine;
use super::report::Gate;
use super::rounds::OTHERS_MAX;
use super::run::others_borne;
use super::server::processes_program;
use crate::process::{output_of, say};

/// Milliseconds that the check of a process of 200 steps may take.
const MOST: f64 = 50.0;

/// What `bench processes` may be told.
#[derive(Args)]
pub struct Arguments {
    /// Seconds of checking.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    busy: bool,
}

/// What the check says of itself.
#[derive(Deserialize)]
struct Told {
    steps: u32,
    checks: u32,
    median_ms: f64,
    slowest_ms: f64,
}

/// Check on one thread; true if it is fast enough.
pub fn run(wish: &Arguments) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let program = processes_program()?;
    say(machine::describe()?);
    let mut command = std::process::Command::new(program);
    let said = output_of(command.arg(wish.seconds.to_string()))?;
    let told: Told = serde_json::from_str(&said).context("reading what the check says")?;
    say(line(&told));
    let gate = Gate::at_most(
        "milliseconds to check a process of 200 steps",
        told.median_ms,
        MOST,
    );
    say(gate.line());
    if others > OTHERS_MAX {
        say("note: taken beside other work; these figures prove nothing");
    }
    Ok(gate.is_met && told.steps >= 200)
}

fn line(told: &Told) -> String {
    format!(
        "{} steps checked {} times: {:.2} ms in the middle, {:.2} ms at most",
        told.steps, told.checks, told.median_ms, told.slowest_ms
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_check_says_is_read() {
        let said = r#"{"steps":200,"checks":1000,"median_ms":1.25,"slowest_ms":3}"#;
        let told: Told = serde_json::from_str(said).expect("as the check says it");
        let line = line(&told);
        assert!(
            line.starts_with("200 steps checked 1000 times: 1.25 ms"),
            "{line}"
        );
    }
}
