//! Acts along a published process beside acts along the line, in one run on one store.

use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

use super::machine;
use super::report::Gate;
use super::rounds::OTHERS_MAX;
use super::run::others_borne;
use super::server::acts_program;
use crate::process::{output_of, say};

/// How much longer an act along a process may take than one along the line.
const MOST: f64 = 1.2;

/// What `bench acts` may be told.
#[derive(Args)]
pub struct Arguments {
    /// Dossiers of each kind, four acts on each.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(10..=20_000))]
    dossiers: u32,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    busy: bool,
}

/// What the program says: medians in microseconds.
#[derive(Deserialize)]
struct Told {
    line_us: f64,
    process_us: f64,
}

/// Measure; true if a process costs little enough.
pub fn run(wish: &Arguments) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let program = acts_program()?;
    say(machine::describe()?);
    let mut command = std::process::Command::new(program);
    let said = output_of(command.arg(wish.dossiers.to_string()))?;
    let told: Told = serde_json::from_str(&said).context("reading what the program says")?;
    say(lines(&told));
    let ratio = told.process_us / told.line_us;
    let gate = Gate::at_most("an act along a process, against the line", ratio, MOST);
    say(gate.line());
    if others > OTHERS_MAX {
        say("note: taken beside other work; these figures prove nothing");
    }
    Ok(gate.is_met)
}

fn lines(told: &Told) -> String {
    format!(
        "an act along the line      {:>10.0} µs\n\
         an act along a process     {:>10.0} µs",
        told.line_us, told.process_us
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_says_is_read() {
        let told: Told = serde_json::from_str(r#"{"line_us":900.5,"process_us":1000}"#)
            .expect("as the program says it");
        assert!(lines(&told).ends_with("1000 µs"), "{}", lines(&told));
    }
}
