//! Whose time it was: from when to when each child lay with whoever settles it.

use jiff::civil::DateTime;

use crate::bundle::ChildKey;
use crate::bundle::state::{Bundle, Child};
use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::Now;

/// The time that a child lay with whoever settles it. What starts after another starts in the same
/// instant, so along a sequence the spans add up to the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which child.
    pub child: ChildKey,
    /// When it was handed over.
    pub from: Now,
    /// When it ended; none while it lasts.
    pub to: Option<Now>,
    /// When the answer was due, local time.
    pub due: Option<DateTime>,
}

impl Span {
    fn of(key: &ChildKey, child: &Child) -> Option<Self> {
        Some(Self {
            child: key.clone(),
            from: child.started_at?,
            to: child.ended.as_ref().map(|(at, _)| *at),
            due: child.due,
        })
    }

    /// Its working minutes so far.
    ///
    /// # Errors
    /// A year has no calendar.
    pub fn minutes(&self, calendar: &WorkingCalendar, now: Now) -> Result<u32, YearMissing> {
        let to = self.to.unwrap_or(now);
        calendar.working_minutes_between(self.from.local(), to.local())
    }

    /// Whether the answer came late, or is late now.
    pub fn is_late(&self, now: Now) -> bool {
        let to = self.to.unwrap_or(now).local();
        self.due.is_some_and(|due| due < to)
    }
}

/// The spans of a bundle, the earliest first.
pub fn spans(bundle: &Bundle) -> Vec<Span> {
    let children = bundle.children.iter();
    let mut spans: Vec<Span> = children
        .filter_map(|(key, child)| Span::of(key, child))
        .collect();
    spans.sort_by_key(|span| span.from);
    spans
}
