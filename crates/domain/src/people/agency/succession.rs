//! Who carries on for a unit that ended.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Agency, AgencyId, Organisation};

/// One unit that was taken over by another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Succession {
    /// The unit that ended.
    pub old: AgencyId,
    /// The unit that carries on.
    pub new: AgencyId,
    /// First day of the new unit's competence.
    pub effective_on: Date,
}

impl Organisation {
    /// The unit that carries on for `id` on `day`: itself while it is valid.
    ///
    /// Where a unit was divided, the first of its successors; [`Organisation::successors`] has all.
    pub fn successor(&self, id: &AgencyId, day: Date) -> Option<&Agency> {
        self.successors(id, day).into_iter().next()
    }

    /// The units that carry on for `id` on `day`, followed through every later change.
    ///
    /// In this order: the unit itself while it is valid; the successions that name it; the next
    /// period of its code, when that begins the day after and is of the same level and kind (a
    /// renewed or renamed unit); for a desk, the desks of whoever carries on for its agency.
    /// Empty when nobody does, or when the unit is not there yet on `day`.
    pub fn successors(&self, id: &AgencyId, day: Date) -> Vec<&Agency> {
        self.followed(id, day, &mut Vec::new())
    }

    /// `asked` are the units whose desks are being looked for: one that a desk of its own carries on
    /// would lead round for ever.
    fn followed<'a>(
        &'a self,
        id: &AgencyId,
        day: Date,
        asked: &mut Vec<&'a AgencyId>,
    ) -> Vec<&'a Agency> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        let mut waiting: Vec<&Agency> = self.find(id).into_iter().collect();
        while let Some(agency) = waiting.pop() {
            if !seen.insert(&agency.id) {
                continue;
            }
            if agency.is_valid_on(day) {
                found.push(agency);
            } else {
                waiting.extend(self.carried_on_by(agency, day, asked).into_iter().rev());
            }
        }
        found
    }

    /// One step further than `agency`, which is not valid on `day`.
    fn carried_on_by<'a>(
        &'a self,
        agency: &Agency,
        day: Date,
        asked: &mut Vec<&'a AgencyId>,
    ) -> Vec<&'a Agency> {
        if agency.valid_to.is_none_or(|last| day <= last) {
            return Vec::new();
        }
        let named = self.named_successors(&agency.id, day);
        if !named.is_empty() {
            return named;
        }
        if let Some(renewed) = self.renewed(agency).filter(|next| next.valid_from <= day) {
            return vec![renewed];
        }
        let above = agency.parent.as_ref().and_then(|parent| self.find(parent));
        match above {
            Some(above) if agency.kind.is_desk() && !above.kind.is_desk() => {
                self.desks_of_successors(&above.id, day, asked)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn named_successors(&self, id: &AgencyId, day: Date) -> Vec<&Agency> {
        let named = self.index.successions_of.get(id).into_iter().flatten();
        named
            .filter_map(|at| self.successions.get(*at))
            .filter(|succession| succession.effective_on <= day)
            .filter_map(|succession| self.find(&succession.new))
            .collect()
    }

    fn renewed(&self, agency: &Agency) -> Option<&Agency> {
        let day_after = agency.valid_to?.tomorrow().ok()?;
        self.find_by_code(&agency.code, day_after)
            .filter(|next| next.level == agency.level && next.kind == agency.kind)
    }

    fn desks_of_successors<'a>(
        &'a self,
        agency: &'a AgencyId,
        day: Date,
        asked: &mut Vec<&'a AgencyId>,
    ) -> Vec<&'a Agency> {
        if asked.contains(&agency) {
            return Vec::new();
        }
        asked.push(agency);
        let carried_on_by = self.followed(agency, day, asked);
        asked.pop();
        let desks = carried_on_by
            .iter()
            .flat_map(|next| self.children_on(&next.id, day));
        desks.filter(|unit| unit.kind.is_desk()).collect()
    }
}
