//! `cargo xtask test`: every check there is, one after another, and one line that counts them.

mod browser;
mod crates;
mod outcome;
mod part;

use anyhow::Result;
use clap::Args;

pub use part::Part;

use crate::postgres::Postgres;
use crate::process::{self, say, succeeds};
use crate::{bench, licences, third_party, tools, workspace};
use outcome::{Count, Outcome};

/// What `cargo xtask test` may be told.
#[derive(Args)]
pub struct Arguments {
    /// Run only these parts (several: separate with commas, or repeat).
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,
    /// Install nothing; stop and say what is missing.
    #[arg(long)]
    no_install: bool,
}

/// Run what was asked for; true if everything passed.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let parts: &[Part] = if arguments.only.is_empty() {
        Part::ALL
    } else {
        &arguments.only
    };
    run_parts(parts, !arguments.no_install)
}

/// Run these parts in their usual order and print the table; true if everything passed.
pub fn run_parts(parts: &[Part], install: bool) -> Result<bool> {
    tools::provide(&part::tools_for(parts), install)?;
    let surroundings = Surroundings::prepare(parts)?;
    let mut outcomes = Vec::new();
    for part in Part::in_order(parts) {
        say(format!("\n== {part}"));
        let begun = process::stopwatch();
        let count = run_part(part, &surroundings).unwrap_or_else(|fault| {
            process::complain(format!("{part}: {fault:#}"));
            Count::of_one(false)
        });
        outcomes.push(Outcome {
            part,
            count,
            seconds: begun.elapsed().as_secs_f64(),
        });
    }
    drop(surroundings);
    say(outcome::table(&outcomes));
    let total: Count = outcomes.iter().map(|outcome| outcome.count).sum();
    say(total);
    Ok(total.failed == 0)
}

/// What stands around the tests while they run.
struct Surroundings {
    /// The database server of this run, unless the caller named one or no part asks for one.
    postgres: Option<Postgres>,
    /// Where cargo puts what it builds.
    target: std::path::PathBuf,
    /// Whether all tests, and with them the program, are built before the browser visits.
    tests_are_built: bool,
}

impl Surroundings {
    fn prepare(parts: &[Part]) -> Result<Self> {
        let wanted = parts.iter().any(|part| part.needs_postgres());
        let named = process::variable(POSTGRES_VARIABLE).is_some();
        let postgres = if wanted && !named {
            Some(Postgres::start()?)
        } else {
            None
        };
        if let Some(server) = &postgres {
            say(format!("PostgreSQL for this run: {}", server.place()));
        }
        Ok(Self {
            postgres,
            target: workspace::target_folder()?,
            tests_are_built: parts.contains(&Part::Unit),
        })
    }

    /// `cargo` with the environment that every test may count on.
    fn cargo(&self) -> std::process::Command {
        let mut cargo = workspace::cargo();
        cargo
            .env("TZ", "UTC")
            .env("SOURCE_DATE_EPOCH", "1767225600");
        if process::variable("CI").is_some() {
            cargo
                .env("CARGO_INCREMENTAL", "0")
                .env("CARGO_TERM_COLOR", "never");
        }
        if let Some(server) = &self.postgres {
            cargo.env(POSTGRES_VARIABLE, server.url());
        }
        cargo
    }
}

/// Build the program and take the pictures of its faces anew; true if all of them were taken.
pub fn screens() -> Result<bool> {
    tools::provide(&part::tools_for(&[Part::Browser]), true)?;
    browser::screens(&Surroundings::prepare(&[Part::Browser])?)
}

/// The variable through which the tests learn of the database server.
const POSTGRES_VARIABLE: &str = "MOTCUA_TEST_PG";

fn run_part(part: Part, around: &Surroundings) -> Result<Count> {
    match part {
        Part::Format => one(around.cargo().args(["fmt", "--all", "--check"])),
        Part::Licences => licences::run().map(Count::of_one),
        Part::ThirdParty => third_party::run(true).map(Count::of_one),
        Part::Css => browser::style_sheet(),
        Part::Clippy => one(around.cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])),
        Part::Unit => crates::run_all(around),
        Part::Domain => crates::run_domain(around),
        Part::Store => crates::run_one(around, "store"),
        Part::Documents => crates::run_one(around, "documents"),
        Part::Integrations => crates::run_one(around, "integrations"),
        Part::Web => crates::run_one(around, "web"),
        Part::Server => crates::run_one(around, "motcua"),
        Part::Xtask => crates::run_one(around, "xtask"),
        Part::Long => crates::run_long(around),
        Part::Footprint => Ok(bench::footprint()?.map(Count::of_one).into_iter().sum()),
        Part::Doctest => crates::run_doctests(around),
        Part::Docs => one(around
            .cargo()
            .args([
                "doc",
                "--workspace",
                "--no-deps",
                "--quiet",
                "--document-private-items",
            ])
            .env("RUSTDOCFLAGS", "-D warnings")),
        Part::Browser => browser::journeys(around),
        Part::LongBrowser => browser::long_journeys(around),
    }
}

fn one(command: &mut std::process::Command) -> Result<Count> {
    succeeds(command).map(Count::of_one)
}
