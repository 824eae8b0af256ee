//! All layers in force, and the calendar that comes of them for each agency.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{CalendarLayer, LayerContent, LayerOwner, resolve};
use crate::calendar::{CalendarData, CalendarFlaw, WorkingCalendar};
use crate::people::agency::{AgencyId, Organisation};

/// The calendars of all agencies (các lớp lịch), laid over each other once and then only asked.
///
/// Agencies without a layer of their own share the calendar of the nearest one above them.
#[derive(Clone, Debug)]
pub struct Calendars {
    nation: CalendarLayer,
    units: BTreeMap<AgencyId, CalendarLayer>,
    of_nation: WorkingCalendar,
    /// By the units with layers on the way up, nearest first.
    of_units: BTreeMap<Vec<AgencyId>, WorkingCalendar>,
}

impl Calendars {
    /// Lays the layers over each other; of two with one owner the later in the list is heard.
    ///
    /// # Errors
    /// [`CalendarFlaw`] when a layer speaks twice of a day, or nothing is ever worked.
    pub fn new(
        layers: Vec<CalendarLayer>,
        organisation: &Organisation,
    ) -> Result<Self, CalendarFlaw> {
        let mut nation = CalendarLayer::first(LayerOwner::Nation);
        let mut units = BTreeMap::new();
        for layer in layers {
            match &layer.owner {
                LayerOwner::Nation => nation = layer,
                LayerOwner::Unit(unit) => {
                    units.insert(unit.clone(), layer);
                }
            }
        }
        let of_nation = resolve(&[&nation.content])?;
        let mut of_units = BTreeMap::new();
        for path in paths(&units, organisation) {
            let below = path.iter().rev().filter_map(|unit| units.get(unit));
            let contents: Vec<&LayerContent> = std::iter::once(&nation)
                .chain(below)
                .map(|layer| &layer.content)
                .collect();
            let calendar = resolve(&contents)?;
            of_units.insert(path, calendar);
        }
        Ok(Self {
            nation,
            units,
            of_nation,
            of_units,
        })
    }

    /// The calendar of whoever has no layer of their own or above them.
    pub fn nation(&self) -> &WorkingCalendar {
        &self.of_nation
    }

    /// The calendar that `unit` works by, with the layers that are above it on `day`.
    pub fn of(&self, organisation: &Organisation, unit: &AgencyId, day: Date) -> &WorkingCalendar {
        // Lists ask for every row, and most provinces have no layer of their own.
        if self.units.is_empty() {
            return &self.of_nation;
        }
        let path = path(&self.units, organisation, unit, day);
        self.of_units.get(&path).unwrap_or(&self.of_nation)
    }

    /// Every layer in force, the nation's first.
    pub fn layers(&self) -> impl Iterator<Item = &CalendarLayer> {
        std::iter::once(&self.nation).chain(self.units.values())
    }

    /// The layer of an owner; a first, empty one when it never had any.
    pub fn layer(&self, owner: &LayerOwner) -> CalendarLayer {
        let known = match owner {
            LayerOwner::Nation => Some(&self.nation),
            LayerOwner::Unit(unit) => self.units.get(unit),
        };
        known
            .cloned()
            .unwrap_or_else(|| CalendarLayer::first(owner.clone()))
    }

    /// What stands above an owner on `day`, the nation's layer first; nothing above the nation.
    pub fn above(
        &self,
        organisation: &Organisation,
        owner: &LayerOwner,
        day: Date,
    ) -> Vec<&LayerContent> {
        let LayerOwner::Unit(unit) = owner else {
            return Vec::new();
        };
        let path = path(&self.units, organisation, unit, day);
        let below = path
            .iter()
            .rev()
            .filter(|above| *above != unit)
            .filter_map(|above| self.units.get(above));
        std::iter::once(&self.nation)
            .chain(below)
            .map(|layer| &layer.content)
            .collect()
    }
}

impl From<WorkingCalendar> for Calendars {
    /// One calendar for everybody.
    fn from(calendar: WorkingCalendar) -> Self {
        let mut nation = CalendarLayer::first(LayerOwner::Nation);
        nation.content = CalendarData::from(calendar.clone()).into();
        Self {
            nation,
            units: BTreeMap::new(),
            of_nation: calendar,
            of_units: BTreeMap::new(),
        }
    }
}

/// The units with layers on the way up from `unit` on `day`, nearest first, itself among them.
fn path(
    units: &BTreeMap<AgencyId, CalendarLayer>,
    organisation: &Organisation,
    unit: &AgencyId,
    day: Date,
) -> Vec<AgencyId> {
    let above = organisation.ancestors_on(unit, day);
    std::iter::once(unit)
        .chain(above.into_iter().map(|agency| &agency.id))
        .filter(|id| units.contains_key(*id))
        .cloned()
        .collect()
}

/// Every path that a unit with a layer ever has: the tree changes only where a period begins or
/// ends.
fn paths(
    units: &BTreeMap<AgencyId, CalendarLayer>,
    organisation: &Organisation,
) -> BTreeSet<Vec<AgencyId>> {
    if units.is_empty() {
        return BTreeSet::new();
    }
    let ends = organisation.all().filter_map(|agency| agency.valid_to);
    let days: BTreeSet<Date> = organisation
        .all()
        .map(|agency| agency.valid_from)
        .chain(ends.filter_map(|last| last.tomorrow().ok()))
        .collect();
    let mut paths = BTreeSet::new();
    for unit in units.keys() {
        // Before the first of these days nothing is above it.
        paths.insert(vec![unit.clone()]);
        paths.extend(days.iter().map(|day| path(units, organisation, unit, *day)));
    }
    paths
}
