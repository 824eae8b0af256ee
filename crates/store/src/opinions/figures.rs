//! How units answer what they are asked, in numbers: counted when it is asked.

use std::collections::BTreeMap;

use domain::dossier::consultation::OpinionStanding;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _, Select};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::rows::opinion;

/// What a unit was asked in a period, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpinionFigures {
    /// How often it was asked.
    pub asked: u64,
    /// Answered by the moment that it was told.
    pub in_time: u64,
    /// Answered later.
    pub late: u64,
    /// Silence was recorded, whether or not an answer came afterwards.
    pub silent: u64,
    /// Still to be answered.
    pub waiting: u64,
    /// Nobody waited for it any more.
    pub dropped: u64,
    /// An answer was returned.
    pub bounced: u64,
    /// How often it came back to somebody who had it before.
    pub times_back: u64,
    /// Answers, and the working minutes that they took together.
    pub took: (u64, u64),
}

impl OpinionFigures {
    /// Working minutes that an answer took on average; none without answers.
    pub fn average(&self) -> Option<u64> {
        self.took.1.checked_div(self.took.0)
    }
}

/// What counts of a row: unit, standing, late, silent, bounced, minutes, returns.
type Counted = (Option<String>, String, bool, bool, bool, Option<i64>, i64);

impl Store {
    /// What units were asked from one day to another; under none, all who were asked outside.
    pub async fn opinion_figures(
        &self,
        from: Date,
        to: Date,
    ) -> Result<BTreeMap<Option<AgencyId>, OpinionFigures>, Fault> {
        let rows: Vec<Counted> = of_period(from, to)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("counting opinions")?;
        let mut figures: BTreeMap<Option<AgencyId>, OpinionFigures> = BTreeMap::new();
        for (unit, standing, late, silent, bounced, used, back) in rows {
            let standing = OpinionStanding::from_name(&standing)
                .ok_or_else(|| Fault::damaged("the standing of an opinion"))?;
            let of_unit = figures.entry(unit.map(AgencyId::from_stored)).or_default();
            of_unit.asked += 1;
            of_unit.bounced += u64::from(bounced);
            of_unit.times_back += positive(back);
            let place = match standing {
                _ if silent => &mut of_unit.silent,
                OpinionStanding::Answered if late => &mut of_unit.late,
                OpinionStanding::Answered => &mut of_unit.in_time,
                OpinionStanding::Waiting => &mut of_unit.waiting,
                OpinionStanding::Silent | OpinionStanding::Dropped => &mut of_unit.dropped,
            };
            *place += 1;
            if standing == OpinionStanding::Answered {
                of_unit.took.0 += 1;
                of_unit.took.1 += positive(used.unwrap_or_default());
            }
        }
        Ok(figures)
    }
}

fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// What was asked in a period.
pub(crate) fn of_period(from: Date, to: Date) -> Select<opinion::Entity> {
    use opinion::Column as C;
    opinion::Entity::find()
        .select_only()
        .columns([
            C::Unit,
            C::Standing,
            C::Late,
            C::Silent,
            C::Bounced,
            C::Used,
            C::TimesBack,
        ])
        .filter(C::AskedOn.gte(from.to_string()))
        .filter(C::AskedOn.lte(to.to_string()))
}
