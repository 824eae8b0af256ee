//! Durations of many answers, and what is said of them.

use std::fmt;
use std::time::Duration;

/// How long answers took.
#[derive(Default)]
pub struct Latencies {
    taken: Vec<Duration>,
}

impl Latencies {
    pub fn add(&mut self, taken: Duration) {
        self.taken.push(taken);
    }

    pub fn count(&self) -> usize {
        self.taken.len()
    }

    /// The figures, or nothing if nothing was measured.
    pub fn summary(mut self) -> Option<Summary> {
        self.taken.sort_unstable();
        Some(Summary {
            p50: percentile(&self.taken, 50)?,
            p90: percentile(&self.taken, 90)?,
            p99: percentile(&self.taken, 99)?,
            most: *self.taken.last()?,
        })
    }
}

impl Extend<Duration> for Latencies {
    fn extend<I: IntoIterator<Item = Duration>>(&mut self, more: I) {
        self.taken.extend(more);
    }
}

impl IntoIterator for Latencies {
    type Item = Duration;
    type IntoIter = std::vec::IntoIter<Duration>;

    fn into_iter(self) -> Self::IntoIter {
        self.taken.into_iter()
    }
}

/// Percentiles by nearest rank: each is a duration that was measured, none is made up between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub p50: Duration,
    pub p90: Duration,
    pub p99: Duration,
    pub most: Duration,
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = milliseconds;
        write!(
            out,
            "p50 {:.3} ms, p90 {:.3} ms, p99 {:.3} ms, longest {:.3} ms",
            ms(self.p50),
            ms(self.p90),
            ms(self.p99),
            ms(self.most)
        )
    }
}

/// As a number of milliseconds.
pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The smallest of these that at least `percent` of a hundred do not exceed.
pub fn percentile(sorted: &[Duration], percent: usize) -> Option<Duration> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// The middle one of a few runs.
pub fn median(mut values: Vec<Duration>) -> Option<Duration> {
    values.sort_unstable();
    percentile(&values, 50)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(values: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        values.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn percentiles_are_measured_values() {
        let hundred = each(1..=100);
        assert_eq!(percentile(&hundred, 50), Some(Duration::from_millis(50)));
        assert_eq!(percentile(&hundred, 99), Some(Duration::from_millis(99)));
        assert_eq!(percentile(&hundred, 100), Some(Duration::from_millis(100)));
        assert_eq!(percentile(&each([7]), 99), Some(Duration::from_millis(7)));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn order_does_not_matter() {
        let mut latencies = Latencies::default();
        latencies.extend(each([9, 1, 5]));
        let summary = latencies.summary().expect("three were measured");
        assert_eq!(summary.p50, Duration::from_millis(5));
        assert_eq!(summary.most, Duration::from_millis(9));
        assert_eq!(median(each([3, 1, 2])), Some(Duration::from_millis(2)));
    }
}
