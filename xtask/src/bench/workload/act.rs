//! Acts on dossiers by chance: forwarded by the desk, taken by a case officer, and two notes.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};

use super::Town;
use super::intake::is_forwarded;
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, Wrong, drive};
use crate::bench::http::{Answer, Connection};
use crate::bench::ledger::Entry;
use crate::bench::province::{Acted, Province};

/// What a case officer notes.
const NOTE: &str = "Đã xem giấy tờ, khớp với tờ khai; chờ đối chiếu với sổ gốc trước khi trình.";

/// Dossiers that can still be forwarded, shuffled, and the file of those that were.
pub struct Untouched<'a> {
    entries: Vec<&'a Entry>,
    next: AtomicUsize,
    done: Mutex<std::fs::File>,
}

/// What is done to one dossier, in this order.
#[derive(Clone, Copy)]
enum Step {
    Forward,
    Assign,
    Note,
    SecondNote,
}

/// The dossier that a connection is busy with.
struct Current<'a> {
    entry: &'a Entry,
    step: Step,
    version: u32,
}

impl<'a> Untouched<'a> {
    /// Those that no earlier run touched.
    pub fn of(town: &Town<'_>, entries: &'a [Entry]) -> Result<Self> {
        let path = path(town);
        let done = std::fs::read_to_string(&path).unwrap_or_default();
        let done: HashSet<&str> = done.lines().collect();
        let forms = &town.province.forms;
        let mut entries: Vec<&Entry> = entries
            .iter()
            .filter(|entry| forms[usize::from(entry.form)].is_settled_nearby)
            .filter(|entry| !is_forwarded(town.province, entry))
            .filter(|entry| !done.contains(entry.code.as_ref()))
            .collect();
        let mut chance = Chance::new(766);
        for at in (1..entries.len()).rev() {
            entries.swap(at, chance.below(at + 1));
        }
        let file = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(&path)
            .with_context(|| format!("opening {}", path.display()))?;
        Ok(Self {
            entries,
            next: AtomicUsize::new(0),
            done: Mutex::new(file),
        })
    }

    /// How many are left.
    pub fn count(&self) -> usize {
        let taken = self.next.load(Ordering::Relaxed);
        self.entries.len().saturating_sub(taken)
    }

    fn take(&self) -> Result<Option<&'a Entry>> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(entry) = self.entries.get(at).copied() else {
            return Ok(None);
        };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(done, "{}", entry.code).context("noting which dossiers were touched")?;
        Ok(Some(entry))
    }
}

fn path(town: &Town<'_>) -> PathBuf {
    town.folder.join("bench-touched.txt")
}

/// Drive it.
pub fn run(town: &Town<'_>, load: Load, untouched: &Untouched<'_>) -> Result<Driven> {
    drive(town.address, load, |number| {
        let mut chance = Chance::new(u64::from(number));
        let mut current = None;
        let mut last = None;
        move |connection: &mut Connection| {
            let now = match current.take() {
                Some(now) => now,
                None => match untouched.take()? {
                    Some(entry) => {
                        last = Some(entry);
                        first(town.province, entry)
                    }
                    // All are forwarded: what is left are notes, which never end.
                    None => notes(untouched, last, &mut chance)?,
                },
            };
            let (said, next) = one(town.province, connection, now, &mut chance)?;
            current = next;
            Ok(said)
        }
    })
}

fn first<'a>(province: &Province, entry: &'a Entry) -> Current<'a> {
    Current {
        entry,
        step: Step::Forward,
        version: province.forms[usize::from(entry.form)].version,
    }
}

/// A note on a dossier of this connection, or on any that was taken.
fn notes<'a>(
    untouched: &Untouched<'a>,
    last: Option<&'a Entry>,
    chance: &mut Chance,
) -> Result<Current<'a>> {
    let any = untouched
        .entries
        .get(chance.below(untouched.entries.len()))
        .copied();
    let entry = last.or(any).context("no dossier can be acted on")?;
    Ok(Current {
        entry,
        step: Step::SecondNote,
        version: 0,
    })
}

/// Do one step; what was wrong, and what comes next on this dossier.
fn one<'a>(
    province: &Province,
    connection: &mut Connection,
    now: Current<'a>,
    chance: &mut Chance,
) -> Result<(Wrong, Option<Current<'a>>)> {
    let Current {
        entry,
        step,
        version,
    } = now;
    let desk = &province.desks[usize::from(entry.desk)];
    let settles = desk.settles.as_deref().unwrap_or(&desk.receives);
    let (act, who, body) = match step {
        Step::Forward => (
            "forward",
            desk.receives.as_str(),
            format!("{{\"seen\":{version}}}"),
        ),
        Step::Assign => ("assign", settles, format!("{{\"seen\":{version}}}")),
        Step::Note | Step::SecondNote => ("examine", settles, format!("{{\"note\":\"{NOTE}\"}}")),
    };
    // Notes on the same dossier are told apart by chance, the other steps by the version they saw.
    let nth = match step {
        Step::Forward | Step::Assign => version,
        Step::Note | Step::SecondNote => {
            1_000 + u32::try_from(chance.below(1 << 30)).unwrap_or_default()
        }
    };
    let write = province.act(&entry.code, act, who, nth, &body);
    let answer = connection.ask(&write.request())?;
    let version = match read(&answer) {
        Ok(version) => version,
        Err(told) => return Ok((Some(format!("{act}: {told}")), None)),
    };
    let next = match step {
        Step::Forward => Some(Step::Assign),
        Step::Assign => Some(Step::Note),
        Step::Note => Some(Step::SecondNote),
        Step::SecondNote => None,
    };
    let next = next.map(|step| Current {
        entry,
        step,
        version,
    });
    Ok((None, next))
}

fn read(answer: &Answer) -> Result<u32, String> {
    if answer.status != 200 {
        return Err(answer.told());
    }
    let acted: Acted = serde_json::from_slice(&answer.body).map_err(|fault| fault.to_string())?;
    Ok(acted.version)
}
