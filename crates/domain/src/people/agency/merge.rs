//! A later file of the organisation, and what becomes of the one we have.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Agency, AgencyCode, AgencyId, AgencyKind, Level, Organisation, OrganisationFlaw, Succession,
};

/// A node as a file says it: the node above is named by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyDraft {
    /// The code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Level of government.
    pub level: Level,
    /// What it is.
    pub kind: AgencyKind,
    /// The code of the node above.
    pub parent_code: Option<String>,
    /// First day of the period.
    pub valid_from: Date,
    /// Last day, where the file says one.
    pub valid_to: Option<Date>,
    /// The identification code.
    pub agency_code: CodeSaid,
    /// Where the facts come from.
    pub source: String,
    /// How sure they are.
    pub certainty: String,
    /// Anything else worth knowing.
    pub note: String,
}

/// What a file says about the identification code (mã định danh) of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeSaid {
    /// The file has no such column: what is known stays.
    Nothing,
    /// The node has none.
    Without,
    /// The node has this one.
    Is {
        /// The code.
        code: AgencyCode,
        /// Whether it was invented for a demonstration.
        invented: bool,
    },
}

/// A succession as a file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessionDraft {
    /// The code the old unit bore.
    pub old_code: String,
    /// The code the new unit bears; often the same.
    pub new_code: String,
    /// First day of the new unit's competence.
    pub effective_on: Date,
}

/// What one file says: nodes, successions, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationDraft {
    /// Nodes.
    pub agencies: Vec<AgencyDraft>,
    /// Successions.
    pub successions: Vec<SuccessionDraft>,
}

impl AgencyDraft {
    /// The key the node will have.
    pub fn id(&self) -> AgencyId {
        AgencyId::new(&self.code, self.valid_from)
    }
}

impl Organisation {
    /// This organisation with what a later file says, or every flaw of the two together.
    ///
    /// A node of the same code and first day is replaced; nothing is removed. A unit without a
    /// last day ends the day before another takes its code, or the day before a succession takes
    /// it over; all others stay as they are. A file that names successors of a unit for a day
    /// names all of them. Merging the same file again changes nothing, and files about different
    /// units may come in any order.
    pub fn merged_with(&self, newer: &OrganisationDraft) -> Result<Self, Vec<OrganisationFlaw>> {
        let mut flaws = Vec::new();
        let mut agencies = self.agencies.clone();
        let mut parent_codes: BTreeMap<AgencyId, String> = self.parent_codes();
        let mut taken = BTreeSet::new();
        for draft in &newer.agencies {
            let id = draft.id();
            if !taken.insert(id.clone()) {
                flaws.push(OrganisationFlaw::DuplicateKey(id));
                continue;
            }
            match &draft.parent_code {
                Some(code) => parent_codes.insert(id.clone(), code.clone()),
                None => parent_codes.remove(&id),
            };
            let known = agencies.get(&id);
            let agency = draft.agency(known);
            agencies.insert(id, agency);
        }
        end_where_the_code_goes_on(&mut agencies);
        let mut successions = self.kept_successions(newer);
        for draft in &newer.successions {
            match draft.resolve(&agencies) {
                Ok(new) if successions.contains(&new) => {}
                Ok(new) => successions.push(new),
                Err(flaw) => flaws.push(flaw),
            }
        }
        // Of one unit's successors for one day the file's order stays: the first is the main one.
        successions.sort_by(|a, b| (a.effective_on, &a.old).cmp(&(b.effective_on, &b.old)));
        end_what_was_taken_over(&mut agencies, &successions);
        set_parents(&mut agencies, &parent_codes);
        match Self::check(agencies.into_values().collect(), successions) {
            Ok(organisation) if flaws.is_empty() => Ok(organisation),
            Ok(_) => Err(flaws),
            Err(more) => {
                flaws.extend(more);
                Err(flaws)
            }
        }
    }

