//! The tree itself: what stands where on which day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agency, AgencyId, Succession};

/// The organisation (tổ chức bộ máy) of a province through time.
///
/// One that came from [`Organisation::check`] or [`Organisation::merged_with`] is sound: no two
/// periods of a code overlap, every node shares a day with the node above, nothing is above
/// itself, and no succession leads back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredOrganisation", into = "StoredOrganisation")]
pub struct Organisation {
    pub(super) agencies: BTreeMap<AgencyId, Agency>,
    pub(super) successions: Vec<Succession>,
    pub(super) index: Index,
}

/// What can be looked up without walking over all nodes: rebuilt, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// The periods of a code, earliest first.
    pub(super) periods: BTreeMap<String, Vec<AgencyId>>,
    /// What hangs below a code in any period.
    below: BTreeMap<String, Vec<AgencyId>>,
    /// All desks, the province's first.
    desks: Vec<AgencyId>,
    /// What carries on for a node, as positions in the list of successions.
    pub(super) successions_of: BTreeMap<AgencyId, Vec<usize>>,
}

#[derive(Serialize, Deserialize)]
struct StoredOrganisation {
    agencies: BTreeMap<AgencyId, Agency>,
    successions: Vec<Succession>,
}

impl From<StoredOrganisation> for Organisation {
    fn from(stored: StoredOrganisation) -> Self {
        let index = Index::over(&stored.agencies, &stored.successions);
        Self {
            agencies: stored.agencies,
            successions: stored.successions,
            index,
        }
    }
}

impl From<Organisation> for StoredOrganisation {
    fn from(organisation: Organisation) -> Self {
        Self {
            agencies: organisation.agencies,
            successions: organisation.successions,
        }
    }
}

impl Organisation {
    /// Builds the organisation from nodes and successions that were checked when they were stored.
    ///
    /// What comes from outside goes through [`Organisation::check`] or
    /// [`Organisation::merged_with`] instead.
    pub fn new(agencies: Vec<Agency>, successions: Vec<Succession>) -> Self {
        let agencies = agencies
            .into_iter()
            .map(|agency| (agency.id.clone(), agency))
            .collect();
        StoredOrganisation {
            agencies,
            successions,
        }
        .into()
    }

    /// The node with this id.
    pub fn find(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.get(id)
    }

    /// The node that bore `code` on `day`.
    pub fn find_by_code(&self, code: &str, day: Date) -> Option<&Agency> {
        self.periods_of(code)
            .rev()
            .find(|agency| agency.is_valid_on(day))
    }

