//! Is the organisation sound: every flaw of a tree, found before it is taken.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Agency, AgencyCode, AgencyId, Organisation, Succession};

/// Characters a node's code may have: the file is typed by people and read aloud.
const CODE_LENGTH_MAX: usize = 35;

/// One thing that is wrong with an organisation (sơ đồ tổ chức).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganisationFlaw {
    /// Two nodes have the same code and the same first day.
    DuplicateKey(AgencyId),
    /// The key does not say the code and first day of its node.
    KeyDiffers(AgencyId),
    /// The code is empty, longer than 35 characters, or has others than letters, digits, `.-_`.
    MalformedCode(AgencyId),
    /// The last day lies before the first.
    EndsBeforeItBegins(AgencyId),
    /// Two periods of one code share a day.
    OverlappingPeriods {
        /// The period that begins first.
        earlier: AgencyId,
        /// The period that begins in it.
        later: AgencyId,
    },
    /// Nothing has ever borne the code of the node above.
    ParentUnknown {
        /// The node.
        child: AgencyId,
        /// The code it names.
        parent_code: String,
    },
    /// The node above shares no day with the node.
    ParentNotValidThen {
        /// The node.
        child: AgencyId,
        /// The code it names.
        parent_code: String,
    },
    /// These nodes lie above each other in a ring.
    Cycle(Vec<AgencyId>),
    /// Two nodes bear one identification code on the same day: their dossiers' codes would clash.
    AgencyCodeShared {
        /// The code.
        agency_code: AgencyCode,
        /// One node.
        first: AgencyId,
        /// The other.
        second: AgencyId,
    },
    /// No unit bore the code before the succession takes effect.
    SuccessionFromUnknown {
        /// The code.
        old_code: String,
        /// First day of the new unit's competence.
        effective_on: Date,
    },
    /// No unit bears the code on the day the succession takes effect.
    SuccessionToUnknown {
        /// The unit that ended.
        old_code: String,
        /// The code of the unit that should carry on.
        new_code: String,
        /// First day of the new unit's competence.
        effective_on: Date,
    },
    /// These units carry on for each other in a ring.
    SuccessionCycle(Vec<AgencyId>),
}

impl Organisation {
    /// Takes nodes and successions if they are sound together; otherwise names every flaw.
    ///
    /// A node need not be covered by the node above on all of its days: files say "at the latest
    /// since", and agencies end before the decision on their units is known. One day is enough.
    pub fn check(
        agencies: Vec<Agency>,
        successions: Vec<Succession>,
    ) -> Result<Self, Vec<OrganisationFlaw>> {
        let mut flaws = duplicates(&agencies);
        let organisation = Self::new(agencies, successions);
        for agency in organisation.all() {
            flaws.extend(own_flaws(agency));
            flaws.extend(organisation.parent_flaw(agency));
        }
        flaws.extend(organisation.overlaps());
        flaws.extend(organisation.shared_agency_codes());
        flaws.extend(organisation.rings());
        flaws.extend(organisation.succession_flaws());
        if flaws.is_empty() {
            Ok(organisation)
        } else {
            Err(flaws)
        }
    }

    /// The nodes that have no node above on some of their days, although they name one.
    ///
    /// Allowed (see [`Organisation::check`]), but somebody should look.
    pub fn gaps_above(&self) -> impl Iterator<Item = &Agency> {
        self.all().filter(|agency| self.has_a_gap_above(agency))
    }

    fn has_a_gap_above(&self, agency: &Agency) -> bool {
        let Some(parent) = &agency.parent else {
            return false;
        };
        let mut day = agency.valid_from;
        for above in self.periods_of(parent.code()) {
            if !above.is_valid_on(day) {
                continue;
            }
            let Some(next) = above.valid_to.and_then(|last| last.tomorrow().ok()) else {
                return false;
            };
            day = next;
        }
        agency.valid_to.is_none_or(|last| day <= last)
    }

    fn parent_flaw(&self, child: &Agency) -> Option<OrganisationFlaw> {
        let parent = child.parent.as_ref()?;
        let (child_id, parent_code) = (child.id.clone(), parent.code().to_owned());
        match self.find(parent) {
            None => Some(OrganisationFlaw::ParentUnknown {
                child: child_id,
                parent_code,
            }),
            Some(above) if above.shares_a_day_with(child) => None,
            Some(_) => Some(OrganisationFlaw::ParentNotValidThen {
                child: child_id,
                parent_code,
            }),
        }
    }

    fn overlaps(&self) -> Vec<OrganisationFlaw> {
        let mut flaws = Vec::new();
        for code in self.index.periods.keys() {
            let periods: Vec<&Agency> = self.periods_of(code).collect();
            for (earlier, later) in pairs(&periods) {
                flaws.push(OrganisationFlaw::OverlappingPeriods {
                    earlier: earlier.id.clone(),
                    later: later.id.clone(),
                });
            }
        }
        flaws
    }

    fn shared_agency_codes(&self) -> Vec<OrganisationFlaw> {
        let mut bearers: BTreeMap<&AgencyCode, Vec<&Agency>> = BTreeMap::new();
        for agency in self.all() {
            if let Some(code) = &agency.agency_code {
                bearers.entry(code).or_default().push(agency);
            }
        }
        let mut flaws = Vec::new();
        for (code, bearers) in bearers {
            // Periods of one code that overlap are a flaw of their own.
            for (first, second) in pairs(&bearers).filter(|(a, b)| a.code != b.code) {
                flaws.push(OrganisationFlaw::AgencyCodeShared {
                    agency_code: code.clone(),
                    first: first.id.clone(),
                    second: second.id.clone(),
                });
            }
        }
        flaws
    }

