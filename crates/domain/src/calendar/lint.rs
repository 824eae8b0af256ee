//! Looking a layer of the calendar over: what is missing, contradicts itself, or says nothing new.
//!
//! Findings are advice. What a calendar must never be (two entries for a day) is a flaw instead,
//! and cannot be held.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::calendar::layers::{Calendars, LayerContent, LayerOwner, OwnSessions, resolve};
use crate::calendar::{CalendarDay, CalendarFlaw, DayKind, WorkingCalendar};
use crate::people::agency::Organisation;

/// So many years ahead should have a calendar: the longest limits begun now end there.
///
/// Not law: the holidays of a year are announced in the year before.
pub const YEARS_AHEAD: i16 = 2;

/// Day and month of the holidays that have a date of their own.
///
/// Law: Bộ luật Lao động 2019, Điều 112.
const FIXED_HOLIDAYS: [(i8, i8); 4] = [(1, 1), (30, 4), (1, 5), (2, 9)];

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Promises will be refused or wrong.
    Error,
    /// Somebody has to look whether it is meant.
    Warning,
    /// Good to know.
    Notice,
}

/// What a finding speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A whole year.
    Year(i16),
    /// A day.
    Day(Date),
    /// The sessions of a weekday that begin on a day.
    Sessions(Weekday, Date),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The year has no calendar.
    YearMissing,
    /// A swapped day off without its make-up day.
    SwapWithoutMakeUp,
    /// A make-up day without the day off it makes up for.
    MakeUpWithoutSwap,
    /// A make-up day that is an ordinary working day.
    MakeUpOnWorkingDay,
    /// A holiday on a weekly day off without a day off in lieu (nghỉ bù).
    NoDayInLieu,
    /// Sessions for a weekday that others already speak of.
    SessionsOverlap,
    /// A closure where nobody works anyway.
    ClosedAlready,
    /// The layer above says the same.
    RepeatsAbove,
    /// The layer above says something else; this one is heard.
    OverrulesAbove,
}

/// One finding in one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The layer.
    pub owner: LayerOwner,
    /// What it speaks of.
    pub spot: Spot,
    /// What is wrong.
    pub trouble: Trouble,
    /// How much it matters.
    pub severity: Severity,
}

/// Looks every layer over.
///
/// # Errors
/// [`CalendarFlaw`] when a layer is none.
pub fn look_over_all(
    calendars: &Calendars,
    organisation: &Organisation,
    today: Date,
) -> Result<Vec<Finding>, CalendarFlaw> {
    let mut findings = Vec::new();
    for layer in calendars.layers() {
        let above = calendars.above(organisation, &layer.owner, today);
        findings.extend(look_over(&layer.owner, &above, &layer.content, today)?);
    }
    Ok(findings)
}

/// Looks one layer over, with what stands above it, the nation's layer first.
///
/// # Errors
/// [`CalendarFlaw`] when it is no layer.
pub fn look_over(
    owner: &LayerOwner,
    above: &[&LayerContent],
    layer: &LayerContent,
    today: Date,
) -> Result<Vec<Finding>, CalendarFlaw> {
    let open = LayerContent {
        closures: Vec::new(),
        ..layer.clone()
    };
    let with_this: Vec<&LayerContent> = above.iter().copied().chain([&open]).collect();
    let sight = Sight {
        owner,
        layer,
        above: resolve(above)?,
        open: resolve(&with_this)?,
    };
    let mut findings = Vec::new();
    if *owner == LayerOwner::Nation {
        findings.extend(sight.missing_years(today));
        findings.extend(sight.holidays_without_day_in_lieu());
    } else {
        findings.extend(sight.said_above());
    }
    findings.extend(sight.swaps());
    findings.extend(sight.overlapping_sessions());
    findings.extend(sight.closed_already());
    findings.sort_by_key(|finding| finding.spot.first_day());
    Ok(findings)
}

impl Spot {
    /// The first day it speaks of.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MAX),
            Self::Day(date) | Self::Sessions(_, date) => date,
        }
    }
}

/// A layer, what stands above it, and both laid over each other without the layer's closures.
struct Sight<'a> {
    owner: &'a LayerOwner,
    layer: &'a LayerContent,
    above: WorkingCalendar,
    open: WorkingCalendar,
}

