//! What a run of the workloads may be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::drive::Load;
use std::time::Duration;

/// Size, engine, and how hard.
#[derive(Args, Clone, Debug)]
pub struct Wish {
    /// Dossiers that are there before anything is measured.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub dossiers: u32,
    /// The database under the program.
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    pub engine: Engine,
    /// Seconds that count in each run, after one second that does not.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub seconds: u64,
    /// Connections that ask at the same time.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub connections: u16,
    /// Runs of each workload; the one with the middle rate counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=9))]
    pub runs: u8,
    /// Load the dossiers into this folder and leave them there; where they lie already, take them.
    #[arg(long, value_name = "FOLDER")]
    pub keep: Option<PathBuf>,
    /// One JSON object on standard output; everything else on standard error.
    #[arg(long)]
    pub json: bool,
    /// The program; without it, the release build is made and taken.
    #[arg(long, value_name = "PATH")]
    pub program: Option<PathBuf>,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    pub busy: bool,
}

/// The database under the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// A temporary server of the installed PostgreSQL.
    Postgres,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    Intake,
    Act,
    Inbox,
    Lists,
    Track,
    Search,
    Find,
    Pdf,
    Start,
}

impl Workload {
    /// All of them, in the order of measuring: what changes the data comes last.
    pub const ORDER: [Self; 9] = [
        Self::Track,
        Self::Inbox,
        Self::Lists,
        Self::Search,
        Self::Find,
        Self::Pdf,
        Self::Act,
        Self::Intake,
        Self::Start,
    ];

    /// What is measured when nothing is chosen: the lists take minutes of their own.
    pub fn usual() -> Vec<Self> {
        let all = Self::ORDER.into_iter();
        all.filter(|workload| *workload != Self::Lists).collect()
    }
}

impl Wish {
    /// The load of one run.
    pub fn load(&self) -> Load {
        self.load_on(self.connections)
    }

    /// The load of one run on so many connections.
    pub fn load_on(&self, connections: u16) -> Load {
        Load {
            connections,
            warm_up: Duration::from_secs(1),
            counted: Duration::from_secs(self.seconds),
        }
    }
}
