//! Writes the sample papers of the tests into a folder, for people to look at: all thirteen forms in
//! three lengths, and the papers of the house.
//!
//! `cargo run --release -p documents --example papers -- FOLDER [ROWS]`; the longest register has
//! 400 rows, or as many as are asked for.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::error::Error;
use std::path::PathBuf;

use documents::Press;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let rows = match arguments.next() {
        Some(rows) => rows.to_str().ok_or("how many rows?")?.parse::<u32>()?,
        None => 400,
    };
    std::fs::create_dir_all(&folder)?;
    let press = Press::new();
    let papers = samples::all(&press)
        .into_iter()
        .map(|(name, pdf)| (name.to_owned(), pdf))
        .chain(samples::thirteen::all(&press, rows));
    for (name, pdf) in papers {
        std::fs::write(folder.join(name + ".pdf"), pdf?)?;
    }
    Ok(())
}
