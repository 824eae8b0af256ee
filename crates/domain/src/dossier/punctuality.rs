//! Early, on time, late, overdue: derived, never stored.

use crate::dossier::{Dossier, Now};

/// How a settled dossier stands to its promise (trước hạn, đúng hạn, quá hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// Settled before the promised day.
    Early,
    /// Settled on the promised day, in time.
    OnTime,
    /// Settled after the promised moment.
    Late,
}

impl Dossier {
    /// How it was settled; none while it is open or when nothing was promised.
    pub fn punctuality(&self) -> Option<Punctuality> {
        let (promise, settled) = (self.promise.as_ref()?, self.settled_at?);
        let settled = settled.local();
        Some(if settled > promise.due {
            Punctuality::Late
        } else if settled.date() < promise.due.date() {
            Punctuality::Early
        } else {
            Punctuality::OnTime
        })
    }

    /// Whether the agency still has it after its promised moment.
    ///
    /// While the clock stands still nobody is late: the limit goes on, or counts anew, when what is
    /// waited for is there. What was late before goes on being late.
    pub fn is_overdue(&self, now: Now) -> bool {
        self.settled_at.is_none()
            && !self.is_paused()
            && self
                .promise
                .as_ref()
                .is_some_and(|promise| now.local() > promise.due)
    }
}
