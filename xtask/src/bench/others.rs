//! Who else works on this machine: what was computed while we measured, but not by us.

use anyhow::{Context, Result};

/// Ticks of all cores since the machine started, and those of some processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticks {
    total: u64,
    busy: u64,
    ours: u64,
}

impl Ticks {
    /// As it stands, counting the processes of these numbers as ours.
    pub fn now(ours: &[u32]) -> Result<Self> {
        let text = std::fs::read_to_string("/proc/stat").context("reading the ticks")?;
        let (total, busy) = of_cores(&text).context("understanding the ticks")?;
        let mut sum = 0;
        for id in ours {
            let path = format!("/proc/{id}/stat");
            let text = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
            sum += of_process(&text).with_context(|| format!("understanding {path}"))?;
        }
        Ok(Self {
            total,
            busy,
            ours: sum,
        })
    }

    /// The share of all cores that others took since then, from 0 to 1.
    pub fn others_since(self, then: Self) -> f64 {
        let total = self.total.saturating_sub(then.total);
        let busy = self.busy.saturating_sub(then.busy);
        let ours = self.ours.saturating_sub(then.ours);
        let float = |ticks: u64| u32::try_from(ticks).map_or(f64::INFINITY, f64::from);
        if total == 0 {
            return 0.0;
        }
        float(busy.saturating_sub(ours)) / float(total)
    }
}

/// All ticks, and those in which a core worked or was taken away from us.
fn of_cores(stat: &str) -> Option<(u64, u64)> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<u64> = line
        .split_whitespace()
        .take(8)
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    // user nice system idle iowait irq softirq steal
    let [_, _, _, idle, waiting, ..] = ticks[..] else {
        return None;
    };
    let total = ticks.iter().sum::<u64>();
    Some((total, total - idle - waiting))
}

/// Ticks of a process, in the program and in the kernel for it.
fn of_process(stat: &str) -> Option<u64> {
    // The name stands in brackets and may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut numbers = rest.split_whitespace().skip(11);
    let user: u64 = numbers.next()?.parse().ok()?;
    let system: u64 = numbers.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_of_cores_and_processes_are_read() {
        let stat = "cpu  10 1 5 80 4 0 0 0 0 0\ncpu0 5 0 2 40 2 0 0 0 0 0\n";
        assert_eq!(of_cores(stat), Some((100, 16)));
        let process = "7 (a) b) S 1 7 7 0 -1 4194304 100 0 0 0 30 12 0 0 20 0 9 0 1";
        assert_eq!(of_process(process), Some(42));
    }

    #[test]
    fn what_is_not_ours_is_others() {
        let then = Ticks {
            total: 100,
            busy: 10,
            ours: 5,
        };
        let now = Ticks {
            total: 300,
            busy: 110,
            ours: 65,
        };
        assert!((now.others_since(then) - 0.2).abs() < 1e-9);
        assert!(then.others_since(then).abs() < 1e-9);
        assert!(Ticks::now(&[std::process::id()]).is_ok());
    }
}
