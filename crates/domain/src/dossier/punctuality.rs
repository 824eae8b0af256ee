//! Early, on time, late, overdue: derived, never stored.

use jiff::civil::DateTime;

use crate::dossier::{Dossier, Now, Stage};

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
        let (promise, settled) = (self.promise.as_ref()?, self.ended_at()?);
        Some(if settled > promise.due {
            Punctuality::Late
        } else if settled.date() < promise.due.date() {
            Punctuality::Early
        } else {
            Punctuality::OnTime
        })
    }

    /// When the work that was promised ended. What ended without a result while its clock stood
    /// still was no longer worked on: it ended as the clock stopped.
    fn ended_at(&self) -> Option<DateTime> {
        let settled = self.settled_at?.local();
        let last = self.pauses.last();
        let until_the_end = last.filter(|pause| pause.to == Some(settled));
        Some(match &self.stage {
            Stage::Refused | Stage::Withdrawn | Stage::Stopped => {
                until_the_end.map_or(settled, |pause| pause.from)
            }
            Stage::Submitted
            | Stage::AwaitingSupplement { .. }
            | Stage::Received(_)
            | Stage::Examining(_)
            | Stage::Deciding(..)
            | Stage::Numbering(..)
            | Stage::Resolved(..)
            | Stage::HandedOver(..) => settled,
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
