//! A running server.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::http::{self, Answer};
use super::{Place, stopwatch, until};

/// A server that serves; killed when a test ends before it.
pub struct Server {
    child: Child,
    /// What it printed to standard output when it was ready.
    pub said: String,
    /// From its start until it said its address.
    pub took: Duration,
    address: String,
    log: PathBuf,
}

impl Server {
    /// Starts a server on a free port, and waits until it says its address.
    pub fn start(place: &Place, words: &[&str]) -> Self {
        Self::start_as(place, super::command(&[]), words)
    }

    /// The same through another command, whose last word is the program.
    pub fn start_as(place: &Place, mut command: Command, words: &[&str]) -> Self {
        super::without_settings(&mut command);
        let log = place.path(&format!("log-{}", uuid::Uuid::now_v7().simple()));
        let errors = File::create(&log).expect("a file for the log");
        let watch = stopwatch();
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(words)
            .args(place.words())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the server starts");
        let out = child.stdout.take().expect("a pipe");
        let mut said = String::new();
        BufReader::new(out).read_line(&mut said).expect("a line");
        let took = watch.elapsed();
        let address = said
            .trim()
            .strip_prefix("Địa chỉ: http://")
            .and_then(|rest| rest.strip_suffix('/'))
            .map(str::to_owned);
        let Some(address) = address else {
            child.wait().ok();
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("the server said {said:?} and {log}");
        };
        Self {
            child,
            said,
            took,
            address,
            log,
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it said on standard error until now.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log")
    }

    /// Waits until the log says this.
    pub fn says(&self, words: &str) {
        until(words, || self.log().contains(words));
    }

    pub fn get(&self, path: &str) -> Answer {
        http::ask(&self.address, "GET", path, &[], "").expect("an answer")
    }

    /// The version of the rulebook that the server works with.
    pub fn rulebook_version(&self) -> u64 {
        let figures = self.get("/metrics").body;
        let line = figures
            .lines()
            .find_map(|line| line.strip_prefix("motcua_rulebook_version "));
        line.and_then(|number| number.trim().parse().ok())
            .unwrap_or_else(|| panic!("no version in {figures}"))
    }

    /// Tells it to stop, and answers its exit code.
    pub fn stop(mut self) -> i32 {
        let id = self.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill runs").success());
        let status = self.child.wait().expect("it ends");
        status.code().unwrap_or(-1)
    }

    /// Ends it without a word.
    pub fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