    /// Whether both say the same, whatever the order in which it was imported.
    pub fn same_content(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// What changes from this organisation to `later`.
    pub fn difference(&self, later: &Self) -> OrganisationDifference {
        let mut difference = OrganisationDifference::default();
        for new in later.all() {
            match self.find(&new.id) {
                None => difference.created.push(new.id.clone()),
                Some(old) if old == new => difference.unchanged += 1,
                Some(old) => difference.changed.push(AgencyChange {
                    id: new.id.clone(),
                    fields: changed_fields(old, new),
                }),
            }
        }
        let gone = self.agencies.keys().filter(|id| later.find(id).is_none());
        difference.removed.extend(gone.cloned());
        let (before, after): (BTreeSet<_>, BTreeSet<_>) = (
            self.successions.iter().collect(),
            later.successions.iter().collect(),
        );
        difference.successions_created = after.difference(&before).copied().cloned().collect();
        difference.successions_removed = before.difference(&after).copied().cloned().collect();
        difference.successions_unchanged = before.intersection(&after).count();
        difference
    }

    fn parent_codes(&self) -> BTreeMap<AgencyId, String> {
        let named =
            |agency: &Agency| Some((agency.id.clone(), agency.parent.as_ref()?.code().into()));
        self.all().filter_map(named).collect()
    }

    /// The successions that `newer` does not name anew.
    fn kept_successions(&self, newer: &OrganisationDraft) -> Vec<Succession> {
        let named: BTreeSet<(&str, Date)> = newer
            .successions
            .iter()
            .map(|s| (s.old_code.as_str(), s.effective_on))
            .collect();
        let kept = self.successions.iter();
        kept.filter(|s| !named.contains(&(s.old.code(), s.effective_on)))
            .cloned()
            .collect()
    }
}

impl AgencyDraft {
    fn agency(&self, known: Option<&Agency>) -> Agency {
        let (agency_code, agency_code_invented) = match &self.agency_code {
            CodeSaid::Nothing => known.map_or((None, false), |old| {
                (old.agency_code.clone(), old.agency_code_invented)
            }),
            CodeSaid::Without => (None, false),
            CodeSaid::Is { code, invented } => (Some(code.clone()), *invented),
        };
        Agency {
            id: self.id(),
            code: self.code.clone(),
            name: self.name.clone(),
            level: self.level,
            kind: self.kind,
            parent: None,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            agency_code,
            agency_code_invented,
            source: self.source.clone(),
            certainty: self.certainty.clone(),
            note: self.note.clone(),
        }
    }
}

impl SuccessionDraft {
    /// The old unit is the last that began before the succession; the new one is there that day.
    fn resolve(
        &self,
        agencies: &BTreeMap<AgencyId, Agency>,
    ) -> Result<Succession, OrganisationFlaw> {
        let day = self.effective_on;
        let old = periods(agencies, &self.old_code)
            .filter(|unit| unit.valid_from < day)
            .last();
        let new = periods(agencies, &self.new_code).find(|unit| unit.is_valid_on(day));
        let old = old.ok_or_else(|| OrganisationFlaw::SuccessionFromUnknown {
            old_code: self.old_code.clone(),
            effective_on: day,
        })?;
        let new = new.ok_or_else(|| OrganisationFlaw::SuccessionToUnknown {
            old_code: self.old_code.clone(),
            new_code: self.new_code.clone(),
            effective_on: day,
        })?;
        Ok(Succession {
            old: old.id.clone(),
            new: new.id.clone(),
            effective_on: day,
        })
    }
}

/// The periods of `code`, earliest first: the keys of one code lie side by side, by day.
fn periods<'a>(
    agencies: &'a BTreeMap<AgencyId, Agency>,
    code: &'a str,
) -> impl Iterator<Item = &'a Agency> {
    agencies
        .range(AgencyId::from_stored(format!("{code}@"))..)
        .map(|(_, agency)| agency)
        .take_while(move |agency| agency.code == code)
}

/// A unit without a last day ends when another takes its code.
fn end_where_the_code_goes_on(agencies: &mut BTreeMap<AgencyId, Agency>) {
    let mut next: Option<(String, Date)> = None;
    for agency in agencies.values_mut().rev() {
        if agency.valid_to.is_none() {
            let taken_on = next.as_ref().filter(|(code, _)| *code == agency.code);
            agency.valid_to = taken_on.and_then(|(_, day)| day.yesterday().ok());
        }
        next = Some((agency.code.clone(), agency.valid_from));
    }
}

/// A unit without a last day ends when another takes it over.
fn end_what_was_taken_over(agencies: &mut BTreeMap<AgencyId, Agency>, successions: &[Succession]) {
    for succession in successions
        .iter()
        .filter(|succession| succession.old != succession.new)
    {
        if let Some(old) = agencies.get_mut(&succession.old)
            && old.valid_to.is_none()
        {
            old.valid_to = succession.effective_on.yesterday().ok();
        }
    }
}

/// The node above is the latest period of its code that shares a day with the node. A code that
/// was never valid then is kept as a key that leads nowhere or too far: `check` names it.
fn set_parents(
    agencies: &mut BTreeMap<AgencyId, Agency>,
    parent_codes: &BTreeMap<AgencyId, String>,
) {
    let mut parents = BTreeMap::new();
    for (id, agency) in agencies.iter() {
        let Some(code) = parent_codes.get(id) else {
            continue;
        };
        let sharing = periods(agencies, code)
            .filter(|above| above.shares_a_day_with(agency))
            .last();
        let parent = sharing.or_else(|| periods(agencies, code).last());
        let unknown = || AgencyId::new(code, agency.valid_from);
        parents.insert(
            id.clone(),
            parent.map_or_else(unknown, |above| above.id.clone()),
        );
    }
    for (id, agency) in agencies.iter_mut() {
        agency.parent = parents.remove(id);
    }
}

/// What an import changes, for the report and the dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationDifference {
    /// Nodes that are new.
    pub created: Vec<AgencyId>,
    /// Nodes that say something else than before.
    pub changed: Vec<AgencyChange>,
    /// Nodes that are gone. An import never removes any.
    pub removed: Vec<AgencyId>,
    /// How many nodes are as before.
    pub unchanged: usize,
    /// Successions that are new.
    pub successions_created: Vec<Succession>,
    /// Successions that were named anew.
    pub successions_removed: Vec<Succession>,
    /// How many successions are as before.
    pub successions_unchanged: usize,
}

/// A node that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyChange {
    /// The node.
    pub id: AgencyId,
    /// The fields that changed, by their names in the file.
    pub fields: Vec<&'static str>,
}

impl OrganisationDifference {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.created.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.successions_created.is_empty()
            && self.successions_removed.is_empty()
    }
}

fn changed_fields(old: &Agency, new: &Agency) -> Vec<&'static str> {
    let fields = [
        ("name", old.name != new.name),
        ("level", old.level != new.level),
        ("kind", old.kind != new.kind),
        ("parent_code", old.parent != new.parent),
        ("valid_to", old.valid_to != new.valid_to),
        ("agency_code", old.agency_code != new.agency_code),
        (
            "agency_code_invented",
            old.agency_code_invented != new.agency_code_invented,
        ),
        ("source", old.source != new.source),
        ("certainty", old.certainty != new.certainty),
        ("note", old.note != new.note),
    ];
    fields
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
}
