//! How a clock stands at a moment: running, paused, met or late, and what is left.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkingCalendar;
use crate::calendar::clock::Clock;
use crate::calendar::clock::shift::{self, Stretch};
use crate::calendar::deadline::NoPromise;
use crate::calendar::pauses::{Pause, PauseGround};

/// What a clock says (tình trạng thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ClockStatus {
    /// The count goes on, and there is time left.
    Running,
    /// The count stands still.
    Paused {
        /// Since when.
        since: DateTime,
        /// Why.
        ground: PauseGround,
    },
    /// The result was there in time.
    Met,
    /// The due moment passed without a result, or the result came after it.
    Late,
}

/// How a clock stands at a moment (tình trạng thời hạn lúc đó).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Running, paused, met or late.
    pub status: ClockStatus,
    /// When the result is due, as if an open pause ended at this moment.
    pub due: DateTime,
    /// Working minutes from the moment, or from the end of the work, to the due moment.
    pub minutes_left: u32,
    /// Working minutes from the due moment to this moment, or to the end of the work.
    pub minutes_late: u32,
}

impl Clock {
    /// How the clock stands at this moment, and as one knew it then: what began later is not seen,
    /// and what ended later still lasts. `ended` is when the result was there.
    ///
    /// # Errors
    /// [`NoPromise`] when a year has no calendar or the limit cannot be counted.
    pub fn standing(
        &self,
        calendar: &WorkingCalendar,
        at: DateTime,
        ended: Option<DateTime>,
    ) -> Result<Standing, NoPromise> {
        let ended = ended.filter(|ended| *ended <= at);
        let end = ended.unwrap_or(at);
        let stretches: Vec<Stretch> = self
            .pauses
            .iter()
            .filter(|pause| pause.from <= end)
            .map(|pause| Pause {
                to: pause.to.filter(|to| *to <= end),
                ..pause
            })
            .filter_map(|pause| Stretch::of(pause, Some(end)))
            .collect();
        let carried = shift::carry(calendar, self, &stretches)?;
        let open = carried.held.last().filter(|pause| pause.is_open);
        let due = carried.due;
        let status = match (ended, open) {
            (Some(ended), _) if ended <= due => ClockStatus::Met,
            (None, Some(open)) => ClockStatus::Paused {
                since: open.from,
                ground: open.ground,
            },
            (None, None) if at <= due => ClockStatus::Running,
            (Some(_) | None, _) => ClockStatus::Late,
        };
        let minutes = |from, to| calendar.index.minutes_between(calendar, from, to);
        Ok(Standing {
            status,
            due,
            minutes_left: minutes(end.max(self.received), due)?,
            minutes_late: minutes(due, end)?,
        })
    }
}