    /// The nodes that have borne `code`, earliest first.
    pub fn periods_of(&self, code: &str) -> impl DoubleEndedIterator<Item = &Agency> {
        let ids = self.index.periods.get(code).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.agencies.get(id))
    }

    /// Every node, ordered by key.
    pub fn all(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.values()
    }

    /// Every succession, as imported.
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// The desks that receive citizens on `day`: the province's first, then by key.
    pub fn desks_on(&self, day: Date) -> impl Iterator<Item = &Agency> {
        let desks = self
            .index
            .desks
            .iter()
            .filter_map(|id| self.agencies.get(id));
        desks.filter(move |desk| desk.is_valid_on(day))
    }

    /// The nodes without a node above on `day`: normally the province alone.
    pub fn roots_on(&self, day: Date) -> impl Iterator<Item = &Agency> {
        self.all()
            .filter(move |a| a.is_valid_on(day) && self.parent_on(&a.id, day).is_none())
    }

    /// The nodes directly below `id`, ended ones included.
    pub fn children<'a>(&'a self, id: &'a AgencyId) -> impl Iterator<Item = &'a Agency> {
        self.below(id.code())
            .filter(move |agency| agency.parent.as_ref() == Some(id))
    }

    /// The nodes directly below `id` on `day`; none on a day on which `id` itself is not valid.
    pub fn children_on<'a>(
        &'a self,
        id: &'a AgencyId,
        day: Date,
    ) -> impl Iterator<Item = &'a Agency> {
        let exists = self.find(id).is_some_and(|agency| agency.is_valid_on(day));
        self.below(id.code())
            .filter(move |agency| exists && agency.is_valid_on(day))
    }

    /// The node above `id` on `day`: the one that bears the parent's code then.
    pub fn parent_on(&self, id: &AgencyId, day: Date) -> Option<&Agency> {
        let parent = self.find(id)?.parent.as_ref()?;
        self.find_by_code(parent.code(), day)
    }

    /// The nodes above `id`, nearest first.
    pub fn ancestors(&self, id: &AgencyId) -> Vec<&Agency> {
        self.walk_up(id, |agency| {
            agency.parent.as_ref().and_then(|above| self.find(above))
        })
    }

    /// The nodes above `id` on `day`, nearest first.
    pub fn ancestors_on(&self, id: &AgencyId, day: Date) -> Vec<&Agency> {
        self.walk_up(id, |agency| self.parent_on(&agency.id, day))
    }

    /// Everything below `id`, ended nodes included: each node before what is below it.
    pub fn descendants(&self, id: &AgencyId) -> Vec<&Agency> {
        self.walk_down(id, |above| self.children(&above.id).collect())
    }

    /// Everything below `id` on `day`: each node before what is below it.
    pub fn descendants_on(&self, id: &AgencyId, day: Date) -> Vec<&Agency> {
        self.walk_down(id, |above| self.children_on(&above.id, day).collect())
    }

    /// Whether `id` is `ancestor` or lies below it.
    pub fn is_within(&self, id: &AgencyId, ancestor: &AgencyId) -> bool {
        id == ancestor
            || self
                .ancestors(id)
                .iter()
                .any(|agency| &agency.id == ancestor)
    }

    /// Whether `id` is `ancestor` or lay below it on `day`.
    pub fn is_within_on(&self, id: &AgencyId, ancestor: &AgencyId, day: Date) -> bool {
        id == ancestor
            || self
                .ancestors_on(id, day)
                .iter()
                .any(|agency| &agency.id == ancestor)
    }

    fn below(&self, code: &str) -> impl Iterator<Item = &Agency> {
        let ids = self.index.below.get(code).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.agencies.get(id))
    }

    // Both walks stop at a node they have seen: a stored tree that was never checked must not
    // hang the program.
    fn walk_up<'a>(
        &'a self,
        id: &AgencyId,
        above: impl Fn(&'a Agency) -> Option<&'a Agency>,
    ) -> Vec<&'a Agency> {
        let mut path: Vec<&Agency> = Vec::new();
        let mut at = self.find(id).and_then(&above);
        while let Some(agency) = at {
            if &agency.id == id || path.iter().any(|seen| seen.id == agency.id) {
                break;
            }
            path.push(agency);
            at = above(agency);
        }
        path
    }

    fn walk_down<'a>(
        &'a self,
        id: &AgencyId,
        below: impl Fn(&'a Agency) -> Vec<&'a Agency>,
    ) -> Vec<&'a Agency> {
        let mut seen = BTreeSet::from([id]);
        let mut found = Vec::new();
        let mut waiting: Vec<&Agency> = self.find(id).into_iter().collect();
        while let Some(agency) = waiting.pop() {
            if &agency.id != id {
                found.push(agency);
            }
            let new = below(agency)
                .into_iter()
                .filter(|child| seen.insert(&child.id));
            let at = waiting.len();
            waiting.extend(new);
            if let Some(added) = waiting.get_mut(at..) {
                added.reverse();
            }
        }
        found
    }
}

impl Index {
    fn over(agencies: &BTreeMap<AgencyId, Agency>, successions: &[Succession]) -> Self {
        let mut index = Self::default();
        for agency in agencies.values() {
            index
                .periods
                .entry(agency.code.clone())
                .or_default()
                .push(agency.id.clone());
            if let Some(parent) = &agency.parent {
                let below = index.below.entry(parent.code().to_owned()).or_default();
                below.push(agency.id.clone());
            }
            if agency.kind.is_desk() {
                index.desks.push(agency.id.clone());
            }
        }
        for ids in index.periods.values_mut() {
            ids.sort_by_key(|id| agencies.get(id).map(|agency| agency.valid_from));
        }
        index
            .desks
            .sort_by_key(|id| agencies.get(id).map(|agency| agency.level));
        for (at, succession) in successions.iter().enumerate() {
            index
                .successions_of
                .entry(succession.old.clone())
                .or_default()
                .push(at);
        }
        index
    }
}
