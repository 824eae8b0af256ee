//! Who is away, from when to when, and who stands in: nothing waits in the box of somebody absent.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::people::agency::AgencyId;
use crate::people::{Official, OfficialId, Role};

/// The longest absence that can be entered, in days; whoever is away longer has moved on.
///
/// Not law: a maternity leave of six months with room to spare.
pub const ABSENCE_DAYS_MAX: i32 = 400;

/// An absence (nghỉ phép, đi công tác), with whoever stands in. Why somebody is away is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Its id.
    pub id: Uuid,
    /// Who is away.
    pub official: OfficialId,
    /// The unit in which.
    pub unit: AgencyId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Who stands in; the unit's shared list when none.
    pub stand_in: Option<OfficialId>,
}

impl Absence {
    /// Whether the official is away on `day`.
    pub fn is_on(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whether both have a day in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}

/// Why an absence is not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceRefusal {
    /// The official is not known or not active.
    OfficerUnknown,
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// Its last day is over.
    OverAlready,
    /// Longer than [`ABSENCE_DAYS_MAX`].
    TooLong,
    /// Some of these days were entered before.
    Overlaps {
        /// Where.
        with: Uuid,
    },
    /// Nobody stands in for themselves.
    StandInIsSelf,
    /// The stand-in is not known or not active.
    StandInUnknown,
    /// The stand-in works in another unit.
    StandInElsewhere,
    /// The stand-in has not the roles in which the absent one works on dossiers.
    StandInLacksRole,
    /// The stand-in is away in these days, too.
    StandInAway {
        /// By which absence.
        by: Uuid,
    },
    /// Whoever is away stands in for somebody in these days: name another stand-in there first.
    StandsInFor {
        /// Whose absence.
        absence: Uuid,
    },
}

/// What an absence is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Today.
    pub today: Date,
    /// Who is away, if active.
    pub official: Option<&'a Official>,
    /// Who stands in, if named and active.
    pub stand_in: Option<&'a Official>,
    /// Every absence of the unit that was not taken back.
    pub known: &'a [Absence],
}

/// Whether an absence can be entered.
///
/// # Errors
///
/// The first reason against it.
pub fn check(new: &Absence, around: Around<'_>) -> Result<(), AbsenceRefusal> {
    let official = around
        .official
        .filter(|known| known.id == new.official && known.unit == new.unit)
        .ok_or(AbsenceRefusal::OfficerUnknown)?;
    if new.until < new.from {
        return Err(AbsenceRefusal::EndsBeforeItBegins);
    }
    if new.until < around.today {
        return Err(AbsenceRefusal::OverAlready);
    }
    let days = new.from.until(new.until).map(|span| span.get_days());
    if days.is_ok_and(|days| days >= ABSENCE_DAYS_MAX) {
        return Err(AbsenceRefusal::TooLong);
    }
    let others = || {
        let others = around.known.iter();
        others.filter(|other| other.id != new.id && other.meets(new))
    };
    for other in others() {
        if other.official == new.official {
            return Err(AbsenceRefusal::Overlaps { with: other.id });
        }
        if other.stand_in == Some(new.official) {
            return Err(AbsenceRefusal::StandsInFor { absence: other.id });
        }
    }
    let Some(named) = new.stand_in else {
        return Ok(());
    };
    if named == new.official {
        return Err(AbsenceRefusal::StandInIsSelf);
    }
    let stand_in = around
        .stand_in
        .filter(|known| known.id == named)
        .ok_or(AbsenceRefusal::StandInUnknown)?;
    if stand_in.unit != new.unit {
        return Err(AbsenceRefusal::StandInElsewhere);
    }
    if !can_stand_in(stand_in, official) {
        return Err(AbsenceRefusal::StandInLacksRole);
    }
    match others().find(|other| other.official == named) {
        Some(other) => Err(AbsenceRefusal::StandInAway { by: other.id }),
        None => Ok(()),
    }
}

/// Whether somebody has every role in which the absent one works on dossiers.
fn can_stand_in(stand_in: &Official, absent: &Official) -> bool {
    let mut roles = absent.roles.iter();
    roles.all(|role| *role == Role::Administrator || stand_in.is(*role))
}
