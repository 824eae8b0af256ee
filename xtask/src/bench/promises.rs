//! Due moments on one thread, over a calendar of ten years: the engine alone, without the program.

use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

use super::machine;
use super::report::Gate;
use super::rounds::OTHERS_MAX;
use super::run::others_borne;
use super::server::promises_program;
use crate::process::{output_of, say};

/// Due moments a second that one core has to give.
const LEAST: f64 = 200_000.0;

/// What `bench promises` may be told.
#[derive(Args)]
pub struct Arguments {
    /// Seconds for each kind of question.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    busy: bool,
}

/// What the engine says of itself.
#[derive(Deserialize)]
struct Told {
    due_per_second: f64,
    explained_per_second: f64,
    paused_per_second: f64,
    calendar_ms: f64,
}

/// Ask on one thread; true if it is fast enough.
pub fn run(wish: &Arguments) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let program = promises_program()?;
    say(machine::describe()?);
    let mut command = std::process::Command::new(program);
    let said = output_of(command.arg(wish.seconds.to_string()))?;
    let told: Told = serde_json::from_str(&said).context("reading what the engine says")?;
    say(lines(&told));
    let gate = Gate::at_least(
        "promises a second on one core",
        told.due_per_second,
        LEAST,
        None,
    );
    say(gate.line());
    if others > OTHERS_MAX {
        say("note: taken beside other work; these figures prove nothing");
    }
    Ok(gate.is_met)
}

fn lines(told: &Told) -> String {
    format!(
        "due moments                {:>12.0}/s\n\
         with one pause             {:>12.0}/s\n\
         with every day explained   {:>12.0}/s\n\
         calendar read and indexed  {:>12.3} ms",
        told.due_per_second, told.paused_per_second, told.explained_per_second, told.calendar_ms
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_says_is_read() {
        let said = r#"{"due_per_second":1e6,"explained_per_second":200000.5,
            "paused_per_second":300000,"calendar_ms":0.8}"#;
        let told: Told = serde_json::from_str(said).expect("as the engine says it");
        assert!(lines(&told).contains(" 1000000/s\n"), "{}", lines(&told));
    }
}
