//! One PostgreSQL server for the length of a test run.
//!
//! It lives in a folder of its own, listens on loopback only, keeps `fsync` on as a real one does,
//! and belongs to a user without rights even when root runs the tests. A small shell stands
//! between us and the server and waits for the end of its input: however we end, also killed, the
//! pipe closes, the server stops and the folder goes.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, is_program};
use crate::tools;

/// The name of the role and of the database.
const NAME: &str = "motcua";

/// How long a server may take to answer for the first time.
const START_MAX: Duration = Duration::from_mins(1);

/// What the server's log says when somebody else took the port first.
const NO_SOCKET: &str = "could not create any TCP/IP sockets";

/// Runs the server ("$@") until standard input ends, then stops it and clears its folder ($0).
const GUARD: &str = r#"
"$@" >"$0/server.log" 2>&1 &
server=$!
while read -r _; do :; done
kill -INT "$server" 2>/dev/null
wait "$server"
cd /
rm -rf "$0"
"#;

/// A running server; dropping it stops it.
pub struct Postgres {
    guard: Child,
    folder: PathBuf,
    port: u16,
    password: String,
}

impl Postgres {
    /// Make a cluster, start it, and wait until it answers.
    pub fn start() -> Result<Self> {
        let programs = programs().context("no PostgreSQL server is installed")?;
        let owner = Owner::choose()?;
        // A free port can be taken by somebody else before the server has it, hence three tries.
        for _ in 0..3 {
            let server = Self::attempt(&programs, &owner)?;
            if server.answers_in_time(&programs)? {
                server.create_database(&programs)?;
                return Ok(server);
            }
            process::complain(server.log());
        }
        bail!("PostgreSQL did not start; its log stands above")
    }

    fn attempt(programs: &Path, owner: &Owner) -> Result<Self> {
        let folder = new_folder(owner)?;
        let password = fresh_secret()?;
        make_cluster(programs, owner, &folder, &password)?;
        let port = free_port()?;
        let guard = start_server(programs, owner, &folder, port)?;
        Ok(Self {
            guard,
            folder,
            port,
            password,
        })
    }

    /// The address for the tests.
    pub fn url(&self) -> String {
        format!(
            "postgres://{NAME}:{}@127.0.0.1:{}/{NAME}",
            self.password, self.port
        )
    }

    /// Where it listens, for people; without the password.
    pub fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn answers_in_time(&self, programs: &Path) -> Result<bool> {
        let begun = process::stopwatch();
        while begun.elapsed() < START_MAX {
            let ready = Command::new(programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
                .context("asking whether PostgreSQL is ready")?;
            if ready.success() {
                return Ok(true);
            }
            if self.log().contains(NO_SOCKET) {
                return Ok(false);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(false)
    }

    fn create_database(&self, programs: &Path) -> Result<()> {
        process::output_of(
            Command::new(programs.join("createdb"))
                .args([
                    "-h",
                    "127.0.0.1",
                    "-p",
                    &self.port.to_string(),
                    "-U",
                    NAME,
                    NAME,
                ])
                .env("PGPASSWORD", &self.password),
        )
        .map(drop)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        if let Err(fault) = self.guard.wait() {
            process::complain(format!("PostgreSQL could not be stopped: {fault}"));
        }
    }
}

/// The folder of the server's programs: the newest of Debian's, or what is on the path.
pub fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok();
    let newest = debian
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path(),
            ))
        })
        .map(|(version, path)| (version, path.join("bin")))
        .filter(|(_, bin)| is_program(&bin.join("initdb")) && is_program(&bin.join("postgres")))
        .max();
    match newest {
        Some((_, bin)) => Some(bin),
        None => process::find("postgres")?.parent().map(Path::to_owned),
    }
}

/// Whose processes and files the server's are.
enum Owner {
    /// Ours: we are nobody special.
    Ourselves,
    /// This user's, since we are root and PostgreSQL rightly refuses root.
    Other {
        name: &'static str,
        user: u32,
        group: u32,
    },
}

