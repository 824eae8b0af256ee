//! The memory of a process as the kernel counts it, shared pages split fairly (PSS).

use anyhow::{Context, Result};

/// The memory of one process, in kibibytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// What the process made itself.
    pub anonymous: u64,
    /// What is read from files: the program, mapped databases.
    pub mapped: u64,
}

/// Ask the kernel about a process of ours.
pub fn of_process(id: u32) -> Result<Memory> {
    let path = format!("/proc/{id}/smaps_rollup");
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    read(&text).with_context(|| format!("understanding {path}"))
}

fn read(rollup: &str) -> Option<Memory> {
    let kibibytes = |name: &str| -> Option<u64> {
        rollup
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    };
    let anonymous = kibibytes("Pss_Anon")?;
    let mapped = kibibytes("Pss_File")? + kibibytes("Pss_Shmem")?;
    Some(Memory { anonymous, mapped })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLLUP: &str = "\
55d0a0000000-7ffd00000000 ---p 00000000 00:00 0    [rollup]
Rss:               12345 kB
Pss:                9000 kB
Pss_Dirty:          4100 kB
Pss_Anon:           4000 kB
Pss_File:           4900 kB
Pss_Shmem:           100 kB
";

    #[test]
    fn own_and_mapped_memory_are_told_apart() {
        assert_eq!(
            read(ROLLUP),
            Some(Memory {
                anonymous: 4000,
                mapped: 5000
            })
        );
        assert_eq!(read("Rss: 1 kB"), None);
    }

    #[test]
    fn this_very_process_has_memory() {
        assert!(
            of_process(std::process::id())
                .expect("we may ask about us")
                .anonymous
                > 0
        );
    }
}
