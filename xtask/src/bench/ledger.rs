//! The dossiers that were loaded: what is needed to ask for them again, also by a later run.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};

/// Lines after which the file is brought up to date, so that a run that is broken off loses few.
const FLUSH_AFTER: usize = 5_000;

/// One dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub code: Box<str>,
    /// The characters that open its tracking page.
    pub secret: Box<str>,
    /// Which of the province's desks received it.
    pub desk: u16,
    /// Which of the province's forms it was filed with.
    pub form: u16,
    /// Who applied: the number of an invented person.
    pub person: u64,
}

/// All of them, in memory and in a file beside the database.
pub struct Ledger {
    entries: Vec<Entry>,
    file: BufWriter<File>,
    unwritten: usize,
}

/// A ledger that several connections add to.
pub struct Shared(Mutex<Ledger>);

impl Ledger {
    /// Read what is there, and go on with it. `desks` and `forms` are the names that stand in the
    /// file; dossiers of other desks or forms are passed over.
    pub fn open(folder: &Path, desks: &[String], forms: &[String]) -> Result<Self> {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let path = folder.join("bench-dossiers.txt");
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .with_context(|| format!("opening {}", path.display()))?;
        let mut entries = Vec::new();
        for line in BufReader::new(&file).lines() {
            let line = line.with_context(|| format!("reading {}", path.display()))?;
            entries.extend(read(&line, desks, forms));
        }
        Ok(Self {
            entries,
            file: BufWriter::new(file),
            unwritten: 0,
        })
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Keep one more.
    pub fn add(&mut self, entry: Entry, desks: &[String], forms: &[String]) -> Result<()> {
        let Entry {
            code,
            secret,
            desk,
            form,
            person,
        } = &entry;
        let desk = &desks[usize::from(*desk)];
        let form = &forms[usize::from(*form)];
        writeln!(self.file, "{code} {secret} {desk} {form} {person}")
            .context("writing the list of dossiers")?;
        self.entries.push(entry);
        self.unwritten += 1;
        if self.unwritten >= FLUSH_AFTER {
            self.flush()?;
        }
        Ok(())
    }

    pub fn flush(&mut self) -> Result<()> {
        self.unwritten = 0;
        self.file.flush().context("writing the list of dossiers")
    }

    pub fn shared(self) -> Shared {
        Shared(Mutex::new(self))
    }
}

impl Shared {
    pub fn add(&self, entry: Entry, desks: &[String], forms: &[String]) -> Result<()> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .add(entry, desks, forms)
    }

    /// Alone again.
    pub fn into_inner(self) -> Result<Ledger> {
        let mut ledger = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        ledger.flush()?;
        Ok(ledger)
    }
}

fn read(line: &str, desks: &[String], forms: &[String]) -> Option<Entry> {
    let mut words = line.split(' ');
    let mut next = || words.next();
    let code = next()?.into();
    let secret = next()?.into();
    let desk = place(desks, next()?)?;
    let form = place(forms, next()?)?;
    let person = next()?.parse().ok()?;
    Some(Entry {
        code,
        secret,
        desk,
        form,
        person,
    })
}

fn place(names: &[String], name: &str) -> Option<u16> {
    let at = names.iter().position(|known| known == name)?;
    u16::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::super::server::tests::folder;
    use super::*;

    #[test]
    fn what_was_loaded_is_known_to_the_next_run() {
        let folder = folder("ledger");
        let names = |all: &[&str]| -> Vec<String> { all.iter().map(|&n| n.to_owned()).collect() };
        let (desks, forms) = (names(&["A-TT", "B-TT"]), names(&["1.000001/x"]));
        let entry = Entry {
            code: "H35.1-261121-0001".into(),
            secret: "7K2QXM4P".into(),
            desk: 1,
            form: 0,
            person: 17,
        };
        let mut ledger = Ledger::open(&folder, &desks, &forms).expect("a new one");
        ledger
            .add(entry.clone(), &desks, &forms)
            .expect("it is written");
        ledger.flush().expect("it is written");
        // The desks came in another order this time, and one form is gone.
        let desks = names(&["B-TT", "A-TT"]);
        let again = Ledger::open(&folder, &desks, &forms).expect("it is there");
        assert_eq!(again.entries(), [Entry { desk: 0, ..entry }]);
        let none = Ledger::open(&folder, &desks, &[]).expect("it is there");
        assert_eq!(none.entries(), []);
        std::fs::remove_dir_all(folder).expect("ours");
    }
}
