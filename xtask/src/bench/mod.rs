//! `cargo xtask bench`: how fast the program is, beside what the machine itself can do.
//!
//! Figures of different minutes cannot be compared, since the machine's speed drifts: every
//! result stands beside the load and a fixed scan of the same run.

mod acts;
mod campaign;
mod chance;
mod drive;
mod floor;
mod footprint;
mod http;
mod latency;
mod ledger;
mod machine;
mod memory;
mod others;
mod procedures;
mod processes;
mod promises;
mod province;
mod report;
mod rounds;
mod run;
mod server;
mod site;
mod start;
mod wish;
mod workload;

use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use crate::process::say;
use crate::workspace;
use wish::{Wish, Workload};

/// What to measure.
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Applications received at desks by chance, each answered after its commit.
    Intake(Wish),
    /// Acts on dossiers by chance: forward, take, note.
    Act(Wish),
    /// Acts along a published process, beside acts along the line.
    Acts(acts::Arguments),
    /// Pages of open dossiers: as JSON, and as people see them.
    Inbox(Wish),
    /// Every list that a screen shows: its first page, the next, and the fiftieth.
    Lists(Wish),
    /// The tracking page by code and secret; also unknown codes and wrong secrets.
    Track(Wish),
    /// Procedures by the words people type.
    Search(Wish),
    /// Procedures by the words people type, where a province has published 1,500 of them.
    Procedures(procedures::Arguments),
    /// The check of an internal process of 200 steps.
    Processes(processes::Arguments),
    /// Due moments on one core, over a calendar of ten years.
    Promises(promises::Arguments),
    /// Promises moved after a change of the calendar, in a kept folder.
    Campaign(campaign::Arguments),
    /// Dossiers by name, end of phone and identity number, as an officer types them.
    Find(Wish),
    /// The receipt, as the desk prints it.
    Pdf(Wish),
    /// From starting the program to the first tracking page.
    Start(Wish),
    /// All of these but the lists, with floors and gates.
    All(Wish),
    /// The machine itself: load, one-thread scan, durable writes.
    Machine,
    /// From starting the program on any folder to any page, and its memory when idle.
    FirstPage(start::Arguments),
    /// Ask a running server for one address, over and over, on several connections.
    Get(drive::Arguments),
}

/// Measure; true if no answer was wrong and every gate that holds here is met.
pub fn run(arguments: &Arguments) -> Result<bool> {
    if cfg!(debug_assertions) {
        return again_with_optimisation();
    }
    match &arguments.what {
        What::Machine => {
            say(machine::describe()?);
            Ok(true)
        }
        What::FirstPage(wish) => {
            say(machine::describe()?);
            start::run(wish)
        }
        What::Get(wish) => {
            say(machine::describe()?);
            drive::run(wish)
        }
        What::Intake(wish) => run::run(wish, &[Workload::Intake]),
        What::Acts(wish) => acts::run(wish),
        What::Act(wish) => run::run(wish, &[Workload::Act]),
        What::Inbox(wish) => run::run(wish, &[Workload::Inbox]),
        What::Lists(wish) => run::run(wish, &[Workload::Lists]),
        What::Track(wish) => run::run(wish, &[Workload::Track]),
        What::Search(wish) => run::run(wish, &[Workload::Search]),
        What::Procedures(wish) => procedures::run(wish),
        What::Processes(wish) => processes::run(wish),
        What::Promises(wish) => promises::run(wish),
        What::Campaign(wish) => campaign::run(wish),
        What::Find(wish) => run::run(wish, &[Workload::Find]),
        What::Pdf(wish) => run::run(wish, &[Workload::Pdf]),
        What::Start(wish) => run::run(wish, &[Workload::Start]),
        What::All(wish) => run::run(wish, &Workload::usual()),
    }
}

/// Size, first page and memory of the release build, each against its limit.
pub fn footprint() -> Result<[bool; 3]> {
    footprint::measure()
}

/// A generator that was built for quick building would measure itself.
fn again_with_optimisation() -> Result<bool> {
    let mut cargo: Command = workspace::cargo();
    cargo.args(["run", "--release", "--quiet", "--package", "xtask", "--"]);
    // Without a word of ours: standard output may have to be JSON.
    let status = cargo
        .args(std::env::args_os().skip(1))
        .status()
        .context("starting cargo")?;
    Ok(status.success())
}
