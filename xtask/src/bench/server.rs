//! The program under measurement: started, told to stop, and its own commands beside it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::http::split_url;
use crate::process::complain;
use crate::workspace;

/// How the program tells where it listens.
pub const ADDRESS: &str = "Địa chỉ: ";

/// What its log says when the demonstration's own dossiers are there.
const DEMO_LOADED: &str = "the demonstration is loaded";

/// How long those may take.
const DEMO_MAX: Duration = Duration::from_mins(3);

/// Where the program keeps its data.
#[derive(Clone, Debug)]
pub struct Place {
    pub folder: PathBuf,
    /// The address of a PostgreSQL database, instead of the embedded one.
    pub database: Option<String>,
}

impl Place {
    /// The program with these words, told where its data lie.
    pub fn command<W: AsRef<OsStr>>(&self, program: &Path, words: &[W]) -> Command {
        let mut command = Command::new(program);
        command.args(words).arg("--data").arg(&self.folder);
        match &self.database {
            // In the environment, so that the password does not stand in the list of processes.
            Some(url) => command.env("MOTCUA_DATABASE_URL", url),
            None => command.env_remove("MOTCUA_DATABASE_URL"),
        };
        command
    }

    /// The file of the embedded database.
    pub fn database_file(&self) -> PathBuf {
        self.folder.join("db").join("motcua.sqlite3")
    }

    /// A bearer token for the account with this log-in; nothing where there is no such account.
    pub fn token(&self, program: &Path, login: &str) -> Result<Option<String>> {
        let words = ["token", "create", "--user", login, "--name", "bench"];
        let output = self
            .command(program, &words)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("making a token for {login}"))?;
        match output.status.code() {
            Some(0) => {
                let token = String::from_utf8(output.stdout).context("reading a token")?;
                Ok(Some(token.trim().to_owned()))
            }
            Some(1) => Ok(None),
            _ => {
                let told = String::from_utf8_lossy(&output.stderr);
                bail!("no token for {login}: {}", told.trim())
            }
        }
    }
}

/// The program, serving; dropping it stops it and waits.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    log: Receiver<String>,
}

