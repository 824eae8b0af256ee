//! Search among as many procedures as a province publishes: the built-in ones and invented
//! variations of them, imported by the program's own command, asked for as people type.

mod invent;

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::chance::Chance;
use super::drive::{Driven, Load, drive};
use super::http::{Connection, Request};
use super::machine;
use super::others::Ticks;
use super::report::{Figure, Gate};
use super::rounds::{OTHERS_MAX, middle};
use super::run::others_borne;
use super::server::{Place, Server, release_program};
use super::site::Site;
use super::wish::Engine;
use super::workload::says;
use super::workload::search::percent;
use crate::process::{output_of, say, stopwatch};
use crate::workspace;

/// What people type: the list on which the search is tuned. Its answers are not judged here, so
/// the list that is never to be looked at stays out of it.
const TYPED: &str = "crates/integrations/tests/search/queries.csv";

/// The 99th percentile that one who searches may wait, in milliseconds.
const WAIT_MAX: f64 = 15.0;

/// Where a catalogue is asked by its words.
const API: &str = "/api/v1/procedures?q=";

/// What is asked, and by what a whole answer is known.
struct Asked {
    name: &'static str,
    gate: &'static str,
    address: &'static str,
    says: &'static str,
}

const ASKED: [Asked; 2] = [
    Asked {
        name: "procedure search, page",
        gate: "procedure search p99, page, ms",
        address: "/thu-tuc?q=",
        says: "mc-search__row",
    },
    Asked {
        name: "procedure search, JSON",
        gate: "procedure search p99, JSON, ms",
        address: API,
        says: "\"procedures\":[",
    },
];

/// What `bench procedures` may be told.
#[derive(Args)]
pub struct Arguments {
    /// Procedures in force, the built-in ones among them.
    #[arg(long, default_value_t = 1_500, value_parser = clap::value_parser!(u32).range(100..=20_000))]
    procedures: u32,
    /// Seconds that count in each run, after one second that does not.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    seconds: u64,
    /// Runs of each; the one with the middle rate counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=9))]
    runs: u8,
    /// The program; without it, the release build is made and taken.
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Measure although others work on this machine. Such figures prove nothing, and say so.
    #[arg(long)]
    busy: bool,
}

/// Fill a new folder, and ask on one connection; true if every answer was right and in time.
pub fn run(wish: &Arguments) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let program = match &wish.program {
        Some(program) => program.clone(),
        None => release_program()?,
    };
    say(machine::describe()?);
    let site = Site::passing(Engine::Sqlite, "procedures")?;
    let server = Server::start(&program, &site.place, false)?;
    let mut connection = Connection::open(server.address)?;
    let wanted = usize::try_from(wish.procedures).context("so many procedures")?;
    fill(&program, &site.place, &mut connection, wanted)?;
    let typed = typed_by_people()?;
    must_find(&mut connection, &typed)?;
    let mut is_met = true;
    for asked in &ASKED {
        let met = measure(wish, &server, asked, &typed)?;
        is_met = is_met && met;
    }
    if others > OTHERS_MAX {
        say("note: taken beside other work; these figures prove nothing");
    }
    Ok(is_met)
}

