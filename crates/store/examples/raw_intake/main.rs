//! What an intake costs the database alone: the rows of real dossiers, written again under fresh
//! ids in prepared statements, on a database that holds many already. `cargo xtask bench intake`
//! runs it:
//!
//! `raw_intake --file COPY.sqlite3 --group 32 --seconds 5` commits that many intakes together;
//! `raw_intake --connections 32 --seconds 5` with a PostgreSQL address in `MOTCUA_DATABASE_URL`
//! writes one a transaction. The database is spoilt by it: rows are copied, keys are not.

mod engine;
mod row;
mod template;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use engine::{Engine, Postgres, Sqlite};
use template::{Fresh, Template};

type Fault = Box<dyn Error + Send + Sync>;

/// What does not count: caches fill, statements are prepared.
const WARM_UP: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let wish = Wish::read()?;
    let (templates, commits, group) = match &wish.file {
        Some(file) => {
            let mut sqlite = Sqlite::open(file).await?;
            let templates = template::find(&mut sqlite).await?;
            let commits = write(sqlite, &templates, wish.group, wish.seconds, 1).await?;
            (templates, commits, wish.group)
        }
        None => {
            let url = address()?;
            let templates = template::find(&mut Postgres::open(&url).await?).await?;
            let commits = on_connections(&url, &templates, &wish).await?;
            (templates, commits, 1)
        }
    };
    say(&templates, commits, group, wish.seconds)
}

/// What the command line says.
struct Wish {
    file: Option<PathBuf>,
    group: u32,
    connections: u32,
    seconds: u32,
}

impl Wish {
    fn read() -> Result<Self, Fault> {
        let mut wish = Self {
            file: None,
            group: 32,
            connections: 8,
            seconds: 5,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let value = words.next().ok_or("a value is missing")?;
            match word.as_str() {
                "--file" => wish.file = Some(value.into()),
                "--group" => wish.group = value.parse()?,
                "--connections" => wish.connections = value.parse()?,
                "--seconds" => wish.seconds = value.parse()?,
                other => return Err(format!("{other} is not known").into()),
            }
        }
        Ok(wish)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an address with a password stands in the environment, not on the command line"
)]
fn address() -> Result<String, Fault> {
    Ok(std::env::var("MOTCUA_DATABASE_URL")?)
}

/// Writes on several connections at once; the times of their commits.
async fn on_connections(
    url: &str,
    templates: &[Template],
    wish: &Wish,
) -> Result<Vec<Duration>, Fault> {
    let mut running = Vec::new();
    for number in 0..wish.connections {
        let connection = Postgres::open(url).await?;
        let (templates, seconds) = (templates.to_vec(), wish.seconds);
        running.push(tokio::spawn(async move {
            write(connection, &templates, 1, seconds, u64::from(number) + 1).await
        }));
    }
    let mut commits = Vec::new();
    for one in running {
        commits.extend(one.await??);
    }
    Ok(commits)
}

/// Writes until the time is over; how long each group took from its beginning to its commit.
async fn write<E: Engine>(
    mut engine: E,
    templates: &[Template],
    group: u32,
    seconds: u32,
    seed: u64,
) -> Result<Vec<Duration>, Fault> {
    let mut fresh = Fresh::new(seed);
    let counts_from = now() + WARM_UP;
    let ends_at = counts_from + Duration::from_secs(seconds.into());
    let mut commits = Vec::new();
    loop {
        let begun = now();
        if begun >= ends_at {
            return Ok(commits);
        }
        engine.begin().await?;
        for _ in 0..group {
            let template = &templates[fresh.below(templates.len())];
            template.write(&mut engine, &mut fresh).await?;
        }
        engine.commit().await?;
        if begun >= counts_from {
            commits.push(begun.elapsed());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn now() -> Instant {
    Instant::now()
}

/// One JSON object on standard output.
fn say(
    templates: &[Template],
    mut commits: Vec<Duration>,
    group: u32,
    seconds: u32,
) -> Result<(), Fault> {
    commits.sort_unstable();
    let percentile = |percent: usize| {
        let rank = (commits.len() * percent).div_ceil(100).max(1);
        let taken = commits.get(rank - 1).copied().unwrap_or_default();
        taken.as_secs_f64() * 1e3
    };
    let intakes = u32::try_from(commits.len())? * group;
    let rows: usize = templates.iter().map(Template::rows).sum();
    let rows = f64::from(u32::try_from(rows)?) / f64::from(u32::try_from(templates.len())?);
    let said = serde_json::json!({
        "intakes_per_second": f64::from(intakes) / f64::from(seconds),
        "commit_p50_ms": percentile(50),
        "commit_p99_ms": percentile(99),
        "rows_per_intake": rows,
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}
