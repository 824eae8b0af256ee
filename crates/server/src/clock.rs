//! The only place that asks the time.

use std::sync::Arc;
use std::time::Instant;

use domain::dossier::Now;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// A clock that shows the machine's time, or runs on from a moment that was given.
pub fn clock(from: Option<Now>) -> web::app::Clock {
    match from {
        None => Arc::new(now),
        Some(start) => {
            let begun = begin();
            Arc::new(move || {
                let passed = jiff::SignedDuration::try_from(begun.elapsed()).unwrap_or_default();
                cut(start.0.checked_add(passed).unwrap_or(start.0))
            })
        }
    }
}

/// Reads the moment a clock shall begin at: local, or with an offset.
pub fn read(text: &str) -> Result<Now, String> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(cut(at));
    }
    text.parse::<DateTime>()
        .map(Now::from_local)
        .map_err(|_| "ghi theo năm-tháng-ngàyTgiờ:phút, ví dụ 2026-03-02T09:30".to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock is the one place that asks the time"
)]
fn now() -> Now {
    cut(Timestamp::now())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock is the one place that asks the time"
)]
fn begin() -> Instant {
    Instant::now()
}

/// Databases keep microseconds: what is read back equals what was written.
fn cut(at: Timestamp) -> Now {
    Now(Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_local_unless_it_says_otherwise() {
        assert_eq!(read("2026-03-02T09:30"), read("2026-03-02T02:30:00Z"));
        assert!(read("2026-03-02T09:30:00").is_ok());
        assert!(read("hôm nay").is_err());
        assert!(read("2026-02-30T09:30").is_err());
    }

    #[test]
    fn a_clock_that_was_given_a_moment_runs_on_from_it() {
        let start = read("2026-03-02T09:30").expect("a moment");
        let clock = clock(Some(start));
        let first = clock();
        assert!(first >= start && clock() >= first);
        assert_eq!(first.today(), start.today());
    }
}
