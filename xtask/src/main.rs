//! What the people who build the project run: `cargo xtask test`, `check`, `bench` and more.

mod bench;
mod check;
mod licences;
mod postgres;
mod process;
mod test;
mod third_party;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The command line.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about, after_help = EXAMPLES)]
struct Line {
    #[command(subcommand)]
    job: Job,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask test                     everything, as the integration run does
  cargo xtask test --only domain       the rules only: seconds, not minutes
  cargo xtask test --only store,web    two crates, on both database engines
  cargo xtask check                    before a commit: format, lints, the rules
  cargo xtask release-checks           before a release: an hour of kills and cases
  cargo xtask bench machine            what this machine can do right now
  cargo xtask third-party              write THIRD-PARTY.md anew";

/// One job.
#[derive(Subcommand)]
enum Job {
    /// Install what is missing, then run every check and test.
    Test(test::Arguments),
    /// Format, lints and the domain's tests; lists the files that grew long.
    Check,
    /// The long checks before a release: many more cases, fifty kills, a slow line, size, start and
    /// memory.
    ReleaseChecks,
    /// Take the pictures of each face at two widths, with their index (docs/screens).
    Screens,
    /// Measure the program beside what the machine can do (builds with optimisation).
    Bench(bench::Arguments),
    /// Write THIRD-PARTY.md: what the program is made of that others wrote.
    ThirdParty {
        /// Only say whether the file is current; change nothing.
        #[arg(long)]
        check: bool,
    },
    /// Check licences, bans and sources of all dependencies against deny.toml.
    Licences,
}

fn main() -> ExitCode {
    let done = match Line::parse().job {
        Job::Test(arguments) => test::run(&arguments),
        Job::Check => check::run(),
        Job::ReleaseChecks => test::run_parts(test::Part::BEFORE_RELEASE, true),
        Job::Screens => test::screens(),
        Job::Bench(arguments) => bench::run(&arguments),
        Job::ThirdParty { check } => third_party::run(check),
        Job::Licences => licences::run(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(fault) => {
            process::complain(format!("xtask: {fault:#}"));
            ExitCode::from(3)
        }
    }
}
