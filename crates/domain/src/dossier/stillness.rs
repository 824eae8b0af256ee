//! Whether anything moves: derived, never stored.

use crate::calendar::WorkingCalendar;
use crate::dossier::{Dossier, Now, Stage};

/// From so many working days without an event on, a dossier is said to stand still.
///
/// Not law: the design's promise that no dossier hangs unseen.
pub const STILL_DAYS: u32 = 2;

impl Dossier {
    /// How many working days it has stood still while officials have to work on it; none when it
    /// moves, is done, or its clock is paused.
    pub fn still_for(&self, calendar: &WorkingCalendar, now: Now) -> Option<u32> {
        if self.is_paused() {
            return None;
        }
        match &self.stage {
            Stage::Submitted
            | Stage::Received(_)
            | Stage::Examining(_)
            | Stage::Deciding(..)
            | Stage::Numbering(..) => still_since(calendar, self.last_at, now),
            Stage::AwaitingSupplement { .. }
            | Stage::Refused
            | Stage::Resolved(..)
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }
}

/// How many working days nothing has happened; none when that is still usual.
pub fn still_since(calendar: &WorkingCalendar, last_at: Now, now: Now) -> Option<u32> {
    let still = days_between(calendar, last_at, now);
    (still >= STILL_DAYS).then_some(still)
}

/// Working days from one day to another; days of any kind where a year has no calendar.
pub fn days_between(calendar: &WorkingCalendar, from: Now, to: Now) -> u32 {
    let (from, to) = (from.today(), to.today());
    let counted = calendar.working_days_between(from, to);
    counted.unwrap_or_else(|_| {
        from.until(to)
            .ok()
            .and_then(|span| u32::try_from(span.get_days()).ok())
            .unwrap_or_default()
    })
}
