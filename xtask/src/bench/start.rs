//! From starting the program to its first page, and what it holds when nobody asks.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::http::{Connection, Request};
use super::latency::median;
use super::memory::{self, Memory};
use super::server::{Place, Server, release_program};
use crate::process::{say, stopwatch};

/// How long the program is left alone before its memory is read.
pub const REST: Duration = Duration::from_secs(3);

/// What `bench first-page` may be told.
#[derive(Args)]
pub struct Arguments {
    /// The folder of the data; what is measured depends on what lies in it.
    #[arg(long)]
    data: PathBuf,
    /// The page that must come.
    #[arg(long, default_value = "/")]
    path: String,
    /// The program; without it, the release build is made and taken.
    #[arg(long)]
    program: Option<PathBuf>,
    /// How often; the middle one counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=20))]
    runs: u8,
    /// Load the demo province where the folder is empty.
    #[arg(long)]
    demo: bool,
}

/// Start it several times, one after another.
pub fn run(wish: &Arguments) -> Result<bool> {
    let program = match &wish.program {
        Some(program) => program.clone(),
        None => release_program()?,
    };
    let place = Place {
        folder: wish.data.clone(),
        database: None,
    };
    let page = Page {
        path: wish.path.clone(),
        headers: String::new(),
    };
    let mut times = Vec::new();
    let mut memory = None;
    for _ in 0..wish.runs {
        let (time, running) = first_page(&program, &place, wish.demo, &page)?;
        say(format!("first page after {:.3} s", time.as_secs_f64()));
        times.push(time);
        std::thread::sleep(REST);
        memory = Some(memory::of_process(running.id())?);
    }
    let time = median(times).context("it was never started")?;
    let Memory { anonymous, mapped } = memory.context("it was never started")?;
    say(format!(
        "start to the first page {}: {:.3} s; memory at rest: own {:.1} MiB, mapped {:.1} MiB",
        wish.path,
        time.as_secs_f64(),
        mebibytes(anonymous),
        mebibytes(mapped)
    ));
    Ok(true)
}

/// Kibibytes as mebibytes.
pub fn mebibytes(kibibytes: u64) -> f64 {
    u32::try_from(kibibytes).map_or(f64::INFINITY, f64::from) / 1024.0
}

/// The page that must come.
pub struct Page {
    pub path: String,
    /// Header lines, each with its line end.
    pub headers: String,
}

/// Start the program and ask for the page; how long that took, and the program, still running.
pub fn first_page(
    program: &Path,
    place: &Place,
    demo: bool,
    page: &Page,
) -> Result<(Duration, Server)> {
    let begun = stopwatch();
    let server = Server::start(program, place, demo)?;
    let request = Request {
        headers: &page.headers,
        ..Request::get(&page.path)
    };
    let answer = Connection::open(server.address)?.ask(&request)?;
    if answer.status != 200 {
        bail!("{} answers {}", page.path, answer.status);
    }
    Ok((begun.elapsed(), server))
}

#[cfg(test)]
mod tests {
    use super::super::http::tests::pretend_server;
    use super::super::server::tests::{folder, pretend_program};
    use super::*;

    fn first(program: &Path, folder: &Path) -> Result<(Duration, Server)> {
        let place = Place {
            folder: folder.to_owned(),
            database: None,
        };
        let page = Page {
            path: "/tra-cuu".to_owned(),
            headers: String::new(),
        };
        first_page(program, &place, false, &page)
    }

    #[test]
    fn a_program_is_timed_until_its_first_page() {
        let folder = folder("start");
        let address = pretend_server(&["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"]);
        let program = pretend_program(&folder, &format!("http://{address}/"));
        let (time, _running) = first(&program, &folder).expect("it starts");
        assert!(time > Duration::ZERO);
        std::fs::remove_dir_all(folder).expect("ours");
    }

    #[test]
    fn a_page_that_is_an_error_is_not_a_start() {
        let folder = folder("no-start");
        let address = pretend_server(&["HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"]);
        let program = pretend_program(&folder, &format!("http://{address}/"));
        let failed = first(&program, &folder).err().expect("503 is no page");
        assert_eq!(failed.to_string(), "/tra-cuu answers 503");
        std::fs::remove_dir_all(folder).expect("ours");
    }
}
