//! Slows down whoever guesses passwords: after some failures a log-in name rests for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::dossier::Now;
use jiff::SignedDuration;

/// Failures before a log-in name has to rest.
///
/// Not law: ASVS 5.0 6.3.1 asks for a defence against guessing; the numbers are the design's.
const FREE_FAILURES: u32 = 5;

/// The first rest, in seconds; each further failure doubles it.
const FIRST_REST_SECONDS: i64 = 30;

/// The longest rest, in seconds.
const LONGEST_REST_SECONDS: i64 = 15 * 60;

/// Log-in names remembered at most; the ones whose rest is over go first.
const REMEMBERED_MAX: usize = 10_000;

/// Failures by log-in name, known or not: nobody learns which accounts exist.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<String, Failures>>);

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Now,
}

impl Failures {
    /// The moment until which the name rests.
    fn until(self) -> Option<Now> {
        let over = self.count.checked_sub(FREE_FAILURES)?;
        let seconds = FIRST_REST_SECONDS
            .saturating_mul(1_i64.checked_shl(over.min(20)).unwrap_or(i64::MAX))
            .min(LONGEST_REST_SECONDS);
        let rest = SignedDuration::from_secs(seconds);
        self.last.0.checked_add(rest).ok().map(Now)
    }
}

impl Throttle {
    /// How many whole minutes are left to rest, at least one; none when it may be tried.
    pub fn rests(&self, login: &str, now: Now) -> Option<i64> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let until = known.get(login)?.until()?;
        let left = until.0.duration_since(now.0).as_secs();
        (left > 0).then(|| (left + 59) / 60)
    }

    /// One more failure.
    pub fn failed(&self, login: &str, now: Now) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, one| one.until().is_some_and(|until| until > now));
        }
        if known.len() >= REMEMBERED_MAX {
            return;
        }
        let one = known.entry(login.to_owned()).or_insert(Failures {
            count: 0,
            last: now,
        });
        one.count = one.count.saturating_add(1);
        one.last = now;
    }

    /// The right password makes good what went before.
    pub fn succeeded(&self, login: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn at(seconds: i64) -> Now {
        Now(Timestamp::from_second(1_700_000_000 + seconds).expect("an instant"))
    }

    #[test]
    fn five_failures_are_free_and_then_the_rest_grows() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            throttle.failed("mai", at(0));
        }
        assert_eq!(throttle.rests("mai", at(0)), None);
        throttle.failed("mai", at(0));
        assert_eq!(throttle.rests("mai", at(0)), Some(1));
        assert_eq!(throttle.rests("mai", at(30)), None);
        throttle.failed("mai", at(31));
        throttle.failed("mai", at(31));
        assert_eq!(throttle.rests("mai", at(31)), Some(2));
        for _ in 0..60 {
            throttle.failed("mai", at(31));
        }
        assert_eq!(throttle.rests("mai", at(31)), Some(15));
        assert_eq!(throttle.rests("other", at(31)), None);
        throttle.succeeded("mai");
        assert_eq!(throttle.rests("mai", at(31)), None);
    }
}
