//! Promises moved after a change of the calendar, in a kept folder: the store alone, closed and
//! opened again in the middle.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use serde::Deserialize;

use super::machine;
use super::report::Gate;
use super::rounds::OTHERS_MAX;
use super::run::others_borne;
use super::server::campaign_program;
use crate::process::{output_of, say};

/// Promises that a change has to be able to move …
const MOVES: f64 = 20_000.0;
/// … in so many seconds.
const MOST: f64 = 60.0;

/// What `bench campaign` may be told.
#[derive(Args)]
pub struct Arguments {
    /// A folder of dossiers as `--keep` of another workload left it. Its promises move for good.
    #[arg(long, value_name = "FOLDER")]
    folder: PathBuf,
    /// The working day on which the nation closes, such as 2026-11-25: soon after they came.
    #[arg(long, value_name = "DAY")]
    day: String,
    /// Stop after so many moves.
    #[arg(long, default_value_t = 20_000)]
    moves: u32,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    busy: bool,
}

/// What the campaign says of itself.
#[derive(Deserialize)]
struct Told {
    moved: u32,
    kept: u32,
    seen: u32,
    ended: bool,
    seconds: f64,
    confirmed_ms: f64,
    slowest_batch_ms: f64,
}

/// Move them; true if it is fast enough.
pub fn run(wish: &Arguments) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let program = campaign_program()?;
    say(machine::describe()?);
    let mut command = std::process::Command::new(program);
    command
        .arg(&wish.folder)
        .arg(&wish.day)
        .arg(wish.moves.to_string());
    let said = output_of(&mut command)?;
    let told: Told = serde_json::from_str(&said).context("reading what the campaign says")?;
    say(lines(&told));
    let gate = Gate::at_most(
        "seconds to move 20,000 promises",
        told.seconds * MOVES / f64::from(told.moved.max(1)),
        MOST,
    );
    say(gate.line());
    if others > OTHERS_MAX {
        say("note: taken beside other work; these figures prove nothing");
    }
    Ok(gate.is_met)
}

fn lines(told: &Told) -> String {
    let end = if told.ended {
        "came to its end"
    } else {
        "was stopped there"
    };
    format!(
        "counted once more  {:>9}\n\
         moved              {:>9}\n\
         kept               {:>9}\n\
         seconds            {:>9.1}, broken off and taken up again in the middle; it {end}\n\
         confirmed          {:>9.0} ms\n\
         slowest batch      {:>9.0} ms",
        told.seen, told.moved, told.kept, told.seconds, told.confirmed_ms, told.slowest_batch_ms
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_campaign_says_is_read() {
        let said = r#"{"moved":20000,"kept":12,"seen":20100,"ended":false,"seconds":31.5,
            "confirmed_ms":12.5,"slowest_batch_ms":180}"#;
        let told: Told = serde_json::from_str(said).expect("as the campaign says it");
        let lines = lines(&told);
        assert!(lines.contains("31.5, broken off"), "{lines}");
        assert!(lines.contains("was stopped there"), "{lines}");
    }
}
