//! Who gets a dossier that comes to a unit: by a dated rule of the agency, among those who are there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::people::OfficialId;
use crate::people::agency::AgencyId;
use crate::procedure::ProcedureCode;
use crate::rulebook::Rulebook;

/// How a dossier finds its official (cách phân công). The names stand in stored events: variants
/// are added, never renamed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It waits in the unit's list until somebody takes it or a leader gives it.
    SharedList,
    /// Each in turn: whoever was given one the longest time ago.
    RoundRobin,
    /// Whoever has the fewest open dossiers; of several, each in turn.
    LeastLoad,
}

impl Way {
    /// Every way, in the order in which screens list them.
    pub const ALL: [Self; 3] = [Self::SharedList, Self::RoundRobin, Self::LeastLoad];

    /// The stable name used in files, rows and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::SharedList => "shared_list",
            Self::RoundRobin => "round_robin",
            Self::LeastLoad => "least_load",
        }
    }

    /// Reads a name written by [`Way::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// A rule by which an agency or unit assigns (quy tắc phân công), dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentRule {
    /// Its id.
    pub id: Uuid,
    /// The unit, or the agency for all units below it.
    pub unit: AgencyId,
    /// Only for this procedure; for all when none.
    pub procedure: Option<ProcedureCode>,
    /// How.
    pub way: Way,
    /// The first day.
    pub from: Date,
    /// The last day; open when none.
    pub until: Option<Date>,
    /// What it rests on, in words, 1 to 200 characters.
    pub basis: String,
}

impl AssignmentRule {
    /// Whether it holds on `day`.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }

    /// Whether both are for the same unit and the same procedure.
    pub fn is_for_same(&self, other: &Self) -> bool {
        self.unit == other.unit && self.procedure == other.procedure
    }
}

/// The rule for a dossier that comes to `unit` of the agency `competent`: the unit's own before the
/// agency's, one for the procedure before one for all.
pub fn rule_for<'a>(
    rules: &'a [AssignmentRule],
    (unit, competent): (&AgencyId, &AgencyId),
    procedure: &ProcedureCode,
    day: Date,
) -> Option<&'a AssignmentRule> {
    rules
        .iter()
        .filter(|rule| rule.is_in_force_on(day))
        .filter(|rule| rule.unit == *unit || rule.unit == *competent)
        .filter(|rule| rule.procedure.as_ref().is_none_or(|code| code == procedure))
        .min_by_key(|rule| (rule.unit != *unit, rule.procedure.is_none(), rule.id))
}

/// Somebody who is there and has the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub official: OfficialId,
    /// Their open dossiers.
    pub open: u64,
    /// When they were last given one under the rule, counted in its turns; 0 when never.
    pub turn: u64,
}

/// Who gets it; nobody when it stays in the unit's list or nobody is there.
pub fn pick(way: Way, candidates: &[Candidate]) -> Option<OfficialId> {
    let chosen = match way {
        Way::SharedList => None,
        Way::RoundRobin => candidates.iter().min_by_key(|one| (one.turn, one.official)),
        Way::LeastLoad => candidates
            .iter()
            .min_by_key(|one| (one.open, one.turn, one.official)),
    };
    chosen.map(|one| one.official)
}

/// Why a rule is not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleRefusal {
    /// The unit is not there on the first day.
    UnknownUnit,
    /// A procedure that is not in the catalogue.
    UnknownProcedure {
        /// Which.
        procedure: ProcedureCode,
    },
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// It would begin before today: what was assigned already stays as it was.
    BeginsInThePast,
    /// It does not say what it rests on.
    BasisMissing,
    /// Another rule for the same begins later or on the same day: end that one first.
    Overlaps {
        /// Which.
        with: Uuid,
    },
}

/// The longest basis, in characters.
const BASIS_MAX: usize = 200;

/// Whether a rule can be entered. A rule for the same that runs already ends the day before.
///
/// # Errors
///
/// The first reason against it.
pub fn check(
    new: &AssignmentRule,
    known: &[AssignmentRule],
    rules: &Rulebook,
    today: Date,
) -> Result<(), RuleRefusal> {
    let unit = rules.organisation.find(&new.unit);
    if unit.is_none_or(|unit| !unit.is_valid_on(new.from)) {
        return Err(RuleRefusal::UnknownUnit);
    }
    if let Some(code) = &new.procedure
        && rules.procedures.iter().all(|one| one.code != *code)
    {
        return Err(RuleRefusal::UnknownProcedure {
            procedure: code.clone(),
        });
    }
    if new.from < today {
        return Err(RuleRefusal::BeginsInThePast);
    }
    if new.until.is_some_and(|until| until < new.from) {
        return Err(RuleRefusal::EndsBeforeItBegins);
    }
    if !(1..=BASIS_MAX).contains(&new.basis.trim().chars().count()) {
        return Err(RuleRefusal::BasisMissing);
    }
    let later = known.iter().find(|other| {
        other.id != new.id
            && other.is_for_same(new)
            && other.from >= new.from
            && new.until.is_none_or(|last| other.from <= last)
    });
    match later {
        Some(other) => Err(RuleRefusal::Overlaps { with: other.id }),
        None => Ok(()),
    }
}

/// The rules that a new one cuts short: those for the same that still run on its first day.
pub fn cut_short<'a>(
    new: &'a AssignmentRule,
    known: &'a [AssignmentRule],
) -> impl Iterator<Item = &'a AssignmentRule> {
    known.iter().filter(|other| {
        other.id != new.id
            && other.is_for_same(new)
            && other.from < new.from
            && other.is_in_force_on(new.from)
    })
}