impl Server {
    /// Start it and wait until it names its address.
    pub fn start(program: &Path, place: &Place, demo: bool) -> Result<Self> {
        let mut command = place.command(program, &["serve", "--listen", "127.0.0.1:0"]);
        if demo {
            command.arg("--demo");
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let mut guard = Guard(Some(child));
        let (said, log) = guard.listen()?;
        let mut lines = BufReader::new(said).lines();
        let url = loop {
            let line = lines
                .next()
                .context("the program ended before it named its address")?;
            let line = line.context("reading what the program says")?;
            if let Some(url) = line.strip_prefix(ADDRESS) {
                break url.trim().to_owned();
            }
        };
        let (address, _) = split_url(&url)?;
        // Whatever it says later must find somebody who reads, or it would stop and wait.
        std::thread::spawn(move || lines.for_each(drop));
        let child = guard.0.take().context("the program is gone")?;
        Ok(Self {
            child,
            address,
            log,
        })
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Wait until the demonstration's own dossiers are loaded, which a new folder's first start
    /// does while it serves.
    pub fn wait_for_demo(&self) -> Result<()> {
        loop {
            let line = self
                .log
                .recv_timeout(DEMO_MAX)
                .context("waiting for the demonstration's dossiers")?;
            if line.contains(DEMO_LOADED) {
                return Ok(());
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Stops a program that was started and then came to nothing.
struct Guard(Option<Child>);

impl Guard {
    /// Take what it says, and read its log: warnings are passed on, every line is kept for whoever
    /// waits for one.
    fn listen(&mut self) -> Result<(std::process::ChildStdout, Receiver<String>)> {
        let child = self.0.as_mut().context("the program is gone")?;
        let said = child.stdout.take().context("a pipe is missing")?;
        let logged = child.stderr.take().context("a pipe is missing")?;
        let (keep, log) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(logged).lines().map_while(Result::ok) {
                if line.contains("\"ERROR\"") || line.contains("\"WARN\"") {
                    complain(&line);
                }
                // Nobody waits any more: the line has been passed on if it mattered.
                let _ = keep.send(line);
            }
        });
        Ok((said, log))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            stop(child);
        }
    }
}

/// Ask it to stop as a service manager would, and wait.
fn stop(child: &mut Child) {
    let asked = Command::new("kill").arg(child.id().to_string()).status();
    if !asked.is_ok_and(|status| status.success()) {
        let _ = child.kill();
    }
    let _ = child.wait();
}

/// The program and those that measure the floors.
pub struct Programs {
    pub program: PathBuf,
    /// The raw statements of an intake; nothing where it was not built.
    pub raw_intake: Option<PathBuf>,
    /// The bare press; nothing where it was not built.
    pub bare_press: Option<PathBuf>,
}

impl Programs {
    /// Build them with optimisation, or take what lies beside the program that was named.
    pub fn find(named: Option<&PathBuf>) -> Result<Self> {
        let program = match named {
            Some(program) => program.clone(),
            None => release_build()?,
        };
        let examples = program.parent().unwrap_or(Path::new(".")).join("examples");
        let beside = |name: &str| Some(examples.join(name)).filter(|path| path.exists());
        Ok(Self {
            raw_intake: beside("raw_intake"),
            bare_press: beside("bare"),
            program,
        })
    }
}

/// The release build of the program alone.
pub fn release_program() -> Result<PathBuf> {
    build(&["--package", "motcua"])?;
    Ok(workspace::target_folder()?.join("release/motcua"))
}

/// The release build of what asks the clock for promises.
pub fn promises_program() -> Result<PathBuf> {
    build(&["--package", "domain", "--example", "promises"])?;
    Ok(workspace::target_folder()?.join("release/examples/promises"))
}

/// The release build of what checks internal processes.
pub fn processes_program() -> Result<PathBuf> {
    build(&["--package", "domain", "--example", "processes"])?;
    Ok(workspace::target_folder()?.join("release/examples/processes"))
}

/// The release build of what moves promises after a change of the calendar.
pub fn campaign_program() -> Result<PathBuf> {
    build(&["--package", "store", "--example", "campaign"])?;
    Ok(workspace::target_folder()?.join("release/examples/campaign"))
}

/// The release build of what acts along a process and along the line.
pub fn acts_program() -> Result<PathBuf> {
    build(&["--package", "store", "--example", "acts"])?;
    Ok(workspace::target_folder()?.join("release/examples/acts"))
}

/// Program and floors in one call: in two, cargo would build the heavy dependencies twice, with
/// other features.
fn release_build() -> Result<PathBuf> {
    let words = [
        ["--package", "motcua"],
        ["--package", "store"],
        ["--package", "documents"],
        ["--bin", "motcua"],
        ["--example", "raw_intake"],
        ["--example", "bare"],
    ];
    build(words.as_flattened())?;
    Ok(workspace::target_folder()?.join("release/motcua"))
}

fn build(what: &[&str]) -> Result<()> {
    complain(format!("building {}", what.join(" ")));
    let status = workspace::cargo()
        .args(["build", "--release", "--quiet"])
        .args(what)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .context("starting cargo")?;
    if !status.success() {
        bail!("the program could not be built");
    }
    Ok(())
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A script that names this address, as the program does, and then stays.
    pub fn pretend_program(folder: &Path, url: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.join("program");
        let script = format!(
            "#!/bin/sh\necho warming up\necho '{ADDRESS}{url}'\necho '{DEMO_LOADED}' >&2\n\
             exec tail -f /dev/null\n"
        );
        std::fs::write(&path, script).expect("a script");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).expect("ours");
        path
    }

    pub fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("motcua-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn a_server_is_heard_and_stopped() {
        let folder = folder("server");
        let program = pretend_program(&folder, "http://127.0.0.1:9/");
        let place = Place {
            folder: folder.clone(),
            database: None,
        };
        let server = Server::start(&program, &place, true).expect("it starts");
        assert_eq!(server.address.port(), 9);
        server.wait_for_demo().expect("it says so");
        let id = server.id();
        drop(server);
        assert!(!Path::new(&format!("/proc/{id}")).exists());
        std::fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn an_account_that_is_not_there_is_no_fault() {
        let place = Place {
            folder: std::env::temp_dir(),
            database: None,
        };
        let none = place.token(Path::new("false"), "quay").expect("exit 1");
        assert_eq!(none, None);
        assert!(place.token(Path::new("/no/such/program"), "quay").is_err());
    }
}