    /// Rings among the nodes, once as each names its node above, once as it was on each day on
    /// which something began: only a beginning can close a ring.
    fn rings(&self) -> BTreeSet<OrganisationFlaw> {
        let latest = |id: &AgencyId| self.find(id)?.parent.clone();
        let mut rings: BTreeSet<_> = self
            .agencies
            .keys()
            .filter_map(|id| ring(id, latest))
            .collect();
        let days: BTreeSet<Date> = self.all().map(|agency| agency.valid_from).collect();
        for day in days {
            let then = |id: &AgencyId| self.parent_on(id, day).map(|above| above.id.clone());
            let there = self.all().filter(|agency| agency.is_valid_on(day));
            rings.extend(there.filter_map(|agency| ring(&agency.id, then)));
        }
        rings.into_iter().map(OrganisationFlaw::Cycle).collect()
    }

    fn succession_flaws(&self) -> BTreeSet<OrganisationFlaw> {
        let mut flaws = BTreeSet::new();
        for succession in &self.successions {
            let Succession {
                old,
                new,
                effective_on,
            } = succession;
            if self
                .find(old)
                .is_none_or(|unit| *effective_on <= unit.valid_from)
            {
                flaws.insert(OrganisationFlaw::SuccessionFromUnknown {
                    old_code: old.code().to_owned(),
                    effective_on: *effective_on,
                });
            }
            if self
                .find(new)
                .is_none_or(|unit| !unit.is_valid_on(*effective_on))
            {
                flaws.insert(OrganisationFlaw::SuccessionToUnknown {
                    old_code: old.code().to_owned(),
                    new_code: new.code().to_owned(),
                    effective_on: *effective_on,
                });
            }
        }
        flaws.extend(
            self.succession_rings()
                .into_iter()
                .map(OrganisationFlaw::SuccessionCycle),
        );
        flaws
    }

    /// Units that come back to themselves: found by following every succession to its end.
    fn succession_rings(&self) -> BTreeSet<Vec<AgencyId>> {
        let mut rings = BTreeSet::new();
        for start in self.index.successions_of.keys() {
            let mut reached = BTreeSet::new();
            let mut waiting = vec![vec![start]];
            while let Some(path) = waiting.pop() {
                for next in path
                    .last()
                    .into_iter()
                    .flat_map(|last| self.named_after(last))
                {
                    if next == start {
                        rings.insert(from_the_least(path.iter().copied().cloned().collect()));
                    } else if reached.insert(next) {
                        waiting.push(path.iter().copied().chain([next]).collect());
                    }
                }
            }
        }
        rings
    }

    fn named_after(&self, id: &AgencyId) -> impl Iterator<Item = &AgencyId> {
        let named = self.index.successions_of.get(id).into_iter().flatten();
        named
            .filter_map(|at| self.successions.get(*at))
            .map(|succession| &succession.new)
    }
}

fn duplicates(agencies: &[Agency]) -> Vec<OrganisationFlaw> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for agency in agencies {
        if !seen.insert(&agency.id) {
            twice.insert(&agency.id);
        }
    }
    twice
        .into_iter()
        .cloned()
        .map(OrganisationFlaw::DuplicateKey)
        .collect()
}

fn own_flaws(agency: &Agency) -> Vec<OrganisationFlaw> {
    let mut flaws = Vec::new();
    if agency.id != AgencyId::new(&agency.code, agency.valid_from) {
        flaws.push(OrganisationFlaw::KeyDiffers(agency.id.clone()));
    }
    if !is_code(&agency.code) {
        flaws.push(OrganisationFlaw::MalformedCode(agency.id.clone()));
    }
    if agency.valid_to.is_some_and(|last| last < agency.valid_from) {
        flaws.push(OrganisationFlaw::EndsBeforeItBegins(agency.id.clone()));
    }
    flaws
}

/// Whether `text` can be the code of a node.
fn is_code(text: &str) -> bool {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b".-_".contains(&b);
    (1..=CODE_LENGTH_MAX).contains(&text.len()) && text.bytes().all(is_allowed)
}

/// The pairs that share a day. Few nodes have one code, so every pair is looked at.
fn pairs<'a>(periods: &[&'a Agency]) -> impl Iterator<Item = (&'a Agency, &'a Agency)> {
    periods.iter().enumerate().flat_map(|(at, earlier)| {
        let later = periods.get(at + 1..).unwrap_or_default();
        later
            .iter()
            .filter(|later| earlier.shares_a_day_with(later))
            .map(|later| (*earlier, *later))
    })
}

/// The ring that `start` is part of.
fn ring(start: &AgencyId, above: impl Fn(&AgencyId) -> Option<AgencyId>) -> Option<Vec<AgencyId>> {
    let mut path = vec![start.clone()];
    let mut seen = BTreeSet::from([start.clone()]);
    loop {
        let next = above(path.last()?)?;
        if &next == start {
            return Some(from_the_least(path));
        }
        // A ring further up is reported by its own nodes.
        if !seen.insert(next.clone()) {
            return None;
        }
        path.push(next);
    }
}

/// The same ring however it was entered.
fn from_the_least(mut ring: Vec<AgencyId>) -> Vec<AgencyId> {
    let least = ring
        .iter()
        .enumerate()
        .min_by_key(|(_, id)| *id)
        .map_or(0, |(at, _)| at);
    ring.rotate_left(least);
    ring
}
