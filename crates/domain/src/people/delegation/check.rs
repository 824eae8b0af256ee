//! Whether a delegation can be entered: what is missing, doubled or contradicts.

use jiff::civil::Date;
use uuid::Uuid;

use crate::people::delegation::{Capacity, Delegation};
use crate::people::{Official, Role};
use crate::procedure::ProcedureCode;
use crate::rulebook::Rulebook;

/// The longest name of a post, in characters: what a signature has room for.
const POST_MAX: usize = 80;

/// Why a delegation is not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DelegationRefusal {
    /// The agency is not there on the first day.
    UnknownUnit,
    /// The one who delegates is not known or not active.
    PrincipalUnknown,
    /// The one who shall sign is not known or not active.
    DelegateUnknown,
    /// Both are the same person.
    ToOneself,
    /// Nobody delegates what they have not: the one who delegates leads no such agency.
    NothingToDelegate,
    /// What was delegated is not delegated again.
    DelegatedAgain {
        /// By which delegation the one who delegates signs.
        by: Uuid,
    },
    /// The one who shall sign delegates to others in these days: the chain would have no end.
    DelegateDelegates {
        /// By which delegation.
        by: Uuid,
    },
    /// Only a deputy of the same agency signs KT. or Q.
    NotADeputy,
    /// TL. and TUQ. go to the head of a unit below the agency.
    NotHeadOfUnitBelow,
    /// A post is missing or too long.
    PostMissing,
    /// A procedure that is not in the catalogue.
    UnknownProcedure {
        /// Which.
        procedure: ProcedureCode,
    },
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// Its last day is over.
    OverAlready,
    /// TUQ. and Q. are given for a limited time.
    EndMissing,
    /// The number of the paper is missing.
    NumberMissing,
    /// The paper is dated after the first day on which it holds.
    DatedAfterItBegins,
    /// The same was entered already for some of these days.
    Overlaps {
        /// Where.
        with: Uuid,
    },
    /// The same person would sign for some of these days in another capacity.
    Contradicts {
        /// What was entered before.
        with: Uuid,
    },
    /// Two would be acting heads of the same agency at a time.
    TwoActing {
        /// What was entered before.
        with: Uuid,
    },
}

/// What a delegation is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The rules in force.
    pub rules: &'a Rulebook,
    /// Today.
    pub today: Date,
    /// The one who delegates, if active.
    pub principal: Option<&'a Official>,
    /// The one who shall sign, if active.
    pub delegate: Option<&'a Official>,
    /// Every delegation of the agency that was not withdrawn; those that are over do no harm.
    pub known: &'a [Delegation],
}

/// Whether a delegation can be entered.
///
/// # Errors
///
/// The first reason against it: the paper, then the people, then what was entered before.
pub fn check(new: &Delegation, around: Around<'_>) -> Result<(), DelegationRefusal> {
    of_itself(new, around)?;
    of_people(new, around)?;
    beside_others(new, around.known)
}

fn of_itself(new: &Delegation, around: Around<'_>) -> Result<(), DelegationRefusal> {
    let organisation = &around.rules.organisation;
    let unit = organisation.find(&new.unit);
    if unit.is_none_or(|unit| !unit.is_valid_on(new.from.max(around.today))) {
        return Err(DelegationRefusal::UnknownUnit);
    }
    let is_post = |post: &str| (1..=POST_MAX).contains(&post.trim().chars().count());
    if !is_post(&new.principal_post) || !is_post(&new.delegate_post) {
        return Err(DelegationRefusal::PostMissing);
    }
    for procedure in &new.procedures {
        if around
            .rules
            .procedures
            .iter()
            .all(|one| one.code != *procedure)
        {
            return Err(DelegationRefusal::UnknownProcedure {
                procedure: procedure.clone(),
            });
        }
    }
    if new.number.trim().is_empty() {
        return Err(DelegationRefusal::NumberMissing);
    }
    if new.dated_on > new.from {
        return Err(DelegationRefusal::DatedAfterItBegins);
    }
    let Some(until) = new.until else {
        return ends(new.capacity);
    };
    if until < new.from {
        return Err(DelegationRefusal::EndsBeforeItBegins);
    }
    if until < around.today {
        return Err(DelegationRefusal::OverAlready);
    }
    Ok(())
}

/// Whether a delegation may be open.
///
/// Law: Nghị định 30/2020/NĐ-CP, Điều 13: TUQ. is limited in time.
fn ends(capacity: Capacity) -> Result<(), DelegationRefusal> {
    match capacity {
        Capacity::ByAuthority | Capacity::Acting => Err(DelegationRefusal::EndMissing),
        Capacity::ForHead | Capacity::ByOrder => Ok(()),
    }
}

/// Law: Nghị định 30/2020/NĐ-CP, Điều 13: KT. by deputies, TL. and TUQ. by heads of what belongs to
/// the agency.
fn of_people(new: &Delegation, around: Around<'_>) -> Result<(), DelegationRefusal> {
    if new.principal == new.delegate {
        return Err(DelegationRefusal::ToOneself);
    }
    let principal = around
        .principal
        .filter(|known| known.id == new.principal)
        .ok_or(DelegationRefusal::PrincipalUnknown)?;
    let delegate = around
        .delegate
        .filter(|known| known.id == new.delegate)
        .ok_or(DelegationRefusal::DelegateUnknown)?;
    if !principal.is(Role::Leader) || principal.unit != new.unit {
        return Err(DelegationRefusal::NothingToDelegate);
    }
    let leads = delegate.is(Role::Leader);
    if new.capacity.is_for_deputies() {
        if !leads || delegate.unit != new.unit || !is_deputy(&new.delegate_post) {
            return Err(DelegationRefusal::NotADeputy);
        }
        return Ok(());
    }
    let organisation = &around.rules.organisation;
    let day = new.from.max(around.today);
    let is_below =
        delegate.unit != new.unit && organisation.is_within_on(&delegate.unit, &new.unit, day);
    if leads && is_below {
        Ok(())
    } else {
        Err(DelegationRefusal::NotHeadOfUnitBelow)
    }
}

/// Whether a post is that of a deputy (cấp phó).
fn is_deputy(post: &str) -> bool {
    post.trim().to_lowercase().starts_with("phó ")
}

fn beside_others(new: &Delegation, known: &[Delegation]) -> Result<(), DelegationRefusal> {
    let others = known
        .iter()
        .filter(|other| other.id != new.id && other.overlaps(new));
    for other in others {
        let with = other.id;
        if other.delegate == new.principal {
            return Err(DelegationRefusal::DelegatedAgain { by: with });
        }
        if other.principal == new.delegate {
            return Err(DelegationRefusal::DelegateDelegates { by: with });
        }
        if other.delegate == new.delegate {
            return Err(if other.capacity == new.capacity {
                DelegationRefusal::Overlaps { with }
            } else {
                DelegationRefusal::Contradicts { with }
            });
        }
        if other.capacity == Capacity::Acting && new.capacity == Capacity::Acting {
            return Err(DelegationRefusal::TwoActing { with });
        }
    }
    Ok(())
}
