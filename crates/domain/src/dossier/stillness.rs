//! Whether anything moves: derived, never stored.

use jiff::civil::Date;

use crate::calendar::WorkingCalendar;
use crate::dossier::course::Course;
use crate::dossier::{Dossier, Now, Stage};

/// From so many working days without an event on, a dossier is said to stand still; from which day
/// on, and until when, that holds.
struct StillRule {
    days: u32,
    from: Date,
    until: Option<Date>,
}

/// The rules, one after the other; a new one ends the one before it.
///
/// Not law: the design's promise that no dossier hangs unseen.
const STILL_RULES: [StillRule; 1] = [StillRule {
    days: STILL_DAYS,
    from: Date::constant(2018, 6, 21),
    until: None,
}];

/// What holds on days of which no rule speaks.
///
/// Not law: the design's promise that no dossier hangs unseen.
const STILL_DAYS: u32 = 2;

/// How many working days without an event are too many on this day.
pub fn still_days_on(day: Date) -> u32 {
    STILL_RULES
        .iter()
        .find(|rule| rule.from <= day && rule.until.is_none_or(|last| day <= last))
        .map_or(STILL_DAYS, |rule| rule.days)
}

impl Dossier {
    /// How many working days it has stood still while officials have to work on it; none when it
    /// moves, is done, or its clock is paused.
    pub fn still_for(&self, calendar: &WorkingCalendar, now: Now) -> Option<u32> {
        // Whoever is asked has a clock of its own, and a head who is told of its silence.
        if self.is_paused() || self.is_held_up_by_opinions() {
            return None;
        }
        // Opinions have a clock of their own.
        if self.course.as_ref().is_some_and(Course::waits_for_opinions) {
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
    (still >= still_days_on(now.today())).then_some(still)
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
