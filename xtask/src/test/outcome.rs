//! Counting what passed and what failed.

use std::fmt::{self, Write};
use std::iter::Sum;
use std::ops::Add;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Part;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
}

impl Count {
    /// A check that is one test by itself.
    pub fn of_one(passed: bool) -> Self {
        Self {
            passed: u32::from(passed),
            failed: u32::from(!passed),
        }
    }

    /// The same count, with one failure more if the program failed without naming any.
    ///
    /// A runner that breaks, or that ran no test at all, must not look like success.
    pub fn believed_only_if(self, succeeded: bool) -> Self {
        let nothing_ran = self == Self::default();
        if nothing_ran || (!succeeded && self.failed == 0) {
            Self {
                failed: self.failed + 1,
                ..self
            }
        } else {
            self
        }
    }
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// The closing line; integration runs are read by it, so its words stay.
impl fmt::Display for Count {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// How one part ended.
pub struct Outcome {
    pub part: Part,
    pub count: Count,
    pub seconds: f64,
}

/// The table at the end of a run.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "\n{:<14}{:>8}{:>8}{:>9}\n",
        "part", "passed", "failed", "seconds"
    );
    for Outcome {
        part,
        count,
        seconds,
    } in outcomes
    {
        let name = part.to_string();
        let Count { passed, failed } = count;
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name:<14}{passed:>8}{failed:>8}{seconds:>9.1}");
    }
    text
}

/// Read the totals off the report that nextest writes in the `JUnit` format.
pub fn read_junit(report: &str) -> Result<Count> {
    let head = report
        .lines()
        .find(|line| line.trim_start().starts_with("<testsuites "))
        .context("the test report names no totals")?;
    let number = |name: &str| -> Result<u32> {
        let key = format!(" {name}=\"");
        let (_, rest) = head
            .split_once(&key)
            .with_context(|| format!("no {name} in the report"))?;
        let (digits, _) = rest.split_once('"').context("the report is cut off")?;
        digits
            .parse()
            .with_context(|| format!("{name} in the report is {digits:?}"))
    };
    let failed = number("failures")? + number("errors")?;
    let ran = number("tests")?;
    Ok(Count {
        passed: ran.saturating_sub(failed),
        failed,
    })
}

/// Add up the closing lines of the built-in test runner.
pub fn read_test_results(output: &str) -> Count {
    output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|line| Count {
            passed: before(line, " passed"),
            failed: before(line, " failed"),
        })
        .sum()
}

/// The number that stands right before these words, or none.
fn before(line: &str, words: &str) -> u32 {
    line.split_once(words)
        .and_then(|(head, _)| head.rsplit(' ').next()?.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_off_the_report() {
        let report = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="12" failures="2" errors="1" uuid="u" time="0.1">
    <testsuite name="domain" tests="5" disabled="0" errors="0" failures="2">"#;
        assert_eq!(
            read_junit(report).expect("a report"),
            Count {
                passed: 9,
                failed: 3
            }
        );
        assert!(read_junit("<testsuites>").is_err());
    }

    #[test]
    fn results_of_several_crates_add_up() {
        let output = "\
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out
noise
test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            read_test_results(output),
            Count {
                passed: 5,
                failed: 1
            }
        );
    }

    #[test]
    fn a_runner_that_breaks_or_runs_nothing_has_failed() {
        let fine = Count {
            passed: 3,
            failed: 0,
        };
        assert_eq!(fine.believed_only_if(true), fine);
        assert_eq!(
            fine.believed_only_if(false),
            Count {
                passed: 3,
                failed: 1
            }
        );
        assert_eq!(
            Count::default().believed_only_if(true),
            Count {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn the_closing_line_is_the_one_that_is_looked_for() {
        let total: Count = [
            Count::of_one(true),
            Count {
                passed: 4,
                failed: 1,
            },
        ]
        .into_iter()
        .sum();
        assert_eq!(total.to_string(), "5 passed, 1 failed");
    }
}
