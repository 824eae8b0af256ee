//! PostgreSQL for tests: a database on the server of the test run, or a server that can be stopped.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{run, until, word};

/// Runs a statement and answers what it printed.
pub fn psql(url: &str, sql: &str) -> String {
    let ran = run(Command::new("psql").args(["-X", "-At", "-q", "-c", sql, "--dbname", url]));
    assert_eq!(ran.code, 0, "{sql}: {ran:?}");
    ran.out
}

/// The address of another database on the same server.
pub fn database_of(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').unwrap_or((server, ""));
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address[start..]
        .find('/')
        .map_or(address.len(), |at| start + at);
    let options = if options.is_empty() {
        String::new()
    } else {
        format!("?{options}")
    };
    format!("{}/{name}{options}", &address[..end])
}

/// A server of its own that a test stops and starts again.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// A new server; none, and said so, where PostgreSQL's programs are not installed.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            use std::io::Write as _;
            writeln!(
                std::io::stderr(),
                "left out: no PostgreSQL server is installed"
            )
            .ok();
            return None;
        };
        let folder = TempDir::new().expect("a temporary folder");
        if let Some((user, group)) = servant() {
            chown(folder.path(), Some(user), Some(group)).expect("the folder is given away");
        }
        let cluster = Self {
            folder,
            programs,
            port: free_port(),
        };
        let data = cluster.data();
        cluster.run(
            "initdb",
            &[
                "--auth=trust",
                "--username=motcua",
                "--no-sync",
                "-D",
                word(&data),
            ],
        );
        cluster.begin();
        Some(cluster)
    }

    pub fn url(&self) -> String {
        format!("postgres://motcua@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, and waits until it answers.
    pub fn begin(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off",
            self.port
        );
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let words = [
            "-D",
            word(&data),
            "-l",
            word(&log),
            "-o",
            &options,
            "-w",
            "start",
        ];
        self.run("pg_ctl", &words);
    }

    /// Stops it at once, as a power cut would.
    pub fn end(&self) {
        let data = self.data();
        self.run(
            "pg_ctl",
            &["-D", word(&data), "-m", "immediate", "-w", "stop"],
        );
        until("the server's end", || {
            std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err()
        });
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs one of its programs; PostgreSQL rightly refuses root.
    fn run(&self, program: &str, words: &[&str]) {
        let program = self.programs.join(program);
        let mut command = match servant() {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={user}"))
                    .arg(format!("--regid={group}"))
                    .args(["--clear-groups", "--"])
                    .arg(program);
                command
            }
        };
        command.args(words).current_dir(self.folder.path());
        // The server inherits what it prints to: a pipe would never end.
        let log = std::fs::File::create(self.folder.path().join("said")).expect("a file");
        command
            .stdout(log.try_clone().expect("the same file"))
            .stderr(log);
        let status = command.status().expect("the program starts");
        let said = std::fs::read_to_string(self.folder.path().join("said")).unwrap_or_default();
        assert!(status.success(), "{words:?}: {said}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            self.end();
        }
    }
}

/// Who runs it when root runs the tests.
fn servant() -> Option<(u32, u32)> {
    let id = |words: &[&str]| -> Option<u32> {
        let ran = run(Command::new("id").args(words));
        ran.out.trim().parse().ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)))
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| Path::new(bin).join("initdb").exists())
        .max()
        .map(|(_, bin)| bin)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}