impl Owner {
    fn choose() -> Result<Self> {
        if !tools::is_root()? {
            return Ok(Self::Ourselves);
        }
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| {
                let user = number_of(&["-u", name])?;
                let group = number_of(&["-g", name])?;
                Some(Self::Other { name, user, group })
            })
            .context("neither the user postgres nor nobody exists")
    }

    /// The words to put before a program so that it runs as this user.
    fn prefix(&self) -> Vec<String> {
        match self {
            Self::Ourselves => Vec::new(),
            Self::Other { user, group, .. } => vec![
                "setpriv".to_owned(),
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".to_owned(),
                "--".to_owned(),
            ],
        }
    }

    fn give(&self, path: &Path) -> Result<()> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Other { name, user, group } => chown(path, Some(*user), Some(*group))
                .with_context(|| format!("giving {} to {name}", path.display())),
        }
    }
}

fn number_of(words: &[&str]) -> Option<u32> {
    process::output_of(Command::new("id").args(words))
        .ok()?
        .trim()
        .parse()
        .ok()
}

fn new_folder(owner: &Owner) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("motcua-test-{}", fresh_secret()?));
    std::fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o700))
        .with_context(|| format!("closing {} to others", folder.display()))?;
    owner.give(&folder)?;
    Ok(folder)
}

/// Sixteen hexadecimal digits nobody can guess.
fn fresh_secret() -> Result<String> {
    use std::io::Read;
    let mut bytes = [0_u8; 8];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("reading random bytes")?;
    Ok(format!("{:016x}", u64::from_be_bytes(bytes)))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
    Ok(listener
        .local_addr()
        .context("reading the free port")?
        .port())
}

fn make_cluster(programs: &Path, owner: &Owner, folder: &Path, password: &str) -> Result<()> {
    let secret = folder.join("password");
    std::fs::write(&secret, password).context("writing the password for initdb")?;
    owner.give(&secret)?;
    let mut words = owner.prefix();
    words.push(programs.join("initdb").display().to_string());
    // Plain passwords on loopback, because a proof of work at each connection of a debug build
    // would be most of the time of a short test.
    words.extend(
        [
            "--auth=password",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--username",
            NAME,
            "--pwfile",
        ]
        .map(str::to_owned),
    );
    words.push(secret.display().to_string());
    words.push("--pgdata".to_owned());
    words.push(folder.join("data").display().to_string());
    let made = process::output_of(from_words(&words)?.current_dir(folder));
    if made.is_err() {
        let _ = std::fs::remove_dir_all(folder);
    }
    made.map(drop)
}

fn start_server(programs: &Path, owner: &Owner, folder: &Path, port: u16) -> Result<Child> {
    let mut words = owner.prefix();
    words.push(programs.join("postgres").display().to_string());
    words.push("-D".to_owned());
    words.push(folder.join("data").display().to_string());
    words.push("-p".to_owned());
    words.push(port.to_string());
    let settings = [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("unix_socket_directories={}", folder.display()),
        "fsync=on".to_owned(),
        "max_connections=200".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
    ];
    for setting in settings {
        words.push("-c".to_owned());
        words.push(setting);
    }
    Command::new("sh")
        .arg("-c")
        .arg(GUARD)
        .arg(folder)
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        // A group of its own, so that ctrl-c at the terminal reaches the guard only through us.
        .process_group(0)
        .spawn()
        .context("starting PostgreSQL")
}

fn from_words(words: &[String]) -> Result<Command> {
    let (program, rest) = words.split_first().context("no program to start")?;
    let mut command = Command::new(program);
    command.args(rest);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_server_leaves_nothing_behind() {
        let server = Postgres::start().expect("PostgreSQL is installed by the test run");
        let folder = server.folder.clone();
        let port = server.port;
        assert!(folder.join("data/PG_VERSION").exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(!folder.exists());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }

    #[test]
    fn two_secrets_differ() {
        assert_ne!(
            fresh_secret().expect("random"),
            fresh_secret().expect("random")
        );
    }
}
