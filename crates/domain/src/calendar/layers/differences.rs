//! What a change of layers changes: from which day to which, and for whom.

use std::collections::BTreeSet;
use std::ptr;

use jiff::civil::Date;

use super::Calendars;
use crate::calendar::WorkingCalendar;
use crate::people::agency::{AgencyId, Organisation};

/// Between two calendars (khác nhau giữa hai lịch): the days, and the agencies that feel it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDifference {
    /// The first day that is worked otherwise.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// Whose calendar changes.
    pub agencies: BTreeSet<AgencyId>,
}

/// Two calendars of one agency, and the first and last day on which they differ.
struct Compared<'a> {
    before: &'a WorkingCalendar,
    after: &'a WorkingCalendar,
    days: Option<(Date, Date)>,
}

impl Calendars {
    /// How these calendars differ from those that come, with the units above each other as on
    /// `day`; none when nobody works otherwise.
    pub fn difference(
        &self,
        after: &Self,
        organisation: &Organisation,
        day: Date,
    ) -> Option<CalendarDifference> {
        // Most agencies share one calendar: each pair is compared once.
        let mut compared: Vec<Compared<'_>> = Vec::new();
        let mut found: Option<CalendarDifference> = None;
        for agency in organisation.all() {
            let before = self.of(organisation, &agency.id, day);
            let next = after.of(organisation, &agency.id, day);
            let known = compared
                .iter()
                .find(|pair| ptr::eq(pair.before, before) && ptr::eq(pair.after, next))
                .map(|pair| pair.days);
            let days = known.unwrap_or_else(|| {
                let days = before.days_unlike(next);
                compared.push(Compared {
                    before,
                    after: next,
                    days,
                });
                days
            });
            if let Some((first, last)) = days {
                let all = found.get_or_insert_with(|| CalendarDifference {
                    first,
                    last,
                    agencies: BTreeSet::new(),
                });
                all.first = all.first.min(first);
                all.last = all.last.max(last);
                all.agencies.insert(agency.id.clone());
            }
        }
        found
    }
}

impl WorkingCalendar {
    /// The first and the last day that the other calendar sees otherwise; another cut-off changes
    /// every day.
    fn days_unlike(&self, other: &Self) -> Option<(Date, Date)> {
        let years: BTreeSet<i16> = self.years().chain(other.years()).collect();
        let first = Date::new(*years.first()?, 1, 1).ok()?;
        let last = Date::new(*years.last()?, 12, 31).ok()?;
        if self.cut_off() != other.cut_off() {
            return Some((first, last));
        }
        let mut unlike: Option<(Date, Date)> = None;
        let mut day = first;
        loop {
            if self.sessions_on(day) != other.sessions_on(day) {
                let (begin, _) = unlike.unwrap_or((day, day));
                unlike = Some((begin, day));
            }
            match day.tomorrow() {
                Ok(next) if day < last => day = next,
                _ => return unlike,
            }
        }
    }

    fn years(&self) -> impl Iterator<Item = i16> {
        self.days().map(|day| day.date.year())
    }
}