impl Sight<'_> {
    fn finding(&self, spot: Spot, trouble: Trouble, severity: Severity) -> Finding {
        Finding {
            owner: self.owner.clone(),
            spot,
            trouble,
            severity,
        }
    }

    fn missing_years(&self, today: Date) -> Vec<Finding> {
        (0..=YEARS_AHEAD)
            .map(|ahead| (ahead, today.year() + ahead))
            .filter(|(_, year)| !self.open.knows(*year))
            .map(|(ahead, year)| {
                let severity = match ahead {
                    0 | 1 => Severity::Error,
                    _ => Severity::Notice,
                };
                self.finding(Spot::Year(year), Trouble::YearMissing, severity)
            })
            .collect()
    }

    /// Each day in lieu makes up for one holiday: the first that follows without a working day
    /// between.
    ///
    /// Law: Bộ luật Lao động 2019, Điều 111 khoản 3.
    fn holidays_without_day_in_lieu(&self) -> Vec<Finding> {
        let mut holidays: Vec<&CalendarDay> = self.layer.days.iter().collect();
        holidays.retain(|day| day.kind == DayKind::Holiday);
        holidays.sort_by_key(|day| day.date);
        let (on_weekend, mut in_lieu): (Vec<&CalendarDay>, Vec<&CalendarDay>) = holidays
            .into_iter()
            .partition(|day| self.open.usual_on(day.date).is_empty());
        in_lieu.retain(|day| !FIXED_HOLIDAYS.contains(&(day.date.day(), day.date.month())));
        let mut findings = Vec::new();
        for holiday in on_weekend {
            let next = in_lieu
                .iter()
                .position(|day| day.date > holiday.date)
                .filter(|place| self.nobody_works_between(holiday.date, in_lieu[*place].date));
            match next {
                Some(place) => {
                    in_lieu.remove(place);
                }
                None => findings.push(self.finding(
                    Spot::Day(holiday.date),
                    Trouble::NoDayInLieu,
                    Severity::Warning,
                )),
            }
        }
        findings
    }

    fn nobody_works_between(&self, from: Date, to: Date) -> bool {
        from.series(1.day())
            .skip(1)
            .take_while(|day| *day < to)
            .all(|day| self.open.is_working(day) == Ok(false))
    }

    fn swaps(&self) -> Vec<Finding> {
        self.layer
            .days
            .iter()
            .flat_map(|day| match day.kind {
                DayKind::SwapOff => vec![(!self.is_paired(day, DayKind::MakeUp)).then_some((
                    day.date,
                    Trouble::SwapWithoutMakeUp,
                    Severity::Warning,
                ))],
                DayKind::MakeUp => vec![
                    (!self.is_paired(day, DayKind::SwapOff)).then_some((
                        day.date,
                        Trouble::MakeUpWithoutSwap,
                        Severity::Warning,
                    )),
                    self.is_worked_anyway(day.date).then_some((
                        day.date,
                        Trouble::MakeUpOnWorkingDay,
                        Severity::Warning,
                    )),
                ],
                DayKind::Holiday | DayKind::Closed => Vec::new(),
            })
            .flatten()
            .map(|(date, trouble, severity)| self.finding(Spot::Day(date), trouble, severity))
            .collect()
    }

    /// Whether the other day of the swap is there, and neither names a third.
    fn is_paired(&self, day: &CalendarDay, with: DayKind) -> bool {
        self.open.days().any(|other| {
            let named = |pair: Option<Date>, date| pair.is_none_or(|pair| pair == date);
            other.kind == with
                && named(day.pair_date, other.date)
                && named(other.pair_date, day.date)
                && (day.pair_date.is_some() || other.pair_date.is_some())
        })
    }

    /// Whether the weekday is worked and nothing above takes it off.
    fn is_worked_anyway(&self, date: Date) -> bool {
        let is_off_above = self
            .above
            .days
            .get(&date)
            .is_some_and(|above| above.kind != DayKind::MakeUp);
        !self.open.usual_on(date).is_empty() && !is_off_above
    }

    fn overlapping_sessions(&self) -> Vec<Finding> {
        let sessions = &self.layer.sessions;
        sessions
            .iter()
            .enumerate()
            .filter(|(place, own)| sessions[..*place].iter().any(|other| other.overlaps(own)))
            .map(|(_, own)| self.finding(spot_of(own), Trouble::SessionsOverlap, Severity::Warning))
            .collect()
    }

    /// A day off, or hours outside all sessions. Unknown years are a finding of their own.
    fn closed_already(&self) -> Vec<Finding> {
        self.layer
            .closures
            .iter()
            .filter(|closure| {
                self.open
                    .sessions_on(closure.date)
                    .is_ok_and(|open| match &closure.hours {
                        Some(hours) => open.without(hours) == *open,
                        None => open.is_empty(),
                    })
            })
            .map(|closure| {
                let spot = Spot::Day(closure.date);
                self.finding(spot, Trouble::ClosedAlready, Severity::Notice)
            })
            .collect()
    }

    fn said_above(&self) -> Vec<Finding> {
        let days = self.layer.days.iter().filter_map(|day| {
            let above = self.above.days.get(&day.date)?;
            let spot = Spot::Day(day.date);
            Some(if above.kind == day.kind {
                self.finding(spot, Trouble::RepeatsAbove, Severity::Notice)
            } else {
                self.finding(spot, Trouble::OverrulesAbove, Severity::Warning)
            })
        });
        let sessions = self
            .layer
            .sessions
            .iter()
            .filter(|own| {
                let first = first_day(own);
                first.is_some_and(|first| self.above.usual_on(first) == own.sessions())
            })
            .map(|own| self.finding(spot_of(own), Trouble::RepeatsAbove, Severity::Notice));
        days.chain(sessions).collect()
    }
}

fn spot_of(own: &OwnSessions) -> Spot {
    Spot::Sessions(own.weekday(), own.valid_from())
}

/// The first date of its weekday that sessions cover.
fn first_day(own: &OwnSessions) -> Option<Date> {
    own.valid_from()
        .series(1.day())
        .take(7)
        .find(|date| own.covers(*date))
}
