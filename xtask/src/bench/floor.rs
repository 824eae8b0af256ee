//! The floors: what the machine gives when nothing of ours stands in between.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

use super::chance::Person;
use super::drive::{Driven, Load, drive, must_be};
use super::http::{Connection, Request};
use super::ledger::Entry;
use super::province::Province;
use super::server::Place;
use super::wish::Wish;

/// Intakes that share one commit in the floor on SQLite.
const GROUP: &str = "32";

/// Different papers that the bare press prints in turns: more than its compiler remembers.
const PAPERS: usize = 400;

/// What the floor of the statements says.
#[derive(Deserialize)]
pub struct RawIntake {
    pub intakes_per_second: f64,
    pub commit_p50_ms: f64,
    pub commit_p99_ms: f64,
    pub rows_per_intake: f64,
}

/// What the bare press says.
#[derive(Deserialize)]
pub struct BarePress {
    pub papers_per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// The same rows, bytes and indexes in raw prepared statements, on a copy of the loaded database.
/// The program must not run.
pub fn raw_intake(program: &Path, place: &Place, wish: &Wish) -> Result<RawIntake> {
    let mut command = Command::new(program);
    command.args(["--seconds", &wish.seconds.to_string()]);
    let Some(url) = &place.database else {
        let copy = place.folder.join("bench-copy.sqlite3");
        copy_database(&place.database_file(), &copy)?;
        command.args(["--group", GROUP, "--file"]).arg(&copy);
        let said = read(&mut command);
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(with_ending(&copy, ending));
        }
        return said;
    };
    command
        .args(["--connections", &wish.connections.to_string()])
        .env("MOTCUA_DATABASE_URL", url);
    read(&mut command)
}

fn read<T: serde::de::DeserializeOwned>(command: &mut Command) -> Result<T> {
    let said = crate::process::output_of(command)?;
    serde_json::from_str(&said).context("reading what a floor says")
}

fn copy_database(from: &Path, to: &Path) -> Result<()> {
    for ending in ["", "-wal"] {
        let (from, to) = (with_ending(from, ending), with_ending(to, ending));
        if from.exists() {
            std::fs::copy(&from, &to).with_context(|| format!("copying {}", from.display()))?;
        }
    }
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The shortest answer behind the same middleware.
pub fn hello(address: SocketAddr, load: Load) -> Result<Driven> {
    drive(address, load, |_| {
        |connection: &mut Connection| {
            let answer = connection.ask(&Request::get("/healthz"))?;
            Ok(must_be(200, &answer))
        }
    })
}

/// The same receipts, printed by the press alone on one thread.
pub fn bare_press(
    program: &Path,
    province: &Province,
    entries: &[&Entry],
    seconds: u64,
) -> Result<BarePress> {
    let mut child = Command::new(program)
        .arg(seconds.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {}", program.display()))?;
    let mut pipe = child.stdin.take().context("a pipe is missing")?;
    for at in 0..PAPERS {
        let Some(entry) = entries.get(at % entries.len().max(1)) else {
            bail!("no dossier was received at the main desk");
        };
        writeln!(pipe, "{}", receipt(province, entry)).context("handing a receipt over")?;
    }
    drop(pipe);
    let output = child.wait_with_output().context("waiting for the press")?;
    if !output.status.success() {
        bail!("{} failed", program.display());
    }
    serde_json::from_slice(&output.stdout).context("reading what the press says")
}

/// What the program itself would print of this dossier.
fn receipt(province: &Province, entry: &Entry) -> serde_json::Value {
    let form = &province.forms[usize::from(entry.form)];
    let person = Person::numbered(entry.person);
    json!({
        "code": entry.code,
        "secret": entry.secret,
        "name": person.name,
        "identity": person.identity,
        "address": person.address,
        "phone": person.phone,
        "request": form.name,
        "papers": form.papers,
    })
}

#[cfg(test)]
mod tests {
    use super::super::server::tests::folder;
    use super::*;

    #[test]
    fn a_database_is_copied_with_its_log() {
        let folder = folder("copy");
        let (from, to) = (folder.join("a.sqlite3"), folder.join("b.sqlite3"));
        std::fs::write(&from, "pages").expect("ours");
        std::fs::write(folder.join("a.sqlite3-wal"), "log").expect("ours");
        copy_database(&from, &to).expect("it can be copied");
        assert_eq!(std::fs::read_to_string(&to).expect("it is there"), "pages");
        let log = std::fs::read_to_string(folder.join("b.sqlite3-wal")).expect("it is there");
        assert_eq!(log, "log");
        std::fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_floor_that_fails_is_no_floor() {
        assert!(read::<RawIntake>(&mut Command::new("false")).is_err());
        let mut said = Command::new("echo");
        said.arg(
            r#"{"intakes_per_second":9000.5,"commit_p50_ms":3,"commit_p99_ms":7,"rows_per_intake":14}"#,
        );
        let floor: RawIntake = read(&mut said).expect("as the floor says it");
        assert!((floor.intakes_per_second - 9000.5).abs() < 1e-9);
    }
}
