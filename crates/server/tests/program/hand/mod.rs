//! What the tests hold the program with.

pub mod desk;
pub mod http;
pub mod place;
pub mod postgres;
pub mod province;
pub mod server;
pub mod smtp;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

pub use place::Place;
pub use server::Server;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_motcua");

/// The moment at which every test begins.
pub const NOW: &str = "2026-03-02T09:30:00";

/// A call that came to its end.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The answer, which has to be JSON and nothing else.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Expects this exit code.
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// Expects a refusal that says this.
    pub fn refused(self, words: &str) {
        assert_eq!(self.code, 1, "{self:?}");
        assert!(self.err.contains(words), "{words} in {self:?}");
    }
}

/// The program with these words; settings of whoever runs the tests do not reach it.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(words);
    without_settings(&mut command);
    command
}

/// Takes away the settings of whoever runs the tests.
pub fn without_settings(command: &mut Command) {
    for name in [
        "DATA",
        "DATABASE_URL",
        "LISTEN",
        "PUBLIC_URL",
        "LOG",
        "SMTP",
        "SMTP_FROM",
        "SMTP_REPLY_TO",
        "SMTP_PASSWORD_FILE",
        "SMS_FOLDER",
        "PORTAL",
        "NATIONAL_PORTAL",
    ] {
        command.env_remove(format!("MOTCUA_{name}"));
    }
}

/// Runs the program with these words to its end.
pub fn motcua(words: &[&str]) -> Ran {
    run(&mut command(words))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A setting of the test run.
#[expect(
    clippy::disallowed_methods,
    reason = "the test run is configured by its environment"
)]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A watch for waiting, not for telling the time.
#[expect(
    clippy::disallowed_methods,
    reason = "a wait has to end when what is awaited does not come"
)]
pub fn stopwatch() -> Instant {
    Instant::now()
}

/// Waits until it is so, looking again and again; two minutes at most.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) -> Duration {
    let watch = stopwatch();
    while !is_so() {
        assert!(
            watch.elapsed() < Duration::from_mins(2),
            "waited for {what}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    watch.elapsed()
}

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of data that lie beside the project; none when it is not there.
pub fn shared(path: &str) -> Option<PathBuf> {
    let folder = setting("MOTCUA_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = folder.join(path);
    path.exists().then_some(path)
}

/// A path as a word of a command line.
pub fn word(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}
