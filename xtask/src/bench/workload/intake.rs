//! Intake: one application after another, each at a desk by chance, answered after its commit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};

use super::Town;
use crate::bench::chance::Chance;
use crate::bench::drive::{Driven, Load, drive};
use crate::bench::http::Connection;
use crate::bench::ledger::{Entry, Ledger, Shared};
use crate::bench::province::Province;
use crate::process::{complain, stopwatch};

/// Connections that load: as many as share one commit.
const LOADERS: u64 = 64;

/// Numbers of people from here on are those of measured runs, of each run from a multiple of it.
const FIRST_MEASURED: u64 = 1 << 40;

/// How often a loading that takes long says how far it is.
const SAY_EVERY: Duration = Duration::from_secs(15);

/// Load until so many dossiers are there. Hands back how many a second were loaded.
pub fn load(town: &Town<'_>, ledger: Ledger, dossiers: u32) -> Result<(Ledger, Option<f64>)> {
    let there = ledger.entries().len() as u64;
    let wanted = u64::from(dossiers);
    if there >= wanted {
        return Ok((ledger, None));
    }
    let next = AtomicU64::new(there);
    let ledger = ledger.shared();
    let begun = stopwatch();
    let (taken, kept) = (&next, &ledger);
    let ends: Vec<Result<()>> = thread::scope(|scope| {
        let loaders: Vec<_> = (0..LOADERS.min(wanted - there))
            .map(|number| scope.spawn(move || loader(town, kept, taken, wanted, number)))
            .collect();
        loaders
            .into_iter()
            .map(|loader| {
                loader
                    .join()
                    .unwrap_or_else(|_| bail!("a connection's thread broke"))
            })
            .collect()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let ledger = ledger.into_inner()?;
    for end in ends {
        end?;
    }
    let loaded = u32::try_from(wanted - there).map_or(f64::INFINITY, f64::from);
    Ok((ledger, Some(loaded / seconds)))
}

fn loader(
    town: &Town<'_>,
    ledger: &Shared,
    next: &AtomicU64,
    wanted: u64,
    number: u64,
) -> Result<()> {
    let mut chance = Chance::new(1_000 + number);
    let mut connection = Connection::open(town.address)?;
    let mut said = stopwatch();
    loop {
        let person = next.fetch_add(1, Ordering::Relaxed);
        if person >= wanted {
            return Ok(());
        }
        let intake = town.province.intake(person, &mut chance);
        let answer = connection.ask(&intake.write.request())?;
        let entry = intake
            .opened(&answer)
            .map_err(|told| anyhow!("a dossier was not loaded: {told}"))?;
        if is_forwarded(town.province, &entry) {
            forward(town.province, &mut connection, &entry)?;
        }
        let names = town.province;
        ledger.add(entry, &names.desk_names, &names.form_names)?;
        if number == 0 && said.elapsed() > SAY_EVERY {
            said = stopwatch();
            complain(format!("{person} of {wanted} dossiers are loaded"));
        }
    }
}

/// Whether the loading forwards it: every second dossier of the main desk, so that the inbox of the
/// unit behind that desk is as full as a unit's inbox gets.
pub fn is_forwarded(province: &Province, entry: &Entry) -> bool {
    province.main_desk() == Some(entry.desk)
        && province.forms[usize::from(entry.form)].is_settled_nearby
        && entry.person.is_multiple_of(2)
        && entry.person < FIRST_MEASURED
}

fn forward(province: &Province, connection: &mut Connection, entry: &Entry) -> Result<()> {
    let version = province.forms[usize::from(entry.form)].version;
    let body = format!("{{\"seen\":{version}}}");
    let who = &province.desks[usize::from(entry.desk)].receives;
    let write = province.act(&entry.code, "forward", who, version, &body);
    let answer = connection.ask(&write.request())?;
    if answer.status != 200 {
        bail!("a dossier was not forwarded: {}", answer.told());
    }
    Ok(())
}

/// Drive it; what is opened is added to the list.
pub fn run(town: &Town<'_>, load: Load, ledger: &Shared, nth: u8) -> Result<Driven> {
    let next = AtomicU64::new(FIRST_MEASURED * (1 + u64::from(nth)));
    let next = &next;
    drive(town.address, load, move |number| {
        let mut chance = Chance::new(u64::from(nth) << 16 | u64::from(number) | 1 << 32);
        move |connection: &mut Connection| {
            let person = next.fetch_add(1, Ordering::Relaxed);
            let intake = town.province.intake(person, &mut chance);
            let answer = connection.ask(&intake.write.request())?;
            let names = &town.province;
            Ok(match intake.opened(&answer) {
                Ok(entry) => {
                    ledger.add(entry, &names.desk_names, &names.form_names)?;
                    None
                }
                Err(told) => Some(told),
            })
        }
    })
}

/// Bytes of an application, on average of some.
pub fn size(town: &Town<'_>) -> usize {
    const SOME: u64 = 200;
    let mut chance = Chance::new(1);
    let bytes: usize = (0..SOME)
        .map(|person| town.province.intake(person, &mut chance).write.size())
        .sum();
    bytes / usize::try_from(SOME).unwrap_or(1)
}
