//! Writes the sample papers of the tests into a folder, for people to look at:
//! `cargo run -p documents --example papers -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::error::Error;
use std::path::PathBuf;

use documents::Press;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("which folder?")?);
    std::fs::create_dir_all(&folder)?;
    let press = Press::new();
    for (name, pdf) in samples::all(&press) {
        std::fs::write(folder.join(name).with_extension("pdf"), pdf?)?;
    }
    Ok(())
}
