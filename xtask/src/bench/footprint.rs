//! What the release build weighs, how soon its first start serves, and what it holds when idle.

use anyhow::{Context, Result};

use super::memory;
use super::server::{Place, release_program};
use super::start::{Page, REST, first_page, mebibytes};
use crate::process::say;

/// The largest program file, in bytes.
const SIZE_MAX: u64 = 80_000_000;

/// The longest wait for the first page on an empty folder, in seconds.
const FIRST_PAGE_MAX: f64 = 3.0;

/// The most memory of its own that the idle demonstration may hold, in kibibytes.
const ANONYMOUS_MAX: u64 = 60 * 1024;

/// Builds the program with optimisation and measures it on an empty folder with the
/// demonstration; one answer for each limit.
pub fn measure() -> Result<[bool; 3]> {
    let program = release_program()?;
    let size = std::fs::metadata(&program)
        .with_context(|| format!("weighing {}", program.display()))?
        .len();
    let folder = std::env::temp_dir().join(format!("motcua-footprint-{}", std::process::id()));
    let place = Place {
        folder: folder.clone(),
        database: None,
    };
    let page = Page {
        path: "/".to_owned(),
        headers: String::new(),
    };
    let (time, server) = first_page(&program, &place, true, &page)?;
    server.wait_for_demo()?;
    std::thread::sleep(REST);
    let held = memory::of_process(server.id())?;
    drop(server);
    std::fs::remove_dir_all(&folder).context("clearing the folder")?;
    let seconds = time.as_secs_f64();
    say(format!(
        "the program file: {size} bytes, at most {SIZE_MAX}\n\
         first page on an empty folder: {seconds:.3} s, at most {FIRST_PAGE_MAX} s\n\
         the idle demonstration's own memory: {:.1} MiB, at most {:.1} MiB; mapped {:.1} MiB",
        mebibytes(held.anonymous),
        mebibytes(ANONYMOUS_MAX),
        mebibytes(held.mapped),
    ));
    Ok([
        size <= SIZE_MAX,
        seconds <= FIRST_PAGE_MAX,
        held.anonymous <= ANONYMOUS_MAX,
    ])
}