/// Import what is missing while the server runs, as an administrator would.
fn fill(program: &Path, place: &Place, connection: &mut Connection, wanted: usize) -> Result<()> {
    let built_in = found(connection, "")?;
    let missing = wanted
        .checked_sub(built_in)
        .with_context(|| format!("{built_in} procedures are built in, more than {wanted}"))?;
    let folder = place.folder.join("invented");
    invent::write(&folder, missing)?;
    let words = [
        OsStr::new("import"),
        OsStr::new("procedures"),
        folder.as_os_str(),
    ];
    output_of(&mut place.command(program, &words))?;
    // The first question after a change waits for the rulebook and the index to be read anew.
    let begun = stopwatch();
    let in_force = found(connection, "")?;
    if in_force != wanted {
        bail!("{in_force} procedures are in force instead of {wanted}");
    }
    say(format!(
        "{in_force} procedures in force, {missing} of them invented; first answer after the \
         import: {:.3} s",
        begun.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// How many procedures the program finds; all of them when nothing is asked.
fn found(connection: &mut Connection, typed: &str) -> Result<usize> {
    #[derive(Deserialize)]
    struct Listed {
        procedures: Vec<IgnoredAny>,
    }
    let path = format!("{API}{}", percent(typed));
    let answer = connection.ask(&Request::get(&path))?;
    if answer.status != 200 {
        bail!("{path} answers {}", answer.told());
    }
    let listed: Listed =
        serde_json::from_slice(&answer.body).with_context(|| format!("reading {path}"))?;
    Ok(listed.procedures.len())
}

fn typed_by_people() -> Result<Vec<String>> {
    let path = workspace::root().join(TYPED);
    let list =
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(second_column(&list))
}

/// What stands in the second column below the names of the columns.
fn second_column(list: &str) -> Vec<String> {
    list.lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1))
        .map(str::to_owned)
        .collect()
}

/// Questions that find nothing are answered quickly, and would flatter.
fn must_find(connection: &mut Connection, typed: &[String]) -> Result<()> {
    let (mut finding, mut hits) = (0, 0);
    for question in typed {
        let count = found(connection, question)?;
        hits += count;
        finding += usize::from(count > 0);
    }
    if typed.is_empty() || finding * 10 < typed.len() * 9 {
        bail!("only {finding} of {} questions find anything", typed.len());
    }
    say(format!(
        "{finding} of {} questions find something, {} procedures on average\n",
        typed.len(),
        hits / typed.len()
    ));
    Ok(())
}

/// Ask by chance on one connection, and say what came of it; true if that was right and in time.
fn measure(wish: &Arguments, server: &Server, asked: &Asked, typed: &[String]) -> Result<bool> {
    let load = Load {
        connections: 1,
        warm_up: Duration::from_secs(1),
        counted: Duration::from_secs(wish.seconds),
    };
    let ours = [std::process::id(), server.id()];
    let then = Ticks::now(&ours)?;
    let driven = middle(wish.runs, |_| ask(server.address, load, asked, typed))?;
    let others = Ticks::now(&ours)?.others_since(then);
    let figure = Figure::driven(asked.name, driven, Some(others));
    say(figure.line());
    let times = figure.latency.as_ref().context("nothing was timed")?;
    let gate = Gate::at_most(asked.gate, times.p99, WAIT_MAX);
    say(gate.line());
    Ok(gate.is_met && figure.wrong == 0)
}

fn ask(address: SocketAddr, load: Load, asked: &Asked, typed: &[String]) -> Result<Driven> {
    let paths: Vec<String> = typed
        .iter()
        .map(|typed| format!("{}{}", asked.address, percent(typed)))
        .collect();
    let paths = paths.as_slice();
    drive(address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        move |connection: &mut Connection| {
            let path = chance.one(paths);
            let answer = connection.ask(&Request::get(path))?;
            let is_right = answer.status == 200 && says(&answer.body, asked.says);
            Ok((!is_right).then(|| format!("{path}: {}", answer.told())))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::http::tests::pretend_server;
    use super::*;

    #[test]
    fn what_people_type_is_read_off_the_list() {
        let list = "kind,query,codes\nhalf,khai si,1.001193\ncode,1.0011,1.001193\n";
        assert_eq!(second_column(list), ["khai si", "1.0011"]);
        assert!(typed_by_people().expect("it is kept by git").len() > 100);
    }

    #[test]
    fn what_is_found_is_counted() {
        const TWO: &str =
            "HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\n{\"procedures\":[{\"a\":1},{\"a\":[2]}]}";
        const BROKEN: &str = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n";
        let address = pretend_server(&[TWO, BROKEN]);
        let mut connection = Connection::open(address).expect("it listens");
        assert_eq!(found(&mut connection, "khai sinh").expect("two"), 2);
        assert!(found(&mut connection, "khai sinh").is_err());
    }
}
