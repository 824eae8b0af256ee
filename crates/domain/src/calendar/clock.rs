//! The clock of a dossier: a budget of granted time and a ledger of pauses. When the result is due,
//! what is left, and how late it is follow from these two; nothing of it is stored.

pub mod attribution;
pub mod policy;
mod rows;
mod shift;
pub mod standing;

use jiff::civil::DateTime;

use crate::calendar::WorkingCalendar;
use crate::calendar::clock::shift::{Carried, Stretch};
use crate::calendar::deadline::{self, Moment, NoPromise, Promise};
use crate::calendar::pauses::{AfterPause, Pause, PauseFlaw, Pauses};
use crate::calendar::time_limit::TimeLimit;

/// The clock of a dossier (đồng hồ thời hạn): what time was granted, and when it stood still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    received: DateTime,
    limit: TimeLimit,
    moment: Moment,
    pauses: Pauses,
    after_pause: AfterPause,
}

impl Clock {
    /// A clock without pauses; the result is due at closing time, which is the legal promise.
    pub fn new(received: DateTime, limit: TimeLimit) -> Self {
        Self {
            received,
            limit,
            moment: Moment::EndOfDay,
            pauses: Pauses::default(),
            after_pause: AfterPause::default(),
        }
    }

    /// The same clock, due at this moment of the due day.
    #[must_use]
    pub fn due_at(self, moment: Moment) -> Self {
        Self { moment, ..self }
    }

    /// The same clock with these pauses, given in any order, and no others.
    ///
    /// # Errors
    /// [`PauseFlaw`] when they cannot stand in one ledger.
    pub fn paused(self, pauses: Vec<Pause>, after_pause: AfterPause) -> Result<Self, PauseFlaw> {
        Ok(Self {
            pauses: Pauses::new(self.received, pauses)?,
            after_pause,
            ..self
        })
    }

    /// When the count began.
    pub fn received(&self) -> DateTime {
        self.received
    }

    /// The granted time.
    pub fn limit(&self) -> &TimeLimit {
        &self.limit
    }

    /// The ledger.
    pub fn pauses(&self) -> &Pauses {
        &self.pauses
    }

    /// When the result is due, without the explanation. A pause that still lasts has not moved it.
    ///
    /// # Errors
    /// As [`deadline::due`].
    pub fn due(&self, calendar: &WorkingCalendar) -> Result<DateTime, NoPromise> {
        Ok(self.carried(calendar, None)?.due)
    }

    /// When the result is due and why. A pause that still lasts has not moved it.
    ///
    /// # Errors
    /// As [`deadline::promise`].
    pub fn promise(&self, calendar: &WorkingCalendar) -> Result<Promise, NoPromise> {
        self.explain(calendar, &self.carried(calendar, None)?)
    }

    /// The promise as if the open pause ended at this moment: what is shown while one waits.
    ///
    /// # Errors
    /// As [`deadline::promise`].
    pub fn promise_if_answered(
        &self,
        calendar: &WorkingCalendar,
        at: DateTime,
    ) -> Result<Promise, NoPromise> {
        self.explain(calendar, &self.carried(calendar, Some(at))?)
    }

    fn carried(
        &self,
        calendar: &WorkingCalendar,
        answered: Option<DateTime>,
    ) -> Result<Carried, NoPromise> {
        let stretches: Vec<Stretch> = self
            .pauses
            .iter()
            .filter_map(|pause| Stretch::of(pause, answered))
            .collect();
        shift::carry(calendar, self, &stretches)
    }

    fn explain(&self, calendar: &WorkingCalendar, carried: &Carried) -> Result<Promise, NoPromise> {
        let (days, provisional) = if carried.held.is_empty() {
            let plain = deadline::promise(calendar, self.received, &self.limit, self.moment)?;
            (plain.days, plain.provisional)
        } else {
            rows::tell(calendar, self, carried)?
        };
        Ok(Promise {
            due: carried.due,
            days,
            provisional,
            pauses: carried.effects.clone(),
        })
    }
}
