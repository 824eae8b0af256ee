//! What the machine can do right now, without our program.

use std::hint::black_box;
use std::io::{Seek, Write};
use std::time::Duration;

use anyhow::{Context, Result};

use super::latency::{Latencies, Summary, median, milliseconds};
use super::report::Machine;
use crate::process::stopwatch;

/// Dossiers in the calibration's table.
const ROWS: u32 = 1_000_000;

/// Units over which they are spread.
const UNITS: usize = 130;

/// Writes of 4 KiB that are made durable one by one.
const WRITES: usize = 400;

/// What the machine is and does, to stand beside every result.
pub fn measure() -> Result<Machine> {
    Ok(Machine {
        cores: cores()?,
        load1: load1()?,
        scan_ms: vec![milliseconds(scan_time()?)],
        durable_write_ms: milliseconds(durable_writes()?.p50),
    })
}

fn cores() -> Result<usize> {
    let cores = std::thread::available_parallelism().context("counting the cores")?;
    Ok(cores.get())
}

/// The same in one paragraph.
pub fn describe() -> Result<String> {
    let cores = cores()?;
    let load = load1()?;
    let scan = milliseconds(scan_time()?);
    let durable = durable_writes()?;
    Ok(format!(
        "machine: {cores} cores, load {load:.2}\n\
         scan of {ROWS} rows on one thread: {scan:.2} ms\n\
         durable write of 4 KiB: {durable}"
    ))
}

/// The load of the last minute, as the kernel counts it.
pub fn load1() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").context("reading the load")?;
    let first = text.split(' ').next().context("the load is empty")?;
    first
        .parse()
        .with_context(|| format!("reading the load {first:?}"))
}

/// The columns that the figures per unit are made from.
struct Table {
    unit: Vec<u8>,
    due: Vec<u32>,
    /// 0 while open.
    finished: Vec<u32>,
    channel: Vec<u8>,
    /// 0 where nobody rated.
    rating: Vec<u8>,
}

/// What is counted for one unit.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Tally {
    total: u32,
    finished: u32,
    on_time: u32,
    online: u32,
    rated: u32,
    stars: u32,
}

/// Five scans of the same rows; the middle one counts.
pub fn scan_time() -> Result<Duration> {
    let table = Table::filled(ROWS);
    let mut times = Vec::new();
    for _ in 0..5 {
        let begun = stopwatch();
        black_box(black_box(&table).tallies());
        times.push(begun.elapsed());
    }
    median(times).context("nothing was scanned")
}

impl Table {
    /// Rows from a fixed sequence, so that every run scans the same.
    fn filled(rows: u32) -> Self {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |below: u64| -> u64 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let mut table = Self {
            unit: Vec::new(),
            due: Vec::new(),
            finished: Vec::new(),
            channel: Vec::new(),
            rating: Vec::new(),
        };
        let small = |value: u64| u8::try_from(value).unwrap_or(u8::MAX);
        let day = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        for _ in 0..rows {
            let received = next(365);
            let due = received + 1 + next(20);
            let open = next(100) < 8;
            let late = next(100) < 8;
            table.unit.push(small(next(UNITS as u64)));
            table.due.push(day(due));
            table.finished.push(match (open, late) {
                (true, _) => 0,
                (false, true) => day(due + 1 + next(5)),
                (false, false) => day(due.saturating_sub(next(3)).max(1)),
            });
            table.channel.push(small(next(3)));
            table
                .rating
                .push(if next(6) == 0 { 0 } else { small(1 + next(5)) });
        }
        table
    }

    fn tallies(&self) -> [Tally; UNITS] {
        let mut tallies = [Tally::default(); UNITS];
        let times = self.due.iter().zip(&self.finished);
        let rest = self.channel.iter().zip(&self.rating);
        for ((unit, (due, finished)), (channel, rating)) in self.unit.iter().zip(times).zip(rest) {
            let tally = &mut tallies[usize::from(*unit)];
            tally.total += 1;
            tally.finished += u32::from(*finished != 0);
            tally.on_time += u32::from(*finished != 0 && finished <= due);
            tally.online += u32::from(*channel == 0);
            tally.rated += u32::from(*rating != 0);
            tally.stars += u32::from(*rating);
        }
        tallies
    }
}

/// Overwrite one block again and again, each time waiting until the disk has it.
fn durable_writes() -> Result<Summary> {
    let path = std::env::temp_dir().join(format!("motcua-bench-{}", std::process::id()));
    let mut file = std::fs::File::create(&path).context("making a file to write to")?;
    let block = [7_u8; 4096];
    let mut latencies = Latencies::default();
    for _ in 0..WRITES {
        let begun = stopwatch();
        file.rewind()
            .and_then(|()| file.write_all(&block))
            .context("writing a block")?;
        file.sync_data().context("waiting for the disk")?;
        latencies.add(begun.elapsed());
    }
    std::fs::remove_file(&path).context("clearing the file")?;
    latencies.summary().context("nothing was written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scan_counts_every_row_once() {
        let tallies = Table::filled(10_000).tallies();
        let sum = |of: fn(&Tally) -> u32| tallies.iter().map(of).sum::<u32>();
        assert_eq!(sum(|tally| tally.total), 10_000);
        let finished = sum(|tally| tally.finished);
        assert!(
            (9_000..9_500).contains(&finished),
            "{finished} of 10,000 are finished"
        );
        let on_time = sum(|tally| tally.on_time);
        assert!(
            on_time < finished && on_time * 100 > finished * 88,
            "{on_time} were on time"
        );
    }

    #[test]
    fn the_rows_are_the_same_every_time() {
        assert_eq!(
            Table::filled(1_000).tallies(),
            Table::filled(1_000).tallies()
        );
    }

    #[test]
    fn the_kernel_tells_the_load() {
        assert!(load1().expect("the load") >= 0.0);
    }
}
